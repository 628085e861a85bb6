"""The catalogue is the fold of its topic; its records read back as they were written."""

import pytest

from services.ingest.catalogue import Catalogue
from services.ingest.journal import Unavailable
from shared import codec
from shared.domain.catalogue_events import (
    CatalogueEvent,
    ChampionshipSet,
    SkillSet,
    catalogue_document,
    catalogue_event,
    person_document,
    person_from_document,
    policy_document,
    policy_from_document,
)
from shared.domain.errors import RuleBroken
from shared.domain.people import Person
from shared.domain.publication import PolicySet
from tests.builders import championship, skill
from tests.ingest_door import FakeRecord

CUP = ChampionshipSet(championship(), 1)
TESTING = SkillSet("cup", "testing", skill(), 2)


async def catalogue_of(*events: CatalogueEvent) -> Catalogue:
    """Return a catalogue that has read ``events``."""
    catalogue = Catalogue()
    for offset, event in enumerate(events):
        await catalogue.handle(FakeRecord(offset, codec.encode(catalogue_document(event))))
    return catalogue


async def test_what_was_defined_is_known() -> None:
    """Championship and skill are there as they were written."""
    catalogue = await catalogue_of(CUP, TESTING)

    assert championship() == catalogue.championship("cup")
    assert skill() == catalogue.skill("cup", "testing")


async def test_the_latest_definition_counts() -> None:
    """A skill that was defined anew is the new one."""
    smaller = skill(competitors=skill().competitors[:1])

    catalogue = await catalogue_of(CUP, TESTING, SkillSet("cup", "testing", smaller, 3))

    assert smaller == catalogue.skill("cup", "testing")


async def test_what_is_not_known_is_refused() -> None:
    """A championship and a skill in it are told apart."""
    catalogue = await catalogue_of(CUP, TESTING)

    with pytest.raises(RuleBroken, match="unknown_championship"):
        catalogue.skill("other", "testing")
    with pytest.raises(RuleBroken, match="unknown_skill"):
        catalogue.skill("cup", "other")


async def test_an_unreadable_record_keeps_nothing_else_out(caplog: pytest.LogCaptureFixture) -> None:
    """It is logged with its offset; what comes after is folded."""
    catalogue = await catalogue_of(CUP)

    for offset, value in enumerate((None, b"{", b"7", b"{}", b'{"v":2,"type":"skill-set"}'), start=1):
        await catalogue.handle(FakeRecord(offset, value))
    await catalogue.handle(FakeRecord(6, codec.encode(catalogue_document(TESTING))))

    assert 5 == caplog.text.count("cannot be read")
    assert skill() == catalogue.skill("cup", "testing")


async def test_a_request_waits_until_its_record_is_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands is known at once; what does not come is a fault of the log."""
    monkeypatch.setattr("services.ingest.reading.READ_WAIT_S", 0.01)
    catalogue = await catalogue_of(CUP)

    await catalogue.knows(0)
    with pytest.raises(Unavailable, match="log_unavailable"):
        await catalogue.knows(1)


@pytest.mark.parametrize("event", [CUP, TESTING])
def test_a_record_of_the_catalogue_reads_back_the_same(event: CatalogueEvent) -> None:
    """Written, sent as JSON and read, it is what it was."""
    assert event == catalogue_event(codec.decode(codec.encode(catalogue_document(event))))


@pytest.mark.parametrize(
    "policy", [PolicySet("cup", "public", "live"), PolicySet("cup", "staff", "nothing", "x")]
)
def test_a_policy_reads_back_the_same(policy: PolicySet) -> None:
    """For one skill and for all of them."""
    assert policy == policy_from_document(policy_document(policy, 1))


def test_a_person_reads_back_the_same() -> None:
    """In both scripts."""
    person = Person("c-1", "Асқар Әлімов", "Asqar Alimov")

    assert person == person_from_document(person_document(person))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"v": 2}, "record_version_unknown"),
        ({"type": "other"}, "record_type_unknown"),
        ({"policy": "everything"}, "record_malformed"),
        ({"audience": "nobody"}, "record_malformed"),
    ],
)
def test_a_policy_of_another_release_is_refused(change: dict[str, object], code: str) -> None:
    """What cannot be understood is never guessed."""
    with pytest.raises(RuleBroken, match=code):
        policy_from_document(policy_document(PolicySet("cup", "public", "live"), 1) | change)


def test_records_with_parts_missing_are_refused() -> None:
    """Each reader says `record_malformed`."""
    for read, kind in ((catalogue_event, "skill-set"), (person_from_document, "person-set")):
        with pytest.raises(RuleBroken, match="record_malformed"):
            read({"v": 1, "type": kind})
    with pytest.raises(RuleBroken, match="record_malformed"):
        policy_from_document({"v": 1, "type": "policy-set"})
    with pytest.raises(RuleBroken, match="record_malformed"):
        person_from_document({})
