"""What every route does: read the body, wait until ingest is ready, answer in the reader's language."""

from typing import Any

from fastapi import Request, Response

from services.ingest.bodies import read_json
from services.ingest.journal import Unavailable
from services.ingest.parts import Parts
from shared import codec


async def body(request: Request, bytes_max: int) -> Any:
    """Return the JSON value in the body of ``request``; raises what ``read_json`` raises."""
    headers = request.headers
    return await read_json(
        request.stream(), headers.get("content-type"), headers.get("content-length"), bytes_max
    )


def needs_all(parts: Parts) -> None:
    """Refuse to work before everything that is known has been read; raises ``Unavailable("not_ready")``."""
    if not all(parts.readiness().values()):
        raise Unavailable("not_ready")


def answer_json(document: object, status: int = 200) -> Response:
    """Return ``document`` as the answer; nobody keeps it."""
    return Response(codec.encode(document), status, {"Cache-Control": "no-store"}, "application/json")


def sender(request: Request) -> str:
    """Return the address that the request comes from, as the proxies that we trust say."""
    return request.client.host if request.client else ""
