"""What ingest answers to acts: the life of a form, roles, refusals, repeats, and a world that fails."""

from typing import Any

import pytest

from services.ingest.answers import ActAnswer, LoggedAnswer, ProblemAnswer
from services.ingest.official_acts import TYPES
from shared.domain.act_documents import ACTS as RECORDS
from shared.domain.form_life import STEPS
from shared.domain.scheme import scheme_document
from shared.topics import MARK_ENTRIES
from tests.builders import panel_skill
from tests.ingest_door import ACTS, Door, act_body, assert_refused, full_scheme, submission

A1 = [{"aspect": "A1.1", "mark": "1.00", "based_on": 0}, {"aspect": "A1.2", "mark": "0.75", "based_on": 0}]
TEAM = {"form": "A2", "experts": ["e-1", "e-2", "e-3"], "supervisor": "e-4"}
EXAMPLES: dict[str, tuple[str, dict[str, Any]]] = {
    "set_team": ("chief_expert", TEAM),
    "check_sheets": ("chief_expert", {"form": "A1", "competitors": ["c-1"]}),
    "sign_form": ("expert", {"form": "A1"}),
    "lock_form": ("chief_expert", {"form": "A1"}),
    "release_form": ("results_team", {"form": "A1"}),
    "request_unlock": ("chief_expert", {"form": "A1", "reason": "slip"}),
    "confirm_unlock": ("results_team", {"form": "A1", "reason": "slip"}),
    "decide_set_aside": (
        "chief_expert",
        {"submission": "s-1", "aspect": "A1.1", "decision": "take", "reason": "seen by both"},
    ),
    "submit_appeal": ("team_leader", {"competitor": "c-1", "form": "A1", "reason": "not seen"}),
    "review_appeal": ("chief_expert", {"appeal": "00000000-0000-4000-8000-000000000001"}),
    "decide_appeal": (
        "results_team",
        {"appeal": "00000000-0000-4000-8000-000000000001", "ruling": "upheld", "reason": "seen"},
    ),
    "close_appeal": (
        "results_team",
        {"appeal": "00000000-0000-4000-8000-000000000001", "reason": "the aspect is gone"},
    ),
    "set_status": ("organiser", {"competitor": "c-1", "status": "withdrawn", "reason": "ill"}),
    "set_penalty": (
        "results_team",
        {"competitor": "c-1", "penalty": "late", "mark": "0.50", "reason": "ten minutes late"},
    ),
    "set_award": ("organiser", {"competitor": "c-1", "award": "gold", "reason": "tie"}),
    "confirm_awards": ("organiser", {"reason": "field of four"}),
    "replace_expert": (
        "chief_expert",
        {"expert": "e-1", "successor": "e-9", "member": "almaty", "reason": "ill"},
    ),
    "change_scheme": ("organiser", {"scheme": scheme_document(full_scheme()), "reason": "misprint"}),
    "approve_scheme": ("skill_advisor", {"revision": 1}),
    "confirm_recount": ("results_team", {"entries": 0, "mark_units": 0}),
    "finalise": ("results_team", {}),
}
"""Of each type: a role that does it, and its fields."""


@pytest.fixture
async def door() -> Door:
    """Return ingest with a skill that has experts enough for every team."""
    return await Door().open(panel_skill())


async def marked(door: Door) -> Door:
    """Enter every mark of the form A1."""
    for competitor in ("c-1", "c-2"):
        document = submission(competitor=competitor, entries=A1)
        assert 200 == (await door.submit(document, door.token("e-3"))).status
    return door


async def locked(door: Door) -> Door:
    """Bring the form A1 to its lock."""
    await marked(door)
    chief = door.official("chief_expert")
    for token, kind in (
        (chief, "check_sheets"),
        (door.token("e-3"), "sign_form"),
        (chief, "lock_form"),
    ):
        assert 200 == (await door.act(token, kind, form="A1")).status
    return door


def test_every_act_of_the_rules_can_be_sent_and_has_an_example_here() -> None:
    """An act that only the log knows could be done by nobody."""
    assert set(RECORDS.values()) == set(TYPES.values())
    assert EXAMPLES.keys() == TYPES.keys()


