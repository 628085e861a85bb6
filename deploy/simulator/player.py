"""Send what is planned, in order for each sheet, again and again until it is answered.

No acknowledged mark may be lost, whatever dies meanwhile: a submission is sent with the same id until its
verdict is there, so that a repeat is harmless, and a sheet's next one waits for it.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from deploy.simulator.answers import Answer, Api, Delivery, Unreachable
from deploy.simulator.pace import Pace
from deploy.simulator.plan import PlannedSubmission

IN_FLIGHT_MAX: Final = 64
RETRY_FIRST_S: Final = 0.05
RETRY_MAX_S: Final = 2.0
DRAIN_S: Final = 60.0
"""How long the last submissions may take after the sending has stopped."""

LOOK_S: Final = 0.25
"""How often a wish to hurry is looked for meanwhile."""

Sheet = tuple[str, str, str]
Rest = Callable[[float], Awaitable[None]]


class Player:
    """All the experts of a championship."""

    def __init__(
        self,
        championship: str,
        api: Api,
        pace: Pace,
        on_answer: Callable[[Delivery], None],
        *,
        in_flight_max: int = IN_FLIGHT_MAX,
        drain_s: float = DRAIN_S,
        rest: Rest = asyncio.sleep,
    ) -> None:
        self.sent = 0
        self.retries = 0
        """Tries that had no answer."""
        self.marking_s = 0.0
        """Marking time of the latest submission sent."""
        self.unanswered: dict[str, PlannedSubmission] = {}
        """By id; what is left here at the end may be lost or not."""
        self.drain_s = drain_s
        """How long to wait for the last answers; may be cut short while playing."""
        self._championship = championship
        self._api = api
        self._pace = pace
        self._on_answer = on_answer
        self._slots = asyncio.Semaphore(in_flight_max)
        self._rest = rest
        self._latest: dict[Sheet, asyncio.Task[None]] = {}
        """The latest submission of each sheet that is on its way."""
        self._under_way: set[asyncio.Task[None]] = set()
        self._failed = asyncio.Event()
        self._failure: BaseException | None = None
        """The first fault of ours: it ends the play."""

    async def play(self, plan: Iterable[PlannedSubmission], stop: asyncio.Event) -> None:
        """Send ``plan``; once ``stop`` is set send nothing new, and wait for what is under way."""
        sending = asyncio.create_task(self._send_all(plan))
        stopping = asyncio.create_task(stop.wait())
        failing = asyncio.create_task(self._failed.wait())
        try:
            await asyncio.wait({sending, stopping, failing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _cancelled({stopping, failing} if sending.done() else {sending, stopping, failing})
            await self._drain()
        if not sending.cancelled():
            sending.result()
        if self._failure is not None:
            raise self._failure

    async def _send_all(self, plan: Iterable[PlannedSubmission]) -> None:
        for submission in plan:
            await self._pace.until(submission.marking_s)
            await self._slots.acquire()
            self.sent += 1
            self.marking_s = submission.marking_s
            self.unanswered[submission.id] = submission
            before = self._latest.get(submission.sheet)
            task = asyncio.create_task(self._deliver(submission, before))
            self._latest[submission.sheet] = task
            self._under_way.add(task)
            task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._slots.release()
        if not task.cancelled() and (fault := task.exception()) is not None:
            self._failure = fault
            self._failed.set()

    async def _drain(self) -> None:
        """Wait for what is under way; what has no answer by then stays among ``unanswered``."""
        began_s = asyncio.get_running_loop().time()
        while self._under_way and self._failure is None:
            left_s = began_s + self.drain_s - asyncio.get_running_loop().time()
            if left_s <= 0:
                break
            await asyncio.wait(
                self._under_way, timeout=min(left_s, LOOK_S), return_when=asyncio.FIRST_EXCEPTION
            )
        await _cancelled(set(self._under_way))

    async def _deliver(self, submission: PlannedSubmission, before: asyncio.Task[None] | None) -> None:
        """Get ``submission`` answered, after the one before it on its sheet, and report it."""
        if before is not None:
            await asyncio.wait({before})
        started_s = asyncio.get_running_loop().time()
        again = (
            asyncio.create_task(self._until_answered(submission)) if submission.repeat == "together" else None
        )
        try:
            answer, tries = await self._until_answered(submission)
            answered_s = asyncio.get_running_loop().time()
            is_differing = False
            if is_repeated := submission.repeat != "never":
                repeated, _ = await (again or self._until_answered(submission))
                is_differing = not answer.says_the_same(repeated)
                answer = earliest(answer, repeated)
        finally:
            if again is not None:
                again.cancel()
        if self._latest.get(submission.sheet) is asyncio.current_task():
            del self._latest[submission.sheet]
        del self.unanswered[submission.id]
        self._on_answer(Delivery(submission, answer, started_s, answered_s, tries, is_repeated, is_differing))

    async def _until_answered(self, submission: PlannedSubmission) -> tuple[Answer, int]:
        """Return the verdict and how many tries it took; the id stays the same."""
        document = self._document(submission)
        retry_s = RETRY_FIRST_S
        tries = 0
        while True:
            tries += 1
            try:
                answer = await self._api.submit(submission.expert, submission.skill, document)
            except Unreachable:
                self.retries += 1
            else:
                if answer.status != "logged":
                    return answer, tries
            await self._rest(retry_s * random.uniform(0.5, 1))
            retry_s = min(2 * retry_s, RETRY_MAX_S)

    def _document(self, submission: PlannedSubmission) -> dict[str, Any]:
        return {
            "id": submission.id,
            "championship": self._championship,
            "skill": submission.skill,
            "competitor": submission.competitor,
            "form": submission.form,
            "entries": list(submission.entries),
        }


def earliest(first: Answer, again: Answer) -> Answer:
    """Return ``first`` with the earlier place in the log: that is where it counted."""
    places = [answer.offset for answer in (first, again) if answer.offset is not None]
    return replace(first, offset=min(places, default=None))


async def _cancelled(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Return when ``tasks`` have ended, cancelled where they had not."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
