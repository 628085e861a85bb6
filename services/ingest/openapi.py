"""What OpenAPI cannot see in routes that read their bodies themselves: shapes, problems, tokens."""

from typing import Any, Final

from pydantic import BaseModel

from services.ingest.answers import ProblemAnswer
from shared.http_app import COMPONENTS, problem_responses

_taken_in: Final[dict[str, type[BaseModel]]] = {}
"""Every shape that a route takes, by its name: drawn once all routes are there."""
_OF_A_BODY: Final = (400, 413, 415, 422, 503)
_OF_A_TOKEN: Final = (401, 503)


def takes(*shapes: type[BaseModel], needs_token: bool = True) -> dict[str, Any]:
    """Return what to add to a route that takes one of ``shapes`` as its body."""
    _taken_in.update({shape.__name__: shape for shape in shapes})
    drawn = [{"$ref": f"{COMPONENTS}{shape.__name__}"} for shape in shapes]
    schema: dict[str, Any] = drawn[0] if len(drawn) == 1 else {"oneOf": drawn}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return {"requestBody": body, "security": [{"token": []}] if needs_token else []}


def answers(good: dict[int, type[BaseModel]], *problems: int) -> dict[int | str, dict[str, Any]]:
    """Return the ``responses`` of a route: the good ones by status, and the problems it may answer with."""
    described: dict[int | str, dict[str, Any]] = {
        status: {"model": model, "description": (model.__doc__ or "").partition("\n")[0]}
        for status, model in good.items()
    }
    return described | problem_responses(*problems)


def taking(
    shape: type[BaseModel],
    answer: type[BaseModel],
    *problems: int,
    status: int = 200,
    needs_token: bool = True,
) -> dict[str, Any]:
    """Return what a route says of itself that takes a body; ``problems``: beside those of any body."""
    return _said(answer, (*_OF_A_BODY, *problems), status, takes(shape, needs_token=needs_token))


def telling(answer: type[BaseModel], *problems: int) -> dict[str, Any]:
    """Return what a route says of itself that takes no body; ``problems``: beside those of any token."""
    return _said(answer, (*_OF_A_TOKEN, *problems), 200, {"security": [{"token": []}]})


def _said(
    answer: type[BaseModel], problems: tuple[int, ...], status: int, extra: dict[str, Any]
) -> dict[str, Any]:
    return {
        "response_model": None,
        "status_code": status,
        "responses": answers({status: answer}, *sorted(problems)),
        "openapi_extra": extra,
    }


def shapes_named() -> list[type[BaseModel]]:
    """Return the shapes that the routes name by hand: what they take, and the problem."""
    return [*_taken_in.values(), ProblemAnswer]
