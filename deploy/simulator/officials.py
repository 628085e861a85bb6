"""The chief experts and their experts: teams before the first mark, and each form closed after its last.

A form is closed as soon as everything that was planned for it is answered, while others are still marked:
set-aside entries decided, sheets checked, every marking expert's signature, the lock, the release (R30, R33).
"""

import asyncio
import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from deploy.simulator.answers import Delivery, OfficialsApi, Person, Unreachable
from deploy.simulator.plan import PlannedSubmission
from deploy.simulator.teams import PlannedTeam, teams_of

AT_ONCE: Final = 6
"""Forms that are closed at the same time."""
BULK_MAX: Final = 200
RETRY_FIRST_S: Final = 0.05
RETRY_MAX_S: Final = 2.0

Form = tuple[str, str]
"""Skill and form."""
Act = dict[str, Any]


class ActRefused(Exception):
    """An act of the plan was refused: something is not as planned."""


class Officials:
    """Everybody who does something with forms besides entering marks."""

    def __init__(
        self,
        bundle: Mapping[str, Any],
        plan: Iterable[PlannedSubmission],
        api: OfficialsApi,
        *,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.championship = bundle["championship"]["id"]
        self.acts = 0
        """Acts that counted."""
        self.retries = 0
        self.forms_locked: set[Form] = set()
        self.failure: BaseException | None = None
        """The first act that was refused, or fault of ours."""
        self._api = api
        self._rest = rest
        self._teams = teams_of(bundle)
        self._left = Counter((s.skill, s.form) for s in plan)
        """Submissions without an answer, by form."""
        self._aside: dict[Form, list[tuple[str, str]]] = defaultdict(list)
        """Submission and aspect of entries that wait for a decision, by form."""
        self._signers: dict[Form, set[str]] = defaultdict(set)
        """Where there is no team: who has entered marks."""
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._closing: set[asyncio.Task[None]] = set()

    async def form_teams(self) -> None:
        """Form the team of every form; raises ``ActRefused``."""
        await asyncio.gather(
            *(self.act(chief_of(skill), acts) for skill in self._teams if (acts := self.team_acts(skill)))
        )

    def team_acts(self, skill: str) -> list[Act]:
        """Return what forms the teams of ``skill``."""
        teams = self._teams[skill].items()
        return [self._act(skill, "set_team", **_team(form, team)) for form, team in teams]

    def answered(self, delivery: Delivery) -> None:
        """Take note of an answer; the last one of a form begins its closing."""
        submission = delivery.submission
        form = (submission.skill, submission.form)
        for entry in delivery.answer.entries:
            if entry.outcome == "set_aside":
                self._aside[form].append((submission.id, entry.aspect))
            elif entry.outcome == "counted":
                self._signers[form].add(submission.expert)
        self._left[form] -= 1
        if not self._left[form]:
            task = asyncio.create_task(self.close(*form))
            self._closing.add(task)
            task.add_done_callback(self._closed)

    def _closed(self, task: asyncio.Task[None]) -> None:
        self._closing.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            self.failure = self.failure or fault

    async def all_closed(self) -> None:
        """Return once every form is closed; raises what went wrong with the first that could not be."""
        while self._closing and self.failure is None:
            await asyncio.wait(self._closing, return_when=asyncio.FIRST_EXCEPTION)
        if self.failure is not None:
            raise self.failure

    async def leave(self) -> None:
        """Put down the pens: what is being closed stays as it is."""
        for task in self._closing:
            task.cancel()
        await asyncio.gather(*self._closing, return_exceptions=True)

    async def close(self, skill: str, form: str) -> None:
        """Bring a form from its last mark to its release; raises ``ActRefused``."""
        chief = chief_of(skill)
        aside = self._aside.pop((skill, form), [])
        decided = [
            self._act(
                skill,
                "decide_set_aside",
                submission=submission,
                aspect=aspect,
                decision="drop",
                reason="entered twice",
            )
            for submission, aspect in aside
        ]
        async with self._slots:
            await self.act(chief, [*decided, self._act(skill, "check_sheets", form=form)])
            team = self._teams[skill].get(form)
            signers = team.experts if team else sorted(self._signers[skill, form])
            for expert in signers:
                await self.act(Person("expert", expert, (skill,)), [self._act(skill, "sign_form", form=form)])
            await self.act(
                chief, [self._act(skill, kind, form=form) for kind in ("lock_form", "release_form")]
            )
        self.forms_locked.add((skill, form))

    async def act(self, person: Person, acts: Sequence[Act]) -> None:
        """Get ``acts`` done, in order, however often they must be sent; raises ``ActRefused``."""
        waiting = list(acts)
        retry_s = RETRY_FIRST_S
        while waiting:
            try:
                answers = await self._api.acts(person, waiting[:BULK_MAX])
            except Unreachable:
                answers = []
            for sent, answer in zip(waiting, answers, strict=False):
                if answer.status == "refused":
                    raise ActRefused(f"{sent['type']} by {person.subject} is refused: {answer.code}")
            open_ids = {sent["id"] for sent, a in zip(waiting, answers, strict=False) if a.status == "logged"}
            rest = [sent for sent in waiting[: len(answers)] if sent["id"] in open_ids]
            self.acts += len(answers) - len(rest)
            waiting = rest + waiting[len(answers) :]
            if rest or not answers:
                self.retries += 1
                await self._rest(retry_s * random.uniform(0.5, 1))
                retry_s = min(2 * retry_s, RETRY_MAX_S)

    def _act(self, skill: str, kind: str, **fields: Any) -> Act:
        return new_act(self.championship, skill, kind, **fields)


def new_act(championship: str, skill: str, kind: str, **fields: Any) -> Act:
    """Return an act with a fresh id, as it is sent."""
    return {"id": str(uuid.uuid4()), "championship": championship, "skill": skill, "type": kind, **fields}


def chief_of(skill: str) -> Person:
    """Return who leads a skill."""
    return Person("chief_expert", f"chief-{skill}", (skill,))


def _team(form: str, team: PlannedTeam) -> dict[str, Any]:
    return {"form": form, "experts": list(team.experts), "supervisor": team.supervisor}
