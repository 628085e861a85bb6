"""Screens, overlays and tokens of the venue over HTTP: what is refused, and what no restart loses."""

from typing import Any

import pytest

from shared.tokens import Grant, class_secret, mint_class_token, mint_token, read_class_token
from shared.topics import SCREENS
from tests.access_door import replayed
from tests.ingest_door import NOW_MS, SECRET, Door, Reply, assert_refused

CUP = "/api/v1/championships/cup"
VENUE = class_secret(SECRET, "venue")
BLACK = {"type": "blackout"}


async def new_screen(door: Door, **body: Any) -> dict[str, Any]:
    """Return what a screen is told that asks for a code."""
    reply = await door.call("POST", "/api/v1/screens", json_body=body)
    assert 201 == reply.status, reply.body
    answer: dict[str, Any] = reply.document
    return answer


async def take(door: Door, code: str, championship: str = "cup", token: str | None = None) -> Reply:
    """Take the screen that shows ``code``."""
    body = {"code": code, "name": "Hall A", "groups": ["hall"]}
    path = f"/api/v1/championships/{championship}/screens"
    return await door.call("POST", path, json_body=body, token=token or door.official("operator"))


async def taken_screen(door: Door) -> dict[str, Any]:
    """Return a screen that an operator has just taken."""
    screen = await new_screen(door)
    assert 201 == (await take(door, screen["code"])).status
    return screen


async def exchange(door: Door, key: str) -> Reply:
    """Exchange a key for a token of the venue."""
    return await door.call("POST", "/api/v1/venue/tokens", json_body={"key": key})


async def operate(door: Door, method: str, path: str, body: Any = None, role: Any = "operator") -> Reply:
    """Do what an operator does."""
    return await door.call(method, f"{CUP}{path}", json_body=body, token=door.official(role))


async def beat(
    door: Door, token: str, version: int = 812, *, is_stale: bool = False, epoch: str = "e"
) -> Reply:
    """Say what a screen has painted."""
    painted = {"cup/testing": [epoch, version]}
    body = {"plan_revision": 1, "painted": painted, "size": [1, 2], "page_version": "1", "is_stale": is_stale}
    return await door.call("POST", "/api/v1/screens/beat", json_body=body, token=token)


async def test_a_code_is_typed_as_people_type(door: Door) -> None:
    """Small letters and blanks do no harm; with its key a screen stays the same under another code."""
    screen = await new_screen(door)
    again = await new_screen(door, key=screen["key"])

    reply = await take(door, f" {again['code'].lower()} ")

    assert screen["screen"] == again["screen"] == reply.document["screen"]
    assert screen["code"] != again["code"]


async def test_a_code_expires_and_a_wrong_one_opens_nothing(door: Door) -> None:
    """Whoever stands before the screen sees the next one."""
    screen = await new_screen(door)
    door.clock.now_ms = screen["expires_at_ms"]
    later = mint_token(SECRET, Grant("operator", door.clock.now_ms + 1, "op", "cup"))

    assert_refused(await take(door, screen["code"], token=later), 404, "screen_code_unknown", "code")


async def test_a_screen_belongs_to_one_championship(door: Door) -> None:
    """Nobody takes it away by reading its code; the first operator removes it."""
    screen = await taken_screen(door)
    await door.call(
        "POST", "/api/v1/championships", json_body=other_championship(), token=door.administrator()
    )

    reply = await take(door, screen["code"], "other", door.administrator())

    assert_refused(reply, 409, "screen_taken", "code")


def other_championship() -> dict[str, Any]:
    """Return a second championship without skills."""
    names = {"en": "Other", "ru": "Другой", "kk": "Басқа"}
    member = {"id": "almaty", "name": names}
    championship = {
        "id": "other",
        "name": names,
        "time_zone": "Asia/Almaty",
        "days": ["2026-05-01"],
        "members": [member],
    }
    return {"championship": championship, "skills": [], "people": [], "policies": []}


