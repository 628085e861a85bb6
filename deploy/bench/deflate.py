"""What compression saves on the frames of a board: ``python -m deploy.bench.deflate``.

For deltas of some rows and snapshots of some competitors: bytes as they are, deflated, and the time it takes.
"""

import statistics
import time
from random import Random
from typing import Any, Final

from services.broadcast.frames import Position, snapshot_frame
from services.broadcast.wire import Encoding, formed
from shared import codec

ROWS: Final = (1, 2, 4, 8, 15, 30)
TIMES: Final = 200
DICE: Final = Random(310)


def row(number: int) -> dict[str, Any]:
    """Return a row as a skill's board has it."""
    return {
        "place": number,
        "order": number,
        "total": f"{DICE.randint(0, 100)}.{DICE.randint(0, 99):02}",
        "marked": f"{DICE.randint(0, 100)}.00",
        "aspects": DICE.randint(0, 140),
        "name": f"Competitor {DICE.randint(1000, 9999)}",
        "member": f"member-{DICE.randint(1, 20)}",
    }


def frames() -> list[tuple[str, bytes]]:
    """Return what is measured."""
    at = {"board": "wsk2024/welding", "epoch": "5f3a91c2", "version": 12, "at_ms": 1716180000000}
    found = []
    for count in ROWS:
        changed = {f"c-{n}": {"total": row(n)["total"], "aspects": row(n)["aspects"]} for n in range(count)}
        found.append((f"delta of {count}", codec.encode({"type": "delta", **at, "data": {"rows": changed}})))
    for count in ROWS:
        board = {"kind": "skill", "head": {"state": "live"}, "rows": {f"c-{n}": row(n) for n in range(count)}}
        whole = snapshot_frame("wsk2024/welding", Position("5f3a91c2", 12), 1716180000000, board)
        found.append((f"snapshot of {count}", whole))
    return found


def main() -> None:
    """Print a line for each."""
    for name, text in frames():
        took_us = []
        for _ in range(TIMES):
            began_s = time.perf_counter()
            deflated = formed(text, Encoding.DEFLATED)
            took_us.append((time.perf_counter() - began_s) * 1e6)
        share, took = len(deflated) / len(text), statistics.median(took_us)
        print(f"{name:15} {len(text):6} {len(deflated):6} {share:5.0%} {took:6.0f} us")


if __name__ == "__main__":
    main()
