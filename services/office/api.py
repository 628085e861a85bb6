"""The HTTP face of the office."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.office.openapi import completed
from services.office.parts import Parts
from services.office.routes_changes import add_changes
from services.office.routes_feedback import add_feedback
from services.office.routes_health import add_health
from services.office.routes_photos import add_photos
from services.office.routes_problems import add_problems
from services.office.routes_results import add_event_routes, add_result_routes
from services.office.routes_skill import add_sheet_routes, add_skill_routes


def create_app(parts: Parts) -> FastAPI:
    """Return the application that serves ``parts``."""
    app = FastAPI(
        title="Bayge office",
        summary="For officials: where marking stands, and what came of it.",
        version="1",
        openapi_url="/api/v1/office/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    add_skill_routes(app, parts)
    add_sheet_routes(app, parts)
    add_result_routes(app, parts)
    add_event_routes(app, parts)
    add_photos(app, parts)
    add_feedback(app, parts)
    add_changes(app, parts)
    add_health(app, parts)
    add_problems(app)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        drawn = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        app.openapi_schema = completed(drawn)
    return app.openapi_schema
