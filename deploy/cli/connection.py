"""How a verb reaches Bayge as administrator: address and token, named or taken from the running stack."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from deploy.embedded.caddy import authority_certificate
from deploy.embedded.config import StackSettings, load_settings
from deploy.embedded.errors import StackError
from deploy.embedded.stack import secret_of
from deploy.embedded.state import load_state
from shared.clock import system_clock
from shared.config import KafkaSettings
from shared.tokens import ADMINISTRATOR_TTL_MS, Grant, mint_token

CERTIFICATE_SETTING = "SSL_CERT_FILE"
"""Where OpenSSL looks for authorities; the stack's own one serves ``--tls``."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where Bayge is, and the right to administer it."""

    base_url: str
    token: str


def connection(url: str | None, token: str | None, environ: Mapping[str, str] = os.environ) -> Connection:
    """Return how to reach Bayge; raises ``StackError`` when an address or a token is missing."""
    settings = load_settings(environ)
    base_url = url or load_state(settings.var).addresses.public_url
    if not base_url.startswith(("http://", "https://")):
        raise StackError(f"{base_url!r} is no address of Bayge: give one like http://127.0.0.1:8080.")
    _trust_own_authority(settings, base_url)
    return Connection(base_url, token or environ.get("BAYGE_TOKEN") or _minted(settings))


def _minted(settings: StackSettings) -> str:
    """Return a fresh administrator's token, signed with the key of this machine's stack."""
    if not settings.secret and not (settings.var / "secret").exists():
        raise StackError(
            f"There is no key in {settings.var} to sign an administrator's token with: give --token or"
            " BAYGE_TOKEN, or set BAYGE_VAR to the data folder of the stack."
        )
    return mint_token(secret_of(settings), Grant("administrator", system_clock() + ADMINISTRATOR_TTL_MS))


def _trust_own_authority(settings: StackSettings, base_url: str) -> None:
    """Let this process trust the certificate that the stack made for itself."""
    certificate = authority_certificate(settings.var)
    if base_url.startswith("https://") and certificate.exists():
        os.environ.setdefault(CERTIFICATE_SETTING, str(certificate))


def log_settings(environ: Mapping[str, str] = os.environ) -> KafkaSettings:
    """Return how to reach the log itself: by the settings, else that of the running stack."""
    settings = load_settings(environ)
    environment = dict(settings.kafka_environment)
    if not settings.kafka_external:
        environment.setdefault("KAFKA_BOOTSTRAP_SERVERS", load_state(settings.var).addresses.kafka)
    return KafkaSettings.from_env(environment)
