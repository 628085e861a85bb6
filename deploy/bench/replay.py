"""A whole championship folded again from its log: by the recount, and by scoring as it starts."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from deploy.bench.log import MARKS_EACH, SUBMISSIONS_MAX, append, definitions, submissions
from deploy.bench.own_kafka import own_kafka
from deploy.embedded.asking import http_ready
from deploy.embedded.config import LOOPBACK, REPOSITORY
from deploy.embedded.errors import StackError
from deploy.embedded.ports import free_ports
from deploy.embedded.process import start_process
from deploy.recount import Recount
from shared import codec, process
from shared.config import KafkaSettings
from shared.domain.events import command_from_document
from shared.kafka import whole
from shared.topics import MARK_ENTRIES

_CHAMPIONSHIP: Final = "replay"
_READY_WITHIN_S: Final = 120
_LOOK_S: Final = 0.02

Remark = Callable[[str], None]


def measured(count: int = SUBMISSIONS_MAX, remark: Remark = print) -> dict[str, Any]:
    """Return the figures of `bayge bench replay`; brings a Kafka of its own and takes it away."""
    with tempfile.TemporaryDirectory(prefix="bayge-bench-") as folder, own_kafka(Path(folder)) as kafka:
        remark(f"{count} submissions of {MARKS_EACH} marks are written.")
        process.run(append(kafka, [*definitions(_CHAMPIONSHIP), *submissions(_CHAMPIONSHIP, count)]))
        remark("Counted again.")
        began_s = time.monotonic()
        entries = process.run(_recounted(kafka))
        recount_s = time.monotonic() - began_s
        remark("Scoring starts.")
        restart_s = _scoring_ready_s(kafka, Path(folder))
    return {
        "entries": entries,
        "recount_seconds": round(recount_s, 2),
        "scoring_start_seconds": round(restart_s, 2),
        "load_average": os.getloadavg()[0],
    }


async def _recounted(kafka: KafkaSettings) -> int:
    """Count the log as `bayge recount` does, to the standings; return how many entries counted."""
    count = Recount()
    async for record in whole(kafka, MARK_ENTRIES):
        document = codec.decode(record.value or b"")
        command_from_document(document)
        count.take(document)
    count.standings()
    return count.entries


def _scoring_ready_s(kafka: KafkaSettings, folder: Path) -> float:
    """Return how long scoring takes from its start until it has folded all and is ready."""
    port = next(free_ports())
    told = {"KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrap_servers, "HOST": LOOPBACK, "PORT": str(port)}
    began_s = time.monotonic()
    scoring = start_process(
        (sys.executable, "-m", "services.scoring"),
        {**os.environ, **told, "BAYGE_VAR": str(folder)},
        REPOSITORY,
        folder / "scoring.log",
    )
    try:
        while not http_ready(port):
            if scoring.poll() is not None or time.monotonic() - began_s > _READY_WITHIN_S:
                raise StackError(f"Scoring does not start: {(folder / 'scoring.log').read_text()[-500:]}")
            time.sleep(_LOOK_S)
        return time.monotonic() - began_s
    finally:
        scoring.kill()
        scoring.wait()
