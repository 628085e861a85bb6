"""Access on real Kafka and Valkey with two instances: what one is told, the other knows."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import aiohttp
import pytest

from deploy.embedded.ports import free_ports
from services.ingest.attempts import OF_ACCOUNT_FROM_ADDRESS
from services.ingest.redis_ephemeral import RedisEphemeral, connect
from shared.access.pins import TRIES_MAX
from shared.clock import system_clock
from shared.config import RedisSettings
from shared.tokens import Grant, mint_token
from tests.access_door import ACCOUNTS, DEVICES, PAIRINGS, PASSWORD, PIN, SESSIONS, account
from tests.ingest_door import bundle
from tests.integration.test_ingest import Client
from tests.stack import RunningStack

CUP = "cup-of-access"
KNOWN_WITHIN_S = 30.0
Answer = tuple[int, dict[str, Any]]


@pytest.fixture(scope="module")
def second_address(stack: RunningStack) -> Iterator[str]:
    """Run one more ingest on the same Kafka and Valkey."""
    port = next(free_ports())
    settings = {
        "KAFKA_BOOTSTRAP_SERVERS": stack.kafka,
        "REDIS_URL": stack.addresses.redis_ephemeral,
        "BAYGE_SECRET": stack.secret,
        "PORT": str(port),
        "INSTANCE": "1",
    }
    with subprocess.Popen(
        (sys.executable, "-m", "services.ingest"), env={**os.environ, **settings}
    ) as process:
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        assert 0 == process.wait(timeout=30)


@pytest.fixture
async def clients(stack: RunningStack, second_address: str) -> AsyncIterator[tuple[Client, Client]]:
    """Return clients of both instances, ready, with a championship of this test's own."""
    async with aiohttp.ClientSession() as session:
        both = Client(session, stack.service_url("ingest")), Client(session, second_address)
        for client in both:
            await client.ready()
        document = bundle("testing")
        document["championship"]["id"] = CUP
        status, said = await both[0].call("POST", "/api/v1/championships", document, administrator(stack))
        assert 201 == status, said
        yield both


def administrator(stack: RunningStack) -> str:
    """Return the administrator's token."""
    return mint_token(stack.secret, Grant("administrator", system_clock() + 600_000))


async def until(ask: Callable[[], Awaitable[Answer]], *statuses: int) -> dict[str, Any]:
    """Return the answer once it has one of ``statuses``: the other instance reads a moment later."""
    async with asyncio.timeout(KNOWN_WITHIN_S):
        while True:
            status, document = await ask()
            if status in statuses:
                return document
            await asyncio.sleep(0.02)


async def new_code(client: Client, token: str) -> str:
    """Return a pairing code for the expert e-1."""
    body = {"championship": CUP, "skills": ["testing"], "role": "expert", "expert": "e-1"}
    status, document = await client.call("POST", PAIRINGS, body, token)
    assert 201 == status, document
    return str(document["code"])


def shown(code: str, number: int = 1) -> dict[str, str]:
    """Return what a device sends that shows ``code``."""
    return {"code": code, "name": f"Tablet {number}", "app_version": "1"}


async def test_an_account_opens_on_either_instance_and_closes_on_both(
    stack: RunningStack, clients: tuple[Client, Client]
) -> None:
    """Added here, signed in there, closed here, out there."""
    here, there = clients
    root = administrator(stack)
    document = account("keeper", championship=CUP)
    assert 201 == (await here.call("POST", ACCOUNTS, document, root))[0]

    login = {"name": "keeper", "password": PASSWORD}
    opened = await until(lambda: there.call("POST", SESSIONS, login), 200)
    token = opened["token"]
    for client in clients:
        assert (403, "not_allowed_access") == await code_of(client.call("GET", ACCOUNTS, None, token))

    assert 200 == (await here.call("DELETE", f"{ACCOUNTS}/keeper", None, root))[0]
    assert (401, "token_revoked") == await code_of(here.call("GET", ACCOUNTS, None, token))
    await until(lambda: there.call("GET", ACCOUNTS, None, token), 401)
    assert (401, "login_refused") == await code_of(there.call("POST", SESSIONS, login))


