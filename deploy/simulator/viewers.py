"""The viewers: one watches each skill's board closely, the others only look, as a public does."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Final, Self

from deploy.simulator.comparison import Mismatch, is_equal, mismatches
from deploy.simulator.expectation import ExpectedRow, Shown
from deploy.simulator.measure import Competitor, Sighting
from shared.live_client import FrameSeen, LiveClient, LiveRefused

SETTLE_S: Final = 1.0


class BoardsMissing(Exception):
    """The boards did not come in time, or the gateway does not let viewers in; the text says which."""


class Watcher:
    """A viewer of one skill's board who notes when each competitor's sums changed."""

    def __init__(
        self, live_url: str, championship: str, skill: Mapping[str, Any], now_s: Callable[[], float]
    ) -> None:
        self.skill: str = skill["id"]
        self.board_id = f"{championship}/{self.skill}"
        self.sightings: dict[Competitor, list[Sighting]] = defaultdict(list)
        self.client = LiveClient(live_url, on_frame=self._look)
        self._competitors = {c["id"] for c in skill["competitors"] if not c.get("guest")}
        self._rows: Mapping[str, Any] = {}
        self._now_s = now_s

    @property
    def board(self) -> Mapping[str, Any] | None:
        """Return the board as this viewer has it."""
        return self.client.board(self.board_id)

    async def wait_board(self, limit_s: float) -> None:
        """Return when the board has its competitors; raises ``TimeoutError``, ``LiveRefused``."""
        await self.client.wait_until(lambda _: self.is_complete, limit_s)

    @property
    def is_complete(self) -> bool:
        """Say whether the board is there and shows just the competitors that it must."""
        return self.board is not None and self.board["rows"].keys() == self._competitors

    def _look(self, seen: FrameSeen) -> None:
        """Note which rows are others than before: a row that did not change is the same object."""
        board = self.board
        if board is None or seen.type not in ("snapshot", "delta"):
            return
        for competitor, row in board["rows"].items():
            if self._rows.get(competitor) is not row:
                shown = Shown(row.get("total"), row.get("marked"), row.get("aspects"))
                self.sightings[self.skill, competitor].append(Sighting(self._now_s(), shown))
        self._rows = board["rows"]


class Audience:
    """All viewers; use as an async context manager."""

    def __init__(self, live_url: str, bundle: Mapping[str, Any], viewers: int) -> None:
        now_s = asyncio.get_running_loop().time
        championship = bundle["championship"]["id"]
        self.watchers = [Watcher(live_url, championship, skill, now_s) for skill in bundle["skills"]]
        boards = [watcher.board_id for watcher in self.watchers]
        others = max(0, viewers - len(boards))
        self._others = [
            (LiveClient(live_url, on_frame=_only_look), boards[n % len(boards)]) for n in range(others)
        ]
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        everyone = [(watcher.client, watcher.board_id) for watcher in self.watchers] + self._others
        for client, board_id in everyone:
            await self._open.enter_async_context(client)
            await client.subscribe(board_id)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    @property
    def size(self) -> int:
        """Return how many viewers there are."""
        return len(self.watchers) + len(self._others)

    @property
    def sightings(self) -> dict[Competitor, list[Sighting]]:
        """Return what all watchers saw."""
        return {who: seen for watcher in self.watchers for who, seen in watcher.sightings.items()}

    async def wait_boards(self, limit_s: float) -> None:
        """Return when every watcher has its board; raises ``BoardsMissing``."""
        try:
            async with asyncio.timeout(limit_s):
                for watcher in self.watchers:
                    await watcher.wait_board(limit_s)
        except TimeoutError as late:
            missing = ", ".join(w.skill for w in self.watchers if not w.is_complete)
            raise BoardsMissing(f"No full board came within {limit_s:.0f} s for: {missing}.") from late
        except LiveRefused as refused:
            raise BoardsMissing(f"The gateway does not let viewers in: {refused}.") from refused

    async def check(
        self, expected: Callable[[str], Mapping[str, ExpectedRow]], limit_s: float
    ) -> list[Mismatch]:
        """Return what the boards show wrongly, once all are right or ``limit_s`` has passed.

        Boards that are right must stay so for a moment: what counts twice may come late.
        """
        ends_s = asyncio.get_running_loop().time() + limit_s
        for watcher in self.watchers:
            left_s = max(0.0, ends_s - asyncio.get_running_loop().time())
            await _until_right(watcher, expected(watcher.skill), left_s)
        await asyncio.sleep(SETTLE_S)
        return [m for w in self.watchers for m in mismatches(w.skill, expected(w.skill), w.board)]


async def _until_right(watcher: Watcher, must: Mapping[str, ExpectedRow], limit_s: float) -> None:
    """Return when the watcher's board is right, or cannot become so in time."""
    with contextlib.suppress(TimeoutError, LiveRefused):
        await watcher.client.wait_until(lambda _: is_equal(must, watcher.board), limit_s)


def _only_look(_seen: FrameSeen) -> None:
    """Keep nothing: this viewer is only there to be served."""
