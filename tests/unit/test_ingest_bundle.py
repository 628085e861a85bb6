"""A bundle is read whole: everything that is wrong with it at once, or nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from services.ingest.bodies import Refused
from services.ingest.bundle import read_bundle, read_skill
from shared.domain.championship import skill_from_document
from shared.domain.people import Person
from shared.domain.publication import PolicySet
from tests.builders import championship
from tests.ingest_door import bundle, skill_body

Change = Callable[[dict[str, Any]], Any]


def faults(document: Any) -> list[tuple[object, str]]:
    """Return field and code of everything that is wrong with a bundle."""
    with pytest.raises(Refused) as refused:
        read_bundle(document)
    return [(r.details["field"], r.code) for r in refused.value.refusals]


def test_a_good_bundle_is_read_whole() -> None:
    """Championship, skills, people and policies, with what to warn about."""
    read = read_bundle(bundle("testing"))

    assert championship() == read.championship
    assert {"testing": skill_from_document(skill_body())} == read.skills
    assert Person("c-1", "Асқар Әлімов", "Asqar Alimov") == read.people[0]
    assert (PolicySet("cup", "public", "live", None),) == read.policies
    assert [("skills.0.competitors", "few_competitors")] == [
        (w.details["field"], w.code) for w in read.warnings
    ]


def test_the_championship_says_whether_its_skills_need_the_advisor() -> None:
    """Scoring reads a skill's log only, so the definition carries what the championship chose."""
    document = bundle("testing")
    document["championship"]["needs_approval"] = True

    asked = read_bundle(document)
    alone, *_ = read_skill("testing", skill_body(), asked.championship)

    assert (True, True) == (asked.skills["testing"].needs_approval, alone.needs_approval)
    assert not read_bundle(bundle("testing")).skills["testing"].needs_approval