@pytest.mark.parametrize("role", ["announcer", "operator", "organiser", "results_team", "administrator"])
async def test_who_belongs_to_the_venue_gets_a_token_of_two_minutes(door: Door, role: Any) -> None:
    """R50: it is signed with the key of the class, and says no more than a process of the class needs."""
    rights = {} if role != "administrator" else {"championship": ""}

    reply = await exchange(door, door.official(role, **rights))

    grant = read_class_token(VENUE, reply.document["token"], NOW_MS)
    # The token in the test's hand has a minute left.
    assert (role, rights.get("championship", "cup"), NOW_MS + 60_000) == (
        grant.role,
        grant.championship,
        grant.expires_at_ms,
    )


async def test_a_token_of_the_venue_lasts_two_minutes_at_most(door: Door) -> None:
    """So that a key that was taken back opens nothing for longer."""
    screen = await taken_screen(door)

    assert NOW_MS + 120_000 == (await exchange(door, screen["key"])).document["expires_at_ms"]


@pytest.mark.parametrize("role", ["expert", "chief_expert", "clerk", "trainee", "team_leader"])
async def test_others_do_not_belong_to_the_venue(door: Door, role: Any) -> None:
    """What they may see the office filters for each."""
    assert_refused(await exchange(door, door.official(role)), 403, "not_allowed_venue")


async def test_a_key_that_is_not_good_is_refused(door: Door) -> None:
    """Forged, expired, of the class itself: a token of two minutes cannot renew itself."""
    own = mint_class_token(VENUE, Grant("screen", NOW_MS + 60_000, "s-1", "cup"), NOW_MS)
    old = mint_token(SECRET, Grant("operator", NOW_MS, "op", "cup"))

    assert_refused(await exchange(door, "forged"), 401, "token_invalid")
    assert_refused(await exchange(door, own), 401, "token_invalid")
    assert_refused(await exchange(door, old), 401, "token_expired")


async def test_a_token_of_the_class_opens_nothing_else(door: Door) -> None:
    """Who steals the key of the class can watch, and no more."""
    forged = mint_class_token(VENUE, Grant("administrator", NOW_MS + 60_000), NOW_MS)

    assert_refused(await door.call("GET", "/api/v1/accounts", token=forged), 401, "token_invalid")
    assert_refused(await door.call("GET", f"{CUP}/screens", token=forged), 401, "token_invalid")


@pytest.mark.parametrize("role", ["screen", "overlay", "announcer", "results_team", "chief_expert", "expert"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/screens"),
        ("POST", "/screens"),
        ("PUT", "/screens/s-1"),
        ("DELETE", "/screens/s-1"),
        ("POST", "/screens/commands"),
        ("PUT", "/schedule"),
        ("PUT", "/overlays"),
        ("POST", "/overlays/take"),
        ("PUT", "/theme"),
    ],
)
async def test_only_operators_decide_what_is_shown(door: Door, role: Any, method: str, path: str) -> None:
    """Each route asks, before it looks at anything else."""
    assert_refused(await operate(door, method, path, {}, role), 403, "not_allowed_screens")


