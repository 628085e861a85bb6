"""The office on the real stack, through the public origin: read your own write, be nudged, start anew."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from shared import codec
from shared.clock import system_clock
from shared.tokens import Grant, Role, mint_token
from tests.ingest_door import bundle, entry, submission
from tests.stack import RunningStack

CUP = "cup-of-office"
SKILL = f"/api/v1/office/{CUP}/skills/welding"
WITHIN_S = 30.0


class Client:
    """Calls the stack through its public address."""

    def __init__(self, session: aiohttp.ClientSession, stack: RunningStack) -> None:
        self.session = session
        self.stack = stack

    def token(self, role: Role, subject: str, *skills: str) -> str:
        """Return a token."""
        where = "" if role == "administrator" else CUP
        return mint_token(self.stack.secret, Grant(role, system_clock() + 600_000, subject, where, skills))

    async def call(self, method: str, path: str, token: str, document: Any = None) -> tuple[int, Any]:
        """Return status and document of the answer."""
        headers = {"Authorization": f"Bearer {token}"}
        url = self.stack.base_url + path
        async with self.session.request(method, url, json=document, headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)

    async def until(self, path: str, token: str) -> Any:
        """Return the document at ``path`` once there is one."""
        async with asyncio.timeout(WITHIN_S):
            while True:
                status, document = await self.call("GET", path, token)
                if status == 200:
                    return document
                await asyncio.sleep(0.05)

    async def enter(self, aspect: str, mark: str = "1.00", based_on: int = 0, **fields: Any) -> int:
        """Enter one mark and return the offset at which it stands; waits while ingest does not know yet."""
        one = entry(aspect=aspect, mark=mark, based_on=based_on, **fields)
        document = submission(championship=CUP, skill="welding", form=aspect[:2], entries=[one])
        async with asyncio.timeout(WITHIN_S):
            while True:
                status, answer = await self.call(
                    "POST", "/api/v1/submissions", self.token("expert", "e-1", "welding"), document
                )
                if status == 200:
                    return int(answer["offset"])
                await asyncio.sleep(0.05)


@pytest.fixture
async def client(stack: RunningStack) -> AsyncIterator[Client]:
    """Return a client; the championship is imported."""
    async with aiohttp.ClientSession() as session:
        made = Client(session, stack)
        document = bundle("testing", "welding")
        document["championship"]["id"] = CUP
        administrator = made.token("administrator", "")
        status, answer = await made.call("POST", "/api/v1/championships", administrator, document)
        assert 201 == status, answer
        yield made


async def test_a_read_holds_the_caller_s_own_write(client: Client) -> None:
    """With the offset of the answer to a submission, the sheet that is read has the mark: every time."""
    chief = client.token("chief_expert", "ce", "welding")
    await client.until(SKILL, chief)

    for number in range(1, 11):
        aspect = f"A1.{number}"
        offset = await client.enter(aspect)
        path = f"{SKILL}/sheets?form=A1&competitor=c-1&at_least={offset}"
        status, document = await client.call("GET", path, chief)

        assert (200, "1.00") == (status, document["sheets"][0]["aspects"][aspect]["mark"])
        assert document["offset"] >= offset


async def test_whoever_watches_is_nudged(client: Client) -> None:
    """Through Caddy, without waiting for a buffer: where to look and from which offset on."""
    chief = client.token("chief_expert", "ce", "welding")
    await client.until(SKILL, chief)
    headers = {"Authorization": f"Bearer {chief}", "Accept-Encoding": "gzip"}

    async with client.session.get(f"{client.stack.base_url}{SKILL}/changes", headers=headers) as stream:
        assert ("text/event-stream", 200) == (stream.content_type, stream.status)
        async with asyncio.timeout(WITHIN_S):
            opened = await _event(stream.content)
            offset = await client.enter("B1.1")
            name, told = await _event(stream.content)

    assert "open" == opened[0]
    assert ("changed", {"offset": offset, "forms": ["B1"], "sheets": [["c-1", "B1"]]}) == (name, told)


async def _event(content: aiohttp.StreamReader) -> tuple[str, dict[str, Any]]:
    """Return the next event that is no comment."""
    fields: dict[str, str] = {}
    while "data" not in fields:
        name, _, value = (await content.readline()).decode().rstrip("\n").partition(": ")
        if name:
            fields[name] = value
    return fields["event"], codec.decode(fields["data"])


async def test_it_starts_anew_from_the_log(client: Client, stack: RunningStack) -> None:
    """Killed, it has the same answers again: it keeps nothing but what the log says."""
    chief = client.token("chief_expert", "ce", "welding")
    offset = await client.enter("C1.1")
    path = f"{SKILL}/sheets?form=C1&at_least={offset}"
    before = await client.until(path, chief)

    await asyncio.to_thread(stack.kill, "office")
    await asyncio.to_thread(stack.wait_ready, "office")

    assert before == await client.until(path, chief)
