"""What the operator asks: is it alive, is it ready, its metrics."""

from fastapi import FastAPI, Response

from services.office.parts import Parts
from shared.health import alive_body, readiness_body
from shared.metrics import CONTENT_TYPE, metrics_text


def add_health(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> Response:
        return Response(alive_body(), media_type="application/json")

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> Response:
        status, body = readiness_body(parts.readiness())
        return Response(body, status, media_type="application/json")

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(metrics_text(), headers={"Content-Type": CONTENT_TYPE})
