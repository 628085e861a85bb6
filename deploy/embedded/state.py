"""What a running stack tells other commands about itself: the file ``stack.json`` in the data folder.

It is believed only while the stack's lock is held, so a file left by a crash misleads nobody.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deploy.embedded.errors import StackError
from deploy.embedded.lock import running_pid
from deploy.embedded.secret import write_private
from deploy.embedded.supervision import State
from shared import codec

FILE = "stack.json"
VERSION = 1


@dataclass(frozen=True)
class Addresses:
    """Where the stack can be reached; names of users and passwords are inside the Redis addresses."""

    public_url: str
    lan_url: str | None
    kafka: str
    redis_writer: str
    redis_public: str
    redis_ephemeral: str = ""
    redis_venue: str = ""
    trust_url: str | None = None
    """The page that helps phones to trust the certificate; None when nothing needs to be trusted."""
    certificate: str = "none"
    """none, internal (made by Caddy's own authority), files or acme."""


@dataclass(frozen=True)
class PartState:
    """One part as it was last seen."""

    name: str
    state: State
    pid: int | None
    port: int
    restarts: int
    start_took_s: float | None
    log: str


@dataclass(frozen=True)
class StackState:
    """The whole stack as it was last seen."""

    phase: str
    """starting, ready or stopping."""
    pid: int
    started_at_ms: int
    addresses: Addresses
    parts: tuple[PartState, ...]

    @property
    def is_ready(self) -> bool:
        """Tell whether everything works."""
        return self.phase == "ready" and all(part.state is State.READY for part in self.parts)

    def part(self, name: str) -> PartState:
        """Return one part; raises StackError when this stack does not run it."""
        for part in self.parts:
            if part.name == name:
                return part
        names = ", ".join(part.name for part in self.parts)
        raise StackError(f"This stack does not run {name!r}; it runs {names}.")


def state_document(state: StackState) -> dict[str, Any]:
    """Return the state as it is written to the file."""
    return {"v": VERSION, **asdict(state)}


def save_state(var: Path, state: StackState) -> None:
    """Replace the state file in one step; only its owner may read it, since it holds passwords."""
    write_private(var / FILE, codec.encode(state_document(state)).decode())


def load_state(var: Path) -> StackState:
    """Return the state of the stack that runs on this data folder; raises StackError when none does."""
    pid = running_pid(var)
    path = var / FILE
    if pid is None or not path.exists():
        raise StackError(f"No stack is running on {var}: start one with 'bayge up'.")
    found = codec.decode(path.read_bytes())
    if found["pid"] != pid:
        raise StackError(f"The stack on {var} (pid {pid}) is only just starting: try again in a moment.")
    parts = tuple(PartState(**{**part, "state": State(part["state"])}) for part in found["parts"])
    return StackState(found["phase"], pid, found["started_at_ms"], Addresses(**found["addresses"]), parts)
