"""Ten minutes with viewers who hardly read or never do: memory stays where it was."""

from functools import partial

import pytest

from deploy.bench.gateway_run import deliver
from deploy.bench.machine import memory_bytes
from deploy.bench.servers import Load, Server, gateway

SECONDS = 600
VIEWERS = 300
LOAD = Load(per_s=20, size=310)
GROWTH_MB_MAX = 8
"""Of the second half beyond the first; what is not sent to the frozen in that time would be 28 MB."""

pytestmark = pytest.mark.soak


@pytest.mark.timeout(SECONDS + 300)
async def test_memory_stays_bounded_whatever_viewers_do(capsys: pytest.CaptureFixture[str]) -> None:
    """One in ten is slow, one in twenty frozen, and the frozen come back as often as they are sent home."""
    seen_mb: list[float] = []

    def look(server: Server) -> None:
        seen_mb.append(memory_bytes(server.process) / 2**20)

    found, said = await deliver(
        "gateway", partial(gateway, LOAD), LOAD, SECONDS, VIEWERS, VIEWERS // 10, VIEWERS // 20, look
    )

    half = len(seen_mb) // 2
    first, middle, last = seen_mb[0], seen_mb[half], seen_mb[-1]
    with capsys.disabled():
        print(f"\n{VIEWERS} viewers: {first:.1f} MB, half-way {middle:.1f}, end {last:.1f}")
        print(f"at most {max(seen_mb):.1f}; p99 {found.p99_ms} ms; {said['hindered_lost']} replaced")
    assert max(seen_mb[half:]) - max(seen_mb[:half]) < GROWTH_MB_MAX
