"""Run one gateway process: ``python -m services.broadcast``. The only file here that builds things."""

import asyncio
import contextlib
import logging
import os
import resource
import signal
import sys
from typing import Final

from services.broadcast.gateway import Gateway
from services.broadcast.hub import Hub
from services.broadcast.relay import Relay, connect
from services.broadcast.viewer import ViewerSocket, tell_all
from shared import log, process
from shared.clock import system_clock
from shared.config import BroadcastSettings, SettingMissing

OTHER_FILES: Final = 200
"""Descriptors beside the viewers' sockets."""

FIRST_LOAD_LIMIT_S: Final = 2.0
"""After this long without Redis we open the door all the same, to say that we are not ready."""


def allow_open_files(viewers_max: int) -> None:
    """Raise the limit of open files, as far as the system lets us, so that every viewer has a socket."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = viewers_max + OTHER_FILES
    if hard != resource.RLIM_INFINITY and hard < wanted:
        logging.getLogger(__name__).warning("the system allows fewer sockets", extra={"open_files_max": hard})
        wanted = hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


async def run(settings: BroadcastSettings) -> None:
    """Serve until SIGTERM or SIGINT; a fault of the relay that no retry mends ends the process with it."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    hub: Hub[ViewerSocket] = Hub(tell_all)
    async with connect(settings.redis) as redis:
        relay = Relay(redis, settings.audience, hub, system_clock)
        gateway = Gateway(settings, hub, relay.readiness, system_clock)
        following = asyncio.create_task(relay.run())
        # Boards first: who comes back after a restart resumes, instead of finding no board.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(relay.has_loaded.wait(), FIRST_LOAD_LIMIT_S)
        await gateway.start()
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({following, stopping}, return_when=asyncio.FIRST_COMPLETED)
        await gateway.stop()
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await following


def main() -> None:
    """Read the settings and run."""
    try:
        settings = BroadcastSettings.from_env(os.environ)
    except SettingMissing as fault:
        sys.exit(f"broadcast: {fault}")
    log.configure("broadcast", settings.process.log_level)
    allow_open_files(settings.viewers_max)
    process.run(run(settings))


if __name__ == "__main__":
    main()
