"""R2 to R6, R13: what is unusual is told, each at its field, and refuses nothing."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from shared.domain.bounds import USUAL_BOUNDS, Bounds, bounds_document, bounds_from_document
from shared.domain.championship import (
    SkillDefinition,
    championship_document,
    championship_from_document,
    skill_document,
    skill_from_document,
)
from shared.domain.errors import RuleBroken
from shared.domain.people import AgeGroup, Competitor
from shared.domain.scheme_messages import Language
from shared.domain.set_up_check import set_up_warnings
from shared.domain.units import mark_from_text
from shared.problems import sentence
from tests.builders import championship, names, skill

JUNIORS = AgeGroup("juniors", names("juniors"), 14, 16)
CUP = replace(championship(), age_groups=(JUNIORS,))


def entries(*competitors: Competitor, **changes: Any) -> SkillDefinition:
    """Return a skill of ``competitors``, filled up to five of one person each."""
    more = [Competitor(f"more-{n}", "abai") for n in range(5 - len(competitors))]
    return replace(skill([*competitors, *more]), **changes)


def told(
    definition: SkillDefinition, born: dict[str, int] | None = None, **bounds: int
) -> list[tuple[str, str]]:
    """Return code and field of every warning."""
    cup = replace(CUP, bounds=Bounds(**bounds))
    return [(w.code, str(w.details["field"])) for w in set_up_warnings(cup, definition, "skills.0.", born)]


def test_five_competitors_of_nothing_unusual_are_fine() -> None:
    """Nothing is told about what nobody said."""
    assert [] == told(entries())


def test_a_field_below_the_minimum_is_warned_about() -> None:
    """R3: at least five; the number is a setting."""
    assert [("few_competitors", "skills.0.competitors")] == told(skill())
    assert [] == told(skill(), competitors_min=2)
    assert [("few_competitors", "skills.0.competitors")] == told(entries(), competitors_min=6)


def test_guests_do_not_fill_a_field() -> None:
    """R5: four in contest are four, whoever else is marked; and guests are pointed out."""
    definition = entries(Competitor("g", "abai", is_guest=True))

    warnings = list(set_up_warnings(CUP, definition))

    assert [
        ("few_competitors", {"field": "competitors", "count": 4, "least": 5}),
        ("guests_out_of_contest", {"field": "competitors", "count": 1}),
    ] == [(w.code, w.details) for w in warnings]


@pytest.mark.parametrize(
    ("hours", "is_usual"), [(14, False), (15, True), (22, True), (23, False), (None, True)]
)
def test_the_hours_of_a_test_project_are_15_to_22(hours: int | None, is_usual: bool) -> None:
    """R4: both included; not said, not warned."""
    expected = [] if is_usual else [("hours_unusual", "skills.0.hours")]

    assert expected == told(entries(hours=hours))


def test_the_hours_are_a_setting() -> None:
    """R4: another championship is shorter."""
    assert [] == told(entries(hours=9), hours_min=8, hours_max=10)


@pytest.mark.parametrize(("born", "is_usual"), [(2003, False), (2004, True), (2008, True), (2009, False)])
def test_competitors_are_18_to_22_in_the_year_of_the_championship(born: int, is_usual: bool) -> None:
    """R2: by the year, not by the day; both included."""
    expected = [] if is_usual else [("age_unusual", "skills.0.competitors.0")]

    assert expected == told(entries(Competitor("c", "abai")), {"c": born, "nobody": 1950})


def test_ages_are_a_setting_and_each_group_has_its_own() -> None:
    """R2: juniors are measured by their own group, everybody else by the championship's ages."""
    junior = entries(Competitor("c", "abai", group="juniors"))

    assert [] == told(junior, {"c": 2026 - 14})
    assert [("age_unusual", "skills.0.competitors.0")] == told(junior, {"c": 2026 - 18})
    assert [] == told(entries(Competitor("c", "abai")), {"c": 2026 - 30}, age_max=30)


