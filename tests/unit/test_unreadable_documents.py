"""What cannot be read is refused with a code that says so, whichever document it is."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from shared.domain.catalogue_events import catalogue_event, person_from_document, policy_from_document
from shared.domain.championship import (
    championship_document,
    championship_from_document,
    skill_document,
    skill_from_document,
)
from shared.domain.errors import RuleBroken
from shared.domain.events import (
    SheetTotal,
    command_document,
    command_from_document,
    sheet_total_document,
    sheet_total_from_document,
)
from shared.domain.scheme import scheme_document, scheme_from_document
from tests.builders import championship, enter, judged, measured, scheme, skill

Read = Callable[[Mapping[str, Any]], object]

TOTAL = sheet_total_document(SheetTotal("cup", "testing", "c-1", "A1", 1, 1, 1), 0, 0)
SUBMISSION = command_document(enter(measured("A1.1", "1.00")))
SCORES = command_document(enter(judged("A2.1", 1, 1, 1), form="A2"))


def with_entry(document: dict[str, Any], **changed: object) -> dict[str, Any]:
    """Return a submission whose only entry is changed."""
    return {**document, "entries": [{**document["entries"][0], **changed}]}


def with_method(method: str) -> dict[str, Any]:
    """Return a scheme whose first aspect has another method."""
    document = scheme_document(scheme())
    document["criteria"][0]["sub_criteria"][0]["aspects"][0]["method"] = method
    return document


@pytest.mark.parametrize(
    ("read", "document", "code"),
    [
        (command_from_document, {}, "record_malformed"),
        (command_from_document, {**SUBMISSION, "v": 9}, "record_version_unknown"),
        (command_from_document, {**SUBMISSION, "type": "coffee"}, "record_type_unknown"),
        (command_from_document, with_entry(SUBMISSION, mark="1.00"), "record_malformed"),
        (command_from_document, with_entry(SUBMISSION, based_on=None), "record_malformed"),
        (command_from_document, with_entry(SCORES, scores=["1", 1, 1]), "record_malformed"),
        (sheet_total_from_document, {**TOTAL, "v": 9}, "record_version_unknown"),
        (sheet_total_from_document, {"v": 1}, "record_malformed"),
        (catalogue_event, {"v": 1}, "record_malformed"),
        (catalogue_event, {"v": 9, "type": "skill-set"}, "record_version_unknown"),
        (catalogue_event, {"v": 1, "type": "coffee"}, "record_type_unknown"),
        (person_from_document, {"v": 1, "type": "person-set", "id": "c-1"}, "record_malformed"),
        (person_from_document, {}, "record_malformed"),
        (person_from_document, {"v": 1, "type": "policy-set"}, "record_type_unknown"),
        (policy_from_document, {"v": 1, "type": "policy-set"}, "record_malformed"),
        (
            policy_from_document,
            {
                "v": 1,
                "type": "policy-set",
                "championship": "cup",
                "audience": "all",
                "policy": "live",
                "skill": None,
            },
            "record_malformed",
        ),
        (
            championship_from_document,
            {**championship_document(championship()), "days": 3},
            "definition_malformed",
        ),
        (skill_from_document, {**skill_document(skill()), "experts": [{}]}, "definition_malformed"),
        (scheme_from_document, with_method("X"), "scheme_malformed"),
        (scheme_from_document, {}, "scheme_malformed"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused(
    read: Read, document: Mapping[str, Any], code: str
) -> None:
    """Ingest answers with it, scoring and boards leave the record out and tell where it stands."""
    with pytest.raises(RuleBroken, match=code):
        read(document)
