"""Kafka's jars: only files that the repository vouches for are ever run."""

import hashlib
from pathlib import Path

import pytest

from deploy.embedded.errors import StackError
from deploy.embedded.jars import Fetch, Jar, damaged_jars, kafka_jars, listed_jars


def jar(content: bytes = b"known") -> Jar:
    """Return a listed jar with this content."""
    return Jar(hashlib.sha256(content).hexdigest(), "org/example/broker/1.0/broker-1.0.jar")


def downloads(content: bytes, asked: list[str] | None = None) -> Fetch:
    """Return a way to download that gives every jar this content, and notes what was asked for."""

    def fetch(wanted: Jar, repository: Path) -> Path:
        if asked is not None:
            asked.append(wanted.path)
        path = repository / "file.jar"
        path.write_bytes(content)
        return path

    return fetch


def test_the_list_names_kafka_and_its_way_to_log() -> None:
    """The list in the repository is complete: 45 jars of Kafka, and one that writes its log."""
    jars = listed_jars()

    assert 46 == len(jars)
    assert ("org.apache.kafka", "kafka_2.13", "4.3.1") in [jar.coordinates for jar in jars]


def test_a_missing_jar_is_downloaded_once(tmp_path: Path) -> None:
    """The second start needs no network."""
    asked: list[str] = []

    first = kafka_jars(tmp_path, [jar()], downloads(b"known", asked), say=lambda _: None)
    second = kafka_jars(tmp_path, [jar()], downloads(b"known", asked), say=lambda _: None)

    assert first == second
    assert b"known" == first[0].read_bytes()
    assert [jar().path] == asked


def test_a_download_with_another_checksum_is_refused(tmp_path: Path) -> None:
    """A file that was changed on its way is never put where Java finds it."""
    with pytest.raises(StackError, match="was refused"):
        kafka_jars(tmp_path, [jar()], downloads(b"evil"), say=lambda _: None)

    assert not (tmp_path / "maven" / jar().path).exists()


def test_a_jar_changed_in_the_cache_is_refused(tmp_path: Path) -> None:
    """The cache lies in a folder that other programs can write to."""
    [path] = kafka_jars(tmp_path, [jar()], downloads(b"known"), say=lambda _: None)
    path.write_bytes(b"evil")

    with pytest.raises(StackError, match="changed since it was downloaded"):
        kafka_jars(tmp_path, [jar()], downloads(b"known"), say=lambda _: None)
    assert [path] == damaged_jars(tmp_path, [jar()])
