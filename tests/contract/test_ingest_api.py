"""What ingest answers to submissions, good and bad, and when the world behind it fails."""

import json
from typing import Any

import pytest

from services.ingest.answers import (
    LoggedAnswer,
    SubmissionAnswer,
)
from shared.topics import MARK_ENTRIES
from tests.ingest_door import (
    NOW_MS,
    SUBMISSIONS,
    Door,
    assert_refused,
    entry,
    submission,
)


async def test_a_good_submission_is_counted(door: Door) -> None:
    """It stands in the log as sent, with the expert from the token and the server's time."""
    document = submission(device_at_ms=7, entries=[entry(reason="  ")])

    reply = await door.submit(document)

    answer = SubmissionAnswer.model_validate(reply.document)
    assert (200, document["id"], "counted") == (reply.status, answer.id, answer.status)
    assert [("A1.1", "counted", 1)] == [(e.aspect, e.outcome, e.revision) for e in answer.entries]
    logged = door.journal.documents(MARK_ENTRIES)[-1]
    assert ("e-1", NOW_MS, 7) == (logged["expert"], logged["at_ms"], logged["device_at_ms"])
    assert [{"aspect": "A1.1", "mark": 180_000, "based_on": 0}] == logged["entries"]


async def test_a_panel_enters_scores(door: Door) -> None:
    """Judgement comes as three scores."""
    scored = {"aspect": "A2.1", "scores": [2, 2, 3], "based_on": 0}

    reply = await door.submit(submission(form="A2", entries=[scored]))

    assert (200, "counted") == (reply.status, reply.document["status"])


async def test_a_repeated_submission_gets_the_first_answer_again(door: Door) -> None:
    """Whatever was entered since."""
    document = submission()
    first = (await door.submit(document)).document
    await door.submit(submission(entries=[entry(mark="0.00", based_on=1, reason="slip")]))

    again = (await door.submit(document)).document

    assert {k: first[k] for k in ("id", "status", "entries")} == {
        k: again[k] for k in ("id", "status", "entries")
    }


async def test_an_id_is_not_taken_for_another_submission(door: Door) -> None:
    """The same id with another mark is told so, and never hears the first one's answer."""
    document = submission()
    await door.submit(document)

    assert_refused(await door.submit(document | {"entries": [entry(mark="0.00")]}), 409, "id_reused", "id")


async def test_a_stale_entry_is_set_aside(door: Door) -> None:
    """R33: somebody was faster; nothing is overwritten, and the answer says so for that entry."""
    await door.submit(submission())

    reply = await door.submit(submission(entries=[entry(mark="0.00"), entry(aspect="A1.2", mark="0.75")]))

    assert (200, "set_aside") == (reply.status, reply.document["status"])
    outcomes = [(e["aspect"], e["outcome"], e.get("code")) for e in reply.document["entries"]]
    assert [("A1.1", "set_aside", "revision_stale"), ("A1.2", "counted", None)] == outcomes
    assert SubmissionAnswer.model_validate(reply.document)


async def test_a_correction_needs_a_reason(door: Door) -> None:
    """R30."""
    await door.submit(submission())

    bare = await door.submit(submission(entries=[entry(mark="0.00", based_on=1)]))
    told = await door.submit(submission(entries=[entry(mark="0.00", based_on=1, reason="slip")]))

    assert_refused(bare, 422, "reason_missing", "entries")
    assert (200, "counted") == (told.status, told.document["status"])


async def test_a_late_verdict_is_answered_with_where_the_submission_stands() -> None:
    """Scoring is away: the submission is safe all the same, and repeating it later tells the verdict."""
    door = await Door(verdict_wait_ms=0).open()
    door.journal.is_scoring = False
    document = submission()

    reply = await door.submit(document)

    answer = LoggedAnswer.model_validate(reply.document)
    assert (202, document["id"], "logged") == (reply.status, answer.id, answer.status)
    assert document["id"] == door.journal.records["mark-entries", answer.partition][answer.offset][1]["id"]


async def test_a_log_that_is_down_is_no_acknowledgement(door: Door) -> None:
    """The device is told to repeat, with the same id; then it counts once."""
    document = submission()
    door.journal.is_down = True
    failed = await door.submit(document)
    door.journal.is_down = False
    repeated = await door.submit(document)

    assert_refused(failed, 503, "log_unavailable")
    assert "1" == failed.headers["retry-after"]
    assert "same id" in failed.document["detail"]
    assert "counted" == repeated.document["status"]


def marked(**changes: Any) -> dict[str, Any]:
    """Return a submission whose only entry is changed."""
    return submission(entries=[entry(**changes)])


def judged(*scores: Any) -> dict[str, Any]:
    """Return a submission of a panel's scores."""
    return submission(form="A2", entries=[{"aspect": "A2.1", "scores": list(scores), "based_on": 0}])


