"""Boards read from Redis by whoever serves an audience: one, or those of a championship at one moment."""

from collections.abc import Iterable
from typing import Any, cast

from redis.asyncio import Redis

from services.leaderboard.feed import Position, Standing, is_current
from shared import keys
from shared.domain.publication import AudienceClass

_NOT_FED = frozenset({"screens", "overlays"})
"""What screens are told to do is no news for readers."""


async def read_board(redis: Redis, audience: AudienceClass, board_id: str) -> Standing | None:
    """Return the board as it stands; None when there is none."""
    found: dict[Any, Any] = await redis.hgetall(keys.board(audience, board_id))
    return _standing(board_id, found) if found else None


async def read_boards(redis: Redis, audience: AudienceClass, board_ids: Iterable[str]) -> list[Standing]:
    """Return boards as of one moment; those that are not there are left out."""
    wanted = list(board_ids)
    read = redis.pipeline(transaction=True)
    for board in wanted:
        read.hgetall(keys.board(audience, board))
    found = await read.execute()
    return [_standing(board, fields) for board, fields in zip(wanted, found, strict=True) if fields]


async def read_skills(redis: Redis, audience: AudienceClass, championship: str) -> list[str]:
    """Return the boards of a championship's skills, by name."""
    every = cast(set[bytes], await redis.smembers(keys.boards(audience)))
    parted = [name.decode().split("/") for name in every]
    return sorted(
        "/".join(parts)
        for parts in parted
        if len(parts) == 2 and parts[0] == championship and parts[1] not in keys.RESERVED_SKILLS
    )


async def read_feed(
    redis: Redis, audience: AudienceClass, championship: str, position: Position
) -> list[Standing]:
    """Return the boards of a championship as of one moment, with the frames of those that changed.

    Boards and frames are read in one transaction: between the two, no version can come.
    """
    every = cast(set[bytes], await redis.smembers(keys.boards(audience)))
    wanted = sorted(board for board in (name.decode() for name in every) if _is_fed(board, championship))
    read = redis.pipeline(transaction=True)
    for board in wanted:
        read.hmget(keys.board(audience, board), "epoch", "version")
    told = await read.execute()
    changed = [
        board
        for board, (epoch, version) in zip(wanted, told, strict=True)
        if epoch is None or not is_current(Standing(board, epoch.decode(), int(version), 0, b""), position)
    ]
    kept = [
        Standing(board, epoch.decode(), int(version), 0, b"")
        for board, (epoch, version) in zip(wanted, told, strict=True)
        if board not in changed
    ]
    for board in changed:
        read.hgetall(keys.board(audience, board))
        read.lrange(keys.history(audience, board), 0, -1)
    found = iter(await read.execute())
    fresh = [
        _standing(board, fields)._replace(frames=tuple(frames))
        for board, fields, frames in zip(changed, found, found, strict=False)
        if fields
    ]
    return sorted([*kept, *fresh])


def _is_fed(board: str, championship: str) -> bool:
    """Say whether a board is of the championship: its own, its results, its story, or a skill's."""
    first, _, rest = board.partition("/")
    return first == championship and "/" not in rest and rest not in _NOT_FED


def _standing(board_id: str, found: dict[Any, Any]) -> Standing:
    return Standing(
        board_id,
        found[b"epoch"].decode(),
        int(found[b"version"]),
        int(found[b"at_ms"]),
        found[b"data"],
    )
