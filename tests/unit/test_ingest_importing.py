"""An import goes through the log first; the catalogue says only what scoring accepted."""

from typing import Any

import pytest

from services.ingest.answers import ProblemAnswer, SkillDefined
from services.ingest.bodies import Refused
from services.ingest.bundle import read_bundle
from services.ingest.importing import PartlyDefined
from services.ingest.journal import Unavailable
from shared.domain.championship import skill_from_document
from shared.domain.errors import RuleBroken
from shared.topics import CATALOGUE, MARK_ENTRIES, PEOPLE, PUBLICATIONS
from tests.ingest_door import Door, bundle, entry, full_scheme, skill_body, submission


def kinds(documents: list[dict[str, Any]]) -> list[str]:
    """Return the types of records, in order."""
    return [document["type"] for document in documents]


async def test_an_import_writes_every_record_that_others_read() -> None:
    """Skills to the log and the catalogue, people, policies; the championship before its skills."""
    door = Door()

    await door.parts.importer.import_bundle(read_bundle(bundle("testing", "welding")), "o-1")

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
    await door.parts.importer.import_bundle(read_bundle(bundle("testing")), "o-1")

    assert ["mark-entries", "people", "people", "publications", "catalogue", "catalogue"] == order


async def marked_and_changed() -> tuple[Door, dict[str, Any]]:
    """Return a door behind which one of two skills has a mark, and an import that changes both schemes."""
    door = Door()
    await door.parts.importer.import_bundle(read_bundle(bundle("testing", "welding")), "o-1")
    assert 200 == (await door.submit(submission(entries=[entry(aspect="A1.1")]))).status
    changed = bundle("testing", "welding")
    for skill in changed["skills"]:
        skill["scheme"]["criteria"][0]["name"] = "renamed"
    return door, changed


async def test_what_scoring_refuses_is_told_and_the_rest_is_defined() -> None:
    """The skill with marks keeps its frozen scheme everywhere; the other one is defined anew."""
    door, changed = await marked_and_changed()

    with pytest.raises(PartlyDefined) as partly:
        await door.parts.importer.import_bundle(read_bundle(changed), "o-1")

    cause = partly.value.cause
    assert isinstance(cause, Refused)
    assert [("skills.0.scheme", "scheme_frozen")] == [(r.details["field"], r.code) for r in cause.refusals]
    assert full_scheme() == door.parts.catalogue.skill("cup", "testing").scheme
    assert "renamed" == door.parts.catalogue.skill("cup", "welding").scheme.criteria[0].name


async def test_the_answer_says_of_each_skill_what_became_of_it() -> None:
    """Two skills of which one is refused: nobody has to guess which of them is defined anew."""
    door, changed = await marked_and_changed()

    reply = await door.call("POST", "/api/v1/championships", json_body=changed, token=door.administrator())

    answer = ProblemAnswer.model_validate(reply.document)
    assert (409, "scheme_frozen", False) == (reply.status, answer.code, answer.are_results_kept)
    assert [
        SkillDefined(skill="testing", status="refused", code="scheme_frozen"),
        SkillDefined(skill="welding", status="counted"),
    ] == answer.skills


async def test_when_scoring_is_away_nothing_is_catalogued(monkeypatch: pytest.MonkeyPatch) -> None:
    """The import may be repeated; until scoring has decided, no skill is shown."""
    monkeypatch.setattr("services.ingest.importing.DEFINITION_WAIT_MS", 0)
    door = Door()
    door.journal.is_scoring = False

    reply = await door.call(
        "POST", "/api/v1/championships", json_body=bundle("testing"), token=door.administrator()
    )

    assert (503, "verdict_late") == (reply.status, reply.document["code"])
    assert [{"skill": "testing", "status": "unknown", "code": "verdict_late"}] == reply.document["skills"]
    assert ["championship-set"] == kinds(door.journal.documents(CATALOGUE))


def otherwise(*skills: str, reason: str | None = None) -> dict[str, Any]:
    """Return an import that makes results otherwise than the first one did."""
    document = bundle(*skills)
    document["championship"]["results"] = {"preset": "worldskills-kazakhstan"}
    return document if reason is None else document | {"reason": reason}


async def test_results_made_otherwise_need_a_reason_and_nothing_changes_without() -> None:
    """R34: before the first record; the same results again need none."""
    door = Door()
    await door.parts.importer.import_bundle(read_bundle(bundle("testing")), "o-1")
    before = door.journal.count()

    with pytest.raises(RuleBroken, match="results_change_needs_reason") as broken:
        await door.parts.importer.import_bundle(read_bundle(otherwise("testing")), "o-1")

    assert ("reason", before) == (broken.value.details["field"], door.journal.count())


async def test_every_skill_hears_that_results_are_made_otherwise() -> None:
    """R34: also a skill that the import leaves out; each record says who, why, and how from now on."""
    door = Door()
    await door.parts.importer.import_bundle(read_bundle(bundle("testing", "welding")), "o-1")

    changed = read_bundle(otherwise("testing", reason="the region counts persons"))
    await door.parts.importer.import_bundle(changed, "o-2")

    told = [
        (record["skill"], record["results"], record["actor"], record["reason"])
        for record in door.journal.documents(MARK_ENTRIES)
        if "results" in record
    ]
    kazakhstan = {"preset": "worldskills-kazakhstan"}
    assert [
        ("testing", kazakhstan, "o-2", "the region counts persons"),
        ("welding", kazakhstan, "o-2", "the region counts persons"),
    ] == sorted(told, key=str)
    assert "worldskills-kazakhstan" == door.parts.catalogue.championship("cup").results.preset


async def test_results_stay_as_they_are_made_while_a_skill_is_refused() -> None:
    """No skill may be final by one way of making results while another is shown by a new one."""
    door, _ = await marked_and_changed()
    changed = otherwise("testing", "welding", reason="the region counts persons")
    changed["skills"][0]["scheme"]["criteria"][0]["name"] = "renamed"

    with pytest.raises(PartlyDefined) as partly:
        await door.parts.importer.import_bundle(read_bundle(changed), "o-1")

    assert partly.value.are_results_kept
    assert "worldskills" == door.parts.catalogue.championship("cup").results.preset


async def test_a_frozen_scheme_is_told_when_one_skill_is_set() -> None:
    """The refusal names the field, and the catalogue stays."""
    door = Door()
    await door.parts.importer.import_bundle(read_bundle(bundle("testing")), "o-1")
    await door.submit(submission())
    changed = skill_body()
    changed["competitors"] = changed["competitors"][1:]

    with pytest.raises(Refused) as refused:
        await door.parts.importer.set_skill("cup", "testing", skill_from_document(changed), "o-1")

    assert [("competitors", "competitor_has_marks")] == [
        (r.details["field"], r.code) for r in refused.value.refusals
    ]
    assert skill_from_document(skill_body()) == door.parts.catalogue.skill("cup", "testing")


async def test_a_log_that_is_down_lets_nothing_through() -> None:
    """Neither the log nor the catalogue has anything."""
    door = Door()
    door.journal.is_down = True

    with pytest.raises(Unavailable, match="log_unavailable"):
        await door.parts.importer.import_bundle(read_bundle(bundle("testing")), "o-1")

    assert 0 == door.journal.count()