async def test_a_form_lives_from_its_first_mark_to_its_release_and_back(door: Door) -> None:
    """R30: checked, signed, locked, released; then two people open it again."""
    await locked(door)
    chief, results = door.official("chief_expert"), door.official("results_team", "x-2")

    replies = [
        await door.act(chief, "release_form", form="A1"),
        await door.act(chief, "request_unlock", form="A1", reason="wrong row"),
        await door.act(results, "confirm_unlock", form="A1", reason="wrong row"),
    ]

    assert ["counted"] * 3 == [ActAnswer.model_validate(reply.document).status for reply in replies]
    logged = door.journal.documents(MARK_ENTRIES)[-1]
    assert ("unlock-confirmed", "x-2", "results_team") == (logged["type"], logged["actor"], logged["role"])


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(
    "role",
    [
        "expert",
        "chief_expert",
        "results_team",
        "organiser",
        "team_leader",
        "skill_advisor",
        "clerk",
        "trainee",
    ],
)
async def test_only_who_may_reaches_the_log(door: Door, kind: str, role: Any) -> None:
    """In every role every act: 403 exactly when the table of steps does not name a role of the bearer."""
    _, fields = EXAMPLES[kind]
    before = door.journal.count()

    reply = await door.act(door.official(role, "e-1", member="abai"), kind, **fields)

    roles = {"chief_expert", "expert"} if role == "chief_expert" else {role}
    if roles & STEPS[TYPES[kind]].roles:
        assert "role_not_allowed" != reply.document.get("code")
        assert before < door.journal.count()
    else:
        assert_refused(reply, 403, "role_not_allowed", "type")
        assert before == door.journal.count()


async def test_a_chief_expert_signs_as_an_expert_only_where_the_skill_names_them(door: Door) -> None:
    """The role stands in the log: the chief expert's where that will do, else the expert's."""
    await marked(door)

    outsider = await door.act(door.official("chief_expert", "x-1"), "sign_form", form="A1")
    await door.act(door.official("chief_expert", "e-3"), "check_sheets", form="A1")
    insider = await door.act(door.official("chief_expert", "e-3"), "sign_form", form="A1")

    assert_refused(outsider, 403, "role_not_allowed")
    assert 200 == insider.status
    assert ["chief_expert", "expert"] == [d["role"] for d in door.journal.documents(MARK_ENTRIES)[-2:]]


@pytest.mark.parametrize("kind", TYPES)
async def test_no_act_of_another_skill_or_championship(door: Door, kind: str) -> None:
    """The token says where; a wrong place is refused before anything is looked up."""
    role, fields = EXAMPLES[kind]
    token = door.official(role)  # type: ignore[arg-type]

    abroad = await door.act(token, kind, **fields, championship="other")

    assert_refused(abroad, 403, "not_allowed_act", "skill")


