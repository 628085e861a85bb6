"""`bayge scheme export FILE.xlsx`: write a scheme to a workbook that can be imported again."""

from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.definitions import defined_skill
from deploy.cli.output import complain, screen
from deploy.cli.scheme_source import sound_scheme
from shared.domain.scheme import Scheme
from shared.workbook_export import scheme_workbook


def export(
    file: Annotated[Path, typer.Argument(help="The workbook to write (.xlsx).")],
    championship: Annotated[str | None, typer.Option(help="Whose scheme: the championship.")] = None,
    skill: Annotated[str | None, typer.Option(help="Whose scheme: the skill.")] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="Instead: a scheme in a file (.xlsx or .json).")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a scheme to a workbook; imported again, its aspects are the same, wherever they were moved."""
    if file.suffix.lower() != ".xlsx":
        complain(f"{file} is no name of a workbook: let it end in .xlsx.")
        raise typer.Exit(2)
    if file.exists() and not force:
        complain(f"{file} is there already: take another name, or say --force.")
        raise typer.Exit(2)
    scheme = _scheme(championship, skill, source)
    try:
        file.write_bytes(scheme_workbook(scheme))
    except OSError as fault:
        complain(f"Cannot write {file}: {fault.strerror}.")
        raise typer.Exit(2) from fault
    aspects = len(list(scheme.aspects))
    said = f"{file}: {scheme.skill_name}, {aspects} aspects."
    screen.print(said, markup=False, highlight=False, soft_wrap=True)


def _scheme(championship: str | None, skill: str | None, source: Path | None) -> Scheme:
    if source is not None:
        found = sound_scheme(source).scheme
        assert found is not None
        return found
    if not (championship and skill):
        complain("Say whose scheme: --championship and --skill, or --from a file.")
        raise typer.Exit(2)
    return defined_skill(championship, skill).definition.scheme
