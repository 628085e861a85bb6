"""Laws of access: whatever the instances, and whoever reads when, all of them agree, and nobody comes twice.

An instance reads the topic after a while that Hypothesis chooses for every record, and requests come to any
instance at any time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.access import AccessLog, OneTimeCodes
from services.ingest.attempts import Attempts
from services.ingest.catalogue import Catalogue
from services.ingest.ephemeral import MemoryEphemeral
from services.ingest.hashing import Hashing
from services.ingest.journal import Place
from services.ingest.pairings import PairingDesk
from services.ingest.pins import PinDesk
from shared import codec
from shared.access.door import Doorkeeper
from shared.access.events import AccessFact
from shared.access.pins import TRIES_MAX
from shared.access.register import Register
from shared.domain.catalogue_events import ChampionshipSet, SkillSet, catalogue_document
from shared.domain.errors import RuleBroken
from shared.tokens import Grant, mint_code, mint_token
from shared.topics import Topic
from tests.access_facts import DEFAULTS, fact, record
from tests.builders import championship, skill
from tests.ingest_door import NOW_MS, SECRET, Clock, FakeRecord

INSTANCES = 3
ADMINISTRATOR = Grant("administrator", NOW_MS + 1000)
WAITS = st.lists(st.integers(0, 4), min_size=1, max_size=40)
"""How many turns of the loop each instance lets pass before it reads one more record."""
AT = st.lists(st.integers(0, INSTANCES - 1), min_size=2, max_size=8)
"""To which instance each request comes."""


class SlowTopic:
    """The topic `access` as each instance reads it: in order, but late."""

    def __init__(self, waits: list[int]) -> None:
        self.logs = [AccessLog(self) for _ in range(INSTANCES)]
        self._records: list[bytes] = []
        self._waits = waits
        self._turn = 0

    async def append(self, topic: Topic, key: str, document: Mapping[str, Any]) -> Place:
        """Append after a while, and answer after another one."""
        await self._pass()
        self._records.append(codec.encode(document))
        place = Place(0, len(self._records) - 1)
        await self._pass()
        return place

    async def read(self, log: AccessLog) -> None:
        """Read for ever, one record after the other."""
        offset = 0
        while True:
            await self._pass()
            if offset < len(self._records):
                await log.handle(FakeRecord(offset, self._records[offset]))
                offset += 1
            await asyncio.sleep(0)

    async def _pass(self) -> None:
        self._turn += 1
        for _ in range(self._waits[self._turn % len(self._waits)]):
            await asyncio.sleep(0)


def outcomes(
    waits: list[int], work: Callable[[SlowTopic], Awaitable[list[Any]]]
) -> tuple[list[Any], SlowTopic]:
    """Return what became of the requests that ``work`` makes, once all instances have read everything."""

    async def run() -> tuple[list[Any], SlowTopic]:
        topic = SlowTopic(waits)
        readers = [asyncio.create_task(topic.read(log)) for log in topic.logs]
        found = await work(topic)
        while {log.register.offset_next for log in topic.logs} != {len(topic._records)}:
            await asyncio.sleep(0)
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
        return found, topic

    return asyncio.run(run())


async def all_at_once(*requests: Awaitable[Any]) -> list[Any]:
    """Return each answer, or the code of its refusal."""
    answers = await asyncio.gather(*requests, return_exceptions=True)
    for answer in answers:
        if isinstance(answer, BaseException) and not isinstance(answer, RuleBroken):
            raise answer
    return [answer.code if isinstance(answer, RuleBroken) else answer for answer in answers]


async def known_catalogue() -> Catalogue:
    """Return a catalogue with `cup/testing`."""
    catalogue = Catalogue()
    known = (ChampionshipSet(championship(), NOW_MS), SkillSet("cup", "testing", skill(), NOW_MS))
    for offset, event in enumerate(known):
        await catalogue.handle(FakeRecord(offset, codec.encode(catalogue_document(event))))
    return catalogue


@given(WAITS, AT)
def test_a_one_time_code_is_never_redeemed_twice(waits: list[int], at: list[int]) -> None:
    """Whichever instances are asked, at whatever moments."""
    code = mint_code(SECRET, NOW_MS)

    async def work(topic: SlowTopic) -> list[Any]:
        codes = [OneTimeCodes(SECRET, log, Clock()) for log in topic.logs]
        return await all_at_once(*(codes[n].redeem(code) for n in at))

    found, _ = outcomes(waits, work)

    assert ["code_used"] * (len(at) - 1) == [one for one in found if isinstance(one, str)]


@given(WAITS, AT)
def test_a_pairing_code_never_pairs_two_devices(waits: list[int], at: list[int]) -> None:
    """One device has a token, all others hear that the code was used, and all instances agree who."""
    body = {"championship": "cup", "skills": ["testing"], "role": "expert", "expert": "e-1"}

    async def work(topic: SlowTopic) -> list[Any]:
        catalogue = await known_catalogue()
        attempts = Attempts(MemoryEphemeral(Clock()))
        desks = [PairingDesk(SECRET, log, catalogue, attempts, Clock(), "") for log in topic.logs]
        code = (await desks[0].open(ADMINISTRATOR, body))["code"]
        while any(log.register.offset_next == 0 for log in topic.logs):
            await asyncio.sleep(0)
        shown = [{"code": code, "name": f"Tablet {n}", "app_version": "1"} for n in range(len(at))]
        return await all_at_once(
            *(desks[n].pair(document, "") for n, document in zip(at, shown, strict=True))
        )

    found, topic = outcomes(waits, work)

    paired = [one["device"] for one in found if not isinstance(one, str)]
    assert ["pairing_used"] * (len(at) - 1) == [one for one in found if isinstance(one, str)]
    assert [paired] * INSTANCES == [list(log.register.devices.devices) for log in topic.logs]


@given(WAITS, AT, AT)
def test_a_pin_is_never_tried_a_sixth_time(waits: list[int], at: list[int], more: list[int]) -> None:
    """Wrong PINs at once, on any instances: at most five are looked at."""
    device = Grant("expert", NOW_MS + 1000, "e-1", "cup", ("testing",), device="d-1")

    async def work(topic: SlowTopic) -> list[Any]:
        hashing = Hashing(1, 8)
        desks = [PinDesk(SECRET, log, hashing, Clock()) for log in topic.logs]
        await desks[0].choose(device, {"pin": "2468"})
        while any(log.register.offset_next == 0 for log in topic.logs):
            await asyncio.sleep(0)
        return await all_at_once(*(desks[n].confirm(device, {"pin": "0000"}) for n in at + more))

    found, topic = outcomes(waits, work)

    assert set(found) <= {"pin_wrong", "pin_locked"}
    assert found.count("pin_wrong") < TRIES_MAX
    tries = min(TRIES_MAX, len(at + more))
    assert {tries} == {log.register.pins.pins["cup", "e-1"].tries for log in topic.logs}


def facts() -> st.SearchStrategy[AccessFact]:
    """Return any fact, about few names, so that many meet."""
    few = {
        "session": st.sampled_from(["s-1", "s-2", ""]),
        "name": st.sampled_from(["aliya", "berik"]),
        "account": st.sampled_from(["", "aliya"]),
        "based_on": st.integers(0, 3),
        "pairing": st.sampled_from(["p-1", "p-2"]),
        "device": st.sampled_from(["d-1", "d-2"]),
        "code_digest": st.sampled_from(["digest-1", "digest-2"]),
        "at_ms": st.integers(NOW_MS, NOW_MS + 1_000_000),
    }

    def of(kind: type[AccessFact]) -> st.SearchStrategy[AccessFact]:
        varied = {name: few[name] for name in (*DEFAULTS[kind], "at_ms") if name in few}
        return st.fixed_dictionaries(varied).map(lambda changes: fact(kind, **changes))

    return st.sampled_from(sorted(DEFAULTS, key=lambda kind: kind.__name__)).flatmap(of)


@given(st.lists(facts(), max_size=40))
def test_a_revoked_session_never_comes_back(told: list[AccessFact]) -> None:
    """Whatever is told afterwards, its token opens nothing."""
    register = Register()
    doorkeeper = Doorkeeper(SECRET, Clock(), register)
    before: set[str] = set()

    for offset, what in enumerate(told):
        register.take(record(offset, what))
        assert before <= register.sessions.revoked
        before = set(register.sessions.revoked)

    assert "" not in before
    for session in before:
        token = mint_token(SECRET, Grant("expert", NOW_MS + 1, "e-1", "cup", session=session))
        with pytest.raises(RuleBroken, match="token_revoked"):
            doorkeeper.grant(f"Bearer {token}")


def state(register: Register) -> list[Any]:
    """Return all that a register holds."""
    sessions, devices = register.sessions, register.devices
    return [
        sessions.accounts,
        sessions.sessions,
        sessions.revoked,
        sessions.redeemed_by,
        devices.devices,
        register.pins.pins,
    ]


@given(st.lists(facts(), max_size=30), st.data())
def test_records_that_come_again_change_nothing(told: list[AccessFact], data: st.DataObject) -> None:
    """An instance that reads a stretch twice knows what the others know."""
    once, again = Register(), Register()
    records = [record(offset, what) for offset, what in enumerate(told)]

    for one in records:
        once.take(one)
        again.take(one)
        back = data.draw(st.integers(0, one.offset))
        for old in records[back : one.offset + 1]:
            again.take(old)

    assert state(once) == state(again)
