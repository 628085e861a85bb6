"""A seeded world around the gateway: a writer, a store that restarts, gateways that lag, bad lines.

``play(seed)`` lets whatever can happen happen in an order that the seed decides, then lets everything arrive,
and looks at what every viewer has. ``python -m tests.sim.broadcast_world FIRST COUNT`` plays many.
"""

import random
import sys
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from services.broadcast.feed import HISTORY_MAX, Followed, StoredBoard
from services.broadcast.frames import NOWHERE, BoardFrame, Position
from services.broadcast.hub import Hub
from services.broadcast.protocol import Conversation, Subscribe, Unsubscribe
from shared import codec
from shared.live_client import Follower
from tests.boards_of_broadcast import BoardWriter

BOARDS = ("index", "wsk2024", "wsk2024/welding")
VIEWERS = 4
GATEWAYS = 2
STEPS = 120
ROOMS = (1000, 1000, 8, 3, 2, 1)
COUNTS = (1, 1, 1, 2, 5, HISTORY_MAX + 5)


@dataclass(eq=False)
class Line:
    """A viewer's socket: what is sent waits until it is read; it is full when ``full_at`` frames wait."""

    hub: "Hub[Line]"
    full_at: int
    conversation: Conversation = field(default_factory=lambda: Conversation(0.0))
    waiting: deque[bytes] = field(default_factory=deque)

    @property
    def boards(self) -> set[str]:
        return self.conversation.boards

    def tell(self, *texts: bytes) -> None:
        had_room = len(self.waiting) < self.full_at
        self.waiting += texts
        if had_room and len(self.waiting) >= self.full_at:
            self.hub.put_aside(self)

    def say(self, message: str) -> None:
        match self.conversation.hear(message, 1e9):
            case Subscribe(board, position):
                self.hub.subscribe(self, board, position)
            case Unsubscribe(board):
                self.hub.unsubscribe(self, board)
            case step:
                raise AssertionError(step)

    def read(self) -> bytes:
        text = self.waiting.popleft()
        if not self.waiting and self.hub.is_aside(self):
            self.hub.take_back(self)
        return text


def tell_all(lines: Collection[Line], texts: Sequence[bytes]) -> None:
    """Send to everybody, as the edge does."""
    for line in tuple(lines):
        line.tell(*texts)


class Gateway:
    """A gateway process with its line to the store."""

    def __init__(self, store: "Store") -> None:
        self.store = store
        self.soon: list[Callable[[], None]] = []
        self.hub: Hub[Line] = Hub(tell_all, self.soon.append)
        self.channel: deque[BoardFrame] = deque()
        self.is_connected = False

    def connect(self) -> None:
        """Listen first, load then."""
        self.is_connected = True
        self.channel.clear()
        for kept in list(self.store.kept.values()):
            self.hub.load(kept)

    def disconnect(self) -> None:
        """What was on the way is lost."""
        self.is_connected = False
        self.channel.clear()

    def take(self, count: int) -> None:
        """Take what was published."""
        for _ in range(min(count, len(self.channel))):
            frame = self.channel.popleft()
            followed = self.hub.follow(frame)
            if followed in (Followed.MISSED, Followed.FORKED):
                self.hub.load(self.store.kept[frame.board])

    def run_soon(self) -> None:
        """Do what was put off to the next turn of the event loop."""
        acts, self.soon[:] = list(self.soon), []
        for act in acts:
            act()

    def sweep(self) -> None:
        """Answer who waits in vain; only a gateway that has all knows that it is in vain."""
        if self.is_connected and not self.channel:
            self.hub.end_waiting()


@dataclass
class Store:
    """What is kept of each board."""

    kept: dict[str, StoredBoard] = field(default_factory=dict)
    earlier: dict[str, StoredBoard] = field(default_factory=dict)
    """What a crash would leave."""


@dataclass(eq=False)
class Somebody:
    """A viewer, with the line that they have at the moment."""

    wants: set[str]
    follower: Follower = field(default_factory=Follower)
    line: Line | None = None
    at: Gateway | None = None
    seen: dict[str, Position] = field(default_factory=dict)

    def come_to(self, gateway: Gateway, full_at: int) -> None:
        """Open a line and resume; the old one is gone with all that it held."""
        self.go()
        self.at, self.line = gateway, Line(gateway.hub, full_at)
        for board in sorted(self.wants):
            self.line.say(self.follower.subscribe(board))

    def go(self) -> None:
        if self.line is not None:
            self.line.hub.leave(self.line)
            self.line = None

    def read(self, count: int) -> None:
        while self.line is not None and self.line.waiting and count:
            count -= 1
            text = self.line.read()
            frame = codec.decode(text)
            if frame["type"] in ("snapshot", "delta"):
                now = Position(frame["epoch"], frame["version"])
                before = self.seen.get(frame["board"], NOWHERE)
                assert now.epoch != before.epoch or now.version > before.version, "twice or backwards"
                self.seen[frame["board"]] = now
            _, replies = self.follower.receive(text, 0)
            assert [] == replies, "a gap was not told"


