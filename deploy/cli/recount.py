"""The verb `recount`: count everything again from the log and compare it with what the boards show."""

import asyncio
import time
from collections.abc import Iterator
from typing import Annotated, Any

import aiohttp
import typer
from aiokafka import TopicPartition

from deploy.cli.output import print_json, screen
from deploy.embedded.config import load_settings
from deploy.embedded.state import load_state
from deploy.recount import Recount, Standing
from shared import codec
from shared.codec import NotJson
from shared.config import KafkaSettings
from shared.kafka import reader, records
from shared.topics import MARK_ENTRIES

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
    settings = load_settings()
    environment = dict(settings.kafka_environment)
    if url is None or not settings.kafka_external:
        addresses = load_state(settings.var).addresses
        environment.setdefault("KAFKA_BOOTSTRAP_SERVERS", addresses.kafka)
        url = url or addresses.public_url
    result = asyncio.run(_recount(KafkaSettings.from_env(environment), url))
    if json:
        print_json(result)
    else:
        _print(result)
    raise typer.Exit(0 if result["equal"] else 1)


async def _recount(kafka: KafkaSettings, url: str) -> dict[str, Any]:
    began = time.perf_counter()
    count = Recount()
    unread = 0
    async with reader(kafka) as consumer:
        places = [
            TopicPartition(MARK_ENTRIES.name, n) for n in range(MARK_ENTRIES.partitions(kafka.partitions))
        ]
        ends = await consumer.end_offsets(places)
        for place in places:
            async for record in records(consumer, place, 0, ends[place]):
                try:
                    document = codec.decode(record.value or b"")
                    count.take(document)
                except (NotJson, KeyError, TypeError):
                    unread += 1  # scoring has sent these to dead-letters
    counted_s = time.perf_counter() - began
    differences, hidden = await _compare(count.standings(), url)
    return {
        "equal": not differences,
        "entries": count.entries,
        "seconds": round(counted_s, 3),
        "skills": len(count.standings()),
        "skills_hidden": hidden,
        "records_unread": unread,
        "differences": differences,
    }


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
            f"in {result['seconds']} s; every board shows the same."
        )
    for difference in result["differences"][:DIFFERENCES_SHOWN]:
        screen.print(difference, highlight=False)
    more = len(result["differences"]) - DIFFERENCES_SHOWN
    if more > 0:
        screen.print(f"... and {more} more differences.")
    if result["skills_hidden"]:
        screen.print(
            f"{result['skills_hidden']} boards hide their marks from the public and were not compared."
        )
