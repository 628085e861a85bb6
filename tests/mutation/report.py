"""What became of the mutants: kept line by line, and compared with the survivors that are known."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

KILLED_PERCENT_MIN = 95


@dataclass(frozen=True)
class Result:
    """What became of one mutant."""

    key: str
    line: int
    survived: bool
    never_ended: bool = False


class Results:
    """The results of one module, in a file that grows by a line per mutant."""

    def __init__(self, path: Path, digest: str, keeps_killed: bool) -> None:
        self.module = path.stem
        self._path = path
        self._by_key: dict[str, Result] = {}
        self._doubtful: set[str] = set()
        lines = path.read_text().splitlines() if path.exists() else []
        is_same = bool(lines) and json.loads(lines[0]) == digest
        if lines and (is_same or keeps_killed):
            kept = [json.loads(line) for line in lines[1:]]
            self._doubtful = {line for line in kept if isinstance(line, str)} if is_same else set()
            found = [Result(**line) for line in kept if isinstance(line, dict)]
            self._by_key = {result.key: result for result in found if is_same or not result.survived}
        self._write_all(digest)

    def _write_all(self, digest: str) -> None:
        lines = [json.dumps(digest), *map(json.dumps, sorted(self._doubtful))]
        lines += [json.dumps(asdict(result)) for result in self._by_key.values()]
        self._path.write_text("\n".join(lines) + "\n")

    def keep_only(self, keys: set[str]) -> None:
        """Forget mutants that the module does not have any more."""
        self._by_key = {key: result for key, result in self._by_key.items() if key in keys}

    def knows(self, key: str) -> bool:
        """Say whether a mutant was tried already."""
        return key in self._by_key

    def is_doubtful(self, key: str) -> bool:
        """Say whether a mutant survived on the quick way, which is not the last word."""
        return key in self._doubtful

    def add_quick(self, result: Result) -> None:
        """Keep what the quick way has come to."""
        if not result.survived:
            self.add(result)
            return
        self._doubtful.add(result.key)
        with self._path.open("a") as file:
            file.write(json.dumps(result.key) + "\n")

    def add(self, result: Result) -> None:
        """Keep a result, also for a later run."""
        self._by_key[result.key] = result
        with self._path.open("a") as file:
            file.write(json.dumps(asdict(result)) + "\n")

    @property
    def tried(self) -> int:
        """Return how many mutants there were."""
        return len(self._by_key)

    @property
    def survivors(self) -> list[Result]:
        """Return what no test noticed, by line."""
        return sorted((r for r in self._by_key.values() if r.survived), key=lambda r: (r.line, r.key))

    @property
    def summary(self) -> str:
        """Return one line."""
        return f"{self.tried - len(self.survivors)} of {self.tried} killed"


def print_report(told: Sequence[Results], known_in: Path, is_whole: bool) -> int:
    """Print survivors and totals; return 1 when too few were killed or a survivor has no reason yet."""
    known = _known(known_in)
    unknown = 0
    for results in told:
        for survivor in results.survivors:
            is_known = (results.module, survivor.key) in known
            unknown += not is_known
            print(f"{'known' if is_known else 'NEW  '} {results.module}.py:{survivor.line} {survivor.key}")
    if is_whole:
        found = {(results.module, survivor.key) for results in told for survivor in results.survivors}
        for module, key in sorted(known - found):
            print(f"{known_in.name} lists what is killed or gone: {module} {key}")
    tried = sum(results.tried for results in told)
    killed = tried - sum(len(results.survivors) for results in told)
    percent = 100 * killed / tried if tried else 100
    print(f"{killed} of {tried} mutants killed: {percent:.1f} %; {unknown} survivors without a reason")
    return 1 if unknown or percent < KILLED_PERCENT_MIN else 0


def _known(path: Path) -> set[tuple[str, str]]:
    """Return module and mutant of every row of the tables in ``path``."""
    if not path.exists():
        return set()
    known, module = set(), ""
    for line in path.read_text().splitlines():
        if heading := re.fullmatch(r"#+ (?:shared/domain/)?(\S+)\.py", line):
            module = heading[1].replace("/", ".")
        elif row := re.match(r"\| (.+? becomes .+?) \| ", line):
            known.add((module, row[1]))
    return known
