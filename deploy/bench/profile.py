"""Where telling all viewers spends its time."""

import pstats
from collections.abc import Collection, Sequence
from cProfile import Profile
from pathlib import Path
from typing import Final, cast

from deploy.bench.ways import TellAll
from services.broadcast.viewer import ViewerSocket

ROWS: Final = 6

Row = tuple[int, int, float, float]
"""Calls, calls again from within, time of its own, time with what it calls."""


def profiled(tell_all: TellAll, profiler: Profile) -> TellAll:
    """Return ``tell_all`` that is looked at while it runs, and nothing else."""

    def tell(viewers: Collection[ViewerSocket], texts: Sequence[bytes]) -> None:
        profiler.enable()
        tell_all(viewers, texts)
        profiler.disable()

    return tell


def profile_rows(written: Path) -> list[tuple[str, float]]:
    """Return the functions that took most, each with its share."""
    # The stubs do not know the table itself.
    table = cast(dict[tuple[str, int, str], Row], vars(pstats.Stats(str(written)))["stats"])
    own = {key: row[2] for key, row in table.items()}
    total = sum(own.values())
    most = sorted(own, key=lambda key: own[key], reverse=True)[:ROWS]
    return [(f"{Path(file).name} {name}", own[file, line, name] / total) for file, line, name in most]
