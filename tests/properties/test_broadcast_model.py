"""The law of the gateway, whatever happens to lines, stores and viewers.

A viewer who follows the protocol ends with the writer's board; within an epoch they never see a version twice
or go back; a delta that does not continue what they have is never sent to them.
"""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.broadcast.feed import HISTORY_MAX, Followed, StoredBoard
from services.broadcast.frames import NOWHERE, BoardFrame, Position
from services.broadcast.hub import Hub
from services.broadcast.protocol import Conversation, Subscribe
from shared import codec
from shared.live_client import Follower
from tests.boards_of_broadcast import BoardWriter

BOARD = "wsk2024/welding"
VIEWERS = 3
competitors = st.sampled_from(["c-1", "c-2", "c-3"])
viewers = st.integers(0, VIEWERS - 1)
counts = st.sampled_from([1, 1, 2, 3, 10, HISTORY_MAX + 5])
rooms = st.sampled_from([1000, 1000, 5, 2, 1])


@dataclass(eq=False)
class Line:
    """A viewer's socket: what is sent waits until it is received; it is full when ``full_at`` frames wait."""

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
        step = self.conversation.hear(message, 0.0)
        assert isinstance(step, Subscribe)
        self.hub.subscribe(self, step.board, step.position)

    def take(self) -> bytes:
        text = self.waiting.popleft()
        if not self.waiting and self.hub.is_aside(self):
            self.hub.take_back(self)
        return text


@dataclass(eq=False)
class Somebody:
    """A viewer, with the socket that they have at the moment."""

    follower: Follower = field(default_factory=Follower)
    line: Line | None = None
    seen: Position = NOWHERE

    def come_to(self, line: Line) -> None:
        self.line = line
        for message in self.follower.resume() or [self.follower.subscribe(BOARD)]:
            line.say(message)

    def receive(self) -> None:
        assert self.line is not None
        text = self.line.take()
        frame = codec.decode(text)
        if frame["type"] in ("snapshot", "delta"):
            now = Position(frame["epoch"], frame["version"])
            assert now.epoch != self.seen.epoch or now.version > self.seen.version, "twice or backwards"
            self.seen = now
        _, replies = self.follower.receive(text, 0)
        assert [] == replies, "a gap was not told"


def tell_all(lines: Collection[Line], texts: Sequence[bytes]) -> None:
    """Send to everybody, as the edge does."""
    for line in tuple(lines):
        for text in texts:
            line.tell(text)


class Championship(RuleBasedStateMachine):
    """A writer, a store with a channel, one gateway that may restart, viewers on bad lines."""

    @initialize(is_written=st.booleans())
    def begin(self, is_written: bool) -> None:
        self.writer = BoardWriter(BOARD)
        self.kept: StoredBoard | None = self.writer.stored() if is_written else None
        self.channel: deque[BoardFrame] = deque()
        self.epochs = 1
        self.people = [Somebody() for _ in range(VIEWERS)]
        self.start_gateway()
        for number in range(VIEWERS):
            self.open_line(number, 1000)

    # The writer and the store

    def _publish(self, frame: BoardFrame) -> None:
        self.kept = self.writer.stored()
        self.channel.append(frame)

    @rule(competitor=competitors, times=counts)
    def change(self, competitor: str, times: int) -> None:
        for _ in range(times):
            self._publish(self.writer.change(competitor))

    @precondition(lambda self: self.writer.data["rows"])
    @rule()
    def drop_row(self) -> None:
        self._publish(self.writer.drop(min(self.writer.data["rows"])))

    @rule()
    def begin_epoch(self) -> None:
        self.epochs += 1
        self._publish(self.writer.begin(f"e{self.epochs}"))

    @precondition(lambda self: len(self.writer.history) > 1)
    @rule()
    def store_loses_its_last_second(self) -> None:
        """The gateway comes back to an older board; the writer notices and begins an epoch."""
        self.reconnect_to_store()
        held = self.hub.position(BOARD)
        earlier = self.writer.history[0]
        self.hub.load(StoredBoard(BOARD, earlier.position, 0, {"kind": "skill", "head": {}, "rows": {}}))
        assert held == self.hub.position(BOARD)
        self.begin_epoch()

    # The gateway

    @rule()
    def start_gateway(self) -> None:
        """Who was there comes back to the new process."""
        self.hub: Hub[Line] = Hub(tell_all)
        self.reconnect_to_store()
        for somebody in self.people:
            if somebody.line is not None:
                somebody.come_to(Line(self.hub, somebody.line.full_at))

    @rule()
    def reconnect_to_store(self) -> None:
        """What was on the way is lost; what is kept is loaded."""
        self.channel.clear()
        if self.kept is not None:
            self.hub.load(self.kept)

    @rule(count=counts)
    def gateway_takes(self, count: int) -> None:
        for _ in range(min(count, len(self.channel))):
            self._follow(self.channel.popleft())

    @precondition(lambda self: self.channel)
    @rule()
    def gateway_hears_twice(self) -> None:
        frame = self.channel.popleft()
        self._follow(frame)
        self._follow(frame)

    @precondition(lambda self: len(self.channel) > 1)
    @rule(count=counts)
    def gateway_takes_all_but_one(self, count: int) -> None:
        self.channel.popleft()
        self.gateway_takes(count)

    def _follow(self, frame: BoardFrame) -> None:
        followed = self.hub.follow(frame)
        assert followed is not Followed.FORKED
        if followed is Followed.MISSED:
            assert self.kept is not None
            self.hub.load(self.kept)

    # The viewers

    @rule(number=viewers, full_at=rooms)
    def open_line(self, number: int, full_at: int) -> None:
        self.break_line(number)
        self.people[number].come_to(Line(self.hub, full_at))

    @rule(number=viewers)
    def break_line(self, number: int) -> None:
        """What was sent and not received is lost."""
        somebody = self.people[number]
        if somebody.line is not None:
            self.hub.leave(somebody.line)
            somebody.line = None

    @rule(number=viewers, count=counts)
    def receive(self, number: int, count: int) -> None:
        somebody = self.people[number]
        while somebody.line is not None and somebody.line.waiting and count:
            somebody.receive()
            count -= 1

    # The law

    @invariant()
    def only_boards_that_somebody_wants_or_wrote_are_held(self) -> None:
        """Nothing is kept of a board that was never written and that nobody follows."""
        if self.kept is None and all(somebody.line is None for somebody in self.people):
            assert {} == self.hub._rooms

    def teardown(self) -> None:
        """Let everything arrive: all have the writer's board."""
        if not hasattr(self, "writer"):
            return
        self._publish(self.writer.change("c-1"))
        self.gateway_takes(len(self.channel))
        for number, somebody in enumerate(self.people):
            if somebody.line is None:
                self.open_line(number, 1000)
            self.receive(number, 10**9)
            held = somebody.follower.boards[BOARD]
            assert self.writer.data == held.data
            assert self.writer.position == (held.epoch, held.version)
            assert 0 == somebody.follower.gaps


Championship.TestCase.settings = settings(
    max_examples=100, stateful_step_count=40, deadline=None, phases=set(Phase) - {Phase.explain}
)
test_every_viewer_ends_with_the_writers_board = Championship.TestCase
