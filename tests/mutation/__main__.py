"""Run the mutants of the rules, module by module; a run that was stopped goes on where it was.

python -m tests.mutation                 all modules
python -m tests.mutation tally voices    some
python -m tests.mutation --survivors     once more only what survived before, with the tests as they are now
"""

import argparse
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.reach import DOMAIN, ROOT, Reach, digest_of_everything, measured_reach
from tests.mutation.report import Result, Results, print_report
from tests.mutation.trial import KILLED, SURVIVED, Running, start, warm_up

FOLDER = ROOT / ".mutants"
LEFT_OUT = ("scheme_messages.en", "scheme_messages.kk", "scheme_messages.ru")
"""Texts for people, each in one place: a test could only repeat them."""
SECONDS_FREE = 10.0
SLOWER_MAX = 4.0
"""How much longer the tests may take than without a mutant, before it counts as one that never ends."""


def main() -> int:
    """Run what is asked for and tell what survived."""
    parser = argparse.ArgumentParser(description="Mutation testing of shared/domain.")
    parser.add_argument("modules", nargs="*", help="as in shared/domain, without .py; all by default")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--survivors", action="store_true", help="only what survived, with the tests of now")
    asked = parser.parse_args()
    os.chdir(ROOT)
    os.environ["BAYGE_LAWS"] = "mutants"
    FOLDER.mkdir(exist_ok=True)
    digest = digest_of_everything()
    reach = measured_reach(FOLDER, digest)
    warm_up(reach.third_party)
    assert not [name for name in sys.modules if name.startswith(("shared", "services", "deploy"))]
    stages = Stages(reach)
    told = []
    for module in asked.modules or list(_modules()):
        results = Results(FOLDER / f"{module}.jsonl", digest, keeps_killed=asked.survivors)
        _run_module(module, results, stages, asked.jobs)
        told.append(results)
    return print_report(told, ROOT / "docs" / "mutants.md", is_whole=not asked.modules)


def _modules() -> Iterator[str]:
    for path in sorted(DOMAIN.rglob("*.py")):
        name = ".".join(path.relative_to(DOMAIN).with_suffix("").parts)
        if name not in LEFT_OUT:
            yield name


def _path(module: str) -> Path:
    return DOMAIN / (module.replace(".", "/") + ".py")


class Stages:
    """Which tests a mutant meets, and in which order: the module's own and other plain ones first."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._of_rules_only: dict[str, bool] = {}
        self._all = reach.reaching_any(DOMAIN.rglob("*.py"))

    def of(self, mutant: Mutant) -> tuple[list[list[str]], float]:
        """Return tests by stage, and how long they take without a mutant."""
        path = _path(mutant.module)
        if mutant.is_run_on_import:
            near, far = self._reach.reaching_any(iter([path])), self._all
        else:
            near, far = self._reach.reaching(path, mutant.lines), set()
        stages: list[list[str]] = [[], [], [], [], []]
        first = self._first_file(mutant, near)
        for test in near | far:
            number = 4 if test not in near else 0 if _file(test) == first else self._stage(test)
            stages[number].append(test)
        for stage in stages:
            stage.sort(key=lambda test: (self._reach.seconds[test], test))
        seconds = sum(self._reach.seconds[test] for stage in stages for test in stage)
        return [stage for stage in stages if stage], seconds

    def _first_file(self, mutant: Mutant, near: set[str]) -> str | None:
        """Return the file of the module's own tests, else the one that has most to say."""
        own = f"test_{mutant.module.rsplit('.', 1)[-1]}.py"
        files = Counter(_file(test) for test in sorted(near) if self._stage(test) == 1)
        return max(files, key=lambda file: (file.endswith(f"/{own}"), files[file]), default=None)

    def _stage(self, test: str) -> int:
        file = _file(test)
        if file not in self._of_rules_only:
            text = (ROOT / file).read_text()
            self._of_rules_only[file] = not re.search(
                r"^from (services|deploy|tests\.(?!builders))", text, re.M
            )
        return 3 if "properties" in file else 1 if self._of_rules_only[file] else 2


def _file(test: str) -> str:
    return test.split("::")[0]


def _run_module(module: str, results: Results, stages: Stages, jobs: int) -> None:
    path = _path(module)
    todo = [m for m in mutants(module, path.read_text(), str(path)) if not results.knows(m.key)]
    running: list[Running] = []
    started = time.monotonic()
    for mutant in todo:
        tests, seconds = stages.of(mutant)
        running.append(start(mutant, path, tests, SECONDS_FREE + SLOWER_MAX * seconds))
        while len(running) >= jobs:
            _reap(running, results)
    while running:
        _reap(running, results)
    if todo:
        spent = time.monotonic() - started
        print(f"{module}: {results.summary}; {len(todo)} tried in {spent:.0f} s", flush=True)


def _reap(running: list[Running], results: Results) -> None:
    """Take note of a child that has ended; end one that is late."""
    for child in running:
        pid, status = os.waitpid(child.pid, os.WNOHANG)
        if pid:
            running.remove(child)
            code = os.waitstatus_to_exitcode(status)
            if code not in (SURVIVED, *KILLED) and code >= 0:
                raise SystemExit(f"pytest ended with {code} on {child.mutant.key}")
            line = child.mutant.lines[0]
            results.add(Result(child.mutant.key, line, code == SURVIVED, child.is_late))
            return
        if time.monotonic() > child.until and not child.is_late:
            child.stop()
    time.sleep(0.005)


if __name__ == "__main__":
    sys.exit(main())
