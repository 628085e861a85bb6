"""The door: which tokens open it, from when on one no longer does, and what a device must show besides."""

import jwt
import pytest

from shared.access import events
from shared.access.door import Doorkeeper
from shared.access.register import Register
from shared.domain.errors import RuleBroken
from shared.tokens import Confirmation, Grant, mint_code, mint_confirmation, mint_token
from tests.access_facts import fact, register_of, told
from tests.ingest_door import NOW_MS, SECRET, Clock

ADMINISTRATOR = Grant("administrator", NOW_MS + 1000)
EXPERT = Grant("expert", NOW_MS + 1000, "e-1", "cup", ("testing",))
DEVICE = Grant("expert", NOW_MS + 1000, "e-1", "cup", ("testing",), session="sd-1", device="d-1")


def door(register: Register | None = None, clock: Clock | None = None) -> Doorkeeper:
    """Return a door with this register."""
    return Doorkeeper(SECRET, clock or Clock(), register or Register())


def header(grant: Grant) -> str:
    """Return the header with the token of ``grant``."""
    return f"Bearer {mint_token(SECRET, grant)}"


def test_a_good_token_gives_its_grant_until_it_expires() -> None:
    """The same token is good now and not later, although it is remembered."""
    clock = Clock()
    doorkeeper = door(clock=clock)

    assert DEVICE == doorkeeper.grant(header(DEVICE))
    assert EXPERT == doorkeeper.grant(header(EXPERT)) == doorkeeper.grant(header(EXPERT).replace("B", "b", 1))
    clock.now_ms = EXPERT.expires_at_ms
    with pytest.raises(RuleBroken, match="token_expired"):
        doorkeeper.grant(header(EXPERT))


def test_a_token_of_release_0_1_0_still_holds() -> None:
    """It has no session, device or member."""
    claims = {"aud": "bayge-token", "role": "expert", "sub": "e-1", "championship": "cup"}
    token = jwt.encode({**claims, "skills": ["testing"], "exp_ms": NOW_MS + 1000}, SECRET, algorithm="HS256")

    assert EXPERT == door().grant(f"Bearer {token}")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer  ", "Basic dXNlcjpwYXNz", "token"])
def test_no_token_is_no_entry(header: str | None) -> None:
    """Without a bearer token nobody comes in."""
    with pytest.raises(RuleBroken, match="token_missing"):
        door().grant(header)


def forged() -> list[str]:
    """Return tokens that are not ours."""
    claims = {"aud": "bayge-token", "role": "administrator", "sub": "", "championship": "", "skills": []}
    claims |= {"exp_ms": NOW_MS + 1000}  # type: ignore[dict-item]
    return [
        "x",
        "a.b.c",
        "é",
        mint_token("another-secret-that-is-long-enough-too", ADMINISTRATOR),
        mint_code(SECRET, NOW_MS),
        mint_confirmation(SECRET, Confirmation("e-1", "cup", "d-1", "pin-1", NOW_MS + 1000)),
        jwt.encode(claims, None, algorithm="none"),
        mint_token(SECRET, ADMINISTRATOR)[:-2],
    ]


@pytest.mark.parametrize("token", forged())
def test_a_forged_token_is_no_entry(token: str) -> None:
    """Other secrets, other kinds, no signature, half a signature: none of them is ours."""
    with pytest.raises(RuleBroken, match="token_invalid"):
        door().grant(f"Bearer {token}")


def test_an_expert_is_no_administrator() -> None:
    """What is the administrator's is not the expert's."""
    doorkeeper = door()

    assert ADMINISTRATOR == doorkeeper.administrator(header(ADMINISTRATOR))
    with pytest.raises(RuleBroken, match="administrator_only"):
        doorkeeper.administrator(header(EXPERT))


def test_a_token_that_was_taken_back_is_no_entry_from_then_on() -> None:
    """Although it was remembered as good; others still hold."""
    register = register_of(fact(events.PairingOpened), fact(events.DevicePaired))
    doorkeeper = door(register)
    assert DEVICE == doorkeeper.grant(header(DEVICE))

    told(register, fact(events.DeviceRevoked), fact(events.SessionClosed, session=""))

    with pytest.raises(RuleBroken, match="token_revoked"):
        doorkeeper.grant(header(DEVICE))
    assert EXPERT == doorkeeper.grant(header(EXPERT))


def test_a_device_that_is_switched_off_reads_and_does_not_write() -> None:
    """Until it is switched on again; a person without a device is not concerned."""
    register = register_of(fact(events.PairingOpened), fact(events.DevicePaired), fact(events.DeviceChanged))
    doorkeeper = door(register)

    assert DEVICE == doorkeeper.grant(header(DEVICE))
    assert EXPERT == doorkeeper.writer(header(EXPERT))
    with pytest.raises(RuleBroken, match="device_may_not_write"):
        doorkeeper.writer(header(DEVICE))
    told(register, fact(events.DeviceChanged, may_write=True))
    assert DEVICE == doorkeeper.writer(header(DEVICE))


def confirmation(**changes: str | int) -> str:
    """Return the confirmation of the device's person, as the PIN gives it."""
    fields = {"subject": "e-1", "championship": "cup", "device": "d-1", "pin": "pin-1"}
    return mint_confirmation(
        SECRET,
        Confirmation(**{**fields, "expires_at_ms": NOW_MS + 1, **changes}),  # type: ignore[arg-type]
    )


def test_a_device_shows_a_confirmation_and_a_person_needs_none() -> None:
    """Whoever has come in by password has shown who they are."""
    doorkeeper = door(register_of(fact(events.PinSet, id="pin-1")))

    doorkeeper.confirmed(EXPERT, None)
    doorkeeper.confirmed(DEVICE, confirmation())

    for nothing in (None, ""):
        with pytest.raises(RuleBroken, match="confirmation_missing"):
            doorkeeper.confirmed(DEVICE, nothing)


@pytest.mark.parametrize(
    "shown",
    [
        "x",
        mint_token(SECRET, DEVICE),
        confirmation(subject="e-2"),
        confirmation(championship="other"),
        confirmation(device="d-2"),
        confirmation(pin="pin-0"),
        confirmation(expires_at_ms=NOW_MS),
    ],
)
def test_a_confirmation_of_another_is_none(shown: str) -> None:
    """Another person, device, championship or PIN, another time, no confirmation at all."""
    doorkeeper = door(register_of(fact(events.PinSet, id="pin-1")))

    with pytest.raises(RuleBroken, match="confirmation_invalid"):
        doorkeeper.confirmed(DEVICE, shown)


def test_a_reset_pin_takes_its_confirmation_back() -> None:
    """The chief expert has reset it because somebody else knew it."""
    register = register_of(fact(events.PinSet, id="pin-1"), fact(events.PinReset))

    with pytest.raises(RuleBroken, match="confirmation_invalid"):
        door(register).confirmed(DEVICE, confirmation())


def test_a_grant_covers_what_it_names_or_all_of_its_championship() -> None:
    """No skill named is all of them for who looks after the championship, and none for who marks."""
    organiser = Grant("organiser", NOW_MS, championship="cup")

    assert organiser.covers("cup", "testing")
    assert not organiser.covers("other", "testing")
    assert EXPERT.covers("cup", "testing")
    assert not EXPERT.covers("cup", "welding")
    assert not Grant("expert", NOW_MS, "e-1", "cup").covers("cup", "testing")
    assert not Grant("announcer", NOW_MS, championship="cup", skills=("welding",)).covers("cup", "testing")
    assert not ADMINISTRATOR.covers("", "testing")
