"""Read a field of a JSON document as the kind that it must be: nothing is turned into something else.

``str(x)`` and ``int(x)`` would make text of a list and a number of a text; a record that is wrong must be
told, not taken. All raise ``TypeError``; whoever reads the record makes a refusal of it.
"""

from typing import Any


def text(value: Any) -> str:
    """Return ``value``, a text."""
    if type(value) is not str:
        raise TypeError(f"text is needed, not {value!r:.80}")
    return value


def text_or_none(value: Any) -> str | None:
    """Return ``value``, a text or nothing."""
    return None if value is None else text(value)


def texts(value: Any) -> tuple[str, ...]:
    """Return ``value``, a list of texts."""
    if type(value) not in (list, tuple):
        raise TypeError(f"a list is needed, not {value!r:.80}")
    return tuple(map(text, value))


def whole(value: Any) -> int:
    """Return ``value``, a whole number."""
    if type(value) is not int:
        raise TypeError(f"a whole number is needed, not {value!r:.80}")
    return value


def whole_or_none(value: Any) -> int | None:
    """Return ``value``, a whole number or nothing."""
    return None if value is None else whole(value)


def is_so(value: Any) -> bool:
    """Return ``value``, true or false."""
    if type(value) is not bool:
        raise TypeError(f"true or false is needed, not {value!r:.80}")
    return value
