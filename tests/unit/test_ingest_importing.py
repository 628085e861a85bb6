"""An import goes through the log first; the catalogue says only what scoring accepted."""

from typing import Any

import pytest

from services.ingest.bodies import Refused
from services.ingest.bundle import read_bundle
from services.ingest.journal import Unavailable
from shared.domain.championship import skill_from_document
from shared.topics import CATALOGUE, MARK_ENTRIES, PEOPLE, PUBLICATIONS
from tests.ingest_door import Door, bundle, entry, full_scheme, skill_body, submission


def kinds(documents: list[dict[str, Any]]) -> list[str]:
    """Return the types of records, in order."""
    return [document["type"] for document in documents]


async def test_an_import_writes_every_record_that_others_read() -> None:
    """Skills to the log and the catalogue, people, policies; the championship before its skills."""
    door = Door()

    await door.parts.importer.import_bundle(read_bundle(bundle("testing", "welding")))

    topics = (MARK_ENTRIES, CATALOGUE, PEOPLE, PUBLICATIONS)
    written = {topic.name: kinds(door.journal.documents(topic)) for topic in topics}
    assert {
        "mark-entries": ["skill-set"] * 2,
        "catalogue": ["championship-set", "skill-set", "skill-set"],
        "people": ["person-set"] * 2,
        "publications": ["policy-set"],
    } == written
    assert skill_from_document(skill_body()) == door.parts.catalogue.skill("cup", "welding")


async def test_nothing_is_shown_before_its_names_and_policies_are_written() -> None:
    """The catalogue comes last, so that no board opens with a default policy or without names."""
    door = Door()
    order: list[str] = []
    append = door.journal.append

    async def noted(topic: Any, key: str, document: Any) -> Any:
        order.append(topic.name)
        return await append(topic, key, document)

    door.journal.append = noted  # type: ignore[method-assign]
    await door.parts.importer.import_bundle(read_bundle(bundle("testing")))

    assert ["mark-entries", "people", "people", "publications", "catalogue", "catalogue"] == order


async def test_what_scoring_refuses_is_told_and_the_rest_is_defined() -> None:
    """The skill with marks keeps its frozen scheme everywhere; the other one is defined anew."""
    door = Door()
    await door.parts.importer.import_bundle(read_bundle(bundle("testing", "welding")))
    assert 200 == (await door.submit(submission(entries=[entry(aspect="A1.1")]))).status
    changed = bundle("testing", "welding")
    for skill in changed["skills"]:
        skill["scheme"]["criteria"][0]["name"] = "renamed"

    with pytest.raises(Refused) as refused:
        await door.parts.importer.import_bundle(read_bundle(changed))

    assert [("skills.0.scheme", "scheme_frozen")] == [
        (r.details["field"], r.code) for r in refused.value.refusals
    ]
    assert full_scheme() == door.parts.catalogue.skill("cup", "testing").scheme
    assert "renamed" == door.parts.catalogue.skill("cup", "welding").scheme.criteria[0].name


async def test_when_scoring_is_away_nothing_is_catalogued(monkeypatch: pytest.MonkeyPatch) -> None:
    """The import may be repeated; until scoring has decided, no skill is shown."""
    monkeypatch.setattr("services.ingest.importing.DEFINITION_WAIT_MS", 0)
    door = Door()
    door.journal.is_scoring = False

    with pytest.raises(Unavailable, match="verdict_late"):
        await door.parts.importer.import_bundle(read_bundle(bundle("testing")))

    assert ["championship-set"] == kinds(door.journal.documents(CATALOGUE))


async def test_a_frozen_scheme_is_told_when_one_skill_is_set() -> None:
    """The refusal names the field, and the catalogue stays."""
    door = Door()
    await door.parts.importer.import_bundle(read_bundle(bundle("testing")))
    await door.submit(submission())
    changed = skill_body()
    changed["competitors"] = changed["competitors"][1:]

    with pytest.raises(Refused) as refused:
        await door.parts.importer.set_skill("cup", "testing", skill_from_document(changed))

    assert [("competitors", "competitor_has_marks")] == [
        (r.details["field"], r.code) for r in refused.value.refusals
    ]
    assert skill_from_document(skill_body()) == door.parts.catalogue.skill("cup", "testing")


async def test_a_log_that_is_down_lets_nothing_through() -> None:
    """Neither the log nor the catalogue has anything."""
    door = Door()
    door.journal.is_down = True

    with pytest.raises(Unavailable, match="log_unavailable"):
        await door.parts.importer.import_bundle(read_bundle(bundle("testing")))

    assert 0 == door.journal.count()
