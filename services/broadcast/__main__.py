"""Run one gateway process: ``python -m services.broadcast``. The only file here that builds things."""

import asyncio
import contextlib
import logging
import os
import resource
import secrets
import signal
import sys
from collections.abc import Callable
from typing import Final

from services.broadcast.access import token_reader
from services.broadcast.admission import Admission, Limits
from services.broadcast.gateway import Gateway
from services.broadcast.hub import Hub
from services.broadcast.pages import Pages
from services.broadcast.presence import Presence
from services.broadcast.reception import Reception
from services.broadcast.relay import Relay, connect
from services.broadcast.viewer import ViewerSocket, tell_all
from shared import log, process
from shared.clock import Clock, system_clock
from shared.config import BroadcastSettings
from shared.environment import SettingMissing
from shared.health import Readiness

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


def soon(act: Callable[[], None]) -> None:
    """Do ``act`` when the event loop has taken in what has come by now."""
    asyncio.get_running_loop().call_soon(act)


def assemble(
    settings: BroadcastSettings,
    hub: Hub[ViewerSocket],
    readiness: Readiness,
    presence: Callable[[], dict[str, int]] | None = None,
    clock: Clock = system_clock,
) -> Gateway:
    """Return a gateway over ``hub``, ready to start; to be called within the event loop.

    Where it does not stand alone, ``presence`` says how many look at each board.
    """
    pages = Pages(readiness, presence or hub.viewers_by_board)
    limits = Limits(
        settings.viewers_max,
        settings.openings_per_s,
        settings.address_viewers_max,
        settings.address_openings_per_s,
        settings.address_messages_per_s,
    )
    read = None if settings.secret is None else token_reader(settings.secret)
    reception = Reception(settings, hub, read, clock)
    return Gateway(settings, hub, reception, pages, Admission(limits), clock)


async def run(settings: BroadcastSettings) -> None:
    """Serve until SIGTERM or SIGINT; a fault of the relay that no retry mends ends the process with it."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    hub: Hub[ViewerSocket] = Hub(tell_all, soon)
    async with connect(settings.redis) as redis:
        relay = Relay(redis, settings.audience, hub, system_clock)
        name = secrets.token_hex(4)
        presence = Presence(redis, settings.audience, name, hub.viewers_by_board, system_clock)
        gateway = assemble(settings, hub, relay.readiness, presence.viewers)
        following = asyncio.create_task(relay.run())
        # Boards first: who comes back after a restart resumes, instead of finding no board.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(relay.has_loaded.wait(), FIRST_LOAD_LIMIT_S)
        await gateway.start()
        counting = asyncio.create_task(presence.run())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({following, stopping}, return_when=asyncio.FIRST_COMPLETED)
        await gateway.stop()
        await process.end([counting])
        await presence.leave()
        await process.end([following])
        if not following.cancelled():
            following.result()  # raises what the relay died of


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
