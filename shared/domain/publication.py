"""What each audience may see of a skill, and when (R50, R51): as the organiser sets it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, get_args

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


class Publication(NamedTuple):
    """What an audience may see of a skill, and up to which moment of its log."""

    policy: Policy
    delay_ms: int = 0
    """Everything is shown this much later than it happened."""
    freeze_at_ms: int | None = None
    """From then on nothing moves, until the organiser lifts the freeze."""

    def frozen_since_ms(self, now_ms: int) -> int | None:
        """Return since when the boards stand still; None while they move."""
        freeze_at_ms = self.freeze_at_ms
        return freeze_at_ms if freeze_at_ms is not None and freeze_at_ms <= now_ms else None

    def cut_ms(self, now_ms: int) -> int | None:
        """Return up to which time the audience may know the log; None when it may know all of it."""
        if not self.delay_ms and self.freeze_at_ms is None:
            return None
        due_ms = now_ms - self.delay_ms
        return due_ms if self.freeze_at_ms is None else min(due_ms, self.freeze_at_ms)


_DEFAULTS: Final[dict[AudienceClass, Publication]] = {
    "public": Publication("after_lock"),
    "venue": Publication("after_lock"),
    "staff": Publication("live"),
}
"""R51."""


@dataclass(frozen=True, slots=True)
class PolicySet:
    """The organiser decides what an audience sees of one skill, or of all without a policy of their own."""

    championship: str
    audience: AudienceClass
    policy: Policy
    skill: str | None = None
    subject: Subject = "marks"
    delay_ms: int = 0
    freeze_at_ms: int | None = None

    @property
    def publication(self) -> Publication:
        """Return what it lets the audience see."""
        return Publication(self.policy, self.delay_ms, self.freeze_at_ms)


@dataclass(slots=True)
class Policies:
    """The policies in force: for a skill, its own, else the championship's, else the default."""

    _set: dict[tuple[Subject, str, AudienceClass, str | None], Publication] = field(default_factory=dict)

    def fold(self, events: Iterable[PolicySet]) -> None:
        """Let each of ``events`` take effect, in order."""
        for event in events:
            where = (event.subject, event.championship, event.audience, event.skill)
            self._set[where] = event.publication

    @property
    def are_limited(self) -> bool:
        """Say whether any audience may not know everything at once."""
        return any(publication.cut_ms(0) is not None for publication in self._set.values())

    def publication(self, championship: str, skill: str, audience: AudienceClass) -> Publication:
        """Return what ``audience`` may see of the marks of ``skill``."""
        return self._of("marks", championship, skill, audience) or _DEFAULTS[audience]

    def are_results_shown(self, championship: str, skill: str | None, audience: AudienceClass) -> bool:
        """Say whether ``audience`` may see the results of ``skill`` once it is final; None: of all skills.

        Nothing is shown unless somebody has said so: results are under embargo until the ceremony (R51).
        """
        shown = self._of("results", championship, skill, audience)
        return shown is not None and shown.policy == "live"

    def _of(
        self, subject: Subject, championship: str, skill: str | None, audience: AudienceClass
    ) -> Publication | None:
        own = self._set.get((subject, championship, audience, skill))
        return own or self._set.get((subject, championship, audience, None))
