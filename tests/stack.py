"""The whole embedded stack as a test sees it: addresses, and the means to break one service."""

from collections.abc import Iterator
from pathlib import Path

from deploy.embedded.child import StackChild
from deploy.embedded.state import Addresses, StackState


class RunningStack:
    """A stack of real processes on free ports, with a data folder of its own."""

    def __init__(self, var: Path, only: tuple[str, ...] = (), more: tuple[str, ...] = ()) -> None:
        arguments = ("--port", "0", *(("--only", ",".join(only)) if only else ()), *more)
        # Settings of the machine that would replace a part of the stack must not reach it.
        names = (
            "KAFKA_BOOTSTRAP_SERVERS",
            "REDIS_URL",
            "REDIS_PUBLIC_URL",
            "REDIS_VENUE_URL",
            "BAYGE_SECRET",
        )
        cleared = dict.fromkeys(names, "")
        self.var = var
        self.child = StackChild(var, arguments, cleared)

    def start(self) -> None:
        """Start it and return once everything is ready."""
        self.child.start()
        try:
            self.child.wait_ready()
        except BaseException:
            self.child.stop()
            raise

    def stop(self) -> int:
        """Stop everything cleanly; returns the exit code."""
        return self.child.stop()

    @property
    def addresses(self) -> Addresses:
        """Return every address; those of Redis hold user and password."""
        return self.child.state().addresses

    @property
    def base_url(self) -> str:
        """Return the public origin, as ``http://127.0.0.1:PORT``."""
        return self.addresses.public_url

    @property
    def live_url(self) -> str:
        """Return the address of the live socket."""
        return self.base_url.replace("http", "ws", 1) + "/live"

    @property
    def kafka(self) -> str:
        """Return Kafka's bootstrap servers."""
        return self.addresses.kafka

    @property
    def redis_writer(self) -> str:
        """Return the address of Redis for the writer of boards."""
        return self.addresses.redis_writer

    @property
    def redis_public(self) -> str:
        """Return the address of Redis for who may read only the public boards."""
        return self.addresses.redis_public

    @property
    def redis_venue(self) -> str:
        """Return the address of Redis for who may read only the venue's boards."""
        return self.addresses.redis_venue

    @property
    def secret(self) -> str:
        """Return the key that signs tokens."""
        return (self.var / "secret").read_text().strip()

    def service_url(self, name: str) -> str:
        """Return where one service itself answers, behind the public origin."""
        return f"http://127.0.0.1:{self.child.state().part(name).port}"

    def kill(self, name: str) -> int:
        """Kill one process as a crash would; the supervisor starts it again. Returns its number."""
        return self.child.kill(name)

    def wait_ready(self, name: str | None = None, within_s: float = 60.0) -> StackState:
        """Return once a part is ready; one that was killed counts only as the new process."""
        return self.child.wait_ready(name, within_s)


def running(stack: RunningStack) -> Iterator[RunningStack]:
    """Start ``stack`` for a fixture, and stop it after the last test that asks."""
    stack.start()
    try:
        yield stack
    finally:
        stack.stop()
