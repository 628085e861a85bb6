"""From POST to the frame on a viewer's socket and to the pixels, and how long a restart takes."""

import time

import pytest

from deploy.bench import latency, pixels
from tests.stack import RunningStack

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]

SERVICES = ("scoring", "leaderboard", "ingest", "broadcast")


def test_post_to_frame_and_update_size() -> None:
    """Targets: 12 / 40 ms (p50 / p99) at 200 a second with 2,000 viewers; an update 10 % of its board."""
    print()
    print(latency.measured(latency.Load(), print))


def test_post_to_pixels() -> None:
    """Until a browser has painted the board: p50 and p99 of two submissions a second to it."""
    print()
    told = pixels.measured(pixels.Load(), print)
    print(told)
    assert told["paints_measured"] > 0


def test_restart_to_ready(stack: RunningStack) -> None:
    """Target: scoring ready within 5 s of a SIGKILL."""
    print()
    for service in SERVICES:
        began = time.monotonic()
        stack.kill(service)
        stack.wait_ready(service)
        print(f"{service}: ready again {time.monotonic() - began:.1f} s after SIGKILL")