REFUSALS: list[tuple[str, dict[str, Any], int, str, str]] = [
    ("lock_form", {"form": "Z9"}, 422, "unknown_form", "form"),
    ("lock_form", {"form": 1}, 422, "field_wrong_type", "form"),
    ("lock_form", {"reason": "x"}, 422, "field_unknown", "reason"),
    ("lock_form", {"actor": "e-9"}, 422, "field_unknown", "actor"),
    ("lock_form", {"id": "1"}, 422, "id_not_uuid", "id"),
    ("lock_form", {"type": "lock"}, 422, "value_unknown", "type"),
    ("lock_form", {"type": None}, 422, "value_unknown", "type"),
    ("request_unlock", {"reason": " "}, 422, "act_needs_reason", "reason"),
    ("request_unlock", {"reason": "x" * 1001}, 422, "text_too_long", "reason"),
    ("set_team", {"experts": ["e-1", "e-2"]}, 422, "team_size_wrong", "experts"),
    ("set_team", {"experts": ["e-1", "e-2", "e-9"]}, 422, "unknown_expert", "experts"),
    ("set_team", {"experts": ["e-1", "e-2", 3]}, 422, "field_wrong_type", "experts.2"),
    ("set_team", {"supervisor": "e-5"}, 422, "team_members_repeat", "experts"),
    ("set_team", {"supervisor": None}, 422, "supervisor_missing", "supervisor"),
    ("check_sheets", {"competitors": ["c-9"]}, 422, "unknown_competitor", "competitors"),
    ("decide_set_aside", {"decision": "keep"}, 422, "value_unknown", "decision"),
    ("submit_appeal", {"competitor": "c-2"}, 403, "appeal_not_own_competitor", "competitor"),
    ("submit_appeal", {"aspect": "A2.1"}, 422, "unknown_aspect", "aspect"),
    ("submit_appeal", {"member": "abai"}, 422, "field_unknown", "member"),
    ("set_status", {"status": "ill"}, 422, "value_unknown", "status"),
    ("set_penalty", {"mark": "-1.00"}, 422, "mark_negative", "mark"),
    ("set_penalty", {"mark": 1}, 422, "field_wrong_type", "mark"),
    ("set_penalty", {"competitor": "c-9"}, 422, "unknown_competitor", "competitor"),
    ("set_award", {"award": "platinum"}, 422, "value_unknown", "award"),
    ("replace_expert", {"expert": "e-9"}, 422, "unknown_expert", "expert"),
    ("replace_expert", {"successor": "e-1"}, 422, "expert_twice", "successor"),
    ("replace_expert", {"member": None}, 422, "unknown_expert", "successor"),
    ("replace_expert", {"member": "mars"}, 422, "unknown_member", "member"),
    ("replace_expert", {"successor": "e-2"}, 422, "member_differs", "member"),
    ("change_scheme", {"scheme": {}}, 422, "several_faults", "scheme.sections"),
    ("confirm_recount", {"entries": -1}, 422, "number_out_of_range", "entries"),
    ("confirm_recount", {"mark_units": 0.5}, 422, "field_wrong_type", "mark_units"),
]


@pytest.mark.parametrize(("kind", "changes", "status", "code", "field"), REFUSALS)
async def test_what_the_door_refuses_never_reaches_the_log(
    door: Door, kind: str, changes: dict[str, Any], status: int, code: str, field: str
) -> None:
    """Each has its own code and field."""
    role, fields = EXAMPLES[kind]
    token = door.official(role, member="abai")  # type: ignore[arg-type]
    before = door.journal.count()

    reply = await door.call("POST", ACTS, json_body=act_body(kind, **fields) | changes, token=token)

    assert_refused(reply, status, code, field)
    assert before == door.journal.count()


async def test_what_scoring_refuses_says_what_it_is_about(door: Door) -> None:
    """The verdict brings the details along, so that the sentence is one that people understand."""
    reply = await door.act(door.official("chief_expert"), "lock_form", form="A1")

    assert_refused(reply, 409, "form_not_signed", "form")
    assert "A1" in reply.document["detail"]


async def test_a_skill_that_is_not_final_names_every_open_item(door: Door) -> None:
    """R34: one problem, and in it all that is left to do."""
    await locked(door)

    reply = await door.act(door.official("results_team"), "finalise")

    assert_refused(reply, 409, "skill_not_final", "skill")
    items = ProblemAnswer.model_validate(reply.document).open_items
    found = [(item.kind, item.form) for item in items]
    assert [("form_not_locked", form) for form in ("A2", "A3-M", "A3-J")] == found[:3]
    assert ("recount_missing", None) == found[-1]


async def test_the_same_act_again_gets_the_first_answer(door: Door) -> None:
    """Whatever was done since; the same id for something else is refused."""
    await locked(door)
    first = act_body("release_form", form="A1")
    chief = door.official("chief_expert")

    once = await door.call("POST", ACTS, json_body=first, token=chief)
    twice = await door.call("POST", ACTS, json_body=first, token=chief)
    other = await door.call("POST", ACTS, json_body=first | {"form": "A2"}, token=chief)

    assert (200, "counted") == (once.status, once.document["status"])
    assert (200, "counted") == (twice.status, twice.document["status"])
    assert_refused(other, 409, "id_reused", "id")


