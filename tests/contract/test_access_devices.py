"""Devices over HTTP: paired once by a code, switched, revoked, and seen by each other."""

from typing import Any

import pytest

from services.ingest.answers_access import BeatAnswer, DevicesAnswer, PairedAnswer, PairingAnswer
from services.ingest.attempts import OF_PAIRING
from services.ingest.pairings import ALPHABET, DEVICE_TTL_MS, PAIRING_TTL_MS
from services.ingest.presence import THERE_MS
from shared.tokens import Grant, read_token
from tests.access_door import (
    DEVICES,
    PAIRINGS,
    beat,
    new_code,
    organiser,
    paired,
    replayed,
    show,
    signed_in,
)
from tests.builders import command_id
from tests.ingest_door import NOW_MS, SECRET, Door, assert_refused, submission

LIST = f"{DEVICES}?championship=cup&skill=testing"
SHEET = {"skill": "testing", "form": "A1", "competitor": "c-1"}


async def test_a_chief_expert_shows_a_code_and_the_expert_marks_with_the_device(door: Door) -> None:
    """From the code to a counted mark."""
    chief = await signed_in(door)
    body = {"championship": "cup", "skills": ["testing"], "role": "expert", "expert": "e-1"}

    opened = await door.call("POST", PAIRINGS, json_body=body, token=chief)
    pairing = PairingAnswer.model_validate(opened.document)
    shown = await show(door, pairing.code)

    assert (201, NOW_MS + PAIRING_TTL_MS) == (opened.status, pairing.expires_at_ms)
    assert f"https://bayge.example/mark#pair={pairing.code}" == pairing.url
    assert (6, set()) == (len(pairing.code), set(pairing.code) - set(ALPHABET))
    answer = PairedAnswer.model_validate(shown.document)
    assert ("expert", "e-1", "cup", ["testing"], False) == (
        answer.role,
        answer.subject,
        answer.championship,
        answer.skills,
        answer.has_pin,
    )
    grant = read_token(SECRET, answer.token, NOW_MS)
    assert (answer.device, NOW_MS + DEVICE_TTL_MS) == (grant.device, grant.expires_at_ms)
    assert 200 == (await door.submit(submission(), answer.token)).status


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "{0[0]}-{0[1]}{0[2]}{0[3]}{0[4]}{0[5]}"]
)
async def test_a_code_is_read_however_it_is_typed(door: Door, typed: str) -> None:
    """Small letters, blanks and hyphens do no harm."""
    code = await new_code(door)

    assert 201 == (await show(door, typed.format(code).lower())).status


async def test_a_code_pairs_one_device(door: Door) -> None:
    """On every instance; the second device hears why not."""
    code = await new_code(door)
    other = await replayed(door)

    assert 201 == (await show(door, code)).status

    for instance in (door, other):
        assert_refused(await show(instance, code), 409, "pairing_used")


async def test_a_device_whose_answer_was_lost_asks_again(door: Door) -> None:
    """With the same id of its own it gets the same token; another id is another device."""
    code, mine = await new_code(door), command_id()

    first = await show(door, code, id=mine)
    second = await show(door, code, id=mine)

    assert (201, first.document) == (second.status, second.document)
    assert mine not in first.body.decode()
    assert_refused(await show(door, code, id=command_id()), 409, "pairing_used")
    door.clock.now_ms += PAIRING_TTL_MS
    assert_refused(await show(door, code, id=mine), 401, "pairing_expired")


async def test_a_device_is_not_paired_a_second_time_as_somebody_else(door: Door) -> None:
    """Its id names who wrote what."""
    mine = command_id()
    await show(door, await new_code(door), id=mine)

    assert_refused(await show(door, await new_code(door, role="clerk"), id=mine), 409, "device_exists")


async def test_a_code_holds_for_two_minutes_by_the_servers_clock(door: Door) -> None:
    """A device whose clock is a day off is told the same."""
    code = await new_code(door)
    door.clock.now_ms += PAIRING_TTL_MS

    assert_refused(await show(door, code), 401, "pairing_expired", "code")


async def test_codes_cannot_be_guessed(door: Door) -> None:
    """After fifty wrong ones nothing is heard from that address for a while, not even a right one."""
    code = await new_code(door)

    wrong = [await show(door, "222222") for _ in range(OF_PAIRING.count_max)]

    assert {"pairing_unknown"} == {reply.document["code"] for reply in wrong}
    assert_refused(await show(door, code), 429, "too_many_attempts")


