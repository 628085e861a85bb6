"""Which tests a mutant meets, and in which order."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

from tests.mutation.mutants import Mutant
from tests.mutation.reach import DOMAIN, ROOT, Reach

SECONDS_MAX = (4.0, 2.0, 1.5)
"""How long the plain tests, those of services and the laws that one mutant meets may take without a mutant.

A line that a thousand tests pass is tried by the quickest of them: who survives those by chance counts as a
survivor, never the other way round.
"""

_NEEDS_A_SERVICE = re.compile(r"^from (services|deploy|tests\.(?!builders|endings|refusals))", re.MULTILINE)


def path_of(module: str) -> Path:
    """Return the file of a module of the rules."""
    return DOMAIN / (module.replace(".", "/") + ".py")


class Stages:
    """The tests for each mutant: plain ones of the rules, those of the services, the quickest laws."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._kinds: dict[str, int] = {}

    def near(self, mutant: Mutant) -> list[str]:
        """Return the tests that reach the mutant: the file that knows most, the quickest, laws last."""
        plain, services, laws = self._near(mutant)
        first = self._first_file(mutant, plain)
        return [*sorted(plain, key=lambda test: _file(test) != first), *services, *laws]

    def all(self, mutant: Mutant) -> list[list[str]]:
        """Return tests by stage, each an import of its own: the file that knows most, others, laws.

        Where the mutant is in what is made on import nobody can say who uses it: last come all plain tests.
        """
        plain, services, laws = self._near(mutant)
        first = self._first_file(mutant, plain)
        near = {*plain, *services, *laws}
        is_for_all = mutant.is_run_on_import or not near  # or in a function that only an import calls
        far = self._reach.seconds.keys() - near if is_for_all else set()
        stages = [
            [test for test in plain if _file(test) == first],
            [test for test in plain if _file(test) != first],
            services,
            laws,
            self._first(self._sorted(test for test in far if self._kind(test) == 0), SECONDS_MAX[0]),
        ]
        return [stage for stage in stages if stage]

    def seconds(self, tests: Iterable[str]) -> float:
        """Return how long ``tests`` take without a mutant."""
        return sum(self._reach.seconds[test] for test in tests)

    def _near(self, mutant: Mutant) -> tuple[list[str], list[str], list[str]]:
        path = path_of(mutant.module)
        if mutant.is_run_on_import:
            near = self._reach.reaching_any([path])
        else:
            near = self._reach.reaching(path, mutant.lines)
        plain, services, laws = (
            self._first(self._sorted(test for test in near if self._kind(test) == kind), SECONDS_MAX[kind])
            for kind in range(3)
        )
        return plain, services, laws

    def _first(self, tests: list[str], seconds_max: float) -> list[str]:
        until = accumulate(self._reach.seconds[test] for test in tests)
        return [test for test, spent in zip(tests, until, strict=True) if spent <= seconds_max]

    def _sorted(self, tests: Iterable[str]) -> list[str]:
        return sorted(tests, key=lambda test: (self._reach.seconds[test], test))

    def _first_file(self, mutant: Mutant, plain: list[str]) -> str | None:
        """Return the file of the module's own tests, else the one that has most to say."""
        own = f"/test_{mutant.module.rsplit('.', 1)[-1]}.py"
        files = Counter(map(_file, plain))
        return max(files, key=lambda file: (file.endswith(own), files[file]), default=None)

    def _kind(self, test: str) -> int:
        """Return 0 for a plain test of the rules, 1 for one that needs a service, 2 for a law."""
        file = _file(test)
        if file not in self._kinds:
            needs = _NEEDS_A_SERVICE.search((ROOT / file).read_text())
            self._kinds[file] = 2 if "properties" in file else 1 if needs else 0
        return self._kinds[file]


def _file(test: str) -> str:
    return test.split("::")[0]
