"""One board as its viewers need it: what it shows now, and how it came there.

The law: a viewer who applies, in order, every frame of ``answer`` and then every delta that is followed has
the board that we hold. History without a gap is told as deltas; a gap as a snapshot, never as silence.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from itertools import islice
from typing import Final, Self

from services.broadcast.frames import NOWHERE, BoardFrame, Position, current_frame, snapshot_frame
from shared.domain.board import Board, apply_delta

HISTORY_MAX: Final = 128
"""Deltas kept: at 50 changes a second a phone may be away for 2.5 s, at a calm pace for minutes."""


class Followed(Enum):
    """What became of a frame that the writer published."""

    DONE = auto()
    OLD = auto()
    """We have it already."""
    MISSED = auto()
    """It does not continue what we have: the board must be loaded again."""
    FORKED = auto()
    """Our delta of that version reads differently: what we hold is not what the writer holds."""


class Answer(StrEnum):
    """How somebody who wants a board was answered."""

    DELTAS = "deltas"
    CURRENT = "current"
    SNAPSHOT = "snapshot"
    UNKNOWN = "unknown"
    """Nobody has written the board yet."""
    LATER = "later"
    """Their line is full, or they have more than we have: they are answered when that ends."""


@dataclass(frozen=True, slots=True)
class StoredBoard:
    """A board as it is kept: its state and the frames that led to it or beyond it, newest last."""

    board: str
    position: Position
    at_ms: int
    data: Board
    history: Sequence[BoardFrame] = field(default=())


class Feed:
    """The state of one board and its last deltas."""

    __slots__ = ("_at_ms", "_data", "_history", "_snapshot", "_snapshot_size", "board", "position")

    def __init__(self, board: str) -> None:
        self.board = board
        self.position = NOWHERE
        self._at_ms = 0
        self._data: Board = {}
        self._history: deque[bytes] = deque(maxlen=HISTORY_MAX)
        """The texts of the deltas up to ``position``, without a gap."""
        self._snapshot: bytes | None = None
        """Set when somebody asked for the whole board at this position."""
        self._snapshot_size = 0
        """Of the last one made; 0 before the first."""

    @classmethod
    def restored(cls, stored: StoredBoard) -> Self:
        """Return the feed of a board as it is kept."""
        feed = cls(stored.board)
        feed.position, feed._at_ms, feed._data = stored.position, stored.at_ms, stored.data
        epoch, version = stored.position
        for frame in reversed(stored.history):
            if frame.position == (epoch, version) and frame.type == "delta":
                feed._history.appendleft(frame.text)
                version -= 1
        for frame in stored.history:
            feed.follow(frame)
        return feed

    def follow(self, frame: BoardFrame) -> Followed:
        """Take what the writer published, if it continues what we have.

        A snapshot is published when an epoch begins; it only tells us to load, so that there is one way to
        take over a whole board.
        """
        if self.position == NOWHERE or frame.position.epoch != self.position.epoch:
            return Followed.MISSED
        ahead = frame.position.version - self.position.version
        if ahead <= 0:
            return Followed.FORKED if self._reads_differently(frame) else Followed.OLD
        if ahead > 1 or frame.type == "snapshot":
            return Followed.MISSED
        self._take(frame)
        return Followed.DONE

    def contradicts(self, other: "Feed") -> bool:
        """Say whether the two have different deltas of one version: then one history is not the other's."""
        if self.position.epoch != other.position.epoch:
            return False
        theirs = other._texts_by_version()
        return any(theirs.get(version, text) != text for version, text in self._texts_by_version().items())

    def forget_history(self) -> None:
        """Resume nobody from before this position."""
        self._history.clear()

    def missed_since(self, position: Position) -> list[bytes] | None:
        """Return the deltas that lead from ``position`` to ours, or None when there is a gap."""
        missed = self.position.version - position.version
        if position.epoch != self.position.epoch or not 0 <= missed <= len(self._history):
            return None
        return list(islice(self._history, len(self._history) - missed, None))

    def answer(self, position: Position | None) -> tuple[Answer, list[bytes]]:
        """Return the frames that bring a viewer who has what ``position`` says to where we are."""
        missed = None if position is None else self.missed_since(position)
        if missed is None:
            return Answer.SNAPSHOT, [self.snapshot()]
        if missed:
            return Answer.DELTAS, missed
        return Answer.CURRENT, [current_frame(self.board, self.position, self._at_ms)]

    def catch_up(self, position: Position) -> list[bytes]:
        """Return what brings a viewer whose line was full from ``position`` to ours in the fewest bytes."""
        missed = self.missed_since(position)
        if missed is None or sum(map(len, missed)) > (self._snapshot_size or len(self.snapshot())):
            return [self.snapshot()]
        return missed

    def snapshot(self) -> bytes:
        """Return the frame of the whole board, encoded when first asked for."""
        if self._snapshot is None:
            self._snapshot = snapshot_frame(self.board, self.position, self._at_ms, self._data)
            self._snapshot_size = len(self._snapshot)
        return self._snapshot

    def _take(self, frame: BoardFrame) -> None:
        self._data = apply_delta(self._data, frame.data)
        self.position, self._at_ms = frame.position, frame.at_ms
        self._history.append(frame.text)
        self._snapshot = None

    def _reads_differently(self, frame: BoardFrame) -> bool:
        ours = self._texts_by_version().get(frame.position.version, frame.text)
        return frame.type == "delta" and ours != frame.text

    def _texts_by_version(self) -> dict[int, bytes]:
        return dict(enumerate(self._history, self.position.version - len(self._history) + 1))
