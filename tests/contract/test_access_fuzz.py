"""Whatever is sent about access, ingest answers with a problem or does what was asked; it never fails.

And whatever comes of it, no password, PIN, code or token shows where it may be read later.
"""

import asyncio
import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import codec
from shared.topics import ACCESS
from tests.access_door import (
    ACCOUNTS,
    DEVICES,
    PAIRINGS,
    PASSWORD,
    SESSIONS,
    account,
    confirm,
    login,
    new_code,
    paired,
    set_pin,
    show,
    signed_in,
)
from tests.contract.test_ingest_api_fuzz import VALUES
from tests.ingest_door import Door

TOKENS = "/api/v1/tokens"
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", SESSIONS): {"name": "chief", "password": PASSWORD},
    ("POST", ACCOUNTS): account("second"),
    ("PATCH", f"{ACCOUNTS}/chief"): {"role": "expert", "subject": "e-1"},
    ("PUT", f"{ACCOUNTS}/chief/password"): {"password": "five small brown horses", "current": PASSWORD},
    ("POST", TOKENS): {"championship": "cup", "expert": "e-1", "skills": ["testing"], "role": "expert"},
    ("POST", PAIRINGS): {"championship": "cup", "skills": ["testing"], "role": "expert", "expert": "e-1"},
    ("POST", DEVICES): {"code": "K7QF2M", "name": "Tablet", "app_version": "1"},
    ("PUT", f"{DEVICES}/pin"): {"pin": "1357"},
    ("POST", f"{DEVICES}/confirm"): {"pin": "2468"},
    ("POST", f"{DEVICES}/beat"): {
        "app_version": "1",
        "outbox": 0,
        "battery": 5,
        "at": {"skill": "testing", "form": "A1", "competitor": "c-1"},
    },
    ("PATCH", f"{DEVICES}/x"): {"may_write": False, "name": "Spare"},
}
NAMES = st.sampled_from(sorted({name for body in BODIES.values() for name in body} | {"zzz"}))


async def answered(method: str, path: str, document: Any, device: bool) -> None:
    """Send a request as administrator or from a device: no 5xx, and a refusal has a code."""
    door = await Door().open()
    await signed_in(door)
    token = (await paired(door))["token"] if device else door.administrator()

    reply = await door.call(method, path, json_body=document, token=token)

    assert reply.status < 500, reply.body
    if reply.status >= 400:
        assert reply.document["code"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(BODIES)), st.dictionaries(NAMES, VALUES, max_size=4), VALUES, st.booleans())
def test_no_body_makes_ingest_fail(
    route: tuple[str, str], changes: dict[str, Any], other: Any, device: bool
) -> None:
    """Any JSON value in place of any field, or of the whole body."""
    for document in (BODIES[route] | changes, other):
        asyncio.run(answered(*route, document, device))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["accounts", "tokens", "devices", "pins", "sessions"]),
    st.text(st.characters(codec="ascii", exclude_characters="?#"), max_size=30),
    st.text(st.characters(codec="ascii"), max_size=20),
)
def test_no_address_makes_ingest_fail(what: str, name: str, query: str) -> None:
    """Any name in an address, any query."""
    path = f"/api/v1/{what}/{name}?championship={query}&skill={query}"
    for method in ("GET", "DELETE", "PATCH"):
        asyncio.run(answered(method, path, {}, device=False))


SECRET_WORDS = ("Horses of the steppe", "97531", "1470258")


async def everything_secret(door: Door) -> list[bytes]:
    """Send passwords and PINs where they belong and where they do not; return all answers and tokens."""
    password, pin, other = SECRET_WORDS
    token = await signed_in(door, "keeper", password=PASSWORD)
    administrator = door.administrator()
    device = (await paired(door))["token"]
    await door.call("POST", ACCOUNTS, json_body=account("second", password=password), token=administrator)
    replies = [
        await login(door, "second", password),
        await login(door, password, pin),
        await login(door, "second", other),
        await set_pin(door, device, pin),
        await confirm(door, device, pin),
        await confirm(door, device, other),
        await door.call("POST", ACCOUNTS, json_body=account(password), token=administrator),
        await door.call("POST", ACCOUNTS, json_body=account("x", password=[password]), token=administrator),
        await door.call("POST", ACCOUNTS, json_body=account("x", role=password), token=administrator),
        await door.call("PUT", f"{DEVICES}/pin", json_body={"pin": pin, password: pin}, token=device),
        await door.call("PUT", f"{DEVICES}/pin", json_body={"pin": [pin]}, token=device),
        await door.call("PUT", f"{DEVICES}/pin", json_body={"pin": f"{pin}{pin}"}, token=device),
        await door.call("POST", SESSIONS, f'{{"name": "{password}'.encode()),
        await door.call("POST", TOKENS, json_body={"expert": "e-1"}, token=f"{token}{password}"),
    ]
    return [reply.body for reply in replies]


async def test_no_secret_shows_in_a_log_line_an_answer_or_the_topic(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    """Sent rightly or wrongly, into the right field or another one."""
    caplog.set_level(logging.DEBUG)

    answers = await everything_secret(door)

    kept = codec.encode(door.journal.documents(ACCESS)).decode()
    said = "".join(str(vars(record)) for record in caplog.records)
    shown = b"".join(answers).decode()
    for secret in SECRET_WORDS:
        assert secret not in kept
        assert secret not in said
        assert secret not in shown.replace(f'"field":"{SECRET_WORDS[0]}"', "")


async def test_no_token_or_code_stands_in_the_topic(door: Door) -> None:
    """Whoever reads the log comes in with nothing of it."""
    code = await new_code(door)
    token = (await show(door, code)).document["token"]
    ordered = await door.call("POST", TOKENS, json_body=BODIES["POST", TOKENS], token=door.administrator())

    kept = codec.encode(door.journal.documents(ACCESS)).decode()

    for secret in (code, token, ordered.document["token"]):
        assert secret not in kept
