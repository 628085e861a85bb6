"""The verbs `bench ...`: timings on this machine, each as a ratio within one run.

A bench's module is imported when it is asked for: what it needs costs no other verb a thing.
"""

from enum import StrEnum
from typing import Annotated, Any

import typer

from deploy.cli import bench_gateway
from deploy.cli.output import print_json, remark, screen

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


class Page(StrEnum):
    """Who shows a board."""

    BOARD = "board"
    SCREEN = "screen"
    OVERLAY = "overlay"


verbs = typer.Typer(help="Time Bayge on this machine.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the group to the command."""
    verbs.command()(bench_gateway.gateway)
    app.add_typer(verbs, name="bench")


@verbs.command()
def scoring(
    submissions: Annotated[int, typer.Option(min=100, max=24_000, help="How many, of 8 marks.")] = 24_000,
    json: Json = False,
) -> None:
    """Time one scoring process, beside a plain Faust agent and, if installed, Quix Streams."""
    from deploy.bench import scoring as bench

    _tell(bench.measured(submissions, remark), json)


@verbs.command()
def latency(
    rate: Annotated[float, typer.Option(min=1, help="Submissions a second.")] = 200,
    viewers: Annotated[int, typer.Option(min=30, help="Viewers, spread over all boards.")] = 2000,
    seconds: Annotated[int, typer.Option(min=10, help="How long experts submit.")] = 40,
    direct: Annotated[
        bool, typer.Option("--direct", help="Viewers on the gateway, not on the public origin.")
    ] = False,
    json: Json = False,
) -> None:
    """Time the way from an expert's POST to the frame on a viewer's socket."""
    from deploy.bench import latency as bench

    _tell(bench.measured(bench.Load(rate, viewers, seconds, direct), remark), json)


@verbs.command()
def pixels(
    rate: Annotated[float, typer.Option(min=0.2, max=10, help="Submissions a second, to one board.")] = 2,
    submissions: Annotated[int, typer.Option(min=20, max=400, help="How many.")] = 200,
    json: Json = False,
) -> None:
    """Time the way from an expert's POST to the board painted in a browser."""
    from deploy.bench import pixels as bench

    _tell(bench.measured(bench.Load(rate, submissions), remark), json)


@verbs.command()
def replay(
    submissions: Annotated[int, typer.Option(min=100, max=24_000, help="How many, of 8 marks.")] = 24_000,
    json: Json = False,
) -> None:
    """Time a recount of a whole championship's log, and the start of scoring on it."""
    from deploy.bench import replay as bench

    _tell(bench.measured(submissions, remark), json)


@verbs.command()
def web(
    rows: Annotated[int, typer.Option(min=2, max=200, help="Competitors on the board.")] = 50,
    steps: Annotated[int, typer.Option(min=1, help="How often all of them change places.")] = 20,
    page: Annotated[Page, typer.Option(help="The site, a screen of the hall, an overlay.")] = Page.BOARD,
    json: Json = False,
) -> None:
    """Time the page's main thread in a browser while all rows of a board move."""
    from deploy.bench import web as bench

    _tell(bench.measured(bench.Ride(rows, steps, page.value), remark), json)


def _tell(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(result)
        return
    for name, value in result.items():
        said = "not measured" if value is None else f"{value:,}" if isinstance(value, int | float) else value
        screen.print(f"{name.replace('_', ' '):36} {said}", highlight=False)
