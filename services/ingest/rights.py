"""Who may hand out which rights, and which there can be: for known championships, skills and people."""

from collections.abc import Sequence
from typing import Final

from services.ingest.catalogue import Catalogue
from shared.access.events import Rights
from shared.domain.errors import RuleBroken
from shared.tokens import OF_SKILLS, Grant, Role

PAIRED_ROLES: Final[frozenset[Role]] = frozenset({"expert", "trainee", "clerk"})
"""Whom a chief expert may give a device to."""


def manages(grant: Grant, rights: Rights) -> bool:
    """Say whether the bearer decides about ``rights``: an organiser does within the own championship."""
    if grant.role == "administrator":
        return True
    is_own = grant.role == "organiser" and grant.championship == rights.championship
    return is_own and not grant.skills and rights.role != "administrator"


def check_manages(grant: Grant, rights: Rights) -> None:
    """Raise ``RuleBroken("not_allowed_access")`` unless the bearer decides about ``rights``."""
    if not manages(grant, rights):
        raise RuleBroken("not_allowed_access")


def check_manager(grant: Grant) -> None:
    """Raise ``RuleBroken("not_allowed_access")`` for everybody who decides about nobody."""
    if grant.role != "administrator" and not (grant.role == "organiser" and not grant.skills):
        raise RuleBroken("not_allowed_access")


def gives_token(grant: Grant, rights: Rights) -> bool:
    """Say whether the bearer gives out and takes back tokens for ``rights``; an operator for overlays."""
    is_own = grant.role == "operator" and grant.championship == rights.championship
    return manages(grant, rights) or (is_own and rights.role == "overlay" and not rights.skills)


def check_gives_tokens(grant: Grant) -> None:
    """Raise ``RuleBroken("not_allowed_access")`` for everybody who gives nobody a token."""
    if grant.role != "operator":
        check_manager(grant)


def leads(grant: Grant, championship: str, skills: Sequence[str]) -> bool:
    """Say whether the bearer looks after the devices of ``skills``."""
    if manages(grant, Rights("expert", championship=championship)):
        return True
    return (
        grant.role == "chief_expert" and bool(skills) and all(grant.covers(championship, s) for s in skills)
    )


def known_rights(catalogue: Catalogue, rights: Rights, person_field: str = "subject") -> Rights:
    """Return ``rights``, for what is known only; ``person_field``: what the sender calls the person.

    Raises ``RuleBroken``: ``unknown_championship``, ``unknown_skill``, ``unknown_expert``,
    ``unknown_member``, ``administrator_has_all``, ``list_too_short``, ``field_missing``.
    """
    if rights.role == "administrator":
        if rights.championship or rights.skills or rights.member:
            raise RuleBroken("administrator_has_all", field="role")
        return rights
    championship = catalogue.championship(rights.championship)
    if rights.role in OF_SKILLS and not rights.skills:
        raise RuleBroken("list_too_short", field="skills", limit=1)
    for at, skill in enumerate(rights.skills):
        definition = catalogue.skill(championship.id, skill, f"skills.{at}")
        if rights.role == "expert" and rights.subject not in definition.expert_by_id:
            raise RuleBroken("unknown_expert", field=person_field, value=rights.subject)
    if not rights.subject:
        raise RuleBroken("field_missing", field=person_field)
    needs_member = rights.role == "team_leader" or bool(rights.member)
    if needs_member and rights.member not in {member.id for member in championship.members}:
        raise RuleBroken("unknown_member", field="member", value=rights.member)
    return rights
