from fractions import Fraction

from shared.domain.alphabet import alphabetical
from shared.domain.awards import AwardKind
from shared.domain.best import Contender, best_of_members, overall_best
from shared.domain.members import (
    TEAM_TABLES,
    MemberSettings,
    MemberStanding,
    TeamEntry,
    member_standings,
    team_table,
)


def standing_of(*entries: TeamEntry, settings: MemberSettings | None = None) -> MemberStanding:
    """Return the standing of the only member among ``entries``."""
    (standing,) = member_standings(entries, settings or MemberSettings())
    return standing


def haul(**counts: int) -> list[TeamEntry]:
    """Return one entry in a skill of its own for each award."""
    kinds: list[AwardKind] = [kind for kind, count in counts.items() for _ in range(count)]  # type: ignore[misc]
    return [TeamEntry("almaty", f"skill-{n}", kind) for n, kind in enumerate(kinds)]


def test_points_of_a_real_team() -> None:
    """R46's acceptance: 5 gold, 5 silver, 3 bronze, 19 medallions = 60."""
    standing = standing_of(*haul(gold=5, silver=5, bronze=3, medallion=19))

    assert 60 == standing.points
    assert Fraction(60, 32) == standing.average_points
    assert {"gold": 5, "silver": 5, "bronze": 3, "medallion": 19} == standing.entries_by_kind


def test_averages_are_over_skills_and_over_scale_scores() -> None:
    """R46: points for each skill entered, be it two entries or one without a scale score."""
    standing = standing_of(
        TeamEntry("almaty", "welding", "gold", 760),
        TeamEntry("almaty", "welding", None, 690),
        TeamEntry("almaty", "cooking"),
    )

    assert (2, 4, Fraction(2)) == (standing.skills, standing.points, standing.average_points)
    assert (1450, Fraction(725)) == (standing.scale_total, standing.scale_average)


def test_a_member_without_a_scale_score_has_an_average_of_0() -> None:
    """All of it withdrew."""
    assert Fraction(0) == standing_of(TeamEntry("almaty", "welding")).scale_average


def test_a_pair_is_one_entry_and_two_persons() -> None:
    """R6: medal lists tell both; points are per entry, by setting per person."""
    pair = TeamEntry("almaty", "robots", "gold", 760, persons=2)
    per_person = MemberSettings(points_per="person")

    assert 4 == standing_of(pair).points
    assert 8 == standing_of(pair, settings=per_person).points
    assert 760 == standing_of(pair, settings=per_person).scale_total
    assert 1 == standing_of(pair).entries_by_kind["gold"]
    assert 2 == standing_of(pair).persons_by_kind["gold"]


def test_persons_are_counted_by_what_they_won() -> None:
    """R6: a pair's gold and a single's bronze are two persons and one."""
    standing = standing_of(
        TeamEntry("almaty", "robots", "gold", 760, persons=2), TeamEntry("almaty", "welding", "bronze", 730)
    )

    assert {"gold": 2, "silver": 0, "bronze": 1, "medallion": 0} == standing.persons_by_kind
    assert {"gold": 1, "silver": 0, "bronze": 1, "medallion": 0} == standing.entries_by_kind


def test_members_stand_in_alphabetical_order() -> None:
    """R46: the fifth table; in the Kazakh alphabet Ә comes before Б and not after Я."""
    entries = [TeamEntry(member, "welding") for member in ("Ясный", "Бурабай", "Әулиекөл", "Астана")]

    standings = member_standings(entries, MemberSettings())

    expected = ["Астана", "Әулиекөл", "Бурабай", "Ясный"]
    assert expected == [standing.member for standing in standings]
    assert expected == [s.member for s in team_table(reversed(standings), "alphabetical")]


def test_points_of_each_award_are_settings() -> None:
    """R46: 4, 3, 2, 1 by default."""
    settings = MemberSettings(gold=10, silver=5, bronze=1, medallion=0)

    assert 16 == standing_of(*haul(gold=1, silver=1, bronze=1, medallion=1), settings=settings).points