REFUSALS: list[tuple[dict[str, Any], int, str, str]] = [
    (submission(championship="other"), 403, "not_allowed_skill", "skill"),
    (submission(skill="other"), 403, "not_allowed_skill", "skill"),
    (submission(competitor="c-9"), 422, "unknown_competitor", "competitor"),
    (submission(competitor=""), 422, "unknown_competitor", "competitor"),
    (submission(form="Z9"), 422, "unknown_form", "form"),
    (submission(form="A3"), 422, "unknown_form", "form"),
    (submission(entries=[]), 422, "no_entries", "entries"),
    (submission(entries=[entry(), entry()]), 422, "aspect_twice", "entries.1.aspect"),
    (marked(aspect="Z9.9"), 422, "unknown_aspect", "entries.0.aspect"),
    (marked(aspect="A2.1"), 422, "unknown_aspect", "entries.0.aspect"),
    (marked(mark="1.01"), 422, "mark_over_maximum", "entries.0.mark"),
    (marked(mark="999999"), 422, "mark_over_maximum", "entries.0.mark"),
    (marked(mark="0.50"), 422, "mark_not_allowed", "entries.0.mark"),
    (marked(mark="-0.01"), 422, "mark_negative", "entries.0.mark"),
    (marked(mark="0.001"), 422, "mark_too_many_decimals", "entries.0.mark"),
    (marked(mark="NaN"), 422, "mark_not_a_number", "entries.0.mark"),
    (marked(mark="Infinity"), 422, "mark_not_a_number", "entries.0.mark"),
    (marked(mark="9" * 400), 422, "mark_not_a_number", "entries.0.mark"),
    (marked(mark="٣"), 422, "mark_not_a_number", "entries.0.mark"),
    (marked(mark=1), 422, "field_wrong_type", "entries.0.mark"),
    (marked(mark=0.5), 422, "field_wrong_type", "entries.0.mark"),
    (marked(mark=None), 422, "entry_needs_mark", "entries.0.mark"),
    (marked(mark=..., scores=[1, 1, 1]), 422, "entry_needs_mark", "entries.0.mark"),
    (marked(scores=[1, 1, 1]), 422, "entry_needs_mark", "entries.0.mark"),
    (marked(points="1"), 422, "field_unknown", "entries.0.points"),
    (judged(1, 1), 422, "scores_incomplete", "entries.0.scores"),
    (judged(), 422, "scores_incomplete", "entries.0.scores"),
    (judged(1, 1, 4), 422, "score_out_of_range", "entries.0.scores"),
    (judged(1, 1, 10**40), 422, "field_wrong_type", "entries.0.scores.2"),
    (judged(1, 1, "1"), 422, "field_wrong_type", "entries.0.scores.2"),
    (submission(id="1"), 422, "id_not_uuid", "id"),
    (submission(id=None), 422, "field_wrong_type", "id"),
    (submission(expert="e-2"), 422, "field_unknown", "expert"),
    (submission(entries=None), 422, "field_wrong_type", "entries"),
    (submission(device_at_ms=2**60), 422, "number_out_of_range", "device_at_ms"),
    ({}, 422, "several_faults", "championship"),
]


@pytest.mark.parametrize(("document", "status", "code", "field"), REFUSALS)
async def test_what_a_rule_refuses_never_reaches_the_log(
    door: Door, document: dict[str, Any], status: int, code: str, field: str
) -> None:
    """Each bad submission gets its own code and field, and the log stays as it was."""
    before = door.journal.count()

    reply = await door.submit(document)

    assert_refused(reply, status, code, field)
    assert before == door.journal.count()


async def test_scores_too_far_apart_are_refused_where_no_team_can_score_again(door: Door) -> None:
    """Whether there is a team is known to the log alone, so it decides; the field at fault comes back."""
    reply = await door.submit(judged(1, 1, 3))

    assert_refused(reply, 422, "scores_too_far_apart", "entries.0.scores")
    assert "1" in reply.document["detail"]


BAD_BODIES: list[tuple[bytes, int, str]] = [
    (b"", 400, "body_not_json"),
    (b"{", 400, "body_not_json"),
    (b"\xff\xfe", 400, "body_not_json"),
    (b'{"id": "\xc3"}', 400, "body_not_json"),
    (b'{"mark": NaN}', 400, "body_not_json"),
    (b'{"mark": -Infinity}', 400, "body_not_json"),
    (b"\x00", 400, "body_not_json"),
    (b"[" * 4000, 400, "body_not_json"),
    (b"[" * 2000 + b"]" * 2000, 400, "body_not_json"),
    (b'{"a":' * 800 + b"1" + b"}" * 800, 413, "body_too_large"),
    (b" " * 5000, 413, "body_too_large"),
    (b"[]", 422, "field_wrong_type"),
    (b"null", 422, "field_wrong_type"),
    (b"1e999", 400, "body_not_json"),
    (b"9" * 4000, 400, "body_not_json"),
    (b"9" * 300, 422, "field_wrong_type"),
    (b'"text"', 422, "field_wrong_type"),
    (b"[" * 500 + b"]" * 500, 422, "field_wrong_type"),
]


@pytest.mark.parametrize(("body", "status", "code"), BAD_BODIES)
async def test_a_bad_body_never_reaches_the_log(door: Door, body: bytes, status: int, code: str) -> None:
    """Broken, deep, huge, of another kind: each has its code."""
    before = door.journal.count()

    reply = await door.call("POST", SUBMISSIONS, body, token=door.token())

    assert_refused(reply, status, code)
    assert before == door.journal.count()


async def test_a_body_that_names_another_type_is_refused(door: Door) -> None:
    """Only when a type is given: a client that gives none means JSON."""
    body = json.dumps(submission()).encode()

    as_text = await door.call(
        "POST", SUBMISSIONS, body, token=door.token(), headers={"content-type": "text/plain"}
    )
    untyped = await door.call("POST", SUBMISSIONS, body, token=door.token(), headers={"content-type": ""})

    assert_refused(as_text, 415, "not_json_type")
    assert 200 == untyped.status
