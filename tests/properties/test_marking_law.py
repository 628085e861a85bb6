"""Laws of marking and of the life of forms that no sequence of commands may break, each with an example."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from services.scoring.partition import LogRecord, Output, PartitionFold
from shared import codec
from shared.domain.acts import CheckSheets, DecideSetAside, LockForm, SignForm
from shared.domain.events import Command, command_document
from shared.domain.form import EnteredMark
from shared.domain.tally import SkillTally
from shared.domain.team import check_team
from tests.builders import (
    act,
    enter,
    measured,
    panel_skill,
    score,
    set_skill,
    set_team,
)
from tests.properties.strategies import logs

Standing = dict[tuple[str, str], EnteredMark]


def standing(tally: SkillTally) -> Standing:
    """Return the newest record of every mark, by competitor and aspect: also of marks taken away."""
    found: Standing = {}
    for (competitor, _), sheet in tally.sheets.items():
        for name, record in [*sheet.withdrawn.items(), *sheet.marks.items()]:
            known = found.get((competitor, name))
            if known is None or known.revision < record.revision:
                found[competitor, name] = record
    return found


def past(record: EnteredMark | None) -> Iterator[EnteredMark]:
    """Yield a record and all that it replaced."""
    while record is not None:
        yield record
        record = record.before


@given(logs())
def test_no_mark_changes_without_a_record_of_who_and_why(log: list[Command]) -> None:
    """R30: whatever is done, the record that was stays in the record that is."""
    tally, before = SkillTally(), Standing()
    for command in log:
        tally.fold(command)
        now = standing(tally)
        for where, old in before.items():
            assert old in list(past(now[where]))
            if now[where] != old:
                assert now[where].by
                assert (now[where].entry.reason or "").strip() or old.decided_by
        before = now


def test_a_corrected_mark_keeps_who_and_why() -> None:
    """The plain example: the new record names its expert and reason, and holds the old one."""
    tally = SkillTally()
    tally.fold(set_skill(panel_skill()))
    tally.fold(enter(measured("A1.1", "1.00"), expert="e-3"))
    tally.fold(enter(measured("A1.1", "0.00", 1, "wrong row"), expert="e-6"))

    now, old = past(standing(tally)["c-1", "A1.1"])

    assert (0, "e-6", "wrong row") == (now.mark, now.by, now.entry.reason)
    assert (180_000, "e-3", None) == (old.mark, old.by, old.entry.reason)


@given(logs())
def test_no_expert_ever_marks_a_compatriot(log: list[Command]) -> None:
    """R21: neither a mark that stands, nor one that stood, nor a score that is waiting."""
    tally = SkillTally()
    for command in log:
        tally.fold(command)

    member = tally.members_of_left | {expert.id: expert.member for expert in tally.defined.experts}
    competing_for = {c.id: c.member for c in tally.defined.competitors}
    for (competitor, _), record in standing(tally).items():
        assert competing_for[competitor] not in {member[mark.by] for mark in past(record)}
    for (competitor, _), sheet in tally.sheets.items():
        for panel in sheet.panels.values():
            judges = {voice for said in [*panel.attempts, panel.current] for voice in said if voice in member}
            assert competing_for[competitor] not in {member[judge] for judge in judges}


@given(logs())
def test_every_team_could_be_formed_now(log: list[Command]) -> None:
    """R21: whatever is defined anew, a form that is not locked keeps no team that may not mark it."""
    tally = SkillTally()
    for command in log:
        tally.fold(command)

    for name, life in tally.lives.items():
        if life.team is not None and life.locked_by is None and not life.signatures:
            check_team(tally.defined, tally.defined.scheme.form_by_id[name], life.team)


def test_a_compatriot_is_refused_alone_in_a_team_and_by_decision() -> None:
    """The plain example: e-2 and c-1 are of one member; no way leads from the one to the other's mark."""
    tally = SkillTally()
    tally.fold(set_skill(panel_skill()))
    stale = enter(measured("A1.1", "1.00", based_on=3), expert="e-3")
    taken = {"submission": stale.id, "aspect": "A1.1", "decision": "take", "reason": "seen"}
    tally.fold(stale)
    tally.fold(set_team())

    verdicts = [
        tally.fold(command)[0]
        for command in (
            enter(measured("A1.1", "1.00"), expert="e-2"),
            enter(score("A2.1", 2), form="A2", expert="e-2"),
            act(DecideSetAside, "expert", "e-2", **taken),
            act(DecideSetAside, "chief_expert", "e-2", **taken),
        )
    ]

    assert [("refused", "compatriot")] * 4 == [(v.status, v.code) for v in verdicts]
    assert {} == tally.sheets


