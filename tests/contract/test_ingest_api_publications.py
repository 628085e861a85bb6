"""How the organiser decides who may see what."""

from typing import Any

import pytest

from services.ingest.answers import PublicationAnswer
from shared.domain.catalogue_events import policy_from_document
from shared.domain.publication import PolicySet
from shared.tokens import Grant, Role, mint_token
from shared.topics import PUBLICATIONS
from tests.ingest_door import NOW_MS, SECRET, Door, assert_refused

PATH = "/api/v1/championships/cup/publications"
FREEZE = {"audience": "public", "policy": "after_lock", "freeze_now": True}


def token(role: Role, championship: str = "cup") -> str:
    """Return the token of somebody with ``role``."""
    return mint_token(SECRET, Grant(role, NOW_MS + 60_000, "p-1", championship))


def logged(door: Door) -> list[PolicySet]:
    """Return the policies that stand in the log."""
    return [policy_from_document(document) for document in door.journal.documents(PUBLICATIONS)]


async def test_a_freeze_by_hand_begins_by_the_clock_of_the_server(door: Door) -> None:
    """R50: and a policy without a freeze lifts it."""
    lifted = {"audience": "public", "policy": "after_lock", "skill": "testing", "delay_ms": 60_000}

    replies = [
        await door.call("POST", PATH, json_body=document, token=token("organiser"))
        for document in (FREEZE, lifted)
    ]

    answers = [PublicationAnswer.model_validate(reply.document) for reply in replies]
    assert [(200, NOW_MS), (200, None)] == [
        (reply.status, answer.freeze_at_ms) for reply, answer in zip(replies, answers, strict=True)
    ]
    assert [
        PolicySet("cup", "public", "after_lock", freeze_at_ms=NOW_MS),
        PolicySet("cup", "public", "after_lock", "testing", delay_ms=60_000),
    ] == logged(door)


async def test_the_administrator_may_decide_for_the_organiser(door: Door) -> None:
    """Who set the installation up must be able to help."""
    reply = await door.call("POST", PATH, json_body=FREEZE, token=door.administrator())

    assert 200 == reply.status


@pytest.mark.parametrize(
    ("role", "championship"),
    [("expert", "cup"), ("chief_expert", "cup"), ("results_team", "cup"), ("organiser", "other")],
)
async def test_nobody_else_decides(door: Door, role: Role, championship: str) -> None:
    """The organiser of this championship only; the log is unchanged."""
    reply = await door.call("POST", PATH, json_body=FREEZE, token=token(role, championship))

    assert_refused(reply, 403, "organiser_only")
    assert [] == logged(door)


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"skill": "juggling"}, 404, "unknown_skill"),
        ({"delay_ms": -1}, 422, "number_out_of_range"),
        ({"delay_ms": 10**12}, 422, "number_out_of_range"),
        ({"policy": "everything"}, 422, "value_unknown"),
        ({"freeze": True}, 422, "field_unknown"),
    ],
)
async def test_nonsense_is_refused(door: Door, changes: dict[str, Any], status: int, code: str) -> None:
    """With the field at fault."""
    reply = await door.call("POST", PATH, json_body=FREEZE | changes, token=token("organiser"))

    assert_refused(reply, status, code, next(iter(changes)))
    assert [] == logged(door)


async def test_a_championship_that_nobody_knows(door: Door) -> None:
    """Not found, rather than a policy for nothing."""
    path = "/api/v1/championships/nowhere/publications"

    reply = await door.call("POST", path, json_body=FREEZE, token=door.administrator())

    assert_refused(reply, 404, "unknown_championship")
