"""Accounts, logins and tokens over HTTP: who may hand out what, and how it is taken back."""

import asyncio
from typing import Any

import pytest

from services.ingest.answers_access import AccountAnswer, SessionAnswer, SessionsAnswer
from services.ingest.attempts import OF_ACCOUNT_FROM_ADDRESS, OF_ADDRESS, WINDOW_MS
from services.ingest.hashing import Hashing
from services.ingest.logins import LOGIN_TTL_MS
from shared.tokens import Grant, mint_code, read_token
from tests.access_door import ACCOUNTS, PASSWORD, SESSIONS, account, add_account, login, organiser, signed_in
from tests.ingest_door import NOW_MS, SECRET, Door, assert_refused, bundle

TOKENS = "/api/v1/tokens"
ORDER = {"championship": "cup", "expert": "e-1", "skills": ["testing"], "label": "scoreboard"}


async def test_somebody_with_an_account_signs_in(door: Door) -> None:
    """With the rights of the account, for half a day."""
    await add_account(door)

    reply = await login(door)

    answer = SessionAnswer.model_validate(reply.document)
    assert (200, "no-store") == (reply.status, reply.headers["cache-control"])
    grant = read_token(SECRET, answer.token, NOW_MS)
    assert grant == Grant(
        "chief_expert", NOW_MS + LOGIN_TTL_MS, "e-9", "cup", ("testing",), session=answer.session
    )


@pytest.mark.parametrize(
    ("name", "password"), [("chief", "wrong password"), ("nobody", PASSWORD), ("closed", PASSWORD), ("", "")]
)
async def test_a_wrong_name_and_a_wrong_password_look_the_same(door: Door, name: str, password: str) -> None:
    """Whoever asks does not learn who has an account; a closed one is as good as none."""
    await add_account(door)
    await add_account(door, "closed")
    await door.call("DELETE", f"{ACCOUNTS}/closed", token=door.administrator())

    reply = await login(door, name, password)

    assert_refused(reply, 401, "login_refused")
    assert "The name or the password is wrong." == reply.document["detail"]


async def test_a_wrong_name_costs_as_much_as_a_wrong_password(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One hash is compared either way, so that the time does not tell who has an account."""
    await add_account(door)
    compared: list[str] = []
    verify = Hashing._verify

    def watched(self: Hashing, known: str, secret: str) -> bool:
        compared.append(known.rpartition("$")[0].rpartition("$")[0])
        return verify(self, known, secret)

    monkeypatch.setattr(Hashing, "_verify", watched)

    for name in ("chief", "nobody"):
        await login(door, name, "wrong password")

    assert 2 == len(compared)
    assert compared[0] == compared[1]


@pytest.mark.parametrize("name", ["chief", "nobody"])
async def test_attempts_are_limited_whether_or_not_there_is_such_an_account(door: Door, name: str) -> None:
    """The answer says when to try again; then the right password opens."""
    await add_account(door)
    wrong = [await login(door, name, "wrong password") for _ in range(OF_ACCOUNT_FROM_ADDRESS.count_max)]

    refused = await login(door, name)

    assert {"login_refused"} == {reply.document["code"] for reply in wrong}
    assert_refused(refused, 429, "too_many_attempts")
    assert "Too many attempts: try again in 15 min." == refused.document["detail"]
    assert str(WINDOW_MS // 1000) == refused.headers["retry-after"]
    door.clock.now_ms += WINDOW_MS
    assert (200 if name == "chief" else 401) == (await login(door, name)).status


async def test_attempts_from_one_address_are_limited_over_all_names(door: Door) -> None:
    """So that nobody tries one password on everybody."""
    for number in range(OF_ADDRESS.count_max):
        await login(door, f"name-{number}", "password-2026")

    assert_refused(await login(door, "one-more", "password-2026"), 429, "too_many_attempts")


async def test_who_signs_in_uses_up_no_attempts(door: Door) -> None:
    """A venue's experts all come from one address."""
    await add_account(door)

    statuses = {(await login(door)).status for _ in range(OF_ADDRESS.count_max + 1)}

    assert {200} == statuses


async def test_attempts_are_counted_over_all_instances(door: Door) -> None:
    """Nobody gets ten more from the next one."""
    await add_account(door)
    other = Door(beside=door)

    for _ in range(OF_ACCOUNT_FROM_ADDRESS.count_max):
        await login(door, "chief", "wrong password")

    assert_refused(await login(other), 429, "too_many_attempts")


async def test_who_signs_out_is_out_on_every_instance(door: Door) -> None:
    """The token is taken back, others of the same account are not."""
    token = await signed_in(door)
    other = Door(beside=door)
    second = (await login(door)).document["token"]

    assert 200 == (await door.call("DELETE", f"{SESSIONS}/current", token=token)).status

    for instance in (door, other):
        assert_refused(await instance.call("GET", TOKENS, token=token), 401, "token_revoked")
    assert_refused(await door.call("GET", TOKENS, token=second), 403, "not_allowed_access")


async def test_a_token_that_was_signed_without_asking_cannot_be_taken_back(door: Door) -> None:
    """Whoever has the key itself signs another."""
    reply = await door.call("DELETE", f"{SESSIONS}/current", token=door.administrator())

    assert_refused(reply, 404, "session_unknown")


async def test_accounts_are_listed_without_a_word_about_their_passwords(door: Door) -> None:
    """The administrator sees all of them, the organiser those of the championship."""
    await add_account(door, "root", role="administrator", subject="root", championship="", skills=[])
    theirs = await organiser(door)
    await add_account(door)

    for_all = await door.call("GET", ACCOUNTS, token=door.administrator())
    for_organiser = await door.call("GET", ACCOUNTS, token=theirs)

    found = [AccountAnswer.model_validate(one) for one in for_all.document["accounts"]]
    assert ["chief", "organiser", "root"] == [one.name for one in found]
    assert ["chief", "organiser"] == [one["name"] for one in for_organiser.document["accounts"]]


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"name": "Big Letters"}, 422, "account_name_malformed", "name"),
        ({"password": "short"}, 422, "password_too_short", "password"),
        ({"password": "x" * 201}, 422, "text_too_long", "password"),
        ({"role": "king"}, 422, "value_unknown", "role"),
        ({"championship": "other"}, 404, "unknown_championship", "championship"),
        ({"skills": ["other"]}, 404, "unknown_skill", "skills.0"),
        ({"skills": []}, 422, "list_too_short", "skills"),
        ({"role": "expert"}, 422, "unknown_expert", "subject"),
        ({"role": "team_leader", "member": "atlantis"}, 422, "unknown_member", "member"),
        ({"role": "administrator"}, 422, "administrator_has_all", "role"),
        ({"name": "organiser"}, 409, "account_exists", "name"),
    ],
)
async def test_an_account_is_for_what_is_known(
    door: Door, change: dict[str, Any], status: int, code: str, field: str
) -> None:
    """Known championship, skills, expert, member; a name of its own, a password worth the name."""
    await organiser(door)

    reply = await door.call("POST", ACCOUNTS, json_body=account(**change), token=door.administrator())

    assert_refused(reply, status, code, field)


