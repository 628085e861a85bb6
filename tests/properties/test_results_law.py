"""What holds for the results of any field, and a plain example beside each law."""

import csv
import io
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from deploy.cli.standings_file import read_standings
from shared.domain.awards import AWARD_KINDS
from shared.domain.medals import Medal, MedalPolicy, medals
from shared.domain.members import MemberSettings, TeamEntry, member_standings, team_table
from shared.domain.people import Competitor
from shared.domain.presets import ResultSettings
from shared.domain.results import CompetitorResult, Finish, skill_result
from shared.domain.scale import Scale, ScaleSettings, scale
from shared.domain.standings import places
from shared.domain.status import STATUSES
from shared.domain.units import UNITS_PER_HUNDREDTH, Mark, mark_from_text, mark_text

PLAIN = ResultSettings()

totals = st.one_of(
    st.integers(0, 10_000).map(lambda n: n * UNITS_PER_HUNDREDTH),
    st.integers(0, 12).map(lambda n: n * UNITS_PER_HUNDREDTH),  # many that are equal
    st.integers(0, 18_000_000),  # judges' shares
)
fields = st.lists(totals, max_size=40).map(lambda marks: {f"c-{n:02d}": mark for n, mark in enumerate(marks)})
crowded = st.lists(st.integers(690, 712), max_size=12).map(
    lambda scores: {f"c-{n:02d}": score for n, score in enumerate(scores)}
)
"""Scale scores so near each other that most fields have ties."""


def rounded(result: Scale) -> dict[str, int]:
    """Return the scale scores before clamping."""
    return {name: score.rounded for name, score in result.scores.items()}


@given(field=crowded)
@example(field={"a": 760, "b": 758, "c": 740, "d": 738, "e": 737})
@example(field={"a": 760, "b": 759, "c": 758, "d": 757, "e": 755, "f": 754})
@example(field={"a": 760, "b": 750, "c": 748, "d": 747})
def test_medals_follow_the_tie_rules_in_every_field(field: dict[str, int]) -> None:
    """R43, said again as what must be true of the outcome, not how it comes about."""
    check_tie_rules(field, medals(field, MedalPolicy()))


@given(field=fields)
@example(field=dict.fromkeys("abcde", 10))
@example(field=dict.fromkeys("abcde", 0))
@example(field={"a": 90, "b": 90, "c": 90, "d": 20, "e": 10})
@example(field={"a": 10**9, "b": 12, "c": 11, "d": 10, "e": 0})
def test_medals_follow_the_tie_rules_for_every_field_of_totals(field: dict[str, Mark]) -> None:
    """R42, R43: from the totals on; nobody with 0 wins, and without a spread nobody at all."""
    result = skill_result([Finish(Competitor(name, "A"), total) for name, total in field.items()], PLAIN)

    won = {
        row.finish.competitor.id: row.award.kind
        for row in result.rows
        if row.award is not None and row.award.kind is not None and row.award.kind != "medallion"
    }

    if result.scale.has_spread:
        able = {name: result.scale.scores[name].rounded for name, total in field.items() if total}
        check_tie_rules(able, won)
    else:
        assert {} == won


def test_a_plain_field_of_totals_has_its_medals() -> None:
    """The example beside the law: two golds by a hundredth of a mark, no silver, one bronze."""
    field = {"a": "50.01", "b": "50", "c": "40", "d": "30", "e": "20", "f": "10", "g": "0"}

    result = skill_result(
        [Finish(Competitor(name, "A"), mark_from_text(total)) for name, total in field.items()], PLAIN
    )

    kinds = [row.award.kind if row.award else None for row in result.rows]
    assert ["gold", "gold", "bronze", "medallion", None, None, None] == kinds


def check_tie_rules(field: dict[str, int], given_medals: dict[str, Medal]) -> None:
    """Assert that who won what obeys R43."""
    order = sorted(field.values(), reverse=True)
    gold, silver, bronze = (_won(field, given_medals, medal) for medal in ("gold", "silver", "bronze"))
    rest = order[len(gold) + len(silver) + len(bronze) :]

    assert order == gold + silver + bronze + rest  # from the top, and nobody is passed over
    assert gold == [score for score in order if order[0] - score <= 2]
    for group in (silver, bronze):
        after = order[order.index(group[0]) :] if group else []
        assert group == [score for score in after if group[0] - score <= 2]
    assert bool(silver) == (len(gold) == 1 and len(order) > 1)
    last, needs_near = (silver, len(silver) > 1) if silver else (gold, len(gold) > 2)
    waiting = bronze + rest
    if waiting and (silver or len(gold) > 1):
        assert bool(bronze) == (not needs_near or last[-1] - waiting[0] <= 2)


