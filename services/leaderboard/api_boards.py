"""Boards over HTTP: as JSON, as tables for programs that want rows, and how the totals came about."""

from typing import Any

from fastapi import FastAPI, Request, Response
from redis.asyncio import Redis

from services.leaderboard import flat
from services.leaderboard.api_answers import answer
from services.leaderboard.feed import Standing
from services.leaderboard.reading import read_board
from shared import codec, keys
from shared.domain.errors import RuleBroken
from shared.domain.publication import AudienceClass

JSON = "application/json"


def add_boards(api: FastAPI, redis: Redis, audience: AudienceClass) -> None:
    """Add the routes; the forms come first, because a board's address may hold anything."""

    async def found(board_id: str) -> Standing:
        standing = await read_board(redis, audience, board_id)
        if standing is None:
            raise RuleBroken("unknown_board", value=board_id[:80])
        return standing

    @api.head("/api/v1/boards/{board_id:path}.csv", include_in_schema=False)
    @api.get("/api/v1/boards/{board_id:path}.csv", summary="The rows of a board as CSV")
    async def board_csv(board_id: str, request: Request) -> Response:
        """Return the rows, first place first, under a header; UTF-8."""
        one = await found(board_id)
        return answer(request, _tag(one, "csv"), lambda: _csv(one), "text/csv")

    @api.head("/api/v1/boards/{board_id:path}.xml", include_in_schema=False)
    @api.get("/api/v1/boards/{board_id:path}.xml", summary="The rows of a board as XML")
    async def board_xml(board_id: str, request: Request) -> Response:
        """Return an element for each row, with an element for each value."""
        one = await found(board_id)
        return answer(request, _tag(one, "xml"), lambda: _xml(one), "application/xml")

    @api.head("/api/v1/boards/{board_id:path}.json", include_in_schema=False)
    @api.get(
        "/api/v1/boards/{board_id:path}.json", summary="A board as JSON, or with ?flat as a list of rows"
    )
    async def board_json(board_id: str, request: Request) -> Response:
        """Return the board; with the parameter ``flat`` a list of rows that hold plain values only."""
        one = await found(board_id)
        if "flat" not in request.query_params:
            return answer(request, _tag(one), lambda: _json(one), JSON)
        return answer(request, _tag(one, "flat"), lambda: _rows(one), JSON)

    @api.head("/api/v1/boards/{board_id:path}/timeline", include_in_schema=False)
    @api.get("/api/v1/boards/{board_id:path}/timeline", summary="How the totals of a skill came about")
    async def board_timeline(board_id: str, request: Request) -> Response:
        """Return the points that this audience may know, oldest first; each holds the rows that changed."""
        one = await found(keys.timeline_board(board_id))
        return answer(request, _tag(one), lambda: _timeline(one), JSON)

    @api.head("/api/v1/boards/{board_id:path}", include_in_schema=False)
    @api.get("/api/v1/boards/{board_id:path}", summary="A board as it stands now")
    async def board(board_id: str, request: Request) -> Response:
        """Return board, epoch and version; 304 when the caller's ETag still holds."""
        one = await found(board_id)
        return answer(request, _tag(one), lambda: _json(one), JSON)


def _tag(standing: Standing, form: str = "") -> str:
    return f"{standing.epoch}-{standing.version}" + (form and f".{form}")


def _place(standing: Standing) -> dict[str, Any]:
    return {
        "board": standing.board,
        "epoch": standing.epoch,
        "version": standing.version,
        "at_ms": standing.at_ms,
    }


def _json(standing: Standing) -> bytes:
    return codec.encode({**_place(standing), "data": codec.raw(standing.data)})


def _rows(standing: Standing) -> bytes:
    return codec.encode(flat.flat_rows(codec.decode(standing.data)))


def _csv(standing: Standing) -> str:
    return flat.as_csv(codec.decode(standing.data))


def _xml(standing: Standing) -> str:
    board = codec.decode(standing.data)
    place = _place(standing)
    return flat.as_xml(board, id=place.pop("board"), kind=board["kind"], **place)


def _timeline(standing: Standing) -> bytes:
    board = codec.decode(standing.data)
    points = sorted(board["rows"].values(), key=lambda point: int(point["at_ms"]))
    return codec.encode({**_place(standing), **board["head"], "points": points})