async def test_an_organiser_decides_within_the_own_championship_only(door: Door) -> None:
    """And about no administrator; accounts of others are as good as unknown."""
    theirs = await organiser(door)
    await add_account(door, "root", role="administrator", subject="root", championship="", skills=[])

    for change in ({"championship": "other"}, {"role": "administrator", "championship": "", "skills": []}):
        reply = await door.call("POST", ACCOUNTS, json_body=account(**change), token=theirs)
        assert_refused(reply, 403, "not_allowed_access")
    for method, path, body in (
        ("PATCH", f"{ACCOUNTS}/root", {"role": "expert"}),
        ("DELETE", f"{ACCOUNTS}/root", None),
        ("PUT", f"{ACCOUNTS}/somebody/password", {"password": "another password"}),
        ("DELETE", f"{ACCOUNTS}/nobody", None),
    ):
        reply = await door.call(method, path, json_body=body, token=theirs)
        assert_refused(reply, 404, "account_unknown")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ACCOUNTS),
        ("POST", ACCOUNTS),
        ("PATCH", f"{ACCOUNTS}/chief"),
        ("DELETE", f"{ACCOUNTS}/chief"),
        ("PUT", f"{ACCOUNTS}/chief/password"),
        ("GET", TOKENS),
        ("POST", TOKENS),
        ("DELETE", f"{TOKENS}/x"),
    ],
)
async def test_an_expert_decides_about_nobody(door: Door, method: str, path: str) -> None:
    """Nor does the chief expert about another one."""
    await add_account(door)
    for token in (door.token(), await signed_in(door, "second")):
        reply = await door.call(method, path, b"{}", token=token)
        assert_refused(reply, 403, "not_allowed_access")


