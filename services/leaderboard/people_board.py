"""The board of who takes part: a row for each competitor of each skill, and no mark of anybody. Pure.

A page that looks for a person, a region or those whom a viewer follows reads this one board and then only the
boards of their skills, however many skills there are. It says what the heads and names on the boards of the
skills say to every audience under every policy, and hangs on no mark, so it can tell of none (R52).
"""

from collections.abc import Mapping
from typing import Any

from shared.domain.board import Board
from shared.domain.championship import Championship, SkillDefinition
from shared.domain.people import Competitor, Person


def people_board(
    championship: Championship, skills: Mapping[str, SkillDefinition], people: Mapping[str, Person]
) -> Board:
    """Return the board; guests are shown to officials only (R5)."""
    rows = {
        f"{skill}/{competitor.id}": _row(skill, competitor, people.get(competitor.id))
        for skill, definition in skills.items()
        for competitor in definition.competitors
        if not competitor.is_guest
    }
    return {
        "kind": "people",
        "head": {
            "championship": championship.id,
            "name": championship.name.document(),
            "members": {member.id: member.name.document() for member in championship.members},
            "skills": {
                skill: {"number": definition.number, "name": definition.name.document()}
                for skill, definition in skills.items()
            },
        },
        "rows": rows,
    }


def _row(skill: str, competitor: Competitor, person: Person | None) -> dict[str, Any]:
    return {
        "skill": skill,
        "competitor": competitor.id,
        "name": person.name if person else None,
        "name_latin": person.name_latin if person else None,
        "member": competitor.member,
        "group": competitor.group,
    }
