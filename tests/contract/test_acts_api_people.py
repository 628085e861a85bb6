"""Who stands behind an act or a mark: the PIN on a device, the clerk's paper, the panel, the successor."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from services.ingest.answers import SubmissionAnswer
from shared.access import events
from shared.domain.marking_rules import Band
from shared.domain.scheme import SubCriterion, scheme_document
from shared.domain.units import mark_from_text
from shared.tokens import Confirmation, mint_confirmation
from shared.topics import CATALOGUE, MARK_ENTRIES
from tests.access_facts import fact
from tests.builders import aspect, panel_skill, scheme
from tests.ingest_door import (
    ACTS,
    NOW_MS,
    SECRET,
    Door,
    act_body,
    assert_refused,
    entry,
    full_scheme,
    submission,
)

A1 = [{"aspect": "A1.1", "mark": "1.00", "based_on": 0}, {"aspect": "A1.2", "mark": "0.75", "based_on": 0}]
PAPER = {"expert": "e-3", "photo": "photo-1"}


@pytest.fixture
async def door() -> Door:
    """Return ingest with a skill that has experts enough for every team."""
    return await Door().open(panel_skill())


def confirmation(**changes: Any) -> str:
    """Return the proof that e-3 has shown the PIN on the tablet d-1."""
    proof = {
        "subject": "e-3",
        "championship": "cup",
        "device": "d-1",
        "pin": "p",
        "expires_at_ms": NOW_MS + 1,
    }
    return mint_confirmation(SECRET, Confirmation(**{**proof, **changes}))


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (None, "confirmation_missing"),
        ("nonsense", "confirmation_invalid"),
        (confirmation(subject="e-1"), "confirmation_invalid"),
        (confirmation(device="d-2"), "confirmation_invalid"),
        (confirmation(expires_at_ms=NOW_MS), "confirmation_invalid"),
        (confirmation(), None),
    ],
)
async def test_a_signature_from_a_device_needs_the_pin(
    door: Door, shown: str | None, code: str | None
) -> None:
    """Whoever finds the tablet cannot sign; without a device the token is proof enough."""
    for competitor in ("c-1", "c-2"):
        await door.submit(submission(competitor=competitor, entries=A1), door.token("e-3"))
    await door.act(door.official("chief_expert"), "check_sheets", form="A1")
    await door.parts.access.log.write("cup", fact(events.PinSet, id="p", subject="e-3"))
    token = door.official("expert", "e-3", device="d-1")
    headers = {} if shown is None else {"bayge-confirmation": shown}

    reply = await door.call(
        "POST", ACTS, json_body=act_body("sign_form", form="A1"), token=token, headers=headers
    )

    if code is None:
        assert 200 == reply.status
    else:
        assert_refused(reply, 403, code)


async def test_a_clerk_types_what_an_expert_has_signed_on_paper(door: Door) -> None:
    """R22: the log says whose marks they are, who typed them, and where the photo is."""
    clerk = door.official("clerk", "k-1")

    reply = await door.submit(submission(entries=A1, paper=PAPER), clerk)

    assert (200, "counted") == (reply.status, reply.document["status"])
    logged = door.journal.documents(MARK_ENTRIES)[-1]
    assert ("e-3", {"clerk": "k-1", "photo": "photo-1"}) == (logged["expert"], logged["paper"])


async def test_who_typed_a_sheet_does_not_check_it(door: Door) -> None:
    """R22: a second person looks at it, also where the clerk is the chief expert besides."""
    for competitor in ("c-1", "c-2"):
        body = submission(competitor=competitor, entries=A1, paper=PAPER)
        await door.submit(body, door.official("clerk", "k-1"))

    own = await door.act(door.official("chief_expert", "k-1"), "check_sheets", form="A1")
    other = await door.act(door.official("chief_expert", "k-2"), "check_sheets", form="A1")

    assert_refused(own, 409, "same_person")
    assert 200 == other.status


@pytest.mark.parametrize(
    ("role", "paper", "status", "code"),
    [
        ("clerk", None, 422, "paper_missing"),
        ("clerk", {"expert": "e-2", "photo": "p"}, 403, "compatriot"),
        ("clerk", {"expert": "e-9", "photo": "p"}, 422, "unknown_expert"),
        ("clerk", {"expert": "e-3", "photo": ""}, 422, "text_empty"),
        ("clerk", {"expert": "e-3", "photo": " "}, 422, "photo_missing"),
        ("expert", PAPER, 403, "paper_not_expected"),
        ("trainee", None, 403, "practice_only"),
        ("results_team", None, 403, "not_allowed_skill"),
    ],
)
async def test_paper_without_a_clerk_or_a_clerk_without_paper(
    door: Door, role: Any, paper: Any, status: int, code: str
) -> None:
    """None of it reaches the log."""
    before = door.journal.count()

    reply = await door.submit(submission(entries=A1, paper=paper), door.official(role, "e-3"))

    assert_refused(reply, status, code)
    assert before == door.journal.count()


async def test_a_chief_expert_marks_as_one_of_the_experts(door: Door) -> None:
    """Only where the skill names them."""
    named = await door.submit(submission(entries=A1), door.official("chief_expert", "e-3"))
    other = await door.submit(submission(entries=A1), door.official("chief_expert", "x-1"))

    assert 200 == named.status
    assert_refused(other, 422, "unknown_expert", "expert")


async def test_three_judges_score_by_themselves_and_once_more(door: Door) -> None:
    """R22, R23: how many are in is told, never what they said; too far apart, and all score again."""
    team = {"form": "A2", "experts": ["e-1", "e-3", "e-6"], "supervisor": "e-4"}
    await door.act(door.official("chief_expert"), "set_team", **team)
    said = []

    for attempt, shown in ((1, {"e-1": 0, "e-3": 1, "e-6": 3}), (2, {"e-1": 1, "e-3": 1, "e-6": 2})):
        for expert, score in shown.items():
            one = {"aspect": "A2.1", "score": score, "attempt": attempt, "based_on": 0}
            reply = await door.submit(submission(form="A2", entries=[one]), door.token(expert))
            answer = SubmissionAnswer.model_validate(reply.document)
            said.append((answer.status, answer.entries[0].entered, answer.entries[0].attempt))

    first = [("waiting", 1, 1), ("waiting", 2, 1), ("rescore", 0, 2)]
    assert [*first, ("waiting", 1, 2), ("waiting", 2, 2), ("counted", None, None)] == said


async def test_two_pairs_that_differ_make_no_mark(door: Door) -> None:
    """R25: each hears that they differ; one corrects, and the mark stands. A compatriot's pair stays out."""
    pairs = {"form": "A1", "experts": ["e-3", "e-6"], "second_pair": ["e-1", "e-5"]}
    alone = {"form": "A1", "experts": ["e-3", "e-6"], "second_pair": ["e-1", "e-2"]}
    chief = door.official("chief_expert")
    one_pair = await door.act(chief, "set_team", **alone)
    formed = await door.act(chief, "set_team", **pairs)

    said = [
        await door.submit(submission(entries=[entry(mark=mark)]), door.token(expert))
        for expert, mark in (("e-3", "1.00"), ("e-5", "0.00"), ("e-5", "1.00"))
    ]

    assert ["one_pair", None] == [reply.document.get("code") for reply in (one_pair, formed)]
    assert ["waiting", "difference", "counted"] == [reply.document["status"] for reply in said]


