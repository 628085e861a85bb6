"""Hostile bytes for the gateway, from a seed: ``python -m tests.integration.broadcast_fuzz SEED COUNT``.

Each attack is one line to a real gateway: a broken handshake, or a handshake and broken frames behind it.
What counts: every line ends, with a close code of the protocol or the standard where there is a WebSocket;
and the gateway goes on serving, with nothing left of the attackers.
"""

import asyncio
import gc
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from websockets.frames import CTRL_OPCODES, Frame, Opcode

from services.broadcast.gateway import Gateway
from services.broadcast.protocol import CloseCode
from shared.process import event_loop
from tests.boards_of_broadcast import WELDING, BoardWriter, new_hub, running_gateway

AT_ONCE = 50
OPCODES = (Opcode.TEXT, Opcode.TEXT, Opcode.BINARY, Opcode.CONT, *sorted(CTRL_OPCODES))
LIMIT_S = 30
STANDARD = {1000, 1001, 1002, 1003, 1005, 1007, 1008, 1009, 1010, 1011}
THEIR_OWN = {*range(3000, 4000), *range(4200, 5000)}
"""What an attacker closes with is said back."""
OPENING = (
    b"GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%b\r\n"
)
DEFLATE = b"Sec-WebSocket-Extensions: permessage-deflate\r\n"
MESSAGES = (
    b'{"op":"subscribe","board":"wsk2024/welding"}',
    b'{"op":"subscribe","board":"wsk2024/welding","epoch":"e1","version":1}',
    b'{"op":"subscribe","board":"wsk2024/welding","epoch":"e1","version":-1}',
    b'{"op":"unsubscribe","board":"wsk2024/welding"}',
    b'{"op":"enter","token":"x"}',
    b'{"op":"subscribe","board":' + b"[" * 3000,
    b'{"op":"subscribe","board":"\\ud800"}',
    b'{"op":"subscribe","board":"b","epoch":"e","version":1e999}',
    b"\xff\xfe\xfd",
    b"",
    b"null",
)


@dataclass
class Outcome:
    """How the attacked lines ended."""

    codes: Counter[int] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    silent: int = 0
    """Ended without a word: the attacker had not asked for anything whole."""

    @property
    def unexpected(self) -> set[int]:
        """Codes and statuses that no attack may get; 1011 says that the gateway itself failed."""
        allowed = (STANDARD - {1011}) | set(CloseCode) | THEIR_OWN
        return (set(self.codes) - allowed) | {code for code in self.statuses if code >= 500}


def _mangled(dice: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((0, 1, 1, 3, 10))):
        if not changed:
            break
        at = dice.randrange(len(changed))
        match dice.randrange(4):
            case 0:
                changed[at] = dice.randrange(256)
            case 1:
                del changed[at : at + dice.randint(1, 8)]
            case 2:
                changed[at:at] = dice.randbytes(dice.randint(1, 8))
            case _:
                changed[at:at] = changed[at : at + 20]
    return bytes(changed)


def _frame(dice: random.Random) -> bytes:
    opcode, payload = dice.choice(OPCODES), dice.choice(MESSAGES)
    if dice.random() < 0.2:
        payload = dice.randbytes(dice.choice((1, 100, 5000, 20_000)))
    if opcode in CTRL_OPCODES:
        payload = payload[:125]
    frame = Frame(opcode, payload, fin=dice.random() < 0.8)
    # A control frame in parts breaks the standard; it is made by hand.
    wire = Frame(opcode, payload).serialize(mask=dice.random() < 0.95)
    return wire if frame.fin else bytes([wire[0] & 0x7F]) + wire[1:]


def attack(seed: int) -> bytes:
    """Return all that the attacker sends."""
    dice = random.Random(seed)
    kind = dice.random()
    opening = OPENING % (DEFLATE if dice.random() < 0.5 else b"")
    if kind < 0.25:
        return _mangled(dice, opening)
    if kind < 0.3:
        return dice.randbytes(dice.choice((1, 50, 20_000)))
    if kind < 0.35:
        query = b"board=" + _mangled(dice, b"wsk2024/welding&epoch=e1&version=1")
        return b"GET /live/events?" + query.replace(b"\n", b"") + b" HTTP/1.1\r\n\r\n"
    if kind < 0.38:
        return opening + Frame(Opcode.PING, b"?").serialize(mask=True) * 300
    frames = b"".join(_frame(dice) for _ in range(dice.choice((1, 2, 3, 10, 200))))
    return opening + (_mangled(dice, frames) if dice.random() < 0.6 else frames)


async def _end_of(port: int, sent: bytes, outcome: Outcome) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(sent)
        writer.write_eof()
        got = await asyncio.wait_for(reader.read(-1), LIMIT_S)
    except ConnectionResetError:
        got = b""
    finally:
        writer.transport.abort()
    head, _, rest = got.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 "):
        outcome.silent += 1
        return
    status = int(head[9:12])
    outcome.statuses[status] += 1
    if status == 101:
        _note_code(rest, outcome)


def _note_code(stream: bytes, outcome: Outcome) -> None:
    """Read the gateway's frames up to its goodbye."""
    while len(stream) >= 2:
        length, start = stream[1] & 127, 2
        if length == 126:
            length, start = int.from_bytes(stream[2:4], "big"), 4
        if stream[0] & 15 == Opcode.CLOSE:
            outcome.codes[int.from_bytes(stream[start : start + 2], "big") or 1005] += 1
            return
        stream = stream[start + length :]
    outcome.silent += 1


async def fuzz(first: int, count: int, gateway: Gateway) -> Outcome:
    """Attack ``gateway`` with ``count`` lines from seed ``first`` on; return how they ended."""
    outcome = Outcome()
    for since in range(first, first + count, AT_ONCE):
        seeds = range(since, min(since + AT_ONCE, first + count))
        await asyncio.gather(*[_end_of(gateway.port, attack(seed), outcome) for seed in seeds])
    async with asyncio.timeout(LIMIT_S):
        while gateway.viewers or gateway.waits:
            await asyncio.sleep(0.01)
    return outcome


def memory_kb() -> int:
    """Return what this process has in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4


async def main(first: int, count: int) -> None:
    """Attack in ten parts and print how they ended and what memory did."""
    hub = new_hub()
    hub.load(BoardWriter(WELDING).stored())
    wide = {"openings_per_s": 10**6, "address_openings_per_s": 10**6, "address_messages_per_s": 10**6}
    async with running_gateway(hub, **wide) as gateway:
        for part in range(10):
            outcome = await fuzz(first + part * count // 10, count // 10, gateway)
            assert set() == outcome.unexpected, outcome
            print(memory_kb(), "KB", dict(outcome.codes), dict(outcome.statuses), outcome.silent, flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=event_loop()) as runner:
        runner.run(main(int(sys.argv[1]), int(sys.argv[2])))
