"""Laws of the door: no sequence of HTTP requests changes a mark without who and why, or out of its place."""

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.events import EnterMarks, command_from_document
from shared.domain.form import EnteredMark
from shared.domain.tally import SkillTally
from shared.topics import MARK_ENTRIES
from tests.builders import panel_skill, scheme
from tests.ingest_door import ACTS, BULK, SUBMISSIONS, Door, act_body, submission

PEOPLE = [
    ("expert", "e-1"),
    ("expert", "e-3"),
    ("expert", "e-6"),
    ("chief_expert", "x-1"),
    ("chief_expert", "e-3"),
    ("results_team", "x-2"),
    ("organiser", "x-9"),
    ("team_leader", "x-8"),
    ("clerk", "k-1"),
    ("trainee", "e-1"),
]
FORMS = {"A1": ["A1.1", "A1.2"], "A2": ["A2.1", "A2.2"]}
FULL = {"A1.1": "1.00", "A1.2": "0.75"}
ADDRESS = {"sent": SUBMISSIONS, "act": ACTS, "bulk": BULK}

Request = tuple[tuple[str, str], str, Any]


@st.composite
def entered(draw: st.DrawFn) -> dict[str, Any]:
    """Return a submission on A1 or A2, new, stale, a correction with or without its reason."""
    form = draw(st.sampled_from(sorted(FORMS)))
    aspect = draw(st.sampled_from(FORMS[form]))
    one: dict[str, Any] = {"aspect": aspect, "based_on": draw(st.sampled_from([0, 0, 1, 1, 2]))}
    if form == "A1":
        one["mark"] = draw(st.sampled_from(["0.00", FULL[aspect]]))
    elif draw(st.booleans()):
        one["scores"] = draw(st.sampled_from([[2, 2, 3], [1, 1, 1], [0, 1, 3]]))
    else:
        one["score"] = draw(st.integers(0, 3))
    if draw(st.booleans()):
        one["reason"] = draw(st.sampled_from(["slip", " "]))
    more = {"paper": {"expert": "e-3", "photo": "p"}} if not draw(st.integers(0, 5)) else {}
    competitor = draw(st.sampled_from(["c-1", "c-2"]))
    return submission(form=form, competitor=competitor, entries=[one], **more)


@st.composite
def acted(draw: st.DrawFn, submissions: list[str]) -> dict[str, Any]:
    """Return an act that can have to do with a mark."""
    form = draw(st.sampled_from(sorted(FORMS)))
    team = {"A1": (["e-1", "e-3"], None), "A2": (["e-1", "e-3", "e-6"], "e-4")}[form]
    why = {"reason": draw(st.sampled_from(["needed", "needed", " "]))}
    seen = {"submission": draw(st.sampled_from(submissions or ["none"])), "aspect": "A1.1", **why}
    kind, fields = draw(
        st.sampled_from(
            [
                ("set_team", {"form": form, "experts": team[0], "supervisor": team[1]}),
                ("check_sheets", {"form": form}),
                ("sign_form", {"form": form}),
                ("lock_form", {"form": form}),
                ("request_unlock", {"form": form, **why}),
                ("confirm_unlock", {"form": form, **why}),
                ("decide_set_aside", {"decision": "take", **seen}),
                ("set_status", {"competitor": "c-1", "status": "withdrawn", **why}),
                ("set_penalty", {"competitor": "c-1", "penalty": "late", "mark": "0.50", **why}),
                ("replace_expert", {"expert": "e-1", "successor": "e-9", "member": "abai", **why}),
            ]
        )
    )
    return act_body(kind, **fields)


