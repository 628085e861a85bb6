"""The office on the real stack, through the public origin: read your own write, be nudged, start anew."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from shared import codec
from shared.clock import system_clock
from shared.tokens import Grant, Role, mint_token
from tests.builders import command_id
from tests.ingest_door import bundle, entry, submission
from tests.stack import RunningStack

CUP = "cup-of-office"
SKILL = f"/api/v1/office/{CUP}/skills/welding"
WITHIN_S = 30.0
HELD_BACK = {"offsets": {}, "is_held_back": True}


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

    async def act(self, token: str, *acts: dict[str, Any], skill: str) -> None:
        """Do acts one after the other; each must count."""
        documents = [{"id": command_id(), "championship": CUP, "skill": skill, **one} for one in acts]
        status, answer = await self.call("POST", "/api/v1/acts/bulk", token, {"acts": documents})
        assert (200, {"counted"}) == (status, {one.get("status") for one in answer["answers"]}), answer


@pytest.fixture
async def client(stack: RunningStack) -> AsyncIterator[Client]:
    """Return a client; the championship is imported."""
    async with aiohttp.ClientSession() as session:
        made = Client(session, stack)
        document = bundle("testing", "welding")
        document["championship"] |= {"id": CUP, "results": {"scale": {"field_min": 2}}}
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
            event = await _event(stream.content)
            while event[0] == "shown" or event[1]["offset"] < offset:
                event = await _event(
                    stream.content
                )  # what is on screens, and what came before, have their own time

    assert "open" == opened[0]
    assert ("changed", {"offset": offset, "forms": ["B1"], "sheets": [["c-1", "B1"]]}) == event


async def _event(content: aiohttp.StreamReader) -> tuple[str, dict[str, Any]]:
    """Return the next event that is no comment."""
    fields: dict[str, str] = {}
    while "data" not in fields:
        name, _, value = (await content.readline()).decode().rstrip("\n").partition(": ")
        if name:
            fields[name] = value
    return fields["event"], codec.decode(fields["data"])


async def bring_to_the_end(client: Client, skill: str) -> None:
    """Mark both competitors in full, then check, sign, lock, recount and end the skill, as officials do."""
    expert, chief, results = (
        client.token("expert", "e-1", skill),
        client.token("chief_expert", "ce", skill),
        client.token("results_team", "rt"),
    )
    for competitor, missed in (("c-1", "A1.1"), ("c-2", "A1.2")):
        for letter in "ABCDE":
            entries = [
                entry(aspect=f"{letter}1.{n}", mark="0.00" if f"{letter}1.{n}" == missed else "1.00")
                for n in range(1, 21 if competitor == "c-1" else 20)
            ]
            if competitor == "c-2":
                entries.append(entry(aspect=f"{letter}1.20", mark="0.00"))
            document = submission(
                championship=CUP, skill=skill, competitor=competitor, form=f"{letter}1", entries=entries
            )
            status, answer = await client.call("POST", "/api/v1/submissions", expert, document)
            assert (200, "counted") == (status, answer["status"]), answer
    for who, kinds in ((expert, ("check_sheets", "sign_form")), (chief, ("lock_form", "release_form"))):
        for kind in kinds:
            await client.act(who, *({"type": kind, "form": f"{letter}1"} for letter in "ABCDE"), skill=skill)
    recount = {"type": "confirm_recount", "entries": 200, "mark_units": 180_000 * (99 + 94)}
    await client.act(results, recount, {"type": "finalise"}, skill=skill)


async def test_a_skill_comes_to_its_results_and_they_to_the_public_when_released(client: Client) -> None:
    """Through every service: marks, acts, finality; results for officials at once, for all after the word."""
    organiser, chief = client.token("organiser", "org"), client.token("chief_expert", "ce", "testing")
    await client.until(f"/api/v1/office/{CUP}/skills/testing", chief)
    await bring_to_the_end(client, "testing")
    path = f"/api/v1/office/{CUP}/skills/testing/results"
    async with asyncio.timeout(WITHIN_S):
        while not (await client.until(path, chief))["is_final"]:
            await asyncio.sleep(0.05)

    lines = (await client.until(path, chief))["competitors"]
    event = await client.until(f"/api/v1/office/{CUP}/results", organiser)
    board = f"/api/v1/boards/{CUP}/results"
    embargo = await client.until(board, organiser)
    policy = {"audience": "public", "subject": "results", "policy": "live"}
    status, _ = await client.call("POST", f"/api/v1/championships/{CUP}/publications", organiser, policy)
    assert 200 == status
    async with asyncio.timeout(WITHIN_S):
        while not (released := await client.until(board, organiser))["data"]["rows"]:
            await asyncio.sleep(0.05)

    assert [("c-1", "99.00", 1, "gold"), ("c-2", "94.00", 2, "silver")] == [
        (line["id"], line["total"], line["place"], line["medal"]) for line in lines
    ]
    assert ["gold", "silver"] == [line["medal"] for line in event["medals"]]
    assert ({}, "embargo") == (embargo["data"]["rows"], embargo["data"]["head"]["state"])
    rows = released["data"]["rows"]
    assert [(line["id"], line["scale"], line["medal"]) for line in lines] == [
        (row["competitor"], row["scale"], row["medal"])
        for row in sorted(rows.values(), key=lambda r: r["place"])
    ]


async def test_a_mark_is_said_to_be_on_screens_once_its_board_shows_it(client: Client) -> None:
    """Through leaderboard and Redis: held back under embargo, told by the stream when the policy is live."""
    organiser, chief = client.token("organiser", "org"), client.token("chief_expert", "ce", "welding")
    await client.until(SKILL, chief)
    policies = f"/api/v1/championships/{CUP}/publications"
    embargo = {"audience": "public", "skill": "welding", "policy": "nothing"}
    await client.call("POST", policies, organiser, embargo)
    offset = await client.enter("D1.1")
    async with asyncio.timeout(WITHIN_S):
        while (held := (await client.until(f"{SKILL}/forms", chief))["shown"]) != HELD_BACK:
            await asyncio.sleep(0.05)

    headers = {"Authorization": f"Bearer {chief}"}
    async with client.session.get(f"{client.stack.base_url}{SKILL}/changes", headers=headers) as stream:
        async with asyncio.timeout(WITHIN_S):
            await client.call("POST", policies, organiser, embargo | {"policy": "live"})
            told: dict[str, Any] = {}
            while "shown" not in told or told["shown"]["offsets"].get("D1", -1) < offset:
                _, told = await _event(stream.content)
    board = await client.until(f"/api/v1/boards/{CUP}/welding", chief)

    assert HELD_BACK == held
    assert not told["shown"]["is_held_back"]
    assert board["data"]["rows"]["c-1"]["total"] is not None


async def test_it_starts_anew_from_the_log(client: Client, stack: RunningStack) -> None:
    """Killed, it has the same answers again: it keeps nothing but what the log says."""
    chief = client.token("chief_expert", "ce", "welding")
    offset = await client.enter("C1.1")
    path = f"{SKILL}/sheets?form=C1&at_least={offset}"
    before = await client.until(path, chief)

    await asyncio.to_thread(stack.kill, "office")
    await asyncio.to_thread(stack.wait_ready, "office")

    assert before == await client.until(path, chief)
