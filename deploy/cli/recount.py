"""The verb `recount`: count everything again from the log and compare it with what the boards show."""

import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated, Any

import aiohttp
import typer

from deploy.cli.connection import log_settings
from deploy.cli.output import print_json, screen
from deploy.embedded.config import load_settings
from deploy.embedded.state import load_state
from deploy.recount import Standing
from deploy.recount_log import read_log
from shared import codec, process
from shared.codec import NotJson
from shared.config import KafkaSettings
from shared.domain.championship import skill_key
from shared.domain.errors import RuleBroken
from shared.domain.events import SheetTotal, sheet_total_from_document
from shared.domain.units import mark_text
from shared.kafka import whole
from shared.topics import TOTALS

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
DIFFERENCES_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command()(recount)


def recount(
    url: Annotated[
        str | None, typer.Option(help="Where the boards are read; default: the running stack.")
    ] = None,
    json: Json = False,
) -> None:
    """Count every mark again from offset 0, by a way of its own, and compare with the public boards."""
    url = url or load_state(load_settings().var).addresses.public_url
    result = process.run(_recount(log_settings(), url))
    if json:
        print_json(result)
    else:
        _print(result)
    raise typer.Exit(0 if result["equal"] else 1)


async def _recount(kafka: KafkaSettings, url: str) -> dict[str, Any]:
    began = time.perf_counter()
    count, unread = await read_log(kafka)
    running = await _running_totals(kafka)
    counted_s = time.perf_counter() - began
    standings = count.standings()
    differences = list(_from_running(standings, running))
    from_boards, hidden = await _compare(standings, url)
    differences += from_boards
    return {
        "equal": not differences,
        "entries": count.entries,
        "seconds": round(counted_s, 3),
        "skills": len(standings),
        "skills_hidden": hidden,
        "records_unread": unread,
        "differences": differences,
    }


async def _running_totals(kafka: KafkaSettings) -> dict[tuple[str, str], tuple[str, str, int]]:
    """Return total, marked and aspects of each competitor as scoring keeps them, by skill and competitor."""
    latest: dict[bytes, tuple[int, SheetTotal]] = {}
    async for record in whole(kafka, TOTALS):
        try:
            sheet, offset = sheet_total_from_document(codec.decode(record.value or b""))
        except (NotJson, RuleBroken):
            continue  # the leaderboard leaves it out, too; what it should have said shows as a difference
        latest[record.key] = max(latest.get(record.key, (-1, sheet)), (offset, sheet))
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for _, sheet in latest.values():
        summed = sums[skill_key(sheet.championship, sheet.skill), sheet.competitor]
        for index, part in enumerate((sheet.mark, sheet.mark_max_marked, sheet.aspects_marked)):
            summed[index] += part
    return {who: (mark_text(mark), mark_text(marked), n) for who, (mark, marked, n) in sums.items()}


def _from_running(
    standings: dict[str, dict[str, Standing]], running: dict[tuple[str, str], tuple[str, str, int]]
) -> Iterator[str]:
    """Yield where the running totals differ from what was counted; they exist whatever the public may see."""
    for key, skill in sorted(standings.items()):
        for competitor, counted in sorted(skill.items()):
            kept = running.get((key, competitor), ("0.00", "0.00", 0))
            if (counted.total or "0.00", counted.marked, counted.aspects) != kept:
                yield f"{key} {competitor}: counted {counted}, scoring keeps {kept}"


async def _compare(expected: dict[str, dict[str, Standing]], url: str) -> tuple[list[str], int]:
    """Return every difference in words, and how many boards hide their marks from the public."""
    differences: list[str] = []
    hidden = 0
    async with aiohttp.ClientSession(url) as session:
        for key, standings in sorted(expected.items()):
            async with session.get(f"/api/v1/boards/{key}") as answer:
                if answer.status != 200:
                    differences.append(f"{key}: there is no board ({answer.status})")
                    continue
                board = (await answer.json())["data"]
            if board["head"]["policy"] == "live":
                differences += _differences(key, standings, board["rows"])
            else:
                hidden += 1
    return differences, hidden


def _differences(key: str, standings: dict[str, Standing], rows: dict[str, Any]) -> Iterator[str]:
    for competitor in sorted(standings.keys() | rows.keys()):
        row = rows.get(competitor)
        shown = None if row is None else Standing(row["place"], row["total"], row["marked"], row["aspects"])
        counted = standings.get(competitor)
        if shown != counted:
            yield f"{key} {competitor}: counted {counted}, shown {shown}"


def _print(result: dict[str, Any]) -> None:
    if result["equal"]:
        screen.print(
            f"[green]Equal.[/] {result['entries']} entries of {result['skills']} skills counted again "
            f"in {result['seconds']} s; scoring keeps the same, and every board that shows marks does."
        )
    for difference in result["differences"][:DIFFERENCES_SHOWN]:
        screen.print(difference, highlight=False)
    more = len(result["differences"]) - DIFFERENCES_SHOWN
    if more > 0:
        screen.print(f"... and {more} more differences.")
    if result["skills_hidden"]:
        screen.print(
            f"{result['skills_hidden']} boards hide their marks: their running totals were compared."
        )
