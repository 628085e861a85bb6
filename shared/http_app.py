"""The bare application of a service, and the parts of its OpenAPI that FastAPI cannot see by itself."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from shared.problem_rows import TITLES
from shared.problems import MEDIA_TYPE

COMPONENTS: Final = "#/components/schemas/"
_PROBLEM: Final = {"schema": {"$ref": f"{COMPONENTS}ProblemAnswer"}}
"""Every service calls the shape of its problems so."""

Document = dict[str, Any]


Shapes = Callable[[], Iterable[type[BaseModel]]]


def bare_app(title: str, summary: str, openapi_url: str, shapes: Shapes) -> FastAPI:
    """Return an application without routes; ``shapes`` are those that its routes name by hand."""
    app = FastAPI(
        title=title,
        summary=summary,
        version="1",
        openapi_url=openapi_url,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )

    def openapi() -> Document:
        if app.openapi_schema is None:
            drawn = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
            app.openapi_schema = completed(drawn, shapes())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
    return app


def problem_responses(*statuses: int) -> dict[int | str, Document]:
    """Return the description of the problems that a route may answer with."""
    content = {MEDIA_TYPE: _PROBLEM}
    return {status: {"description": TITLES[status][0], "content": content} for status in statuses}


def completed(document: Document, shapes: Iterable[type[BaseModel]]) -> Document:
    """Return the OpenAPI ``document`` with the drawn ``shapes`` and the kind of token."""
    _, drawn = models_json_schema(
        [(shape, "validation") for shape in shapes],
        ref_template=COMPONENTS + "{model}",
    )
    components = document.setdefault("components", {})
    components.setdefault("schemas", {}).update(drawn["$defs"])
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    return document