async def test_other_rights_close_the_sessions_of_the_old_ones(door: Door) -> None:
    """What is left out stays as it was; no change closes nothing."""
    token = await signed_in(door)
    path = f"{ACCOUNTS}/chief"

    same = await door.call("PATCH", path, json_body={"role": "chief_expert"}, token=door.administrator())
    assert_refused(await door.call("GET", TOKENS, token=token), 403, "not_allowed_access")
    other = await door.call(
        "PATCH", path, json_body={"role": "results_team", "skills": []}, token=door.administrator()
    )

    assert (200, "chief_expert") == (same.status, same.document["role"])
    assert ("results_team", "e-9", []) == tuple(other.document[n] for n in ("role", "subject", "skills"))
    assert_refused(await door.call("GET", TOKENS, token=token), 401, "token_revoked")
    assert "results_team" == (await login(door)).document["role"]


async def test_a_closed_account_is_closed_with_its_sessions(door: Door) -> None:
    """Closing it again says the same; its name is never given again."""
    token = await signed_in(door)

    for _ in range(2):
        reply = await door.call("DELETE", f"{ACCOUNTS}/chief", token=door.administrator())
        assert (200, True) == (reply.status, reply.document["is_closed"])

    assert_refused(await door.call("GET", TOKENS, token=token), 401, "token_revoked")
    again = await door.call("POST", ACCOUNTS, json_body=account(), token=door.administrator())
    assert_refused(again, 409, "account_exists")


async def test_one_changes_the_own_password_with_the_current_one(door: Door) -> None:
    """Then all sessions of the account are closed, this one too."""
    token = await signed_in(door)
    path, new = f"{ACCOUNTS}/chief/password", "five small brown horses"

    for current in ({}, {"current": "wrong password"}):
        reply = await door.call("PUT", path, json_body={"password": new, **current}, token=token)
        assert_refused(reply, 403, "password_wrong", "current")
    reply = await door.call("PUT", path, json_body={"password": new, "current": PASSWORD}, token=token)

    assert 200 == reply.status
    assert_refused(
        await door.call("PUT", path, json_body={"password": new}, token=token), 401, "token_revoked"
    )
    assert_refused(await login(door), 401, "login_refused")
    assert 200 == (await login(door, password=new)).status


async def test_whoever_decides_sets_a_forgotten_password(door: Door) -> None:
    """The sessions of the old one are closed."""
    token = await signed_in(door)
    theirs = await organiser(door)
    body = {"password": "five small brown horses"}

    reply = await door.call("PUT", f"{ACCOUNTS}/chief/password", json_body=body, token=theirs)

    assert 200 == reply.status
    assert_refused(await door.call("GET", TOKENS, token=token), 401, "token_revoked")
    assert 200 == (await login(door, password=body["password"])).status


async def test_tokens_are_listed_and_taken_back(door: Door) -> None:
    """By what they are for; a token itself is shown once, to whoever ordered it."""
    theirs = await organiser(door)
    given = await door.call("POST", TOKENS, json_body=ORDER, token=theirs)
    session = given.document["session"]

    listed = await door.call("GET", TOKENS, token=theirs)
    found = SessionsAnswer.model_validate(listed.document).tokens
    assert [("token", "scoreboard", "o-1"), ("login", "", "organiser")] == [
        (one.kind, one.label, one.by) for one in found
    ]
    assert given.document["token"] not in listed.body.decode()

    assert 200 == (await door.call("DELETE", f"{TOKENS}/{session}", token=theirs)).status
    reply = await door.submit({}, given.document["token"])
    assert_refused(reply, 401, "token_revoked")
    listed = await door.call("GET", TOKENS, token=theirs)
    assert [True, False] == [one["is_revoked"] for one in listed.document["tokens"]]


async def test_an_operator_gives_and_takes_back_tokens_of_overlays_alone(door: Door) -> None:
    """In the own championship, and sees no other tokens there."""
    theirs = await signed_in(door, "operator", role="operator", subject="op-1", skills=[])
    await door.call("POST", TOKENS, json_body=ORDER, token=door.administrator())
    order = {"championship": "cup", "role": "overlay", "label": "main mixer"}

    given = await door.call("POST", TOKENS, json_body=order, token=theirs)
    session = given.document["session"]

    assert (201, "overlay") == (given.status, given.document["role"])
    listed = await door.call("GET", TOKENS, token=theirs)
    assert ["main mixer"] == [one["label"] for one in listed.document["tokens"]]
    for change in ({"role": "screen"}, {"role": "operator", "expert": "op-2"}, {"championship": "other"}):
        reply = await door.call("POST", TOKENS, json_body=order | change, token=theirs)
        assert_refused(reply, 403, "not_allowed_access")
    everything = door.parts.access.tokens.listed(Grant("administrator", 0))
    [other] = [one for one in everything if one["label"] == "scoreboard"]
    reply = await door.call("DELETE", f"{TOKENS}/{other['session']}", token=theirs)
    assert_refused(reply, 404, "session_unknown")
    assert 200 == (await door.call("DELETE", f"{TOKENS}/{session}", token=theirs)).status
    exchanged = await door.call("POST", "/api/v1/venue/tokens", json_body={"key": given.document["token"]})
    assert_refused(exchanged, 401, "token_revoked")
    reply = await door.call("GET", ACCOUNTS, token=theirs)
    assert_refused(reply, 403, "not_allowed_access")


