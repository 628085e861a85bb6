"""Every rule has a row in docs/rules, in both languages, with its source and tests that exist."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
RULES = [*range(1, 8), *range(10, 16), *range(20, 29), *range(30, 35), *range(40, 49)]
"""The numbers that rules have; between the chapters some are free."""
SOURCES = {"en": ("found", "known", "chosen"), "ru": ("найдено", "известно", "выбрано")}
PAGES = ("scheme", "marking", "results")


class Row(NamedTuple):
    """One row of a table of rules."""

    page: str
    rules: tuple[int, ...]
    source: str
    tests: tuple[str, ...]
    """As the page names them."""


def rows(language: str) -> Iterator[Row]:
    """Yield the rows of every page: those whose first cell names rules, and that have five cells."""
    for page in PAGES:
        for line in (ROOT / "docs" / "rules" / f"{page}.{language}.md").read_text().splitlines():
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if len(cells) == 5 and re.match(r"\**R[0-9]", cells[0]):
                tests = re.findall(r"`([\w/.:*]*test_[\w/.:*]+)`", cells[4])
                yield Row(page, tuple(_numbers(cells[0])), cells[2], tuple(tests))


def _numbers(cell: str) -> Iterator[int]:
    """Yield the rules in a cell such as `R7`, `R11 to R14`, `R11–R14` or `R25, R26, R28`."""
    for part in cell.replace("*", "").split(","):
        first, *last = (int(number) for number in re.findall(r"R([0-9]+)", part))
        yield from range(first, (last[0] if last else first) + 1)


FILES = {path.relative_to(ROOT / "tests").as_posix(): path for path in (ROOT / "tests").rglob("test_*.py")}
FUNCTIONS = {
    name: set(re.findall(r"^\s*(?:async )?def (test_\w+)", path.read_text(), re.MULTILINE))
    for name, path in FILES.items()
}


def exists(test: str) -> bool:
    """Say whether a test that a page names is there: a file, a function in it, or a function of any file."""
    where, _, function = test.partition("::")
    if function:
        return function in FUNCTIONS.get(where, FUNCTIONS.get(f"unit/{where}", set()))
    of_file = where if where.endswith(".py") else f"{where}.py"
    if any(name == of_file or name.endswith(f"/{of_file}") for name in FILES):
        return True
    return any(fnmatch(known, where) for names in FUNCTIONS.values() for known in names)


@pytest.mark.parametrize("language", SOURCES)
def test_every_rule_has_a_row_with_its_source_and_a_test(language: str) -> None:
    """R1 to R48: none is missing, and none stands there without saying where it comes from."""
    found = list(rows(language))

    assert [] == sorted(set(RULES) - {rule for row in found for rule in row.rules})
    assert [] == [
        (row.page, row.rules) for row in found if not any(said in row.source for said in SOURCES[language])
    ]
    assert [] == [(row.page, row.rules) for row in found if not row.tests]


@pytest.mark.parametrize("language", SOURCES)
def test_every_test_that_a_rule_names_is_there(language: str) -> None:
    """A test that was renamed would leave its rule without one."""
    assert [] == [
        (row.page, row.rules, test) for row in rows(language) for test in row.tests if not exists(test)
    ]


def test_both_languages_have_the_same_rows() -> None:
    """The same rules, shown by the same tests."""
    english, russian = ([(row.page, row.rules, row.tests) for row in rows(name)] for name in SOURCES)

    assert english == russian


def test_a_test_that_is_not_there_is_noticed() -> None:
    """The check itself: a file, a function of a file, a function anywhere, many at once, and none of them."""
    good = (
        "unit/test_tally.py",
        "test_profile",
        "test_the_scale_*",
        "unit/test_rules_docs.py::test_both_languages_have_the_same_rows",
    )

    assert [True] * 4 == [exists(test) for test in good]
    assert [False] * 3 == [
        exists(test) for test in ("unit/test_no.py", "test_nobody_wrote_this", "unit/test_tally.py::test_no")
    ]
