"""The results of one skill for officials: totals and places as they stand; scale and awards once final."""

from collections.abc import Mapping
from typing import Any

from services.office.book import SkillBook
from services.office.counting import SkillCount
from shared.domain.profile import Profile, competitor_profile, member_profiles, pooled_profile
from shared.domain.result_documents import field_document, line_document
from shared.domain.results import CompetitorResult
from shared.domain.units import Mark, mark_text

Document = dict[str, Any]
_ONLY_FINAL = ("scale", "scale_unclamped", "medal", "medal_proposed", "percent", "grade")
"""What means nothing before the skill is final (R42)."""


def results(book: SkillBook, count: SkillCount) -> Document:
    """Return every competitor, the main field first, each group by place; guests among the others (R5)."""
    mark_max = book.tally.defined.scheme.mark_max
    lines = [line for result in count.results.values() for line in result.rows]
    fields = [
        {"group": group, **field_document(result)}
        for group, result in count.results.items()
        if count.is_final
    ]
    return {
        "competitors": [_line(book, count, line, mark_max) for line in lines],
        "fields": fields,
        "mark_max": mark_text(mark_max),
        "is_final": count.is_final,
        "state": count.state,
    }


def _line(book: SkillBook, count: SkillCount, line: CompetitorResult, mark_max: Mark) -> Document:
    finish = line.finish
    competitor = finish.competitor
    reasons = book.tally.penalty_reasons
    numbers = line_document(line, count.settings, mark_max)
    if not count.is_final:
        numbers |= {name: None for name in _ONLY_FINAL if name in numbers}
    return {
        "id": competitor.id,
        "member": competitor.member,
        "group": competitor.group,
        **numbers,
        "marked": mark_text(count.marked.get(competitor.id, 0)),
        "award_reason": line.award.reason if line.award and count.is_final else None,
        "status_reason": book.status_reasons.get(competitor.id),
        "penalties": [
            {"penalty": name, "mark": mark_text(mark), "reason": reasons.get((competitor.id, name))}
            for name, mark in book.tally.penalties.get(competitor.id, {}).items()
            if mark > 0
        ],
    }


def profiles(book: SkillBook) -> Document:
    """Return the share won in each section of the standard: competitors, members, the whole skill (R48)."""
    definition = book.tally.defined
    of_competitor = {
        c.id: competitor_profile(definition.scheme, marks_of(book, c.id)) for c in definition.competitors
    }
    member_of = {c.id: c.member for c in definition.competitors}
    of_member = member_profiles(of_competitor, member_of)
    return {
        "sections": [
            {"section": s.number, "name": s.name, "target": mark_text(s.target)}
            for s in definition.scheme.sections
        ],
        "competitors": {name: profile_document(one) for name, one in of_competitor.items()},
        "members": {name: profile_document(one) for name, one in of_member.items()},
        "skill": profile_document(pooled_profile(of_competitor.values())),
    }


def marks_of(book: SkillBook, competitor: str, forms: frozenset[str] | None = None) -> Mapping[str, Mark]:
    """Return the marks of a competitor by aspect: on all forms, or on those named."""
    return {
        aspect: entered.mark
        for (name, form), sheet in book.tally.sheets.items()
        if name == competitor and (forms is None or form in forms)
        for aspect, entered in sheet.marks.items()
    }


def profile_document(profile: Profile) -> list[Document]:
    """Return a profile: won, of what is marked, and the share in percent."""
    return [
        {
            "section": part.section,
            "won": mark_text(part.won),
            "of": mark_text(part.mark_max),
            "percent": part.percent,
        }
        for part in profile
    ]
