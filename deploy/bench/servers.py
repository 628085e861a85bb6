"""The servers under test, each a child process that is spoken to alike."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.bench.machine import keep_on
from deploy.bench.update import BOARD
from deploy.embedded.config import REPOSITORY

SERVER_CORE: Final = 0
START_LIMIT_S: Final = 20
FOLLOW: Final = f'{{"op":"subscribe","board":"{BOARD}"}}'


@dataclass
class Server:
    """A server that runs."""

    port: int
    process: int
    """The one whose time and memory count."""
    path: str
    follows: str
    _input: asyncio.StreamWriter

    def begin_telling(self) -> None:
        """Let it send updates from now on."""
        self._input.write(b"!")


@dataclass(frozen=True)
class Load:
    """How much is sent."""

    per_s: int
    size: int


@asynccontextmanager
async def _child(command: list[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    child = await asyncio.create_subprocess_exec(
        *command,
        cwd=REPOSITORY,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield child
    finally:
        assert child.stdin is not None
        child.stdin.close()
        try:
            await asyncio.wait_for(child.wait(), START_LIMIT_S)
        except TimeoutError:
            child.kill()
            await child.wait()


@asynccontextmanager
async def _server(command: list[str], path: str, follows: str) -> AsyncIterator[Server]:
    async with _child(command) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        line = await asyncio.wait_for(child.stdout.readline(), START_LIMIT_S)
        port = int(line.split()[1])
        keep_on(child.pid, SERVER_CORE)
        yield Server(port, child.pid, path, follows, child.stdin)


def compiled_bare_send(folder: Path) -> Path | None:
    """Return the C loop, compiled into ``folder``; None where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return None
    program = folder / "bare_send"
    source = Path(__file__).with_name("bare_send.c")
    subprocess.run([compiler, "-O2", "-o", program, source], check=True)
    return program


def bare_send(program: Path, load: Load) -> AbstractAsyncContextManager[Server]:
    """Run the C loop."""
    return _server([str(program), str(load.per_s), str(load.size)], "/", "")


def gateway(
    load: Load, way: str = "gateway", profile: Path | None = None
) -> AbstractAsyncContextManager[Server]:
    """Run our gateway, telling all in one of the ``WAYS``; what that took is written to ``profile``."""
    told = [str(load.per_s), str(load.size), way, *([] if profile is None else [str(profile)])]
    command = [sys.executable, "-m", "deploy.bench.serve_gateway", *told]
    return _server(command, "/live", FOLLOW)


def library_broadcast(load: Load) -> AbstractAsyncContextManager[Server]:
    """Run ``websockets.broadcast``."""
    command = [sys.executable, "-m", "deploy.bench.serve_broadcast", str(load.per_s), str(load.size)]
    return _server(command, "/", "")
