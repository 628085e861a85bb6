"""What each audience may see of a skill (R50, R51): the policy that the organiser sets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

AudienceClass = Literal["public", "venue", "staff"]
"""The three classes in which audiences are served (R50)."""

Policy = Literal["nothing", "progress", "after_lock", "live"]
"""Nothing; how much is marked; marks once locked; marks as they come (R50)."""

AUDIENCE_CLASSES: tuple[AudienceClass, ...] = get_args(AudienceClass)
POLICIES: tuple[Policy, ...] = get_args(Policy)

_DEFAULTS: dict[AudienceClass, Policy] = {"public": "after_lock", "venue": "after_lock", "staff": "live"}
"""R51."""


@dataclass(frozen=True, slots=True)
class PolicySet:
    """The organiser decides what an audience sees of one skill, or of all without a policy of their own."""

    championship: str
    audience: AudienceClass
    policy: Policy
    skill: str | None = None


@dataclass(slots=True)
class Policies:
    """The policies in force: for a skill, its own, else the championship's, else the default."""

    _set: dict[tuple[str, AudienceClass, str | None], Policy] = field(default_factory=dict)

    def fold(self, events: Iterable[PolicySet]) -> None:
        """Let each of ``events`` take effect, in order."""
        for event in events:
            self._set[event.championship, event.audience, event.skill] = event.policy

    def policy(self, championship: str, skill: str, audience: AudienceClass) -> Policy:
        """Return what ``audience`` may see of ``skill`` now."""
        own = self._set.get((championship, audience, skill))
        return own or self._set.get((championship, audience, None)) or _DEFAULTS[audience]
