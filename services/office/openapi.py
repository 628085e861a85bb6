"""What OpenAPI cannot see in routes that answer with plain documents: shapes, queries, problems, tokens."""

from typing import Any, Final

from fastapi import Response
from pydantic import BaseModel

from services.office.answers import ProblemAnswer
from shared.problem_rows import TITLES
from shared.problems import MEDIA_TYPE

_PROBLEMS: Final = (401, 403, 404, 422, 503)
_SECURITY: Final[list[dict[str, list[str]]]] = [{"token": []}]
_PROBLEM_SCHEMA: Final = {"schema": {"$ref": f"#/components/schemas/{ProblemAnswer.__name__}"}}

Parameter = dict[str, Any]


def query(name: str, *, is_needed: bool = False, kind: str = "string", says: str = "") -> Parameter:
    """Return the description of a parameter of the query."""
    described: Parameter = {"name": name, "in": "query", "required": is_needed, "schema": {"type": kind}}
    return described | ({"description": says} if says else {})


AT_LEAST: Final = query(
    "at_least",
    kind="integer",
    says="The offset of your own write: the answer waits briefly until that is in it; see its `offset`.",
)


def described(good: type[BaseModel], *parameters: Parameter, body: Parameter | None = None) -> dict[str, Any]:
    """Return what a route says of itself: its answer, its query, its problems."""
    text = (good.__doc__ or "").partition("\n")[0]
    responses: dict[int | str, dict[str, Any]] = {200: {"model": good, "description": text}}
    extra: dict[str, Any] = {"security": _SECURITY}
    if parameters:
        extra["parameters"] = list(parameters)
    if body is not None:
        extra["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
        responses |= _problems(400, 413, 415)
    else:
        responses[304] = {"description": "What the caller's ETag stands for still holds."}
    return {
        "response_model": None,
        "responses": responses | _problems(*_PROBLEMS),
        "openapi_extra": extra,
    }


def streamed() -> dict[str, Any]:
    """Return what the stream of nudges says of itself."""
    example = 'event: changed\ndata: {"offset":7,"forms":["A1"],"sheets":[["c-1","A1"]]}\n\n'
    content = {"text/event-stream": {"schema": {"type": "string"}, "example": example}}
    text = "`open`, then `changed` and `shown` events; a comment every 15 s."
    good = {200: {"description": text, "content": content}}
    return {
        "response_model": None,
        "responses": good | _problems(*_PROBLEMS),
        "openapi_extra": {"security": _SECURITY, "parameters": [AT_LEAST]},
    }


def pictured(*parameters: Parameter) -> dict[str, Any]:
    """Return what a route that answers with a photo says of itself."""
    schema = {"schema": {"type": "string", "format": "binary"}}
    good = {200: {"description": "The photo.", "content": {"image/jpeg": schema, "image/png": schema}}}
    return {
        "response_model": None,
        "response_class": Response,
        "responses": good | _problems(*_PROBLEMS),
        "openapi_extra": {"security": _SECURITY, "parameters": list(parameters)},
    }


def printed(*parameters: Parameter) -> dict[str, Any]:
    """Return what a route that answers with a page to print says of itself."""
    good = {200: {"description": "The page.", "content": {"text/html": {"schema": {"type": "string"}}}}}
    return {
        "response_model": None,
        "response_class": Response,
        "responses": good | _problems(*_PROBLEMS),
        "openapi_extra": {"security": _SECURITY, "parameters": list(parameters)},
    }


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {
        status: {"description": TITLES[status][0], "content": {MEDIA_TYPE: _PROBLEM_SCHEMA}}
        for status in statuses
    }


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """Return the OpenAPI ``document`` with the problem and the kind of token."""
    drawn = ProblemAnswer.model_json_schema(ref_template="#/components/schemas/{model}")
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas.update(drawn.pop("$defs", {}))
    schemas[ProblemAnswer.__name__] = drawn
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    return document