async def code_of(call: Awaitable[Answer]) -> tuple[int, str]:
    """Return status and code of a refusal."""
    status, document = await call
    return status, str(document["code"])


async def test_a_code_shown_to_both_instances_pairs_one_device(
    stack: RunningStack, clients: tuple[Client, Client]
) -> None:
    """Eight devices at once; and the one is out at once when it is revoked."""
    here, there = clients
    root = administrator(stack)
    code = await new_code(here, root)
    await known_to(there, here, root)

    answers = await asyncio.gather(
        *(client.call("POST", DEVICES, shown(code, n)) for n, client in enumerate(clients * 4))
    )

    assert [201, *[409] * 7] == sorted(status for status, _ in answers)
    device = next(document for status, document in answers if status == 201)
    listed = await until(lambda: there.call("GET", f"{DEVICES}?championship={CUP}", None, root), 200)
    assert device["device"] in {one["device"] for one in listed["devices"]}
    assert 200 == (await here.call("DELETE", f"{DEVICES}/{device['device']}", None, root))[0]
    beat = {"app_version": "1", "outbox": 0}
    assert (401, "token_revoked") == await code_of(
        here.call("POST", f"{DEVICES}/beat", beat, device["token"])
    )
    await until(lambda: there.call("POST", f"{DEVICES}/beat", beat, device["token"]), 401)


async def known_to(reader: Client, writer: Client, root: str) -> None:
    """Return once one instance has read all that the other has written so far."""
    order = {"championship": CUP, "expert": "e-1", "skills": ["testing"]}
    status, marker = await writer.call("POST", "/api/v1/tokens", order, root)
    assert 201 == status, marker
    async with asyncio.timeout(KNOWN_WITHIN_S):
        while True:
            _, listed = await reader.call("GET", "/api/v1/tokens", None, root)
            if marker["session"] in {one["session"] for one in listed["tokens"]}:
                return
            await asyncio.sleep(0.02)


async def test_wrong_pins_at_once_on_both_instances_are_five(
    stack: RunningStack, clients: tuple[Client, Client]
) -> None:
    """Then it is locked on both; a reset on one lets choose on the other."""
    here, there = clients
    root = administrator(stack)
    code = await new_code(here, root)
    status, device = await here.call("POST", DEVICES, shown(code))
    assert 201 == status, device
    token = device["token"]
    assert 200 == (await here.call("PUT", f"{DEVICES}/pin", {"pin": PIN}, token))[0]
    await known_to(there, here, root)

    wrong = [client.call("POST", f"{DEVICES}/confirm", {"pin": "0000"}, token) for client in clients * 8]
    codes = [document["code"] for _, document in await asyncio.gather(*wrong)]

    assert {"pin_wrong", "pin_locked"} >= set(codes)
    assert codes.count("pin_wrong") < TRIES_MAX
    for client in clients:
        right = client.call("POST", f"{DEVICES}/confirm", {"pin": PIN}, token)
        assert (429, "pin_locked") == await code_of(right)
    assert 200 == (await here.call("DELETE", f"/api/v1/pins/e-1?championship={CUP}", None, root))[0]
    await until(lambda: there.call("PUT", f"{DEVICES}/pin", {"pin": "1357"}, token), 200)


async def test_devices_on_two_instances_see_each_other(
    stack: RunningStack, clients: tuple[Client, Client]
) -> None:
    """Through Valkey, as a user that sees nothing else."""
    here, there = clients
    root = administrator(stack)
    tokens = []
    for number in (1, 2):
        status, device = await here.call("POST", DEVICES, shown(await new_code(here, root), number))
        assert 201 == status, device
        tokens.append(device["token"])
    await known_to(there, here, root)
    at = {"skill": "testing", "form": "A1", "competitor": "c-1"}
    beat = {"app_version": "1", "outbox": 0, "at": at}

    await here.call("POST", f"{DEVICES}/beat", beat, tokens[0])
    _, heard = await there.call("POST", f"{DEVICES}/beat", beat, tokens[1])

    assert ["Tablet 1"] == [other["name"] for other in heard["others"]]


