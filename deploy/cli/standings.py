"""The verb `standings`: places, scale, medals and team tables of any results file (R41 to R47)."""

from collections.abc import Collection
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.output import complain, print_json, remark
from deploy.cli.standings_count import standings_of
from deploy.cli.standings_file import Reading, above_maximum, read_standings
from deploy.cli.standings_result import standings_result
from deploy.cli.standings_view import print_standings
from shared.domain.errors import RuleBroken
from shared.domain.members import TeamTable
from shared.domain.presets import PRESETS, PresetName, ResultSettings
from shared.domain.units import mark_from_text

PROBLEMS_SHOWN = 50


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command()(standings)


def standings(
    file: Annotated[Path, typer.Argument(help="Columns skill, competitor, member, total (.csv).")],
    preset: Annotated[PresetName, typer.Option(help="Whose rules.")] = "worldskills",
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    teams_by: Annotated[TeamTable, typer.Option(help="Which team table to print.")] = "points",
    confirm: Annotated[
        list[str] | None,
        typer.Option(metavar="SKILL", help="Award what is only proposed in this skill; may come again."),
    ] = None,
    mark_max: Annotated[
        str | None, typer.Option(metavar="MARK", help="What a total is out of; default: 100.")
    ] = None,
) -> None:
    """Work out places, scale scores, medals and team tables of a results file whose marking is over.

    Optional columns: guest (yes, no), status (competing, absent, withdrawn, disqualified), persons. Comma,
    semicolon or tab; decimal comma or point; headings in any order, in English, Russian or Kazakh.
    Exit code 1: the file has problems, and all of them are told. 2: there is no such file.
    """
    settings = _settings(preset, mark_max)
    try:
        reading = read_standings(file.read_bytes())
    except OSError as fault:
        complain(f"Cannot read {file}: {fault.strerror}. Give the path of a .csv file.")
        raise typer.Exit(2) from fault
    if reading.problems:
        _tell_problems(file, reading, json)
        raise typer.Exit(1)
    reading.remarks += above_maximum(reading.rows, settings.mark_max)
    counted = standings_of(reading.rows, settings, _confirmed(confirm or (), reading))
    for said in reading.remarks:
        remark(said)
    if json:
        print_json({"preset": preset, **standings_result(counted), "remarks": reading.remarks})
    else:
        print_standings(counted, teams_by)


def _settings(preset: PresetName, mark_max: str | None) -> ResultSettings:
    """Return the preset's settings, with the maximum that the caller names."""
    settings = PRESETS[preset]
    if mark_max is None:
        return settings
    try:
        mark = mark_from_text(mark_max)
    except RuleBroken as broken:
        said = f"{mark_max!r} is not a number of marks like 100."
        raise typer.BadParameter(said, param_hint="--mark-max") from broken
    if not mark:
        raise typer.BadParameter("the maximum must be more than 0.", param_hint="--mark-max")
    return replace(settings, mark_max=mark)


def _confirmed(confirm: Collection[str], reading: Reading) -> frozenset[str]:
    """Return the skills whose proposals are awarded; exits when the file has no such skill."""
    for skill in confirm:
        if all(row.skill != skill for row in reading.rows):
            raise typer.BadParameter(f"there is no skill {skill!r} in the file.", param_hint="--confirm")
    return frozenset(confirm)


def _tell_problems(file: Path, reading: Reading, json: bool) -> None:
    if json:
        print_json(
            {"problems": [asdict(problem) for problem in reading.problems], "remarks": reading.remarks}
        )
        return
    for said in reading.remarks:
        remark(said)
    for problem in reading.problems[:PROBLEMS_SHOWN]:
        complain(f"row {problem.row}{problem.column and ', ' + problem.column}: {problem.message}")
    more = len(reading.problems) - PROBLEMS_SHOWN
    if more > 0:
        complain(f"... and {more} more: --json tells all.")
    complain(f"{file.name} was not counted: put the rows right and try again.")
