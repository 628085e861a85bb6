"""Every refusal and every fault as a problem in the reader's language."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from services.ingest.bodies import Refused
from services.ingest.edge import language
from services.ingest.importing import PartlyDefined
from services.ingest.journal import Unavailable
from services.ingest.refusals import Refusal, refusal_document
from shared import codec
from shared.domain.errors import RuleBroken
from shared.problems import MEDIA_TYPE, problem

log = logging.getLogger(__name__)

RETRY_AFTER_S: Final = 1


def _problem(document: dict[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    status = document["status"]
    fields = {"Cache-Control": "no-store", "Vary": "Accept-Language", **(headers or {})}
    if status == 401:
        fields["WWW-Authenticate"] = "Bearer"
    if status == 503:
        fields["Retry-After"] = str(RETRY_AFTER_S)
    return Response(codec.encode(document), status, fields, MEDIA_TYPE)


def add_problems(app: FastAPI) -> None:
    """Answer every exception with a problem."""

    async def refused(request: Request, fault: Refusal) -> Response:
        wait_s = fault.details.get("retry_after_s") if isinstance(fault, RuleBroken) else None
        headers = {} if wait_s is None else {"Retry-After": str(wait_s)}
        return _problem(refusal_document(fault, language(request)), headers)

    for kind in (RuleBroken, Refused, Unavailable, PartlyDefined):
        app.exception_handler(kind)(refused)

    @app.exception_handler(ClientDisconnect)
    async def cut_off(request: Request, _: ClientDisconnect) -> Response:
        return _problem(problem("body_cut_off", language(request)))

    @app.exception_handler(HTTPException)
    async def no_route(request: Request, fault: HTTPException) -> Response:
        code = {404: "not_found", 405: "method_not_allowed"}[fault.status_code]
        details = {"path": request.url.path, "method": request.method}
        return _problem(problem(code, language(request), **details), fault.headers)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, fault: Exception) -> Response:
        log.error("a request failed unexpectedly", exc_info=fault, extra={"path": request.url.path})
        return _problem(problem("internal_fault", language(request)))
