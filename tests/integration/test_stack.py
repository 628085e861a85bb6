"""The embedded stack with real processes: it starts, heals, refuses a second start and leaves nothing behind.

Kafka, Valkey and Caddy only: the services have tests of their own.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

from deploy.embedded.config import REPOSITORY
from deploy.embedded.supervision import State
from shared import codec, keys
from tests.stack import RunningStack, running

PARTS = ("kafka", "valkey", "caddy")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Run the parts that are not Bayge's own."""
    yield from running(RunningStack(tmp_path_factory.mktemp("small") / "var", PARTS))


def bayge(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a data folder and return what it said."""
    command = [sys.executable, "-m", "deploy.cli", *arguments]
    environment = {**os.environ, "BAYGE_VAR": str(var)}
    return subprocess.run(
        command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=False
    )


def wait_until(holds: Callable[[], bool], within_s: float = 30.0) -> bool:
    """Return whether it came to hold in time."""
    give_up_s = time.monotonic() + within_s
    while not holds() and time.monotonic() < give_up_s:
        time.sleep(0.02)
    return holds()


def is_alive(pid: int) -> bool:
    """Tell whether a process still runs; one that only waits to be buried does not."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def get(url: str) -> tuple[int, dict[str, str]]:
    """Return status and headers of a page."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, dict(answer.headers)


def test_status_tells_every_part_and_no_password(small: RunningStack) -> None:
    """What `bayge status --json` prints may be pasted into a chat."""
    said = bayge(small.var, "status", "--json")

    found = codec.decode(said.stdout)
    assert (0, True) == (said.returncode, found["ready"])
    assert list(PARTS) == [part["name"] for part in found["parts"]]
    assert "redis" not in said.stdout


def test_a_second_start_on_the_same_data_is_refused(small: RunningStack) -> None:
    """Two brokers on one log would be the end of it."""
    said = bayge(small.var, "up")

    assert 1 == said.returncode
    assert f"already runs on {small.var} (pid {small.child.state().pid})" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_taken_port_is_named_with_its_holder(small: RunningStack, tmp_path: Path) -> None:
    """The operator reads which program to stop."""
    caddy = small.child.state().part("caddy")

    said = bayge(tmp_path, "up", "--port", str(caddy.port))

    assert 1 == said.returncode
    assert f"Port {caddy.port} is taken by caddy (pid {caddy.pid})" in said.stderr


def test_the_public_user_reads_only_public_boards(small: RunningStack) -> None:
    """Invariant 5: the store itself refuses what the public may not know."""
    with redis.Redis.from_url(small.redis_writer) as writer:
        writer.set("public:board:index", "shown")
        writer.set("staff:board:index", "embargoed")

    with redis.Redis.from_url(small.redis_public, decode_responses=True) as public:
        assert "shown" == public.get("public:board:index")
        with pytest.raises(redis.exceptions.NoPermissionError):
            public.get("staff:board:index")
        with pytest.raises(redis.exceptions.NoPermissionError):
            public.set("public:board:index", "forged")
        with pytest.raises(redis.exceptions.NoPermissionError):
            public.execute_command("SUBSCRIBE", "staff:live:index")
        with pytest.raises(redis.exceptions.NoPermissionError):
            public.execute_command("CONFIG", "GET", "*")


def test_the_public_user_hears_every_public_board(small: RunningStack) -> None:
    """The gateway listens with one pattern; the store must let it."""
    with redis.Redis.from_url(small.redis_public) as public, public.pubsub() as published:
        published.psubscribe(keys.live_pattern("public"))
        confirmed = published.get_message(timeout=10)
        with redis.Redis.from_url(small.redis_writer) as writer:
            writer.publish(keys.live("public", "wsk2024/welding"), "moved")
        heard = published.get_message(timeout=10)

    assert confirmed is not None
    assert heard is not None
    assert b"moved" == heard["data"]


def test_nobody_enters_the_store_without_a_password(small: RunningStack) -> None:
    """Other users of this machine can reach the port."""
    address = small.redis_public.split("@")[1]

    with (
        redis.Redis.from_url(f"redis://{address}") as stranger,
        pytest.raises(redis.exceptions.AuthenticationError),
    ):
        stranger.get("public:board:index")


@pytest.mark.parametrize("path", ["/metrics", "/healthz", "/readyz"])
def test_what_services_say_about_themselves_is_not_public(small: RunningStack, path: str) -> None:
    """Metrics are for the operator."""
    status, _ = get(small.base_url + path)

    assert 404 == status


def test_every_page_carries_the_security_headers(small: RunningStack) -> None:
    """Even an error page must not be framed or run foreign scripts."""
    status, headers = get(small.base_url + "/assets/none.js")

    assert 404 == status
    assert "nosniff" == headers["X-Content-Type-Options"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "Server" not in headers


def test_an_api_without_its_service_answers_as_a_problem(small: RunningStack) -> None:
    """A client can read every error the same way, also when a service is down."""
    status, headers = get(small.base_url + "/api/v1/boards/index")

    assert 502 == status
    assert "application/problem+json" == headers["Content-Type"]


@pytest.mark.parametrize("name", PARTS)
def test_a_killed_part_comes_back(small: RunningStack, name: str) -> None:
    """A crash heals by itself, on the same port."""
    before = small.child.state().part(name)

    small.kill(name)
    after = small.wait_ready(name).part(name)

    assert before.port == after.port
    assert before.restarts + 1 == after.restarts


def test_secrets_are_readable_by_their_owner_only(small: RunningStack) -> None:
    """Other users of this machine must not be able to sign tokens or write boards."""
    private = [
        path
        for path in small.var.rglob("*")
        if path.name in ("secret", "stack.json") or "password" in path.name
    ]

    assert 6 == len(private)
    assert {0o600} == {path.stat().st_mode & 0o777 for path in private}
    assert 0o700 == small.var.stat().st_mode & 0o777


def test_nothing_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    """An orphaned broker would hold the data folder and its port."""
    stack = RunningStack(tmp_path / "var", PARTS)
    stack.start()
    state = stack.child.state()
    pids = [part.pid for part in state.parts if part.pid is not None]
    assert len(pids) == len(PARTS)

    os.kill(state.pid, signal.SIGKILL)
    stack.stop()

    assert wait_until(lambda: not any(is_alive(pid) for pid in pids))


def test_down_stops_everything_and_the_data_stays(tmp_path: Path) -> None:
    """What was written is there after the next start."""
    stack = RunningStack(tmp_path / "var", ("valkey",))
    stack.start()
    pid = stack.child.state().part("valkey").pid
    with redis.Redis.from_url(stack.redis_writer) as writer:
        writer.set("public:board:index", "kept")

    said = bayge(stack.var, "down")
    stack.stop()
    assert 0 == said.returncode
    assert pid is not None
    assert not is_alive(pid)

    stack.start()
    with redis.Redis.from_url(stack.redis_public, decode_responses=True) as public:
        assert "kept" == public.get("public:board:index")
    assert State.READY is stack.child.state().part("valkey").state
    stack.stop()


def test_verbs_without_a_stack_say_so(tmp_path: Path) -> None:
    """One sentence and exit code 1, no traceback."""
    for verb in ("status", "down"):
        said = bayge(tmp_path, verb)

        assert 1 == said.returncode
        assert "No stack is running" in said.stderr
        assert "Traceback" not in said.stderr


def test_the_ephemeral_user_keeps_what_may_vanish_and_sees_no_board(small: RunningStack) -> None:
    """Whoever breaks into ingest reads no board and writes none."""
    address = small.addresses.redis_ephemeral

    with redis.Redis.from_url(address, decode_responses=True) as ephemeral:
        ephemeral.set(keys.ephemeral("tries"), 1, px=60_000)
        assert 2 == ephemeral.incr(keys.ephemeral("tries"))
        for key in (keys.board("public", "index"), keys.board("staff", "index")):
            with pytest.raises(redis.exceptions.NoPermissionError):
                ephemeral.hgetall(key)
        with pytest.raises(redis.exceptions.NoPermissionError):
            ephemeral.publish(keys.live("public", "index"), "forged")
        with pytest.raises(redis.exceptions.NoPermissionError):
            ephemeral.get(keys.ephemeral("tries"))
