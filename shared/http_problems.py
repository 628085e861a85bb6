"""What a service answers when it refuses or fails: a problem document, in the language of who asked."""

import logging
from collections.abc import Mapping
from typing import Any, Final, Protocol

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from shared import codec
from shared.domain.scheme_messages import Language
from shared.problems import MEDIA_TYPE, language_of, problem

log = logging.getLogger(__name__)

RETRY_AFTER_S: Final = 1
_QUOTED_MAX: Final = 80
"""Of an address or a method that an answer repeats."""


class Answer(Protocol):
    """How a service sends a problem document; see ``problem_response``."""

    def __call__(self, document: dict[str, Any], headers: Mapping[str, str] | None = None, /) -> Response:
        """Return the answer."""


def language(request: Request) -> Language:
    """Return the language that the sender reads."""
    return language_of(request.headers.get("accept-language"))


def problem_response(
    document: dict[str, Any], vary: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the answer with the problem ``document``; nobody keeps it."""
    status = document["status"]
    fields = {"Cache-Control": "no-store", "Vary": vary, **(headers or {})}
    if status == 401:
        fields["WWW-Authenticate"] = "Bearer"
    if status == 503:
        fields["Retry-After"] = str(RETRY_AFTER_S)
    return Response(codec.encode(document), status, fields, MEDIA_TYPE)


def add_faults(app: FastAPI, answer: Answer) -> None:
    """Answer what is nobody's refusal: an unknown address, a sender who went away, a fault of ours."""

    @app.exception_handler(ClientDisconnect)
    async def cut_off(request: Request, _: ClientDisconnect) -> Response:
        return answer(problem("body_cut_off", language(request)))

    @app.exception_handler(HTTPException)
    async def no_route(request: Request, fault: HTTPException) -> Response:
        code = {404: "not_found", 405: "method_not_allowed"}[fault.status_code]
        details = {"path": request.url.path[:_QUOTED_MAX], "method": request.method[:_QUOTED_MAX]}
        return answer(problem(code, language(request), **details), fault.headers)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, fault: Exception) -> Response:
        log.error("a request failed unexpectedly", exc_info=fault, extra={"path": request.url.path})
        return answer(problem("internal_fault", language(request)))
