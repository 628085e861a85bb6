"""Make Java's archive of Kafka's loaded classes (JEP 514), once per user and version.

Without it a start of Kafka takes three seconds of computing, with it one: that is felt at every
`bayge up`, every test run and every restart after a crash.
"""

import hashlib
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from deploy.embedded import kafka
from deploy.embedded.asking import kafka_ready
from deploy.embedded.jars import CHECKSUMS, one_at_a_time
from deploy.embedded.ports import free_ports
from deploy.embedded.process import start_process

READY_WITHIN_S = 60.0
STOPPED_WITHIN_S = 120.0


def kafka_java(cache: Path, jars: list[Path], say: Callable[[str], None] = print) -> tuple[str, ...]:
    """Return the Java command that runs Kafka's classes, with their archive where this Java has archives."""
    java = kafka.java_command()
    plain = (java, *kafka.JVM, *kafka.class_path(jars))
    key = hashlib.sha256(f"{java} {kafka.JVM} {jars}".encode() + CHECKSUMS.read_bytes()).hexdigest()[:16]
    archive = cache / f"kafka-{key}.aot"
    with one_at_a_time(cache):
        if not archive.exists() and _knows_archives(java):
            say("Preparing a fast start of Kafka (about 10 seconds, once) ...")
            try:
                _train(java, jars, archive)
            except subprocess.TimeoutExpired:
                say("This machine is too busy for that now: Kafka starts without it this time.")
    if not archive.exists():
        return plain
    return (java, f"-XX:AOTCache={archive}", "-Xlog:disable", "-Xlog:all=error:stderr", *plain[1:])


def _knows_archives(java: str) -> bool:
    """Tell whether this Java can make an archive in one step (since 25)."""
    asked = [java, "-XX:+PrintFlagsFinal", "-version"]
    return "AOTCacheOutput" in subprocess.run(asked, capture_output=True, text=True, check=False).stdout


def _train(java: str, jars: list[Path], archive: Path) -> None:
    """Start and stop Kafka once on a throw-away folder while Java notes what it loads."""
    free = free_ports()
    port, controller_port = next(free), next(free)
    plain = (java, *kafka.JVM, *kafka.class_path(jars))
    draft = archive.with_suffix(".new")
    with tempfile.TemporaryDirectory() as folder:
        properties = kafka.write_properties(Path(folder), port, controller_port)
        kafka.format_data(plain, properties)
        command = (plain[0], f"-XX:AOTCacheOutput={draft}", *plain[1:], "kafka.Kafka", str(properties))
        broker = start_process(command, os.environ, None, archive.with_suffix(".log"))
        try:
            give_up_s = time.monotonic() + READY_WITHIN_S
            while not kafka_ready(port) and broker.poll() is None and time.monotonic() < give_up_s:
                time.sleep(0.1)
            broker.terminate()
            broker.wait(STOPPED_WITHIN_S)
        finally:
            broker.kill()
            broker.wait()
    if draft.exists():
        draft.replace(archive)
