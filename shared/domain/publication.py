"""What each audience may see of a skill (R50, R51): the policy that the organiser sets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

AudienceClass = Literal["public", "venue", "staff"]
"""The three classes in which audiences are served (R50)."""

Policy = Literal["nothing", "progress", "after_lock", "live"]
"""Nothing; how much is marked; marks once locked; marks as they come (R50)."""

Subject = Literal["marks", "results"]
"""What a policy is about: marks and totals, or scale scores, medals and team tables once a skill is final."""

AUDIENCE_CLASSES: tuple[AudienceClass, ...] = get_args(AudienceClass)
POLICIES: tuple[Policy, ...] = get_args(Policy)
RESULTS_POLICIES: tuple[Policy, ...] = ("nothing", "live")
"""Embargoed until the ceremony, or released: results have nothing between (R51)."""

_DEFAULTS: dict[AudienceClass, Policy] = {"public": "after_lock", "venue": "after_lock", "staff": "live"}
"""R51."""


@dataclass(frozen=True, slots=True)
class PolicySet:
    """The organiser decides what an audience sees of one skill, or of all without a policy of their own."""

    championship: str
    audience: AudienceClass
    policy: Policy
    skill: str | None = None
    subject: Subject = "marks"


@dataclass(slots=True)
class Policies:
    """The policies in force: for a skill, its own, else the championship's, else the default."""

    _set: dict[tuple[Subject, str, AudienceClass, str | None], Policy] = field(default_factory=dict)

    def fold(self, events: Iterable[PolicySet]) -> None:
        """Let each of ``events`` take effect, in order."""
        for event in events:
            self._set[event.subject, event.championship, event.audience, event.skill] = event.policy

    def policy(self, championship: str, skill: str, audience: AudienceClass) -> Policy:
        """Return what ``audience`` may see of ``skill`` now."""
        return self._of("marks", championship, skill, audience) or _DEFAULTS[audience]

    def are_results_shown(self, championship: str, skill: str | None, audience: AudienceClass) -> bool:
        """Say whether ``audience`` may see the results of ``skill`` once it is final; None: of all skills.

        Nothing is shown unless somebody has said so: results are under embargo until the ceremony (R51).
        """
        return self._of("results", championship, skill, audience) == "live"

    def _of(
        self, subject: Subject, championship: str, skill: str | None, audience: AudienceClass
    ) -> Policy | None:
        own = self._set.get((subject, championship, audience, skill))
        return own or self._set.get((subject, championship, audience, None))
