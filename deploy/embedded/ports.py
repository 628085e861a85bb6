"""Find free ports, and say which process holds a taken one.

Ports come from below the range that the system hands to outgoing connections: a part that is
restarted finds its port still free.
"""

import random
import socket
from collections.abc import Iterator
from pathlib import Path

from deploy.embedded.config import LOOPBACK, PUBLIC_PORT_PREFERRED
from deploy.embedded.errors import StackError

PORT_FIRST = 20_000
PORT_LAST = 32_000
TCP_LISTEN = "0A"


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Tell whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def free_ports() -> Iterator[int]:
    """Yield ports that are free now, none of them twice."""
    chooser = random.SystemRandom()
    candidates = chooser.sample(range(PORT_FIRST, PORT_LAST), PORT_LAST - PORT_FIRST)
    for port in candidates:
        if is_free(port):
            yield port
    raise StackError(f"No free port is left between {PORT_FIRST} and {PORT_LAST}.")


def public_port(wanted: int | None, host: str, free: Iterator[int]) -> int:
    """Return the port of the public address: the one asked for, else 8080 or the next free one."""
    if wanted == 0:
        return next(free)
    if wanted is not None:
        if not is_free(wanted, host):
            raise StackError(f"Port {wanted} is taken by {holder(wanted)}: stop it, or choose another port.")
        return wanted
    for port in range(PUBLIC_PORT_PREFERRED, PUBLIC_PORT_PREFERRED + 100):
        if is_free(port, host):
            return port
    raise StackError(f"Ports {PUBLIC_PORT_PREFERRED} to {port} are all taken: set BAYGE_PORT to a free one.")


def holder(port: int) -> str:
    """Return who listens on the port, as well as this user may know it: "java (pid 4711)"."""
    inodes = set(_listening_inodes(port))
    for pid in _pids():
        if inodes & set(_socket_inodes(pid)):
            return f"{_command(pid)} (pid {pid})"
    return "another program (of another user, or one this system does not tell)"


def _listening_inodes(port: int) -> Iterator[str]:
    """Yield the sockets that listen on the port; nothing on a system without /proc."""
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        if table.exists():
            for line in table.read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == TCP_LISTEN and int(fields[1].rsplit(":", 1)[1], 16) == port:
                    yield fields[9]


def _pids() -> list[int]:
    """Return the processes of this machine; none on a system without /proc."""
    return sorted(int(entry.name) for entry in Path("/proc").glob("[0-9]*"))


def _socket_inodes(pid: int) -> Iterator[str]:
    """Yield the sockets that a process holds open, as far as this user may see."""
    try:
        for entry in list(Path(f"/proc/{pid}/fd").iterdir()):
            target = str(entry.readlink())
            if target.startswith("socket:["):
                yield target[8:-1]
    except OSError:  # it ended meanwhile, or belongs to another user: then it stays unnamed
        return


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:  # it ended between the two looks
        return "a program that just ended"
