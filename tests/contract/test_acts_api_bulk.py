"""Many acts in one request: in order, each answered by itself."""

from typing import Any

import pytest

from services.ingest.answers import BulkAnswer
from shared.topics import MARK_ENTRIES
from tests.builders import panel_skill
from tests.ingest_door import BULK, Door, Reply, act_body, assert_refused, submission

A1 = [{"aspect": "A1.1", "mark": "1.00", "based_on": 0}, {"aspect": "A1.2", "mark": "0.75", "based_on": 0}]


@pytest.fixture
async def door() -> Door:
    """Return ingest with the form A1 marked by e-3."""
    door = await Door().open(panel_skill())
    for competitor in ("c-1", "c-2"):
        await door.submit(submission(competitor=competitor, entries=A1), door.token("e-3"))
    return door


async def sent(door: Door, *acts: Any, token: str = "") -> Reply:
    """Send ``acts`` as the chief expert who is an expert, too."""
    token = token or door.official("chief_expert", "e-3")
    return await door.call("POST", BULK, json_body={"acts": list(acts)}, token=token)


def outcomes(reply: Reply) -> list[str]:
    """Return status or code of each answer."""
    return [a["problem"]["code"] if "problem" in a else a["status"] for a in reply.document["answers"]]


async def test_acts_are_done_in_the_order_in_which_they_are_sent(door: Door) -> None:
    """Check, sign, lock and release a form at once: each needs the one before it."""
    kinds = ("check_sheets", "sign_form", "lock_form", "release_form")

    reply = await sent(door, *(act_body(kind, form="A1") for kind in kinds))

    assert (200, ["counted"] * 4) == (reply.status, outcomes(reply))
    assert BulkAnswer.model_validate(reply.document)
    offsets = [answer["offset"] for answer in reply.document["answers"]]
    assert sorted(offsets) == offsets


async def test_one_that_is_refused_stops_no_other(door: Door) -> None:
    """By the door, by scoring, or as no act at all: it has its problem, the rest is done."""
    bad = act_body("check_sheets", form="Z9")

    reply = await sent(
        door,
        7,
        {"id": "x" * 100},
        bad,
        act_body("lock_form", form="A1"),
        act_body("check_sheets", form="A1"),
    )

    codes = ["field_wrong_type", "field_missing", "unknown_form", "form_not_signed", "counted"]
    assert codes == outcomes(reply)
    assert [None, "x" * 64, bad["id"]] == [answer["id"] for answer in reply.document["answers"][:3]]
    assert BulkAnswer.model_validate(reply.document)


async def test_what_keeps_a_skill_from_being_final_is_told_here_too(door: Door) -> None:
    """The problem of one act is the same as when it is sent alone."""
    reply = await sent(door, act_body("finalise"), token=door.official("organiser"))

    assert "recount_missing" in [
        item["kind"] for item in reply.document["answers"][0]["problem"]["open_items"]
    ]


async def test_once_the_log_is_silent_nothing_more_is_tried(door: Door) -> None:
    """Order would be lost: all that follows is to be sent again."""
    before = door.journal.count()
    door.journal.is_down = True

    reply = await sent(door, act_body("check_sheets", form="A1"), act_body("sign_form", form="A1"))

    assert (200, ["log_unavailable"] * 2) == (reply.status, outcomes(reply))
    assert before == door.journal.count()


async def test_the_same_bulk_again_changes_nothing(door: Door) -> None:
    """Each act has its id."""
    acts = [act_body(kind, form="A1") for kind in ("check_sheets", "sign_form", "lock_form")]
    first = await sent(door, *acts)

    again = await sent(door, *acts)

    assert ["counted"] * 3 == outcomes(first) == outcomes(again)
    assert 6 == sum(
        "form-" in d["type"] or "sheets-" in d["type"] for d in door.journal.documents(MARK_ENTRIES)
    )


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"acts": []}, "list_too_short", "acts"),
        ({"acts": [1] * 201}, "list_too_long", "acts"),
        ({"acts": "all"}, "field_wrong_type", "acts"),
        ({}, "field_missing", "acts"),
        ([], "field_wrong_type", ""),
    ],
)
async def test_what_is_no_list_of_acts_is_refused_as_a_whole(
    door: Door, body: Any, code: str, field: str
) -> None:
    """Before anything of it is done."""
    reply = await door.call("POST", BULK, json_body=body, token=door.official("chief_expert"))

    assert_refused(reply, 422, code, field)
