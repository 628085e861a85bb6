from hypothesis import given
from hypothesis import strategies as st

from deploy.recount import Recount
from services.leaderboard.boards import SkillView, skill_board
from services.leaderboard.results import SkillResults
from shared.domain.acts import ChangeScheme
from shared.domain.board import apply_delta, board_delta
from shared.domain.events import Command, SheetTotal, command_document, command_from_document
from shared.domain.form import Sheet
from shared.domain.tally import SkillTally
from tests.builders import championship, enter, measured, set_skill, skill
from tests.properties.strategies import logs


def folded(log: list[Command]) -> SkillTally:
    """Return the skill after ``log``."""
    tally = SkillTally()
    for command in log:
        tally.fold(command)
    return tally


def state(tally: SkillTally) -> tuple[object, ...]:
    """Return everything that decides the result, and everything that is kept for ever."""
    sheets = {
        where: (dict(s.marks), s.mark, s.mark_max_marked, dict(s.withdrawn), voices(s))
        for where, s in tally.sheets.items()
    }
    others = (tally.lives, tally.set_aside, tally.statuses, tally.penalties, tally.appeals)
    return sheets, repr(others), tally.is_recounted, tally.is_final, tally.entries_counted


def voices(sheet: Sheet) -> dict[str, tuple[object, ...]]:
    """Return what was said on each aspect, by attempt."""
    return {name: (list(p.attempts), dict(p.current), p.based_on) for name, p in sheet.panels.items()}


@given(logs(), st.data())
def test_redelivery_changes_nothing(log: list[Command], data: st.DataObject) -> None:
    """Invariant 2: any stretch of the log delivered again, any number of times, gives the same state."""
    start = data.draw(st.integers(0, len(log)))
    stop = data.draw(st.integers(start, len(log)))

    again = [*log[:stop], *log[start:stop], *log[stop:]]

    assert state(folded(log)) == state(folded(again))


@given(logs(), logs("other"), st.randoms())
def test_the_order_between_skills_changes_nothing(
    one: list[Command], two: list[Command], random: object
) -> None:
    """Invariant 2: any interleaving of two skills gives the same two states."""
    alone = state(folded(one)), state(folded(two))
    tallies = {"testing": SkillTally(), "other": SkillTally()}
    queues = {"testing": list(one), "other": list(two)}

    while any(queues.values()):
        name = random.choice([name for name, queue in queues.items() if queue])  # type: ignore[attr-defined]
        tallies[name].fold(queues[name].pop(0))

    assert alone == (state(tallies["testing"]), state(tallies["other"]))


def test_two_skills_in_turns_are_two_skills_one_after_the_other() -> None:
    """The plain example beside the law: the same competitor, form and aspect in both."""
    commands = {
        name: [
            set_skill(skill_id=name),
            enter(measured("A1.1", mark), skill_id=name),
            enter(measured("A1.1", "0.00", 1, "slip"), skill_id=name),
        ]
        for name, mark in (("testing", "1.00"), ("other", "0.00"))
    }
    turns = {name: SkillTally() for name in commands}

    for one, two in zip(*commands.values(), strict=True):
        turns["testing"].fold(one)
        turns["other"].fold(two)

    for name, log in commands.items():
        assert state(folded(log)) == state(turns[name])
    assert state(turns["testing"]) != state(turns["other"])


def test_a_plain_total_is_the_sum_of_its_two_marks() -> None:
    """The plain example beside the law: a full mark, a corrected one, and nothing of what it was before."""
    tally = folded(
        [
            set_skill(),
            enter(measured("A1.1", "1.00"), measured("A1.2", "0.00")),
            enter(measured("A1.2", "0.75", 1, "seen again")),
        ]
    )

    sheet = tally.sheets["c-1", "A1"]

    assert (180_000 + 135_000, 180_000 + 135_000) == (sheet.mark, sheet.mark_max_marked)


@given(logs())
def test_a_total_is_the_sum_of_its_marks(log: list[Command]) -> None:
    """The running total never drifts from what stands on the sheet."""
    tally = folded(log)
    mark_max = {aspect.id: aspect.mark_max for aspect in tally.defined.scheme.aspects}
    for sheet in tally.sheets.values():
        assert sum(entered.mark for entered in sheet.marks.values()) == sheet.mark
        assert sum(mark_max[name] for name in sheet.marks) == sheet.mark_max_marked
        assert 0 <= sheet.mark <= sheet.mark_max_marked


@given(logs())
def test_what_is_logged_reads_back_the_same(log: list[Command]) -> None:
    """A command and its document are two forms of one thing."""
    assert log == [command_from_document(command_document(command)) for command in log]


@given(logs())
def test_an_independent_recount_agrees_with_the_board(log: list[Command]) -> None:
    """R34: fold, running totals and board on one side, a count of its own from the documents on the other."""
    tally, results, recount = SkillTally(), SkillResults(), Recount()
    for offset, command in enumerate(log):
        total = tally.fold(command)[1]
        for changed in tally.all_totals(command) if isinstance(command, ChangeScheme) else [total]:
            if isinstance(changed, SheetTotal):
                results.fold(changed, offset)
        recount.take(command_document(command))
    board = skill_board(SkillView("testing", championship(), skill(), results, "live"), {})

    counted = recount.standings()["cup/testing"]

    shown = {c: (r["place"], r["total"], r["marked"], r["aspects"]) for c, r in board["rows"].items()}
    assert counted == shown
    mark = sum(sheet.mark for sheet in tally.sheets.values())
    assert {"cup/testing": (tally.entries_counted, mark)} == recount.sums()


def test_redelivery_of_a_correction_keeps_the_corrected_mark() -> None:
    """The plain example beside the law: enter, correct, and both once more."""
    first = enter(measured("A1.1", "1.00"))
    second = enter(measured("A1.1", "0.00", based_on=1, reason="slip"))

    tally = folded([set_skill(), first, second, first, second])

    assert (0, 2) == tuple(tally.sheets["c-1", "A1"].marks["A1.1"][:2])


_rows = st.dictionaries(
    st.sampled_from("abcd"),
    st.fixed_dictionaries(
        {"place": st.integers(1, 3) | st.none(), "total": st.sampled_from(["0.00", "1.50"])}
    ),
)
_boards = st.builds(
    lambda head, rows: {"kind": "skill", "head": head, "rows": rows},
    st.fixed_dictionaries({"state": st.sampled_from(["live", "ended"]), "n": st.integers(0, 2)}),
    _rows,
)


@given(_boards, _boards)
def test_a_delta_turns_the_old_board_into_the_new(old: dict[str, object], new: dict[str, object]) -> None:
    """Whatever changed, and only then is there anything to say."""
    delta = board_delta(old, new)

    assert new == apply_delta(old, delta)
    assert (old == new) == (delta == {})
