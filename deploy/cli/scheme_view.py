"""What people see of a marking scheme: its criteria, the mark allocation table, its problems."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from deploy.cli.output import screen
from shared.domain.scheme import Aspect, Method, Scheme
from shared.domain.scheme_allocation import mark_allocation
from shared.domain.scheme_check import criterion_marks
from shared.domain.scheme_messages import Language
from shared.domain.scheme_problems import sentence
from shared.domain.units import mark_text
from shared.domain.workbook.reading import SchemeReading

METHOD_NAMES: Final[Mapping[Method, str]] = {"M": "Measurement", "J": "Judgement"}
MARK_WIDTH: Final = len("100.00")
NAME_WIDTH: Final = 12
WIDEST: Final = 1000


def show_reading(file: Path, reading: SchemeReading, language: Language) -> None:
    """Show a scheme as far as it could be read, every problem, and whether it can be imported."""
    if reading.draft is not None:
        _show_scheme(reading.draft)
    for name in sorted({problem.sheet for problem in reading.problems if problem.cell}):
        screen.print(Text(f"In the sheet “{name}”:"), soft_wrap=True)
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
    _print(criteria)
    _print(_allocation(scheme))
    methods = _table("Aspects", "", "Number", "Marks")
    for method, name in METHOD_NAMES.items():
        counted = of_method(scheme, method)
        methods.add_row(method, name, str(counted["count"]), str(counted["marks"]))
    _print(methods)
    days = ", ".join(f"C{day}" for day in sorted({sub.day for sub in scheme.sub_criteria if sub.day}))
    screen.print(Text(f"{_count(len(scheme.forms), 'marking form')}; days of marking: {days or 'none'}\n"))


def _allocation(scheme: Scheme) -> Table:
    """Return the mark allocation table: section by criterion, against the targets (R12)."""
    letters = list(dict.fromkeys(criterion.letter for criterion in scheme.criteria))
    table = _table("Section", "", *letters, "Marks", "Target", "Distance")
    for row in mark_allocation(scheme):
        cells = (mark_text(row.marks_by_criterion[letter]) for letter in letters)
        sums = mark_text(row.marks), mark_text(row.target), mark_text(row.distance)
        table.add_row(str(row.section), Text(row.name), *cells, *sums)
    return table


def of_method(scheme: Scheme, method: Method) -> dict[str, int | str]:
    """Return how many aspects of ``method`` there are, and their marks."""
    aspects: list[Aspect] = [aspect for aspect in scheme.aspects if aspect.method == method]
    return {"count": len(aspects), "marks": mark_text(sum(aspect.mark_max for aspect in aspects))}


def _table(key: str, name: str, *numbers: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(key, no_wrap=True, min_width=len(key))
    table.add_column(name, min_width=NAME_WIDTH)
    for number in numbers:
        table.add_column(number, justify="right", no_wrap=True, min_width=max(len(number), MARK_WIDTH))
    return table


def _print(table: Table) -> None:
    """Print ``table`` with every mark whole: on a narrow screen names wrap, and then lines run over."""
    narrowest = Measurement.get(screen, screen.options.update(max_width=WIDEST), table).minimum
    if narrowest > screen.width:
        table.width = narrowest
    screen.print(table, crop=False)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
