"""R10, R15: what differs between two schemes is told by id, never by position."""

from dataclasses import replace

import pytest

from shared.domain.marking_rules import MarkingRules
from shared.domain.scheme import Aspect, Criterion, Scheme, Section, SubCriterion, aspect_document
from shared.domain.scheme_allocation import mark_allocation
from shared.domain.scheme_difference import Change, changes_by_form, scheme_difference
from shared.domain.scheme_identity import with_kept_ids
from shared.domain.units import UNITS_PER_MARK, mark_from_text, mark_text
from tests.builders import aspect
from tests.builders_workbook import sound_scheme

ONE, TWO, THREE = aspect("A1.1"), aspect("A1.2"), aspect("A2.1", "1.00", "J")


def of(*subs: SubCriterion, **changes: object) -> Scheme:
    """Return a scheme of one criterion."""
    mark_max = sum(a.mark_max for sub in subs for a in sub.aspects)
    made = Scheme("1", "x", (Section(1, "s", UNITS_PER_MARK),), (Criterion("A", "a", mark_max, subs),))
    return replace(made, **changes)


def sub(name: str, *aspects: Aspect, day: int = 1) -> SubCriterion:
    """Return a sub-criterion."""
    return SubCriterion(name, f"sub {name}", day, aspects)


OLD = of(sub("A1", ONE, TWO), sub("A2", THREE))


def test_the_same_scheme_does_not_differ() -> None:
    """Nothing is told."""
    assert () == scheme_difference(OLD, OLD)


def test_an_added_and_a_removed_aspect_are_told_with_their_form() -> None:
    """With all that they say; the marks of the criterion change too."""
    new = of(sub("A1", ONE, aspect("A1.3", "0.50")), sub("A2", THREE))

    assert (
        Change("changed", "criterion", "A", (), "mark_max", "3.00", "2.50"),
        Change("removed", "aspect", "A1.2", ("A1",), "", aspect_document(TWO), None),
        Change("added", "aspect", "A1.3", ("A1",), "", None, aspect_document(aspect("A1.3", "0.50"))),
    ) == scheme_difference(OLD, new)


def test_a_changed_field_is_told_with_old_and_new() -> None:
    """Each field by itself, at the aspect's form; one that was not there before is nothing."""
    new = of(sub("A1", replace(ONE, extra="see", deduction=mark_from_text("0.25")), TWO), sub("A2", THREE))

    assert (
        Change("changed", "aspect", "A1.1", ("A1",), "extra", "", "see"),
        Change("changed", "aspect", "A1.1", ("A1",), "deduction", None, "0.25"),
    ) == scheme_difference(OLD, new)


def test_a_moved_aspect_stands_under_both_forms() -> None:
    """It leaves one and comes to another; a form that becomes mixed is two forms."""
    new = of(sub("A1", ONE), sub("A2", THREE, TWO))

    changes = scheme_difference(OLD, new)

    moved = Change("moved", "aspect", "A1.2", ("A1", "A2-M"), "form", "A1", "A2-M")
    split = Change("moved", "aspect", "A2.1", ("A2", "A2-J"), "form", "A2", "A2-J")
    assert (split, moved) == changes
    assert {"A1": (moved,), "A2": (split,), "A2-J": (split,), "A2-M": (moved,)} == changes_by_form(changes)
    assert ["A1", "A2", "A2-J", "A2-M"] == list(changes_by_form(changes))


def test_another_order_is_told_once() -> None:
    """Of aspects within their sub-criterion, of sub-criteria, of sections."""
    new = of(sub("A2", THREE), sub("A1", TWO, ONE))

    assert (
        Change("moved", "sub_criterion", "", (), "order", ["A1", "A2"], ["A2", "A1"]),
        Change("moved", "aspect", "A1", ("A1",), "order", ["A1.1", "A1.2"], ["A1.2", "A1.1"]),
    ) == scheme_difference(OLD, new)


def test_an_order_is_of_those_that_stay() -> None:
    """Who came and who went do not change it."""
    new = of(sub("A1", aspect("A1.9"), ONE), sub("A2", THREE))

    assert {"added", "removed"} == {c.kind for c in scheme_difference(OLD, new) if c.subject == "aspect"}


def test_sub_criteria_are_told_with_their_forms() -> None:
    """Another day touches the forms of both schemes; a new one comes with its aspects."""
    new = of(sub("A1", ONE, TWO, day=2), sub("A3", THREE))

    changes = scheme_difference(OLD, new)

    assert [
        ("removed", "A2", ("A2",), ""),
        ("changed", "A1", ("A1",), "day"),
        ("added", "A3", ("A3",), ""),
    ] == [(c.kind, c.id, c.forms, c.field) for c in changes if c.subject == "sub_criterion"]
    assert ("moved", "A2.1") in [(c.kind, c.id) for c in changes if c.subject == "aspect"]


def test_a_sub_criterion_that_changes_its_criterion_is_told() -> None:
    """By its letter."""
    one, two = Criterion("A", "a", 0, (sub("A1"),)), Criterion("B", "b", 0, ())
    old = of(criteria=(one, two))
    new = of(criteria=(replace(one, sub_criteria=()), replace(two, sub_criteria=(sub("A1"),))))

    assert (Change("changed", "sub_criterion", "A1", (), "criterion", "A", "B"),) == scheme_difference(
        old, new
    )


