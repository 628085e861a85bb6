"""One-time codes that work once, everywhere; and what a request hears of the fact that it wrote."""

import asyncio

import pytest

from services.ingest.access import AccessLog, OneTimeCodes
from services.ingest.journal import Unavailable
from shared import codec
from shared.access import events
from shared.domain.errors import RuleBroken
from shared.tokens import ADMINISTRATOR_TTL_MS, CODE_TTL_MS, Grant, mint_code, mint_token, read_token
from shared.topics import ACCESS
from tests.access_facts import fact
from tests.ingest_door import NOW_MS, SECRET, Clock, FakeRecord, FoldingJournal, both

ADMINISTRATOR = Grant("administrator", NOW_MS + 1000)


def log_on(journal: FoldingJournal) -> AccessLog:
    """Return an instance's hand on the topic, reading what ``journal`` holds from now on."""
    log = AccessLog(journal)
    others = journal.readers.get(ACCESS.name)

    journal.readers[ACCESS.name] = log.handle if others is None else both(others, log.handle)
    return log


def codes_on(journal: FoldingJournal) -> OneTimeCodes:
    """Return an instance's view of the codes."""
    return OneTimeCodes(SECRET, log_on(journal), Clock())


async def test_a_code_makes_its_bearer_administrator_once() -> None:
    """The first time it gives a token, the second time it is used up and nothing more is written."""
    journal = FoldingJournal()
    codes, code = codes_on(journal), mint_code(SECRET, NOW_MS)

    token, grant = await codes.redeem(code)

    assert grant == read_token(SECRET, token, NOW_MS)
    assert ("administrator", NOW_MS + ADMINISTRATOR_TTL_MS) == (grant.role, grant.expires_at_ms)
    assert grant.session
    written = journal.count()
    with pytest.raises(RuleBroken, match="code_used"):
        await codes.redeem(code)
    assert written == journal.count()


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

    restarted = AccessLog(journal)
    for offset, document in enumerate(journal.documents(ACCESS)):
        await restarted.handle(FakeRecord(offset, codec.encode(document)))

    with pytest.raises(RuleBroken, match="code_used"):
        await OneTimeCodes(SECRET, restarted, Clock()).redeem(code)


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


async def test_what_is_not_read_back_is_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who won is known only once the record has been read."""
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

    await journal.append(ACCESS, "x", {"v": 2, "type": "code-redeemed"})

    assert await codes.redeem(mint_code(SECRET, NOW_MS))
    assert "record_version_unknown" in caplog.text


async def test_each_request_hears_of_its_own_fact_only() -> None:
    """Two at once, of which the second was too late; nothing is remembered of either."""
    log = log_on(FoldingJournal())

    tries = [log.write("aliya", fact(events.AccountAdded)) for _ in range(2)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert [None, "account_exists"] == [getattr(outcome, "code", outcome) for outcome in outcomes]
    await log.write("aliya", fact(events.AccountClosed))


async def test_a_log_that_is_down_refuses_for_now() -> None:
    """The same request may be sent again."""
    journal = FoldingJournal()
    log = log_on(journal)
    journal.is_down = True

    with pytest.raises(Unavailable, match="log_unavailable"):
        await log.write("aliya", fact(events.AccountAdded))
