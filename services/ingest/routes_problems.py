"""Every refusal as a problem in the reader's language."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response

from services.ingest.bodies import Refused
from services.ingest.importing import PartlyDefined
from services.ingest.journal import Unavailable
from services.ingest.refusals import Refusal, refusal_document
from shared.domain.errors import RuleBroken
from shared.http_problems import add_faults, language, problem_response


def add_problems(app: FastAPI) -> None:
    """Answer every exception with a problem."""

    async def refused(request: Request, fault: Refusal) -> Response:
        wait_s = fault.details.get("retry_after_s") if isinstance(fault, RuleBroken) else None
        headers = {} if wait_s is None else {"Retry-After": str(wait_s)}
        return _answer(refusal_document(fault, language(request)), headers)

    for kind in (RuleBroken, Refused, Unavailable, PartlyDefined):
        app.exception_handler(kind)(refused)
    add_faults(app, _answer)


def _answer(document: dict[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    return problem_response(document, "Accept-Language", headers)
