"""Take acts in: who acts and as what, does the skill's definition allow it, into the log, and back.

What the rules refuse at the door never reaches the log; what depends on marks and on what was done before is
decided by scoring, in the order of the log.
"""

import dataclasses
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from prometheus_client import Counter
from pydantic import TypeAdapter

from services.ingest.bodies import Refused, shaped
from services.ingest.catalogue import Catalogue
from services.ingest.desk import CommandDesk
from services.ingest.journal import Unavailable
from services.ingest.refusals import refusal_document
from services.ingest.shapes_acts import ActShape, AnyActShape, BulkShape, ConfirmRecountShape
from services.ingest.verdicts import answered
from shared.clock import Clock
from shared.domain import acts
from shared.domain.act_check import check_act
from shared.domain.acts import Act
from shared.domain.championship import SkillDefinition
from shared.domain.errors import RuleBroken
from shared.domain.form_life import STEPS
from shared.domain.roles import Role
from shared.domain.scheme import Scheme, scheme_from_document
from shared.domain.scheme_check import scheme_problems
from shared.domain.scheme_messages import Language
from shared.domain.units import mark_from_text
from shared.tokens import Grant

log = logging.getLogger(__name__)

ACTS: Final = Counter("bayge_ingest_acts_total", "What became of acts.", ["type", "outcome"])
TYPES: Final[Mapping[str, type[Act]]] = {
    "set_team": acts.SetTeam,
    "check_sheets": acts.CheckSheets,
    "sign_form": acts.SignForm,
    "lock_form": acts.LockForm,
    "release_form": acts.ReleaseForm,
    "request_unlock": acts.RequestUnlock,
    "confirm_unlock": acts.ConfirmUnlock,
    "decide_set_aside": acts.DecideSetAside,
    "submit_appeal": acts.SubmitAppeal,
    "review_appeal": acts.ReviewAppeal,
    "decide_appeal": acts.DecideAppeal,
    "close_appeal": acts.CloseAppeal,
    "set_status": acts.SetStatus,
    "set_penalty": acts.SetPenalty,
    "set_award": acts.SetAward,
    "confirm_awards": acts.ConfirmAwards,
    "replace_expert": acts.ReplaceExpert,
    "change_scheme": acts.ChangeScheme,
    "approve_scheme": acts.ApproveScheme,
    "confirm_recount": acts.ConfirmRecount,
    "finalise": acts.Finalise,
}
"""Every act by what it is called over HTTP."""

Confirmed = Callable[[Grant, str | None], None]
"""Raises ``RuleBroken`` unless the person who holds the device has just shown who they are."""

_SHAPE: Final[TypeAdapter[ActShape]] = TypeAdapter(AnyActShape)
_BULK: Final = TypeAdapter(BulkShape)
_FAULTS: Final = (RuleBroken, Refused, Unavailable)
_HEAD: Final = frozenset({"id", "championship", "skill", "actor", "role", "at_ms"})


