"""Ingest on real Kafka with real scoring behind it: from code to verdict, on two instances."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

import aiohttp
import pytest

from deploy.embedded.ports import free_ports
from shared.clock import system_clock
from shared.tokens import Grant, mint_code, mint_token
from tests.ingest_door import bundle, entry, submission
from tests.stack import RunningStack

READY_WITHIN_S = 60.0
CUP = "cup-of-ingest"


class Client:
    """Calls one instance."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def call(
        self, method: str, path: str, document: Any = None, token: str | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Return status and document of the answer."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self._session.request(method, self._url + path, json=document, headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)

    async def ready(self) -> None:
        """Return once the instance is ready."""
        async with asyncio.timeout(READY_WITHIN_S):
            while True:
                with suppress(aiohttp.ClientConnectionError):
                    if (await self.call("GET", "/readyz"))[0] == 200:
                        return
                await asyncio.sleep(0.05)

    async def knows(self, token: str) -> None:
        """Return once the instance has read the championship: it then refuses a form, not the skill."""
        probe = submission(championship=CUP, skill="welding", form="Z")
        async with asyncio.timeout(READY_WITHIN_S):
            while True:
                if (await self.call("POST", "/api/v1/submissions", probe, token))[0] == 422:
                    return
                await asyncio.sleep(0.02)


@pytest.fixture(scope="module")
def second_instance(stack: RunningStack) -> Iterator[str]:
    """Run one more ingest on the same Kafka; it stops cleanly when asked to."""
    port = next(free_ports())
    settings = {
        "KAFKA_BOOTSTRAP_SERVERS": stack.kafka,
        "BAYGE_SECRET": stack.secret,
        "PORT": str(port),
        "INSTANCE": "1",
    }
    command = (sys.executable, "-m", "services.ingest")
    with subprocess.Popen(command, env={**os.environ, **settings}) as process:
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        assert 0 == process.wait(timeout=30)


@pytest.fixture
async def clients(stack: RunningStack, second_instance: str) -> AsyncIterator[tuple[Client, Client]]:
    """Return clients of both instances, ready."""
    async with aiohttp.ClientSession() as session:
        both = Client(session, stack.service_url("ingest")), Client(session, second_instance)
        for client in both:
            await client.ready()
        yield both


@pytest.fixture
def administrator(stack: RunningStack) -> str:
    """Return the administrator's token."""
    return mint_token(stack.secret, Grant("administrator", system_clock() + 600_000))


def named_bundle() -> dict[str, Any]:
    """Return a championship of this test's own."""
    document = bundle("testing", "welding")
    document["championship"]["id"] = CUP
    return document


async def expert_token(client: Client, administrator: str) -> str:
    """Import the championship and return an expert's token, both through the API."""
    status, document = await client.call("POST", "/api/v1/championships", named_bundle(), administrator)
    assert (201, 2) == (status, document.get("skills")), document
    order = {"championship": CUP, "expert": "e-1", "skills": ["testing", "welding"]}
    status, document = await client.call("POST", "/api/v1/tokens", order, administrator)
    assert 201 == status, document
    return str(document["token"])


async def test_marks_are_counted_once_whatever_instance_they_come_through(
    clients: tuple[Client, Client], administrator: str
) -> None:
    """The same submission, many times, at once, on both instances: one answer, one mark."""
    here, there = clients
    token = await expert_token(here, administrator)
    document = submission(championship=CUP, entries=[entry(aspect="B1.1")], form="B1")

    await there.knows(token)
    tries = [client.call("POST", "/api/v1/submissions", document, token) for client in (here, there) * 5]
    answers = await asyncio.gather(*tries)

    assert {200} == {status for status, _ in answers}
    assert [{"aspect": "B1.1", "outcome": "counted", "revision": 1}] == answers[0][1]["entries"]
    assert 1 == len({str(answer["entries"]) for _, answer in answers})
    assert 10 == len({(answer["partition"], answer["offset"]) for _, answer in answers})


async def test_two_contents_under_one_id_get_two_answers(
    clients: tuple[Client, Client], administrator: str
) -> None:
    """Sent at the same time through both instances, one is counted and the other hears that it is not."""
    token = await expert_token(clients[0], administrator)
    one = submission(championship=CUP, skill="welding", form="C1", entries=[entry(aspect="C1.1")])
    other = one | {"entries": [entry(aspect="C1.1", mark="0.00")]}
    await clients[1].knows(token)

    answers = await asyncio.gather(
        clients[0].call("POST", "/api/v1/submissions", one, token),
        clients[1].call("POST", "/api/v1/submissions", other, token),
    )

    assert [200, 409] == sorted(status for status, _ in answers)
    assert ["id_reused"] == [answer["code"] for status, answer in answers if status == 409]


async def test_a_code_is_redeemed_once_over_all_instances(
    stack: RunningStack, clients: tuple[Client, Client]
) -> None:
    """Eight requests at once on two instances make one administrator."""
    code = {"code": mint_code(stack.secret, system_clock())}

    answers = await asyncio.gather(*(client.call("POST", "/api/v1/sessions", code) for client in clients * 4))

    assert [200, *[409] * 7] == sorted(status for status, _ in answers)
