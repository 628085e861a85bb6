"""How championships and skills are defined over HTTP."""

import pytest

from services.ingest.answers import (
    ImportAnswer,
    SkillAnswer,
)
from shared.domain.championship import skill_document
from tests.builders import command_id, skill
from tests.ingest_door import (
    SUBMISSIONS,
    Door,
    assert_refused,
    bundle,
    entry,
    full_scheme,
    skill_body,
    submission,
)

POSTS = (SUBMISSIONS, "/api/v1/sessions", "/api/v1/tokens", "/api/v1/championships")
SKILL = "/api/v1/championships/cup/skills/baking"


async def test_an_import_answers_when_it_can_be_used() -> None:
    """201 means: a token can be given and a mark can be entered now."""
    door = Door(body_bytes_max=4096)

    reply = await door.call("POST", "/api/v1/championships", json_body=bundle(), token=door.administrator())

    answer = ImportAnswer.model_validate(reply.document)
    assert (201, "cup", 2, 4) == (reply.status, answer.championship, answer.skills, answer.competitors)
    assert ["few_competitors"] * 2 == [warning.code for warning in answer.warnings]
    assert 200 == (await door.submit(submission())).status


async def test_repeating_an_import_does_no_harm() -> None:
    """Even after the first mark."""
    door = Door()
    for _ in range(2):
        reply = await door.call(
            "POST", "/api/v1/championships", json_body=bundle(), token=door.administrator()
        )
        assert 201 == reply.status
        assert 200 == (await door.submit(submission(id=command_id(), entries=[entry(reason="again")]))).status


async def test_a_bundle_with_faults_changes_nothing(door: Door) -> None:
    """All faults are told at once, and no topic has a record more."""
    document = bundle()
    document["skills"][0]["scheme"]["criteria"].pop()
    document["skills"][1]["competitors"][0]["member"] = "mars"
    before = door.journal.count()

    reply = await door.call("POST", "/api/v1/championships", json_body=document, token=door.administrator())

    assert_refused(reply, 422, "several_faults", "skills.1.competitors.0.member")
    assert ("skills.0.scheme", "total_not_100") in reply.faults
    assert before == door.journal.count()


async def test_one_skill_is_defined(door: Door) -> None:
    """It can be marked at once."""
    reply = await door.call("PUT", SKILL, json_body=skill_body(), token=door.administrator())
    marked = await door.submit(submission(skill="baking"), door.token(skills=("baking",)))

    assert (200, "counted") == (reply.status, SkillAnswer.model_validate(reply.document).status)
    assert 200 == marked.status


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/championships/other/skills/baking", 404, "unknown_championship"),
        ("/api/v1/championships/cup/skills/Bad Id", 422, "id_malformed"),
    ],
)
async def test_a_skill_needs_its_championship_and_an_id(
    door: Door, path: str, status: int, code: str
) -> None:
    """The address must name something."""
    reply = await door.call("PUT", path, json_body=skill_body(), token=door.administrator())

    assert_refused(reply, status, code)


async def test_a_frozen_scheme_is_a_conflict(door: Door) -> None:
    """R15: after the first mark."""
    await door.submit(submission())

    path = "/api/v1/championships/cup/skills/testing"
    reply = await door.call("PUT", path, json_body=skill_body(), token=door.administrator())

    assert_refused(reply, 409, "scheme_frozen", "scheme")


async def test_nobody_becomes_a_compatriot_of_whom_they_have_marked() -> None:
    """R21: the organiser hears whose marks are in the way, and every reader keeps the members that were."""
    door = await Door().open(skill(of=full_scheme()))
    assert 200 == (await door.submit(submission(entries=[entry(aspect="A1.1")]))).status
    document = skill_document(door.parts.catalogue.skill("cup", "testing"))
    document["experts"][0]["member"] = "abai"

    path = "/api/v1/championships/cup/skills/testing"
    reply = await door.call("PUT", path, json_body=document, token=door.administrator())

    assert_refused(reply, 409, "compatriot_has_marked", "competitors")
    assert "“c-1”" in reply.document["detail"]
    assert "almaty" == door.parts.catalogue.skill("cup", "testing").expert_by_id["e-1"].member