def test_everybody_in_a_pair_has_an_age() -> None:
    """R2, R6: the entry itself has none."""
    pair = Competitor("pair", "abai", persons=2, person_ids=("p-1", "p-2"))
    others = [Competitor(f"c-{n}", "abai", persons=2, person_ids=(f"{n}-1", f"{n}-2")) for n in range(4)]
    warnings = list(set_up_warnings(CUP, skill([pair, *others]), born={"p-2": 1990, "pair": 1990}))

    assert [("age_unusual", "competitors.0", "p-2", 36, 18, 22)] == [
        (w.code, *(w.details[name] for name in ("field", "value", "age", "least", "most"))) for w in warnings
    ]


def test_one_entry_of_another_size_is_told() -> None:
    """R6: one pair among singles, one single among pairs; where both are as many, the larger is usual."""
    pairs = [Competitor(f"p-{n}", "abai", persons=2, person_ids=(f"{n}-1", f"{n}-2")) for n in range(6)]
    singles = [Competitor(f"s-{n}", "abai") for n in range(6)]

    assert [("persons_differ", "skills.0.competitors.1.persons")] == told(
        skill([singles[0], pairs[0], *singles[1:]])
    )
    assert [("persons_differ", "skills.0.competitors.0.persons")] == told(skill([singles[0], *pairs]))
    assert [f"skills.0.competitors.{n}.persons" for n in (3, 4, 5)] == [
        field for _, field in told(skill([*pairs[:3], *singles[:3]]))
    ]


def test_a_skill_without_competitors_has_no_usual_size() -> None:
    """Only the missing field is told."""
    assert [("few_competitors", "skills.0.competitors")] == told(skill([]))


def test_a_day_after_the_last_is_told() -> None:
    """R13: A3 is marked on C2; a championship of one day has none."""
    short = replace(CUP, days=CUP.days[:1])

    warnings = list(set_up_warnings(short, entries()))

    assert [("day_beyond_championship", "scheme.criteria.0.sub_criteria.2.day", "A3", 2, 1)] == [
        (w.code, *(w.details[name] for name in ("field", "id", "day", "last"))) for w in warnings
    ]


def test_each_warning_says_what_is_and_what_is_usual() -> None:
    """R3, R4, R6: the numbers that people need to decide."""
    pair = Competitor("pair", "abai", persons=2, person_ids=("p-1", "p-2"))
    cup = replace(CUP, bounds=Bounds(competitors_min=6, hours_min=8, hours_max=10))

    warnings = list(set_up_warnings(cup, entries(pair, hours=11)))

    assert [
        ("few_competitors", {"field": "competitors", "count": 5, "least": 6}),
        ("hours_unusual", {"field": "hours", "count": 11, "least": 8, "most": 10}),
        ("persons_differ", {"field": "competitors.0.persons", "count": 2, "usual": 1}),
    ] == [(w.code, w.details) for w in warnings]


def test_every_warning_is_said_in_three_languages() -> None:
    """With its numbers in it."""
    pair = Competitor("pair", "abai", persons=2, person_ids=("p-1", "p-2"))
    guest = Competitor("g", "abai", is_guest=True)
    definition = replace(skill([pair, guest]), hours=2)
    short = replace(CUP, days=CUP.days[:1])

    warnings = list(set_up_warnings(short, definition, born={"p-1": 1990}))

    assert 6 == len({w.code for w in warnings})
    for warning in warnings:
        said = {sentence(warning.code, language, **warning.details) for language in get_args(Language)}
        assert 3 == len(said)
        assert not any("…" in text for text in said)