async def test_valkey_counts_keeps_and_forgets_like_memory(
    stack: RunningStack, caplog: pytest.LogCaptureFixture
) -> None:
    """Counts, gives back, forgets, keeps values by field, and lets all of it expire."""
    async with connect(RedisSettings(stack.addresses.redis_ephemeral)) as client:
        ephemeral = RedisEphemeral(client)

        taken = [await ephemeral.take("test:x", 60_000) for _ in range(2)]
        assert [1, 2] == [one.number for one in taken]
        assert all(0 < one.left_ms <= 60_000 for one in taken)
        await ephemeral.give_back("test:x", 60_000)
        assert 2 == (await ephemeral.take("test:x", 60_000)).number
        await ephemeral.forget("test:x")
        assert 1 == (await ephemeral.take("test:x", 1)).number
        async with asyncio.timeout(KNOWN_WITHIN_S):
            while (await ephemeral.take("test:x", 1)).number != 1:
                await asyncio.sleep(0.01)

        await ephemeral.give_back("test:y", 60_000)
        assert 1 == (await ephemeral.take("test:y", 60_000)).number
        await ephemeral.put("test:z", "a", b"1", 60_000)
        await ephemeral.put("test:z", "b", b"\x002", 60_000)
        assert {"a": b"1", "b": b"\x002"} == dict(await ephemeral.all("test:z"))
        assert {} == await ephemeral.all("test:nothing")
    assert "Redis is away" not in caplog.text


async def test_a_sender_cannot_choose_the_address_that_is_counted(stack: RunningStack) -> None:
    """The proxy says where a request comes from; what the sender says about it is not believed."""
    login = {"name": "nobody-at-all", "password": "wrong password"}
    statuses = []
    async with aiohttp.ClientSession() as session:
        for number in range(OF_ACCOUNT_FROM_ADDRESS.count_max + 1):
            headers = {"X-Forwarded-For": f"10.0.0.{number}"}
            async with session.post(stack.base_url + SESSIONS, json=login, headers=headers) as answer:
                statuses.append(answer.status)

    assert [401] * OF_ACCOUNT_FROM_ADDRESS.count_max + [429] == statuses


async def test_a_restart_forgets_nothing_that_was_decided(
    stack: RunningStack, clients: tuple[Client, Client]
) -> None:
    """Killed in the middle: who was put out stays out, a locked PIN locked, a used code used."""
    here, _ = clients
    root = administrator(stack)
    code = await new_code(here, root)
    _, lost = await here.call("POST", DEVICES, shown(code))
    _, kept = await here.call("POST", DEVICES, shown(await new_code(here, root), 2))
    assert 200 == (await here.call("DELETE", f"{DEVICES}/{lost['device']}", None, root))[0]
    await here.call("DELETE", f"/api/v1/pins/e-1?championship={CUP}", None, root)
    assert 200 == (await here.call("PUT", f"{DEVICES}/pin", {"pin": PIN}, kept["token"]))[0]
    for _ in range(TRIES_MAX):
        await here.call("POST", f"{DEVICES}/confirm", {"pin": "0000"}, kept["token"])

    stack.kill("ingest")
    await asyncio.to_thread(stack.wait_ready, "ingest")

    beat = {"app_version": "1", "outbox": 0}
    assert (401, "token_revoked") == await code_of(here.call("POST", f"{DEVICES}/beat", beat, lost["token"]))
    confirmed = here.call("POST", f"{DEVICES}/confirm", {"pin": PIN}, kept["token"])
    assert (429, "pin_locked") == await code_of(confirmed)
    again = await code_of(here.call("POST", DEVICES, shown(code, 3)))
    assert again in {(409, "pairing_used"), (401, "pairing_expired")}