def _won(field: dict[str, int], won: dict[str, Medal], medal: str) -> list[int]:
    return sorted((field[name] for name in won if won[name] == medal), reverse=True)


@given(field=fields)
def test_the_scale_keeps_the_order(field: dict[str, Mark]) -> None:
    """R42: more marks are never fewer scale points, equal marks are equal, and what is shown is in range."""
    result = scale(field, ScaleSettings())

    by_total = sorted(field, key=lambda name: field[name])
    scores = [result.scores[name] for name in by_total]
    assert [s.rounded for s in scores] == sorted(s.rounded for s in scores)
    assert all(0 <= s.shown <= 1000 for s in scores)
    assert len(set(field.values())) == len({(field[name], result.scores[name]) for name in field})


@given(field=fields, constant=st.integers(0, 10**7))
def test_the_scale_does_not_see_a_constant_added_to_all(field: dict[str, Mark], constant: Mark) -> None:
    """R42: an easier test project for all is the same for all."""
    shifted = {name: total + constant for name, total in field.items()}

    assert rounded(scale(field, ScaleSettings())) == rounded(scale(shifted, ScaleSettings()))


@given(field=fields, factor=st.integers(1, 1000))
def test_the_scale_does_not_see_the_unit_of_marks(field: dict[str, Mark], factor: int) -> None:
    """R42: out of 100 or out of 500 is the same."""
    stretched = {name: total * factor for name, total in field.items()}

    assert rounded(scale(field, ScaleSettings())) == rounded(scale(stretched, ScaleSettings()))


def test_the_scale_of_a_plain_field() -> None:
    """The example beside the laws: 5 apart, the median in the middle, shifted and stretched."""
    expected = {"a": 740, "b": 720, "c": 700, "d": 680, "e": 660}
    plain = {"a": 25, "b": 20, "c": 15, "d": 10, "e": 5}

    for factor, constant in ((1, 0), (1, 7), (3, 0)):
        field = {name: factor * total + constant for name, total in plain.items()}
        assert expected == rounded(scale(field, ScaleSettings()))


