"""Fetch Kafka's jars once per user and trust only those whose checksum is in the repository.

The checksum file is the whole resolution: it names each jar by its path in a Maven repository, so
nothing is left to decide at install time and `sha256sum -c` reads it too.
"""

import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded.errors import StackError

CHECKSUMS = Path(__file__).with_name("kafka-jars.sha256")
DOWNLOADS_AT_ONCE = 8
Fetch = Callable[["Jar", Path], Path]
"""Downloads one jar into a Maven repository folder and returns its path."""


@dataclass(frozen=True)
class Jar:
    """One line of the checksum file."""

    sha256: str
    path: str
    """Where it lies in a Maven repository: group as folders, artifact, version, file."""

    @property
    def coordinates(self) -> tuple[str, str, str]:
        """Return group, artifact and version."""
        *group, artifact, version, _ = self.path.split("/")
        return ".".join(group), artifact, version


def listed_jars(checksums: Path = CHECKSUMS) -> list[Jar]:
    """Return the jars that the repository vouches for."""
    return [Jar(*line.split()) for line in checksums.read_text().splitlines()]


def sha256_of(path: Path) -> str:
    """Return the checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch_with_jgo(jar: Jar, repository: Path) -> Path:
    """Download one jar with jgo, the Maven client of the Python world."""
    try:
        from jgo.maven import MavenContext  # only where something is missing: the import takes a while
    except ImportError:
        raise StackError(
            "Kafka needs jgo to fetch its jars: pip install 'bayge[embedded]' brings it."
        ) from None
    group, artifact, version = jar.coordinates
    context = MavenContext(repo_cache=repository, timeout=60)
    try:
        return Path(context.project(group, artifact).at_version(version).artifact().resolve())
    except (RuntimeError, OSError) as fault:
        raise StackError(f"Cannot download {artifact} {version} for Kafka: {fault}") from fault


@contextmanager
def one_at_a_time(cache: Path, say: Callable[[str], None] = print) -> Iterator[None]:
    """Keep two processes from filling the same cache at once; the second says so and waits."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Waiting for another Bayge that fills {cache} ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def add(jar: Jar, repository: Path, fetch: Fetch) -> None:
    """Download a jar beside the repository and move it in only when its checksum is right."""
    with tempfile.TemporaryDirectory(dir=repository) as draft:
        downloaded = fetch(jar, Path(draft))
        found = sha256_of(downloaded)
        if found != jar.sha256:
            raise StackError(
                f"The download {downloaded.name} was refused, it is not the file we know (sha256 {found}, "
                f"expected {jar.sha256}). Try again; if it stays so, the mirror is not to be trusted."
            )
        target = repository / jar.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(downloaded, target)


def kafka_jars(
    cache: Path,
    jars: list[Jar] | None = None,
    fetch: Fetch = fetch_with_jgo,
    say: Callable[[str], None] = print,
) -> list[Path]:
    """Return the verified jars of Kafka, downloading those that the cache lacks."""
    wanted = listed_jars() if jars is None else jars
    repository = cache / "maven"
    with one_at_a_time(cache, say):
        missing = [jar for jar in wanted if not (repository / jar.path).exists()]
        if missing:
            say(f"Downloading Apache Kafka ({len(missing)} jars, about 44 MB, once) ...")
            repository.mkdir(parents=True, exist_ok=True)
            with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
                list(pool.map(lambda jar: add(jar, repository, fetch), missing))
        damaged = damaged_jars(cache, wanted)
    if damaged:
        raise StackError(f"{damaged[0]} changed since it was downloaded: delete {repository} and try again.")
    return [repository / jar.path for jar in wanted]


def damaged_jars(cache: Path, jars: list[Jar]) -> list[Path]:
    """Return the cached jars whose checksum is not the listed one."""
    paths = [(cache / "maven" / jar.path, jar.sha256) for jar in jars]
    return [path for path, sha256 in paths if path.exists() and sha256_of(path) != sha256]
