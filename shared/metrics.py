"""The process's metrics in Prometheus' text form."""

from typing import Final

from prometheus_client import REGISTRY, generate_latest

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


def metrics_text() -> bytes:
    """Return every metric of this process as Prometheus reads it."""
    return generate_latest(REGISTRY)