def test_the_rest_of_the_scheme_is_told_too() -> None:
    """Names, numbers, rules, sections and criteria."""
    new = of(
        sub("A1", ONE, TWO),
        sub("A2", THREE),
        skill_name="y",
        rules=MarkingRules(measurers=3),
        sections=(Section(2, "t", UNITS_PER_MARK),),
    )
    renamed = replace(new, criteria=(replace(new.criteria[0], name="b"),))

    found = [(c.kind, c.subject, c.id, c.field) for c in scheme_difference(OLD, renamed)]

    assert [
        ("changed", "scheme", "", "skill_name"),
        ("changed", "scheme", "", "rules"),
        ("removed", "section", "1", ""),
        ("added", "section", "2", ""),
        ("changed", "criterion", "A", "name"),
    ] == found


def test_a_section_that_comes_or_goes_is_told_whole() -> None:
    """With its name and its target, as in the scheme's document."""
    new = replace(OLD, sections=(Section(2, "t", UNITS_PER_MARK),))
    removed, added = {"number": 1, "name": "s"}, {"number": 2, "name": "t"}

    assert (
        Change("removed", "section", "1", before=removed | {"target": "1.00"}),
        Change("added", "section", "2", after=added | {"target": "1.00"}),
    ) == scheme_difference(OLD, new)


def kept(new: Scheme, old: Scheme = OLD, **more: frozenset[str]) -> list[str]:
    """Return the ids of the aspects of ``new`` as they are kept."""
    return [a.id for a in with_kept_ids(new, old, **more).aspects]


def said(name: str, text: str, **changes: object) -> Aspect:
    """Return an aspect that says ``text``."""
    return replace(aspect(name), description=text, **changes)


def test_an_aspect_is_known_by_its_text_wherever_it_stands() -> None:
    """R10: position is not identity."""
    new = of(sub("A1", replace(TWO, id="A1.1"), replace(ONE, id="A1.2")), sub("A2", replace(THREE, id="q")))

    assert ["A1.2", "A1.1", "A2.1"] == kept(new)


def test_an_id_that_the_file_gives_is_believed_before_any_text() -> None:
    """R10: a given id is kept; the old aspect of that id is not free for another's text."""
    new = of(sub("A1", said("A1.1", TWO.description), said("x", ONE.description)))

    assert ["A1.1", "A1.3"] == kept(new, given=frozenset({"A1.1"}))
    assert ["A1.2", "A1.1"] == kept(new)


def test_blanks_and_capitals_make_no_new_aspect_but_the_method_does() -> None:
    """What is measured is not what is judged, though it reads the same."""
    loud = f"  {ONE.description.upper()} \n"

    assert ["A1.1"] == kept(of(sub("A1", said("x", loud))))
    assert ["A1.3"] == kept(of(sub("A1", said("x", loud, method="J"))))


@pytest.mark.parametrize(
    ("place", "expected"),
    [("A1", "A1.1"), ("A2", "A2.1"), ("A3", "A1.1"), ("B2", "B1.1"), ("C1", "A1.1")],
)
def test_among_equal_texts_the_nearest_is_meant(place: str, expected: str) -> None:
    """First where it stood, then in its criterion, then anywhere, in the order of the scheme."""
    twins = {name: said(f"{name}.1", "same") for name in ("A1", "A2", "B1")}
    old = of(
        criteria=tuple(
            Criterion(
                letter, letter, 0, tuple(sub(name, a) for name, a in twins.items() if name[0] == letter)
            )
            for letter in "AB"
        )
    )
    new = of(criteria=(Criterion(place[0], "x", 0, (sub(place, said("x", "same")),)),))

    assert [expected] == kept(new, old)


def test_the_whole_text_tells_equal_descriptions_apart() -> None:
    """Extra and requirement say which of two is meant, also from another place."""
    old = of(sub("A1", said("A1.1", "same", extra="left"), said("A1.2", "same", requirement="5 mm")))
    here = of(sub("A1", said("x", "same", requirement="5 mm"), said("y", "same", extra="left")))
    there = of(sub("A9", said("x", "same", requirement="5 mm"), said("y", "same", extra="other")))

    assert ["A1.2", "A1.1"] == kept(here, old)
    assert ["A1.2", "A1.1"] == kept(there, old)


def test_no_aspect_is_two_at_once() -> None:
    """The second of the same text is new, numbered above all that are and were there."""
    new = of(sub("A1", said("x", ONE.description), said("y", ONE.description), said("z", ONE.description)))

    assert ["A1.1", "A1.3", "A1.4"] == kept(new)
    assert ["A1.1", "A1.8", "A1.9"] == kept(new, taken=frozenset({"A1.7", "A1.x", "B1.50", "odd"}))


def test_a_new_sub_criterion_begins_at_one() -> None:
    """Nothing was ever there."""
    assert ["B7.1"] == kept(of(sub("B7", said("x", "new"))))


def test_the_allocation_adds_up_both_ways() -> None:
    """R12: section by criterion; a section that is not listed has no row."""
    sound = sound_scheme()

    rows = mark_allocation(sound)

    assert [(1, "Making", "80.00", "80.00", "0.00"), (2, "Қолтаңба", "20.00", "20.00", "0.00")] == [
        (r.section, r.name, mark_text(r.target), mark_text(r.marks), mark_text(r.distance)) for r in rows
    ]
    assert dict.fromkeys("ABCDE", 16 * UNITS_PER_MARK) == rows[0].marks_by_criterion
    fewer = mark_allocation(replace(sound, sections=sound.sections[1:]))
    assert [(2, 20 * UNITS_PER_MARK)] == [(row.section, row.marks) for row in fewer]
    larger = replace(sound, sections=(replace(sound.sections[1], target=25 * UNITS_PER_MARK),))
    assert [-5 * UNITS_PER_MARK] == [row.distance for row in mark_allocation(larger)]
