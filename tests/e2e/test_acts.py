"""Acts on the real stack: scoring dies in the midst of them; a changed scheme reaches door and boards."""

import asyncio
import copy
import uuid
from typing import Any

from deploy.simulator.teams import plan_teams
from shared.clock import system_clock
from shared.domain.championship import skill_from_document
from shared.domain.units import mark_from_text, mark_text
from shared.tokens import Grant, Role, mint_token
from tests.e2e.marking import Answer, Document, Marking, marking
from tests.e2e.test_log_is_the_truth import board, until
from tests.stack import RunningStack

AN_HOUR_MS = 3_600_000
DEATHS = 3


def token(stack: RunningStack, there: Marking, role: Role, subject: str = "x-1") -> str:
    """Return the token of an official of the first skill."""
    skills = (there.skill["id"],) if role in ("chief_expert", "expert") else ()
    return mint_token(
        stack.secret, Grant(role, system_clock() + AN_HOUR_MS, subject, there.championship, skills)
    )


def act(there: Marking, kind: str, **fields: Any) -> Document:
    """Return an act on the first skill."""
    head = {"id": str(uuid.uuid4()), "championship": there.championship, "skill": there.skill["id"]}
    return {**head, "type": kind, **fields}


async def decided(there: Marking, path: str, document: Document, bearer: str) -> Answer:
    """Return the answer once there is a verdict, however often it must be sent; the id stays the same."""
    answer: Answer = (0, {})

    async def is_decided() -> bool:
        nonlocal answer
        answer = await there.post(path, document, bearer)
        return answer[0] not in (202, 502, 503)

    await until(is_decided)
    return answer


async def test_scoring_dies_in_the_middle_of_acts(stack: RunningStack) -> None:
    """Every act is done once; whoever dies, a repeat hears the first answer."""
    async with marking(stack) as there:
        definition = skill_from_document(there.skill)
        teams = plan_teams(there.championship, there.skill["id"], definition)
        chief = token(stack, there, "chief_expert")
        acts = [
            act(there, "set_team", form=form, experts=list(t.experts), supervisor=t.supervisor)
            for form, t in teams.items()
        ]
        acts += [act(there, "lock_form", form=form) for form in teams]

        async def killing() -> None:
            for _ in range(DEATHS):
                await asyncio.to_thread(stack.kill, "scoring")
                await asyncio.to_thread(stack.wait_ready, "scoring")

        dying = asyncio.create_task(killing())
        first = [await decided(there, "/api/v1/acts", one, chief) for one in acts]
        await dying
        again = [await decided(there, "/api/v1/acts", one, chief) for one in acts]

        assert [200] * len(teams) + [409] * len(teams) == [status for status, _ in first]
        assert {"form_not_signed"} == {answer["code"] for status, answer in first if status == 409}
        assert [(s, a.get("status"), a.get("code")) for s, a in first] == [
            (s, a.get("status"), a.get("code")) for s, a in again
        ]
        form, _ = there.measured()
        outsiders = {e.id for e in definition.experts} - {*teams[form].experts}
        outsider = token(stack, there, "expert", sorted(outsiders)[0])
        own = definition.expert_by_id[sorted(outsiders)[0]].member
        other = next(c.id for c in definition.competitors if c.member != own)
        status, answer = await decided(
            there, "/api/v1/submissions", there.submission(competitor=other), outsider
        )
        assert (403, "not_in_team") == (status, answer["code"])


def swapped(scheme: Document, aspect: str) -> Document:
    """Return the scheme with 0.25 taken from ``aspect`` and given to another measured one of its form."""
    changed = copy.deepcopy(scheme)
    subs = [sub for criterion in changed["criteria"] for sub in criterion["sub_criteria"]]
    home = next(sub for sub in subs if any(a["id"] == aspect for a in sub["aspects"]))
    quarter = mark_from_text("0.25")
    for one in home["aspects"]:
        if one["id"] == aspect:
            one["mark_max"] = mark_text(mark_from_text(one["mark_max"]) + quarter)
            continue
        if quarter:
            one["mark_max"] = mark_text(mark_from_text(one["mark_max"]) - quarter)
            one["allowed_marks"], quarter = None, 0
    return changed


async def test_a_changed_scheme_reaches_the_door_and_the_boards(stack: RunningStack) -> None:
    """R15: a full mark stays full, the board says so, and the door takes the new maximum for others."""
    async with marking(stack) as there:
        _, aspect = there.measured()
        one, other = there.competitors()[:2]
        assert 200 == (await there.submit(competitor=one))[0]
        scheme = swapped(there.skill["scheme"], aspect["id"])
        more = mark_text(mark_from_text(aspect["mark_max"]) + mark_from_text("0.25"))
        change = act(there, "change_scheme", scheme=scheme, reason="misprint")

        status, answer = await decided(there, "/api/v1/acts", change, token(stack, there, "organiser", "o-1"))

        assert (200, "counted") == (status, answer["status"])
        entry = {"aspect": aspect["id"], "mark": more, "based_on": 0}

        async def is_taken() -> bool:
            return (await there.submit(competitor=other, entries=[entry]))[0] == 200

        async def is_shown() -> bool:
            rows: Any = (await board(there)).get("rows", {})
            return [more, more] == [rows.get(c, {}).get("total") for c in (one, other)]

        await until(is_taken)
        await until(is_shown)
