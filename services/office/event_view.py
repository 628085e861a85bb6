"""The results of a championship for the results team: awards, bests, team tables, what needs a decision."""

from collections.abc import Iterable, Iterator
from typing import Any

from services.office.counting import EventCount
from services.office.register import Register
from shared.domain.alphabet import alphabetical
from shared.domain.awards import AWARD_KINDS
from shared.domain.best import Contender, best_of_members, overall_best
from shared.domain.championship import Championship
from shared.domain.event_results import EventResults
from shared.domain.result_documents import (
    award_state,
    member_document,
    team_tables_document,
)

Document = dict[str, Any]


def event(championship: Championship, count: EventCount, register: Register) -> Document:
    """Return everything that follows from the skills that are final; other age groups stand apart (R2)."""
    final = [book.skill for book, of_skill in count.skills if of_skill.is_final]
    return {
        "championship": championship.id,
        "preset": championship.results.preset,
        "medallion_label": count.settings.awards.medallion_label.document(),
        "skills": [
            {
                "skill": book.skill,
                "number": book.tally.defined.number,
                "name": book.tally.defined.name.document(),
                "state": of_skill.state,
            }
            for book, of_skill in count.skills
        ],
        "skills_final": len(final),
        "is_final": len(final) == len(count.skills) and bool(final),
        "decisions_needed": list(_decisions(count)),
        **_group(count.groups[None], register),
        "groups": {
            group: _group(results, register) for group, results in count.groups.items() if group is not None
        },
    }


def _group(results: EventResults, register: Register) -> Document:
    awarded = list(_awards(results, register))
    best = best_of_members(results.contenders)
    return {
        "medals": [line for line in awarded if line["medal"] != "medallion"],
        "medallions": [line for line in awarded if line["medal"] == "medallion"],
        "best_of_member": [
            line for member in sorted(best, key=alphabetical) for line in _best(best[member], register)
        ],
        "overall_best": list(_best(overall_best(results.contenders), register)),
        "members": [member_document(standing) for standing in results.members],
        "team_tables": team_tables_document(results.members),
    }


def _awards(results: EventResults, register: Register) -> Iterator[Document]:
    """Yield who gets what, skill by skill, from gold down; what is only proposed is not among it."""
    for skill, result in results.skills.items():
        given = [(line, line.award) for line in result.rows if line.award and not line.award.is_proposed]
        for kind in AWARD_KINDS:
            for line, award in given:
                if award.kind == kind:
                    competitor = line.finish.competitor
                    yield {
                        "skill": skill,
                        "competitor": competitor.id,
                        **register.name(competitor.id),
                        "member": competitor.member,
                        "persons": line.finish.persons,
                        "medal": kind,
                        "scale": line.scale.shown if line.scale else None,
                        "reason": award.reason,
                    }


def _best(shared: Iterable[Contender], register: Register) -> Iterator[Document]:
    for one in shared:
        yield {
            "member": one.member,
            "skill": one.skill,
            "competitor": one.competitor,
            **register.name(one.competitor),
            "scale": one.shown,
        }


def _decisions(count: EventCount) -> Iterator[Document]:
    """Yield the final skills whose awards wait for the organiser (R3, R42)."""
    if count.settings.awards.medals is None:
        return
    for group, results in count.groups.items():
        for skill, result in results.skills.items():
            state = award_state(result)
            if state != "awarded":
                yield {"skill": skill, "group": group, "awards": state}
