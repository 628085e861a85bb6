"""What every route does: who asks, is everything read, what is asked for; answer with an ETag."""

import hashlib
from collections.abc import Callable
from typing import Any

from fastapi import Request, Response

from services.office.parts import Parts
from services.office.viewer import Part, Viewer
from shared import codec
from shared.domain.errors import RuleBroken

Document = dict[str, Any]
_OFFSET_DIGITS_MAX = 18
_AS_OF = frozenset({"offset", "offsets"})


class Unavailable(Exception):
    """The office is not ready; the same request may be repeated without harm."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def viewer_of(request: Request, parts: Parts) -> Viewer:
    """Return who asks, once everything that is known has been read."""
    if not all(parts.readiness().values()):  # before, no one knows which tokens were taken back
        raise Unavailable("not_ready")
    return Viewer(parts.doorkeeper.grant(request.headers.get("authorization")))


def asked(request: Request, name: str) -> str | None:
    """Return what the query says of ``name``; nothing when it says nothing."""
    return request.query_params.get(name) or None


def needed(request: Request, name: str) -> str:
    """Return what the query says of ``name``; raises ``RuleBroken("field_missing")``."""
    value = asked(request, name)
    if value is None:
        raise RuleBroken("field_missing", field=name)
    return value


async def skill_viewer(request: Request, parts: Parts, part: Part, championship: str, skill: str) -> Viewer:
    """Return who may see that part of the skill, once the caller's own write is folded, or nearly so."""
    book = parts.desk.book(viewer_of(request, parts), part, championship, skill)
    await parts.intake.reached(book.partition, _at_least(request), parts.offset_wait_s)
    return viewer_of(request, parts)  # the token may have died meanwhile


def _at_least(request: Request) -> int:
    """Return the offset of the caller's own write; -1 when there is none to wait for."""
    text = asked(request, "at_least")
    if text is None:
        return -1
    if not (text.isascii() and text.isdecimal() and len(text) <= _OFFSET_DIGITS_MAX):
        raise RuleBroken("field_wrong_type", field="at_least", expected="whole number")
    return int(text)


def answer(request: Request, document: Document) -> Response:
    """Return ``document``, or 304 when the caller has it; the offset alone makes no new document."""
    same = {name: value for name, value in document.items() if name not in _AS_OF}
    etag = f'"{hashlib.blake2b(codec.encode(same), digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    if "offset" in document:
        headers["Bayge-Offset"] = str(document["offset"])
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(codec.encode(document), 200, headers, "application/json")


async def body_of(request: Request, bytes_max: int) -> Any:
    """Return the JSON value in the body; raises ``body_too_large``, ``body_not_json``, ``not_json_type``."""
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise RuleBroken("not_json_type", value=kind)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > bytes_max:
            raise RuleBroken("body_too_large", limit=bytes_max)
    try:
        return codec.decode(bytes(body))
    except codec.NotJson as fault:
        raise RuleBroken("body_not_json", reason=str(fault)) from fault


async def skill_answer(
    request: Request,
    parts: Parts,
    part: Part,
    championship: str,
    skill: str,
    view: Callable[[Viewer, str, str], Document],
) -> Response:
    """Return what ``view`` shows of a skill."""
    viewer = await skill_viewer(request, parts, part, championship, skill)
    return answer(request, view(viewer, championship, skill))
