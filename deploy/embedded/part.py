"""What a part of the stack is: a program, where it listens, and how to tell that it is ready.

Parts are plain values, so that the supervisor knows nothing of Kafka and tests can supervise `sleep`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """One program that the supervisor keeps running."""

    name: str
    command: tuple[str, ...]
    port: int
    is_ready: Callable[[], bool]
    """Ask the running program whether it does its work; answers within half a second."""
    is_alive: Callable[[], bool] | None = None
    """Ask whether it answers at all, ready or not; None where a program may rightly be silent for long."""
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    """Working directory; None means the supervisor's own."""
    stop_grace_s: float = 10.0
    """How long it may take to stop by itself before it is killed."""


def nothing_to_prepare() -> None:
    """Prepare nothing: most stages need only the parts before them."""


@dataclass(frozen=True)
class Stage:
    """Parts that start together, once every part of the stages before is ready."""

    title: str
    parts: tuple[Part, ...]
    prepare: Callable[[], None] = nothing_to_prepare
    """Called once before the parts start; raises StackError when the stack cannot go on."""
