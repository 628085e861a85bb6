from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from deploy.cli import scheme, scheme_view
from shared import codec
from tests.builders_workbook import SHEET, write_workbook


@pytest.fixture
def app() -> typer.Typer:
    """Return the command with the verbs about schemes alone."""
    app = typer.Typer()
    scheme.register(app)
    return app


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Return a workbook without problems."""
    return write_workbook(tmp_path / "sound.xlsx")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a workbook with an error and a warning."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet[at["A1.day"]] = None
        sheet[at["criterion A.mark"]] = 19

    return write_workbook(tmp_path / "broken.xlsx", edit=edit)


def test_the_result_has_the_promised_keys(app: typer.Typer, sound: Path) -> None:
    """What programs rely on, with marks as strings of two decimals."""
    done = CliRunner().invoke(app, ["scheme", "check", str(sound), "--json"])

    assert 0 == done.exit_code
    assert {
        "skill": {"number": "42", "name": "Қолөнер"},
        "format": "blocks",
        "total": "100.00",
        "criteria": dict.fromkeys("ABCDE", "20.00"),
        "sections": {"1": "80.00", "2": "20.00"},
        "allocation": [
            {
                "section": 1,
                "name": "Making",
                "criteria": dict.fromkeys("ABCDE", "16.00"),
                "marks": "80.00",
                "target": "80.00",
                "distance": "0.00",
            },
            {
                "section": 2,
                "name": "Қолтаңба",
                "criteria": dict.fromkeys("ABCDE", "4.00"),
                "marks": "20.00",
                "target": "20.00",
                "distance": "0.00",
            },
        ],
        "sub_criteria": 10,
        "forms": 10,
        "aspects": {
            "count": 50,
            "M": {"count": 40, "marks": "80.00"},
            "J": {"count": 10, "marks": "20.00"},
        },
        "mark_max_range": ["2.00", "2.00"],
        "days": [1, 2],
        "problems": [],
    } == codec.decode(done.stdout)


def test_a_broken_workbook_lists_every_problem(app: typer.Typer, broken: Path) -> None:
    """Exit code 1, each problem with severity, code, sheet, cell and what to do; the sums are shown."""
    done = CliRunner().invoke(app, ["scheme", "check", str(broken), "--json", "--language", "ru"])

    result = codec.decode(done.stdout)
    assert 1 == done.exit_code
    assert "100.00" == result["total"]
    assert {("error", "day_missing", SHEET), ("warning", "stated_total_differs", SHEET)} == {
        (p["severity"], p["code"], p["sheet"]) for p in result["problems"]
    }
    assert all(p["cell"] for p in result["problems"])
    assert "У подкритерия A1 нет дня оценки" in result["problems"][1]["message"]


def test_what_is_no_workbook_keeps_the_keys(app: typer.Typer, tmp_path: Path) -> None:
    """A program can read the answer whatever the file was."""
    path = tmp_path / "notes.txt"
    path.write_text("A1")

    done = CliRunner().invoke(app, ["scheme", "check", str(path), "--json"])

    result = codec.decode(done.stdout)
    assert 1 == done.exit_code
    assert ["not_a_workbook"] == [p["code"] for p in result["problems"]]
    assert ("0.00", {}, [], []) == (
        result["total"],
        result["criteria"],
        result["mark_max_range"],
        result["days"],
    )


def test_people_see_tables_and_a_verdict(
    app: typer.Typer, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Criteria, sections against target, counts, and whether it can be imported."""
    said = shown(app, sound, monkeypatch)

    for text in ("Қолөнер", "criterion A", "Making", "80.00", "Measurement", "C1, C2", "can be imported"):
        assert text in said
    assert ["1", "Making", "16.00", "16.00", "16.00", "16.00", "16.00", "80.00", "80.00", "0.00"] in [
        line.split() for line in said.splitlines()
    ]


def test_people_see_where_and_what_to_do(
    app: typer.Typer, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Errors before warnings, each with its cell; the verdict last."""
    said = shown(app, broken, monkeypatch)

    assert said.index("day of marking: write 1") < said.index("The file says 19 for criterion A")
    assert "cannot be imported: 1 error, 1 warning." in said
    assert f"In the sheet “{SHEET}”:" in said


@pytest.mark.parametrize("width", [40, 80])
def test_a_narrow_screen_cuts_no_mark(
    app: typer.Typer, sound: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """Names may wrap; the allocation table keeps every figure, and so do logs that are 80 wide."""
    said = shown(app, sound, monkeypatch, width)

    assert "…" not in said
    assert ["1", "Making", "16.00", "16.00", "16.00", "16.00", "16.00", "80.00", "80.00", "0.00"] in [
        line.split() for line in said.splitlines()
    ]


def shown(app: typer.Typer, path: Path, monkeypatch: pytest.MonkeyPatch, width: int = 200) -> str:
    """Return what people see."""
    screen = Console(width=width, record=True)
    monkeypatch.setattr(scheme_view, "screen", screen)
    CliRunner().invoke(app, ["scheme", "check", str(path)], catch_exceptions=False)
    return screen.export_text()


def test_a_missing_file_is_said_in_a_sentence(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, what is missing, no traceback."""
    said: list[str] = []
    monkeypatch.setattr(scheme, "complain", said.append)

    done = CliRunner().invoke(app, ["scheme", "check", str(tmp_path / "none.xlsx")])

    assert 2 == done.exit_code
    assert 1 == len(said)
    assert "none.xlsx: No such file" in said[0]


def test_bounds_are_settings(app: typer.Typer, sound: Path) -> None:
    """R11: what counts as much for one aspect is said on the command line."""
    args = ["scheme", "check", str(sound), "--json", "--aspect-max", "1.99"]

    done = CliRunner().invoke(app, args)

    problems = codec.decode(done.stdout)["problems"]
    assert (0, 50, {"mark_high"}) == (done.exit_code, len(problems), {p["code"] for p in problems})


def test_a_bound_that_is_no_mark_is_refused(app: typer.Typer, sound: Path) -> None:
    """Exit code 2, as for any wrong option."""
    assert 2 == CliRunner().invoke(app, ["scheme", "check", str(sound), "--aspect-max", "much"]).exit_code
