"""The verb `simulate`: play a whole championship and check every board against an independent reckoning."""

import asyncio
import os
import signal
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from deploy.cli.connection import connection, log_settings
from deploy.cli.output import complain, print_json, remarks, screen
from deploy.embedded.config import REPOSITORY
from deploy.recount_log import recounted
from deploy.samples import SAMPLES, SampleDamaged, championship_bundle
from deploy.simulator.arrange import CannotPlay
from deploy.simulator.http_api import ApiRefused
from deploy.simulator.officials import ActRefused
from deploy.simulator.plan import CannotPlan
from deploy.simulator.progress import View
from deploy.simulator.run import Order
from deploy.simulator.run import simulate as play
from deploy.simulator.summary import Summary
from deploy.simulator.viewers import BoardsMissing
from shared import codec
from shared.config import samples_folder
from shared.domain.errors import RuleBroken

VIEWERS = 30
MISMATCHES_SHOWN = 20
EXPECTED = (ActRefused, ApiRefused, BoardsMissing, CannotPlan, CannotPlay, RuleBroken, SampleDamaged)


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command()(simulate)


def simulate(
    championship: Annotated[str, typer.Argument(help=f"{', '.join(SAMPLES)}, or a bundle (.json).")],
    url: Annotated[str | None, typer.Option(help="Where Bayge is; default: the running stack.")] = None,
    token: Annotated[
        str | None, typer.Option(help="Administrator's token; default: BAYGE_TOKEN, or made.")
    ] = None,
    seed: Annotated[str, typer.Option(help="The same seed plays the same championship.")] = "bayge",
    speed: Annotated[float | None, typer.Option(min=0.01, help="Times real time; default: lively.")] = None,
    rate: Annotated[
        float | None, typer.Option(min=0.01, help="At most this many submissions a second.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0, help="Stop after this long; 0: when all is marked.")] = 0,
    viewers: Annotated[
        int, typer.Option(min=0, help="Sockets that watch; at least one for each skill.")
    ] = VIEWERS,
    no_import: Annotated[bool, typer.Option("--no-import", help="Play only what is there already.")] = False,
    to_the_end: Annotated[
        bool, typer.Option("--to-the-end", help="Appeals, recount, every skill final, awards; reads the log.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Play experts and viewers of a championship, then compare every board with what it must show.

    Exit code 0: every board is right and no mark was lost. 1: not so. Ctrl-C ends the sending; the boards are
    compared all the same. A championship that has marks already is left alone and a copy of it is played.
    """
    try:
        bundle = _bundle(championship, seed)
        door = connection(url, token)
        count_again = partial(recounted, log_settings()) if to_the_end else None
        order = Order(
            door.base_url, door.token, seed, viewers, speed, rate, seconds, not no_import, count_again
        )
        summary = asyncio.run(_simulate(bundle, order))
    except EXPECTED as fault:
        complain(str(fault))
        raise typer.Exit(1) from fault
    if json:
        print_json(summary.document())
    else:
        _print(summary)
    raise typer.Exit(0 if summary.is_right else 1)


def _bundle(championship: str, seed: str) -> Mapping[str, Any]:
    """Return the bundle that the argument names: a sample, else a file."""
    if championship in SAMPLES:
        return championship_bundle(championship, seed, samples_folder(os.environ, REPOSITORY))
    return read_bundle(Path(championship))


def read_bundle(path: Path) -> Mapping[str, Any]:
    """Return the championship bundle in the file at ``path``; exits with a sentence when there is none."""
    try:
        bundle = codec.decode(path.read_bytes())
    except OSError as fault:
        complain(f"Cannot read {path}: {fault.strerror}. The samples are {', '.join(SAMPLES)}.")
        raise typer.Exit(2) from fault
    except codec.NotJson as fault:
        complain(f"{path} is not JSON ({fault}): give a championship bundle.")
        raise typer.Exit(1) from fault
    if not isinstance(bundle, dict) or not {"championship", "skills", "people"} <= bundle.keys():
        complain(f"{path} is not a championship bundle: it needs championship, skills and people.")
        raise typer.Exit(1)
    return bundle


async def _simulate(bundle: Mapping[str, Any], order: Order) -> Summary:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stop.set)
    return await play(bundle, order, View(remarks), stop)


def _print(summary: Summary) -> None:
    table = Table(title=f"{summary.championship}, seed {summary.seed}", show_header=False)
    for name, value in _lines(summary):
        table.add_row(name, value)
    screen.print(table)
    for mismatch in summary.mismatches[:MISMATCHES_SHOWN]:
        complain(
            f"{mismatch.skill} {mismatch.competitor}: {mismatch.field} is {mismatch.shown},"
            f" must be {mismatch.expected}"
        )
    if len(summary.mismatches) > MISMATCHES_SHOWN:
        complain(f"{len(summary.mismatches) - MISMATCHES_SHOWN} more differences: see --json.")
    if summary.refusals:
        complain(f"Refused against the plan: {', '.join(summary.refusals)}.")
    if summary.unanswered:
        complain(f"{summary.unanswered} submissions never had an answer.")


def _lines(summary: Summary) -> list[tuple[str, str]]:
    s = summary
    return [
        ("Submissions", f"{s.submissions} in {s.seconds:.1f} s, {s.submissions_per_second:.1f}/s"),
        ("Became", f"{s.counted} counted, {s.waiting} waiting, {s.set_aside} set aside, {s.refused} refused"),
        ("Entries counted", f"{s.entries}"),
        ("Not as planned", f"{s.unexpected} other than planned, {s.unanswered} without answer"),
        ("Sent twice", f"{s.repeats}, {s.repeats_differing} answered differently"),
        ("Tries again", f"{s.retries}"),
        ("POST to verdict", f"{_ms(s.verdict_p50_ms)} p50, {_ms(s.verdict_p99_ms)} p99"),
        ("POST to frame", f"{_ms(s.frame_p50_ms)} p50, {_ms(s.frame_p99_ms)} p99, {s.viewers} viewers"),
        ("Officials", f"{s.acts} acts, {s.forms_locked} forms locked"),
        *_ending_lines(s.ending),
        ("Boards", f"{s.boards_equal} of {s.boards_checked} show exactly what they must"),
    ]


def _ending_lines(ending: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    if ending is None:
        return []
    awards = ", ".join(f"{count} {kind}" for kind, count in sorted(ending["awards"].items()))
    leading = ending["members"][0] if ending["members"] else {"member": "-", "points": 0}
    return [
        ("Appeals", f"{ending['appeals']}, {ending['corrections']} with a correction"),
        ("Recount", f"{ending['entries_recounted']} entries, equal; {ending['skills_final']} skills final"),
        ("Awards", f"{awards}; the office: {ending['office']}"),
        ("Best team", f"{leading['member']}, {leading['points']} points"),
    ]


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} ms"