async def test_a_code_that_is_in_use_gives_way_to_another(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is paired as somebody else by chance."""
    letters = iter("AAAAAAAAAAAACCCCCC")
    monkeypatch.setattr("services.ingest.pairings.secrets.choice", lambda _: next(letters))

    codes = [await new_code(door), await new_code(door, role="clerk")]

    assert ["AAAAAA", "CCCCCC"] == codes
    assert ["expert", "clerk"] == [(await show(door, code)).document["role"] for code in codes]


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"expert": "e-9"}, 422, "unknown_expert", "expert"),
        ({"role": "trainee", "expert": ""}, 422, "field_missing", "expert"),
        ({"skills": ["testing", "other"]}, 404, "unknown_skill", "skills.1"),
        ({"skills": []}, 422, "list_too_short", "skills"),
        ({"role": "organiser"}, 403, "not_allowed_access", None),
    ],
)
async def test_a_device_is_paired_for_what_is_known(
    door: Door, change: dict[str, Any], status: int, code: str, field: str | None
) -> None:
    """An expert of the skill, a trainee, a clerk; nobody who leads."""
    body = {"championship": "cup", "skills": ["testing"], "role": "expert", "expert": "e-1", **change}

    reply = await door.call("POST", PAIRINGS, json_body=body, token=door.administrator())

    assert_refused(reply, status, code, field)


async def test_a_chief_expert_looks_after_the_own_skills_only(door: Door) -> None:
    """Pairing, list, switch, revoking: another's devices are as good as unknown."""
    device = (await paired(door))["device"]
    stranger = await signed_in(door, "stranger", championship="cup", role="results_team", skills=[])
    body = {"championship": "cup", "skills": ["other"], "role": "expert", "expert": "e-1"}

    chief = await signed_in(door)
    assert_refused(await door.call("POST", PAIRINGS, json_body=body, token=chief), 403, "not_allowed_access")
    elsewhere = f"{DEVICES}?championship=cup&skill=other"
    assert_refused(await door.call("GET", elsewhere, token=chief), 403, "not_allowed_access")
    assert_refused(
        await door.call("GET", f"{DEVICES}?championship=x", token=chief), 403, "not_allowed_access"
    )
    for method in ("PATCH", "DELETE"):
        reply = await door.call(method, f"{DEVICES}/{device}", b"{}", token=stranger)
        assert_refused(reply, 404, "device_unknown")
        reply = await door.call(method, f"{DEVICES}/x", b"{}", token=chief)
        assert_refused(reply, 404, "device_unknown")


async def test_the_list_tells_of_each_device_what_is_known(door: Door) -> None:
    """When it was last seen and last wrote, its battery and its outbox."""
    first, second = await paired(door), await paired(door, "Tablet 2", role="clerk")
    door.clock.now_ms += 1000
    await beat(door, first["token"], outbox=3, battery=41, app_version="0.3.0")
    door.clock.now_ms += 1000
    await door.submit(submission(), first["token"])

    for token in (await signed_in(door), await organiser(door), door.administrator()):
        reply = await door.call("GET", LIST, token=token)
        found = DevicesAnswer.model_validate(reply.document).devices
        assert [first["device"], second["device"]] == [one.device for one in found]
    here, away = found
    assert (NOW_MS, NOW_MS + 1000, NOW_MS + 2000) == (
        here.paired_at_ms,
        here.last_seen_ms,
        here.last_write_ms,
    )
    assert ("0.3.0", 41, 3, True) == (here.app_version, here.battery, here.outbox, here.may_write)
    assert ("Tablet 2", "clerk", "0.2.0", None, None, None, None) == (
        away.name,
        away.role,
        away.app_version,
        away.battery,
        away.outbox,
        away.last_seen_ms,
        away.last_write_ms,
    )


async def test_the_results_team_sees_all_devices(door: Door) -> None:
    """And an expert none."""
    device = (await paired(door))["device"]
    watching = await signed_in(door, "results", role="results_team", skills=[])

    reply = await door.call("GET", f"{DEVICES}?championship=cup", token=watching)

    assert [device] == [one["device"] for one in reply.document["devices"]]
    assert_refused(await door.call("GET", LIST, token=door.token()), 403, "not_allowed_access")


async def test_a_device_that_is_switched_off_does_not_write(door: Door) -> None:
    """It hears so, on every instance, until it is switched on again."""
    device = await paired(door)
    chief = await signed_in(door)
    path = f"{DEVICES}/{device['device']}"

    switched = await door.call("PATCH", path, json_body={"may_write": False, "name": "Spare"}, token=chief)

    assert (200, False, "Spare") == (
        switched.status,
        switched.document["may_write"],
        switched.document["name"],
    )
    assert_refused(await door.submit(submission(), device["token"]), 403, "device_may_not_write")
    assert (await beat(door, device["token"])).document["may_write"] is False
    await door.call("PATCH", path, json_body={"may_write": True}, token=chief)
    assert 200 == (await door.submit(submission(), device["token"])).status


async def test_a_revoked_device_is_out_at_once_on_every_instance(door: Door) -> None:
    """Revoking it again changes nothing; pairing it anew lets it in."""
    device = await paired(door)
    other = await replayed(door)
    chief = await signed_in(door)

    for _ in range(2):
        reply = await door.call("DELETE", f"{DEVICES}/{device['device']}", token=chief)
        assert (200, True) == (reply.status, reply.document["is_revoked"])

    for instance in (door, other):
        assert_refused(await instance.submit(submission(), device["token"]), 401, "token_revoked")
        assert_refused(await beat(instance, device["token"]), 401, "token_revoked")
    assert 200 == (await door.submit(submission(), (await paired(door))["token"])).status


async def test_two_devices_on_one_form_see_each_other(door: Door) -> None:
    """On whichever instance; not those elsewhere, gone, or put out."""
    one, two, three = [await paired(door, f"Tablet {n}", role="clerk") for n in (1, 2, 3)]
    other = await replayed(door)

    await beat(door, one["token"], at=SHEET)
    await beat(door, three["token"], at=SHEET | {"form": "A2"})
    heard = BeatAnswer.model_validate((await beat(other, two["token"], at=SHEET)).document)

    assert (NOW_MS, True) == (heard.server_at_ms, heard.may_write)
    assert [("Tablet 1", "e-1", "A1", "c-1")] == [
        (o.name, o.subject, o.form, o.competitor) for o in heard.others
    ]
    assert [] == (await beat(door, two["token"])).document["others"]
    await door.call("DELETE", f"{DEVICES}/{one['device']}", token=door.administrator())
    assert [] == (await beat(door, two["token"], at=SHEET)).document["others"]


async def test_a_silent_device_is_no_longer_there(door: Door) -> None:
    """After three beats that it missed."""
    one, two = await paired(door), await paired(door)
    await beat(door, one["token"], at=SHEET)
    door.clock.now_ms += THERE_MS - 1
    assert 1 == len((await beat(door, two["token"], at=SHEET)).document["others"])

    door.clock.now_ms += 1
    assert [] == (await beat(door, two["token"], at=SHEET)).document["others"]


async def test_only_a_device_is_present(door: Door) -> None:
    """And only where it may be."""
    device = await paired(door)

    assert_refused(await beat(door, door.token()), 403, "device_only")
    elsewhere = await beat(door, device["token"], at=SHEET | {"skill": "other"})
    assert_refused(elsewhere, 403, "not_allowed_skill", "at.skill")
    assert_refused(await beat(door, device["token"], battery=101), 422, "number_out_of_range", "battery")


async def test_a_device_signs_out(door: Door) -> None:
    """It is then as revoked as if it had been put out."""
    device = await paired(door)

    await door.call("DELETE", "/api/v1/sessions/current", token=device["token"])

    assert_refused(await beat(door, device["token"]), 401, "token_revoked")
    reply = await door.call("GET", LIST, token=door.administrator())
    assert [True] == [one["is_revoked"] for one in reply.document["devices"]]


async def test_a_trainee_and_a_clerk_do_not_mark_as_an_expert(door: Door) -> None:
    """Their tokens say what they are."""
    for role in ("trainee", "clerk"):
        device = await paired(door, role=role)
        grant = read_token(SECRET, device["token"], NOW_MS)
        assert isinstance(grant, Grant)
        assert role == grant.role


async def test_when_no_code_is_free_somebody_tries_again(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """It will not happen among 480 million; it is answered all the same."""
    monkeypatch.setattr("services.ingest.pairings.secrets.choice", lambda _: "A")
    await new_code(door)
    body = {"championship": "cup", "skills": ["testing"], "role": "clerk", "expert": "e-1"}

    reply = await door.call("POST", PAIRINGS, json_body=body, token=door.administrator())

    assert_refused(reply, 503, "pairing_code_taken")
    assert "1" == reply.headers["retry-after"]
