"""Which certificate the public address has: Caddy's own authority's, the venue's files, or one by ACME.

A phone keeps the marking page only from an address that it trusts, so each venue needs one of the three.
"""

import subprocess
from typing import Literal

from deploy.embedded.config import StackSettings
from deploy.embedded.errors import StackError

Kind = Literal["none", "internal", "files", "acme"]
LIST_WITHIN_S = 20.0


def certificate_kind(settings: StackSettings) -> Kind:
    """Return where the certificate comes from; raises StackError when the settings name two, or half."""
    if settings.certificate and settings.acme_dns:
        raise StackError("There are a certificate and BAYGE_ACME_DNS: choose one of them.")
    if settings.certificate:
        return "files"
    if settings.acme_dns:
        if settings.name is None:
            raise StackError("BAYGE_ACME_DNS needs the name to certify: --name marks.example.kz.")
        return "acme"
    return "internal" if settings.tls else "none"


def caddyfile_lines(settings: StackSettings, caddy: str) -> str:
    """Return what the Caddyfile says of the certificate; nothing lets Caddy's own authority make one."""
    kind = certificate_kind(settings)
    if kind == "files" and settings.certificate:
        return "tls " + " ".join(_quoted(str(file)) for file in settings.certificate)
    if kind == "acme" and settings.acme_dns:
        _check_provider(caddy, settings.acme_dns.split()[0])
        email = [f"email {settings.acme_email}"] if settings.acme_email else []
        return "\n".join(["tls {", "issuer acme {", *email, f"dns {settings.acme_dns}", "}", "}"])
    return ""


def _quoted(path: str) -> str:
    if '"' in path or "\n" in path:
        raise StackError(f"The path {path!r} has a character that Caddy's configuration cannot hold.")
    return f'"{path}"'


def _check_provider(caddy: str, provider: str) -> None:
    """Raise StackError unless this Caddy can speak with the DNS provider."""
    said = subprocess.run(
        [caddy, "list-modules"], capture_output=True, text=True, check=False, timeout=LIST_WITHIN_S
    )
    if f"dns.providers.{provider}" not in said.stdout.split():
        raise StackError(
            f"{caddy} has no module dns.providers.{provider}: build one that has it, for example with"
            f" 'xcaddy build --with github.com/caddy-dns/{provider}', and name it in BAYGE_CADDY."
        )
