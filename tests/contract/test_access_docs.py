"""docs/http/access.md tells the truth: its examples are sent in order, and the answers are what it says."""

import json
import re
from pathlib import Path
from typing import Any

from tests.ingest_door import Door, Reply

PAGE = Path(__file__).parents[2] / "docs" / "http" / "access.md"
ANYTHING = "…"


def exchanges() -> list[tuple[str, str]]:
    """Return each request of the page with the answer that follows it."""
    blocks = re.findall(r"```http\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    answers = [block for block in blocks if block.startswith("HTTP/1.1 ")]
    requests = [block for block in blocks if not block.startswith("HTTP/1.1 ")]
    assert blocks == [block for pair in zip(requests, answers, strict=True) for block in pair]
    return list(zip(requests, answers, strict=True))


def filled(text: str, known: dict[str, str]) -> str:
    """Return ``text`` with every known name replaced by its value."""
    return re.sub(r"\$([A-Z]+)", lambda found: known.get(found[1], found[0]), text)


async def send(door: Door, request: str, known: dict[str, str]) -> Reply:
    """Send a request as it is written on the page."""
    head, _, body = filled(request, known).partition("\n\n")
    first, *headers = head.splitlines()
    method, path = first.split(" ")
    fields = dict(header.split(": ", 1) for header in headers)
    return await door.call(method, path, body.encode() or None, headers=fields)


def compare(told: Any, found: Any, known: dict[str, str]) -> None:
    """Check an answer against the page; a name that is not known yet takes the value that came."""
    if isinstance(told, str) and told.startswith("$"):
        known.setdefault(told[1:], found)
        assert known[told[1:]] == found
    elif isinstance(told, dict):
        assert told.keys() == found.keys()
        for name in told:
            compare(told[name], found[name], known)
    elif isinstance(told, list):
        assert len(told) == len(found)
        for one, other in zip(told, found, strict=True):
            compare(one, other, known)
    elif told != ANYTHING:
        assert told == found


async def test_the_examples_of_the_page_are_true(door: Door) -> None:
    """Requests, statuses and bodies, from the first account to the switched device."""
    known = {"ADMINISTRATOR": door.administrator()}

    for request, answer in exchanges():
        head, _, body = answer.partition("\n\n")
        reply = await send(door, request, known)
        assert (int(head.split(" ")[1]), request) == (reply.status, request), reply.body
        compare(json.loads(body), reply.document, known)


def test_every_route_of_access_is_on_the_page(door: Door) -> None:
    """What is not told is not found."""
    page = PAGE.read_text("utf-8")
    mine = ("accounts", "sessions", "tokens", "pairings", "devices", "pins")

    paths = [path for path in door.app.openapi()["paths"] if path.split("/")[3] in mine]

    assert 14 == len(paths)
    assert [] == [
        path for path in paths if path not in page and path.replace("{session}", "$SESSION") not in page
    ]
