"""A page of docs/http whose examples are sent in order, and compared with what comes back."""

import json
import re
from pathlib import Path
from typing import Any

from tests.ingest_door import Door, Reply

DOCS = Path(__file__).parents[1] / "docs" / "http"
ANYTHING = "…"


def exchanges(page: Path) -> list[tuple[str, str]]:
    """Return each request of ``page`` with the answer that follows it."""
    blocks = re.findall(r"```http\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
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


async def check_page(page: Path, door: Door) -> None:
    """Send every request of ``page`` to ``door`` and check each answer, status and body."""
    known = {"ADMINISTRATOR": door.administrator()}
    for request, answer in exchanges(page):
        head, _, body = answer.partition("\n\n")
        reply = await send(door, request, known)
        assert (int(head.split(" ")[1]), request) == (reply.status, request), reply.body
        compare(json.loads(body), reply.document, known)
