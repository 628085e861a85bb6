"""The settings of the embedded stack, read once from the environment.

Every part that the stack can bring along gives way to a real installation named here.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded.errors import StackError

REPOSITORY = Path(__file__).resolve().parents[2]
OWN_PREFIXES = ("BAYGE_", "KAFKA_", "REDIS_")
PUBLIC_PORT_PREFERRED = 8080
PORTS = 65_536
LOOPBACK = "127.0.0.1"
ALL_INTERFACES = "0.0.0.0"


@dataclass(frozen=True)
class StackSettings:
    """What `bayge up` was asked to run, and where."""

    var: Path
    """All data of this stack: the log, the boards' store, secrets, logs of the processes."""
    cache: Path
    """What is the same for every stack of this user: Kafka's jars."""
    port: int | None = None
    """The public port; 0 takes any free one, None takes 8080 or the next free one."""
    lan: bool = False
    """Whether other machines may connect; otherwise only this one."""
    tls: bool = False
    """Whether Caddy serves HTTPS, with a certificate of its internal authority unless there is another."""
    certificate: tuple[Path, Path] | None = None
    """The venue's own certificate with its chain, and its key, as PEM files; None: Caddy makes one."""
    name: str | None = None
    """The name under which the venue finds the stack, e.g. marks.example.kz; None: this machine's address."""
    acme_dns: str | None = None
    """Which DNS provider answers the ACME challenge for ``name``, and how: words of a Caddyfile."""
    acme_email: str | None = None
    caddy: str | None = None
    """A Caddy to use in place of the one that came along, e.g. one with a DNS provider's module."""
    kafka_java_options: tuple[str, ...] = ()
    """More options for Kafka's Java; the last word counts where it has been told otherwise."""
    only: frozenset[str] = frozenset()
    """The names of the parts to run; empty means all of them."""
    kafka_external: str | None = None
    """Bootstrap servers of a Kafka that is already there."""
    redis_external: str | None = None
    """Address of a Redis that is already there, for the writer."""
    redis_public_external: str | None = None
    """The same Redis for processes that serve the public; a user that may read only public keys."""
    redis_venue_external: str | None = None
    """The same Redis for processes that serve the venue; a user that may read only venue keys."""
    redis_ephemeral_external: str | None = None
    """The same Redis for what may vanish; a user that may touch only eph: keys. None: memory."""
    secret: str | None = None
    """The key that signs tokens; None means the one kept in the data folder."""
    child_environment: tuple[tuple[str, str], ...] = ()
    """What every child process inherits, without any setting of Bayge, Kafka or Redis."""
    kafka_environment: tuple[tuple[str, str], ...] = ()
    """Settings that name and open the external Kafka, for the services that may talk to it."""

    @property
    def host(self) -> str:
        """Return the address that the public port is bound to."""
        return ALL_INTERFACES if self.lan else LOOPBACK


def load_settings(environ: Mapping[str, str] = os.environ) -> StackSettings:
    """Return the settings that the environment names, with defaults for the rest."""
    port_text = environ.get("BAYGE_PORT") or None
    if port_text is not None and not (port_text.isdecimal() and int(port_text) < PORTS):
        raise StackError(f"BAYGE_PORT must be a port number such as 8080, not {port_text!r}.")
    cache_home = environ.get("XDG_CACHE_HOME") or str(Path(environ.get("HOME", "~")).expanduser() / ".cache")
    return StackSettings(
        var=Path(environ.get("BAYGE_VAR") or "var").absolute(),
        cache=Path(environ.get("BAYGE_CACHE") or Path(cache_home) / "bayge").absolute(),
        port=None if port_text is None else int(port_text),
        certificate=_certificate(environ),
        name=environ.get("BAYGE_NAME") or None,
        acme_dns=environ.get("BAYGE_ACME_DNS") or None,
        acme_email=environ.get("BAYGE_ACME_EMAIL") or None,
        caddy=environ.get("BAYGE_CADDY") or None,
        kafka_java_options=tuple(environ.get("BAYGE_KAFKA_JAVA_OPTIONS", "").split()),
        kafka_external=environ.get("KAFKA_BOOTSTRAP_SERVERS") or None,
        redis_external=environ.get("REDIS_URL") or None,
        redis_public_external=_reader_redis(environ, "public"),
        redis_venue_external=_reader_redis(environ, "venue"),
        redis_ephemeral_external=environ.get("REDIS_EPHEMERAL_URL") or None,
        secret=environ.get("BAYGE_SECRET") or None,
        child_environment=tuple(pair for pair in environ.items() if not pair[0].startswith(OWN_PREFIXES)),
        kafka_environment=tuple(pair for pair in environ.items() if pair[0].startswith("KAFKA_")),
    )


def _certificate(environ: Mapping[str, str]) -> tuple[Path, Path] | None:
    named = [environ.get(f"BAYGE_{name}") for name in ("CERT", "KEY")]
    return certificate_files(*(Path(file) if file else None for file in named))


def certificate_files(certificate: Path | None, key: Path | None) -> tuple[Path, Path] | None:
    """Return both files, absolute; raises StackError when one is missing."""
    if certificate is None or key is None:
        if certificate is not key:
            raise StackError("A certificate needs its key, and a key its certificate: give --cert and --key.")
        return None
    for file in (certificate, key):
        if not file.is_file():
            raise StackError(f"There is no file {file}: --cert and --key name PEM files.")
    return certificate.absolute(), key.absolute()


def _reader_redis(environ: Mapping[str, str], audience: str) -> str | None:
    """Return the address of an external Redis for processes that serve ``audience`` (invariant 5)."""
    name = f"REDIS_{audience.upper()}_URL"
    address = environ.get(name) or None
    if environ.get("REDIS_URL") and address is None:
        raise StackError(
            f"REDIS_URL is set, but not {name}: name the address for a user who may read only"
            f" {audience}:* keys and {audience}:live:* channels, so that nothing embargoed reaches those who"
            f" serve the {audience}."
        )
    return address
