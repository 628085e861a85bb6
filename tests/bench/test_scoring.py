"""Marks a second through one scoring process, beside a naive Faust agent in the same run."""

import time

import pytest

from deploy.bench import scoring
from deploy.bench.log import MARKS_EACH, definitions, submissions
from services.scoring.partition import LogRecord, PartitionFold

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]


def test_fold_alone() -> None:
    """Decode, fold, encode the outputs: one core, no Kafka."""
    fold = PartitionFold(0, clock=lambda: 0)
    defined, log = definitions("bench"), submissions("bench")
    records = [LogRecord(n, key.encode(), value) for n, (key, value) in enumerate(defined + log)]
    for record in records[: len(defined)]:
        fold.fold(record)

    began = time.process_time()
    for record in records[len(defined) :]:
        fold.fold(record)
    took = time.process_time() - began

    print(f"\nfold alone: {len(log) * MARKS_EACH / took:,.0f} marks/s, outputs encoded")


def test_scoring_beside_a_naive_agent() -> None:
    """Target: 60,000 marks/s or more, at least 5 times the naive agent."""
    print()
    print(scoring.measured())
