"""How the verbs about access ask a running Bayge, as administrator, for one thing."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from deploy.cli.connection import connection
from deploy.cli.output import complain
from deploy.simulator.arrange import CannotPlay, patiently
from deploy.simulator.http_api import ApiRefused, HttpApi

PATIENCE_S = 15.0

Url = Annotated[str | None, typer.Option(help="Where Bayge is; default: the running stack.")]
Token = Annotated[str | None, typer.Option(help="Administrator's token; default: BAYGE_TOKEN, or made.")]
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


def asked(
    url: str | None, token: str | None, method: str, path: str, document: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the answer to one request; exits with a sentence when there is none or it is no."""
    door = connection(url, token)

    async def ask() -> dict[str, Any]:
        async with HttpApi(door.base_url, door.token) as api:
            return await patiently(lambda: api.ask(method, path, document), PATIENCE_S)

    try:
        return asyncio.run(ask())
    except (ApiRefused, CannotPlay) as fault:
        complain(str(fault))
        raise typer.Exit(1) from fault
