"""The title of a scheme: the number of the skill and its name in one cell, as in ``17 Web Development``."""

import re
from typing import Final

_TITLE: Final = re.compile(
    r"(?P<number>[A-Z]{0,3}[0-9]{1,4}[A-Z]?)(?:\s*[.:–—-])?\s+(?P<name>\S.*)", re.DOTALL
)


def title_parts(text: str) -> tuple[str, str]:
    """Return number and name; the number is empty when ``text`` does not begin with one."""
    found = _TITLE.fullmatch(text)
    return (found["number"], found["name"]) if found else ("", text)


def title_text(number: str, name: str) -> str:
    """Return the title of which ``title_parts`` makes ``number`` and ``name``, if there is one."""
    plain = f"{number} {name}".strip()
    return plain if title_parts(plain) == (number, name) else f"{number}: {name}"
