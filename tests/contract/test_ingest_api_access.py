"""Who may do what over HTTP: tokens, one-time codes, and the tokens that experts are given."""

from typing import Any

import pytest

from services.ingest.answers_access import SessionAnswer, TokenAnswer
from shared.tokens import Grant, mint_code, mint_token, read_token
from tests.ingest_door import NOW_MS, SECRET, SUBMISSIONS, Door, assert_refused, submission

POSTS = (SUBMISSIONS, "/api/v1/sessions", "/api/v1/tokens", "/api/v1/championships")
SKILL = "/api/v1/championships/cup/skills/baking"


async def test_without_a_good_token_nothing_is_read(door: Door) -> None:
    """Missing, forged and expired tokens are answered with how to sign in."""
    old = mint_token(SECRET, Grant("expert", NOW_MS, "e-1", "cup", ("testing",)))
    for header, code in (
        ("", "token_missing"),
        ("Basic x", "token_missing"),
        ("Bearer x", "token_invalid"),
        (f"Bearer {old}", "token_expired"),
    ):
        for path in (SUBMISSIONS, "/api/v1/tokens", "/api/v1/championships"):
            reply = await door.call("POST", path, b"{", headers={"authorization": header})
            assert_refused(reply, 401, code)
            assert "Bearer" == reply.headers["www-authenticate"]


async def test_a_token_for_another_skill_is_not_enough(door: Door) -> None:
    """Nor is the administrator's: who marks is an expert."""
    for token in (door.token(skills=("other",)), door.administrator()):
        assert_refused(await door.submit(submission(), token), 403, "not_allowed_skill", "skill")


async def test_an_expert_never_marks_a_compatriot(door: Door) -> None:
    """R21, by the server."""
    assert_refused(await door.submit(submission(), door.token("e-2")), 403, "compatriot")


async def test_a_token_for_a_skill_that_is_gone_finds_nothing() -> None:
    """The token is good, the skill is not known here."""
    door = Door()

    assert_refused(await door.submit(submission()), 404, "unknown_championship")


async def test_experts_do_not_administrate(door: Door) -> None:
    """Tokens and definitions are not theirs."""
    for method, path, code in (
        ("POST", "/api/v1/tokens", "not_allowed_access"),
        ("POST", "/api/v1/championships", "administrator_only"),
        ("PUT", SKILL, "administrator_only"),
    ):
        assert_refused(await door.call(method, path, b"{}", token=door.token()), 403, code)


async def test_a_code_opens_a_session_once(door: Door) -> None:
    """The link works once; its token then administrates."""
    code = {"code": mint_code(SECRET, NOW_MS)}

    opened = await door.call("POST", "/api/v1/sessions", json_body=code)
    again = await door.call("POST", "/api/v1/sessions", json_body=code)

    answer = SessionAnswer.model_validate(opened.document)
    assert (200, "no-store") == (opened.status, opened.headers["cache-control"])
    assert "administrator" == read_token(SECRET, answer.token, NOW_MS).role
    assert_refused(again, 409, "code_used")


async def test_a_code_that_is_none_of_ours_opens_nothing(door: Door) -> None:
    """Garbage, a token in its place, nothing at all."""
    for code in ("", "x", door.administrator()):
        reply = await door.call("POST", "/api/v1/sessions", json_body={"code": code})
        assert_refused(reply, 401, "code_invalid")


async def test_the_administrator_gives_an_expert_a_token(door: Door) -> None:
    """It lets the expert mark those skills for as long as was ordered."""
    order = {"championship": "cup", "expert": "e-1", "skills": ["testing"], "ttl_s": 3600}

    reply = await door.call("POST", "/api/v1/tokens", json_body=order, token=door.administrator())

    answer = TokenAnswer.model_validate(reply.document)
    assert (201, NOW_MS + 3_600_000) == (reply.status, answer.expires_at_ms)
    assert 200 == (await door.submit(submission(), answer.token)).status


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"championship": "other"}, 404, "unknown_championship", "championship"),
        ({"skills": ["testing", "other"]}, 404, "unknown_skill", "skills.1"),
        ({"expert": "e-9"}, 422, "unknown_expert", "expert"),
        ({"skills": []}, 422, "list_too_short", "skills"),
        ({"ttl_s": 10**9}, 422, "number_out_of_range", "ttl_s"),
        ({"role": "administrator"}, 422, "administrator_has_all", "role"),
        ({"role": "king"}, 422, "value_unknown", "role"),
        ({"role": "chief_expert", "skills": []}, 422, "list_too_short", "skills"),
        ({"role": "organiser", "expert": "", "skills": []}, 422, "field_missing", "expert"),
        ({"role": "team_leader"}, 422, "unknown_member", "member"),
        ({"member": "atlantis"}, 422, "unknown_member", "member"),
        ({"colour": "red"}, 422, "field_unknown", "colour"),
    ],
)
async def test_a_token_is_given_only_for_what_is_known(
    door: Door, change: dict[str, Any], status: int, code: str, field: str
) -> None:
    """Known championship, known skills, an expert of each."""
    order = {"championship": "cup", "expert": "e-1", "skills": ["testing"]} | change

    reply = await door.call("POST", "/api/v1/tokens", json_body=order, token=door.administrator())

    assert_refused(reply, status, code, field)
