"""The JSON form of every act: one table of types, and one way to write and read a field of each kind."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from shared.domain import acts
from shared.domain.acts import Act
from shared.domain.kinds import text, text_or_none, texts, whole
from shared.domain.roles import Role
from shared.domain.scheme import Scheme, scheme_document, scheme_from_document
from shared.domain.status import Status

ACTS: Final[Mapping[str, type[Act]]] = {
    "team-set": acts.SetTeam,
    "sheets-checked": acts.CheckSheets,
    "form-signed": acts.SignForm,
    "form-locked": acts.LockForm,
    "form-released": acts.ReleaseForm,
    "unlock-requested": acts.RequestUnlock,
    "unlock-confirmed": acts.ConfirmUnlock,
    "set-aside-decided": acts.DecideSetAside,
    "appeal-submitted": acts.SubmitAppeal,
    "appeal-reviewed": acts.ReviewAppeal,
    "appeal-decided": acts.DecideAppeal,
    "appeal-closed": acts.CloseAppeal,
    "status-set": acts.SetStatus,
    "penalty-set": acts.SetPenalty,
    "award-set": acts.SetAward,
    "awards-confirmed": acts.ConfirmAwards,
    "expert-replaced": acts.ReplaceExpert,
    "scheme-changed": acts.ChangeScheme,
    "scheme-approved": acts.ApproveScheme,
    "recount-confirmed": acts.ConfirmRecount,
    "skill-finalised": acts.Finalise,
}
"""Every act by the type of its record."""

_TYPE_OF: Final = {act: name for name, act in ACTS.items()}


def _one_of(kind: Any) -> Callable[[Any], Any]:
    allowed = get_args(kind)

    def read(value: Any) -> Any:
        if value not in allowed:
            raise TypeError(f"{value!r} is none of {', '.join(allowed)}")
        return value

    return read


_READERS: Final[Mapping[Any, Callable[[Any], Any]]] = {
    str: text,
    str | None: text_or_none,
    tuple[str, ...]: texts,
    int: whole,
    Scheme: scheme_from_document,
    **{kind: _one_of(kind) for kind in (Role, acts.Decision, acts.Ruling, acts.AwardChoice, Status)},
}

_FIELDS: Final = {name: dataclasses.fields(act) for name, act in ACTS.items()}


def act_document(act: Act) -> dict[str, Any]:
    """Return the JSON form of ``act``, without the schema version."""
    kind = _TYPE_OF[type(act)]
    values = {field.name: getattr(act, field.name) for field in _FIELDS[kind]}
    if isinstance(act, acts.ChangeScheme):
        values["scheme"] = scheme_document(act.scheme)
    return {"type": kind, **values}


def act_from_document(kind: str, document: Mapping[str, Any]) -> Act:
    """Return the act of type ``kind`` in ``document``; raises ``KeyError``, ``TypeError``, ``RuleBroken``."""
    values = {
        field.name: _READERS[field.type](document[field.name])
        for field in _FIELDS[kind]
        if field.name in document or field.default is dataclasses.MISSING
    }
    return ACTS[kind](**values)


def act_content(act: Act) -> tuple[object, ...]:
    """Return what must be the same when an id comes again: everything but the time."""
    fields = _FIELDS[_TYPE_OF[type(act)]]
    return (type(act), *(getattr(act, field.name) for field in fields if field.name != "at_ms"))