@st.composite
def days(draw: st.DrawFn) -> list[Request]:
    """Return what all kinds of people send in a day, now and then the whole life of a form."""
    sent: list[str] = []
    requests: list[Request] = []
    for _ in range(draw(st.integers(1, 36))):
        who = draw(st.sampled_from(PEOPLE))
        which = draw(st.integers(0, 4))
        if which < 2:
            document = draw(entered())
            sent.append(document["id"])
            requests.append((who, "sent", document))
        elif which == 2:
            requests.append((who, "act", draw(acted(sent))))
        elif which == 3:
            requests.append((who, "bulk", {"acts": [draw(acted(sent)) for _ in range(3)]}))
        else:
            requests += whole_form()
    return requests


def whole_form() -> list[Request]:
    """Return everything that brings A1 to its lock."""
    marks = [{"aspect": name, "mark": mark, "based_on": 0} for name, mark in FULL.items()]
    kinds = ("check_sheets", "sign_form", "lock_form")
    return [
        *((("expert", "e-3"), "sent", submission(competitor=c, entries=marks)) for c in ("c-1", "c-2")),
        (("chief_expert", "e-3"), "bulk", {"acts": [act_body(kind, form="A1") for kind in kinds]}),
    ]


async def log_of(requests: list[Request]) -> list[Any]:
    """Return the commands that the requests have brought into the log, in order."""
    door = await Door(body_bytes_max=100_000).open(panel_skill(scheme()))
    for (role, subject), kind, document in requests:
        token = door.official(role, subject, member="abai")  # type: ignore[arg-type]
        reply = await door.call("POST", ADDRESS[kind], json_body=document, token=token)
        assert reply.status < 500, reply.body
    return [command_from_document(document) for document in door.journal.documents(MARK_ENTRIES)]


def marks_of(tally: SkillTally) -> dict[tuple[str, str], EnteredMark]:
    """Return every mark that stands."""
    return {(c, name): mark for (c, _), sheet in tally.sheets.items() for name, mark in sheet.marks.items()}


def assert_told(commands: list[Any]) -> int:
    """Check every change of a mark: who, why, the old one kept, nothing behind a lock; return how many."""
    tally, changes = SkillTally(), 0
    for command in commands:
        before = marks_of(tally)
        locked = {name for name, life in tally.lives.items() if life.locked_by}
        tally.fold(command)
        for where, now in marks_of(tally).items():
            old = before.get(where)
            if old == now:
                continue
            changes += 1
            assert now.by in {expert.id for expert in tally.defined.experts} | {"e-1"}
            assert where[1].partition(".")[0] not in locked
            assert now.before == old
            assert old is None or (now.entry.reason or "").strip()
            assert isinstance(command, EnterMarks) or now.decided_by
    return changes


# A door costs more than a day's requests: half as many doors as usual, and days twice as long.
@given(days())
@settings(max_examples=settings().max_examples // 2)
def test_no_requests_change_a_mark_without_who_and_why(requests: list[Request]) -> None:
    """R30: whatever people send, in whatever order, with whatever token."""
    assert_told(asyncio.run(log_of(requests)))


def test_a_day_with_a_correction_a_decision_and_a_lock() -> None:
    """The plain example: four first marks, one correction, one entry taken; after the lock nothing moves."""
    late = submission(entries=[{"aspect": "A1.1", "mark": "0.00", "based_on": 0}])
    right = {"aspect": "A1.2", "mark": "0.00", "based_on": 1, "reason": "slip"}
    take = {"submission": late["id"], "aspect": "A1.1", "decision": "take", "reason": "seen by both"}
    *marks, closing = whole_form()
    after = submission(entries=[{**right, "based_on": 2}])
    requests: list[Request] = [
        *marks,
        (("expert", "e-6"), "sent", late),
        (("expert", "e-3"), "sent", submission(entries=[right])),
        (("chief_expert", "x-1"), "act", act_body("decide_set_aside", **take)),
        closing,
        (("expert", "e-6"), "act", act_body("sign_form", form="A1")),
        (("chief_expert", "x-1"), "act", act_body("lock_form", form="A1")),
        (("expert", "e-3"), "sent", after),
    ]

    assert 6 == assert_told(asyncio.run(log_of(requests)))
