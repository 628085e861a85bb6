"""Several voices on one mark: judges who score at the same time (R22, R23), pairs who both measure (R25).

What one voice says is kept here and told to nobody before all have spoken.
"""

from collections.abc import Sequence


class Panel:
    """What the voices on one aspect of one competitor have said, attempt by attempt, for ever."""

    __slots__ = ("abandoned", "attempts", "based_on", "current", "since")

    def __init__(self) -> None:
        self.attempts: list[dict[str, int]] = []
        """What was said before: scored again, superseded, or agreed on."""
        self.abandoned: tuple[int, ...] = ()
        """Which of ``attempts``, from 0, ended before all had spoken: nobody may ever see those (R22)."""
        self.current: dict[str, int] = {}
        """What has been said in the attempt that is going on, by voice."""
        self.based_on = 0
        """The revision of the mark that the attempt going on would replace."""
        self.since = 0
        """How many attempts there were before the first on that revision, by these voices."""

    def attempt(self, based_on: int, voices: Sequence[str]) -> int:
        """Return the number, from 1, of the attempt that an entry on ``based_on`` belongs to."""
        return len(self.attempts) + (2 if self.is_superseded(based_on, voices) else 1)

    @property
    def is_unresolved(self) -> bool:
        """Say whether all have spoken and did not come to a mark (R23, R25)."""
        return len(self.attempts) > self.since

    def begin(self, based_on: int, voices: Sequence[str]) -> None:
        """Start anew when the mark, or who may speak, has changed since the attempt began."""
        is_superseded = self.is_superseded(based_on, voices)
        if is_superseded:
            self.abandon()
        if is_superseded or based_on != self.based_on:
            self.since = len(self.attempts)
        self.based_on = based_on

    def is_superseded(self, based_on: int, voices: Sequence[str]) -> bool:
        """Say whether what was said counts no more: the mark, or who may speak, is another."""
        return bool(self.current) and (self.based_on != based_on or not self.current.keys() <= set(voices))

    def say(self, voice: str, value: int) -> None:
        """Take what ``voice`` says; until all have spoken it may change its mind."""
        self.current[voice] = value

    def show(self, scores: Sequence[int]) -> None:
        """Keep an attempt in which all showed at once and one entered it; who showed what is not said."""
        if self.current:
            self.abandon()
        self.current = {str(number): score for number, score in enumerate(scores, 1)}
        self.close()

    def close(self) -> None:
        """End the attempt that is going on and keep it."""
        self.attempts.append(self.current)
        self.current = {}

    def abandon(self) -> None:
        """End the attempt that is going on although not all have spoken, and keep it from everybody."""
        self.abandoned = (*self.abandoned, len(self.attempts))
        self.close()

    def is_in(self, attempt: int) -> bool:
        """Say whether all had spoken in the attempt, counted from 0, so that it may be seen (R22)."""
        return attempt < len(self.attempts) and attempt not in self.abandoned

    def keep(self) -> None:
        """Keep what was said so far and go on with it: one of the two pairs will correct its own."""
        self.attempts.append(dict(self.current))
