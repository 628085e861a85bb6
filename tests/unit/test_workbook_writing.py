"""A scheme as the rows of an import workbook: what stands in which column, and that it is read back."""

from dataclasses import replace
from decimal import Decimal

from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import Band, MarkingRules
from shared.domain.scheme import Aspect, Criterion, Scheme, Section, SubCriterion
from shared.domain.units import UNITS_PER_HUNDREDTH, UNITS_PER_MARK, mark_from_text
from shared.domain.workbook.reading import SchemeReading, scheme_reading
from shared.domain.workbook.writing import scheme_rows
from tests.builders_formats import sheet_of
from tests.builders_workbook import HEADERS, sound_scheme

MARK = UNITS_PER_MARK
MEASURED = Aspect("first", "M", "size", 1, 2 * MARK, "by rule", "±1 mm")
JUDGED = Aspect("A2.7", "J", "look", 1, 3 * MARK // 2, score_texts=("none", "some", "more", "all"))
SMALL = Scheme(
    "7",
    "Joinery",
    (Section(1, "Making", 3 * MARK),),
    (
        Criterion(
            "A",
            "Frame",
            3 * MARK,
            (SubCriterion("A1", "joints", 1, (MEASURED,)), SubCriterion("A2", "finish", 2, (JUDGED,))),
        ),
    ),
)


def written(scheme: Scheme) -> list[dict[str, object]]:
    """Return the rows without their empty cells."""
    return [{letter: value for letter, value in row.items() if value != ""} for row in scheme_rows(scheme)]


def read_back(scheme: Scheme) -> SchemeReading:
    """Return what the reader says about the rows of ``scheme``."""
    return scheme_reading(sheet_of(written(scheme)))


def test_every_cell_of_a_small_scheme() -> None:
    """The columns of the international format; sums as numbers, the ids of aspects to the right of all."""
    own = {
        "P": "Aspect ID",
        "Q": "Allowed Marks",
        "R": "Deduction",
        "S": "Tolerance Bands",
        "T": "Panel",
    }
    total = {"L": "Criterion A", "M": "Total\nMark", "N": Decimal("3.50")}
    variation = {"I": Decimal("3.00"), "J": Decimal("3.50"), "K": Decimal("0.50")}

    assert [
        {"A": "7 Joinery"},
        {},
        {"A": "WorldSkills Occupational Standards"},
        {"A": "Section", "B": "WSOS Marks", "I": "WSOS Marks", "J": "Aspect Marks", "K": "Variation"},
        {"A": 1, "B": "Making", **variation},
        {},
        {},
        {"A": "Criteria"},
        {"A": "ID", "B": "Name", "K": "Mark"},
        {"A": "A", "B": "Frame", "K": Decimal("3.00")},
        {},
        {},
        {**HEADERS, **total, **own},
        {"A": "A1", "B": "joints", "C": 1},
        {
            "D": "M",
            "E": "size",
            "G": "by rule",
            "H": "±1 mm",
            "I": 1,
            "K": Decimal("2.00"),
            "P": "first",
        },
        {},
        {"A": "A2", "B": "finish", "C": 2},
        {"D": "J", "E": "look", "I": 1, "K": Decimal("1.50"), "P": "A2.7"},
        {"F": 0, "G": "none"},
        {"F": 1, "G": "some"},
        {"F": 2, "G": "more"},
        {"F": 3, "G": "all"},
        {},
        {"L": "Competition", "M": "Total\nMark", "N": Decimal("3.50")},
    ] == written(SMALL)


def test_the_rules_of_one_aspect_stand_beside_it() -> None:
    """R25, R28: each in its own column, as text that people can read."""
    bands = (Band(Decimal("9.95"), Decimal("10.05"), 2 * MARK), Band(None, Decimal(9), 0))
    five = JudgementRule(judges=5, scale=10, spread_max=None, lowest=1, drops_extremes=True)
    aspects = (
        replace(MEASURED, allowed_marks=(0, MARK, 2 * MARK)),
        replace(MEASURED, deduction=25 * UNITS_PER_HUNDREDTH),
        replace(MEASURED, bands=bands),
        replace(JUDGED, judging=five),
    )
    sub = SubCriterion("A1", "joints", 1, aspects)
    of = replace(SMALL, criteria=(replace(SMALL.criteria[0], sub_criteria=(sub,)),))

    rows = [
        {c: v for c, v in row.items() if c in "QRST"}
        for row in written(of)
        if "D" in row and row["P"] != "Aspect ID"
    ]

    assert [
        {"Q": "0.00; 1.00; 2.00"},
        {"R": Decimal("0.25")},
        {"S": "9.95..10.05 = 2.00; ..9 = 0.00"},
        {"T": "judges = 5; scale = 10; spread_max = none; lowest = 1; drops_extremes = yes"},
    ] == rows


def test_the_rules_of_a_scheme_stand_beside_its_title() -> None:
    """R28: only where it has rules of its own."""
    ruled = replace(SMALL, rules=MarkingRules(rounding="each_aspect"))

    first = written(ruled)[0]

    assert {"A": "7 Joinery", "P": "Marking rules"}.items() <= first.items()
    assert "rounding = each_aspect" in str(first["Q"])


def test_a_scheme_is_read_back_from_its_rows() -> None:
    """Every text, mark, day and id, and nothing to remark."""
    scheme = sound_scheme()
    reading = read_back(scheme)

    assert (scheme, ()) == (reading.scheme, reading.problems)
    assert {aspect.id for aspect in scheme.aspects} == reading.given_ids


def test_a_number_that_is_none_keeps_its_name() -> None:
    """The title is taken apart again as it was."""
    odd = replace(sound_scheme(), skill_number="Қол", skill_name="өнер 5")

    assert "Қол: өнер 5" == written(odd)[0]["A"]
    assert mark_from_text("100") == odd.mark_max
