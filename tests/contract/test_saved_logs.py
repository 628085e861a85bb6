from pathlib import Path

import pytest

from shared import codec
from tests.contract.saved_logs import FOLDER, results_of

LOGS = sorted(FOLDER.glob("*.jsonl"))


@pytest.mark.parametrize("log", LOGS, ids=lambda path: path.stem)
def test_the_log_of_a_release_still_gives_the_same_results(log: Path) -> None:
    """Verdicts and totals, to the last field that the release knew; later ones tell more."""
    expected = codec.decode(log.with_suffix(".results.json").read_bytes())

    results = results_of(log.read_bytes())

    known = [
        {name: verdict[name] for name in before}
        for before, verdict in zip(expected["verdicts"], results["verdicts"], strict=True)
    ]
    totals = {
        key: {name: results["totals"][key][name] for name in before}
        for key, before in expected["totals"].items()
    }
    assert expected["totals"].keys() == results["totals"].keys()
    assert expected == results | {"verdicts": known, "totals": totals}


def test_every_kind_of_verdict_is_in_a_saved_log() -> None:
    """A log in which everything counts would guard little."""
    found = {v["status"] for log in LOGS for v in results_of(log.read_bytes())["verdicts"]}

    assert {"counted", "set_aside", "refused"} == found
