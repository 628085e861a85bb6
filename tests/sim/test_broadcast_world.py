"""The gateway's law in seeded worlds: whatever happens, who ends connected has exactly the writer's boards.

Ten thousand seeds: ``python -m tests.sim.broadcast_world 0 10000``.
"""

import pytest

from tests.sim.broadcast_world import play

SEEDS = 300
AT_ONCE = 50


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_every_viewer_ends_with_the_writers_boards(first: int) -> None:
    """No version twice or backwards, every gap told, over restarts of gateways and store, on slow lines."""
    for seed in range(first, first + AT_ONCE):
        play(seed)
