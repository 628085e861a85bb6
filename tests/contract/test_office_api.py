import asyncio
from dataclasses import replace

import pytest

from services.office.answers import FormsAnswer, HistoryAnswer, MeAnswer, SheetsAnswer, SkillAnswer
from services.office.api import create_app
from shared import codec, topics
from shared.access.documents import access_document
from shared.access.events import SessionClosed
from shared.domain.acts import SetPenalty
from tests.access_facts import fact
from tests.builders import act, enter, measured, score, set_team
from tests.ingest_door import Reply, assert_refused
from tests.office_world import OFFICE, SKILL, World, token


@pytest.fixture
async def world() -> World:
    """An office in which A2 has a panel and two marks of c-1 are in."""
    opened = await World().open()
    await opened.log(set_team(), enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"), expert="e-3"))
    return opened


def cell(reply: Reply, aspect: str, competitor: str = "c-1") -> dict[str, object]:
    """Return one mark of a reply."""
    (sheet,) = [sheet for sheet in reply.document["sheets"] if sheet["competitor"] == competitor]
    return dict(sheet["aspects"][aspect])


async def came(told: Reply, text: bytes) -> None:
    """Return once a stream has told ``text``."""
    while text not in told.body:
        await asyncio.sleep(0)


async def test_me_says_who_and_which_skills(world: World) -> None:
    """Name in both scripts, role, and the skills that the token is for."""
    reply = await world.get(f"{OFFICE}/me", token("expert", "e-1"))

    me = MeAnswer.model_validate(reply.document)
    assert ("e-1", "Марат Осп", "expert", ["testing"]) == (
        me.subject, me.name, me.role, [skill.skill for skill in me.skills]
    )  # fmt: skip


async def test_the_skill_has_names_scheme_and_forms(world: World) -> None:
    """Everything that a tablet needs to show a form, and a tag to ask with next time."""
    reply = await world.get(SKILL, token("chief_expert"))
    again = await world.get(SKILL, token("chief_expert"), if_none_match=reply.headers["etag"])

    document = SkillAnswer.model_validate(reply.document)
    assert ["A1", "A2", "A3-M", "A3-J"] == [form["id"] for form in document.scheme["forms"]]
    assert ["Асқар Әлімов", "Дана Серік"] == [c.name for c in document.competitors]
    assert (304, b"") == (again.status, again.body)


async def test_forms_tell_who_is_awaited_and_no_total(world: World) -> None:
    """R31: what is missing; R27: no total, also not of a locked form."""
    reply = await world.get(f"{SKILL}/forms", token("chief_expert"))

    document = FormsAnswer.model_validate(reply.document)
    assert {"A1": ["c-2"], "A2": ["c-1", "c-2"]} == {
        form["form"]: form["missing"]["marks"] for form in document.forms[:2]
    }
    assert not any("totals" in form for form in document.forms)


async def test_a_sheet_shows_each_mark_with_who_and_when(world: World) -> None:
    """The cell of a mark that stands, and of one that is not there yet."""
    reply = await world.get(f"{SKILL}/sheets?form=A1&competitor=c-1", token("expert", "e-3"))

    SheetsAnswer.model_validate(reply.document)
    stands = cell(reply, "A1.2")
    assert (1, "0.75", "e-3", 2, 2, None, []) == tuple(
        stands[name] for name in ("revision", "mark", "by", "at_ms", "offset", "panel", "set_aside")
    )


async def test_a_judge_sees_the_own_score_and_nobody_else_does(world: World) -> None:
    """R22: how many are in and who is awaited is known to all, the score to its owner."""
    await world.log(enter(score("A2.1", 3), form="A2", expert="e-1"))

    panels = [
        cell(await world.get(f"{SKILL}/sheets?form=A2", token(role, who)), "A2.1")["panel"]
        for role, who in (("expert", "e-1"), ("expert", "e-3"), ("chief_expert", "x-1"))
    ]

    assert [3, None, None] == [panel["own_score"] for panel in panels]  # type: ignore[index]
    assert [(1, 3, ["e-4", "e-3"])] * 3 == [(p["entered"], p["of"], p["awaited"]) for p in panels]  # type: ignore[index]


async def test_the_history_keeps_what_was(world: World) -> None:
    """R30: old value, new value, reason, who, when."""
    await world.log(enter(measured("A1.1", "0.00", 1, "wrong row"), expert="e-6"))

    reply = await world.get(f"{SKILL}/history?competitor=c-1&form=A1&aspect=A1.1", token("expert", "e-3"))

    document = HistoryAnswer.model_validate(reply.document)
    assert [("1.00", "e-3", None, 1), ("0.00", "e-6", "wrong row", 2)] == [
        (entry.mark, entry.by, entry.reason, entry.revision) for entry in document.entries
    ]


async def test_an_expert_sees_the_forms_of_the_own_team_only(world: World) -> None:
    """R27: e-6 is not on the team of A2: neither its sheets nor where it stands."""
    outsider = token("expert", "e-6")
    sheets, history, forms, skill = [
        await world.get(f"{SKILL}{path}", outsider)
        for path in ("/sheets?form=A2", "/history?form=A2&competitor=c-1", "/forms", "")
    ]

    assert_refused(sheets, 403, "not_in_team", "form")
    assert_refused(history, 403, "not_in_team", "form")
    assert ["A1", "A3-M", "A3-J"] == [form["form"] for form in forms.document["forms"]]
    assert ["A1", "A3-M", "A3-J"] == [form["id"] for form in skill.document["scheme"]["forms"]]


async def test_a_read_waits_for_the_caller_s_own_write(world: World) -> None:
    """What is folded is answered with at once; what is not, after a moment, with what there is."""
    there = await world.get(f"{SKILL}/forms?at_least=1", token("chief_expert"))
    not_there = await world.get(f"{SKILL}/forms?at_least=99", token("chief_expert"))
    nonsense = await world.get(f"{SKILL}/forms?at_least=-1", token("chief_expert"))

    assert [(200, 2), (200, 2)] == [(r.status, r.document["offset"]) for r in (there, not_there)]
    assert_refused(nonsense, 422, "field_wrong_type", "at_least")


async def test_whoever_may_not_look_hears_why(world: World) -> None:
    """No token, a bad one, another championship, another skill, a role without the part."""
    path = f"{SKILL}/forms"

    for reply, status, code in (
        (await world.get(path), 401, "token_missing"),
        (await world.get(path, "x.y.z"), 401, "token_invalid"),
        (await world.get(path, token("expert", "e-1", "welding")), 403, "not_allowed_here"),
        (await world.get(f"{OFFICE}/other/skills/testing", token("organiser")), 403, "not_allowed_here"),
        (await world.get(path, token("announcer")), 403, "role_not_allowed"),
        (await world.get(path, token("team_leader", member="abai")), 403, "role_not_allowed"),
        (await world.get(f"{OFFICE}/cup/skills/none", token("organiser")), 404, "unknown_skill"),
        (await world.get(f"{SKILL}/sheets", token("organiser")), 422, "field_missing"),
        (await world.get(f"{SKILL}/sheets?form=Z", token("organiser")), 422, "unknown_form"),
        (await world.get(f"{OFFICE}/nothing", token("organiser")), 404, "not_found"),
        (await world.call("PUT", path, token("organiser"), {}), 405, "method_not_allowed"),
    ):
        assert_refused(reply, status, code)


async def test_nothing_is_told_before_all_is_read(world: World) -> None:
    """503 to try again while the log is being folded; health says the same."""
    world.checks["caught_up"] = False

    assert_refused(await world.get(f"{OFFICE}/me", token("organiser")), 503, "not_ready")
    assert [503, 200] == [(await world.get(path)).status for path in ("/readyz", "/healthz")]
    assert b"bayge_office_records_total" in (await world.get("/metrics")).body


async def test_a_token_that_runs_out_is_refused(world: World) -> None:
    """From one request to the next."""
    mine = token("organiser")
    first = await world.get(f"{OFFICE}/me", mine)
    world.clock.now_ms += 60_000

    assert 200 == first.status
    assert_refused(await world.get(f"{OFFICE}/me", mine), 401, "token_expired")


async def test_a_token_that_is_taken_back_dies_at_once(world: World) -> None:
    """The next request is refused, and a stream that is open ends."""
    mine = token("chief_expert", session="s-1")
    first = await world.get(f"{OFFICE}/me", mine)
    stream, told = world.watch(f"{SKILL}/changes", mine)
    await came(told, b"event: open")
    await world.tell(topics.ACCESS, "s-1", access_document(fact(SessionClosed)))
    await stream

    assert (200, 200, 0) == (first.status, told.status, world.parts.nudges.count)
    assert_refused(await world.get(f"{OFFICE}/me", mine), 401, "token_revoked")


async def test_a_stream_tells_where_to_look_and_beats(world: World) -> None:
    """One nudge for many changes at once, none for what the viewer may not see, a comment in silence."""
    world.parts = replace(world.parts, beat_s=0.01)
    world.app = create_app(world.parts)
    mine, stream = token("expert", "e-6"), f"{SKILL}/changes"
    carrier, told = world.watch(stream, mine)
    await came(told, b": beat\n\n")
    await world.log(enter(score("A2.1", 3), form="A2", expert="e-1"))
    offset = await world.log(
        enter(measured("A3.1", "0.50"), form="A3-M"),
        act(SetPenalty, "organiser", competitor="c-1", penalty="late", mark=1, reason="late"),
    )
    await came(told, b"event: changed")
    world.parts.nudges.end()
    await carrier

    (changed,) = [line for line in told.body.split(b"\n") if line.startswith(b"data: ") and b"forms" in line]
    assert {"offset": offset, "forms": ["A3-M"], "sheets": [["c-1", "A3-M"]]} == codec.decode(changed[6:])
    assert b"A2" not in told.body


async def test_forms_and_stream_say_which_marks_are_on_screens(world: World) -> None:
    """As the boards say it, of the viewer's own forms; nothing while nobody says it."""
    mine = token("expert", "e-6")
    before = await world.get(f"{SKILL}/forms", mine)
    carrier, told = world.watch(f"{SKILL}/changes", mine)
    await came(told, b"event: open")

    said = {"offsets": {"A2": 5, "A3-M": 5}, "is_held_back": True}
    world.parts.take_shown({b"public/cup/testing": codec.encode(said)})
    await came(told, b"event: shown")
    world.parts.nudges.end()
    await carrier
    after = await world.get(f"{SKILL}/forms", mine)

    seen = {"offsets": {"A3-M": 5}, "is_held_back": True}
    assert (None, seen) == (before.document["shown"], after.document["shown"])
    assert b"event: shown\ndata: " + codec.encode({"shown": seen}) in told.body
    assert before.headers["etag"] != after.headers["etag"]


async def test_a_record_that_nobody_understands_is_left_out(world: World) -> None:
    """The office goes on, and its offset does, too."""
    await world.tell(topics.MARK_ENTRIES, "cup/testing", b"{")
    await world.tell(topics.MARK_ENTRIES, "cup/testing", None)
    await world.tell(topics.PEOPLE, "c-1", b"[1]")

    reply = await world.get(f"{SKILL}/forms", token("chief_expert"))
    assert (200, 4) == (reply.status, reply.document["offset"])


async def test_the_description_names_every_route(world: World) -> None:
    """OpenAPI at the address of the contract."""
    reply = await world.get(f"{OFFICE}/openapi.json")

    assert f"{OFFICE}/{{championship}}/skills/{{skill}}/sheets" in reply.document["paths"]
    assert "ProblemAnswer" in reply.document["components"]["schemas"]
