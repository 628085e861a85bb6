"""What one record of `totals` or `forms` tells of a skill. Pure."""

from services.leaderboard.corrections import correction_in
from services.leaderboard.history import FormTold, SkillTold, TotalTold
from shared.domain.championship import skill_key
from shared.domain.errors import RuleBroken
from shared.domain.events import sheet_total_from_document
from shared.domain.kinds import whole
from shared.domain.skill_end import skill_end
from shared.domain.standing import locked_totals

Document = dict[str, object]


def told_total(document: Document) -> tuple[str, TotalTold]:
    """Return the skill's key and what a sheet's total tells; raises ``RuleBroken`` when it cannot be read."""
    sheet, offset = sheet_total_from_document(document)
    key = skill_key(sheet.championship, sheet.skill)
    return key, TotalTold(sheet, offset, correction_in(document))


def told_form(key: str, document: Document | None) -> tuple[str, FormTold | SkillTold]:
    """Return the skill's key and what the standing ``key`` tells, None that there is none any more.

    Raises ``RuleBroken`` when it cannot be read.
    """
    skill, _, form = key.rpartition("/")
    if document is None:
        return skill, FormTold(form, None, 0)
    if document.get("type") == "skill-standing":
        return key, SkillTold(*skill_end(document))
    totals, offset = locked_totals(document)
    return skill, FormTold(form, totals, offset, is_locked=document["totals"] is not None)


def at_ms(document: Document) -> int:
    """Return the time of a record; raises ``RuleBroken`` when it has none."""
    try:
        return whole(document["at_ms"])
    except (KeyError, TypeError) as fault:
        raise RuleBroken("record_malformed", part=str(fault)) from fault
