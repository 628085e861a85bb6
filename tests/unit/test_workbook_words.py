"""Types, captions, labels and totals: every word by which they are known, in every format (DOMAIN 2.1)."""

from collections.abc import Mapping

import pytest

from shared.domain.scheme import Method
from shared.domain.workbook.layout import (
    BLOCKS,
    LEGACY_PANEL,
    NATIONAL,
    NATIONAL_TYPES,
    PLAIN,
    USUAL_TYPES,
    AspectType,
    Layout,
    criterion_totals,
    is_caption,
    is_title_label,
    is_total,
    stated_totals,
)
from shared.domain.workbook.sheet import Cell, Row


def row(**texts: str) -> Row:
    """Return a row with these cells."""
    return Row(7, {letter: Cell(text) for letter, text in texts.items()})


@pytest.mark.parametrize(
    ("letter", "method", "is_subjective"),
    [
        ("M", "M", False),
        ("MEAS", "M", False),
        ("J", "J", False),
        ("JUDG", "J", False),
        ("O", "M", False),
        ("OBJ", "M", False),
        ("S", "J", True),
        ("SUBJ", "J", True),
    ],
)
@pytest.mark.parametrize("layout", [BLOCKS, PLAIN, NATIONAL])
def test_the_usual_types_are_known_in_every_format(
    layout: Layout, letter: str, method: Method, is_subjective: bool
) -> None:
    """R11, R28: measured or judged, the letters of the old schemes too."""
    panel = LEGACY_PANEL if is_subjective else None

    assert AspectType(method, panel, has_steps=False, is_parent=False) == layout.types[letter]


def test_the_national_format_has_types_of_its_own() -> None:
    """R25: binary, discrete and parent rows, in Latin or Cyrillic letters; no other format has them."""
    measured, discrete = AspectType("M"), AspectType("M", has_steps=True)

    assert {
        "B": measured,
        "Б": measured,
        "D": discrete,
        "Д": discrete,
        "Z": AspectType("M", is_parent=True),
    } == {letter: kind for letter, kind in NATIONAL_TYPES.items() if letter not in USUAL_TYPES}
    assert USUAL_TYPES == BLOCKS.types == PLAIN.types
    assert NATIONAL_TYPES == NATIONAL.types


def test_only_the_international_format_needs_its_lists() -> None:
    """The others may leave sections and criteria to be taken from the aspects."""
    assert [True, False, False] == [layout.needs_lists for layout in (BLOCKS, PLAIN, NATIONAL)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WorldSkills Occupational Standards", True),
        ("WorldSkills Standards Specification", True),
        ("Occupational safety", False),
        ("Standards", False),
        ("Specification", False),
        ("Criteria", True),
        ("Skill name", True),
        ("Skill", False),
        ("Name", False),
        ("Наименование компетенции", True),
        ("Наименование", False),
        ("Компетенция", False),
        ("Test Project:", True),
        ("Test bench", False),
        ("Project management", False),
        ("Конкурсное задание", True),
        ("Конкурсная зона", False),
        ("Задание", False),
    ],
)
def test_captions_are_known_by_their_words(text: str, expected: bool) -> None:
    """What stands above a block is no title of a skill; one word of it alone may be."""
    assert expected is is_caption(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skill:", True),
        ("Skills", True),
        ("Компетенция:", True),
        ("Құзырет", True),
        ("Құзыреттілік:", True),
        ("Welding", False),
        ("Skill: Welding", False),
        ("17", False),
        (":", False),
    ],
)
def test_labels_of_the_title_are_one_word(text: str, expected: bool) -> None:
    """In three languages; with more words it is a title itself."""
    assert expected is is_title_label(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Total", True),
        ("total mark", True),
        ("Total Variation", True),
        ("The total", False),
        ("Mark", False),
        ("Totally new", False),
        ("", False),
    ],
)
def test_a_total_begins_with_that_word(text: str, expected: bool) -> None:
    """Whatever comes behind it."""
    assert expected is is_total(text)


@pytest.mark.parametrize(
    ("cells", "totals"),
    [
        ({"J": "Criterion A", "K": "Total\nMark", "L": "17"}, [("Criterion A", "L")]),
        ({"C": "Competition", "F": "total marks", "H": "100", "I": "ok"}, [("Competition", "H")]),
        (
            {"A": "A", "B": "Total Mark", "C": "1", "D": "B", "E": "Total Mark", "F": "2"},
            [("A", "C"), ("B", "F")],
        ),
        ({"J": "Criterion A", "K": "Total", "L": "17"}, []),
        ({"J": "Criterion A", "K": "Mark", "L": "17"}, []),
        ({"J": "Criterion A", "K": "Total Mark"}, []),
        ({"K": "Total Mark", "L": "17"}, []),
    ],
)
def test_a_stated_total_stands_between_its_label_and_its_number(
    cells: Mapping[str, str], totals: list[tuple[str, str]]
) -> None:
    """Both words, and a cell on either side, however far away."""
    assert totals == list(stated_totals(row(**cells)))


@pytest.mark.parametrize(
    ("label", "number", "subject"),
    [
        ("Criterion A", "17", "criterion a"),
        ("Criteria\nB", "17.5", "criterion b"),
        ("Критерий C", "7,5", "criterion c"),
        ("Criterion", "17", None),
        ("Criterion A or B", "17", None),
        ("Module A", "17", None),
        ("Criterion A", "Total Mark", None),
        ("Criterion A", "soon 7", None),
    ],
)
def test_a_header_row_may_state_a_total_at_once(label: str, number: str, subject: str | None) -> None:
    """The criterion, and its number beside it."""
    expected = [] if subject is None else [(subject, "L")]

    assert expected == list(criterion_totals(row(A="Sub Criterion ID", K=label, L=number, M="x")))
