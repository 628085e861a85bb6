"""What the tests of access do again and again: accounts, logins, pairings, PINs, over HTTP."""

from typing import Any

from shared import codec
from shared.topics import ACCESS, CATALOGUE, SCREENS
from tests.ingest_door import Door, FakeRecord, Reply

PASSWORD = "four small brown horses"
PIN = "2468"
ACCOUNTS = "/api/v1/accounts"
SESSIONS = "/api/v1/sessions"
PAIRINGS = "/api/v1/pairings"
DEVICES = "/api/v1/devices"


def account(name: str = "chief", **changes: Any) -> dict[str, Any]:
    """Return an account as it is ordered: the chief expert of `cup/testing`."""
    rights = {"role": "chief_expert", "subject": "e-9", "championship": "cup", "skills": ["testing"]}
    return {"name": name, "password": PASSWORD, **rights, **changes}


async def add_account(door: Door, name: str = "chief", **changes: Any) -> None:
    """Add an account as administrator."""
    reply = await door.call("POST", ACCOUNTS, json_body=account(name, **changes), token=door.administrator())
    assert 201 == reply.status, reply.body


async def login(
    door: Door, name: str = "chief", password: str = PASSWORD, headers: dict[str, str] | None = None
) -> Reply:
    """Sign in."""
    body = {"name": name, "password": password}
    return await door.call("POST", SESSIONS, json_body=body, headers=headers)


async def signed_in(door: Door, name: str = "chief", **changes: Any) -> str:
    """Return the token of somebody who has just been given an account."""
    await add_account(door, name, **changes)
    return str((await login(door, name)).document["token"])


async def organiser(door: Door) -> str:
    """Return the token of the organiser of `cup`."""
    return await signed_in(door, "organiser", role="organiser", subject="o-1", skills=[])


async def new_code(door: Door, token: str | None = None, **changes: Any) -> str:
    """Return a pairing code for the expert e-1, shown by the administrator unless somebody is named."""
    body = {"championship": "cup", "skills": ["testing"], "role": "expert", "expert": "e-1", **changes}
    reply = await door.call("POST", PAIRINGS, json_body=body, token=token or door.administrator())
    assert 201 == reply.status, reply.body
    return str(reply.document["code"])


async def show(door: Door, code: str, name: str = "Tablet 1", **changes: Any) -> Reply:
    """Show a code as a device does."""
    body = {"code": code, "name": name, "app_version": "0.2.0", **changes}
    return await door.call("POST", DEVICES, json_body=body)


async def paired(door: Door, name: str = "Tablet 1", **changes: Any) -> dict[str, Any]:
    """Return what a device got that has just been paired."""
    reply = await show(door, await new_code(door, **changes), name)
    assert 201 == reply.status, reply.body
    answer: dict[str, Any] = reply.document
    return answer


async def set_pin(door: Door, token: str, pin: str = PIN) -> Reply:
    """Choose a PIN."""
    return await door.call("PUT", f"{DEVICES}/pin", json_body={"pin": pin}, token=token)


async def confirm(door: Door, token: str, pin: str = PIN) -> Reply:
    """Confirm with a PIN."""
    return await door.call("POST", f"{DEVICES}/confirm", json_body={"pin": pin}, token=token)


async def beat(door: Door, token: str, **changes: Any) -> Reply:
    """Say that a device is there."""
    body = {"app_version": "0.2.0", "outbox": 0, "battery": 80, **changes}
    return await door.call("POST", f"{DEVICES}/beat", json_body=body, token=token)


async def replayed(door: Door) -> Door:
    """Return another instance that has read all that is there."""
    other = Door(beside=door)
    readers = (
        (CATALOGUE, other.parts.catalogue.handle),
        (ACCESS, other.parts.access.log.handle),
        (SCREENS, other.parts.screens.log.handle),
    )
    for topic, handle in readers:
        for offset, document in enumerate(door.journal.documents(topic)):
            await handle(FakeRecord(offset, codec.encode(document)))
    return other
