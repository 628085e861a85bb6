"""The routes by which whoever decides keeps the accounts of the staff."""

from fastapi import FastAPI, Request, Response

from services.ingest.answers_access import AccountAnswer, AccountsAnswer, DoneAnswer
from services.ingest.edge import answer_json, body, sender
from services.ingest.openapi import taking, telling
from services.ingest.parts import Parts
from services.ingest.rights import check_manager
from services.ingest.routes_access import DONE, bearer, sent
from services.ingest.shapes_access import AccountChangeShape, AccountShape, PasswordShape


def add_accounts(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""
    accounts = parts.access.accounts

    @app.get(
        "/api/v1/accounts",
        summary="List the accounts",
        **telling(AccountsAnswer, 403),
    )
    async def list_accounts(request: Request) -> Response:
        return answer_json({"accounts": accounts.listed(bearer(request, parts))})

    @app.post(
        "/api/v1/accounts",
        summary="Add an account",
        **taking(AccountShape, AccountAnswer, 401, 403, 404, 409, status=201),
    )
    async def add_account(request: Request) -> Response:
        grant = bearer(request, parts)
        check_manager(grant)
        return answer_json(await accounts.add(grant, await body(request, parts.body_bytes_max)), 201)

    @app.patch(
        "/api/v1/accounts/{name}",
        summary="Give an account other rights; its sessions are closed",
        **taking(AccountChangeShape, AccountAnswer, 401, 403, 404, 409),
    )
    async def change_account(request: Request, name: str) -> Response:
        grant, document = await sent(request, parts)
        return answer_json(await accounts.change(grant, name, document))

    @app.delete(
        "/api/v1/accounts/{name}",
        summary="Close an account and its sessions, for ever",
        **telling(AccountAnswer, 403, 404),
    )
    async def close_account(request: Request, name: str) -> Response:
        return answer_json(await accounts.close(bearer(request, parts), name))

    @app.put(
        "/api/v1/accounts/{name}/password",
        summary="Set a password: one's own with the current one, or somebody's",
        **taking(PasswordShape, DoneAnswer, 401, 403, 404, 429),
    )
    async def set_password(request: Request, name: str) -> Response:
        grant, document = await sent(request, parts)
        await accounts.set_password(grant, name, document, sender(request))
        return answer_json(DONE)
