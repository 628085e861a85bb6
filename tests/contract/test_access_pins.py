"""PINs over HTTP: chosen once, five tries, reset by whoever leads, and what they confirm."""

import asyncio

import pytest

from services.ingest.pins import CONFIRMATION_TTL_MS
from shared.access.events import AccessFact, PinReset, PinTried
from shared.access.pins import LOCK_MS, TRIES_MAX
from shared.domain.errors import RuleBroken
from shared.tokens import read_token
from tests.access_door import DEVICES, PIN, confirm, organiser, paired, set_pin, signed_in
from tests.ingest_door import NOW_MS, SECRET, Door, assert_refused

RESET = "/api/v1/pins/e-1?championship=cup"


async def with_pin(door: Door) -> str:
    """Return the token of a device whose person has a PIN."""
    token = str((await paired(door))["token"])
    assert 200 == (await set_pin(door, token)).status
    return token


async def test_a_pin_confirms_for_five_minutes_on_this_device(door: Door) -> None:
    """Another device of the same person confirms for itself."""
    token = await with_pin(door)
    second = await paired(door)

    reply = await confirm(door, token)

    confirmation = reply.document["confirmation"]
    assert (200, NOW_MS + CONFIRMATION_TTL_MS) == (reply.status, reply.document["expires_at_ms"])
    door.parts.doorkeeper.confirmed(read_token(SECRET, token, NOW_MS), confirmation)
    with pytest.raises(RuleBroken, match="confirmation_invalid"):
        door.parts.doorkeeper.confirmed(read_token(SECRET, second["token"], NOW_MS), confirmation)
    door.clock.now_ms += CONFIRMATION_TTL_MS
    with pytest.raises(RuleBroken, match="confirmation_invalid"):
        door.parts.doorkeeper.confirmed(read_token(SECRET, token, NOW_MS), confirmation)


async def test_a_pin_belongs_to_the_person_and_is_chosen_once(door: Door) -> None:
    """The next device of the same person knows that there is one."""
    await with_pin(door)

    second = await paired(door)

    assert second["has_pin"]
    assert_refused(await set_pin(door, second["token"], "1357"), 409, "pin_exists")
    assert 200 == (await confirm(door, second["token"])).status


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "１２３４", "12 34"])
async def test_a_pin_is_four_to_eight_digits(door: Door, pin: str) -> None:
    """A text that cannot be one uses up no try."""
    token = await with_pin(door)

    assert_refused(await set_pin(door, (await paired(door))["token"], pin), 422, "pin_malformed", "pin")
    for _ in range(TRIES_MAX + 1):
        assert_refused(await confirm(door, token, pin), 422, "pin_malformed", "pin")
    assert 200 == (await confirm(door, token)).status


async def test_after_five_wrong_pins_a_quarter_of_an_hour_must_pass(door: Door) -> None:
    """Each answer says how many tries are left, the last one when to come back; then it works again."""
    token = await with_pin(door)

    wrong = [await confirm(door, token, "0000") for _ in range(TRIES_MAX)]
    right = await confirm(door, token)

    said = [reply.document["detail"] for reply in wrong]
    assert [f"The PIN is wrong; tries left: {left}." for left in (4, 3, 2, 1)] == said[:4]
    for reply in (wrong[-1], right):
        assert_refused(reply, 429, "pin_locked")
        assert "try again in 15 min" in reply.document["detail"]
        assert "900" == reply.headers["retry-after"]
    door.clock.now_ms += LOCK_MS
    assert 200 == (await confirm(door, token)).status


async def test_the_lock_is_the_persons_on_every_device(door: Door) -> None:
    """Who has two devices has five tries."""
    token = await with_pin(door)
    second = (await paired(door))["token"]

    for each in (token, second, token, second, token):
        await confirm(door, each, "0000")

    assert_refused(await confirm(door, second), 429, "pin_locked")


