"""The fold of the topic `access`: accounts, sessions, devices, PINs, one plain example each."""

import pytest

from shared import codec
from shared.access import events
from shared.access.documents import FACTS, access_document, access_fact
from shared.access.events import AccessFact
from shared.access.pins import LOCK_MS, TRIES_MAX
from shared.access.register import Register
from shared.domain.errors import RuleBroken
from tests.access_facts import CHIEF, EXPERT, fact, record, register_of, told
from tests.ingest_door import NOW_MS, FakeRecord


@pytest.mark.parametrize("kind", FACTS.values())
def test_a_fact_reads_back_as_it_was_written(kind: type[AccessFact]) -> None:
    """Every fact, through bytes."""
    what = fact(kind)

    assert what == access_fact(codec.decode(codec.encode(access_document(what))))


def test_a_code_that_release_0_1_0_redeemed_is_still_redeemed() -> None:
    """The log is kept for ever, and so is its meaning."""
    old = {"v": 1, "type": "code-redeemed", "code_id": "code-1", "by": "request-0", "at_ms": NOW_MS}
    register = Register()

    register.take(FakeRecord(0, codec.encode(old)))

    assert {"code-1": "request-0"} == register.sessions.redeemed_by
    assert ["code_used"] == told(register, fact(events.CodeRedeemed))


