"""nchan in nginx as a server under test: the server in C that Debian ships (libnginx-mod-nchan)."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from deploy.bench.machine import children, keep_on
from deploy.bench.servers import SERVER_CORE, START_LIMIT_S, Load, Server
from deploy.bench.update import update
from deploy.embedded.ports import free_ports

MODULES: Final = (
    Path("/usr/lib/nginx/modules/ngx_nchan_module.so"),
    Path("/usr/share/nginx/modules/ngx_nchan_module.so"),
)
CONFIGURATION: Final = """\
load_module {module};
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 12000; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location = /live {{ nchan_subscriber websocket; nchan_channel_id board;
                            nchan_subscriber_first_message newest; }}
        location = /tell {{ nchan_publisher; nchan_channel_id board; nchan_message_buffer_length 1; }}
    }}
}}
"""


def nchan_module() -> tuple[str, Path] | None:
    """Return nginx and its nchan module; None where either is not installed."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    module = next((path for path in MODULES if path.exists()), None)
    return None if nginx is None or module is None else (nginx, module)


@asynccontextmanager
async def nchan(nginx: str, module: Path, folder: Path, load: Load) -> AsyncIterator[Server]:
    """Run nginx with one worker; updates are posted to it, as to any other nchan."""
    port = next(free_ports())
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(module=module, folder=folder, port=port))
    child = await asyncio.create_subprocess_exec(
        nginx, "-p", str(folder), "-c", str(configuration), stderr=asyncio.subprocess.DEVNULL
    )
    try:
        reader, writer = await _connected(port)
        workers = await _workers(child.pid)
        keep_on(workers[0], SERVER_CORE)
        begin = asyncio.Event()
        telling = asyncio.create_task(_post(reader, writer, begin, load))
        yield _Nchan(port, workers[0], begin)
        telling.cancel()
        writer.close()
    finally:
        child.terminate()
        await child.wait()


class _Nchan(Server):
    def __init__(self, port: int, process: int, begin: asyncio.Event) -> None:
        self.port, self.process, self.path, self.follows = port, process, "/live", ""
        self._begin = begin

    def begin_telling(self) -> None:
        self._begin.set()


async def _workers(master: int) -> list[int]:
    """Return nginx's workers: they come a moment after the port is open."""
    async with asyncio.timeout(START_LIMIT_S):
        while True:
            if workers := children(master):
                return workers
            await asyncio.sleep(0.05)


async def _connected(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    async with asyncio.timeout(START_LIMIT_S):
        while True:
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.05)


async def _post(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, begin: asyncio.Event, load: Load
) -> None:
    await begin.wait()
    loop = asyncio.get_running_loop()
    due_s, version = loop.time(), 1
    while True:
        version += 1
        body = update(version, load.size)
        head = f"POST /tell HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        said = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (
                int(line.split(b":")[1])
                for line in said.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            ),
            0,
        )
        await reader.readexactly(length)
        due_s = max(due_s + 1 / load.per_s, loop.time())
        await asyncio.sleep(due_s - loop.time())
