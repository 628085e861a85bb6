"""What a format leaves out is filled in, and said: sections and criteria that no list names (DOMAIN 2.1)."""

from shared.domain.workbook.draft import AspectDraft, SchemeDraft, SectionDraft
from shared.domain.workbook.fields import Fields


def assume_lists(scheme: SchemeDraft, fields: Fields) -> None:
    """Fill in the sections that the aspects name, and the names of criteria without a list."""
    for criterion in scheme.criteria:
        if "name" in criterion.unread and not criterion.name:
            criterion.name = f"Criterion {criterion.letter}"
    without = [aspect for aspect in scheme.aspects if _has_no_section(aspect)]
    if scheme.sections:
        for aspect in without:
            fields.refuse(aspect, "section", "section_missing", id=aspect.description[:40])
    elif any(scheme.aspects):
        fields.report("sections_assumed", "")
        _assume_sections(scheme, without)


def _has_no_section(aspect: AspectDraft) -> bool:
    return aspect.section == 0 and "section" not in aspect.unread


def _assume_sections(scheme: SchemeDraft, without: list[AspectDraft]) -> None:
    """Take the sections that aspects name, of which there are some, and one more for those that name none."""
    one_more = max(aspect.section for aspect in scheme.aspects) + 1
    for aspect in without:
        aspect.section = one_more
    marks: dict[int, int] = {}
    for aspect in scheme.aspects:
        marks[aspect.section] = marks.get(aspect.section, 0) + aspect.mark_max
    marks.pop(0, None)
    for number in sorted(marks):
        scheme.sections.append(SectionDraft({}, {"target"}, number, f"WSOS {number}", marks[number]))
