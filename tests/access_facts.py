"""Facts of the topic `access` for tests: each says only what matters, and a register that has read them."""

import itertools
from typing import Any

from shared import codec
from shared.access import events
from shared.access.documents import access_document
from shared.access.events import AccessFact, Rights
from shared.access.register import Register
from tests.ingest_door import NOW_MS, FakeRecord

_numbers = itertools.count(1)

EXPERT = Rights("expert", "e-1", "cup", ("testing",))
CHIEF = Rights("chief_expert", "e-9", "cup", ("testing",))
DEFAULTS: dict[type[AccessFact], dict[str, Any]] = {
    events.CodeRedeemed: {"code_id": "code-1"},
    events.AccountAdded: {"name": "aliya", "rights": CHIEF, "password_hash": "hash-1", "by": "root"},
    events.AccountChanged: {"name": "aliya", "rights": EXPERT, "based_on": 1, "by": "root"},
    events.PasswordSet: {"name": "aliya", "password_hash": "hash-2", "by": "root"},
    events.AccountClosed: {"name": "aliya", "by": "root"},
    events.SessionOpened: {
        "session": "s-1",
        "kind": "login",
        "rights": CHIEF,
        "expires_at_ms": NOW_MS + 3_600_000,
        "label": "",
        "by": "aliya",
    },
    events.SessionClosed: {"session": "s-1", "by": "root"},
    events.PairingOpened: {
        "pairing": "p-1",
        "code_digest": "digest-1",
        "rights": EXPERT,
        "expires_at_ms": NOW_MS + 120_000,
        "by": "e-9",
    },
    events.DevicePaired: {
        "device": "d-1",
        "pairing": "p-1",
        "name": "Tablet 1",
        "app_version": "1",
        "session": "sd-1",
        "expires_at_ms": NOW_MS + 3_600_000,
    },
    events.DeviceChanged: {"device": "d-1", "name": "Tablet one", "may_write": False, "by": "e-9"},
    events.DeviceRevoked: {"device": "d-1", "by": "e-9"},
    events.PinSet: {"championship": "cup", "subject": "e-1", "pin_hash": "hash-3", "device": "d-1"},
    events.PinTried: {"championship": "cup", "subject": "e-1", "device": "d-1"},
    events.PinConfirmed: {"championship": "cup", "subject": "e-1", "device": "d-1", "pin": "pin-1"},
    events.PinReset: {"championship": "cup", "subject": "e-1", "by": "e-9"},
}


def fact(kind: type[AccessFact], /, **changes: Any) -> Any:
    """Return a fact of ``kind`` with a request of its own; ``changes`` replace fields."""
    given = {"id": f"request-{next(_numbers)}", "at_ms": NOW_MS, **DEFAULTS[kind], **changes}
    return kind(**given)


def record(offset: int, what: AccessFact) -> FakeRecord:
    """Return ``what`` as it stands in the topic."""
    return FakeRecord(offset, codec.encode(access_document(what)))


def told(register: Register, *facts: AccessFact) -> list[str | None]:
    """Let ``register`` read ``facts`` next; return why each changed nothing."""
    outcomes = []
    for what in facts:
        folded = register.take(record(register.offset_next, what))
        assert folded is not None
        assert what.id == folded.request
        outcomes.append(folded.refusal)
    return outcomes


def register_of(*facts: AccessFact) -> Register:
    """Return a register that has read ``facts``, none of which was refused."""
    register = Register()
    assert [None] * len(facts) == told(register, *facts)
    return register
