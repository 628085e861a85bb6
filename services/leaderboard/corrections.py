"""What each competitor of a skill had, version by version, so that corrections can be told (R53). Pure.

Two accounts, because audiences see one or the other: all marks as they come, and those on locked forms. Of a
form that is unlocked its last locked marks stay in the account until it is locked again.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from services.leaderboard.history import FormTold, SkillTold, TotalTold
from shared.domain.championship import skill_key
from shared.domain.corrections import TOLD_MAX, Correction, PolicyLog, Span, Version, corrections_of
from shared.domain.errors import RuleBroken
from shared.domain.events import SheetTotal
from shared.domain.kinds import text_or_none
from shared.domain.publication import AudienceClass, PolicySet, Publication
from shared.domain.units import Mark

Kind = Literal["live", "after_lock"]


def correction_in(document: Mapping[str, Any]) -> str | None:
    """Return why a running total corrects one; raises ``RuleBroken("record_malformed")``."""
    try:
        return text_or_none(document.get("correction"))
    except TypeError as fault:
        raise RuleBroken("record_malformed", part="correction") from fault


class Account:
    """The totals of the competitors of one skill, and when each became another."""

    def __init__(self) -> None:
        self._sheets: dict[tuple[str, str], Mark] = {}
        self._versions: dict[str, list[Version]] = {}
        self._corrected: dict[str, None] = {}
        """Who was ever corrected: of the others nothing need be looked at."""
        self._newest_ms = 0

    def take(self, sheet: SheetTotal, at_ms: int, reason: str | None) -> None:
        """Let ``sheet`` count; it is as old as the newest before it. ``reason`` is why, if it corrects.

        Also where nothing is another now: how many versions there are must not tell what was in them (R52).
        """
        self._newest_ms = max(self._newest_ms, at_ms)
        where = (sheet.competitor, sheet.form)
        before = self._sheets.get(where)
        self._sheets[where] = sheet.mark
        if before is not None and reason is not None:
            self._corrected[sheet.competitor] = None
        versions = self._versions.setdefault(sheet.competitor, [])
        total = (versions[-1].mark if versions else 0) + sheet.mark - (before or 0)
        versions.append(Version(self._newest_ms, total, None if before is None else reason))

    def corrections(self, seen: Sequence[Span], cut_ms: int | None) -> tuple[Correction, ...]:
        """Return the newest corrections of what was ``seen``, of what may be known by now, oldest first."""
        found: list[Correction] = []
        for competitor in self._corrected:
            known = [v for v in self._versions[competitor] if cut_ms is None or v.at_ms <= cut_ms]
            found += corrections_of(competitor, known, seen)
        return tuple(sorted(found)[-TOLD_MAX:])


class Corrections:
    """The accounts of all skills, and what each audience is told of them."""

    def __init__(self) -> None:
        self._policies = PolicyLog()
        self._accounts: dict[tuple[str, Kind], Account] = {}

    def set_policy(self, event: PolicySet, at_ms: int) -> None:
        """Remember since when who sees what."""
        self._policies.fold(event, at_ms)

    def take(self, key: str, told: TotalTold | FormTold | SkillTold, at_ms: int) -> None:
        """Take in a record about the skill that changed something."""
        if isinstance(told, TotalTold):
            self._account(key, "live").take(told.sheet, at_ms, told.correction)
        elif isinstance(told, FormTold):
            for sheet in told.totals or ():
                self._account(key, "after_lock").take(sheet, at_ms, "unlocked")

    def of(
        self, championship: str, skill: str, audience: AudienceClass, publication: Publication, now_ms: int
    ) -> tuple[Correction, ...]:
        """Return what ``audience`` is told; nothing where it sees no marks."""
        policy = publication.policy
        if policy not in ("live", "after_lock"):
            return ()
        seen = self._policies.seen(championship, skill, audience, policy, now_ms)
        account = self._account(skill_key(championship, skill), policy)
        return account.corrections(seen, publication.cut_ms(now_ms))

    def _account(self, key: str, kind: Kind) -> Account:
        return self._accounts.setdefault((key, kind), Account())
