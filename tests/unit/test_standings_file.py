import pytest

from deploy.cli.standings_file import Problem, ResultRow, above_maximum, read_standings
from deploy.cli.standings_words import COLUMNS, REQUIRED, SENTENCES
from shared.domain.units import mark_from_text

HEADINGS = "skill,competitor,member,total"


def problems(content: str | bytes) -> list[tuple[int, str, str]]:
    """Return row, column and code of each problem in the file."""
    found = read_standings(content if isinstance(content, bytes) else content.encode()).problems
    return [(problem.row, problem.column, problem.code) for problem in found]


SAME = ResultRow(
    2, "Сварка", "Асқар", "Алматы", mark_from_text("61.42"), is_guest=False, status="competing", persons=1
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("skill,competitor,member,total\nСварка,Асқар,Алматы,61.42\n", "utf-8"),
        ("\ufeffskill,competitor,member,total\r\nСварка,Асқар,Алматы,61.42\r\n", "utf-8"),
        ('SKILL;"Competitor";member;Total\nСварка;Асқар;Алматы;61,42', "utf-8"),
        ("total\tmember\tskill\tcompetitor\n61,42\tАлматы\tСварка\tАсқар", "utf-8"),
        ("total\tmember\tskill\tcompetitor\n61,42\tАлматы\tСварка\tАсқар", "utf-16"),
        ('Компетенция,Конкурсант,Регион,Итог\nСварка,Асқар,Алматы,"61,42"', "utf-8"),
        ("Құзыреттілік;Қатысушы;Өңір;Қорытынды\nСварка;Асқар;Алматы;61.42", "utf-8"),
        ("skill,competitor,member,total,,\n Сварка , Асқар ,Алматы,61.42,,\n,,,,,\n", "utf-8"),
        ("skill,competitor,member,total,guest,status,persons\nСварка,Асқар,Алматы,61.42,,,", "utf-8"),
        ("skill,competitor,member,total,guest,status,persons\nСварка,Асқар,Алматы,61.42", "utf-8"),
    ],
)
def test_one_file_in_many_forms(text: str, encoding: str) -> None:
    """Delimiters, decimal signs, orders, cases, languages, marks of encodings and empty cells."""
    reading = read_standings(text.encode(encoding))

    assert [] == reading.problems
    assert [] == reading.remarks
    assert [SAME] == reading.rows


def test_a_named_delimiter_and_empty_rows_move_no_row_number() -> None:
    """Some spreadsheets write `sep=;` first; rows are counted as the spreadsheet shows them."""
    content = "sep=;\n\nskill;competitor;member;total\n\nwelding;a;A;1\nwelding;b;B;x\n"

    assert [(6, "total", "mark_not_a_number")] == problems(content)


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("absent", ("absent", None)),
        ("Не  явился", ("absent", None)),
        ("Withdrawn", ("withdrawn", 0)),
        ("СНЯТ", ("withdrawn", 0)),
        ("disqualified", ("disqualified", 0)),
        ("competing", ("competing", 0)),
    ],
)
def test_a_status_is_known_in_any_language(status: str, found: tuple[str, int | None]) -> None:
    """R7; an absent competitor has no total, even where the file says 0."""
    (row,) = read_standings(f"{HEADINGS},status\ns,a,A,0,{status}".encode()).rows

    assert found == (row.status, row.total)


def test_the_same_name_twice_is_told_only_for_one_member() -> None:
    """Two people of one name may compete in one skill, for two members."""
    namesakes = f"{HEADINGS}\nwelding,Ivan,A,2\nwelding,Ivan,B,1"

    assert [] == problems(namesakes)
    assert [(3, "competitor", "competitor_twice")] == problems(namesakes.replace(",B,", ",A,"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [(1, "", "no_rows")]),
        (" \n\n", [(1, "", "no_rows")]),
        (HEADINGS, [(1, "", "no_rows")]),
        ("a,b\n1,2", [(1, column, "column_missing") for column in REQUIRED]),
        ("skill,competitor,member\ns,a,", [(1, "total", "column_missing"), (2, "member", "cell_empty")]),
        ("skill,skill,competitor,member,total\na,b,c,d,1", [(1, "skill", "column_twice")]),
        (f'{HEADINGS}\ns,a,A,1\ns,"b,B,2\ns,c,C,3', [(3, "", "malformed")]),
        (b"PK\x03\x04 and so on", [(1, "", "is_workbook")]),
        (b"skill\0competitor", [(1, "", "not_text")]),
        (b"\xff\xfe\x00", [(1, "", "not_text")]),
        (b"\x98", [(1, "", "not_text")]),
    ],
)
def test_what_is_no_results_file_is_told(content: str | bytes, expected: list[tuple[int, str, str]]) -> None:
    """Whatever the file holds, there is a sentence for it."""
    assert expected == problems(content)


def test_a_long_value_is_told_short() -> None:
    """A cell that swallowed half the file does not fill the screen."""
    (problem,) = read_standings(f"{HEADINGS}\ns,a,A,{'9' * 100}".encode()).problems

    assert Problem(2, "total", "total_too_long", problem.message) == problem
    assert len(problem.message) < 100


def test_every_word_has_one_meaning() -> None:
    """No heading belongs to two columns, and every sentence says what to do after a colon."""
    words = [word for words in COLUMNS.values() for word in words]

    assert len(set(words)) == len(words)
    assert [] == [code for code, sentence in SENTENCES.items() if ": " not in sentence]


def test_a_cell_that_ran_away_gets_one_short_sentence() -> None:
    """Five thousand digits are no total and no name; the sentence does not repeat them."""
    digits = "9" * 5000

    found = read_standings(f"{HEADINGS}\nwelding,a,A,{digits}\nwelding,{digits},B,1\n".encode()).problems

    assert [
        Problem(
            2,
            "total",
            "total_too_long",
            f"“{'9' * 39}…” is 5000 characters long: write a number like 61.42.",
        ),
        Problem(3, "competitor", "cell_too_long", "The competitor has 5000 characters: write at most 200."),
    ] == found


def test_totals_above_the_maximum_are_pointed_out() -> None:
    """R40: out of 100, or of what was named; the maximum itself is nothing special."""
    rows = read_standings(f"{HEADINGS}\nw,a,A,100\nw,b,B,614.2\nw,c,C,0\n".encode()).rows
    many = read_standings("\n".join([HEADINGS, *(f"w,{n},A,101" for n in range(12))]).encode()).rows

    said = list(above_maximum(rows, mark_from_text("100")))

    assert [
        "Totals above the maximum of 100.00 were counted as they stand: row 3: 614.20. "
        "Put them right, or name the maximum with --mark-max."
    ] == said
    assert [] == list(above_maximum(rows, mark_from_text("700")))
    assert "row 11: 101.00; and 2 more." in next(above_maximum(many, mark_from_text("100")))
