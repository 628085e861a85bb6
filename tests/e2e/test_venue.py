"""A screen on the real stack: it comes in by a code, follows its plan, and is out once it is removed."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from shared.clock import system_clock
from shared.live_client import LiveClient
from shared.tokens import Grant, mint_token
from tests.e2e.marking import Marking, marking
from tests.e2e.test_log_is_the_truth import until
from tests.stack import RunningStack

AN_HOUR_MS = 3_600_000
BLACK = {"type": "blackout"}


class Hall:
    """A screen and its operator, behind the public address."""

    def __init__(self, stack: RunningStack, there: Marking, session: aiohttp.ClientSession) -> None:
        self._stack = stack
        self._session = session
        self.championship = there.championship
        grant = Grant("operator", system_clock() + AN_HOUR_MS, "op-1", there.championship)
        self.operator = mint_token(stack.secret, grant)

    async def ask(self, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
        """Return status and document of an answer."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        address = f"{self._stack.base_url}/api/v1{path}"
        async with self._session.request(method, address, json=body, headers=headers) as answer:
            return answer.status, json.loads(await answer.read())

    async def operate(self, method: str, path: str, body: Any = None) -> Any:
        """Do what the operator does."""
        status, document = await self.ask(
            method, f"/championships/{self.championship}{path}", body, self.operator
        )
        assert status in (200, 201), document
        return document


@asynccontextmanager
async def hall(stack: RunningStack) -> AsyncIterator[Hall]:
    """Return a hall of a championship that was just imported."""
    async with marking(stack) as there, aiohttp.ClientSession() as session:
        yield Hall(stack, there, session)


async def test_a_screen_follows_its_plan_until_it_is_removed(stack: RunningStack) -> None:
    """Through Caddy, ingest, Kafka, leaderboard, Redis and the venue's gateway, which dies meanwhile."""
    async with hall(stack) as there:
        _, screen = await there.ask("POST", "/screens", {})
        taken = {"code": screen["code"], "name": "Hall A", "groups": ["hall"]}
        await there.operate("POST", "/screens", taken)
        _, given = await there.ask("POST", "/venue/tokens", {"key": screen["key"]})
        plans = f"{there.championship}/screens"
        live = f"{stack.live_url.removesuffix('/live')}/venue/live"
        async with LiveClient(live, token=given["token"]) as client:
            await client.subscribe(plans)
            await client.wait_until(lambda client: client.board(plans) is not None)

            stack.kill("broadcast-venue")
            await there.operate("POST", "/screens/commands", {"groups": ["hall"], "plan": BLACK})

            def is_black(client: LiveClient) -> bool:
                rows = (client.board(plans) or {"rows": {}})["rows"]
                return bool(rows.get(screen["screen"], {}).get("plan") == BLACK)

            await client.wait_until(is_black)
        status, read = await there.ask("GET", f"/venue/boards/{plans}", token=given["token"])
        assert (200, 1) == (status, read["data"]["rows"][screen["screen"]]["revision"])

        await there.operate("DELETE", f"/screens/{screen['screen']}")

        refused = await there.ask("POST", "/venue/tokens", {"key": screen["key"]})
        assert (401, "token_revoked") == (refused[0], refused[1]["code"])

        async def is_gone() -> bool:
            _, now = await there.ask("GET", f"/venue/boards/{plans}", token=given["token"])
            return {} == now["data"]["rows"]

        await until(is_gone)


async def test_the_public_reaches_nothing_of_the_venue(stack: RunningStack) -> None:
    """Not without a token, and not by another address."""
    async with hall(stack) as there:
        board = f"{there.championship}/screens"

        assert 401 == (await there.ask("GET", f"/venue/boards/{board}"))[0]
        assert 404 == (await there.ask("GET", f"/boards/{board}"))[0]