@given(field=fields.filter(lambda field: len(field) % 2 == 1))
def test_the_median_competitor_stands_at_the_centre(field: dict[str, Mark]) -> None:
    """R42: in an odd field there is one."""
    result = scale(field, ScaleSettings())

    middle = sorted(field, key=lambda name: field[name])[len(field) // 2]
    assert 700 == result.scores[middle].rounded


@given(field=fields)
@example(field={"a": 10, "b": 30, "c": 20, "d": 20})
def test_a_place_is_one_more_than_how_many_are_better(field: dict[str, Mark]) -> None:
    """R41: 1, 2, 2, 4."""
    expected = {name: 1 + sum(other > total for other in field.values()) for name, total in field.items()}

    assert expected == places(field)


@st.composite
def finishes(draw: st.DrawFn) -> list[Finish]:
    """Return a skill's competitors of every status, guests and pairs among them."""
    found = []
    for n in range(draw(st.integers(0, 12))):
        status = draw(st.sampled_from(("competing", *STATUSES)))
        marks = None if status == "absent" else draw(totals)
        member = draw(st.sampled_from("ABC"))
        competitor = Competitor(f"c-{n:02d}", member, draw(st.sampled_from((False, False, False, True))))
        found.append(Finish(competitor, marks, status, draw(st.sampled_from((1, 1, 2)))))
    return found


def by_competitor(rows: tuple[CompetitorResult, ...]) -> dict[str, CompetitorResult]:
    """Return the lines of a result by competitor."""
    return {row.finish.competitor.id: row for row in rows}


@given(skill=finishes())
def test_only_who_may_win_wins(skill: list[Finish]) -> None:
    """R5, R7, R42, R43: competing, in contest, with more than 0; who is placed has a total."""
    for row in skill_result(skill, PLAIN).rows:
        is_in_contest = row.finish.status == "competing" and not row.finish.competitor.is_guest
        assert (row.scale is not None) == (is_in_contest and row.total is not None)
        if row.award is not None:
            assert is_in_contest
            assert row.total
        if row.place is not None:
            assert row.total is not None


@given(skill=finishes(), shuffled=st.randoms(use_true_random=False))
def test_the_order_of_entry_decides_nothing(skill: list[Finish], shuffled: Random) -> None:
    """Invariant 2: the same finishes in another order are the same results."""
    other = list(skill)
    shuffled.shuffle(other)

    assert by_competitor(skill_result(skill, PLAIN).rows) == by_competitor(skill_result(other, PLAIN).rows)


@given(skill=finishes())
def test_who_is_out_of_contest_moves_nobody(skill: list[Finish]) -> None:
    """R5, R7: without guests and disqualified, everybody else has the same result."""
    inside = [f for f in skill if not f.competitor.is_guest and f.status != "disqualified"]

    everyone = by_competitor(skill_result(skill, PLAIN).rows)

    alone = by_competitor(skill_result(inside, PLAIN).rows)
    assert alone == {name: everyone[name] for name in alone}


def test_a_plain_skill_with_a_guest() -> None:
    """The example beside the laws: the guest is best, and the others stand as without it."""
    skill = [Finish(Competitor(f"c-{n}", "A"), n * 10) for n in range(1, 6)]
    guest = Finish(Competitor("g", "A", is_guest=True), 100)

    for finished in (skill, [guest, *skill], [*reversed(skill), guest]):
        rows = by_competitor(skill_result(finished, PLAIN).rows)
        assert ["gold", "silver", "bronze"] == [
            row.award.kind for row in (rows["c-5"], rows["c-4"], rows["c-3"]) if row.award
        ]


entries = st.lists(
    st.builds(
        TeamEntry,
        st.sampled_from("ABCD"),
        st.sampled_from(("welding", "cooking", "robots")),
        st.sampled_from((None, *AWARD_KINDS)),
        st.none() | st.integers(600, 1100),
        st.integers(1, 3),
    )
)


@given(team=entries)
def test_no_point_is_lost_between_awards_and_members(team: list[TeamEntry]) -> None:
    """R46: what the awards are worth is what the members have, per entry and per person."""
    worth = {None: 0, "gold": 4, "silver": 3, "bronze": 2, "medallion": 1}

    for settings, persons in ((MemberSettings(), False), (MemberSettings(points_per="person"), True)):
        expected = sum(worth[entry.kind] * (entry.persons if persons else 1) for entry in team)
        assert expected == sum(standing.points for standing in member_standings(team, settings))


@given(team=entries)
def test_every_team_table_ranks_by_its_own_value(team: list[TeamEntry]) -> None:
    """R46: a place is one more than how many members are better, in each table."""
    standings = member_standings(team, MemberSettings())

    for table in ("points", "average_points", "scale_total", "scale_average"):
        values = [getattr(standing, table) for standing in team_table(standings, table)]
        assert values == sorted(values, reverse=True)
        for standing in standings:
            better = sum(value > getattr(standing, table) for value in values)
            assert 1 + better == standing.places[table]


def test_two_plain_members() -> None:
    """The example beside the laws: a gold is worth four medallions."""
    team = [TeamEntry("A", "welding", "gold"), *(TeamEntry("B", f"s-{n}", "medallion") for n in range(4))]

    standings = member_standings(team, MemberSettings())

    assert [("A", 4, 1), ("B", 4, 1)] == [(s.member, s.points, s.places["points"]) for s in standings]


cells = st.text(st.sampled_from("AaЖқ \"',;\t.\n-"), min_size=1, max_size=8).filter(lambda text: text.strip())


@given(
    rows=st.lists(st.tuples(cells, cells, cells, totals), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t"),
    decimal=st.sampled_from(".,"),
    ending=st.sampled_from(("\n", "\r\n")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
)
def test_a_file_is_read_as_it_was_written(
    rows: list[tuple[str, str, str, Mark]], delimiter: str, decimal: str, ending: str, encoding: str
) -> None:
    """Whatever the delimiter and the decimal sign, names with either in them come back."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=ending)
    writer.writerow(["skill", "competitor", "member", "total"])
    for n, (skill, competitor, member, total) in enumerate(rows):
        writer.writerow([skill, f"{competitor}{n}", member, mark_text(total).replace(".", decimal)])

    reading = read_standings(written.getvalue().encode(encoding))

    assert [] == reading.problems
    assert [
        (
            " ".join(skill.split()),
            " ".join(f"{competitor}{n}".split()),
            " ".join(member.split()),
            mark_text(total),
        )
        for n, (skill, competitor, member, total) in enumerate(rows)
    ] == [(row.skill, row.competitor, row.member, mark_text(row.total or 0)) for row in reading.rows]


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(content=b'skill,competitor,member,total\n"')
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    """A file gives rows or problems, never a crash, and never neither."""
    reading = read_standings(content)

    assert reading.rows or reading.problems
    assert all(problem.row >= 1 and problem.message for problem in reading.problems)