class OfficialActs:
    """The way of an act through ingest."""

    def __init__(
        self,
        desk: CommandDesk,
        catalogue: Catalogue,
        clock: Clock,
        verdict_wait_ms: int,
        confirmed: Confirmed,
    ) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._clock = clock
        self._verdict_wait_ms = verdict_wait_ms
        self._confirmed = confirmed

    async def act(self, grant: Grant, document: Any, confirmation: str | None) -> dict[str, Any]:
        """Return the answer to the act in ``document``: its verdict, or ``logged`` when that is late.

        Raises ``RuleBroken``, ``Refused``, ``Unavailable``.
        """
        try:
            act = self._read(grant, document, confirmation)
            answer = answered(act.id, await self._desk.hand_in(act, self._verdict_wait_ms))
        except _FAULTS as fault:
            _note(document, fault)
            raise
        _note(document, answer["status"])
        return answer

    async def act_all(
        self, grant: Grant, document: Any, confirmation: str | None, language: Language
    ) -> list[dict[str, Any]]:
        """Return the answer to each act in ``document``, in order; a refusal is a ``problem``.

        Raises ``Refused`` only when ``document`` is no list of acts.
        """
        wanted = shaped(_BULK, document).acts
        read = [self._read_or_refuse(grant, one, confirmation) for one in wanted]
        given = iter(
            await self._desk.hand_in_all([a for a in read if isinstance(a, Act)], self._verdict_wait_ms)
        )
        answers: list[dict[str, Any]] = []
        for one, act in zip(wanted, read, strict=True):
            answer = next(given) if isinstance(act, Act) else act
            try:
                if isinstance(answer, _FAULTS):
                    raise answer
                said = answered(one["id"].lower(), answer)
                _note(one, said["status"])
            except _FAULTS as fault:
                said = {"id": _id_of(one), "problem": refusal_document(fault, language)}
                _note(one, fault)
            answers.append(said)
        return answers

    def _read_or_refuse(
        self, grant: Grant, document: Any, confirmation: str | None
    ) -> Act | RuleBroken | Refused:
        try:
            return self._read(grant, document, confirmation)
        except (RuleBroken, Refused) as refused:
            return refused

    def _read(self, grant: Grant, document: Any, confirmation: str | None) -> Act:
        """Return the act that the bearer does; raises ``Refused``, ``RuleBroken``."""
        shape = shaped(_SHAPE, document, has_tags=True)
        if not grant.covers(shape.championship, shape.skill):
            raise RuleBroken("not_allowed_act", field="skill", value=shape.skill)
        definition = self._catalogue.skill(shape.championship, shape.skill)
        kind = TYPES[document["type"]]
        role = _role(kind, grant, definition)
        fields = {f.name: _value(shape, f.name, grant, document) for f in _own_fields(kind)}
        act = kind(
            id=shape.id,
            championship=shape.championship,
            skill=shape.skill,
            actor=grant.subject,
            role=role,
            at_ms=self._clock(),
            **fields,
        )
        check_act(definition, act)
        self._check_more(act, grant, confirmation)
        return act

    def _check_more(self, act: Act, grant: Grant, confirmation: str | None) -> None:
        """Check what the skill's definition does not know: the holder of the device, the members."""
        if isinstance(act, acts.SignForm):
            self._confirmed(grant, confirmation)
        if isinstance(act, acts.ReplaceExpert) and act.member is not None:
            members = {member.id for member in self._catalogue.championship(act.championship).members}
            if act.member not in members:
                raise RuleBroken("unknown_member", field="member", value=act.member)
        if isinstance(act, acts.ChangeScheme):
            _check_scheme(act.scheme)


def _check_scheme(scheme: Scheme) -> None:
    """Raise ``Refused`` with everything that is wrong with the scheme, as an import does (R10 to R14)."""
    faults = [
        RuleBroken(found.code, **{**found.details, "field": f"scheme.{found.place}".rstrip(".")})
        for found in scheme_problems(scheme)
        if found.severity == "error"
    ]
    if faults:
        raise Refused(faults)


def _role(kind: type[Act], grant: Grant, definition: SkillDefinition) -> Role:
    """Return the first role of the bearer in which this is done; raises ``RuleBroken("role_not_allowed")``.

    A chief expert does what experts do where the skill names them among its experts.
    """
    for role in grant.acts_as:
        is_theirs = role == grant.role or grant.subject in definition.expert_by_id
        if role in STEPS[kind].roles and is_theirs:
            return role
    raise RuleBroken("role_not_allowed", field="type", role=grant.role)


def _own_fields(kind: type[Act]) -> list[dataclasses.Field[Any]]:
    return [field for field in dataclasses.fields(kind) if field.name not in _HEAD]


def _value(shape: ActShape, name: str, grant: Grant, document: Mapping[str, Any]) -> Any:
    """Return the value of a field of an act, as the rules know it."""
    if name == "scheme":
        return scheme_from_document(document["scheme"])
    if name == "member" and not hasattr(shape, "member"):
        return grant.member
    if isinstance(shape, ConfirmRecountShape) and name == "mark":
        return shape.mark_units
    if name == "mark":
        return mark_from_text(getattr(shape, name))
    value = getattr(shape, name)
    return tuple(value) if isinstance(value, list) else value


def _note(document: Any, became: str | Exception) -> None:
    """Count what became of an act, and log it with its id."""
    kind, code = _type_of(document), ""
    if isinstance(became, Exception):
        code, became = str(became), "unavailable" if isinstance(became, Unavailable) else "refused"
    ACTS.labels(kind, became).inc()
    log.info(became, extra={"act": _id_of(document), "type": kind, "code": code})


def _type_of(document: Any) -> str:
    """Return what a document says that it is; what nobody knows has one name in the metrics."""
    kind = document.get("type") if isinstance(document, dict) else None
    return kind if isinstance(kind, str) and kind in TYPES else "unknown"


def _id_of(document: Any) -> str | None:
    """Return the id that an act of many was sent with, so that its sender finds it again."""
    sent = document.get("id") if isinstance(document, dict) else None
    return sent[:64] if isinstance(sent, str) else None
