"""The JSON form of the facts of `access`: one table of types, and one way to write and read a field."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from shared.access import events
from shared.access.events import AccessFact, Rights, SessionKind
from shared.domain.errors import RuleBroken
from shared.domain.kinds import is_so, text, text_or_none, texts, whole
from shared.tokens import ROLES

SCHEMA_VERSION: Final = 1

FACTS: Final[Mapping[str, type[AccessFact]]] = {
    "code-redeemed": events.CodeRedeemed,
    "account-added": events.AccountAdded,
    "account-changed": events.AccountChanged,
    "password-set": events.PasswordSet,
    "account-closed": events.AccountClosed,
    "session-opened": events.SessionOpened,
    "session-closed": events.SessionClosed,
    "pairing-opened": events.PairingOpened,
    "device-paired": events.DevicePaired,
    "device-changed": events.DeviceChanged,
    "device-revoked": events.DeviceRevoked,
    "pin-set": events.PinSet,
    "pin-tried": events.PinTried,
    "pin-confirmed": events.PinConfirmed,
    "pin-reset": events.PinReset,
}
"""Every fact by the type of its record."""

_TYPE_OF: Final = {fact: name for name, fact in FACTS.items()}
_FIELDS: Final = {name: dataclasses.fields(fact) for name, fact in FACTS.items()}


def access_document(fact: AccessFact) -> dict[str, Any]:
    """Return the JSON form in which ``fact`` is logged."""
    kind = _TYPE_OF[type(fact)]
    values = {field.name: getattr(fact, field.name) for field in _FIELDS[kind]}
    if "rights" in values:
        values["rights"] = rights_document(values["rights"])
    if isinstance(fact, events.CodeRedeemed):
        values["by"] = fact.id  # where release 0.1.0 looks for it
    return {"v": SCHEMA_VERSION, "type": kind, **values}


def access_fact(document: Mapping[str, Any]) -> AccessFact:
    """Return the fact in ``document``.

    Raises ``RuleBroken``: ``record_version_unknown``, ``record_type_unknown``, ``record_malformed``.
    """
    try:
        if document["v"] != SCHEMA_VERSION:
            raise RuleBroken("record_version_unknown", v=document["v"])
        kind = text(document["type"])
        if kind not in FACTS:
            raise RuleBroken("record_type_unknown", type=kind)
        if kind == "code-redeemed" and "id" not in document:
            document = {**document, "id": document["by"]}  # as release 0.1.0 wrote it
        return FACTS[kind](**_values(kind, document))
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("record_malformed", part=type(fault).__name__) from fault


def rights_document(rights: Rights) -> dict[str, Any]:
    """Return the JSON form of ``rights``."""
    return {
        "role": rights.role,
        "subject": rights.subject,
        "championship": rights.championship,
        "skills": list(rights.skills),
        "member": rights.member,
    }


def _values(kind: str, document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field.name: _READERS[field.type](document[field.name])
        for field in _FIELDS[kind]
        if field.name in document or field.default is dataclasses.MISSING
    }


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value not in allowed:
            raise TypeError("it is none of the known ones")
        return value

    return read


def _rights(document: Mapping[str, Any]) -> Rights:
    return Rights(
        _one_of(ROLES)(document["role"]),
        text(document["subject"]),
        text(document["championship"]),
        texts(document["skills"]),
        text(document["member"]),
    )


_READERS: Final[Mapping[Any, Callable[[Any], Any]]] = {
    str: text,
    str | None: text_or_none,
    int: whole,
    bool | None: lambda value: None if value is None else is_so(value),
    Rights: _rights,
    SessionKind: _one_of(get_args(SessionKind)),
}
