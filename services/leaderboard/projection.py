"""Everything the boards are made of, folded from the topics, and which boards each record changes. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from services.leaderboard.boards import SkillView, index_board, overview_board, skill_board
from services.leaderboard.chronicle import Chronicle
from services.leaderboard.corrections import Corrections
from services.leaderboard.endings import Ending
from services.leaderboard.history import FormTold, SkillHistory, SkillTold, TotalTold
from services.leaderboard.pace import Shown
from services.leaderboard.people_board import people_board
from services.leaderboard.reach_view import with_reach
from services.leaderboard.results_board import EndView, results_board
from services.leaderboard.screens_board import ScreenBoards
from services.leaderboard.shown import ShownMarks, shown_marks
from services.leaderboard.telling import Terms
from services.leaderboard.told import at_ms, told_form, told_total
from services.leaderboard.told_boards import SkillTale, story_board, tells_every_mark, timeline_board
from services.leaderboard.touched import boards_by_policy, boards_naming, boards_of, boards_with, to_all
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
from shared.domain.errors import RuleBroken
from shared.domain.people import Person
from shared.domain.publication import AUDIENCE_CLASSES, AudienceClass, Policies, Publication
from shared.keys import INDEX_BOARD, PEOPLE_SKILL, RESULTS_SKILL, STORY_SKILL, TIMELINE, overall_boards
from shared.keys import people_board as people_board_id
from shared.keys import results_board as results_board_id
from shared.keys import timeline_board as timeline_board_id
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
        self._histories: dict[str, SkillHistory] = {}
        self._now_ms = 0
        """Up to when audiences that do not know everything have been brought."""
        self._endings: dict[str, Ending] = {}
        self._chronicle = Chronicle()
        self._people: dict[str, Person] = {}
        self._policies = Policies()
        self._corrections = Corrections()
        self._screens = ScreenBoards()
        self._places_of_person: dict[str, set[str]] = {}
        """The boards on which a person's name stands."""

    def fold(self, topic: Topic, key: str, document: Document | None) -> set[Shown]:
        """Take in one record (None is a tombstone) and return the boards it changes, by audience.

        Raises ``RuleBroken`` when the record cannot be understood; nothing is changed then.
        """
        if document is not None and not isinstance(document, dict):
            raise RuleBroken("record_malformed", part="an object is needed")
        return self._folds[topic.name](self, key, document)

    def board_ids(self) -> Iterator[str]:
        """Yield the id of every board there is."""
        yield INDEX_BOARD
        for championship_id, held in self._championships.items():
            if held.championship is not None:
                yield championship_id
                yield from overall_boards(championship_id)
                for key in (skill_key(championship_id, skill) for skill in held.skills):
                    yield from (key, timeline_board_id(key))

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
        if audience == "venue" and (of_screens := self._screens.board(championship_id, skill)) is not None:
            return of_screens
        if skill == RESULTS_SKILL:
            return self._results_board(held.championship, held.skills, audience)
        if skill == STORY_SKILL:
            tales = (self._tale(held.championship, name, held.skills[name], audience) for name in held.skills)
            return story_board(held.championship, tales, self._people)
        if skill == PEOPLE_SKILL:
            return people_board(held.championship, held.skills, self._people)
        skill, _, part = skill.partition("/")
        definition = held.skills.get(skill)
        if definition is None or part not in ("", TIMELINE):
            return None
        if part == TIMELINE:
            tale = self._tale(held.championship, skill, definition, audience)
            return timeline_board(held.championship, tale)
        view = self._view(held.championship, skill, definition, audience)
        return with_reach(skill_board(view, self._people), view)

    def is_slow(self, board_id: str, audience: AudienceClass) -> bool:
        """Say whether making the board may first have to fold every mark of a skill, or of all of them."""
        skills = self._championships.get(board_id.partition("/")[0], _Held()).skills
        return tells_every_mark(board_id, audience, skills, self._policies)

    def shown(self, board_id: str, audience: AudienceClass) -> ShownMarks | None:
        """Return which marks the board of a skill shows to ``audience``; None for any other board."""
        championship_id, _, skill = board_id.partition("/")
        held = self._championships.get(championship_id)
        if held is None or held.championship is None or skill not in held.skills:
            return None
        return shown_marks(self._view(held.championship, skill, held.skills[skill], audience))

    def _view(
        self, championship: Championship, skill: str, definition: SkillDefinition, audience: AudienceClass
    ) -> SkillView:
        history = self._history(skill_key(championship.id, skill))
        publication = self._policies.publication(championship.id, skill, audience)
        history.show(audience, publication.cut_ms(self._now_ms))
        return SkillView(
            skill,
            championship,
            definition,
            history.results(audience),
            publication.policy,
            publication.frozen_since_ms(self._now_ms),
            publication.delay_ms,
            self._corrections.of(championship.id, skill, audience, publication, self._now_ms),
        )

    def _tale(
        self, championship: Championship, skill: str, definition: SkillDefinition, audience: AudienceClass
    ) -> SkillTale:
        key = skill_key(championship.id, skill)
        publication = self._policies.publication(championship.id, skill, audience)
        terms = Terms(skill, definition, championship.results.settings, publication.policy)
        cut_ms = publication.cut_ms(self._now_ms)
        telling = self._chronicle.telling(audience, key, terms, self._history(key), cut_ms)
        return SkillTale(terms, telling, publication.frozen_since_ms(self._now_ms))

    def _history(self, key: str) -> SkillHistory:
        return self._histories.setdefault(key, SkillHistory())

    def _results_board(
        self, championship: Championship, skills: dict[str, SkillDefinition], audience: AudienceClass
    ) -> Board:
        def is_shown(skill: str | None) -> bool:
            return self._policies.are_results_shown(championship.id, skill, audience)

        def view(skill: str) -> EndView:
            key, definition = skill_key(championship.id, skill), skills[skill]
            ending = self._endings.setdefault(key, Ending())
            settings = championship.results.settings
            return EndView(skill, definition, ending.results(definition, self._history(key).now, settings))

        shown = [view(skill) for skill in sorted(skills) if is_shown(skill)]
        return results_board(championship, shown, self._people, are_tables_shown=is_shown(None))

    def _index(self) -> Board:
        known = (held for held in self._championships.values() if held.championship is not None)
        return index_board(
            (held.championship, len(held.skills), sum(d.entrants for d in held.skills.values()))
            for held in known
            if held.championship is not None
        )

    def _fold_total(self, _key: str, document: Document | None) -> set[Shown]:
        if document is None:
            return set()
        return self._told(*told_total(document), document)

    def _fold_form(self, key: str, document: Document | None) -> set[Shown]:
        return self._told(*told_form(key, document), document or {"at_ms": 0})

    def _told(self, key: str, told: TotalTold | FormTold | SkillTold, document: Document) -> set[Shown]:
        if not self._history(key).take(told, at_ms(document)):
            return set()
        self._corrections.take(key, told, at_ms(document))
        championship = key.partition("/")[0]
        concerned = [a for a in AUDIENCE_CLASSES if self._concerns(a, key, told)]
        changed = {(audience, board) for audience in concerned for board in boards_with(key)}
        return changed if isinstance(told, TotalTold) else changed | to_all({results_board_id(championship)})

    def _concerns(self, audience: AudienceClass, key: str, told: TotalTold | FormTold | SkillTold) -> bool:
        """Say whether ``audience`` may see something of what was told now; else it sees it in its time."""
        championship, _, skill = key.partition("/")
        publication = self._policies.publication(championship, skill, audience)
        if publication.cut_ms(0) is not None:
            return False
        return publication.policy == "live" or not isinstance(told, TotalTold)

    def advance(self, now_ms: int) -> set[Shown]:
        """Bring every audience to what it may know at ``now_ms``; return the boards this changes."""
        before_ms, self._now_ms = self._now_ms, max(now_ms, self._now_ms)
        changed: set[Shown] = set()
        for key, audience, publication in self._limited():
            freeze_at_ms = publication.freeze_at_ms
            begins = freeze_at_ms is not None and before_ms < freeze_at_ms <= self._now_ms
            is_news = self._history(key).show(audience, publication.cut_ms(self._now_ms))
            if begins or is_news:
                changed |= {(audience, board) for board in boards_with(key)}
        return changed | {("venue", board) for board in self._screens.advance(now_ms)}

    def next_ms(self) -> int | None:
        """Return when ``advance`` has something to do; None while nothing waits for a time."""
        scheduled_ms = self._screens.next_ms()
        moments = [] if scheduled_ms is None else [scheduled_ms]
        for key, audience, publication in self._limited():
            freeze_at_ms = publication.freeze_at_ms
            if freeze_at_ms is not None and freeze_at_ms > self._now_ms:
                moments.append(freeze_at_ms)
            waiting_ms = self._history(key).next_ms(audience)
            if waiting_ms is not None and (freeze_at_ms is None or waiting_ms <= freeze_at_ms):
                moments.append(waiting_ms + publication.delay_ms)
        return min(moments, default=None)

    def _limited(self) -> Iterator[tuple[str, AudienceClass, Publication]]:
        """Yield every skill and audience that may not know everything at once."""
        if not self._policies.are_limited:
            return
        for championship_id, held in self._championships.items():
            for skill in held.skills:
                for audience in AUDIENCE_CLASSES:
                    publication = self._policies.publication(championship_id, skill, audience)
                    if publication.cut_ms(self._now_ms) is not None:
                        yield skill_key(championship_id, skill), audience, publication

    def publish_progress(self) -> set[Shown]:
        """Let boards tell the progress of now, where they tell only that; return the boards this changes."""
        changed = {key for key, history in self._histories.items() if history.publish_progress()}
        return to_all(changed | {key.partition("/")[0] for key in changed})

    def _fold_catalogue(self, _key: str, document: Document | None) -> set[Shown]:
        if document is None:
            return set()
        event = catalogue_event(document)
        if isinstance(event, ChampionshipSet):
            held = self._championships.setdefault(event.championship.id, _Held())
            held.championship = event.championship
            return boards_of(event.championship.id, held.skills)
        return self._fold_skill(event)

    def _fold_skill(self, event: SkillSet) -> set[Shown]:
        held = self._championships.setdefault(event.championship, _Held())
        held.skills[event.skill] = event.definition
        key = skill_key(event.championship, event.skill)
        for competitor in event.definition.competitors:
            self._places_of_person.setdefault(competitor.id, set()).add(key)
        overall = {results_board_id(event.championship), people_board_id(event.championship)}
        return to_all({*boards_with(key), *overall, INDEX_BOARD})

    def _fold_policy(self, _key: str, document: Document | None) -> set[Shown]:
        if document is None:
            return set()
        event = policy_from_document(document)
        self._policies.fold([event])
        self._corrections.set_policy(event, at_ms(document))
        return boards_by_policy(event, self._championships.get(event.championship, _Held()).skills)

    def _fold_person(self, key: str, document: Document | None) -> set[Shown]:
        if document is None:
            self._people.pop(key, None)
        else:
            person = person_from_document(document)
            self._people[person.id] = person
        return boards_naming(self._places_of_person.get(key, ()))

    def _fold_screens(self, _key: str, document: Document | None) -> set[Shown]:
        return set() if document is None else {("venue", board) for board in self._screens.fold(document)}

    _folds: ClassVar[dict[str, Callable[["Projection", str, Document | None], set[Shown]]]] = {
        topics.TOTALS.name: _fold_total,
        topics.FORMS.name: _fold_form,
        topics.CATALOGUE.name: _fold_catalogue,
        topics.PUBLICATIONS.name: _fold_policy,
        topics.PEOPLE.name: _fold_person,
        topics.SCREENS.name: _fold_screens,
    }
