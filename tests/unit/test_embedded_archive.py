"""Kafka's archive of loaded classes is for speed alone: a start does not fail for want of it."""

import fcntl
import os
import sys
from pathlib import Path

import pytest

from deploy.embedded import archive, kafka
from deploy.embedded.jars import one_at_a_time
from deploy.embedded.process import start_process

ASSEMBLER = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open(sys.argv[1], "w") as told:
    told.write(str(helper.pid))
time.sleep(600)
"""


@pytest.fixture
def java(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine have a Java that knows archives."""
    monkeypatch.setattr(kafka, "java_command", lambda: "java")
    monkeypatch.setattr(archive, "_knows_archives", lambda _java: True)


@pytest.mark.usefixtures("java")
def test_a_kafka_without_archive_starts_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is the plain one, and it is said."""
    said: list[str] = []
    monkeypatch.setattr(archive, "_train", lambda *_: False)

    command = archive.kafka_java(tmp_path, [], said.append)

    assert ("java", False) == (command[0], any("AOT" in word for word in command))
    assert "Kafka starts without" in said[-1]


@pytest.mark.usefixtures("java")
def test_a_written_archive_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next starts load it."""

    def train(_java: str, _jars: list[Path], path: Path) -> bool:
        path.write_bytes(b"classes")
        return True

    monkeypatch.setattr(archive, "_train", train)

    command = archive.kafka_java(tmp_path, [], lambda _line: None)

    assert command[1].startswith("-XX:AOTCache=")


def test_what_takes_too_long_is_ended_with_its_helper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Java writes the archive in a second process, which must not stay behind."""
    told = tmp_path / "helper"
    monkeypatch.setattr(archive, "kafka_ready", lambda _port: told.exists() and told.read_text() != "")
    monkeypatch.setattr(archive, "STOPPED_WITHIN_S", 0.01)
    broker = start_process(
        (sys.executable, "-c", ASSEMBLER, str(told)), os.environ, None, tmp_path / "broker.log"
    )

    assert not archive._ends(broker, 0)

    state = Path(f"/proc/{told.read_text()}/stat")
    while state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z":
        pass  # killed, and not yet taken off the list
    assert broker.returncode is not None


def test_who_waits_for_another_says_so(tmp_path: Path) -> None:
    """A silent start looks as if it hung."""
    said: list[str] = []
    holder = (tmp_path / "lock").open("w")
    fcntl.flock(holder, fcntl.LOCK_EX)

    def say(line: str) -> None:
        said.append(line)
        holder.close()

    with one_at_a_time(tmp_path, say):
        assert [f"Waiting for another Bayge that fills {tmp_path} ..."] == said
