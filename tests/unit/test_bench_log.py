"""The log that the benches are measured on."""

from deploy.bench.log import MARKS_EACH, definitions, submissions
from deploy.recount import Recount
from services.scoring.partition import LogRecord, PartitionFold
from shared import codec, topics

COUNT = 500


def test_every_mark_of_the_log_counts() -> None:
    """A figure for marks that are refused or set aside would flatter."""
    fold = PartitionFold(0, clock=lambda: 0)
    lines = [*definitions("bench"), *submissions("bench", COUNT)]
    outputs = [
        output
        for offset, (key, value) in enumerate(lines)
        for output in fold.fold(LogRecord(offset, key.encode(), value))
    ]

    verdicts = [codec.decode(output.value or b"") for output in outputs if output.topic is topics.VERDICTS]

    assert {"counted"} == {verdict["status"] for verdict in verdicts}
    assert COUNT * MARKS_EACH == sum(skill.entries_counted for skill in fold.skills.values())


def test_the_recount_counts_it_too() -> None:
    """The replay is timed on the same log."""
    count = Recount()
    for _, value in [*definitions("bench"), *submissions("bench", COUNT)]:
        count.take(codec.decode(value))

    assert COUNT * MARKS_EACH == count.entries
