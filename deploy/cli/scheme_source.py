"""Where a verb takes a marking scheme from: a workbook, or a JSON document; what is wrong with it is told."""

from pathlib import Path
from typing import Any

import typer

from deploy.cli.output import complain, remark
from shared import codec
from shared.domain.errors import RuleBroken
from shared.domain.scheme import scheme_from_document
from shared.domain.scheme_check import scheme_problems
from shared.domain.scheme_messages import Language
from shared.domain.scheme_problems import sentence
from shared.domain.workbook.reading import SchemeReading
from shared.workbook import read_scheme


def sound_scheme(file: Path, language: Language = "en") -> SchemeReading:
    """Return what ``file`` holds; its scheme is sound.

    Exits with every problem when there is an error (1) or the file cannot be read at all (2).
    """
    try:
        reading = _document(file) if file.suffix.lower() == ".json" else read_scheme(file)
    except OSError as fault:
        complain(f"Cannot read {file}: {fault.strerror}. Give the path of an .xlsx or .json file.")
        raise typer.Exit(2) from fault
    for found in reading.problems:
        say = complain if found.severity == "error" else remark
        say(f"{found.sheet} {found.cell or found.place}: {sentence(found, language)}".strip(" :"))
    if reading.scheme is None:
        complain(f"Nothing was changed: put {file} right and try again.")
        raise typer.Exit(1)
    return reading


def _document(file: Path) -> SchemeReading:
    """Read a scheme document, or the scheme in a skill's definition."""
    content = file.read_bytes()
    try:
        document: Any = codec.decode(content)
        scheme = scheme_from_document(document.get("scheme", document))
    except (codec.NotJson, AttributeError) as fault:
        complain(f"{file} is no marking scheme: give an .xlsx file, or a scheme as JSON.")
        raise typer.Exit(1) from fault
    except RuleBroken as broken:
        complain(f"{file} is no marking scheme: {broken}.")
        raise typer.Exit(1) from broken
    problems = scheme_problems(scheme)
    is_sound = all(found.severity == "warning" for found in problems)
    ids = frozenset(aspect.id for aspect in scheme.aspects)
    return SchemeReading(scheme if is_sound else None, problems, scheme, "document", ids)
