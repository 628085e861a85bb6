"""The examples of docs/http/acts.md are what ingest does, one after the other."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from services.ingest.official_acts import TYPES
from tests.builders import panel_skill
from tests.ingest_door import Door

DOC = Path(__file__).parents[2] / "docs" / "http" / "acts.md"
_EXAMPLE = re.compile(
    r"```http\nPOST (?P<path>\S+)\nas: (?P<role>\w+) (?P<who>\S+)(?: of (?P<member>\w+))?\n"
    r"(?P<sent>{.*?})\n\n(?P<status>\d+)\n(?P<answer>{.*?})\n```",
    re.DOTALL,
)


class Example(NamedTuple):
    """One request and what is said of its answer."""

    path: str
    role: Any
    who: str
    member: str
    sent: Any
    status: int
    answer: Any


def examples() -> list[Example]:
    """Return the examples in their order."""
    return [
        Example(
            found["path"],
            found["role"],
            found["who"],
            found["member"] or "",
            json.loads(found["sent"]),
            int(found["status"]),
            json.loads(found["answer"]),
        )
        for found in _EXAMPLE.finditer(DOC.read_text())
    ]


def shown(said: Any, real: Any) -> Any:
    """Return the part of ``real`` that ``said`` shows."""
    if isinstance(said, dict) and isinstance(real, dict):
        return {name: shown(value, real[name]) for name, value in said.items() if name in real}
    if isinstance(said, list) and isinstance(real, list):
        return [shown(said[at] if at < len(said) else None, value) for at, value in enumerate(real)]
    return real


def test_every_block_is_an_example_that_is_run() -> None:
    """A block that the test does not understand would be believed untried."""
    assert DOC.read_text().count("```http") == len(examples())


async def test_the_examples_are_answered_as_the_page_says() -> None:
    """On one skill, from top to bottom."""
    door = await Door().open(panel_skill())

    for example in examples():
        token = door.official(example.role, example.who, member=example.member)
        reply = await door.call("POST", example.path, json_body=example.sent, token=token)

        assert (example.status, example.answer) == (reply.status, shown(example.answer, reply.document))


def test_the_page_names_every_type() -> None:
    """An act that the page leaves out would be found by nobody."""
    assert set() == {kind for kind in TYPES if kind not in DOC.read_text()}
