"""Try one mutant: a child of the warm process puts it in the place of its module and runs the tests."""

import gc
import importlib
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from tests.mutation.reach import PLUGINS_OFF, ROOT

MEMORY_MAX_BYTES = 3 * 2**30
SAID = ROOT / ".mutants" / "said.log"
"""What the newest child has printed."""
SURVIVED = 0
KILLED = (1, 2)
"""pytest's codes for a test that failed, and for a file that could not be imported."""
NO_TEST = 5
CHEAP = (
    *("-q", "-x", "--no-header", "--tb=no", "--assert=plain", *PLUGINS_OFF, "-p", "no:unraisableexception"),
    *("-p", "pytest_asyncio.plugin", "-p", "pytest_timeout", "-p", "_hypothesis_pytestplugin"),
)
"""Without looking for plugins, reading tracebacks, or rewriting assertions: a third of the time."""


class _Planted(MetaPathFinder, Loader):
    """Gives the mutant to whoever imports its module."""

    def __init__(self, module: str, code: CodeType, path: Path) -> None:
        self._module, self._code, self._path = module, code, path

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name != self._module:
            return None
        is_package = self._path.name == "__init__.py"
        spec = spec_from_loader(name, self, origin=str(self._path), is_package=is_package)
        if spec is not None and is_package:
            spec.submodule_search_locations = [str(self._path.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)


class _Chosen:
    """A pytest plugin that keeps the chosen tests, in the order of the choice."""

    def __init__(self, chosen: Sequence[str]) -> None:
        self._rank = {name: rank for rank, name in enumerate(chosen)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort and throw away."""
        items[:] = sorted((i for i in items if i.nodeid in self._rank), key=lambda i: self._rank[i.nodeid])


@dataclass
class Running:
    """A child at work."""

    mutant: Any
    pid: int
    until: float
    is_late: bool = False

    def stop(self) -> None:
        """End a child that has had its time: a mutant that never ends is noticed."""
        self.is_late = True
        os.kill(self.pid, signal.SIGKILL)


def warm_up(third_party: Sequence[str]) -> None:
    """Import what all tests need and no mutant changes."""
    for name in third_party:
        try:
            importlib.import_module(name)
        except Exception:  # noqa: S112  # made by another module while it is imported: it will be again
            continue
    gc.collect()
    gc.freeze()  # a child's own collections then look at what is its own, and copy no page of ours


def start(mutant: Any, path: Path, stages: Sequence[Sequence[str]], seconds_max: float) -> Running:
    """Fork a child that runs ``stages`` of tests until one of them fails."""
    sys.stdout.flush()
    if pid := os.fork():
        return Running(mutant, pid, time.monotonic() + seconds_max)
    code = 70
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX_BYTES, MEMORY_MAX_BYTES))
        said = os.open(SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(said, 1)
        os.dup2(said, 2)
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        sys.meta_path.insert(0, _Planted(f"shared.domain.{mutant.module}", mutant.code, path))
        code = _run(stages)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _run(stages: Sequence[Sequence[str]]) -> int:
    for tests in stages:
        files = list(dict.fromkeys(test.split("::")[0] for test in tests))
        code = int(pytest.main([*files, *CHEAP], plugins=[_Chosen(tests)]))
        if code not in (SURVIVED, NO_TEST):
            return code
    return SURVIVED
