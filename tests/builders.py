"""Build what a test needs; a test says only what matters to it."""

from collections.abc import Sequence
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

from shared.domain.acts import Act, SetTeam
from shared.domain.championship import Championship, SkillDefinition
from shared.domain.events import EnterMarks, Entry
from shared.domain.people import Competitor, Expert, Member, Names
from shared.domain.scheme import Aspect, Criterion, Method, Scheme, Section, SubCriterion
from shared.domain.set_skill import SetSkill
from shared.domain.units import UNITS_PER_MARK, Mark, mark_from_text

_ids = count(1)
_A = TypeVar("_A", bound=Act)


def command_id() -> str:
    """Return a fresh id of a command."""
    return str(UUID(int=next(_ids)))


def names(text: str) -> Names:
    """Return names that tell the language."""
    return Names(f"{text}-en", f"{text}-ru", f"{text}-kk")


def aspect(
    aspect_id: str, mark_max: str = "1.00", method: Method = "M", allowed: Sequence[str] | None = None
) -> Aspect:
    """Return an aspect with everything that its method needs."""
    return Aspect(
        id=aspect_id,
        method=method,
        description=f"aspect {aspect_id}",
        section=1,
        mark_max=mark_from_text(mark_max),
        score_texts=("below", "meets", "partly exceeds", "excellent") if method == "J" else None,
        allowed_marks=None if allowed is None else tuple(map(mark_from_text, allowed)),
    )


def scheme(*sub_criteria: SubCriterion) -> Scheme:
    """Return a scheme; by default A1 (two measured), A2 (judged), A3 (mixed, with partial marks)."""
    subs = sub_criteria or (
        SubCriterion("A1", "first", 1, (aspect("A1.1"), aspect("A1.2", "0.75"))),
        SubCriterion("A2", "second", 1, (aspect("A2.1", "1.00", "J"), aspect("A2.2", "0.75", "J"))),
        SubCriterion(
            "A3",
            "third",
            2,
            (aspect("A3.1", "2.00", "M", ["0.00", "0.50", "2.00"]), aspect("A3.2", "1", "J")),
        ),
    )
    mark_max: Mark = sum(a.mark_max for sub in subs for a in sub.aspects)
    section = Section(1, "all", 100 * UNITS_PER_MARK)
    return Scheme("99", "Testing", (section,), (Criterion("A", "all", mark_max, subs),))


def skill(
    competitors: Sequence[Competitor] = (Competitor("c-1", "abai"), Competitor("c-2", "aktobe")),
    experts: Sequence[Expert] = (Expert("e-1", "almaty"), Expert("e-2", "abai")),
    of: Scheme | None = None,
) -> SkillDefinition:
    """Return a skill in which e-1 may mark everybody and e-2 is a compatriot of c-1."""
    return SkillDefinition("99", names("testing"), of or scheme(), tuple(competitors), tuple(experts))


def championship(championship_id: str = "cup") -> Championship:
    """Return a championship of three members."""
    members = tuple(Member(name, names(name)) for name in ("abai", "aktobe", "almaty"))
    return Championship(championship_id, names("cup"), "Asia/Almaty", ("2026-05-20", "2026-05-21"), members)


def set_skill(definition: SkillDefinition | None = None, skill_id: str = "testing") -> SetSkill:
    """Return the command that defines a skill."""
    return SetSkill(command_id(), "cup", skill_id, definition or skill(), at_ms=1)


def measured(aspect_id: str, mark: str, based_on: int = 0, reason: str | None = None) -> Entry:
    """Return the entry of a measured mark."""
    return Entry(aspect_id, mark_from_text(mark), None, based_on, reason)


def judged(aspect_id: str, *scores: int, based_on: int = 0, reason: str | None = None) -> Entry:
    """Return the entry of a panel's scores."""
    return Entry(aspect_id, None, scores, based_on, reason)


def enter(
    *entries: Entry,
    form: str = "A1",
    competitor: str = "c-1",
    expert: str = "e-1",
    skill_id: str = "testing",
    submission_id: str | None = None,
    appeal: str | None = None,
) -> EnterMarks:
    """Return a submission of ``entries``."""
    return EnterMarks(
        submission_id or command_id(),
        "cup",
        skill_id,
        competitor,
        form,
        expert,
        tuple(entries),
        at_ms=2,
        appeal=appeal,
    )


PANEL_EXPERTS = (
    Expert("e-1", "almaty"),
    Expert("e-2", "abai"),
    Expert("e-3", "shymkent"),
    Expert("e-4", "aktobe"),
    Expert("e-5", "almaty"),
    Expert("e-6", "taraz"),
)
"""e-2 is a compatriot of c-1, e-4 of c-2; e-1 and e-5 come from one member."""


def panel_skill(of: Scheme | None = None) -> SkillDefinition:
    """Return a skill with enough experts for every kind of team."""
    return skill(experts=PANEL_EXPERTS, of=of)


def score(
    aspect_id: str, shown: int, based_on: int = 0, reason: str | None = None, attempt: int | None = None
) -> Entry:
    """Return the entry of one judge's own score."""
    return Entry(aspect_id, None, None, based_on, reason, score=shown, attempt=attempt)


def act(kind: type[_A], role: str, actor: str = "x-1", *, skill_id: str = "testing", **fields: Any) -> _A:
    """Return a command of ``kind`` by ``actor`` in ``role``."""
    base = {"id": command_id(), "championship": "cup", "skill": skill_id, "at_ms": 3}
    return kind(**{**base, "actor": actor, "role": role, **fields})


def set_team(
    form: str = "A2",
    experts: Sequence[str] = ("e-1", "e-2", "e-3"),
    supervisor: str | None = "e-4",
    second_pair: Sequence[str] = (),
    **fields: Any,
) -> SetTeam:
    """Return the command that forms a team; by default a panel whose supervisor is a compatriot of c-2."""
    team = {"experts": tuple(experts), "supervisor": supervisor, "second_pair": tuple(second_pair)}
    return act(SetTeam, "chief_expert", form=form, **team, **fields)