def test_the_five_tables_with_shared_places() -> None:
    """R46: equal values share a place; the alphabetical table has places of no one."""
    standings = member_standings(
        [
            TeamEntry("Шымкент", "welding", "silver", 740),
            TeamEntry("Астана", "welding", "gold", 760),
            TeamEntry("Астана", "cooking", None, 690),
            TeamEntry("Әулиеата", "cooking", "gold", 760),
            TeamEntry("Абай", "welding", "bronze", 730),
        ],
        MemberSettings(),
    )

    tables = {
        table: [(s.places.get(table), s.member) for s in team_table(standings, table)]
        for table in TEAM_TABLES
    }

    assert {
        "points": [(1, "Астана"), (1, "Әулиеата"), (3, "Шымкент"), (4, "Абай")],
        "average_points": [(1, "Әулиеата"), (2, "Шымкент"), (3, "Абай"), (3, "Астана")],
        "scale_total": [(1, "Астана"), (2, "Әулиеата"), (3, "Шымкент"), (4, "Абай")],
        "scale_average": [(1, "Әулиеата"), (2, "Шымкент"), (3, "Абай"), (4, "Астана")],
        "alphabetical": [(None, "Абай"), (None, "Астана"), (None, "Әулиеата"), (None, "Шымкент")],
    } == tables


def test_averages_that_differ_by_little_do_not_share() -> None:
    """R41: exact fractions, not what is printed."""
    one = [TeamEntry("a", f"s{n}", "medallion" if n else None) for n in range(3)]
    same = [TeamEntry("b", f"s{n}", "medallion" if n < 2 else None) for n in range(3)]
    less = [TeamEntry("c", f"s{n}", "medallion" if n < 66 else None) for n in range(100)]

    standings = member_standings([*one, *same, *less], MemberSettings())

    assert {"a": 1, "b": 1, "c": 3} == {s.member: s.places["average_points"] for s in standings}


def test_nobody_has_no_tables() -> None:
    """Only guests came."""
    assert () == member_standings([], MemberSettings())


def test_best_of_each_member_and_of_all() -> None:
    """R45: the highest scale score of all skills; ties share."""
    asqar = Contender("welding", "asqar", "almaty", 760, 760)
    berik = Contender("cooking", "berik", "almaty", 760, 760)
    dana = Contender("cooking", "dana", "almaty", 740, 740)
    erlan = Contender("welding", "erlan", "astana", 750, 750)

    assert {"almaty": (asqar, berik), "astana": (erlan,)} == best_of_members([asqar, erlan, dana, berik])
    assert (asqar, berik) == overall_best([asqar, erlan, dana, berik])


def test_a_best_beyond_1000_is_alone() -> None:
    """R42: what is compared is not clamped."""
    far = Contender("welding", "asqar", "almaty", 1040, 1000)
    near = Contender("cooking", "dana", "astana", 1001, 1000)

    assert (far,) == overall_best([near, far])


def test_nobody_is_not_the_best() -> None:
    """R45: of an empty field."""
    assert {} == best_of_members([])
    assert () == overall_best([])


def test_names_stand_in_the_order_of_the_kazakh_alphabet() -> None:
    """Ә after А, Ё after Е, Қ after К; Latin first, with marks beside the plain letters; И before Й."""
    names = ["Яков", "Қостанай", "Кентау", "Ақтау", "Әулиеата", "Ёлкино", "Ерейментау", "Жезқазған"]
    latin = ["Zhetisu", "Šymkent", "Semey", "Taraz"]

    assert [
        *("Semey", "Šymkent", "Taraz", "Zhetisu"),
        *("Ақтау", "Әулиеата", "Ерейментау", "Ёлкино", "Жезқазған", "Кентау", "Қостанай", "Яков"),
    ] == sorted(names + latin, key=alphabetical)
    assert ["Абай", "абай"] == sorted(["абай", "Абай"], key=alphabetical)
