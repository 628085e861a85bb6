"""What tests of the gateway share: a writer of one board, as the leaderboard is one, and a gateway."""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from services.broadcast.__main__ import assemble
from services.broadcast.feed import HISTORY_MAX, StoredBoard
from services.broadcast.frames import BoardFrame, Position, read_board_frame, snapshot_frame
from services.broadcast.gateway import Gateway
from services.broadcast.hub import Hub
from services.broadcast.viewer import ViewerSocket, tell_all
from shared import codec
from shared.clock import Clock, system_clock
from shared.config import BroadcastSettings, ProcessSettings, RedisSettings
from shared.domain.board import Board, apply_delta

WELDING = "wsk2024/welding"
FOLLOW = '{"op":"subscribe","board":"wsk2024/welding"}'


def empty_board() -> Board:
    """Return a board without rows."""
    return {"kind": "skill", "head": {}, "rows": {}}


@dataclass
class BoardWriter:
    """Counts versions and keeps the board, as the store does."""

    board: str = WELDING
    epoch: str = "e1"
    version: int = 1
    data: Board = field(default_factory=empty_board)
    history: deque[BoardFrame] = field(default_factory=lambda: deque(maxlen=HISTORY_MAX))

    def change(self, competitor: str = "c-1", total: str | None = None) -> BoardFrame:
        """Change one row and return the delta that says so."""
        self.version += 1
        delta = {"rows": {competitor: {"total": total or f"{self.version}.00"}}}
        self.data = apply_delta(self.data, delta)
        return self._keep(delta)

    def drop(self, competitor: str) -> BoardFrame:
        """Take a row away and return the delta that says so."""
        self.version += 1
        delta = {"gone": [competitor]}
        self.data = apply_delta(self.data, delta)
        return self._keep(delta)

    def begin(self, epoch: str) -> BoardFrame:
        """Begin a new epoch and return the snapshot that says so."""
        self.epoch, self.version = epoch, 1
        self.history.clear()
        return read_board_frame(snapshot_frame(self.board, self.position, self.version, self.data))

    @property
    def position(self) -> Position:
        """Where the board stands."""
        return Position(self.epoch, self.version)

    def stored(self) -> StoredBoard:
        """Return the board as it is kept now."""
        return StoredBoard(self.board, self.position, self.version, self.data, list(self.history))

    def _keep(self, delta: Board) -> BoardFrame:
        frame = {"type": "delta", "board": self.board, "epoch": self.epoch, "version": self.version}
        read = read_board_frame(codec.encode({**frame, "at_ms": self.version, "data": delta}))
        self.history.append(read)
        return read


def broadcast_settings(redis_url: str = "redis://127.0.0.1:1", **differences: object) -> BroadcastSettings:
    """Return settings of a gateway on a free port."""
    port = differences.pop("port", 0)
    return BroadcastSettings(ProcessSettings(port=port), RedisSettings(redis_url), **differences)  # type: ignore[arg-type]


@asynccontextmanager
async def running_gateway(
    hub: Hub[ViewerSocket], clock: Clock = system_clock, **differences: object
) -> AsyncIterator[Gateway]:
    """Run a gateway over ``hub``, whoever fills it."""
    ready = {"redis": True, "boards": True}
    gateway = assemble(broadcast_settings(**differences), hub, lambda: ready, clock=clock)
    await gateway.start()
    try:
        yield gateway
    finally:
        await gateway.stop()


def new_hub() -> Hub[ViewerSocket]:
    """Return a hub for sockets."""
    return Hub(tell_all)


def live(gateway: Gateway) -> str:
    """Return the address of the boards."""
    return f"ws://127.0.0.1:{gateway.port}/live"


@asynccontextmanager
async def plain_socket(gateway: Gateway, **options: object) -> AsyncIterator[ClientConnection]:
    """Open a socket that does only what the test says, and take its hello."""
    async with connect(live(gateway), compression=None, ping_interval=None, **options) as socket:  # type: ignore[arg-type]
        yield socket


async def close_code(socket: ClientConnection) -> int:
    """Receive until the gateway closes; return its code."""
    while True:
        try:
            await socket.recv()
        except ConnectionClosed:
            assert socket.close_code is not None
            return socket.close_code
