"""What OpenAPI cannot see in routes that answer with plain documents: shapes, queries, problems, tokens."""

from typing import Any, Final

from fastapi import Response
from pydantic import BaseModel

from services.office.answers import ProblemAnswer
from shared.http_app import problem_responses

_PROBLEMS: Final = (401, 403, 404, 422, 503)
_SECURITY: Final[list[dict[str, list[str]]]] = [{"token": []}]

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
        responses |= problem_responses(400, 413, 415)
    else:
        responses[304] = {"description": "What the caller's ETag stands for still holds."}
    return {
        "response_model": None,
        "responses": responses | problem_responses(*_PROBLEMS),
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
        "responses": good | problem_responses(*_PROBLEMS),
        "openapi_extra": {"security": _SECURITY, "parameters": [AT_LEAST]},
    }


def pictured(*parameters: Parameter) -> dict[str, Any]:
    """Return what a route that answers with a photo says of itself."""
    schema = {"schema": {"type": "string", "format": "binary"}}
    good = {200: {"description": "The photo.", "content": {"image/jpeg": schema, "image/png": schema}}}
    return {
        "response_model": None,
        "response_class": Response,
        "responses": good | problem_responses(*_PROBLEMS),
        "openapi_extra": {"security": _SECURITY, "parameters": list(parameters)},
    }


def printed(*parameters: Parameter) -> dict[str, Any]:
    """Return what a route that answers with a page to print says of itself."""
    good = {200: {"description": "The page.", "content": {"text/html": {"schema": {"type": "string"}}}}}
    return {
        "response_model": None,
        "response_class": Response,
        "responses": good | problem_responses(*_PROBLEMS),
        "openapi_extra": {"security": _SECURITY, "parameters": list(parameters)},
    }


def shapes_named() -> list[type[BaseModel]]:
    """Return the shapes that the routes name by hand: the problem."""
    return [ProblemAnswer]