def test_policies_and_people_may_be_left_out_when_nobody_competes() -> None:
    """An empty championship is a championship."""
    document = bundle("testing")
    document["skills"] = []
    del document["people"], document["policies"]

    assert {} == read_bundle(document).skills


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda b: b["championship"].update(id="index"), ("championship.id", "id_reserved")),
        (lambda b: b["championship"].update(id="A B"), ("championship.id", "id_malformed")),
        (lambda b: b["championship"].update(id="a" * 65), ("championship.id", "id_malformed")),
        (
            lambda b: b["championship"].update(time_zone="Asia/Atlantis"),
            ("championship.time_zone", "time_zone_unknown"),
        ),
        (
            lambda b: b["championship"].update(time_zone="../../etc"),
            ("championship.time_zone", "time_zone_unknown"),
        ),
        (lambda b: b["championship"].update(days=[]), ("championship.days", "list_too_short")),
        (lambda b: b["championship"].update(days=["20260520"]), ("championship.days.0", "date_malformed")),
        (lambda b: b["championship"].update(days=["2026-02-30"]), ("championship.days.0", "date_malformed")),
        (
            lambda b: b["championship"].update(days=["2026-05-21", "2026-05-21"]),
            ("championship.days.1", "days_not_in_order"),
        ),
        (lambda b: b["championship"]["name"].pop("kk"), ("championship.name.kk", "field_missing")),
        (lambda b: b["championship"]["name"].update(kk=""), ("championship.name.kk", "text_empty")),
        (
            lambda b: b["championship"]["members"].append(b["championship"]["members"][0]),
            ("championship.members.3.id", "duplicate_id"),
        ),
        (lambda b: b["skills"].append(b["skills"][0]), ("skills.2.id", "duplicate_id")),
        (lambda b: b["skills"][0].update(id="../x"), ("skills.0.id", "id_malformed")),
        (lambda b: b["skills"][0].update(id="x\n"), ("skills.0.id", "id_malformed")),
        (
            lambda b: b["skills"][1]["experts"][0].update(member="mars"),
            ("skills.1.experts.0.member", "unknown_member"),
        ),
        (
            lambda b: b["skills"][1]["competitors"][1].update(member="mars"),
            ("skills.1.competitors.1.member", "unknown_member"),
        ),
        (
            lambda b: b["skills"][0]["competitors"].append(b["skills"][0]["competitors"][0]),
            ("skills.0.competitors.2.id", "duplicate_id"),
        ),
        (
            lambda b: b["skills"][0]["experts"].append(b["skills"][0]["experts"][0]),
            ("skills.0.experts.2.id", "duplicate_id"),
        ),
        (
            lambda b: b["skills"][0]["competitors"][0].update(id="c-9"),
            ("skills.0.competitors.0.id", "unknown_person"),
        ),
        (
            lambda b: b["skills"][0]["competitors"][0].update(id="a/b"),
            ("skills.0.competitors.0.id", "id_malformed"),
        ),
        (
            lambda b: b["skills"][0]["competitors"][0].update(guest=1),
            ("skills.0.competitors.0.guest", "field_wrong_type"),
        ),
        (lambda b: b["people"].append(b["people"][0]), ("people.2.id", "duplicate_id")),
        (lambda b: b["people"][0].update(age=19), ("people.0.age", "field_unknown")),
        (lambda b: b["policies"][0].update(policy="all"), ("policies.0.policy", "value_unknown")),
        (lambda b: b["policies"][0].update(audience="all"), ("policies.0.audience", "value_unknown")),
        (lambda b: b["policies"][0].update(skill="nothing"), ("policies.0.skill", "policy_skill_unknown")),
        (lambda b: b.update(more=1), ("more", "field_unknown")),
        (lambda b: b["skills"][0].pop("scheme"), ("skills.0.scheme", "field_missing")),
        (
            lambda b: b["skills"][0]["scheme"].update(criteria=None),
            ("skills.0.scheme.criteria", "field_wrong_type"),
        ),
    ],
)
def test_each_fault_is_named_with_its_field(change: Change, fault: tuple[str, str]) -> None:
    """One thing is wrong; that and nothing else is told."""
    document = bundle()
    change(document)

    assert [fault] == faults(document)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"mark_max": "0.99"}, ("skills.0.scheme", "total_not_100")),
        (
            {"mark_max": 1},
            ("skills.0.scheme.criteria.0.sub_criteria.0.aspects.0.mark_max", "field_wrong_type"),
        ),
        (
            {"mark_max": "-1"},
            ("skills.0.scheme.criteria.0.sub_criteria.0.aspects.0.mark_max", "mark_negative"),
        ),
        ({"method": "X"}, ("skills.0.scheme.criteria.0.sub_criteria.0.aspects.0.method", "value_unknown")),
        (
            {"allowed_marks": ["0.00", "0.333"]},
            ("skills.0.scheme.criteria.0.sub_criteria.0.aspects.0.allowed_marks.1", "mark_too_many_decimals"),
        ),
        ({"section": 7}, ("skills.0.scheme.criteria.0.sub_criteria.0.aspects.0.section", "section_unknown")),
        ({"id": "A1.2"}, ("skills.0.scheme.criteria.0.sub_criteria.0.aspects.1.id", "aspect_duplicate")),
    ],
)
def test_faults_of_a_scheme_are_told_with_their_place(change: dict[str, Any], fault: tuple[str, str]) -> None:
    """The rules of a scheme (R10 to R14) are checked at import."""
    document = bundle("testing")
    document["skills"][0]["scheme"]["criteria"][0]["sub_criteria"][0]["aspects"][0].update(change)

    assert fault in faults(document)


def test_everything_wrong_is_told_at_once() -> None:
    """Faults of three parts of the bundle come together."""
    document = bundle()
    document["skills"][0]["competitors"][0]["member"] = "mars"
    document["policies"][0]["skill"] = "nothing"
    document["championship"]["days"].reverse()

    assert {"unknown_member", "policy_skill_unknown", "days_not_in_order"} == {
        code for _, code in faults(document)
    }


def test_one_skill_is_read_by_itself() -> None:
    """As in a bundle, without the prefix; the id comes from the address."""
    body = skill_body() | {"reason": "one more expert"}
    definition, reason, warnings = read_skill("testing", body, championship())

    assert (skill_from_document(skill_body()), "one more expert") == (definition, reason)
    assert ["few_competitors"] == [w.code for w in warnings]


@pytest.mark.parametrize(
    ("skill_id", "change", "fault"),
    [
        ("Bad Id", {}, ("skill", "id_malformed")),
        ("testing", {"id": "testing"}, ("id", "field_unknown")),
        ("testing", {"experts": [{"id": "e-1", "member": "mars"}]}, ("experts.0.member", "unknown_member")),
    ],
)
def test_faults_of_one_skill(skill_id: str, change: dict[str, Any], fault: tuple[str, str]) -> None:
    """The same faults as in a bundle."""
    with pytest.raises(Refused) as refused:
        read_skill(skill_id, skill_body() | change, championship())

    assert [fault] == [(r.details["field"], r.code) for r in refused.value.refusals]
