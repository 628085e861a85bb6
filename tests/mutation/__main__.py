"""Run the mutants of the rules, module by module; a run that was stopped goes on where it was.

python -m tests.mutation                 all modules
python -m tests.mutation tally voices    some
python -m tests.mutation --survivors     once more what survived before, with the tests as they are now
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.reach import DOMAIN, ROOT, digest_of_everything, files_on_rules, measured_reach
from tests.mutation.report import Result, Results, print_report
from tests.mutation.stages import Stages, path_of
from tests.mutation.trial import (
    KILLED,
    NEVER_ENDED,
    SURVIVED,
    Collected,
    Running,
    collect,
    start,
    try_anew,
    warm_up,
)

FOLDER = ROOT / ".mutants"
LEFT_OUT = ("scheme_messages.en", "scheme_messages.kk", "scheme_messages.ru")
"""Texts for people, each in one place: a test could only repeat them."""
SECONDS_FREE = 10.0
SLOWER_MAX = 6.0
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
    run = Run(Stages(reach), asked.jobs)
    modules = asked.modules or list(_modules())
    told = {name: Results(FOLDER / f"{name}.jsonl", digest, keeps_killed=asked.survivors) for name in modules}
    warm_up(reach.third_party)
    run.quickly(told)
    told = {name: Results(FOLDER / f"{name}.jsonl", digest, keeps_killed=False) for name in modules}
    for results in told.values():
        results.keep_only({mutant.key for mutant in _mutants(results.module)})
        run.thoroughly(results)
    return print_report(list(told.values()), ROOT / "docs" / "mutants.md", is_whole=not asked.modules)


def _modules() -> Iterator[str]:
    for path in sorted(DOMAIN.rglob("*.py")):
        name = ".".join(path.relative_to(DOMAIN).with_suffix("").parts)
        if name not in LEFT_OUT:
            yield name


def _mutants(module: str) -> Iterator[Mutant]:
    path = path_of(module)
    return mutants(module, path.read_text(), str(path))


class Run:
    """Tries mutants, a few at a time."""

    def __init__(self, stages: Stages, jobs: int) -> None:
        self._stages = stages
        self._jobs = jobs

    def quickly(self, told: dict[str, Results]) -> None:
        """Try every mutant that is new in a child of a process that has collected all tests."""
        if pid := os.fork():
            if os.waitpid(pid, 0)[1]:
                raise SystemExit("The process that tries mutants the quick way has failed.")
            return
        code = collect(files_on_rules(), lambda collected: self._all_quickly(collected, told))
        sys.stdout.flush()
        os._exit(code)

    def _all_quickly(self, collected: Collected, told: dict[str, Results]) -> None:
        for module, results in told.items():
            todo = [
                m
                for m in _mutants(module)
                if not results.is_doubtful(m.key) and not results.knows(m.key)
                if collected.can_try(m) and self._stages.near(m)
            ]

            def child(mutant: Mutant) -> tuple[float, Callable[[], int]]:
                tests = self._stages.near(mutant)
                return self._stages.seconds(tests), lambda: collected.try_on(mutant, tests)

            self._try_all(todo, results, child, results.add_quick)

    def thoroughly(self, results: Results) -> None:
        """Try what is left of a module in children that import everything anew."""
        path = path_of(results.module)
        todo = [m for m in _mutants(results.module) if not results.knows(m.key)]

        def child(mutant: Mutant) -> tuple[float, Callable[[], int]]:
            stages = self._stages.all(mutant)
            seconds = self._stages.seconds(test for stage in stages for test in stage)
            return seconds, lambda: try_anew(mutant, path, stages)

        self._try_all(todo, results, child, results.add)

    def _try_all(
        self,
        todo: Sequence[Mutant],
        results: Results,
        child: Callable[[Mutant], tuple[float, Callable[[], int]]],
        add: Callable[[Result], None],
    ) -> None:
        running: list[Running] = []
        started = time.monotonic()
        for mutant in todo:
            seconds, work = child(mutant)
            running.append(start(mutant, SECONDS_FREE + SLOWER_MAX * seconds, work))
            while len(running) >= self._jobs:
                _reap(running, add)
        while running:
            _reap(running, add)
        if todo:
            spent = time.monotonic() - started
            print(f"{results.module}: {results.summary}; {len(todo)} tried in {spent:.0f} s", flush=True)


def _reap(running: list[Running], add: Callable[[Result], None]) -> None:
    """Take note of a child that has ended; end one that is late."""
    for child in running:
        pid, status = os.waitpid(child.pid, os.WNOHANG)
        if pid:
            running.remove(child)
            code = os.waitstatus_to_exitcode(status)
            if code not in (SURVIVED, *KILLED, NEVER_ENDED):
                raise SystemExit(f"A child ended with {code} on {child.mutant.key}: see .mutants/said.log")
            add(Result(child.mutant.key, child.mutant.lines[0], code == SURVIVED, code == NEVER_ENDED))
            return
        if time.monotonic() > child.until:
            child.stop()
    time.sleep(0.002)


if __name__ == "__main__":
    sys.exit(main())
