"""What OpenAPI cannot see in routes that read their bodies themselves: shapes, problems, tokens."""

from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from services.ingest.answers import ProblemAnswer
from shared.problem_rows import TITLES
from shared.problems import MEDIA_TYPE

_COMPONENTS: Final = "#/components/schemas/"
_taken_in: Final[dict[str, type[BaseModel]]] = {}
"""Every shape that a route takes, by its name: drawn once all routes are there."""


def takes(*shapes: type[BaseModel], needs_token: bool = True) -> dict[str, Any]:
    """Return what to add to a route that takes one of ``shapes`` as its body."""
    _taken_in.update({shape.__name__: shape for shape in shapes})
    drawn = [{"$ref": f"{_COMPONENTS}{shape.__name__}"} for shape in shapes]
    schema: dict[str, Any] = drawn[0] if len(drawn) == 1 else {"oneOf": drawn}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return {"requestBody": body, "security": [{"token": []}] if needs_token else []}


def answers(good: dict[int, type[BaseModel]], *problems: int) -> dict[int | str, dict[str, Any]]:
    """Return the ``responses`` of a route: the good ones by status, and the problems it may answer with."""
    described: dict[int | str, dict[str, Any]] = {
        status: {"model": model, "description": (model.__doc__ or "").partition("\n")[0]}
        for status, model in good.items()
    }
    schema = {"schema": {"$ref": f"{_COMPONENTS}{ProblemAnswer.__name__}"}}
    for status in problems:
        described[status] = {"description": TITLES[status][0], "content": {MEDIA_TYPE: schema}}
    return described


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """Return the OpenAPI ``document`` with the shapes that come in, the problem and the kind of token."""
    inputs = [(shape, "validation") for shape in _taken_in.values()]
    _, drawn = models_json_schema(
        [*inputs, (ProblemAnswer, "validation")],  # type: ignore[list-item]
        ref_template=_COMPONENTS + "{model}",
    )
    components = document.setdefault("components", {})
    components.setdefault("schemas", {}).update(drawn["$defs"])
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    return document