async def test_a_hundred_tries_at_once_are_five(door: Door) -> None:
    """A try is in the log before the PIN is looked at."""
    token = await with_pin(door)

    replies = await asyncio.gather(*(confirm(door, token, f"{n:04}") for n in range(100)))

    compared = [reply for reply in replies if "field" in str(reply.document["errors"])]
    assert {"pin_wrong", "pin_locked"} >= {reply.document["code"] for reply in replies}
    assert len(compared) < TRIES_MAX
    assert_refused(await confirm(door, token), 429, "pin_locked")


async def test_the_right_pin_forgets_the_wrong_ones(door: Door) -> None:
    """Four wrong, one right, four wrong: not locked."""
    token = await with_pin(door)

    for pin in ["0000"] * 4 + [PIN] + ["0000"] * 4:
        await confirm(door, token, pin)

    assert 200 == (await confirm(door, token)).status


async def test_the_chief_expert_resets_a_pin(door: Door) -> None:
    """What it had confirmed no longer holds, and the person chooses another."""
    token = await with_pin(door)
    confirmation = (await confirm(door, token)).document["confirmation"]
    for _ in range(TRIES_MAX):
        await confirm(door, token, "0000")
    chief = await signed_in(door)

    assert 200 == (await door.call("DELETE", RESET, token=chief)).status

    with pytest.raises(RuleBroken, match="confirmation_invalid"):
        door.parts.doorkeeper.confirmed(read_token(SECRET, token, NOW_MS), confirmation)
    assert_refused(await confirm(door, token), 409, "pin_missing")
    assert 200 == (await set_pin(door, token, "1357")).status
    assert 200 == (await confirm(door, token, "1357")).status


async def test_only_whoever_leads_resets_a_pin(door: Door) -> None:
    """The organiser may, the person and the chief of another championship may not."""
    token = await with_pin(door)

    assert_refused(await door.call("DELETE", RESET, token=token), 403, "not_allowed_access")
    elsewhere = "/api/v1/pins/e-1?championship=other"
    chief = await signed_in(door)
    assert_refused(await door.call("DELETE", elsewhere, token=chief), 403, "not_allowed_access")
    assert 200 == (await door.call("DELETE", RESET, token=await organiser(door))).status


async def test_nobodys_pin_is_not_written_down(door: Door) -> None:
    """An id that nobody has is done at once: the log stays as it is, whatever the address holds."""
    log = door.parts.access.log
    written: list[AccessFact] = []
    write = log.write

    async def noted(key: str, fact: AccessFact) -> None:
        written.append(fact)
        await write(key, fact)

    token = await organiser(door)
    log.write = noted  # type: ignore[method-assign]
    for nobody in ("nobody", "%FF", "9" * 2000):
        answer = await door.call("DELETE", f"/api/v1/pins/{nobody}?championship=cup", token=token)
        assert 200 == answer.status

    assert [] == [fact for fact in written if isinstance(fact, PinReset)]


async def test_a_pin_is_of_a_device(door: Door) -> None:
    """Whoever comes in by password or token has none; and before one is chosen nothing is confirmed."""
    assert_refused(await set_pin(door, door.token()), 403, "device_only")
    assert_refused(await confirm(door, door.token()), 403, "device_only")
    assert_refused(await confirm(door, (await paired(door))["token"]), 409, "pin_missing")
    assert_refused(
        await door.call("POST", f"{DEVICES}/confirm", b"{}", token=door.token()), 403, "device_only"
    )


async def test_a_pin_that_is_reset_while_it_is_tried_confirms_nothing(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The try was counted for another PIN than the one that is there now."""
    token = await with_pin(door)
    log = door.parts.access.log
    write = log.write

    async def write_then_reset(key: str, fact: AccessFact) -> None:
        await write(key, fact)
        if isinstance(fact, PinTried):
            await write(key, PinReset("reset", NOW_MS, "cup", "e-1", "chief"))

    monkeypatch.setattr(log, "write", write_then_reset)

    assert_refused(await confirm(door, token), 409, "pin_missing")
