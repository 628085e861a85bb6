"""Caddy with the real Caddyfile before whatever a test puts behind it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.embedded.asking import http_ready, is_listening
from deploy.embedded.caddy import CADDYFILE, caddy_command
from deploy.embedded.config import LOOPBACK
from deploy.embedded.ports import free_ports


@contextmanager
def caddy_before(serve_port: int, web: Path, home: Path) -> Iterator[str]:
    """Run it before a read API on ``serve_port`` and the app in ``web``; yields the origin."""
    ports = free_ports()
    port, health = next(ports), next(ports)
    env = {
        **os.environ,
        "HOME": str(home),
        "CADDY_DATA": str(home / "caddy"),
        "CADDY_SITES": f"http://:{port}",
        "CADDY_BIND": LOOPBACK,
        "CADDY_HEALTH": f"http://{LOOPBACK}:{health}",
        "WEB_DIST": str(web),
        "SERVE_ADDRESS": f"{LOOPBACK}:{serve_port}",
    }
    command = [caddy_command(), "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as caddy:
        try:
            while not (http_ready(health) and is_listening(port)):
                assert caddy.poll() is None, "Caddy does not run with the Caddyfile"
            yield f"http://{LOOPBACK}:{port}"
        finally:
            caddy.terminate()
