"""The verbs about marking schemes; `bayge scheme check FILE` says all that is wrong with one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from deploy.cli import scheme_diff, scheme_export
from deploy.cli.output import complain, print_json
from deploy.cli.scheme_view import of_method, show_reading
from shared.domain.bounds import Bounds
from shared.domain.errors import RuleBroken
from shared.domain.scheme import Scheme
from shared.domain.scheme_allocation import SectionAllocation, mark_allocation
from shared.domain.scheme_check import criterion_marks, marks_by_section
from shared.domain.scheme_messages import Language
from shared.domain.scheme_problems import Problem, sentence
from shared.domain.units import Mark, mark_from_text, mark_text
from shared.domain.workbook.reading import SchemeReading
from shared.workbook import read_scheme


def register(app: typer.Typer) -> None:
    """Add the verbs about marking schemes to ``app``."""
    group = typer.Typer(help="Marking schemes: check, compare and export them.", no_args_is_help=True)
    group.command("check")(check)
    group.command("diff")(scheme_diff.diff)
    group.command("export")(scheme_export.export)
    app.add_typer(group, name="scheme")


def check(
    file: Annotated[Path, typer.Argument(help="The workbook with the marking scheme (.xlsx).")],
    json: Annotated[bool, typer.Option("--json", help="Print the result for programs.")] = False,
    language: Annotated[Language, typer.Option(help="The language of the problems.")] = "en",
    aspect_max: Annotated[str, typer.Option(help="Warn about aspects above it.")] = "2.00",
    section_distance: Annotated[str, typer.Option(help="Warn about sections farther from target.")] = "5.00",
) -> None:
    """Read a marking scheme; show its sums, the mark allocation table and every problem with its cell.

    Exit code 0: it can be imported (there may be warnings). 1: it has errors. 2: there is no such file.
    """
    bounds = Bounds(aspect_mark_max=_mark(aspect_max), section_distance_max=_mark(section_distance))
    try:
        reading = read_scheme(file, bounds)
    except OSError as fault:
        complain(f"Cannot read {file}: {fault.strerror}. Give the path of an .xlsx file.")
        raise typer.Exit(2) from fault
    if json:
        print_json(scheme_result(reading, language))
    else:
        show_reading(file, reading, language)
    raise typer.Exit(0 if reading.scheme else 1)


def scheme_result(reading: SchemeReading, language: Language = "en") -> dict[str, Any]:
    """Return the result for programs; what could not be read at all leaves its keys empty."""
    scheme = reading.draft or Scheme("", "", (), ())
    maxima = [aspect.mark_max for aspect in scheme.aspects]
    return {
        "skill": {"number": scheme.skill_number, "name": scheme.skill_name},
        "format": reading.layout,
        "total": mark_text(scheme.mark_max),
        "criteria": {letter: mark_text(marks) for letter, marks in _marks_by_letter(scheme).items()},
        "sections": {str(number): mark_text(marks) for number, marks in marks_by_section(scheme).items()},
        "allocation": [_allocation_result(row) for row in mark_allocation(scheme)],
        "sub_criteria": len(list(scheme.sub_criteria)),
        "forms": len(scheme.forms),
        "aspects": {"count": len(maxima), "M": of_method(scheme, "M"), "J": of_method(scheme, "J")},
        "mark_max_range": [mark_text(min(maxima)), mark_text(max(maxima))] if maxima else [],
        "days": sorted({sub.day for sub in scheme.sub_criteria if sub.day}),
        "problems": [_problem_result(problem, language) for problem in reading.problems],
    }


def _marks_by_letter(scheme: Scheme) -> Mapping[str, Mark]:
    marks: dict[str, Mark] = {}
    for criterion in scheme.criteria:
        marks[criterion.letter] = marks.get(criterion.letter, 0) + criterion_marks(criterion)
    return marks


def _allocation_result(row: SectionAllocation) -> dict[str, Any]:
    return {
        "section": row.section,
        "name": row.name,
        "criteria": {letter: mark_text(marks) for letter, marks in row.marks_by_criterion.items()},
        "marks": mark_text(row.marks),
        "target": mark_text(row.target),
        "distance": mark_text(row.distance),
    }


def _mark(text: str) -> Mark:
    try:
        return mark_from_text(text)
    except RuleBroken as broken:
        complain(f"{text} is not a number of marks: write digits with at most two decimals, such as 2.00.")
        raise typer.Exit(2) from broken


def _problem_result(problem: Problem, language: Language) -> dict[str, str]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "message": sentence(problem, language),
    }
