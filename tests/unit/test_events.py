from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from shared.domain.catalogue_events import (
    ChampionshipSet,
    SkillSet,
    catalogue_document,
    catalogue_event,
    person_document,
    person_from_document,
    policy_document,
    policy_from_document,
)
from shared.domain.championship import (
    championship_document,
    championship_from_document,
    skill_document,
    skill_from_document,
    skill_key,
)
from shared.domain.errors import RuleBroken
from shared.domain.events import (
    EntryOutcome,
    OpenItem,
    Paper,
    SheetTotal,
    Verdict,
    command_document,
    command_from_document,
    sheet_total_document,
    sheet_total_from_document,
    verdict_document,
)
from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import Band, MarkingRules, rules_from_document
from shared.domain.people import Competitor, Person
from shared.domain.publication import PolicySet
from shared.domain.scheme import Aspect, SubCriterion, scheme_document, scheme_from_document
from tests.builders import aspect, championship, enter, judged, measured, scheme, score, set_skill, skill

Document = Mapping[str, Any]

SUBMISSION = command_document(enter(measured("A1.1", "1.00")))
TOTAL = sheet_total_document(SheetTotal("cup", "testing", "c-1", "A1", 180_000, 1, 180_000), 7, 9)
CUP = catalogue_document(ChampionshipSet(championship(), 5))
PERSON = person_document(Person("c-1", "Аян", "Ayan"))
POLICY = policy_document(PolicySet("cup", "venue", "live", "testing"), 5)


def without(document: Document, name: str) -> Document:
    """Return ``document`` without one field."""
    return {key: value for key, value in document.items() if key != name}


@pytest.mark.parametrize(
    ("read", "document", "code", "details"),
    [
        (command_from_document, {**SUBMISSION, "v": 2}, "record_version_unknown", {"v": 2}),
        (command_from_document, {**SUBMISSION, "type": "poem"}, "record_type_unknown", {"type": "poem"}),
        (command_from_document, without(SUBMISSION, "form"), "record_malformed", {"part": "'form'"}),
        (
            command_from_document,
            {**SUBMISSION, "at_ms": "9"},
            "record_malformed",
            {"part": "a whole number is needed, not '9'"},
        ),
        (sheet_total_from_document, {**TOTAL, "v": 0}, "record_version_unknown", {"v": 0}),
        (sheet_total_from_document, without(TOTAL, "mark"), "record_malformed", {"part": "'mark'"}),
        (catalogue_event, {**CUP, "v": 2}, "record_version_unknown", {"v": 2}),
        (catalogue_event, {**CUP, "type": "poem"}, "record_type_unknown", {"type": "poem"}),
        (catalogue_event, without(CUP, "at_ms"), "record_malformed", {"part": "'at_ms'"}),
        (person_from_document, {**PERSON, "v": 2}, "record_version_unknown", {"v": 2}),
        (person_from_document, {**PERSON, "type": "poem"}, "record_type_unknown", {"type": "poem"}),
        (person_from_document, without(PERSON, "type"), "record_malformed", {"part": "'type'"}),
        (person_from_document, without(PERSON, "name"), "record_malformed", {"part": "'name'"}),
        (policy_from_document, {**POLICY, "type": "poem"}, "record_type_unknown", {"type": "poem"}),
        (policy_from_document, without(POLICY, "skill"), "record_malformed", {"part": "'skill'"}),
        (
            policy_from_document,
            {**POLICY, "audience": "all"},
            "record_malformed",
            {"part": "audience 'all', policy 'live'"},
        ),
        (
            policy_from_document,
            {**POLICY, "policy": "all"},
            "record_malformed",
            {"part": "audience 'venue', policy 'all'"},
        ),
        (
            championship_from_document,
            without(championship_document(championship()), "days"),
            "definition_malformed",
            {"part": "'days'"},
        ),
        (
            skill_from_document,
            without(skill_document(skill()), "experts"),
            "definition_malformed",
            {"part": "'experts'"},
        ),
        (
            scheme_from_document,
            without(scheme_document(scheme()), "sections"),
            "scheme_malformed",
            {"part": "'sections'"},
        ),
        (
            policy_from_document,
            {**POLICY, "type": "results-policy-set", "policy": "after_lock"},
            "record_malformed",
            {"part": "audience 'venue', policy 'after_lock'"},
        ),
        (rules_from_document, {"rounding": "up"}, "scheme_malformed", {"part": "rounding 'up'"}),
    ],
)
def test_a_record_that_cannot_be_read_says_why(
    read: Callable[[Document], object], document: Document, code: str, details: dict[str, object]
) -> None:
    """Version, type, or the part that is missing or of another kind: for who looks at the dead letter."""
    with pytest.raises(RuleBroken) as refused:
        read(document)

    assert (code, details) == (refused.value.code, refused.value.details)


