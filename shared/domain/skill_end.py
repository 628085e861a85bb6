"""What ends a skill besides its marks, as its standing tells it to those who make results of it.

Read by whoever does not fold the log: between the log and a board of results stands this one record.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, cast

from shared.domain.awards import AWARD_KINDS, AwardKind, Decision, ManualAward
from shared.domain.errors import RuleBroken
from shared.domain.events import SCHEMA_VERSION
from shared.domain.kinds import is_so, text, whole
from shared.domain.status import STATUSES, Status
from shared.domain.units import Mark


class SkillEnd(NamedTuple):
    """What decides a skill's results besides its marks, as its standing tells it."""

    is_final: bool
    statuses: Mapping[str, Status]
    penalties: Mapping[str, Mapping[str, Mark]]
    decision: Decision


NOT_ENDED: Final = SkillEnd(is_final=False, statuses={}, penalties={}, decision=Decision())
"""Before anything is told of a skill."""


def skill_end(document: Mapping[str, Any]) -> tuple[SkillEnd, int]:
    """Return what a skill's standing says of its end, and the offset it is as of.

    Raises ``RuleBroken``: ``record_version_unknown``, ``record_malformed``.
    """
    try:
        if document["v"] != SCHEMA_VERSION:
            raise RuleBroken("record_version_unknown", v=document["v"])
        by_hand = tuple(
            ManualAward(name, _award_kind(said["kind"]), text(said["reason"]))
            for name, said in document.get("awards", {}).items()
        )
        end = SkillEnd(
            is_so(document["is_final"]),
            {name: _status(said) for name, said in document["statuses"].items()},
            {
                name: {penalty: whole(mark) for penalty, mark in named.items()}
                for name, named in document["penalties"].items()
            },
            Decision(document.get("awards_confirmed_by") is not None, by_hand),
        )
        return end, whole(document["offset"])
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("record_malformed", part=str(fault)) from fault


def _status(said: Any) -> Status:
    if said not in STATUSES:
        raise TypeError(f"{said!r} is no status")
    return cast(Status, said)


def _award_kind(said: Any) -> AwardKind | None:
    if said is not None and said not in AWARD_KINDS:
        raise TypeError(f"{said!r} is no award")
    return cast(AwardKind | None, said)
