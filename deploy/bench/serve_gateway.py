"""Our gateway as a server under test: ``python -m deploy.bench.serve_gateway UPDATES_PER_S BYTES WAY``.

Everything but Redis: a writer in the same process publishes. Prints ``ready PORT``; tells from the first
byte on standard input, and ends with it.
"""

import asyncio
import sys
from cProfile import Profile

from deploy.bench.profile import profiled
from deploy.bench.ticking import tick_until_end
from deploy.bench.update import BOARD, EPOCH, update
from deploy.bench.ways import WAYS, TellAll
from services.broadcast.__main__ import allow_open_files, assemble, soon
from services.broadcast.feed import StoredBoard
from services.broadcast.frames import Position, read_board_frame
from services.broadcast.hub import Hub
from services.broadcast.viewer import ViewerSocket
from shared.config import BroadcastSettings, ProcessSettings, RedisSettings
from shared.process import event_loop

VIEWERS_MAX = 12_000


async def run(per_s: int, size: int, tell: TellAll) -> None:
    """Serve until standard input ends."""
    hub: Hub[ViewerSocket] = Hub(tell, soon)
    version = 1
    hub.load(StoredBoard(BOARD, Position(EPOCH, version), 1, {"kind": "skill", "head": {}, "rows": {}}))
    settings = BroadcastSettings(
        ProcessSettings(),
        RedisSettings("redis://none"),
        viewers_max=VIEWERS_MAX,
        openings_per_s=VIEWERS_MAX,
        address_viewers_max=VIEWERS_MAX,
        address_openings_per_s=VIEWERS_MAX,
        address_messages_per_s=VIEWERS_MAX,
    )
    gateway = assemble(settings, hub, dict)
    await gateway.start()
    print("ready", gateway.port, flush=True)

    def publish() -> None:
        nonlocal version
        version += 1
        hub.follow(read_board_frame(update(version, size)))

    await tick_until_end(per_s, publish)
    await gateway.stop(limit_s=0.5)


if __name__ == "__main__":
    allow_open_files(VIEWERS_MAX)
    per_s, size, way, *written = sys.argv[1:]
    profiler = Profile()
    with asyncio.Runner(loop_factory=event_loop()) as runner:
        runner.run(run(int(per_s), int(size), profiled(WAYS[way], profiler) if written else WAYS[way]))
    for path in written:
        profiler.dump_stats(path)