def test_an_aspect_of_another_method_is_none() -> None:
    """R11: measurement or judgement."""
    document = scheme_document(scheme())
    document["criteria"][0]["sub_criteria"][0]["aspects"][0]["method"] = "O"

    with pytest.raises(RuleBroken) as refused:
        scheme_from_document(document)

    assert ("scheme_malformed", {"part": "method 'O'"}) == (refused.value.code, refused.value.details)


def test_records_read_back_as_they_were() -> None:
    """Every field, also those that few have."""
    guest = Competitor("c-9", "oral", is_guest=True)
    definition = skill(competitors=[*skill().competitors, guest])
    submission = enter(
        measured("A1.1", "1.00", 2, "slip"),
        judged("A1.2", 1, 2, 2)._replace(attempt=2),
        score("A1.3", 3, attempt=4),
        measured("A1.4", "0.00")._replace(mark=None, deductions=2),
        measured("A1.5", "0.00")._replace(mark=None, measured="9,95"),
        appeal="ap",
    )
    submission = replace(submission, device_at_ms=77, paper=Paper("k-1", "photo-1"))

    assert submission == command_from_document(command_document(submission))
    for command in (enter(measured("A1.1", "1.00")), set_skill(definition)):
        assert command == command_from_document(command_document(command))
    for event in (ChampionshipSet(championship(), 5), SkillSet("cup", "testing", definition, 6)):
        assert event == catalogue_event(catalogue_document(event))
    assert Person("c-1", "Аян", "Ayan") == person_from_document(PERSON)
    assert PolicySet("cup", "venue", "live", "testing") == policy_from_document(POLICY)
    assert (SheetTotal("cup", "testing", "c-1", "A1", 180_000, 1, 180_000), 7) == sheet_total_from_document(
        TOTAL
    )


def test_a_scheme_reads_back_with_all_that_its_aspects_say() -> None:
    """R11, R14, R25, R28: texts that few aspects have, and rules of their own."""
    full = replace(
        aspect("A1.1", method="J"),
        extra="by rule",
        requirement="1 mm",
        allowed_marks=(0, 90_000),
        deduction=90_000,
        bands=(Band(Decimal("9.9"), None, 90_000), Band(None, Decimal("9.8"), 0)),
        judging=JudgementRule(judges=5, scale=10, spread_max=None, lowest=1, drops_extremes=True),
    )
    rules = MarkingRules(JudgementRule(judges=2), "each_aspect", 1, 1000)
    whole = replace(scheme(SubCriterion("A1", "a", 3, (full, aspect("A1.2")))), rules=rules)

    document = scheme_document(whole)

    assert whole == scheme_from_document(document)
    aspects = document["criteria"][0]["sub_criteria"][0]["aspects"]
    assert ("by rule", "1 mm") == (aspects[0]["extra"], aspects[0]["requirement"])
    assert aspect("A1.2") == _aspect_without("extra", "requirement", aspects[1], document)


