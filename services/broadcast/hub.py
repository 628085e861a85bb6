"""Which viewer follows which board, and who is told what: no socket and no Redis.

A viewer is either *at the board* (told each frame at once) or *aside*: their line is full, they are told
nothing until it has drained, and then only what is newest. A slow line costs nobody else time or memory.
"""

from collections.abc import Callable, Collection, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeGuard, TypeVar

from services.broadcast.feed import Answer, Feed, Followed, StoredBoard
from services.broadcast.frames import NOWHERE, BoardFrame, Position, error_frame


class Viewer(Protocol):
    """What the hub needs of somebody who looks at boards."""

    @property
    def boards(self) -> Set[str]:
        """The boards they follow."""

    def tell(self, *texts: bytes) -> None:
        """Send frames together, without waiting; may call ``Hub.put_aside`` before it returns."""


class Loaded(StrEnum):
    """What became of a board that was loaded."""

    TAKEN = "taken"
    OLDER = "older"
    """Ours is newer and stays."""
    FORKED = "forked"
    """It contradicts ours, which is gone."""


V = TypeVar("V", bound=Viewer)


class _Has(NamedTuple):
    """What somebody aside has of a board."""

    position: Position | None
    is_answered: bool
    """Whether their subscription was answered; what they have is then what we told."""


@dataclass(slots=True, eq=False)
class _Room(Generic[V]):
    feed: Feed
    viewers: set[V] = field(default_factory=set)
    """Those at the board."""
    ahead: dict[V, Position] = field(default_factory=dict)
    """Those who come from another gateway and have what has not reached us yet."""


def at_once(act: Callable[[], None]) -> None:
    """Do ``act`` now."""
    act()


