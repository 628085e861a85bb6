"""What changes after an audience has seen it, is a correction, and is published with its reason (R53). Pure.

A correction tells an old value and a new one. Both must have been *seen*: a value that came and went while
the audience was shown nothing, or a frozen board, is never told, not even as what was corrected. So what a
competitor had is followed version by version, and only versions that the audience could see are compared.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from shared.domain.acts import ChangeScheme, DecideSetAside
from shared.domain.events import Command, EnterMarks, Verdict
from shared.domain.publication import AudienceClass, Policy, PolicySet, Publication
from shared.domain.units import Mark

Reason = Literal["entry", "appeal", "set_aside", "scheme", "unlocked"]
"""Corrected while marking; after an appeal; a decision on a set-aside entry; the scheme; a form unlocked."""

TOLD_MAX: Final = 20
"""Of one board: the newest."""
_LONG_AGO_MS: Final = -1
FOR_EVER_MS: Final = 2**63


class Version(NamedTuple):
    """What a competitor has from a moment on."""

    at_ms: int
    mark: Mark
    reason: str | None
    """Why a mark that stood is another now; None where marks only came."""


class Correction(NamedTuple):
    """One change of what had been seen."""

    at_ms: int
    """Since when the new value was seen."""
    competitor: str
    was: Mark
    now: Mark
    reason: str


class Span(NamedTuple):
    """Moments of the log, both included, that an audience was shown."""

    first_ms: int
    last_ms: int


def correction_reason(command: Command, verdict: Verdict) -> Reason | None:
    """Return why ``command`` may have changed marks that stood; None when it has only added some."""
    if isinstance(command, DecideSetAside):
        return "set_aside"
    if isinstance(command, ChangeScheme):
        return "scheme"
    if not isinstance(command, EnterMarks):
        return None
    counted = {told.aspect for told in verdict.entries if told.outcome == "counted"}
    if not any(entry.based_on and entry.aspect in counted for entry in command.entries):
        return None
    return "entry" if command.appeal is None else "appeal"


def corrections_of(
    competitor: str, versions: Sequence[Version], seen: Sequence[Span]
) -> Iterable[Correction]:
    """Yield what changed between versions that were seen; several unseen ones between them count as one."""
    shown: Mark | None = None
    reason: str | None = None
    for at, version in enumerate(versions):
        reason = version.reason or reason
        until_ms = versions[at + 1].at_ms if at + 1 < len(versions) else None
        seen_ms = _seen_ms(version.at_ms, until_ms, seen)
        if seen_ms is None:
            continue
        if shown is not None and shown != version.mark and reason is not None:
            yield Correction(seen_ms, competitor, shown, version.mark, reason)
        shown, reason = version.mark, None


def _seen_ms(from_ms: int, until_ms: int | None, seen: Sequence[Span]) -> int | None:
    """Return since when a version was seen: when it came while nothing moved, is nobody's to know."""
    for span in seen:
        if from_ms <= span.last_ms and (until_ms is None or span.first_ms < until_ms):
            return max(from_ms, span.first_ms)
    return None


class PolicyLog:
    """The policies for marks, each with when the organiser set it."""

    def __init__(self) -> None:
        self._set: list[tuple[int, PolicySet]] = []

    def fold(self, event: PolicySet, at_ms: int) -> None:
        """Take in a policy, in order."""
        if event.subject == "marks":
            self._set.append((at_ms, event))

    def seen(
        self, championship: str, skill: str, audience: AudienceClass, policy: Policy, now_ms: int
    ) -> tuple[Span, ...]:
        """Return which moments of the log ``audience`` was shown under ``policy`` up to ``now_ms``."""
        states = [(_LONG_AGO_MS, Publication(_default(audience)))]
        states += self._states(championship, skill, audience)
        ends = [at_ms for at_ms, _ in states[1:]] + [None]
        return tuple(
            _span(publication, from_ms, until_ms, now_ms)
            for (from_ms, publication), until_ms in zip(states, ends, strict=True)
            if publication.policy == policy
        )

    def _states(
        self, championship: str, skill: str, audience: AudienceClass
    ) -> Iterable[tuple[int, Publication]]:
        """Yield what held from when on: the skill's own policy before the championship's."""
        own: Publication | None = None
        for at_ms, event in self._set:
            if (event.championship, event.audience) != (championship, audience):
                continue
            if event.skill == skill:
                own = event.publication
                yield at_ms, own
            elif event.skill is None and own is None:
                yield at_ms, event.publication


def _default(audience: AudienceClass) -> Policy:
    return "live" if audience == "staff" else "after_lock"


def _span(publication: Publication, from_ms: int, until_ms: int | None, now_ms: int) -> Span:
    """Return the moments that were shown: what stood at first is one of them.

    Who sees everything at once sees what comes now, too, whatever our clock says.
    """
    first = publication.cut_ms(from_ms)
    last = publication.cut_ms(now_ms if until_ms is None else until_ms)
    if last is None:
        last = FOR_EVER_MS if until_ms is None else until_ms
    return Span(from_ms if first is None else first, last)
