"""The story and the timeline are folds: however the records come, the same is told of them."""

from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.publication import PolicySet
from shared.domain.units import mark_from_text, mark_text
from tests.stories import Told

POLICIES = (
    PolicySet("cup", "public", "live"),
    PolicySet("cup", "public", "after_lock"),
    PolicySet("cup", "public", "progress"),
    PolicySet("cup", "public", "live", delay_ms=20),
    PolicySet("cup", "public", "after_lock", freeze_at_ms=60),
)
END_MS = 1000
_QUARTERS = ("0.00", "0.25", "0.50", "0.75", "1.00")


class Fact(NamedTuple):
    """One record of one of the two topics."""

    at_ms: int
    offset: int
    tell: str
    arguments: tuple[Any, ...]

    @property
    def is_total(self) -> bool:
        """Say in which topic it stands."""
        return self.tell == "sheet"


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """Return what happens to a skill, in the order of its log."""
    happened = []
    for offset in range(draw(st.integers(1, 14))):
        at_ms = offset * 7
        match draw(st.integers(0, 5)):
            case 0:
                marks = {c: draw(st.sampled_from(_QUARTERS)) for c in ("c-1", "c-2")}
                said: tuple[Any, ...] = (draw(st.sampled_from([marks, None])),)
                happened.append(Fact(at_ms, offset, "locked", said))
            case 1:
                late = {"late": draw(st.sampled_from([0, 45_000]))}
                happened.append(Fact(at_ms, offset, "penalised", (late,)))
            case _:
                said = (draw(st.sampled_from(["c-1", "c-2"])), draw(st.sampled_from(_QUARTERS)))
                of = draw(st.sampled_from(["1.00", "1.75", "6.50"]))
                happened.append(Fact(at_ms, offset, "sheet", (*said, of)))
    return happened


def tell(told: Told, fact: Fact) -> None:
    """Let the projection read a record, with the offset that it has in the log."""
    told.offset = fact.offset
    match fact.tell:
        case "sheet":
            told.sheet(fact.at_ms, *fact.arguments)
        case "locked":
            told.locked(fact.at_ms, *fact.arguments)
        case _:
            told.skill(fact.at_ms, penalties={"c-1": fact.arguments[0]})


def merged(draw: Any, facts: list[Fact]) -> list[Fact]:
    """Return the records as a process may read them: each topic in order, and none between the topics."""
    totals = [fact for fact in facts if fact.is_total]
    forms = [fact for fact in facts if not fact.is_total]
    order = []
    while totals or forms:
        is_total = bool(totals) and (not forms or draw(st.booleans()))
        order.append((totals if is_total else forms).pop(0))
    return order


@given(st.sampled_from(POLICIES), facts(), st.data())
def test_a_restart_tells_the_very_same(policy: PolicySet, facts: list[Fact], data: st.DataObject) -> None:
    """One reads as it happens and is asked time and again; the other began anew and read in another order."""
    running, restarted = Told(policy), Told(policy)
    for fact in facts:
        tell(running, fact)
        if data.draw(st.booleans()):
            running.story(fact.at_ms)
            running.points(fact.at_ms)
    for fact in merged(data.draw, facts):
        tell(restarted, fact)
        if data.draw(st.integers(0, 3)) == 0:
            restarted.story()

    assert running.story(END_MS) == restarted.story(END_MS)
    assert running.points(END_MS) == restarted.points(END_MS)


@given(st.sampled_from(POLICIES[:2]), facts())
def test_the_points_add_up_to_the_board(policy: PolicySet, facts: list[Fact]) -> None:
    """Whoever adds up the timeline has the totals and places of the skill's board."""
    told = Told(policy)
    for fact in facts:
        tell(told, fact)

    added: dict[str, Any] = {}
    for _, rows in told.points(END_MS):
        added |= rows
    board = told.projection.board("cup/testing", "public")
    assert board is not None
    cells = ("total", "place")
    shown = {name: [row[cell] for cell in cells] for name, row in board["rows"].items() if row["place"]}
    assert shown == {name: [row[cell] for cell in cells] for name, row in added.items() if row["place"]}


@given(facts())
def test_the_criteria_of_a_point_add_up_to_its_total(facts: list[Fact]) -> None:
    """Of every point, not only of the newest: each shows one moment."""
    told = Told(POLICIES[0])
    for fact in facts:
        if fact.tell != "penalised":
            tell(told, fact._replace(at_ms=fact.at_ms * 10_000))

    rows = [row for _, rows in told.points() for row in rows.values()]
    assert [row["total"] for row in rows] == [
        mark_text(sum(map(mark_from_text, row["criteria"].values()))) for row in rows
    ]


@given(st.sampled_from(POLICIES), facts())
def test_what_still_holds_is_not_retracted(policy: PolicySet, facts: list[Fact]) -> None:
    """The newest lead names who is first on the board, and stands."""
    told = Told(policy)
    for fact in facts:
        tell(told, fact)

    story = told.story(END_MS)
    board = told.projection.board("cup/testing", "public")
    assert board is not None
    placed = {name: row["place"] for name, row in board["rows"].items() if row["place"]}
    standing = [item for item in story if item["type"] == "lead" and not item["retracted"]]
    if len(placed) == 2:
        leaders = {name for name, place in placed.items() if place == 1}
        assert leaders <= {item["competitor"] for item in standing}