async def test_deductions_and_measured_values_are_entered_as_such() -> None:
    """R25: the scheme says how an aspect is measured; scoring says what that earns."""
    tools = (
        replace(aspect("A1.1", "1.00"), deduction=mark_from_text("0.25")),
        replace(aspect("A1.2", "0.75"), bands=(Band(Decimal("9.95"), None, mark_from_text("0.50")),)),
    )
    of = scheme(SubCriterion("A1", "first", 1, tools))
    door = await Door().open(panel_skill(of))
    entries = [
        {"aspect": "A1.1", "deductions": 3, "based_on": 0},
        {"aspect": "A1.2", "measured": "10,05", "based_on": 0},
    ]

    reply = await door.submit(submission(entries=entries), door.token("e-3"))
    wrong = await door.submit(submission(entries=[entry()]), door.token("e-3"))

    assert (200, "counted") == (reply.status, reply.document["status"])
    assert_refused(wrong, 422, "entry_needs_deductions", "entries.0.mark")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mark": ..., "deductions": 1}, "entry_needs_mark"),
        ({"mark": ..., "measured": "10.05"}, "entry_needs_mark"),
        ({"mark": ..., "score": 1}, "entry_needs_mark"),
        ({"measured": "1" * 41}, "text_too_long"),
        ({"attempt": -1}, "number_out_of_range"),
        ({"deductions": 1.5}, "field_wrong_type"),
    ],
)
async def test_an_entry_of_another_kind_is_refused(door: Door, changes: dict[str, Any], code: str) -> None:
    """Each aspect says what it takes."""
    reply = await door.submit(submission(entries=[entry(**changes)]), door.token("e-3"))

    assert_refused(reply, 422, code)


async def test_who_takes_over_marks_from_then_on(door: Door) -> None:
    """R7: the successor stands in the team; the door learns of it from the catalogue, and of who left."""
    team = {"form": "A2", "experts": ["e-1", "e-3", "e-6"], "supervisor": "e-4"}
    await door.act(door.official("chief_expert"), "set_team", **team)
    organiser, why = door.official("organiser"), {"expert": "e-6", "reason": "ill since noon"}
    scored = [{"aspect": "A2.1", "score": 2, "based_on": 0}]

    of_one_member = await door.act(organiser, "replace_expert", successor="e-5", **why)
    replaced = await door.act(organiser, "replace_expert", successor="e-9", member="abai", **why)
    await door.parts.catalogue.knows(len(door.journal.documents(CATALOGUE)) - 1)
    by_successor = await door.submit(
        submission(form="A2", competitor="c-2", entries=scored), door.token("e-9")
    )
    by_leaver = await door.submit(submission(form="A2", competitor="c-2", entries=scored), door.token("e-6"))

    assert_refused(of_one_member, 422, "team_members_repeat", "experts")
    assert [200, 200] == [replaced.status, by_successor.status]
    assert "waiting" == by_successor.document["status"]
    assert_refused(by_leaver, 422, "unknown_expert", "expert")


async def test_a_changed_scheme_is_known_at_the_door(door: Door) -> None:
    """R15: what is marked from then on is what the new scheme says."""
    new = scheme_document(full_scheme())

    changed = await door.act(door.official("organiser"), "change_scheme", scheme=new, reason="forgotten")
    await door.parts.catalogue.knows(len(door.journal.documents(CATALOGUE)) - 1)
    reply = await door.submit(submission(entries=[entry(aspect="A1.3")]), door.token("e-3"))

    assert [200, 200] == [changed.status, reply.status]