class World:
    """All of it."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.store = Store()
        self.writers = {board: BoardWriter(board) for board in BOARDS}
        self.epochs = 1
        self.gateways = [Gateway(self.store) for _ in range(GATEWAYS)]
        self.people = [
            Somebody(set(self.dice.sample(BOARDS, self.dice.randint(1, len(BOARDS))))) for _ in range(VIEWERS)
        ]

    # The writer and the store

    def publish(self, frame: BoardFrame) -> None:
        self.store.kept[frame.board] = self.writers[frame.board].stored()
        for gateway in self.gateways:
            # Some frames never arrive: the next one shows that.
            if gateway.is_connected and self.dice.random() > 0.02:
                gateway.channel.append(frame)

    def change(self) -> None:
        writer = self.writers[self.dice.choice(BOARDS)]
        for _ in range(self.dice.choice(COUNTS)):
            if writer.data["rows"] and self.dice.random() < 0.2:
                self.publish(writer.drop(self.dice.choice(sorted(writer.data["rows"]))))
            else:
                self.publish(writer.change(f"c-{self.dice.randint(1, 4)}"))

    def begin_epoch(self, board: str | None = None) -> None:
        self.epochs += 1
        self.publish(self.writers[board or self.dice.choice(BOARDS)].begin(f"e{self.epochs}"))

    def restart_store(self) -> None:
        """Gateways lose their line; perhaps the last second is lost, and then the writer begins epochs."""
        for gateway in self.gateways:
            gateway.disconnect()
        if self.dice.random() < 0.5:
            self.store.kept = dict(self.store.earlier)
            for board in sorted(self.writers):
                self.begin_epoch(board)
        self.store.earlier = dict(self.store.kept)

    # The gateways

    def connect(self) -> None:
        self.dice.choice(self.gateways).connect()

    def take(self) -> None:
        self.dice.choice(self.gateways).take(self.dice.choice(COUNTS))

    def run_soon(self) -> None:
        self.dice.choice(self.gateways).run_soon()

    def sweep(self) -> None:
        self.dice.choice(self.gateways).sweep()

    def restart_gateway(self) -> None:
        """Its viewers come back, to it or to another one."""
        number = self.dice.randrange(GATEWAYS)
        old, self.gateways[number] = self.gateways[number], Gateway(self.store)
        if self.dice.random() < 0.8:
            self.gateways[number].connect()
        for somebody in self.people:
            if somebody.at is old and somebody.line is not None:
                somebody.come_to(self.dice.choice(self.gateways), somebody.line.full_at)

    # The viewers

    def come(self) -> None:
        self.dice.choice(self.people).come_to(self.dice.choice(self.gateways), self.dice.choice(ROOMS))

    def go(self) -> None:
        self.dice.choice(self.people).go()

    def change_boards(self) -> None:
        """Follow another board on the same line, or leave one."""
        somebody, board = self.dice.choice(self.people), self.dice.choice(BOARDS)
        if somebody.line is None or somebody.wants == {board}:
            return
        if board in somebody.wants:
            # What was on the way would be taken for the answer to a later subscription.
            somebody.read(10**9)
            somebody.wants.remove(board)
            somebody.seen.pop(board, None)
            somebody.line.say(somebody.follower.unsubscribe(board))
        else:
            somebody.wants.add(board)
            somebody.line.say(somebody.follower.subscribe(board))

    def read(self) -> None:
        self.dice.choice(self.people).read(self.dice.choice(COUNTS))

    def run(self) -> None:
        """Let things happen, then let everything arrive."""
        often = [self.change, self.take, self.read, self.run_soon]
        seldom = [self.come, self.go, self.change_boards, self.connect, self.sweep, self.begin_epoch]
        rarely = [self.restart_store, self.restart_gateway]
        happenings = 6 * often + 2 * seldom + rarely
        for _ in range(STEPS):
            self.dice.choice(happenings)()
        self.settle()

    def settle(self) -> None:
        """Bring all lines up and empty; then every viewer has the writer's boards."""
        for gateway in self.gateways:
            gateway.connect()
        for writer in self.writers.values():
            self.publish(writer.change())
        for gateway in self.gateways:
            gateway.connect()
            gateway.run_soon()
        for somebody in self.people:
            if somebody.line is None:
                somebody.come_to(self.dice.choice(self.gateways), 1000)
            somebody.read(10**9)
            assert 0 == somebody.follower.gaps
            for board in somebody.wants:
                writer, held = self.writers[board], somebody.follower.boards[board]
                assert (writer.position, writer.data) == (Position(held.epoch, held.version), held.data)


def play(seed: int) -> None:
    """Play one world; a fault names its seed."""
    try:
        World(seed).run()
    except AssertionError as fault:
        raise AssertionError(f"seed {seed}: {fault}") from fault


if __name__ == "__main__":
    first, count = int(sys.argv[1]), int(sys.argv[2])
    for number in range(first, first + count):
        play(number)
    print(f"{count} seeds from {first}: every viewer had the writer's boards")
