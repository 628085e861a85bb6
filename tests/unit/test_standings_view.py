from pathlib import Path

import pytest

from tests.unit.test_cli_standings import HEADINGS, field, result_of, run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a results file may be written."""
    return tmp_path / "results.csv"


def test_what_the_reader_guessed_is_remarked(file: Path) -> None:
    """Columns not read, and two spellings of what is most likely one member."""
    content = f"{HEADINGS},note\nwelding,a,Almaty,2,x\nwelding,b,ALMATY,1,"

    done = run(file, content)

    assert 0 == done.exit_code
    assert "Not read: note." in done.stderr
    assert "'Almaty' and 'ALMATY' are counted apart" in done.stderr
    assert 2 == len(result_of(file, content)["remarks"])


def test_people_read_tables(file: Path) -> None:
    """One table for each skill, the members, and the bests; marks keep their two decimals."""
    done = run(file, field("50,5", "40", "30", "20", "10"), "--teams-by", "average_points")

    assert 0 == done.exit_code
    for said in (
        "50.50",
        "gold",
        "Members: average medal points",
        "Best of A: a, A, welding",
        "Overall best: a",
    ):
        assert said in done.stdout


def test_people_are_told_how_each_took_part(file: Path) -> None:
    """R5, R6, R7: guests and the withdrawn stand dim, persons stand in brackets where they differ."""
    content = f"{HEADINGS},guest,status,persons\n" + "\n".join(
        ["robots,a,A,50,,,2", *(f"robots,b{n},B,{n},,," for n in (40, 30, 20, 10))]
    )
    content += "\nrobots,g,G,9,x,,\nrobots,w,W,,,withdrawn,"

    done = run(file, content)

    for said in ("out of contest", "withdrawn", "1 (2)", "In brackets: how many persons."):
        assert said in done.stdout


def test_a_medallion_is_named_as_the_championship_names_it(file: Path) -> None:
    """R44: the label is a setting."""
    done = run(file, field("50", "40", "30", "20", "10", "9", "8", "7", "6"))

    assert "Medallion for Excellence" in done.stdout


def test_many_problems_do_not_flood_the_screen(file: Path) -> None:
    """The first fifty, then how many more there are."""
    rows = [f"Сварка,c-{n},A,x" for n in range(60)]

    done = run(file, "\n".join([HEADINGS, "", *rows]).encode("cp1251"))

    assert 1 == done.exit_code
    assert "and 10 more" in done.stderr
    assert "row 3, total: “x” is not a total" in done.stderr
    assert "Windows-1251" in done.stderr
    assert "results.csv was not counted" in done.stderr
