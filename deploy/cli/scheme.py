"""`bayge scheme check FILE`: read a marking scheme as the import would, and say all that is wrong with it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from deploy.cli.output import complain, print_json, screen
from shared.domain.scheme import Aspect, Method, Scheme
from shared.domain.scheme_check import criterion_marks, marks_by_section
from shared.domain.scheme_messages import Language
from shared.domain.scheme_problems import Problem, sentence
from shared.domain.units import Mark, mark_text
from shared.domain.workbook.reading import SchemeReading
from shared.workbook import read_scheme

METHOD_NAMES: Mapping[Method, str] = {"M": "Measurement", "J": "Judgement"}


def register(app: typer.Typer) -> None:
    """Add the verbs about marking schemes to ``app``."""
    group = typer.Typer(help="Marking schemes: is this workbook fit for import?", no_args_is_help=True)
    group.callback()(_scheme)
    group.command("check")(check)
    app.add_typer(group, name="scheme")


def _scheme() -> None:
    """Keep `check` a verb of its own, also while it is the only one."""


def check(
    file: Annotated[Path, typer.Argument(help="The workbook with the marking scheme (.xlsx).")],
    json: Annotated[bool, typer.Option("--json", help="Print the result for programs.")] = False,
    language: Annotated[Language, typer.Option(help="The language of the problems.")] = "en",
) -> None:
    """Read a marking scheme and list its sums and every problem, each with its cell and what to do.

    Exit code 0: it can be imported (there may be warnings). 1: it has errors. 2: there is no such file.
    """
    try:
        reading = read_scheme(file)
    except OSError as fault:
        complain(f"Cannot read {file}: {fault.strerror}. Give the path of an .xlsx file.")
        raise typer.Exit(2) from fault
    if json:
        print_json(scheme_result(reading, language))
    else:
        _show(file, reading, language)
    raise typer.Exit(0 if reading.scheme else 1)


def scheme_result(reading: SchemeReading, language: Language = "en") -> dict[str, Any]:
    """Return the result for programs; what could not be read at all leaves its keys empty."""
    scheme = reading.draft or Scheme("", "", (), ())
    maxima = [aspect.mark_max for aspect in scheme.aspects]
    return {
        "skill": {"number": scheme.skill_number, "name": scheme.skill_name},
        "total": mark_text(scheme.mark_max),
        "criteria": {letter: mark_text(marks) for letter, marks in _marks_by_letter(scheme).items()},
        "sections": {str(number): mark_text(marks) for number, marks in marks_by_section(scheme).items()},
        "sub_criteria": len(list(scheme.sub_criteria)),
        "forms": len(scheme.forms),
        "aspects": {"count": len(maxima), "M": _of_method(scheme, "M"), "J": _of_method(scheme, "J")},
        "mark_max_range": [mark_text(min(maxima)), mark_text(max(maxima))] if maxima else [],
        "days": sorted({sub.day for sub in scheme.sub_criteria if sub.day}),
        "problems": [_problem_result(problem, language) for problem in reading.problems],
    }


def _marks_by_letter(scheme: Scheme) -> Mapping[str, Mark]:
    marks: dict[str, Mark] = {}
    for criterion in scheme.criteria:
        marks[criterion.letter] = marks.get(criterion.letter, 0) + criterion_marks(criterion)
    return marks


def _of_method(scheme: Scheme, method: Method) -> dict[str, int | str]:
    aspects: list[Aspect] = [aspect for aspect in scheme.aspects if aspect.method == method]
    return {"count": len(aspects), "marks": mark_text(sum(aspect.mark_max for aspect in aspects))}


def _problem_result(problem: Problem, language: Language) -> dict[str, str]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "message": sentence(problem, language),
    }


def _show(file: Path, reading: SchemeReading, language: Language) -> None:
    if reading.draft is not None:
        _show_scheme(reading.draft)
    for severity, colour in (("error", "red"), ("warning", "yellow")):
        for problem in reading.problems:
            if problem.severity == severity:
                where = f"{problem.cell}: " if problem.cell else ""
                said = sentence(problem, language)
                screen.print(Text.assemble((f"{severity:<8}", colour), (where, "bold"), said), soft_wrap=True)
    errors = sum(problem.severity == "error" for problem in reading.problems)
    verdict = "cannot" if errors else "can"
    counts = f"{_count(errors, 'error')}, {_count(len(reading.problems) - errors, 'warning')}"
    screen.print(Text(f"{file.name} {verdict} be imported: {counts}."), soft_wrap=True)


def _show_scheme(scheme: Scheme) -> None:
    screen.print(Text(f"{scheme.skill_number} {scheme.skill_name}".strip(), style="bold"))
    criteria = _table("Criterion", "", "Sub-criteria", "Marks")
    for criterion in scheme.criteria:
        marks = mark_text(criterion_marks(criterion))
        criteria.add_row(criterion.letter, Text(criterion.name), str(len(criterion.sub_criteria)), marks)
    criteria.add_row("", "All", str(len(list(scheme.sub_criteria))), mark_text(scheme.mark_max), style="bold")
    screen.print(criteria)
    sections = _table("Section", "", "Target", "Marks")
    marks_of = marks_by_section(scheme)
    for section in scheme.sections:
        marks = mark_text(marks_of[section.number])
        sections.add_row(str(section.number), Text(section.name), mark_text(section.target), marks)
    screen.print(sections)
    methods = _table("Aspects", "", "Number", "Marks")
    for method, name in METHOD_NAMES.items():
        of_method = _of_method(scheme, method)
        methods.add_row(method, name, str(of_method["count"]), str(of_method["marks"]))
    screen.print(methods)
    days = ", ".join(f"C{day}" for day in sorted({sub.day for sub in scheme.sub_criteria if sub.day}))
    screen.print(Text(f"{_count(len(scheme.forms), 'marking form')}; days of marking: {days or 'none'}\n"))


def _table(key: str, name: str, *numbers: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(key)
    table.add_column(name)
    for number in numbers:
        table.add_column(number, justify="right")
    return table


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
