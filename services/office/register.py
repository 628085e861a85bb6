"""Championships, names and policies: what the office knows besides marks. Pure: a fold of three topics."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from shared import topics
from shared.domain.catalogue_events import (
    ChampionshipSet,
    catalogue_event,
    person_from_document,
    policy_from_document,
)
from shared.domain.championship import Championship
from shared.domain.errors import RuleBroken
from shared.domain.people import Person
from shared.domain.publication import Policies

Document = Mapping[str, Any]


class Register:
    """What has been defined so far; the latest definition counts."""

    def __init__(self) -> None:
        self.policies = Policies()
        self.version = 0
        """Counts what was taken in; what is worked out from the register may be kept until then."""
        self._championships: dict[str, Championship] = {}
        self._people: dict[str, Person] = {}

    def fold(self, topic: str, key: str, document: Document | None) -> None:
        """Take in one record, None being a tombstone; raises ``RuleBroken`` and changes nothing then."""
        self._folds[topic](self, key, document)
        self.version += 1

    def championship(self, championship: str) -> Championship:
        """Return a championship; raises ``RuleBroken("unknown_championship")``."""
        found = self._championships.get(championship)
        if found is None:
            raise RuleBroken("unknown_championship", field="championship", value=championship)
        return found

    def name(self, person: str) -> dict[str, str | None]:
        """Return a person's names; none where nobody told them, or they were erased."""
        found = self._people.get(person)
        if found is None:
            return {"name": None, "name_latin": None}
        return {"name": found.name, "name_latin": found.name_latin}

    def _fold_catalogue(self, _key: str, document: Document | None) -> None:
        event = None if document is None else catalogue_event(document)
        if isinstance(event, ChampionshipSet):  # a skill's definition is read where it counts: in its log
            self._championships[event.championship.id] = event.championship

    def _fold_person(self, key: str, document: Document | None) -> None:
        if document is None:
            self._people.pop(key, None)
        else:
            person = person_from_document(document)
            self._people[person.id] = person

    def _fold_policy(self, _key: str, document: Document | None) -> None:
        if document is not None:
            self.policies.fold([policy_from_document(document)])

    _folds: ClassVar[dict[str, Callable[["Register", str, Document | None], None]]] = {
        topics.CATALOGUE.name: _fold_catalogue,
        topics.PEOPLE.name: _fold_person,
        topics.PUBLICATIONS.name: _fold_policy,
    }
