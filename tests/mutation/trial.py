"""Try one mutant in a child process, so that nothing of it is left: on the quick way or on the thorough one.

Quick: the child of a process that has imported and collected everything gets the mutant's function in the
place of the real one and runs tests at once; no import, no collection. What is made while modules are
imported is then still the real thing, so a mutant that survives, or that is in such a part, goes the
thorough way: the child of a process without any of our modules imports them anew, the mutant among them.
"""

import gc
import importlib
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from math import ceil
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from tests.mutation.mutants import Mutant
from tests.mutation.reach import DOMAIN, PLUGINS_OFF, ROOT

MEMORY_MAX_BYTES = 3 * 2**30
WAITING_MAX = 20
"""How much longer than its time on the processor a child may take when the machine is busy with others."""
SAID = ROOT / ".mutants" / "said.log"
"""What the newest child has printed."""
SURVIVED = 0
KILLED = (1, 2)
"""pytest's codes for a test that failed, and for a file that could not be imported."""
NEVER_ENDED = -signal.SIGXCPU
BROKEN = 70
NO_TEST = 5
CHEAP = (
    *("-q", "-x", "--no-header", "--tb=no", "--assert=plain", *PLUGINS_OFF, "-p", "no:unraisableexception"),
    *("-p", "pytest_asyncio.plugin", "-p", "pytest_timeout", "-p", "_hypothesis_pytestplugin"),
)
"""Without looking for plugins, reading tracebacks, or rewriting assertions: a third of the time."""


@dataclass
class Running:
    """A child at work."""

    mutant: Mutant
    pid: int
    until: float

    def stop(self) -> None:
        """End a child that waits for what never comes; one that works on for ever ends itself."""
        os.kill(self.pid, signal.SIGXCPU)


def start(mutant: Mutant, seconds_max: float, work: Callable[[], int]) -> Running:
    """Fork a child that ends with what ``work`` returns."""
    sys.stdout.flush()
    if pid := os.fork():
        return Running(mutant, pid, time.monotonic() + WAITING_MAX * seconds_max)
    code = BROKEN
    try:
        cpu_seconds = ceil(seconds_max + time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX_BYTES, MEMORY_MAX_BYTES))
        said = os.open(SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(said, 1)
        os.dup2(said, 2)
        code = work()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


class Collected:
    """A pytest plugin that collects all tests once and then lets mutants meet them, instead of a run."""

    def __init__(self, then: Callable[["Collected"], None]) -> None:
        self._then = then
        self._items: dict[str, pytest.Item] = {}
        self._functions: dict[tuple[str, str], list[FunctionType]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do what is to be done with the collected tests."""
        self._items = {item.nodeid: item for item in session.items}
        for found in gc.get_objects():
            if isinstance(found, FunctionType) and found.__code__.co_filename.startswith(str(DOMAIN)):
                where = found.__code__.co_filename, found.__code__.co_qualname
                self._functions.setdefault(where, []).append(found)
        gc.freeze()
        self._then(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """End the child with the first test that fails."""
        if report.failed:
            print(report.nodeid)
            sys.stdout.flush()
            os._exit(KILLED[0])

    def can_try(self, mutant: Mutant) -> bool:
        """Say whether the mutant is in a function that can be put in the place of the real one."""
        real = self._functions.get((mutant.code.co_filename, mutant.function), [])
        codes = list(_codes(mutant.code, mutant.function))
        return len(codes) == 1 and {f.__code__.co_freevars for f in real} == {codes[0].co_freevars}

    def try_on(self, mutant: Mutant, tests: Sequence[str]) -> int:
        """Put the mutant's function in the place of the real one and run ``tests``."""
        (code,) = _codes(mutant.code, mutant.function)
        for function in self._functions[mutant.code.co_filename, mutant.function]:
            function.__code__ = code
        items = [self._items[test] for test in tests]
        for item, after in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        return SURVIVED


def _codes(code: CodeType, name: str) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == name:
                yield inner
            yield from _codes(inner, name)


class _Planted(MetaPathFinder, Loader):
    """Gives the mutant to whoever imports its module."""

    def __init__(self, module: str, code: CodeType, path: Path) -> None:
        self._module, self._code, self._path = module, code, path

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return where the module is, if it is the mutant's."""
        if name != self._module:
            return None
        is_package = self._path.name == "__init__.py"
        spec = spec_from_loader(name, self, origin=str(self._path), is_package=is_package)
        if spec is not None and is_package:
            spec.submodule_search_locations = [str(self._path.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        """Fill the module."""
        exec(self._code, module.__dict__)


class _Chosen:
    """A pytest plugin that keeps the chosen tests, in the order of the choice."""

    def __init__(self, chosen: Sequence[str]) -> None:
        self._rank = {name: rank for rank, name in enumerate(chosen)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort and throw away."""
        items[:] = sorted((i for i in items if i.nodeid in self._rank), key=lambda i: self._rank[i.nodeid])


def warm_up(third_party: Sequence[str]) -> None:
    """Import what all tests need and no mutant changes."""
    for name in third_party:
        try:
            importlib.import_module(name)
        except Exception:  # noqa: S112  # made by another module while it is imported: it will be again
            continue
    gc.collect()
    gc.freeze()  # a child's own collections then look at what is its own, and copy no page of ours


def try_anew(mutant: Mutant, path: Path, stages: Sequence[Sequence[str]]) -> int:
    """Import everything with the mutant in it, and run ``stages`` of tests until one of them fails."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.meta_path.insert(
        0, _Planted(f"shared.domain.{mutant.module}".removesuffix(".__init__"), mutant.code, path)
    )
    for tests in stages:
        files = list(dict.fromkeys(test.split("::")[0] for test in tests))
        code = int(pytest.main([*files, *CHEAP], plugins=[_Chosen(tests)]))
        if code not in (SURVIVED, NO_TEST):
            return code
    return SURVIVED


def collect(files: Sequence[str], then: Callable[[Collected], Any]) -> int:
    """Import and collect ``files``, then do ``then`` with what was collected."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    return int(pytest.main([*files, *CHEAP, "-s"], plugins=[Collected(then)]))
