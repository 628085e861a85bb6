"""What is said of a rule that cannot be read, and how long one may be."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.domain.errors import RuleBroken
from shared.domain.units import UNITS_PER_MARK
from shared.domain.workbook.rule_text import bands_from, rules_from

LONG = "a rule that goes on and on, well beyond all that anybody would read"


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (rules_from, "judges = 5; speed = 3; scale = 3", "speed = 3"),
        (rules_from, f"judges = 5; {LONG}", LONG[:40]),
        (rules_from, "judges = none; scale = 3", "judges = none; scale = 3"),
        (
            rules_from,
            "rounding = down; judges = 5; scale = 10; lowest = 1",
            "rounding = down; judges = 5; scale = 10;",
        ),
        (bands_from, "1..2 = 1.00; 2-3 = 0.50", "2-3 = 0.50"),
        (bands_from, LONG, LONG[:40]),
        (bands_from, f"1..2 = 1.00; {'1' * 81}", "1" * 40),
    ],
)
def test_a_rule_that_cannot_be_read_is_quoted(read: Callable[[str], Any], text: str, value: str) -> None:
    """The part that is none, or the whole where the parts do not fit; forty characters of it."""
    with pytest.raises(RuleBroken) as caught:
        read(text)

    assert ("rule_text_malformed", {"value": value}) == (caught.value.code, caught.value.details)


def test_one_band_may_have_eighty_characters() -> None:
    """Two numbers and a mark, with all the blanks that somebody may put between them."""
    fitting = f"1..{' ' * 70}2 = 1.0"

    assert 80 == len(fitting)
    assert [UNITS_PER_MARK] == [band.mark for band in bands_from(fitting)]
    with pytest.raises(RuleBroken):
        bands_from(fitting + "0")
