"""Who looks, and at which parts of the office they may look at all; what of a part, is the part's to say.

Whatever is not allowed here by name is refused: a new role begins with nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from services.office.book import SkillBook
from shared.domain.errors import RuleBroken
from shared.domain.form_life import SheetState
from shared.tokens import Grant, Role

Part = Literal[
    "skill",
    "forms",
    "sheets",
    "history",
    "results",
    "feedback",
    "quality",
    "preview",
    "changes",
    "event",
    "own_member",
]
"""What there is to look at."""

_ORGANISERS: Final[frozenset[Role]] = frozenset({"results_team", "organiser", "administrator"})
_CHIEF: Final[frozenset[Role]] = frozenset({"chief_expert"})
_EXPERTS: Final[frozenset[Role]] = frozenset({"expert"})
_LEARNING: Final[frozenset[Role]] = frozenset({"trainee", "clerk"})
_ADVISORS: Final[frozenset[Role]] = frozenset({"skill_advisor"})
_OFFICIALS: Final = _ORGANISERS | _CHIEF
_MARKING: Final = _OFFICIALS | _EXPERTS

MAY_SEE: Final[Mapping[Part, frozenset[Role]]] = {
    "skill": _MARKING | _LEARNING | _ADVISORS,
    "forms": _MARKING | _LEARNING,
    "sheets": _MARKING | _LEARNING,
    "history": _MARKING,
    "changes": _MARKING | _LEARNING,
    "results": _OFFICIALS,
    "feedback": _OFFICIALS | frozenset({"team_leader"}),
    "preview": _OFFICIALS,
    "quality": frozenset({"chief_expert", "results_team"}),
    "event": _ORGANISERS,
    "own_member": frozenset({"team_leader"}),
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever holds a token, as the office knows them."""

    grant: Grant

    def check(self, part: Part, championship: str, skill: str | None = None) -> None:
        """Raise ``RuleBroken`` unless this part is theirs: ``role_not_allowed``, ``not_allowed_here``."""
        grant = self.grant
        if grant.role not in MAY_SEE[part]:
            raise RuleBroken("role_not_allowed", role=grant.role)
        if grant.role == "administrator":
            return
        if grant.championship != championship or not (skill is None or grant.covers(championship, skill)):
            raise RuleBroken("not_allowed_here", value=championship if skill is None else skill)

    @property
    def sees_all_forms(self) -> bool:
        """Say whether every form is theirs to see; experts see what their own team marks (R27)."""
        return self.grant.role in _OFFICIALS

    @property
    def sees_deductions(self) -> bool:
        """Say whether penalties may be seen: with them one could reckon totals (R27)."""
        return self.grant.role in _OFFICIALS

    def sees_form(self, book: SkillBook, form: str) -> bool:
        """Say whether ``form`` is theirs to see: a form without a team is marked by all experts.

        A clerk types any sheet; a trainee may practise on any, see ``sees_marks``.
        """
        if self.sees_all_forms or self.grant.role in _LEARNING:
            return True
        if self.grant.role != "expert" or self.grant.subject not in book.tally.defined.expert_by_id:
            return False
        life = book.tally.lives.get(form)
        return life is None or life.team is None or self.grant.subject in life.team.everyone

    def sees_marks(self, sheet: SheetState) -> bool:
        """Say whether the marks of a sheet that is so far are theirs to see: a trainee's once all are in."""
        return self.grant.role != "trainee" or sheet != "open"

    @property
    def sees_remarks(self) -> bool:
        """Say whether comments and photos are theirs to see: they are among those who mark."""
        return self.grant.role != "trainee"

    def is_voice(self, expert: str) -> bool:
        """Say whether ``expert`` is they themselves: whose own score is theirs to see (R22)."""
        return self.grant.role in ("expert", "chief_expert") and self.grant.subject == expert
