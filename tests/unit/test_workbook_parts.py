"""The parts of reading and writing a workbook that are rules by themselves."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from shared.domain.errors import RuleBroken
from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import Band, MarkingRules
from shared.domain.units import UNITS_PER_HUNDREDTH, mark_from_text, mark_text
from shared.domain.workbook.layout import BLOCKS, PLAIN
from shared.domain.workbook.rule_text import (
    allowed_marks_from,
    allowed_marks_text,
    bands_from,
    bands_text,
    judging_text,
    rules_from,
    rules_text,
)
from shared.domain.workbook.sheet import Cell, Row
from shared.domain.workbook.steps import ALLOWED_MARKS_MAX, PartialMarks, Step, partial_marks
from shared.domain.workbook.title import title_parts, title_text


def marks(*texts: str) -> tuple[int, ...]:
    """Return marks from their texts."""
    return tuple(map(mark_from_text, texts))


def of_steps(*amounts: str, mark_max: str = "2") -> PartialMarks | None:
    """Return what steps of these amounts allow."""
    return partial_marks([Step("x", mark) for mark in marks(*amounts)], mark_from_text(mark_max))


@pytest.mark.parametrize(
    ("amounts", "allowed"),
    [
        (("2",), ("0", "2")),
        (("1", "2", "1"), ("0", "1", "2")),
        (("0.5", "1.5"), ("0", "0.5", "1.5", "2")),
        (("1", "1"), ("0", "1", "2")),
        (("0", "0.5", "1.5"), ("0", "0.5", "1.5", "2")),
        (("0.75", "0.5"), ("0", "0.25", "0.5", "0.75", "1", "1.25", "1.5", "2")),
    ],
)
def test_steps_give_the_marks_that_can_be_earned(amounts: tuple[str, ...], allowed: tuple[str, ...]) -> None:
    """R25: alternatives, parts that add up, or mistakes of several kinds; never below zero."""
    found = of_steps(*amounts)

    assert found is not None
    assert (marks(*allowed), None) == found


@pytest.mark.parametrize("amounts", [("0.25",), ("0.25", "0.25"), ("0", "0.25")])
def test_one_amount_that_does_not_add_up_is_a_deduction(amounts: tuple[str, ...]) -> None:
    """R25: so much for each mistake."""
    assert PartialMarks(deduction=mark_from_text("0.25")) == of_steps(*amounts)


def test_steps_without_an_amount_say_nothing_about_marks() -> None:
    """Full mark or zero."""
    assert PartialMarks() == of_steps("0", "0") == of_steps()


def test_a_step_above_the_whole_is_not_understood() -> None:
    """Nothing is guessed."""
    assert of_steps("2.01") is None
    assert of_steps("3", "2") is None


def test_two_hundred_partial_marks_are_enough() -> None:
    """As many as an expert may choose from, and no more."""
    dense = of_steps("0.01", "0.03", mark_max="1.99")
    assert dense is not None
    assert dense.allowed is not None
    assert ALLOWED_MARKS_MAX == len(dense.allowed)
    assert of_steps("0.01", "0.03", mark_max="2") is None
    assert of_steps(*(f"0.{n:02d}" for n in range(1, 21)), mark_max="2.10") is None
    assert of_steps(*(f"0.{n:02d}" for n in range(1, 31)), mark_max="4.65") is None


def test_partial_marks_are_not_cut_off_at_two_hundred() -> None:
    """Where one more row, or one more mistake, gives more marks, there are too many, and it is told soon."""
    parts = of_steps(*["0.01"] * 199, mark_max="1.99")
    assert parts is not None
    assert parts.allowed == marks(*(mark_text(n * UNITS_PER_HUNDREDTH) for n in range(200)))
    assert of_steps(*["0.01"] * 200) is None
    assert of_steps("0.01", "0.05", mark_max="3") is None
    assert of_steps("0.01", "0.02", mark_max="999999") is None


def test_a_step_is_a_line_of_text() -> None:
    """With its amount, when it has one."""
    assert ("joint (0.25)", "note") == (Step("joint", 45_000).line, Step("note", 0).line)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("17 Web Development", ("17", "Web Development")),
        ("17. Web", ("17", "Web")),
        ("17: Web\nline", ("17", "Web\nline")),
        ("R71 – Сварка", ("R71", "Сварка")),
        ("ABC1234Z x", ("ABC1234Z", "x")),
        ("ABCD1 x", ("", "ABCD1 x")),
        ("12345 x", ("", "12345 x")),
        ("17", ("", "17")),
        ("Web 17", ("", "Web 17")),
    ],
)
def test_a_title_is_a_number_and_a_name(text: str, parts: tuple[str, str]) -> None:
    """The number comes first, with or without a mark between, or there is none."""
    assert parts == title_parts(text)


def test_a_title_is_written_so_that_it_is_read() -> None:
    """A name that begins like a separator needs one before it."""
    assert "17 Web" == title_text("17", "Web")
    assert "17: - Web" == title_text("17", "- Web")
    assert "Web" == title_text("", "Web")


@pytest.mark.parametrize(
    ("value", "text", "write", "read"),
    [
        (marks("0", "0.5", "2"), "0.00; 0.50; 2.00", allowed_marks_text, allowed_marks_from),
        ((), "none", allowed_marks_text, allowed_marks_from),
        (
            (Band(Decimal("9.95"), Decimal("10.05"), mark_from_text("1")), Band(None, Decimal("9"), 0)),
            "9.95..10.05 = 1.00; ..9 = 0.00",
            bands_text,
            bands_from,
        ),
        ((Band(Decimal("1E+3"), None, 0),), "1000.. = 0.00", bands_text, bands_from),
        ((), "none", bands_text, bands_from),
        (
            MarkingRules(JudgementRule(5, 10, None, 1, drops_extremes=True), "each_aspect", 3, 7, "own"),
            "judges = 5; scale = 10; spread_max = none; lowest = 1; drops_extremes = yes; "
            "rounding = each_aspect; measurers = 3; appeals_until_ms = 7; panel_devices = own",
            rules_text,
            rules_from,
        ),
        (
            JudgementRule(),
            "judges = 3; scale = 3; spread_max = 1; lowest = 0; drops_extremes = no",
            judging_text,
            lambda text: rules_from(text).judging,
        ),
    ],
)
def test_a_rule_is_one_line_and_back(
    value: Any, text: str, write: Callable[[Any], str], read: Callable[[str], Any]
) -> None:
    """R25, R28: what a workbook has no column for."""
    assert (text, value) == (write(value), read(text))


def test_what_a_rule_does_not_say_is_the_fields_rule() -> None:
    """As in the JSON document; blanks do not count."""
    assert MarkingRules(JudgementRule(judges=5)) == rules_from(" judges=5 ")
    assert (Band(None, None, 180_000),) == bands_from("..=1")
    assert marks("1") == allowed_marks_from("1,00")


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (rules_from, "judges"),
        (rules_from, "judging = 3"),
        (rules_from, "speed = 3"),
        (rules_from, "judges = none"),
        (rules_from, "judges = 1234567890123456"),
        (rules_from, "rounding = down"),
        (rules_from, "judges = 3; ; scale = 3"),
        (bands_from, "1..2"),
        (bands_from, "1-2 = 1.00"),
        (bands_from, "1..2 = 1.00 x"),
        (bands_from, "." * 32_000),
        (bands_from, f"{'1' * 12}..{' ' * 64}2 = 1"),
    ],
)
def test_what_is_no_rule_is_refused(read: Callable[[str], Any], text: str) -> None:
    """Named by its first forty characters."""
    with pytest.raises(RuleBroken) as caught:
        read(text)

    assert "rule_text_malformed" == caught.value.code
    assert caught.value.details["value"] in (text[:40], "", *text.split("; "))


def header(**texts: str) -> Row:
    """Return a header row."""
    return Row(1, {letter: Cell(text) for letter, text in texts.items()})


def test_the_texts_of_scores_are_not_taken_for_the_scores() -> None:
    """The header of the extra description names both; without one of its own the score is at its letter."""
    long = "Extra Aspect Description OR Judgement Score Description"
    row = header(A="Sub Criteria ID", C="Type", D="Aspect - Description", F=long, I="Max Mark")

    letters = PLAIN.aspects.header(row)

    assert letters is not None
    assert ("F", "E") == (letters["extra"], letters["score"])


def test_a_column_of_our_own_needs_its_header() -> None:
    """Nothing is read from the right of a foreign file."""
    usual = header(A="Sub Criterion ID", B="Sub Criterion Name", D="Type", E="Aspect description", K="Max")
    row = Row(1, {**usual.cells, "P": Cell("Aspect ID"), "R": Cell("Deduction")})

    letters, more = BLOCKS.aspects.header(usual), BLOCKS.aspects.header(row)

    assert letters is not None
    assert more is not None
    assert {"aspect_id": "P", "deduction": "R"} == {k: v for k, v in more.items() if k not in letters}
