"""From POST to the frame on a viewer's socket, how large an update is, and how long a restart takes."""

import asyncio
import statistics
import time
from contextlib import suppress

import pytest
from websockets.asyncio.client import connect

from shared import codec
from tests.e2e.test_killing import bayge, result_of
from tests.stack import RunningStack

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]

VIEWERS = 2000
RATE = 200
SECONDS = 40
SERVICES = ("scoring", "leaderboard", "ingest", "broadcast")


async def frame_sizes(stack: RunningStack, boards: list[str], sizes: dict[str, list[int]]) -> None:
    """Note the bytes of every snapshot and delta of ``boards`` until cancelled."""
    async with connect(stack.live_url) as socket:
        for board in boards:
            await socket.send(codec.encode({"op": "subscribe", "board": board}).decode())
        async for text in socket:
            sizes.setdefault(codec.decode(text)["type"], []).append(len(text.encode()))


async def test_post_to_frame_and_update_size(stack: RunningStack) -> None:
    """Targets: 12 / 40 ms (p50 / p99) at 200 a second with 2,000 viewers; an update 10 % of its board."""
    sizes: dict[str, list[int]] = {}
    options = (
        "--rate",
        str(RATE),
        "--speed",
        "1000000",
        "--viewers",
        str(VIEWERS),
        "--seconds",
        str(SECONDS),
    )
    playing = await bayge(stack, "simulate", "wsk2024", *options, "--json")
    watching = asyncio.create_task(frame_sizes(stack, ["wsk2024/welding", "wsk2024/electronics"], sizes))
    _, summary = await result_of(playing)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching

    delta, snapshot = statistics.median(sizes["delta"]), max(sizes["snapshot"])
    print(
        f"\n{summary['submissions_per_second']} submissions/s, {VIEWERS} viewers:"
        f" POST to verdict {summary['verdict_p50_ms']} / {summary['verdict_p99_ms']} ms,"
        f" POST to frame {summary['frame_p50_ms']} / {summary['frame_p99_ms']} ms (p50 / p99)"
        f"\nupdate {delta:.0f} B of a board of {snapshot} B: {100 * delta / snapshot:.1f} %"
    )


def test_restart_to_ready(stack: RunningStack) -> None:
    """Target: scoring ready within 5 s of a SIGKILL."""
    print()
    for service in SERVICES:
        began = time.monotonic()
        stack.kill(service)
        stack.wait_ready(service)
        print(f"{service}: ready again {time.monotonic() - began:.1f} s after SIGKILL")
