"""What the simulator needs from a running Bayge, as an interface, and the answers it gets.

The player takes any ``Api``: the real one talks HTTP, the one in the tests folds in memory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol

from deploy.simulator.plan import PlannedSubmission

Status = Literal["counted", "waiting", "rescore", "difference", "set_aside", "refused", "logged"]
"""``logged``: safe in the log, the verdict is still to come."""


class EntryAnswer(NamedTuple):
    """What became of one entry."""

    aspect: str
    outcome: str
    revision: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What Bayge answered to a submission."""

    status: Status
    entries: tuple[EntryAnswer, ...] = ()
    offset: int | None = None
    """Place in the skill's part of the log: says which of two came first."""
    code: str = ""
    """Why it was refused."""

    def says_the_same(self, other: "Answer") -> bool:
        """Say whether a repeat got the answer of the first time."""
        return (self.status, self.entries, self.code) == (other.status, other.entries, other.code)


class Unreachable(Exception):
    """No answer now: the line broke, or a service is not back yet; the same id may be sent again."""


class Person(NamedTuple):
    """Whom a token is for, and as what they act."""

    role: str
    subject: str
    skills: tuple[str, ...] = ()
    member: str = ""


class ActAnswer(NamedTuple):
    """What Bayge answered to an act."""

    status: Status
    code: str = ""
    """Why it was refused, or a remark."""


class OfficialsApi(Protocol):
    """The door for officials."""

    async def acts(self, person: Person, documents: Sequence[Mapping[str, Any]]) -> Sequence[ActAnswer]:
        """Send acts, to be done in order; raises ``Unreachable`` when all must be tried again."""


class Api(Protocol):
    """The door for experts."""

    async def submit(self, expert: str, skill: str, document: Mapping[str, Any]) -> Answer:
        """Send a submission; raises ``Unreachable`` when it must be tried again."""


class EndApi(Api, Protocol):
    """The doors that are needed to end a championship."""

    async def office(self, person: Person, path: str) -> dict[str, Any] | None:
        """Return what the office tells ``person``, None where there is no office; raises ``Unreachable``."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A submission that was answered."""

    submission: PlannedSubmission
    answer: Answer
    started_s: float
    """When it was first sent, on the clock of the player."""
    answered_s: float
    tries: int
    is_repeated: bool = False
    """Whether it was sent twice on purpose."""
    is_repeat_differing: bool = False
    """Whether the second time got another answer: always a fault."""

    @property
    def is_as_planned(self) -> bool:
        """Say whether it became what the plan says."""
        return self.answer.status == self.submission.expected