async def test_a_late_verdict_is_answered_with_where_the_act_stands() -> None:
    """It is in the log; whoever repeats it hears the verdict."""
    door = await Door(verdict_wait_ms=0).open(panel_skill())
    door.journal.is_scoring = False

    reply = await door.act(door.official("organiser"), "set_team", **TEAM)

    assert 202 == reply.status
    assert "logged" == LoggedAnswer.model_validate(reply.document).status


async def test_a_log_that_is_down_is_no_acknowledgement(door: Door) -> None:
    """The same act can be sent again."""
    door.journal.is_down = True

    assert_refused(await door.act(door.official("organiser"), "set_team", **TEAM), 503, "log_unavailable")


async def test_a_change_of_the_scheme_that_is_not_exact_is_refused(door: Door) -> None:
    """R26: the scheme's own rules come in over HTTP, and are checked."""
    changed = scheme_document(full_scheme()) | {"rules": {"judging": {"judges": 7}}}
    judged = changed["criteria"][0]["sub_criteria"][0]["aspects"][0]
    judged |= {"method": "J", "score_texts": ["below", "meets", "partly exceeds", "excellent"]}

    reply = await door.act(door.official("organiser"), "change_scheme", scheme=changed, reason="more judges")

    assert_refused(reply, 422, "rule_not_exact")


async def test_a_changed_scheme_keeps_the_rules_of_every_scheme(door: Door) -> None:
    """R10: its marks add up to 100; all that is wrong with it is told at once, as an import does."""
    changed = scheme_document(full_scheme())
    first, second, *_ = changed["criteria"][0]["sub_criteria"][0]["aspects"]
    first["mark_max"], second["id"] = "0.50", "A1.3"
    before = door.journal.count()

    reply = await door.act(door.official("organiser"), "change_scheme", scheme=changed, reason="misprint")

    assert_refused(reply, 422, "several_faults")
    assert all(field.startswith("scheme") for field, _ in reply.faults)
    assert {"total_not_100", "duplicate_id"} & {code for _, code in reply.faults}
    assert before == door.journal.count()


async def test_every_act_is_logged_with_its_id(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    """Done or refused, its way can be followed."""
    caplog.set_level("INFO")
    chief = door.official("chief_expert")

    await door.act(chief, "set_team", **TEAM)
    await door.act(chief, "lock_form", form="Z9")

    logged = [(r.type, r.message, r.code) for r in caplog.records if hasattr(r, "act")]
    assert ("set_team", "counted", "") == logged[0]
    assert ("lock_form", "refused") == logged[1][:2]
    assert "unknown_form" in logged[1][2]


async def test_an_appeal_is_of_the_member_that_the_token_says(door: Door) -> None:
    """R32: the answer's id names the appeal; then it is reviewed, upheld and corrected."""
    await marked(door)
    body = act_body("submit_appeal", competitor="c-1", form="A1", reason="not seen")
    leader = door.official("team_leader", "x-8", member="abai")

    submitted = await door.call("POST", ACTS, json_body=body, token=leader)
    chief = door.official("chief_expert")
    reviewed = await door.act(chief, "review_appeal", appeal=body["id"])
    ruled = await door.act(chief, "decide_appeal", appeal=body["id"], ruling="upheld", reason="seen now")
    entry = {"aspect": "A1.1", "mark": "0.00", "based_on": 1, "reason": "after the appeal"}
    corrected = await door.submit(submission(appeal=body["id"], entries=[entry]), door.token("e-3"))
    stranger = await door.submit(submission(appeal=submission()["id"], entries=[entry]), door.token("e-3"))

    assert [200] * 4 == [reply.status for reply in (submitted, reviewed, ruled, corrected)]
    assert "abai" == door.journal.documents(MARK_ENTRIES)[-5]["member"]
    assert_refused(stranger, 409, "appeal_not_upheld", "appeal")
