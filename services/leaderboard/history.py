"""The results of one skill in the order of the log, and what of it each audience may know (R50).

An audience whose marks come later, or whose boards are frozen, knows the log up to a moment: its *cut*. What
it sees is the fold of what came up to there, so that a restart shows the very same, and the end of a freeze
shows everything at once. A record is as old as the newest one before it, so that no difference between two
clocks lets a later one pass first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from services.leaderboard.results import SkillResults
from shared.domain.events import SheetTotal
from shared.domain.publication import AudienceClass
from shared.domain.skill_end import SkillEnd


class Told(Protocol):
    """One record about the skill."""

    def into(self, results: SkillResults) -> bool:
        """Let it count in ``results``; return whether anything changed."""
        ...


class TotalTold(NamedTuple):
    """The running total of a sheet, as of ``offset`` of the skill's log."""

    sheet: SheetTotal
    offset: int
    correction: str | None = None
    """Why a mark that stood may be another now (R53)."""

    def into(self, results: SkillResults) -> bool:
        """Let the total count."""
        return results.fold(self.sheet, self.offset)


class FormTold(NamedTuple):
    """The totals that a form holds locked, none unless it is, as of ``offset``."""

    form: str
    totals: Sequence[SheetTotal] | None
    """None: the form is no more."""
    offset: int
    is_locked: bool | None = None
    """None: as the totals say; a form may be locked and hold none."""

    def into(self, results: SkillResults) -> bool:
        """Let the locked totals count."""
        if self.totals is None:
            return results.drop_form(self.form)
        return results.fold_form(self.form, self.totals, self.offset, is_locked=self.is_locked)


class SkillTold(NamedTuple):
    """Statuses, penalties and finality, as of ``offset``."""

    end: SkillEnd
    offset: int

    def into(self, results: SkillResults) -> bool:
        """Let them count."""
        return results.fold_skill(self.end, self.offset)


@dataclass(slots=True)
class Stream:
    """The records of one topic, oldest first, each with the time from which it may be known."""

    times_ms: list[int] = field(default_factory=list)
    records: list[Told] = field(default_factory=list)

    def add(self, at_ms: int, record: Told) -> None:
        """Take in the next record."""
        self.times_ms.append(max(at_ms, self.times_ms[-1]) if self.times_ms else at_ms)
        self.records.append(record)


class _Lens:
    """What one audience knows: of each stream the first ``taken`` records."""

    def __init__(self, streams: Sequence[Stream]) -> None:
        self.results = SkillResults()
        self._streams = streams
        self._taken = [0] * len(streams)

    def has_passed(self, cut_ms: int) -> bool:
        """Say whether more is known than what came up to ``cut_ms``."""
        return any(
            taken and stream.times_ms[taken - 1] > cut_ms
            for stream, taken in zip(self._streams, self._taken, strict=True)
        )

    def advance(self, cut_ms: int) -> bool:
        """Take in what came up to ``cut_ms``; return whether anything changed."""
        is_news = False
        for number, stream in enumerate(self._streams):
            at = self._taken[number]
            while at < len(stream.records) and stream.times_ms[at] <= cut_ms:
                is_news |= stream.records[at].into(self.results)
                at += 1
            self._taken[number] = at
        return is_news

    def next_ms(self) -> int | None:
        """Return the time of the oldest record that is not known yet."""
        waiting = [
            stream.times_ms[taken]
            for stream, taken in zip(self._streams, self._taken, strict=True)
            if taken < len(stream.records)
        ]
        return min(waiting, default=None)


class SkillHistory:
    """All that was told of one skill, its results as of now, and as each audience knows them."""

    def __init__(self) -> None:
        self.now = SkillResults()
        self._streams: dict[type[Told], Stream] = {
            kind: Stream() for kind in (TotalTold, FormTold, SkillTold)
        }
        self._lenses: dict[AudienceClass, _Lens] = {}
        """Of the audiences that do not know everything."""

    def take(self, record: Told, at_ms: int) -> bool:
        """Take in the next record of its topic; return whether the results of now changed."""
        self._streams[type(record)].add(at_ms, record)
        return record.into(self.now)

    def show(self, audience: AudienceClass, cut_ms: int | None) -> bool:
        """Let ``audience`` know what came up to ``cut_ms``, all of it for None; return if it is news."""
        lens = self._lenses.get(audience)
        if cut_ms is None:
            return self._lenses.pop(audience, None) is not None
        is_new = lens is None or lens.has_passed(cut_ms)
        if lens is None or is_new:
            lens = self._lenses[audience] = _Lens(tuple(self._streams.values()))
        is_news = lens.advance(cut_ms)
        if is_new:
            lens.results.publish_progress()  # that up to the cut was told already, or may be
        return is_news or is_new

    def results(self, audience: AudienceClass) -> SkillResults:
        """Return the results as ``audience`` knows them."""
        lens = self._lenses.get(audience)
        return self.now if lens is None else lens.results

    def stream(self, kind: type[Told]) -> Stream:
        """Return the records of one topic with their times."""
        return self._streams[kind]

    def next_ms(self, audience: AudienceClass) -> int | None:
        """Return the time of the oldest record that ``audience`` does not know; None when it knows all."""
        lens = self._lenses.get(audience)
        return None if lens is None else lens.next_ms()

    def publish_progress(self) -> bool:
        """Let the progress of now be what is told of it, to each as it knows it; return if that is news."""
        known = [self.now, *(lens.results for lens in self._lenses.values())]
        news = [results.publish_progress() for results in known]
        return any(news)
