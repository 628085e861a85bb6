"""Where telling all viewers spends its time."""

import pstats
from pathlib import Path
from typing import Final, cast

ROWS: Final = 6
WAITING: Final = ("run_until_complete", "run_forever", "_run_once", "select", "poll")


def profile_rows(written: Path) -> list[tuple[str, float]]:
    """Return the functions that took most, each with its share of the time that was not waited."""
    # The stubs do not know the table itself.
    table = cast(
        dict[tuple[str, int, str], tuple[int, int, float, float]], vars(pstats.Stats(str(written)))["stats"]
    )
    own = {key: row[2] for key, row in table.items() if not any(word in key[2] for word in WAITING)}
    total = sum(own.values())
    most = sorted(own, key=lambda key: own[key], reverse=True)[:ROWS]
    return [(f"{Path(file).name} {name}", own[file, line, name] / total) for file, line, name in most]
