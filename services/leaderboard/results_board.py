"""The board of a championship's results: scale, medals, bests, team tables; empty under embargo (R51).

Under embargo nothing on it depends on any mark, status or award, not even how many skills are final. What is
released skill by skill shows for these skills alone; bests and team tables show when all of it is released,
over the skills that this audience may see.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.leaderboard.endings import Results
from shared.domain.alphabet import alphabetical
from shared.domain.best import Contender, best_of_members, overall_best
from shared.domain.board import Board
from shared.domain.championship import Championship, SkillDefinition
from shared.domain.event_results import EventResults, event_results
from shared.domain.people import Person
from shared.domain.result_documents import line_document, member_document, team_tables_document
from shared.domain.results import CompetitorResult

Document = dict[str, Any]
_SHOWN = ("place", "total", "scale", "medal", "persons", "status")


@dataclass(frozen=True, slots=True)
class EndView:
    """One skill whose results the audience may see once they are there."""

    id: str
    definition: SkillDefinition
    results: Results | None
    """None before the skill is final."""


def results_board(
    championship: Championship,
    shown: Iterable[EndView],
    people: Mapping[str, Person],
    *,
    are_tables_shown: bool,
) -> Board:
    """Return the board; ``shown`` are the skills whose results are released to the audience."""
    views = list(shown)
    head: Document = {
        "championship": championship.id,
        "name": championship.name.document(),
        "state": _state(views, are_all=are_tables_shown),
        "medallion_label": None,
        "members": {},
        "skills": {},
        "groups": {},
    }
    if not views and not are_tables_shown:
        return {"kind": "results", "head": head, "rows": {}}
    head |= {
        "medallion_label": championship.results.settings.awards.medallion_label.document(),
        "members": {member.id: member.name.document() for member in championship.members},
        "skills": {view.id: _skill(view) for view in views},
    }
    if are_tables_shown:
        ended = {view.id: view.results for view in views if view.results is not None}
        groups = event_results(ended, championship.results.settings)
        head["groups"] = {group or "": _group(results, people) for group, results in groups.items()}
    rows = {
        f"{view.id}/{line.finish.competitor.id}": _row(championship, view, line, people)
        for view in views
        for result in (view.results or {}).values()
        for line in result.rows
        if line.place is not None
    }
    return {"kind": "results", "head": head, "rows": rows}


def _state(views: list[EndView], *, are_all: bool) -> str:
    """Return where the results are (R53): under embargo, some released, provisional, all there."""
    if not are_all:
        return "partly" if views else "embargo"
    return "final" if views and all(view.results is not None for view in views) else "provisional"


def _skill(view: EndView) -> Document:
    return {
        "number": view.definition.number,
        "name": view.definition.name.document(),
        "is_final": view.results is not None,
    }


def _row(
    championship: Championship, view: EndView, line: CompetitorResult, people: Mapping[str, Person]
) -> Document:
    competitor = line.finish.competitor
    settings = championship.results.settings
    numbers = line_document(line, settings, view.definition.scheme.mark_max)
    shown = (*_SHOWN, "percent", "grade") if settings.grades is not None else _SHOWN
    return {
        "skill": view.id,
        "competitor": competitor.id,
        **_name(competitor.id, people),
        "member": competitor.member,
        "group": competitor.group,
        **{name: numbers[name] for name in shown},
    }


def _group(results: EventResults, people: Mapping[str, Person]) -> Document:
    best = best_of_members(results.contenders)
    return {
        "members": [member_document(standing) for standing in results.members],
        "team_tables": team_tables_document(results.members),
        "best_of_member": [
            line for member in sorted(best, key=alphabetical) for line in _best(best[member], people)
        ],
        "overall_best": list(_best(overall_best(results.contenders), people)),
    }


def _best(shared: Iterable[Contender], people: Mapping[str, Person]) -> Iterator[Document]:
    for one in shared:
        yield {
            "member": one.member,
            "skill": one.skill,
            "competitor": one.competitor,
            **_name(one.competitor, people),
            "scale": one.shown,
        }


def _name(person: str, people: Mapping[str, Person]) -> Document:
    found = people.get(person)
    if found is None:
        return {"name": None, "name_latin": None}
    return {"name": found.name, "name_latin": found.name_latin}
