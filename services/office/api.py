"""The HTTP face of the office."""

from fastapi import FastAPI

from services.office.openapi import shapes_named
from services.office.parts import Parts
from services.office.routes_changes import add_changes
from services.office.routes_feedback import add_feedback
from services.office.routes_health import add_health
from services.office.routes_photos import add_photos
from services.office.routes_problems import add_problems
from services.office.routes_results import add_event_routes, add_result_routes
from services.office.routes_skill import add_sheet_routes, add_skill_routes
from shared.http_app import bare_app


def create_app(parts: Parts) -> FastAPI:
    """Return the application that serves ``parts``."""
    app = bare_app(
        "Bayge office",
        "For officials: where marking stands, and what came of it.",
        "/api/v1/office/openapi.json",
        shapes_named,
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
    return app
