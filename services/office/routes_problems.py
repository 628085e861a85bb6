"""Every refusal as a problem in the reader's language."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response

from services.office.edge import Unavailable
from shared.domain.errors import RuleBroken
from shared.http_problems import add_faults, language, problem_response
from shared.problems import problem, problem_of


def add_problems(app: FastAPI) -> None:
    """Answer every exception with a problem."""

    @app.exception_handler(RuleBroken)
    async def rule_broken(request: Request, refused: RuleBroken) -> Response:
        return _answer(problem_of([refused], language(request)))

    @app.exception_handler(Unavailable)
    async def unavailable(request: Request, fault: Unavailable) -> Response:
        return _answer(problem(fault.code, language(request)))

    add_faults(app, _answer)


def _answer(document: dict[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer; what is refused depends on who asks, too."""
    return problem_response(document, "Authorization, Accept-Language", headers)
