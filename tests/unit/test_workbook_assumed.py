"""What a format leaves out: sections taken from the aspects, names of criteria that no list names."""

from shared.domain.units import UNITS_PER_MARK, Mark
from shared.domain.workbook.assumed import assume_lists
from shared.domain.workbook.draft import AspectDraft, CriterionDraft, SchemeDraft, SectionDraft, SubDraft
from shared.domain.workbook.fields import Fields

LONG = "a text that goes on and on, well beyond all that anybody would read"


def aspect(section: int, marks: int = 1, text: str = "") -> AspectDraft:
    """Return an aspect of that section; 0 is none."""
    return AspectDraft({"section": "I7"}, description=text, section=section, mark_max=marks * UNITS_PER_MARK)


def unread_section(marks: int = 1) -> AspectDraft:
    """Return an aspect whose section could not be read."""
    of = aspect(0, marks)
    of.unread.add("section")
    return of


def scheme(*aspects: AspectDraft) -> SchemeDraft:
    """Return a scheme of these aspects in one criterion without a list."""
    unlisted = CriterionDraft({}, {"letter", "name"}, "A", subs=[SubDraft(aspects=list(aspects))])
    return SchemeDraft(criteria=[unlisted])


def assumed(of: SchemeDraft) -> tuple[list[tuple[int, str, Mark]], list[tuple[str, str, dict[str, str]]]]:
    """Return number, name and target of each section, and every problem."""
    fields = Fields()
    assume_lists(of, fields)
    sections = [(one.number, one.name, one.target) for one in of.sections]
    return sections, [(problem.code, problem.cell, dict(problem.details)) for problem in fields.problems]


def test_sections_are_those_that_aspects_name() -> None:
    """By number, each with the marks of its aspects as its target, which nobody has stated."""
    of = scheme(aspect(3, 2), aspect(1, 5), aspect(3, 4))

    assert (
        [(1, "WSOS 1", 5 * UNITS_PER_MARK), (3, "WSOS 3", 6 * UNITS_PER_MARK)],
        [("sections_assumed", "", {})],
    ) == assumed(of)
    assert [{"target"}] * 2 == [one.unread for one in of.sections]
    assert [{}] * 2 == [one.cells for one in of.sections]


def test_one_more_section_holds_what_names_none() -> None:
    """Its number comes after all others."""
    of = scheme(aspect(0, 2), aspect(4, 5), aspect(0, 1))

    assert [(4, "WSOS 4", 5 * UNITS_PER_MARK), (5, "WSOS 5", 3 * UNITS_PER_MARK)] == assumed(of)[0]
    assert [5, 4, 5] == [one.section for one in of.aspects]


def test_without_any_number_there_is_one_section() -> None:
    """The first."""
    assert [(1, "WSOS 1", 2 * UNITS_PER_MARK)] == assumed(scheme(aspect(0), aspect(0)))[0]


def test_a_section_that_could_not_be_read_makes_none() -> None:
    """It was told already; the aspect stays without a section."""
    of = scheme(unread_section(), aspect(2, 3))

    assert ([(2, "WSOS 2", 3 * UNITS_PER_MARK)], [("sections_assumed", "", {})]) == assumed(of)
    assert [0, 2] == [one.section for one in of.aspects]


def test_listed_sections_are_kept_and_every_aspect_must_name_one() -> None:
    """Whoever names none is told at its cell, quoted in short; what could not be read was told already."""
    of = scheme(aspect(0, text=LONG), aspect(1), unread_section())
    of.sections = [SectionDraft({}, set(), 1, "Making", 3 * UNITS_PER_MARK)]

    assert ([(1, "Making", 3 * UNITS_PER_MARK)], [("section_missing", "I7", {"id": LONG[:40]})]) == assumed(
        of
    )
    assert [{"section"}, set(), {"section"}] == [one.unread for one in of.aspects]


def test_nothing_is_said_of_sections_without_aspects() -> None:
    """A file without aspects has another problem."""
    assert ([], []) == assumed(scheme())
    assert ([], []) == assumed(SchemeDraft())


def test_only_criteria_without_a_list_are_named_by_their_letter() -> None:
    """A listed one without a name is told by the check; a name that was found is kept."""
    of = SchemeDraft(
        criteria=[
            CriterionDraft({}, {"name"}, "A"),
            CriterionDraft({}, set(), "B"),
            CriterionDraft({}, {"name"}, "C", "Frame"),
        ]
    )
    assume_lists(of, Fields())

    assert ["Criterion A", "", "Frame"] == [criterion.name for criterion in of.criteria]
