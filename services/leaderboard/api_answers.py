"""What all answers of the read API have in common: tags, how long they may be kept, who may read them."""

from collections.abc import Callable

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from shared.problems import MEDIA_TYPE, language_of, problem, status_of

CACHE_CONTROL = "public, max-age=1, stale-while-revalidate=5"
ANY_ORIGIN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}
"""Boards are the same for everybody, so pages of others may read them; no cookie is sent along."""


def answer(request: Request, tag: str, body: Callable[[], str | bytes], media_type: str) -> Response:
    """Return the body with its tag; 304 and no body when the caller's tag still holds."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": CACHE_CONTROL, **ANY_ORIGIN}
    if has_tag(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body(), media_type=media_type, headers=headers)


def has_tag(request: Request, tag: str) -> bool:
    """Say whether the caller already has what ``tag`` names."""
    return f'"{tag}"' in request.headers.get("if-none-match", "")


def refusal(request: Request, code: str, **details: str) -> JSONResponse:
    """Return a problem in the reader's language."""
    language = language_of(request.headers.get("accept-language"))
    return JSONResponse(
        problem(code, language, **details),
        status_code=status_of(code),
        media_type=MEDIA_TYPE,
        headers=ANY_ORIGIN,
    )