@pytest.mark.parametrize(
    ("method", "path", "body", "code", "field"),
    [
        ("PUT", "/screens/s-9", {"name": "x"}, "screen_unknown", None),
        ("DELETE", "/screens/s-9", None, "screen_unknown", None),
        ("POST", "/screens/commands", {"plan": BLACK}, "screens_missing", "screens"),
        ("POST", "/screens/commands", {"groups": ["hall"]}, "command_empty", "plan"),
        (
            "POST",
            "/screens/commands",
            {"groups": ["hall"], "plan": {"type": "board", "board": "other/testing"}},
            "board_of_another",
            "plan",
        ),
        (
            "PUT",
            "/schedule",
            {"schedule": [{"at_ms": 1, "groups": ["hall"], "plan": {"type": "board", "board": "cup/story"}}]},
            "board_not_drawn",
            "schedule.0.plan",
        ),
        (
            "PUT",
            "/overlays",
            {"preview": {"side": {"type": "board", "board": "cup"}}},
            "board_needs_skill",
            "preview.side",
        ),
        (
            "PUT",
            "/schedule",
            {
                "schedule": [
                    {
                        "at_ms": 1,
                        "groups": ["hall"],
                        "plan": {"type": "carousel", "boards": [1], "seconds": 9},
                    }
                ]
            },
            "field_wrong_type",
            "schedule.0.plan.boards.0",
        ),
        (
            "PUT",
            "/schedule",
            {"schedule": [{"at_ms": 1, "plan": BLACK}]},
            "screens_missing",
            "schedule.0.screens",
        ),
        ("PUT", "/overlays", {"preview": {"side": {"type": "coffee"}}}, "value_unknown", "preview.side.type"),
        (
            "PUT",
            "/overlays",
            {"preview": {"side": {"type": "board", "board": 1}}},
            "field_wrong_type",
            "preview.side.board",
        ),
        ("PUT", "/overlays", {"preview": {"roof": None}}, "field_unknown", "preview.roof"),
        ("POST", "/overlays/take", {"slots": ["roof"]}, "value_unknown", "slots.0"),
        ("PUT", "/theme", {"theme": {"accent": "red"}}, "colour_malformed", "theme.accent"),
        ("PUT", "/theme", {"theme": {"logo": "//evil.example/a.png"}}, "image_malformed", "theme.logo"),
        ("PUT", "/theme", {"theme": {"logo": "data:text/html;base64,AA=="}}, "image_malformed", "theme.logo"),
        (
            "POST",
            "/screens/commands",
            {"groups": ["hall"], "plan": {"type": "qr", "path": "javascript:alert(1)"}},
            "path_malformed",
            "plan.path",
        ),
    ],
)
async def test_what_is_wrong_is_refused_and_changes_nothing(
    door: Door, method: str, path: str, body: Any, code: str, field: str | None
) -> None:
    """Every field at fault is named as it was sent."""
    reply = await operate(door, method, path, body)

    assert_refused(reply, 404 if code == "screen_unknown" else 422, code, field)
    assert [] == door.journal.documents(SCREENS)


async def test_a_screen_that_was_removed_is_out_at_once(door: Door) -> None:
    """Its beat is refused although its token has a minute left; its code takes it in no more."""
    screen = await taken_screen(door)
    token = (await exchange(door, screen["key"])).document["token"]
    assert 200 == (await beat(door, token)).status

    await operate(door, "DELETE", f"/screens/{screen['screen']}")

    assert_refused(await beat(door, token), 401, "token_revoked")
    assert_refused(await exchange(door, screen["key"]), 401, "token_revoked")
    assert_refused(await take(door, screen["code"]), 404, "screen_code_unknown", "code")


async def test_a_beat_is_a_screens(door: Door) -> None:
    """Whoever else shows a token of the venue has painted nothing."""
    announcer = (await exchange(door, door.official("announcer"))).document["token"]

    assert_refused(await beat(door, announcer), 403, "screen_only")
    assert_refused(await beat(door, "forged"), 401, "token_invalid")


async def test_an_operator_reads_on_how_many_screens_a_version_is(door: Door) -> None:
    """On 2 of 3: one is behind, and neither its old epoch nor who fell silent decides what is newest."""
    tokens = [(await exchange(door, (await taken_screen(door))["key"])).document["token"] for _ in range(4)]
    await beat(door, tokens[3], 900)
    door.clock.now_ms += 45_001
    for token, version in zip(tokens[:3], (812, 811, 812), strict=True):
        await beat(door, token, version)
    await beat(door, tokens[1], 1000, epoch="before", is_stale=True)

    told = (await operate(door, "GET", "/screens")).document

    assert {"cup/testing": {"epoch": "e", "version": 812, "on": 2, "of": 3}} == told["boards"]
    assert [812, 1000, 812, 900] == [screen["painted"]["cup/testing"][1] for screen in told["screens"]]


async def test_another_instance_shows_the_same_screens(door: Door) -> None:
    """All of it is a fold of the log; a screen's key holds there, too."""
    screen = await taken_screen(door)
    await operate(door, "POST", "/screens/commands", {"groups": ["hall"], "plan": BLACK})

    other = await replayed(door)

    assert 200 == (await exchange(other, screen["key"])).status
    told = [(await operate(each, "GET", "/screens")).document for each in (door, other)]
    assert told[0] == told[1]
    assert [BLACK] == [one["plan"] for one in told[0]["screens"]]


async def test_a_screen_may_ask_so_often_and_not_more(door: Door) -> None:
    """Who fills the log with nothing fills no memory either."""
    replies = [await door.call("POST", "/api/v1/screens", json_body={}) for _ in range(301)]

    assert {201} == {reply.status for reply in replies[:300]}
    assert_refused(replies[300], 429, "too_many_attempts")
