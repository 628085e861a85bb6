"""Each release keeps one small log; every later release must fold it to the same results.

`python -m tests.contract.saved_logs 0.1.0` writes the log of a release and what it gives, once. A saved log
is never changed: where a record's form changes, the reader learns to read both.
"""

import sys
from pathlib import Path
from random import Random
from typing import Any

from services.scoring.partition import LogRecord, PartitionFold
from shared import codec, topics
from shared.domain.events import command_document
from tests.sim.test_spine import plan

FOLDER = Path(__file__).with_name("logs")


def results_of(log: bytes) -> dict[str, Any]:
    """Return what a saved log (one command a line) gives: every verdict, and the last total of each sheet."""
    fold = PartitionFold(0, clock=lambda: 0)
    verdicts: list[Any] = []
    totals: dict[str, Any] = {}
    for offset, line in enumerate(log.splitlines()):
        document = codec.decode(line)
        key = f"{document['championship']}/{document['skill']}".encode()
        for output in fold.fold(LogRecord(offset, key, line)):
            if output.topic is topics.VERDICTS:
                verdicts.append(codec.decode(output.value))
            else:
                totals[output.key.decode()] = codec.decode(output.value)
    return {"verdicts": verdicts, "totals": totals}


def save(release: str) -> None:
    """Write the log of ``release`` and its results."""
    commands = [command for seed in (1, 2) for command in plan(Random(seed))]
    log = b"\n".join(codec.encode(command_document(command)) for command in commands)
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{release}.jsonl").open("xb") as file:
        file.write(log + b"\n")
    lines = codec.encode_canonical(results_of(log)).replace(b'},{"', b'},\n{"')
    (FOLDER / f"{release}.results.json").write_bytes(lines + b"\n")


if __name__ == "__main__":
    save(sys.argv[1])
