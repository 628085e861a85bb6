"""What `bayge doctor` looks at: one function per thing that a stack needs, each with what to do about it."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded.caddy import caddy_command, is_app_built
from deploy.embedded.config import PUBLIC_PORT_PREFERRED, StackSettings
from deploy.embedded.errors import StackError
from deploy.embedded.jars import damaged_jars, listed_jars
from deploy.embedded.kafka import java_command
from deploy.embedded.lock import running_pid
from deploy.embedded.ports import holder, is_free
from deploy.embedded.valkey import server_command
from deploy.embedded.web import npm_command
from shared.clock import Clock, system_clock

PYTHON_OLDEST = (3, 11)
DISK_NEEDED_GB = 2.0
MEMORY_NEEDED_GB = 1.5
YEAR_OLDEST = 2026
"""A clock before this year was never set; every record carries the server's time."""
GB = 1e9


@dataclass(frozen=True)
class Check:
    """One thing looked at."""

    name: str
    found: str
    advice: str = ""
    """What to do; empty when all is well."""

    @property
    def is_fine(self) -> bool:
        """Tell whether there is nothing to do."""
        return not self.advice


def check(name: str, found: str, *, is_fine: bool, advice: str) -> Check:
    """Return a check with its advice only where it is needed."""
    return Check(name, found, "" if is_fine else advice)


def all_checks(settings: StackSettings) -> Iterator[Check]:
    """Look at everything, one after the other."""
    yield python_check()
    yield from (program_check(name, find) for name, find in PROGRAMS.items())
    yield jars_check(settings.cache)
    yield web_check()
    yield disk_check(settings.var)
    yield folder_check(settings.var)
    yield memory_check()
    yield clock_check()
    yield port_check(settings)
    yield stack_check(settings.var)


PROGRAMS: dict[str, Callable[[], str]] = {
    "java": java_command,
    "valkey": server_command,
    "caddy": caddy_command,
    "node": lambda: " ".join(npm_command()),
}


def python_check() -> Check:
    """Look at the version of this Python."""
    version = ".".join(map(str, sys.version_info[:3]))
    is_fine = sys.version_info >= PYTHON_OLDEST
    return check("python", version, is_fine=is_fine, advice="Install Python 3.11 or newer.")


def program_check(name: str, find: Callable[[], str]) -> Check:
    """Look for a program as the stack would."""
    try:
        return Check(name, find())
    except StackError as fault:
        return Check(name, "not found", str(fault))


def jars_check(cache: Path) -> Check:
    """Look whether Kafka's jars are here and are the files that we know."""
    jars = listed_jars()
    damaged = damaged_jars(cache, jars)
    if damaged:
        again = f"Delete {cache / 'maven'} and run 'make setup'."
        return Check("kafka", f"{damaged[0].name} changed since it was downloaded", again)
    missing = sum(not (cache / "maven" / jar.path).exists() for jar in jars)
    if missing:
        return Check("kafka", f"{missing} of {len(jars)} jars will be downloaded at the first start")
    return Check("kafka", f"{len(jars)} jars, checksums right")


def web_check() -> Check:
    """Look whether the web app was built."""
    is_built = is_app_built()
    return check("web app", "built" if is_built else "not built", is_fine=is_built, advice="Run 'make web'.")


def disk_check(var: Path) -> Check:
    """Look at the room left for the log."""
    existing = next(folder for folder in (var, *var.parents) if folder.exists())
    free_gb = shutil.disk_usage(existing).free / GB
    return check(
        "disk",
        f"{free_gb:.1f} GB free at {existing}",
        is_fine=free_gb >= DISK_NEEDED_GB,
        advice=f"Make room ({DISK_NEEDED_GB:.0f} GB are needed), or set BAYGE_VAR to a larger disk.",
    )


def folder_check(var: Path) -> Check:
    """Look whether the data folder is one, or can become one, and whether this user may write there."""
    existing = next(folder for folder in (var, *var.parents) if folder.exists())
    is_fine = existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    found = f"{existing} is {'ours to write' if is_fine else 'no folder that this user may write in'}"
    return check(
        "data", found, is_fine=is_fine, advice="Give rights there, or set BAYGE_VAR to another folder."
    )


def memory_check(table: Path = Path("/proc/meminfo")) -> Check:
    """Look at the memory left; systems without /proc do not tell."""
    if not table.exists():
        return Check("memory", "this system does not tell")
    fields = dict(line.split(":", 1) for line in table.read_text().splitlines())
    free_gb = int(fields["MemAvailable"].split()[0]) * 1024 / GB
    advice = f"Close other programs: {MEMORY_NEEDED_GB} GB are needed."
    return check("memory", f"{free_gb:.1f} GB free", is_fine=free_gb >= MEMORY_NEEDED_GB, advice=advice)


def clock_check(now_ms: Clock = system_clock) -> Check:
    """Look whether the machine's clock can be right."""
    now = time.gmtime(now_ms() / 1000)
    found = time.strftime("%Y-%m-%d %H:%M:%S UTC", now)
    advice = "Set the clock: every mark carries its time."
    return check("clock", found, is_fine=now.tm_year >= YEAR_OLDEST, advice=advice)


def port_check(settings: StackSettings) -> Check:
    """Look whether the public port is free."""
    port = PUBLIC_PORT_PREFERRED if settings.port is None else settings.port
    if port == 0 or is_free(port, settings.host):
        return Check("port", f"{port or 'any'} is free")
    taken = f"{port} is taken by {holder(port)}"
    if settings.port is None:
        return Check("port", f"{taken}; the next free one will be used")
    return Check("port", taken, "Stop that program, or set BAYGE_PORT to another port.")


def stack_check(var: Path) -> Check:
    """Look whether a stack runs on the data folder already."""
    pid = running_pid(var)
    return Check("stack", f"runs on {var} (pid {pid})" if pid else f"not running on {var}")
