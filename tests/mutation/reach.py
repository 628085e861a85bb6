"""Which test reaches which line of the rules, how long it takes, and what its file imports: run once."""

import hashlib
import json
import os
import sys
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from coverage import CoverageData

ROOT = Path(__file__).parent.parent.parent
DOMAIN = ROOT / "shared" / "domain"
QUICK_TESTS = ("tests/unit", "tests/properties")
OWN = ("shared", "services", "deploy", "tests")
PLUGINS_OFF = ("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly")


@dataclass(frozen=True)
class Reach:
    """What one run of the quick tests has shown."""

    seconds: dict[str, float]
    """By test."""
    tests: dict[str, dict[int, list[str]]]
    """By file and line: who reaches it."""
    third_party: list[str]
    """Modules to import once, before any mutant."""

    def reaching(self, path: Path, lines: tuple[int, int]) -> set[str]:
        """Return the tests that reach a line of these."""
        by_line = self.tests.get(str(path), {})
        return {test for line, who in by_line.items() if lines[0] <= line <= lines[1] for test in who}

    def reaching_any(self, paths: Iterable[Path]) -> set[str]:
        """Return the tests that reach any line of these files."""
        return {test for path in paths for test in self.reaching(path, (0, sys.maxsize))}


class Stopwatch:
    """A pytest plugin that takes each test's time on the processor, whatever else the machine does."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Take the time of setup, call and teardown."""
        started = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - started
        return result


def digest_of_everything() -> str:
    """Return what changes when the code or a quick test changes."""
    folders = (ROOT / "shared", ROOT / "services", ROOT / "deploy", *(ROOT / name for name in QUICK_TESTS))
    found = {path for folder in folders for path in folder.rglob("*.py") if "node_modules" not in path.parts}
    found |= set((ROOT / "tests").glob("*.py")) | {Path(__file__).with_name("mutants.py")}
    said = hashlib.sha256()
    for path in sorted(found):
        said.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return said.hexdigest()[:16]


def measured_reach(folder: Path, digest: str) -> Reach:
    """Return what an earlier run with the same sources has shown, or run the quick tests now."""
    kept = folder / "reach.json"
    if kept.exists():
        known = json.loads(kept.read_text())
        if known["digest"] == digest:
            return _reach(known)
    print("Running the quick tests once, to see which of them reaches which line ...", flush=True)
    if pid := os.fork():
        if os.waitpid(pid, 0)[1]:
            raise SystemExit("The quick tests fail without any mutant: mend them first.")
    else:
        _run_all(folder, kept, digest)
    return _reach(json.loads(kept.read_text()))


def _run_all(folder: Path, kept: Path, digest: str) -> None:
    watch = Stopwatch()
    data_file = folder / "coverage"
    data_file.unlink(missing_ok=True)
    os.environ["COVERAGE_FILE"] = str(data_file)
    cover = ("--cov=shared/domain", "--cov-context=test", "--cov-report=")
    code = pytest.main([*files_on_rules(), *cover, *PLUGINS_OFF, "-x"], plugins=[watch])
    if code == 0:
        data = CoverageData(str(data_file))
        data.read()
        tests = {
            path: {line: _names(said) for line, said in data.contexts_by_lineno(path).items()}
            for path in sorted(data.measured_files())
        }
        known = {
            "digest": digest,
            "seconds": watch.seconds,
            "tests": tests,
            "third_party": _third_party(),
        }
        kept.write_text(json.dumps(known))
    sys.stdout.flush()
    os._exit(int(code))


def files_on_rules() -> list[str]:
    """Return the quick tests that name the rules; the others reach them by the way and prove little."""
    files = sorted(path for name in QUICK_TESTS for path in (ROOT / name).glob("test_*.py"))
    return [str(path.relative_to(ROOT)) for path in files if "shared.domain" in path.read_text()]


def _names(contexts: list[str]) -> list[str]:
    return sorted({context.rsplit("|", 1)[0] for context in contexts if context})


def _third_party() -> list[str]:
    return [name for name in sys.modules if name.split(".")[0] not in (*OWN, "__main__", "conftest")]


def _reach(known: dict[str, Any]) -> Reach:
    tests = {path: {int(line): who for line, who in lines.items()} for path, lines in known["tests"].items()}
    return Reach(known["seconds"], tests, known["third_party"])
