"""The HTTP face of ingest: one application out of the routes of each group."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.ingest.openapi import completed
from services.ingest.parts import Parts
from services.ingest.routes_access import add_access
from services.ingest.routes_accounts import add_accounts
from services.ingest.routes_acts import add_acts
from services.ingest.routes_definitions import add_definitions
from services.ingest.routes_devices import add_devices
from services.ingest.routes_health import add_health
from services.ingest.routes_problems import add_problems
from services.ingest.routes_publications import add_publications
from services.ingest.routes_screens import add_screens
from services.ingest.routes_submissions import add_submissions
from services.ingest.routes_venue import add_venue


def create_app(parts: Parts) -> FastAPI:
    """Return the application that serves ``parts``."""
    app = FastAPI(
        title="Bayge ingest",
        summary="Enter marks, act on skills, define championships, let people in.",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    add_submissions(app, parts)
    add_acts(app, parts)
    add_access(app, parts)
    add_accounts(app, parts)
    add_devices(app, parts)
    add_definitions(app, parts)
    add_publications(app, parts)
    add_screens(app, parts)
    add_venue(app, parts)
    add_health(app, parts)
    add_problems(app)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        drawn = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        app.openapi_schema = completed(drawn)
    return app.openapi_schema
