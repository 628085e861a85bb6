"""Whether a process is alive and ready; a small server that says so for services without HTTP."""

from collections.abc import Callable

from aiohttp import web

from shared import codec
from shared.metrics import CONTENT_TYPE, metrics_text

Readiness = Callable[[], dict[str, bool]]
"""Returns each thing the service waits for, and whether it is there."""


def readiness_body(checks: dict[str, bool]) -> tuple[int, bytes]:
    """Return HTTP status and JSON body of ``/readyz``: 200 when every check holds, else 503."""
    is_ready = all(checks.values())
    return 200 if is_ready else 503, codec.encode({"ready": is_ready, "checks": checks})


def alive_body() -> bytes:
    """Return the JSON body of ``/healthz``: it can be sent, so the process is alive."""
    return codec.encode({"alive": True})


class HealthServer:
    """Serves ``/healthz``, ``/readyz`` and ``/metrics``."""

    def __init__(self, host: str, port: int, readiness: Readiness) -> None:
        self._host = host
        self._port = port
        self._readiness = readiness
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Begin to listen."""
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.Response(body=alive_body(), content_type="application/json")

    async def _readyz(self, _request: web.Request) -> web.Response:
        status, body = readiness_body(self._readiness())
        return web.Response(status=status, body=body, content_type="application/json")

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=metrics_text(), headers={"Content-Type": CONTENT_TYPE})
