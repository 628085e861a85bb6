"""R2 to R6, R13: what the door says about a championship as it is set up: warnings, or refusals by field."""

from typing import Any

import pytest

from services.ingest.bodies import Refused
from services.ingest.bundle import read_bundle
from tests.builders import names
from tests.ingest_door import bundle


def faults(document: Any) -> list[tuple[object, str]]:
    """Return field and code of everything that is wrong with a bundle."""
    with pytest.raises(Refused) as refused:
        read_bundle(document)
    return [(r.details["field"], r.code) for r in refused.value.refusals]


def test_an_import_answers_with_what_is_unusual() -> None:
    """Through the door: years of birth are looked at, the championship's own bounds count."""
    document = bundle("testing")
    document["people"][0]["born"] = 1990
    document["skills"][0]["hours"] = 30
    document["championship"]["bounds"] = {"competitors_min": 2, "aspect_mark_max": "0.50"}

    warnings = read_bundle(document).warnings

    assert {("age_unusual", "skills.0.competitors.0"), ("hours_unusual", "skills.0.hours")} <= {
        (w.code, w.details["field"]) for w in warnings
    }
    assert "mark_high" in {w.code for w in warnings}
    assert "few_competitors" not in {w.code for w in warnings}


def test_who_is_in_a_pair_must_be_known_and_there_once() -> None:
    """R6: no name, or the same person in two entries."""
    document = bundle("testing")
    for at, competitor in enumerate(document["skills"][0]["competitors"]):
        competitor["person_ids"] = ["x-1", f"y-{at}"]
    document["people"] += [{"id": name, "name": name, "name_latin": name} for name in ("x-1", "y-0")]

    assert [
        ("skills.0.competitors.1.person_ids.0", "duplicate_id"),
        ("skills.0.competitors.1.person_ids.1", "unknown_person"),
    ] == faults(document)


def test_an_age_group_must_be_defined() -> None:
    """R2: its boards would be nobody's."""
    document = bundle("testing")
    document["skills"][0]["competitors"][1]["group"] = "seniors"

    assert [("skills.0.competitors.1.group", "unknown_age_group")] == faults(document)


def test_bounds_that_cross_are_refused() -> None:
    """An age group twice, and spans that end before they begin."""
    document = bundle("testing")
    group = {"id": "juniors", "name": names("x").document(), "age_min": 16, "age_max": 14}
    document["championship"]["age_groups"] = [group, group | {"age_max": 17}]
    document["championship"]["bounds"] = {"age_min": 30, "hours_min": 40, "criteria_min": 20}

    assert [
        ("championship.age_groups.1.id", "duplicate_id"),
        ("championship.bounds.age_max", "number_out_of_range"),
        ("championship.bounds.hours_max", "number_out_of_range"),
        ("championship.bounds.criteria_max", "number_out_of_range"),
        ("championship.age_groups.0.age_max", "number_out_of_range"),
    ] == faults(document)


def test_a_scheme_with_rules_of_its_own_comes_through_the_door() -> None:
    """R25, R28: every rule that a scheme may set is taken over HTTP, and checked."""
    document = bundle("testing")
    scheme = document["skills"][0]["scheme"]
    aspect = scheme["criteria"][0]["sub_criteria"][0]["aspects"][0]
    scheme["rules"] = {"judging": {"judges": 3, "spread_max": None}, "rounding": "each_aspect"}
    aspect["bands"] = [{"from": "9.95", "to": None, "mark": "1.00"}]
    aspect["deduction"] = "0.25"
    place = "skills.0.scheme.criteria.0.sub_criteria.0.aspects.0"

    assert [(f"{place}.bands", "partial_rules_conflict")] == faults(document)
    del aspect["deduction"]
    definition = read_bundle(document).skills["testing"]
    assert "each_aspect" == definition.scheme.rules.rounding
    aspect["bands"][0]["from"] = "near"
    assert [(f"{place}.bands.0.from", "measured_not_a_number")] == faults(document)