def test_definitions_survive_their_documents() -> None:
    """What is usual is not written, so that older readers see what they know."""
    plain = championship()
    cup = replace(CUP, bounds=Bounds(age_max=25, aspect_mark_max=mark_from_text("3")))
    definition = entries(
        Competitor("c", "abai", is_guest=True, persons=2, person_ids=("p-1", "p-2"), group="juniors"),
        hours=20,
    )

    assert cup == championship_from_document(championship_document(cup))
    assert {"age_max": 25, "aspect_mark_max": "3.00"} == championship_document(cup)["bounds"]
    assert {"id", "name", "time_zone", "days", "members"} == championship_document(plain).keys()
    assert definition == skill_from_document(skill_document(definition))
    assert {"number", "name", "scheme", "competitors", "experts"} == skill_document(skill()).keys()
    for needs in (True, False):
        asked, of = replace(plain, needs_approval=needs), replace(skill(), needs_approval=needs)
        assert asked == championship_from_document(championship_document(asked))
        assert of == skill_from_document(skill_document(of))
        assert [needs or None] * 2 == [
            document.get("needs_approval") for document in (championship_document(asked), skill_document(of))
        ]
    assert {"id", "member", "guest"} == skill_document(skill())["competitors"][0].keys()


@pytest.mark.parametrize(
    ("document", "code", "details"),
    [
        ({"age_max": 20, "age": 3, "old": 1}, "definition_malformed", {"part": "bounds.age"}),
        ({"aspect_mark_max": "much"}, "mark_not_a_number", {"value": "much"}),
        ({"section_distance_max": "far"}, "mark_not_a_number", {"value": "far"}),
    ],
)
def test_bounds_that_are_none_are_refused(
    document: dict[str, Any], code: str, details: dict[str, object]
) -> None:
    """A field that is no bound, a mark that is no number."""
    with pytest.raises(RuleBroken) as caught:
        bounds_from_document(document)

    assert (code, details) == (caught.value.code, caught.value.details)


def test_the_bounds_of_the_field() -> None:
    """R2 to R4, R10 to R12: each number of the reference; marks are written with two decimals."""
    two, five = mark_from_text("2"), mark_from_text("5")

    assert Bounds(18, 22, 5, 15, 22, 5, 9, two, five, 24) == USUAL_BOUNDS
    assert {"hours_max": 9, "section_distance_max": "7.50"} == bounds_document(
        Bounds(hours_max=9, section_distance_max=mark_from_text("7.5"))
    )
    assert Bounds(section_distance_max=five + 1800) == bounds_from_document({"section_distance_max": "5.01"})


def test_a_bound_of_another_kind_is_no_bound() -> None:
    """Like every field of a definition."""
    with pytest.raises(TypeError):
        bounds_from_document({"age_min": "18"})

    assert USUAL_BOUNDS == bounds_from_document(None)
    assert {} == bounds_document(USUAL_BOUNDS)


@pytest.mark.parametrize(
    ("said", "code", "details"),
    [
        ({"persons": 0}, "persons_not_positive", {"competitor": "c-1", "value": 0}),
        (
            {"persons": 3, "person_ids": ["p-1", "p-2"]},
            "definition_malformed",
            {"part": "2 person_ids for 3 persons"},
        ),
        ({"persons": "two"}, "definition_malformed", {"part": "a whole number is needed, not 'two'"}),
    ],
)
def test_how_many_persons_and_who_must_agree(
    said: dict[str, Any], code: str, details: dict[str, object]
) -> None:
    """R6: what is counted is what is named."""
    document = skill_document(skill())
    document["competitors"][0] |= said

    with pytest.raises(RuleBroken) as caught:
        skill_from_document(document)

    assert (code, details) == (caught.value.code, caught.value.details)


def test_persons_may_be_counted_or_named() -> None:
    """R6: a number alone, or the names, which are counted."""
    document = skill_document(skill())
    document["competitors"][0]["persons"] = 2
    document["competitors"][1]["person_ids"] = ["p-1", "p-2", "p-3"]

    competitors = skill_from_document(document).competitors

    assert [(2, ()), (3, ("p-1", "p-2", "p-3"))] == [(c.persons, c.person_ids) for c in competitors]