class Hub(Generic[V]):
    """All boards of one audience class and all their viewers.

    What ``follow`` takes is told when ``later`` calls: several updates that come together then cost a
    viewer's line one write. Whoever is brought to a board, put aside or taken back meanwhile finds all told
    first.
    """

    def __init__(
        self,
        tell_all: Callable[[Collection[V], Sequence[bytes]], None],
        later: Callable[[Callable[[], None]], None] = at_once,
    ) -> None:
        self._tell_all = tell_all
        self._later = later
        self._untold: dict[_Room[V], list[bytes]] = {}
        """Updates that were taken and not told yet."""
        self._rooms: dict[str, _Room[V]] = {}
        """By board; a board that nobody has written yet has a room while somebody waits for it."""
        self._aside: dict[V, dict[str, _Has]] = {}
        """By viewer and board."""
        self._long_ahead: set[tuple[V, str]] = set()
        """Who were ahead already when ``end_waiting`` was last called."""

    # What viewers do

    def subscribe(self, viewer: V, board: str, position: Position | None) -> Answer:
        """Bring ``viewer`` to ``board`` and answer what they have missed since ``position``."""
        self.tell_untold()
        if viewer in self._aside:
            self._aside[viewer][board] = _Has(position, is_answered=False)
            return Answer.LATER
        return self._seat(viewer, board, position)

    def unsubscribe(self, viewer: V, board: str) -> None:
        """Take ``viewer`` from ``board``."""
        self._aside.get(viewer, {}).pop(board, None)
        room = self._rooms.get(board)
        if room is None:
            return
        room.viewers.discard(viewer)
        room.ahead.pop(viewer, None)
        if room.feed.position == NOWHERE and not room.viewers and not room.ahead:
            del self._rooms[board]

    def leave(self, viewer: V) -> None:
        """Forget ``viewer``; they are told nothing more."""
        for board in viewer.boards:
            self.unsubscribe(viewer, board)
        self._aside.pop(viewer, None)

    def put_aside(self, viewer: V) -> None:
        """Tell ``viewer`` nothing more until they are taken back: their line is full."""
        self.tell_untold()
        has = self._aside.setdefault(viewer, {})
        for board in viewer.boards:
            room = self._rooms.get(board)
            if room is None:
                continue
            if viewer in room.viewers:
                room.viewers.remove(viewer)
                has[board] = _Has(room.feed.position, is_answered=True)
            elif viewer in room.ahead:
                has[board] = _Has(room.ahead.pop(viewer), is_answered=False)

    def take_back(self, viewer: V) -> None:
        """Bring ``viewer``, whose line has drained, back to their boards; tell them what they missed.

        Their line may be full again before all boards are told: the rest waits for the next time.
        """
        self.tell_untold()
        waiting = self._aside.pop(viewer, {})
        while waiting and viewer not in self._aside:
            board, (position, is_answered) = waiting.popitem()
            room = self._room(board)
            if position is None or not is_answered:
                self._seat(viewer, board, position)
            else:
                room.viewers.add(viewer)
                if position != room.feed.position:
                    viewer.tell(*room.feed.catch_up(position))
        if waiting:
            self._aside[viewer].update(waiting)

    # What the writer of boards does

    def follow(self, frame: BoardFrame) -> Followed:
        """Take a frame that was published; tell it to everybody at its board if it continues what we have."""
        room = self._rooms.get(frame.board)
        if room is None:
            return Followed.MISSED
        followed = room.feed.follow(frame)
        if followed is Followed.DONE:
            if not self._untold:
                self._untold[room] = [frame.text]
                self._later(self.tell_untold)
            else:
                self._untold.setdefault(room, []).append(frame.text)
            if room.ahead:
                self._seat_reached(room)
        return followed

    def end_waiting(self) -> None:
        """Answer who is ahead since the last call, too: what they have will not come any more.

        Called about once a second. A store that lost its end, or a viewer who invents a version, would
        leave them without an answer for ever.
        """
        for viewer, board in self._long_ahead:
            room = self._rooms.get(board)
            if room is not None and room.ahead.pop(viewer, None) is not None:
                self.subscribe(viewer, board, None)
        self._long_ahead = {
            (viewer, room.feed.board) for room in self._rooms.values() for viewer in room.ahead
        }

    def tell_untold(self) -> None:
        """Tell what was taken and not told yet, each viewer in one go."""
        untold, self._untold = self._untold, {}
        if len(untold) == 1:
            ((room, texts),) = untold.items()
            self._tell_all(room.viewers, texts)
        elif untold:
            for viewers, texts in _by_what_they_miss(untold):
                self._tell_all(viewers, texts)

    def load(self, stored: StoredBoard) -> Loaded:
        """Take over a board as it is kept and tell everybody at it what they missed.

        A store that crashed may have lost its last second. What is kept is then older than what we told, and
        we keep ours: no viewer goes back in time. Once the writer has gone on from there, its history
        contradicts ours; then what is kept counts, and is told whole, for no delta of it fits what was told.
        """
        self.tell_untold()
        room = self._room(stored.board)
        before, feed = room.feed.position, Feed.restored(stored)
        if room.feed.contradicts(feed):
            feed.forget_history()
            for has in self._aside.values():
                has.update(dict.fromkeys(has.keys() & {stored.board}, _Has(None, is_answered=False)))
            room.feed = feed
            self._tell_all(room.viewers, [feed.snapshot()])
            self._seat_reached(room)
            return Loaded.FORKED
        if before.epoch == feed.position.epoch and feed.position.version < before.version:
            return Loaded.OLDER
        room.feed = feed
        missed = feed.missed_since(before)
        # All at once: who is put aside half-way would be noted as having what they were not told.
        self._tell_all(room.viewers, [feed.snapshot()] if missed is None else missed)
        self._seat_reached(room)
        return Loaded.TAKEN

    # What is there

    @property
    def boards(self) -> list[str]:
        """The boards that we hold."""
        return [board for board, room in self._rooms.items() if room.feed.position != NOWHERE]

    def position(self, board: str) -> Position:
        """Return where ``board`` stands; ``NOWHERE`` when we do not hold it."""
        room = self._rooms.get(board)
        return NOWHERE if room is None else room.feed.position

    def viewers_by_board(self) -> dict[str, int]:
        """Return how many follow each board, those aside included."""
        count = {board: len(room.viewers) + len(room.ahead) for board, room in self._rooms.items()}
        for has in self._aside.values():
            for board in has:
                count[board] = count.get(board, 0) + 1
        return {board: viewers for board, viewers in count.items() if viewers}

    def is_aside(self, viewer: V) -> bool:
        """Say whether ``viewer`` waits for their line to drain."""
        return viewer in self._aside

    def _room(self, board: str) -> _Room[V]:
        if board not in self._rooms:
            self._rooms[board] = _Room(Feed(board))
        return self._rooms[board]

    def _seat(self, viewer: V, board: str, position: Position | None) -> Answer:
        room = self._room(board)
        if _is_ahead(position, room.feed):
            room.viewers.discard(viewer)
            room.ahead[viewer] = position
            return Answer.LATER
        room.ahead.pop(viewer, None)
        # At the board first: telling may put the viewer aside, and that must find them here.
        room.viewers.add(viewer)
        if room.feed.position == NOWHERE:
            viewer.tell(error_frame("unknown_board", "no such board yet; it follows when it appears", board))
            return Answer.UNKNOWN
        answer, texts = room.feed.answer(position)
        viewer.tell(*texts)
        return answer

    def _seat_reached(self, room: _Room[V]) -> None:
        """Bring to the board who had more than we had, and have not any more."""
        reached = [viewer for viewer, position in room.ahead.items() if not _is_ahead(position, room.feed)]
        for viewer in reached:
            # Telling one may put another aside, who then waits there.
            position = room.ahead.pop(viewer, None)
            if position is not None:
                self.subscribe(viewer, room.feed.board, position)


def _is_ahead(position: Position | None, feed: Feed) -> TypeGuard[Position]:
    """Say whether somebody has more than we have: a snapshot would take them back in time."""
    if position is None or feed.position == NOWHERE:
        return position is not None
    return position.epoch == feed.position.epoch and position > feed.position


def _by_what_they_miss(untold: dict[_Room[V], list[bytes]]) -> list[tuple[list[V], list[bytes]]]:
    """Return the viewers of several rooms, grouped by which of the rooms they are in."""
    rooms = list(untold)
    of: dict[V, int] = {}
    for number, room in enumerate(rooms):
        for viewer in room.viewers:
            of[viewer] = of.get(viewer, 0) | 1 << number
    groups: dict[int, list[V]] = {}
    for viewer, which in of.items():
        groups.setdefault(which, []).append(viewer)
    return [
        (viewers, [text for number, room in enumerate(rooms) if which >> number & 1 for text in untold[room]])
        for which, viewers in groups.items()
    ]
