"""The HTTP face of ingest: one application out of the routes of each group."""

from fastapi import FastAPI

from services.ingest.openapi import shapes_named
from services.ingest.parts import Parts
from services.ingest.routes_access import add_access
from services.ingest.routes_accounts import add_accounts
from services.ingest.routes_acts import add_acts
from services.ingest.routes_definitions import add_definitions
from services.ingest.routes_devices import add_devices
from services.ingest.routes_health import add_health
from services.ingest.routes_images import add_images
from services.ingest.routes_photos import add_photos
from services.ingest.routes_problems import add_problems
from services.ingest.routes_publications import add_publications
from services.ingest.routes_screens import add_screens
from services.ingest.routes_submissions import add_submissions
from services.ingest.routes_venue import add_venue
from shared.http_app import bare_app


def create_app(parts: Parts) -> FastAPI:
    """Return the application that serves ``parts``."""
    app = bare_app(
        "Bayge ingest",
        "Enter marks, act on skills, define championships, let people in.",
        "/api/openapi.json",
        shapes_named,
    )
    add_submissions(app, parts)
    add_acts(app, parts)
    add_access(app, parts)
    add_accounts(app, parts)
    add_devices(app, parts)
    add_photos(app, parts)
    add_definitions(app, parts)
    add_publications(app, parts)
    add_screens(app, parts)
    add_venue(app, parts)
    add_images(app, parts)
    add_health(app, parts)
    add_problems(app)
    return app