@given(logs())
def test_what_is_locked_does_not_change(log: list[Command]) -> None:
    """R30: no command changes a mark on a form that is locked before and after it."""
    tally = SkillTally()
    for command in log:
        locked = {name for name, life in tally.lives.items() if life.locked_by}
        before = {w: dict(sheet.marks) for w, sheet in tally.sheets.items() if w[1] in locked}
        tally.fold(command)
        still = {name for name in locked if tally.lives[name].locked_by}

        assert {w: m for w, m in before.items() if w[1] in still} == {
            w: dict(sheet.marks) for w, sheet in tally.sheets.items() if w[1] in still and w in before
        }


@given(logs())
def test_a_final_skill_has_nothing_open(log: list[Command]) -> None:
    """R34: at every moment, not only when it was made final."""
    tally = SkillTally()
    for command in log:
        tally.fold(command)
        if tally.is_final:
            states = {tally.form_state(form) for form in tally.defined.scheme.forms}
            assert states <= {"locked", "released"}
            assert all(item.decided_by for item in tally.set_aside.values())
            assert all(appeal.ruling for appeal in tally.appeals.values())


_SHOWN = st.tuples(
    st.sampled_from(["e-1", "e-4"]),
    st.sampled_from(["A2.1", "A2.2"]),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from([None, None, 1, 2]),
)


def outputs(commands: list[Command]) -> list[Output]:
    """Return everything that scoring sends."""
    fold = PartitionFold(0, clock=lambda: 0)
    sent: list[Output] = []
    for offset, command in enumerate(commands):
        value = codec.encode(command_document(command))
        sent += [*fold.fold(LogRecord(offset, b"cup/testing", value)), *fold.standings()]
    return sent


@given(st.lists(_SHOWN, max_size=12))
def test_a_panel_never_tells_a_score_before_all_are_in(
    shown: list[tuple[str, str, int, int, int | None]],
) -> None:
    """R22: two logs that differ only in scores that wait give the same outputs, to the last byte."""
    head: list[Command] = [set_skill(panel_skill()), set_team()]
    logs_of_both: list[list[Command]] = []
    for which in (2, 3):
        own: list[Command] = [
            enter(
                score(one[1], one[which], attempt=one[4]),  # type: ignore[arg-type]
                form="A2",
                expert=one[0],
                submission_id=f"s-{number}",
            )
            for number, one in enumerate(shown)
        ]
        logs_of_both.append([*head, *own])

    first, second = map(outputs, logs_of_both)

    assert first == second


def test_two_scores_of_three_look_the_same_whatever_they_are() -> None:
    """The plain example: 0 and 0, or 3 and 3: nobody can tell."""
    head: list[Command] = [set_skill(panel_skill()), set_team()]

    low, high = (
        outputs(
            head
            + [
                enter(score("A2.1", shown), form="A2", expert=expert, submission_id=expert)
                for expert in ("e-1", "e-3")
            ]
        )
        for shown in (0, 3)
    )

    assert low == high


def test_a_locked_mark_stays_whoever_tries() -> None:
    """The plain example: a correction with a reason, after the lock, is refused and changes nothing."""
    tally = SkillTally()
    marks = (measured("A1.1", "1.00"), measured("A1.2", "0.75"))
    for command in (
        set_skill(panel_skill()),
        *(enter(*marks, competitor=c, expert="e-3") for c in ("c-1", "c-2")),
        act(CheckSheets, "chief_expert", form="A1"),
        act(SignForm, "expert", "e-3", form="A1"),
        act(LockForm, "chief_expert", form="A1"),
    ):
        assert "counted" == tally.fold(command)[0].status

    verdict, _ = tally.fold(enter(measured("A1.1", "0.00", 1, "wrong row"), expert="e-3"))

    assert "form_locked" == verdict.code
    assert 180_000 == tally.sheets["c-1", "A1"].marks["A1.1"].mark
