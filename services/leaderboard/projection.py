"""Everything the boards are made of, folded from the topics, and which boards each record changes. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from services.leaderboard.boards import SkillView, index_board, overview_board, skill_board
from services.leaderboard.endings import Ending
from services.leaderboard.results import SkillResults
from services.leaderboard.results_board import EndView, results_board
from shared import topics
from shared.domain.board import Board
from shared.domain.catalogue_events import (
    ChampionshipSet,
    SkillSet,
    catalogue_event,
    person_from_document,
    policy_from_document,
)
from shared.domain.championship import Championship, SkillDefinition, skill_key
from shared.domain.events import sheet_total_from_document
from shared.domain.people import Person
from shared.domain.publication import AudienceClass, Policies
from shared.domain.skill_end import skill_end
from shared.domain.standing import locked_totals
from shared.keys import INDEX_BOARD, RESULTS_SKILL
from shared.keys import results_board as results_board_id
from shared.topics import Topic

Document = dict[str, object]


@dataclass(slots=True)
class _Held:
    """One championship as it is known so far; either part may arrive first."""

    championship: Championship | None = None
    skills: dict[str, SkillDefinition] = field(default_factory=dict)


class Projection:
    """The state behind all boards of all audiences."""

    def __init__(self) -> None:
        self._championships: dict[str, _Held] = {}
        self._results: dict[str, SkillResults] = {}
        self._endings: dict[str, Ending] = {}
        self._people: dict[str, Person] = {}
        self._policies = Policies()
        self._places_of_person: dict[str, set[str]] = {}
        """The boards on which a person's name stands."""

    def fold(self, topic: Topic, key: str, document: Document | None) -> set[str]:
        """Take in one record (None is a tombstone) and return the ids of the boards it changes.

        Raises ``RuleBroken`` when the record cannot be understood; nothing is changed then.
        """
        return self._folds[topic.name](self, key, document)

    def board_ids(self) -> Iterator[str]:
        """Yield the id of every board there is."""
        yield INDEX_BOARD
        for championship_id, held in self._championships.items():
            if held.championship is not None:
                yield championship_id
                yield results_board_id(championship_id)
                yield from (skill_key(championship_id, skill) for skill in held.skills)

    def board(self, board_id: str, audience: AudienceClass) -> Board | None:
        """Return the board as ``audience`` may see it; None when there is no such board."""
        if board_id == INDEX_BOARD:
            return self._index()
        championship_id, _, skill = board_id.partition("/")
        held = self._championships.get(championship_id)
        if held is None or held.championship is None:
            return None
        if not skill:
            views = (self._view(held.championship, name, held.skills[name], audience) for name in held.skills)
            return overview_board(held.championship, views, self._people)
        if skill == RESULTS_SKILL:
            return self._results_board(held.championship, held.skills, audience)
        definition = held.skills.get(skill)
        if definition is None:
            return None
        return skill_board(self._view(held.championship, skill, definition, audience), self._people)

    def _view(
        self, championship: Championship, skill: str, definition: SkillDefinition, audience: AudienceClass
    ) -> SkillView:
        results = self._results.setdefault(skill_key(championship.id, skill), SkillResults())
        policy = self._policies.policy(championship.id, skill, audience)
        return SkillView(skill, championship, definition, results, policy)

    def _results_board(
        self, championship: Championship, skills: dict[str, SkillDefinition], audience: AudienceClass
    ) -> Board:
        def is_shown(skill: str | None) -> bool:
            return self._policies.are_results_shown(championship.id, skill, audience)

        def view(skill: str) -> EndView:
            key, definition = skill_key(championship.id, skill), skills[skill]
            ending = self._endings.setdefault(key, Ending())
            settings = championship.results.settings
            return EndView(skill, definition, ending.results(definition, self._marks(key), settings))

        shown = [view(skill) for skill in sorted(skills) if is_shown(skill)]
        return results_board(championship, shown, self._people, are_tables_shown=is_shown(None))

    def _index(self) -> Board:
        known = (held for held in self._championships.values() if held.championship is not None)
        return index_board(
            (held.championship, len(held.skills), sum(_entrants(d) for d in held.skills.values()))
            for held in known
            if held.championship is not None
        )

    def _fold_total(self, _key: str, document: Document | None) -> set[str]:
        if document is None:
            return set()
        sheet, offset = sheet_total_from_document(document)
        key = skill_key(sheet.championship, sheet.skill)
        if self._results.setdefault(key, SkillResults()).fold(sheet, offset):
            return {key, sheet.championship}
        return set()

    def _fold_form(self, key: str, document: Document | None) -> set[str]:
        board, _, form = key.rpartition("/")
        if document is None:
            return self._told(board) if self._marks(board).drop_form(form) else set()
        if document.get("type") == "skill-standing":
            end, offset = skill_end(document)
            is_news = self._endings.setdefault(key, Ending()).fold(end, offset)
            return {results_board_id(key.partition("/")[0])} if is_news else set()
        totals, offset = locked_totals(document)
        is_locked = document["totals"] is not None
        is_news = self._marks(board).fold_form(form, totals, offset, is_locked=is_locked)
        return self._told(board) if is_news else set()

    def _marks(self, key: str) -> SkillResults:
        return self._results.setdefault(key, SkillResults())

    def _told(self, key: str) -> set[str]:
        """Return the boards that tell of the locked marks of a skill."""
        championship = key.partition("/")[0]
        return {key, championship, results_board_id(championship)}

    def publish_progress(self) -> set[str]:
        """Let boards tell the progress of now, where they tell only that; return the boards this changes."""
        changed = {key for key, results in self._results.items() if results.publish_progress()}
        return changed | {key.partition("/")[0] for key in changed}

    def _fold_catalogue(self, _key: str, document: Document | None) -> set[str]:
        if document is None:
            return set()
        event = catalogue_event(document)
        if isinstance(event, ChampionshipSet):
            held = self._championships.setdefault(event.championship.id, _Held())
            held.championship = event.championship
            return self._all_of(event.championship.id)
        return self._fold_skill(event)

    def _fold_skill(self, event: SkillSet) -> set[str]:
        held = self._championships.setdefault(event.championship, _Held())
        held.skills[event.skill] = event.definition
        key = skill_key(event.championship, event.skill)
        for competitor in event.definition.competitors:
            self._places_of_person.setdefault(competitor.id, set()).add(key)
        return {key, event.championship, results_board_id(event.championship), INDEX_BOARD}

    def _fold_policy(self, _key: str, document: Document | None) -> set[str]:
        if document is None:
            return set()
        event = policy_from_document(document)
        self._policies.fold([event])
        return self._all_of(event.championship)

    def _fold_person(self, key: str, document: Document | None) -> set[str]:
        if document is None:
            self._people.pop(key, None)
        else:
            person = person_from_document(document)
            self._people[person.id] = person
        boards = self._places_of_person.get(key, set())
        championships = {board.partition("/")[0] for board in boards}
        return boards | championships | {results_board_id(championship) for championship in championships}

    def _all_of(self, championship_id: str) -> set[str]:
        skills = self._championships.get(championship_id, _Held()).skills
        overall = {INDEX_BOARD, championship_id, results_board_id(championship_id)}
        return overall | {*(skill_key(championship_id, skill) for skill in skills)}

    _folds: ClassVar[dict[str, Callable[["Projection", str, Document | None], set[str]]]] = {
        topics.TOTALS.name: _fold_total,
        topics.FORMS.name: _fold_form,
        topics.CATALOGUE.name: _fold_catalogue,
        topics.PUBLICATIONS.name: _fold_policy,
        topics.PEOPLE.name: _fold_person,
    }


def _entrants(definition: SkillDefinition) -> int:
    return sum(not competitor.is_guest for competitor in definition.competitors)