async def test_an_expired_token_is_no_longer_listed(door: Door) -> None:
    """There is nothing left to take back."""
    await door.call("POST", TOKENS, json_body=ORDER | {"ttl_s": 60}, token=door.administrator())
    door.clock.now_ms += 60_000 - 1
    long = door.parts.access.tokens.listed(Grant("administrator", 0))
    door.clock.now_ms += 1

    assert (1, 0) == (len(long), len(door.parts.access.tokens.listed(Grant("administrator", 0))))


async def test_the_administrators_session_is_taken_back_by_another(door: Door) -> None:
    """An organiser does not see it."""
    opened = await door.call("POST", SESSIONS, json_body={"code": mint_code(SECRET, NOW_MS)})
    session, token = opened.document["session"], opened.document["token"]
    theirs = await organiser(door)

    assert_refused(await door.call("DELETE", f"{TOKENS}/{session}", token=theirs), 404, "session_unknown")
    assert 200 == (await door.call("DELETE", f"{TOKENS}/{session}", token=door.administrator())).status
    reply = await door.call("POST", "/api/v1/championships", json_body=bundle(), token=token)
    assert_refused(reply, 401, "token_revoked")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["name", "password"]),
        ({"name": "chief"}, ["password"]),
        ({"code": "x", "name": "chief"}, ["name"]),
        ({"code": None}, ["code"]),
        ({"name": 5, "password": PASSWORD}, ["name"]),
    ],
)
async def test_one_comes_in_one_way_or_the_other(door: Door, body: Any, fields: list[str]) -> None:
    """Everything that is wrong is told at once."""
    reply = await door.call("POST", SESSIONS, json_body=body)

    assert (422, fields) == (reply.status, [name for name, _ in reply.faults])


async def test_nobody_comes_in_before_all_that_was_taken_back_is_known(door: Door) -> None:
    """A token that was revoked yesterday is not let in while the topic is being read."""
    door.checks["catalogue"] = False

    for method, path in (("POST", SESSIONS), ("GET", TOKENS), ("GET", ACCOUNTS), ("POST", "/api/v1/devices")):
        reply = await door.call(method, path, b"{}", token=door.administrator())
        assert_refused(reply, 503, "not_ready")


async def test_of_two_who_decide_at_once_the_second_hears_of_the_first(door: Door) -> None:
    """The same name for two, two changes of one account: neither is undone unseen."""
    root = door.administrator()
    add = [door.call("POST", ACCOUNTS, json_body=account(), token=root) for _ in range(2)]
    added = await asyncio.gather(*add)
    changes = ({"role": "results_team", "skills": []}, {"role": "organiser", "skills": []})
    change = [door.call("PATCH", f"{ACCOUNTS}/chief", json_body=body, token=root) for body in changes]
    changed = await asyncio.gather(*change)

    assert [201, 409] == sorted(reply.status for reply in added)
    assert [200, 409] == sorted(reply.status for reply in changed)
    assert_refused(next(reply for reply in added if reply.status == 409), 409, "account_exists", "name")
    assert_refused(next(reply for reply in changed if reply.status == 409), 409, "account_changed", "name")


async def test_a_closed_account_of_others_is_as_good_as_unknown(door: Door) -> None:
    """The organiser does not learn that there was an administrator of that name."""
    theirs = await organiser(door)
    await add_account(door, "root", role="administrator", subject="root", championship="", skills=[])
    await door.call("DELETE", f"{ACCOUNTS}/root", token=door.administrator())

    reply = await door.call("DELETE", f"{ACCOUNTS}/root", token=theirs)

    assert_refused(reply, 404, "account_unknown")


async def test_no_answer_sets_a_cookie_or_invites_another_origin(door: Door) -> None:
    """A token is a header, so there is nothing that a foreign page could make a browser send."""
    await add_account(door)
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    replies = [
        await login(door, headers=asked),
        await login(door, "chief", "wrong password", headers=asked),
        await door.call("OPTIONS", SESSIONS, headers=asked),
        await door.call("GET", ACCOUNTS, token=door.administrator(), headers=asked),
    ]

    assert [200, 401, 405, 200] == [reply.status for reply in replies]
    named = {name for reply in replies for name in reply.headers}
    assert set() == {name for name in named if name == "set-cookie" or name.startswith("access-control")}