def test_release_0_1_0_can_still_read_a_redeemed_code() -> None:
    """It looks for who redeemed it in `by`."""
    document = access_document(fact(events.CodeRedeemed, id="request-0"))

    assert ("code-1", "request-0") == (document["code_id"], document["by"])


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"v": 2, "type": "pin-reset"}, "record_version_unknown"),
        ({"v": 1, "type": "pin-forgotten"}, "record_type_unknown"),
        ({"v": 1, "type": "pin-reset"}, "record_malformed"),
        ({}, "record_malformed"),
        ([], "record_malformed"),
        (access_document(fact(events.PinReset)) | {"at_ms": "now"}, "record_malformed"),
        (access_document(fact(events.SessionOpened)) | {"kind": "other"}, "record_malformed"),
        (access_document(fact(events.SessionOpened)) | {"rights": {"role": "king"}}, "record_malformed"),
        (access_document(fact(events.SessionOpened)) | {"rights": "all"}, "record_malformed"),
    ],
)
def test_what_cannot_be_read_is_left_out(
    document: object, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told, and the next record is read as ever."""
    register = Register()

    with pytest.raises(RuleBroken, match=code):
        access_fact(document)  # type: ignore[arg-type]
    assert register.take(FakeRecord(0, codec.encode(document))) is None
    assert register.take(FakeRecord(1, None)) is None

    assert "cannot be read" in caplog.text
    assert [None] == told(register, fact(events.AccountAdded))


async def test_a_record_that_comes_again_changes_nothing() -> None:
    """Else a repeated try would lock a PIN."""
    register = register_of(fact(events.PinSet), fact(events.PinTried))

    for _ in range(TRIES_MAX):
        await register.handle(record(1, fact(events.PinTried)))

    assert 1 == register.pins.pins["cup", "e-1"].tries
    assert 2 == register.offset_next


def test_an_account_name_is_given_once_even_when_it_is_closed() -> None:
    """Who did something stays who did it."""
    register = register_of(fact(events.AccountAdded), fact(events.AccountClosed))

    assert ["account_exists"] == told(register, fact(events.AccountAdded, rights=EXPERT))
    assert CHIEF == register.sessions.accounts["aliya"].rights


def test_of_two_changes_to_an_account_at_once_the_second_is_refused() -> None:
    """Neither undoes the other unseen."""
    register = register_of(fact(events.AccountAdded))

    changes = fact(events.AccountChanged, based_on=1), fact(events.AccountChanged, based_on=1)

    assert [None, "account_changed"] == told(register, *changes)
    assert (EXPERT, 2) == (
        register.sessions.accounts["aliya"].rights,
        register.sessions.accounts["aliya"].revision,
    )


@pytest.mark.parametrize("kind", [events.AccountChanged, events.PasswordSet, events.AccountClosed])
def test_what_is_done_to_an_unknown_account_is_refused(kind: type[AccessFact]) -> None:
    """Nothing appears by being closed."""
    assert ["account_unknown"] == told(Register(), fact(kind))


@pytest.mark.parametrize("kind", [events.AccountChanged, events.PasswordSet])
def test_a_closed_account_is_changed_no_more(kind: type[AccessFact]) -> None:
    """Closing it again is no change."""
    register = register_of(fact(events.AccountAdded), fact(events.AccountClosed), fact(events.AccountClosed))

    assert ["account_unknown"] == told(
        register, fact(kind, **({"based_on": 3} if "based_on" in dir(kind) else {}))
    )


@pytest.mark.parametrize("kind", [events.AccountChanged, events.PasswordSet, events.AccountClosed])
def test_a_changed_account_closes_its_sessions_and_no_others(kind: type[AccessFact]) -> None:
    """Rights, password, the account itself: who came in before must come in again."""
    register = register_of(
        fact(events.AccountAdded),
        fact(events.SessionOpened, session="s-1", account="aliya", based_on=1),
        fact(events.SessionOpened, session="s-2", kind="token"),
    )

    told(register, fact(kind))

    assert {"s-1"} == register.sessions.revoked


def test_a_login_that_was_checked_against_an_old_password_opens_nothing() -> None:
    """The password was changed between the check and the record."""
    register = register_of(fact(events.AccountAdded), fact(events.PasswordSet))

    login = fact(events.SessionOpened, account="aliya", based_on=1)

    assert ["login_refused"] == told(register, login)
    assert {} == register.sessions.sessions


def test_a_closed_session_is_never_opened_again() -> None:
    """Whatever comes after, or came before."""
    register = Register()

    told(register, fact(events.SessionClosed), fact(events.SessionOpened), fact(events.SessionOpened))

    assert {"s-1"} == register.sessions.revoked


def test_a_token_without_a_session_is_none_to_close() -> None:
    """Else one record would close all of them."""
    register = register_of(fact(events.SessionClosed, session=""))

    assert set() == register.sessions.revoked


def test_the_first_device_that_shows_the_code_is_paired() -> None:
    """The second hears that it came too late; the first may ask again."""
    register = register_of(fact(events.PairingOpened))

    outcomes = told(
        register,
        fact(events.DevicePaired),
        fact(events.DevicePaired, device="d-2", session="sd-2"),
        fact(events.DevicePaired, session="sd-3"),
    )

    assert [None, "pairing_used", None] == outcomes
    assert [("d-1", "sd-1")] == [(d.id, d.session) for d in register.devices.devices.values()]


def test_a_code_holds_for_two_minutes() -> None:
    """By the server's clock; later nobody is paired."""
    register = register_of(fact(events.PairingOpened))

    late = fact(events.DevicePaired, at_ms=NOW_MS + 120_000)

    assert ["pairing_expired"] == told(register, late)
    assert ["pairing_unknown"] == told(register, fact(events.DevicePaired, pairing="p-2"))
    assert {} == register.devices.devices


def test_a_code_that_is_still_open_is_not_given_twice() -> None:
    """Else somebody would be paired as somebody else; used or expired, it may come again."""
    register = register_of(fact(events.PairingOpened))

    again = [fact(events.PairingOpened, pairing=f"p-{n}", at_ms=NOW_MS + n) for n in (2, 120_000)]

    assert ["pairing_code_taken", None] == told(register, *again)
    pairing = register.devices.pairing("digest-1")
    assert pairing is not None
    assert "p-120000" == pairing.id


def test_a_device_is_itself_once() -> None:
    """Its id names who wrote what, so it cannot be paired a second time as somebody else."""
    register = register_of(
        fact(events.PairingOpened),
        fact(events.DevicePaired),
        fact(events.PairingOpened, pairing="p-2", code_digest="digest-2"),
    )

    assert ["device_exists"] == told(register, fact(events.DevicePaired, pairing="p-2"))


def test_a_revoked_device_is_out_and_a_switched_one_is_not() -> None:
    """The switch stops writing; revoking ends the session."""
    register = register_of(fact(events.PairingOpened), fact(events.DevicePaired))

    told(register, fact(events.DeviceChanged))
    switched = register.devices.devices["d-1"]
    assert ("Tablet one", False, False) == (
        switched.name,
        switched.may_write,
        register.devices.is_revoked(switched),
    )

    told(register, fact(events.DeviceRevoked))
    assert register.devices.is_revoked(switched)


def test_a_new_name_never_moves_the_switch() -> None:
    """Two who change a device at once: each changes what they meant."""
    register = register_of(fact(events.PairingOpened), fact(events.DevicePaired))

    told(
        register,
        fact(events.DeviceChanged, name=None, may_write=False),
        fact(events.DeviceChanged, name="Spare", may_write=None),
    )

    device = register.devices.devices["d-1"]
    assert ("Spare", False) == (device.name, device.may_write)


@pytest.mark.parametrize("kind", [events.DeviceChanged, events.DeviceRevoked])
def test_what_is_done_to_an_unknown_device_is_refused(kind: type[AccessFact]) -> None:
    """Nothing appears by being revoked."""
    assert ["device_unknown"] == told(Register(), fact(kind))


def test_a_person_sets_a_pin_once() -> None:
    """Whoever finds the device cannot choose another."""
    register = register_of(fact(events.PinSet, id="pin-1"))

    assert ["pin_exists"] == told(register, fact(events.PinSet))
    assert "pin-1" == register.pins.pins["cup", "e-1"].id


def test_the_sixth_try_is_refused_until_the_lock_is_over() -> None:
    """Five tries, then a quarter of an hour, then five again."""
    register = register_of(fact(events.PinSet))
    later = NOW_MS + LOCK_MS

    first = told(register, *(fact(events.PinTried) for _ in range(TRIES_MAX + 1)))
    just_before = told(register, fact(events.PinTried, at_ms=later - 1))
    afterwards = told(register, *(fact(events.PinTried, at_ms=later) for _ in range(TRIES_MAX + 1)))

    assert [None] * TRIES_MAX + ["pin_locked"] == first == afterwards
    assert ["pin_locked"] == just_before


def test_the_right_pin_forgets_the_wrong_tries() -> None:
    """Even at the last try; but not when it was another PIN that was right."""
    register = register_of(
        fact(events.PinSet, id="pin-1"), *(fact(events.PinTried) for _ in range(TRIES_MAX))
    )

    told(register, fact(events.PinConfirmed, pin="pin-0"))
    assert register.pins.pins["cup", "e-1"].is_locked(NOW_MS)

    told(register, fact(events.PinConfirmed, pin="pin-1"))
    assert not register.pins.pins["cup", "e-1"].is_locked(NOW_MS)
    assert [None] == told(register, fact(events.PinTried))


def test_a_reset_pin_is_gone_with_its_tries() -> None:
    """The person chooses anew."""
    register = register_of(fact(events.PinSet), fact(events.PinReset), fact(events.PinReset))

    assert ["pin_missing"] == told(register, fact(events.PinTried))
    assert [None, None] == told(register, fact(events.PinConfirmed), fact(events.PinSet))


def test_no_hash_shows_when_a_thing_is_printed() -> None:
    """A log line or a traceback may print it."""
    register = register_of(fact(events.AccountAdded), fact(events.PinSet))

    shown = f"{register.sessions.accounts} {register.pins.pins}"

    assert "hash-" not in shown
