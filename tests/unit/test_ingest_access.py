"""Who may come in: tokens with their limits, and one-time codes that work once, everywhere."""

import asyncio

import jwt
import pytest

from services.ingest.access import Doorkeeper, OneTimeCodes
from services.ingest.journal import Unavailable
from shared import codec
from shared.domain.errors import RuleBroken
from shared.tokens import ADMINISTRATOR_TTL_MS, CODE_TTL_MS, Grant, mint_code, mint_token, read_token
from shared.topics import ACCESS
from tests.ingest_door import NOW_MS, SECRET, Clock, FakeRecord, FoldingJournal

ADMINISTRATOR = Grant("administrator", NOW_MS + 1000)
EXPERT = Grant("expert", NOW_MS + 1000, "e-1", "cup", ("testing",))


def codes_on(journal: FoldingJournal) -> OneTimeCodes:
    """Return an instance's view of the codes, reading what ``journal`` holds from now on."""
    codes = OneTimeCodes(SECRET, journal, Clock())
    others = journal.readers.get(ACCESS.name)

    async def handle(record: FakeRecord) -> None:
        if others:
            await others(record)
        await codes.handle(record)

    journal.readers[ACCESS.name] = handle
    return codes


def test_a_good_token_gives_its_grant_until_it_expires() -> None:
    """The same token is good now and not later, although it is remembered."""
    clock = Clock()
    doorkeeper = Doorkeeper(SECRET, clock)
    header = f"Bearer {mint_token(SECRET, EXPERT)}"

    assert EXPERT == doorkeeper.grant(header) == doorkeeper.grant(header.replace("Bearer", "bearer"))
    clock.now_ms = EXPERT.expires_at_ms
    with pytest.raises(RuleBroken, match="token_expired"):
        doorkeeper.grant(header)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer  ", "Basic dXNlcjpwYXNz", "token"])
def test_no_token_is_no_entry(header: str | None) -> None:
    """Without a bearer token nobody comes in."""
    with pytest.raises(RuleBroken, match="token_missing"):
        Doorkeeper(SECRET, Clock()).grant(header)


def forged() -> list[str]:
    """Return tokens that are not ours."""
    claims = {"aud": "bayge-token", "role": "administrator", "sub": "", "championship": "", "skills": []}
    claims |= {"exp_ms": NOW_MS + 1000}  # type: ignore[dict-item]
    return [
        "x",
        "a.b.c",
        "é",
        mint_token("another-secret-that-is-long-enough-too", ADMINISTRATOR),
        mint_code(SECRET, NOW_MS),
        jwt.encode(claims, None, algorithm="none"),
        mint_token(SECRET, ADMINISTRATOR)[:-2],
    ]


@pytest.mark.parametrize("token", forged())
def test_a_forged_token_is_no_entry(token: str) -> None:
    """Other secrets, other kinds, no signature, half a signature: none of them is ours."""
    with pytest.raises(RuleBroken, match="token_invalid"):
        Doorkeeper(SECRET, Clock()).grant(f"Bearer {token}")


def test_an_expert_is_no_administrator() -> None:
    """What is the administrator's is not the expert's."""
    doorkeeper = Doorkeeper(SECRET, Clock())

    assert ADMINISTRATOR == doorkeeper.administrator(f"Bearer {mint_token(SECRET, ADMINISTRATOR)}")
    with pytest.raises(RuleBroken, match="administrator_only"):
        doorkeeper.administrator(f"Bearer {mint_token(SECRET, EXPERT)}")


async def test_a_code_makes_its_bearer_administrator_once() -> None:
    """The first time it gives a token, the second time it is used up and nothing more is written."""
    journal = FoldingJournal()
    codes, code = codes_on(journal), mint_code(SECRET, NOW_MS)

    token, expires_at_ms = await codes.redeem(code)

    assert Grant("administrator", expires_at_ms) == read_token(SECRET, token, NOW_MS)
    assert NOW_MS + ADMINISTRATOR_TTL_MS == expires_at_ms
    with pytest.raises(RuleBroken, match="code_used"):
        await codes.redeem(code)
    assert 1 == journal.count()


async def test_of_many_that_redeem_a_code_at_once_one_wins() -> None:
    """Two instances, four requests, one administrator."""
    journal = FoldingJournal()
    here, there = codes_on(journal), codes_on(journal)
    code = mint_code(SECRET, NOW_MS)

    tries = [codes.redeem(code) for codes in (here, there, here, there)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert 1 == sum(isinstance(outcome, tuple) for outcome in outcomes)
    assert ["code_used"] * 3 == [o.code for o in outcomes if isinstance(o, RuleBroken)]


async def test_a_code_stays_used_after_a_restart() -> None:
    """What the topic holds is known to an instance that starts later."""
    journal = FoldingJournal()
    code = mint_code(SECRET, NOW_MS)
    await codes_on(journal).redeem(code)

    restarted = OneTimeCodes(SECRET, journal, Clock())
    for offset, document in enumerate(journal.documents(ACCESS)):
        await restarted.handle(FakeRecord(offset, codec.encode(document)))

    with pytest.raises(RuleBroken, match="code_used"):
        await restarted.redeem(code)


async def test_a_code_that_is_old_or_forged_is_refused() -> None:
    """A code lives a day; a token is no code."""
    journal = FoldingJournal()
    codes = codes_on(journal)

    for code, refusal in (
        (mint_code(SECRET, NOW_MS - CODE_TTL_MS), "code_expired"),
        (mint_token(SECRET, ADMINISTRATOR), "code_invalid"),
        ("", "code_invalid"),
    ):
        with pytest.raises(RuleBroken, match=refusal):
            await codes.redeem(code)
    assert 0 == journal.count()


async def test_a_claim_that_is_not_read_back_gives_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who won is known only once the claim has been read."""
    monkeypatch.setattr("services.ingest.reading.READ_WAIT_S", 0)
    journal = FoldingJournal()
    codes = codes_on(journal)
    journal.is_read_back = False

    with pytest.raises(Unavailable, match="log_unavailable"):
        await codes.redeem(mint_code(SECRET, NOW_MS))


async def test_a_record_of_another_release_is_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, and the codes go on working."""
    journal = FoldingJournal()
    codes = codes_on(journal)

    await codes.handle(FakeRecord(0, codec.encode({"v": 2, "type": "code-redeemed"})))

    assert "another release" in caplog.text
    assert await codes.redeem(mint_code(SECRET, NOW_MS))
