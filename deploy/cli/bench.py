"""The verbs `bench ...`: timings on this machine, each as a ratio within one run.

A bench's module is imported when it is asked for: what it needs costs no other verb a thing.
"""

from typing import Annotated, Any

import typer

from deploy.cli.output import print_json, remark, screen

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

verbs = typer.Typer(help="Time Bayge on this machine.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the group to the command."""
    app.add_typer(verbs, name="bench")


@verbs.command()
def scoring(
    submissions: Annotated[int, typer.Option(min=100, max=24_000, help="How many, of 8 marks.")] = 24_000,
    json: Json = False,
) -> None:
    """Time one scoring process, beside a plain Faust agent and, if installed, Quix Streams."""
    from deploy.bench import scoring as bench

    _tell(bench.measured(submissions, remark), json)


def _tell(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(result)
        return
    for name, value in result.items():
        said = "not measured" if value is None else f"{value:,}" if isinstance(value, int | float) else value
        screen.print(f"{name.replace('_', ' '):36} {said}", highlight=False)
