"""Measure the gateway beside what one would otherwise pick: one server at a time, in rounds, on one machine.

The server has one core and the viewers another. A ratio is taken within a round, because what else the
machine does changes from minute to minute; the median of the rounds counts.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from deploy.bench.gateway_result import Delivery, GatewayResult
from deploy.bench.load import Audience
from deploy.bench.machine import cpu_s, keep_on, memory_bytes
from deploy.bench.nchan import nchan, nchan_module
from deploy.bench.profile import profile_rows
from deploy.bench.servers import Load, Server, bare_send, compiled_bare_send, gateway, library_broadcast
from deploy.bench.ways import WAYS
from deploy.embedded.config import REPOSITORY
from shared import codec

VIEWERS_CORE: Final = 1
WARM_S: Final = 1.0
SETTLE_S: Final = 0.5
LOOK_EVERY_S: Final = 10
FRAME_HEADER_BYTES: Final = 4
OPEN_LIMIT_S: Final = 90

Open = Callable[[], AbstractAsyncContextManager[Server]]
Remark = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    sockets: int = 1000
    sockets_many: int = 8000
    per_s: int = 20
    per_s_many: int = 2
    size: int = 310
    seconds: int = 10
    rounds: int = 3
    with_ways: bool = False
    """Measure other ways to tell all, too."""
    with_profile: bool = False


def no_look(_server: Server) -> None:
    """Look at nothing."""


class Viewers:
    """The load process, as we lead it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout

    async def opened(self) -> None:
        """Return when all sockets are open."""
        await asyncio.wait_for(self._line(), OPEN_LIMIT_S)

    def begin(self) -> None:
        """Count anew."""
        self._in.write(b"begin\n")

    async def report(self) -> dict[str, Any]:
        """Return what was counted."""
        self._in.write(b"report\n")
        return await self._line()

    async def _line(self) -> dict[str, Any]:
        said: dict[str, Any] = codec.decode(await self._out.readline())
        return said


@asynccontextmanager
async def _viewers(audience: Audience) -> AsyncIterator[Viewers]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "deploy.bench.load",
        codec.encode(asdict(audience)).decode(),
        cwd=REPOSITORY,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    keep_on(process.pid, VIEWERS_CORE)
    try:
        yield Viewers(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def deliver(
    name: str,
    opening: Open,
    load: Load,
    seconds: int,
    sockets: int,
    slow: int = 0,
    frozen: int = 0,
    look: Callable[[Server], None] = no_look,
) -> tuple[Delivery, dict[str, Any]]:
    """Return what ``server`` takes for a delivery, and what its viewers counted.

    ``look`` is called every ``LOOK_EVERY_S`` while it is measured.
    """
    async with opening() as server:
        before = memory_bytes(server.process)
        audience = Audience(server.port, server.path, sockets, slow, frozen, server.follows)
        async with _viewers(audience) as viewers:
            await viewers.opened()
            await asyncio.sleep(SETTLE_S)
            idle = memory_bytes(server.process) - before
            server.begin_telling()
            await asyncio.sleep(WARM_S)
            viewers.begin()
            since_s = cpu_s(server.process)
            for _ in range(seconds // LOOK_EVERY_S):
                await asyncio.sleep(LOOK_EVERY_S)
                look(server)
            await asyncio.sleep(seconds % LOOK_EVERY_S)
            used_s = cpu_s(server.process) - since_s
            said = await viewers.report()
            deliveries = said["bytes"] / (load.size + FRAME_HEADER_BYTES)
            measured = Delivery(
                name,
                sockets,
                round(deliveries / said["seconds"], 1),
                round(1e6 * used_s / max(deliveries, 1) * said["seconds"] / seconds, 3),
                round(said["p50_ms"], 2),
                round(said["p99_ms"], 2),
                round(idle / sockets / 1024, 2),
                round(memory_bytes(server.process) / 2**20, 1),
            )
            return measured, said


def _servers(folder: Path, load: Load, result: GatewayResult, *, with_ways: bool) -> dict[str, Open]:
    servers: dict[str, Open] = {}
    program = compiled_bare_send(folder)
    if program is None:
        result.left_out.append("bare send: there is no C compiler (cc) on this machine")
    else:
        servers["bare send"] = lambda: bare_send(program, load)
    ways = WAYS if with_ways else ("gateway",)
    servers |= {way: partial(gateway, load, way) for way in ways}
    found = nchan_module()
    if found is None:
        result.left_out.append("nchan: Debian's libnginx-mod-nchan is not installed")
    else:
        servers["nchan"] = lambda: nchan(*found, folder, load)
    servers["websockets.broadcast"] = lambda: library_broadcast(load)
    return servers


async def measure_gateway(plan: Plan, remark: Remark) -> GatewayResult:
    """Return what ``plan`` finds; ``remark`` is told each step."""
    result = GatewayResult()
    load = Load(plan.per_s, plan.size)
    with tempfile.TemporaryDirectory(prefix="bayge-bench-") as name:
        folder = Path(name)
        servers = _servers(folder, load, result, with_ways=plan.with_ways)
        for number in range(plan.rounds):
            measured: dict[str, Delivery] = {}
            for server, opening in servers.items():
                measured[server], _ = await deliver(server, opening, load, plan.seconds, plan.sockets)
                remark(f"round {number + 1}, {server}: {measured[server].us_per_delivery} us per delivery")
            result.rounds.append(measured)
        if plan.with_profile:
            told = folder / "profile"
            under_profile = partial(gateway, load, profile=told)
            await deliver("gateway", under_profile, load, plan.seconds, plan.sockets)
            result.profile = profile_rows(told)
    if plan.sockets_many:
        many = replace(load, per_s=plan.per_s_many)
        result.many, _ = await deliver(
            "gateway", lambda: gateway(many), many, plan.seconds, plan.sockets_many
        )
        found = result.many
        remark(f"{found.sockets} sockets: {found.us_per_delivery} us, {found.kb_per_viewer} KB each")
    slow, frozen = plan.sockets // 10, plan.sockets // 20
    result.hindered, said = await deliver(
        "gateway", lambda: gateway(load), load, 3 * plan.seconds, plan.sockets, slow, frozen
    )
    result.hindered_lost = said["hindered_lost"]
    remark(f"with {slow} slow and {frozen} frozen: p99 {result.hindered.p99_ms} ms")
    return result