def _aspect_without(first: str, second: str, own: dict[str, Any], document: dict[str, Any]) -> Aspect:
    """Return the last aspect of the scheme when two of its fields are missing."""
    del own[first], own[second]
    return list(scheme_from_document(document).aspects)[-1]


def test_a_skill_is_filed_under_both_names() -> None:
    """Its records, its board and its sheet totals."""
    assert "cup/testing" == skill_key("cup", "testing")


def test_a_competitor_is_no_guest_unless_it_says_so() -> None:
    """R5: records from before there were guests."""
    document = skill_document(skill())
    for competitor in document["competitors"]:
        del competitor["guest"]

    assert skill() == skill_from_document(document)


def test_the_heads_of_records() -> None:
    """What readers in other languages rely on: version, type, time."""
    submission = command_document(enter(measured("A1.1", "1.00")))
    total = sheet_total_document(SheetTotal("cup", "testing", "c-1", "A1", 180_000, 1, 180_000), 7, 9)
    cup = catalogue_document(ChampionshipSet(championship(), 5))

    assert {"v": 1, "type": "submission", "at_ms": 2}.items() <= submission.items()
    assert {"v": 1, "type": "skill-set", "at_ms": 1}.items() <= command_document(set_skill()).items()
    assert {"v": 1, "type": "sheet-total", "offset": 7, "at_ms": 9}.items() <= total.items()
    assert {"v": 1, "type": "championship-set", "at_ms": 5}.items() <= cup.items()
    assert {
        "v": 1,
        "type": "person-set",
        "id": "c-1",
        "name": "Аян",
        "name_latin": "Ayan",
    } == person_document(Person("c-1", "Аян", "Ayan"))
    assert {
        "v": 1,
        "type": "policy-set",
        "championship": "cup",
        "audience": "venue",
        "skill": "testing",
        "policy": "live",
        "at_ms": 5,
    } == policy_document(PolicySet("cup", "venue", "live", "testing"), 5)
    assert submission.keys().isdisjoint(("appeal", "paper"))


def test_a_refusal_is_sent_with_what_people_need_to_understand_it() -> None:
    """Its details, where there are any."""
    refused = Verdict("s-1", "refused", "form_locked", details={"field": "form", "value": "A1"})

    assert {"field": "form", "value": "A1"} == verdict_document(refused, 3, 8, 9)["details"]
    assert "details" not in verdict_document(Verdict("s-1", "counted"), 3, 8, 9)


def test_the_same_verdict_is_the_same_with_its_details_or_without() -> None:
    """They are for a sentence: what was decided is in the rest."""
    told = Verdict("s-1", "refused", "form_locked", details={"field": "form"})

    assert {told} == {Verdict("s-1", "refused", "form_locked")}


def test_a_verdict_as_it_is_sent() -> None:
    """What became of each entry, how many of a panel are in, what is open; nothing that is None."""
    outcomes = (
        EntryOutcome("A1.1", "counted", 2),
        EntryOutcome("A1.2", "set_aside", 1, "revision_stale"),
        EntryOutcome("A2.1", "waiting", 0, None, (2, 3), 1),
    )
    verdict = Verdict("s-1", "waiting", None, outcomes, (OpenItem("form_not_locked", "A1"),))

    head = {"v": 1, "type": "verdict", "id": "s-1", "status": "waiting", "code": None}
    assert {
        **head,
        "entries": [
            {"aspect": "A1.1", "outcome": "counted", "revision": 2},
            {"aspect": "A1.2", "outcome": "set_aside", "revision": 1, "code": "revision_stale"},
            {"aspect": "A2.1", "outcome": "waiting", "revision": 0, "entered": 2, "of": 3, "attempt": 1},
        ],
        "open_items": [{"kind": "form_not_locked", "form": "A1"}],
        "partition": 3,
        "offset": 8,
        "at_ms": 9,
    } == verdict_document(verdict, 3, 8, 9)
    assert "open_items" not in verdict_document(Verdict("s-1", "counted"), 3, 8, 9)
