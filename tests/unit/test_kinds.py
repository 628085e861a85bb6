from collections.abc import Callable

import pytest

from shared.domain.kinds import is_so, text, text_or_none, texts, whole, whole_or_none


@pytest.mark.parametrize(
    ("read", "value", "told"),
    [
        (text, 1, "text is needed, not 1"),
        (text, None, "text is needed, not None"),
        (text_or_none, 1, "text is needed, not 1"),
        (texts, "abc", "a list is needed, not 'abc'"),
        (texts, [1], "text is needed, not 1"),
        (whole, "1", "a whole number is needed, not '1'"),
        (whole, True, "a whole number is needed, not True"),
        (whole, 1.0, "a whole number is needed, not 1.0"),
        (whole_or_none, "1", "a whole number is needed, not '1'"),
        (is_so, 1, "true or false is needed, not 1"),
        (text, [0] * 100, f"text is needed, not {str([0] * 100)[:80]}"),
    ],
)
def test_what_is_of_another_kind_is_told(read: Callable[[object], object], value: object, told: str) -> None:
    """A number is no text and a text no list; a long value is told by its beginning."""
    with pytest.raises(TypeError) as refused:
        read(value)

    assert told == str(refused.value)


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (text, "a", "a"),
        (text_or_none, None, None),
        (text_or_none, "a", "a"),
        (texts, ["a", "b"], ("a", "b")),
        (texts, ("a",), ("a",)),
        (whole, 0, 0),
        (whole_or_none, None, None),
        (whole_or_none, 2, 2),
        (is_so, False, False),
    ],
)
def test_what_is_of_its_kind_is_taken(
    read: Callable[[object], object], value: object, expected: object
) -> None:
    """As it is: only a list becomes a tuple."""
    assert expected == read(value)
