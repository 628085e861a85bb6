"""Kafka's fast start is a comfort: where it cannot be prepared, Kafka starts without."""

import subprocess
from pathlib import Path

import pytest

from deploy.embedded import archive


def test_a_machine_too_busy_to_prepare_starts_kafka_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broker of the preparation did not stop in time: that is said, and no archive is asked for."""
    said: list[str] = []

    def too_slow(java: str, jars: list[Path], draft: Path) -> None:
        raise subprocess.TimeoutExpired("java", 120)

    monkeypatch.setattr(archive, "_train", too_slow)
    monkeypatch.setattr(archive, "_knows_archives", lambda java: True)

    command = archive.kafka_java(tmp_path, [tmp_path / "a.jar"], said.append)

    assert [] == [part for part in command if "AOT" in part]
    assert "too busy" in said[-1]
