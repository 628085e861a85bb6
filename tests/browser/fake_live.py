"""A gateway small enough to be told what to do: /live and the built page, from one free port.

Browser tests need the link to break at an exact moment and a delta to go missing on purpose; the real stack
is built so that neither happens. It speaks the protocol of docs/protocol.md, in a thread of its own.
"""

import asyncio
import gzip
import json
import mimetypes
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

Json = dict[str, Any]

PAGES = {f"/{name}": f"{name}.html" for name in ("screen", "overlay", "operator", "announcer")}
LIVE = ("/live", "/venue/live")
BOARDS_MAX = 64  # of one socket
HISTORY_MAX = 128  # frames of one board
EXPIRED = 4005
SILENT_S = 2.0  # a browser opens lines in advance and says nothing on them
WAIT_S = 10.0  # how long a condition may take on a slow machine before a test gives up


@dataclass
class Board:
    """A board as the gateway holds it: its state, where it stands, and the frames that led there."""

    board: Json
    epoch: str
    version: int = 1
    at_ms: int = 0
    history: dict[int, str] = field(default_factory=dict)


class FakeLive:
    """A gateway under a test's command; every public method may be called from the test's thread."""

    def __init__(self, dist: Path, now_ms: Callable[[], int], beat_s: float = 15) -> None:
        self.subscriptions: list[Json] = []  # every subscribe message, in order of arrival
        self.tokens: list[str] = []  # every token shown, in order of arrival
        self.is_good: Callable[[str], bool] = lambda token: True  # which tokens are taken
        self.pages: dict[str, tuple[str, bytes]] = {}  # type and content of what else is served, by path
        self.connections_made = 0
        self.port = 0  # set by start; kept when the link goes down and comes up again
        self._dist = dist
        self._now_ms = now_ms
        self._beat_s = beat_s
        self._boards: dict[str, Board] = {}
        self._sockets: dict[ServerConnection, set[str]] = {}
        self._server: Server | None = None  # None while the link is down
        self._lines: list[
            ServerConnection
        ] = []  # every one that was ever opened, also by who then said nothing
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake-live", daemon=True)

    @property
    def base_url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.port}"

    # --- the test's side -------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to serve, on a free port."""
        self._thread.start()
        self.come_up()

    def stop(self) -> None:
        """Stop serving and end the thread."""
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(WAIT_S)
        self._loop.close()

    def put(self, board_id: str, board: Json, epoch: str = "e1", version: int = 1) -> None:
        """Set a whole board and send it to whoever watches it."""
        self._run(self._put(board_id, Board(board, epoch, version, self._now_ms())))

    def change(self, board_id: str, delta: Json, *, lose: bool = False) -> None:
        """Lay a delta over the board and send it; with ``lose`` it is counted but never sent."""
        self._run(self._change(board_id, delta, lose))

    def drop(self, close_code: int = 4000) -> None:
        """Close every socket with the code; new ones are welcome."""
        self._run(self._drop(close_code))

    def go_down(self) -> None:
        """Close every socket and stop listening."""
        self._run(self._go_down())

    def come_up(self) -> None:
        """Listen (again) on the same port."""
        self._run(self._come_up())

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until the condition holds; it is looked at whenever a client said something."""
        with self._changed:
            assert self._changed.wait_for(condition, WAIT_S), f"waited {WAIT_S} s in vain"

    def _run(self, work: Any) -> None:
        future: Future[None] = asyncio.run_coroutine_threadsafe(work, self._loop)
        future.result(WAIT_S)

    # --- the gateway's side ----------------------------------------------------------------------

    async def _come_up(self) -> None:
        self._server = await serve(
            self._handle,
            "127.0.0.1",
            self.port,
            process_request=self._page,
            open_timeout=SILENT_S,
            create_connection=self._line,  # type: ignore[arg-type]  # typed as a class, used as what it makes
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _go_down(self) -> None:
        assert self._server is not None, "already down"
        await self._let_nobody_in(self._server)
        self._server.close(code=1001)
        await self._server.wait_closed()
        self._server = None

    async def _let_nobody_in(self, server: Server) -> None:
        """Take no new line, and let in who is at the door: a server that closes meanwhile loses them."""
        for listening in server.sockets:
            self._loop.remove_reader(listening.fileno())
        for _ in range(3):
            await asyncio.sleep(0)

    def _line(self, *parts: Any, **names: Any) -> ServerConnection:
        self._lines.append(ServerConnection(*parts, **names))
        return self._lines[-1]

    async def _end(self) -> None:
        """Cut every line: a worker of the page may be fetching and slow to read, or have said nothing."""
        if self._server is not None:
            await self._let_nobody_in(self._server)
            self._server.close()
        while lines := [line for line in self._lines if not line.connection_lost_waiter.done()]:
            for line in lines:
                if hasattr(line, "transport"):
                    line.transport.abort()
            await asyncio.sleep(0)
        if self._server is not None:
            await self._server.wait_closed()

    async def _drop(self, close_code: int) -> None:
        await asyncio.gather(*(socket.close(close_code) for socket in list(self._sockets)))

    async def _put(self, board_id: str, board: Board) -> None:
        self._boards[board_id] = board
        await self._send_to_watchers(board_id, self._frame("snapshot", board_id, board.board))

    async def _change(self, board_id: str, delta: Json, lose: bool) -> None:
        held = self._boards[board_id]
        held.version, held.at_ms = held.version + 1, self._now_ms()
        held.board = with_delta(held.board, delta)
        held.history[held.version] = self._frame("delta", board_id, delta)
        held.history.pop(held.version - HISTORY_MAX, None)
        if not lose:
            await self._send_to_watchers(board_id, held.history[held.version])

    async def _send_to_watchers(self, board_id: str, frame: str) -> None:
        for socket, watched in list(self._sockets.items()):
            if board_id in watched:
                await socket.send(frame)

    async def _handle(self, socket: ServerConnection) -> None:
        watched = self._sockets.setdefault(socket, set())
        self._note(lambda: setattr(self, "connections_made", self.connections_made + 1))
        beats = asyncio.create_task(self._beat(socket))
        try:
            async for text in socket:
                message = json.loads(text)
                await self._answer(socket, watched, message)
        except ConnectionClosed:
            return  # what happens to a link at a venue, and what these tests are about
        finally:
            beats.cancel()
            del self._sockets[socket]

    async def _beat(self, socket: ServerConnection) -> None:
        hello = {"type": "hello", "protocol": 1, "beat_s": self._beat_s, "at_ms": self._now_ms()}
        await socket.send(json.dumps(hello))
        while True:
            await asyncio.sleep(self._beat_s)
            await socket.send(json.dumps({"type": "beat", "at_ms": self._now_ms()}))

    async def _answer(self, socket: ServerConnection, watched: set[str], message: Json) -> None:
        if message["op"] == "enter":
            self._note(lambda: self.tokens.append(message["token"]))
            if not self.is_good(message["token"]):
                await socket.close(EXPIRED)
            return
        board_id = message["board"]
        if len(watched) >= BOARDS_MAX and board_id not in watched and message["op"] == "subscribe":
            error = {"type": "error", "code": "too_many_boards", "board": board_id, "detail": "no more"}
            await socket.send(json.dumps(error))
            return
        if message["op"] == "unsubscribe":
            watched.discard(board_id)
            return
        watched.add(board_id)
        for frame in self._frames_since(board_id, message.get("epoch"), message.get("version")):
            await socket.send(frame)
        self._note(lambda: self.subscriptions.append(message))

    def _frames_since(self, board_id: str, epoch: str | None, version: int | None) -> list[str]:
        held = self._boards.get(board_id)
        if held is None:
            error = {"type": "error", "code": "unknown_board", "board": board_id, "detail": "no such board"}
            return [json.dumps(error)]
        missed = [] if version is None else list(range(version + 1, held.version + 1))
        if epoch != held.epoch or version is None or not all(v in held.history for v in missed):
            return [self._frame("snapshot", board_id, held.board)]
        return [held.history[v] for v in missed] or [self._frame("current", board_id)]

    def _frame(self, kind: str, board_id: str, content: Json | None = None) -> str:
        held = self._boards[board_id]
        stamp = {"board": board_id, "epoch": held.epoch, "version": held.version, "at_ms": held.at_ms}
        part = {} if content is None else {"data": content}
        return json.dumps({"type": kind, **stamp, **part}, ensure_ascii=False)

    def _note(self, record: Callable[[], object]) -> None:
        with self._changed:
            record()
            self._changed.notify_all()

    def _page(self, _socket: ServerConnection, request: Request) -> Response | None:
        path = request.path.partition("?")[0]
        if path in LIVE:
            return None
        if path in self.pages:
            return answered(*self.pages[path])
        asset = self._dist / PAGES.get(path, path.lstrip("/"))
        found = asset if asset.is_file() else self._dist / "index.html"
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        content = found.read_bytes()
        if kind.startswith("text/") and "gzip" in request.headers.get("Accept-Encoding", ""):
            return answered(kind, gzip.compress(content), {"Content-Encoding": "gzip"})
        return answered(kind, content)


def answered(kind: str, content: bytes, more: dict[str, str] | None = None) -> Response:
    """Return a whole answer."""
    told = {"Content-Type": kind, "Connection": "close", "Content-Length": str(len(content)), **(more or {})}
    return Response(HTTPStatus.OK, "OK", Headers(told), content)


def with_delta(board: Json, delta: Json) -> Json:
    """Return the board after the delta."""
    rows = {row: keys for row, keys in board["rows"].items() if row not in delta.get("gone", [])}
    changed = {row: {**rows.get(row, {}), **keys} for row, keys in delta.get("rows", {}).items()}
    return {**board, "head": {**board["head"], **delta.get("head", {})}, "rows": {**rows, **changed}}
