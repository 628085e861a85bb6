"""The verb doctor: is this machine fit to run a championship, and what to do when it is not."""

from dataclasses import asdict
from typing import Annotated

import typer

from deploy.cli.output import print_json, screen
from deploy.embedded.checks import all_checks
from deploy.embedded.config import load_settings


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command()(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Check this machine: programs, Kafka's files, disk, memory, clock, port (exit code 1 when unfit)."""
    checks = []
    for check in all_checks(load_settings()):
        checks.append(check)
        if not as_json:
            mark = "[green]ok[/]  " if check.is_fine else "[red]bad[/] "
            screen.print(f"{mark} {check.name:<8} ", end="")
            screen.print(check.found, markup=False, highlight=False, soft_wrap=True)
            if check.advice:
                screen.print(f"              {check.advice}", markup=False, highlight=False, soft_wrap=True)
    is_fit = all(check.is_fine for check in checks)
    if as_json:
        print_json({"fit": is_fit, "checks": [{"fine": check.is_fine, **asdict(check)} for check in checks]})
    if not is_fit:
        raise typer.Exit(1)
