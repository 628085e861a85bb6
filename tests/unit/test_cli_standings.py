from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from deploy.cli import standings
from shared import codec
from tests.unit.test_scale import A_REAL_FIELD, ITS_SCALE_SCORES

HEADINGS = "skill,competitor,member,total"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a results file may be written."""
    return tmp_path / "results.csv"


def run(file: Path, content: str | bytes, *options: str) -> Result:
    """Write the file and run the verb on it."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    app = typer.Typer()
    standings.register(app)
    return CliRunner().invoke(app, [str(file), *options])


def result_of(file: Path, content: str | bytes, *options: str) -> dict[str, Any]:
    """Return what the verb prints for programs; it must say that all is well."""
    done = run(file, content, "--json", *options)
    assert 0 == done.exit_code, done.output
    result: dict[str, Any] = codec.decode(done.stdout.encode())
    return result


def field(*totals: str, skill: str = "welding") -> str:
    """Return a results file with one competitor for each total: a of A, b of B, ..."""
    rows = [f'{skill},{chr(97 + n)},{chr(65 + n)},"{total}"' for n, total in enumerate(totals)]
    return "\n".join([HEADINGS, *rows])


def test_a_real_field_of_32(file: Path) -> None:
    """R42's acceptance, through the command: scale scores, three medals, 13 medallions, text for marks."""
    rows = [f"welding,c-{n},m-{n},{total}" for n, total in enumerate(A_REAL_FIELD.split())]

    result = result_of(file, "\n".join([HEADINGS, *rows]))

    competitors = result["competitors"]
    medals = [competitor["medal"] for competitor in competitors]
    assert [int(score) for score in ITS_SCALE_SCORES.split()] == [c["scale"] for c in competitors]
    assert ["gold", "silver", "bronze", *["medallion"] * 13, *[None] * 16] == medals
    assert ("61.42", "6.00", "0.00") == tuple(competitors[n]["total"] for n in (0, 17, 31))
    assert [17, 18, 18, 20] == [competitor["place"] for competitor in competitors[16:20]]
    assert [
        {"skill": "welding", "field": 32, "is_field_small": False, "median": "8.00", "awards": "awarded"}
    ] == (result["skills"])


def test_the_result_has_the_promised_keys(file: Path) -> None:
    """DESIGN 5: stable keys for each competitor and each member, the five tables, and the bests."""
    result = result_of(file, field("50", "40", "30", "20", "10"))

    assert {
        "skill": "welding",
        "competitor": "a",
        "member": "A",
        "total": "50.00",
        "scale": 740,
        "scale_unclamped": 740,
        "place": 1,
        "medal": "gold",
        "medal_proposed": None,
        "status": "competing",
        "guest": False,
        "persons": 1,
    } == result["competitors"][0]
    assert {
        "member": "B",
        "points": 3,
        "average_points": "3.00",
        "scale_total": 720,
        "scale_average": "720.00",
        "skills": 1,
        "entries": {"gold": 0, "silver": 1, "bronze": 0, "medallion": 0},
        "persons": {"gold": 0, "silver": 1, "bronze": 0, "medallion": 0},
        "places": {"points": 2, "average_points": 2, "scale_total": 2, "scale_average": 2},
    } == result["members"][1]
    assert {"points", "average_points", "scale_total", "scale_average", "alphabetical"} == result[
        "team_tables"
    ].keys()
    assert {"place": 1, "member": "A"} == result["team_tables"]["points"][0]
    assert {"place": None, "member": "A"} == result["team_tables"]["alphabetical"][0]
    assert [{"member": "A", "skill": "welding", "competitor": "a", "scale": 740}] == result["overall_best"]
    assert ["A", "B", "C", "D", "E"] == [best["member"] for best in result["best_of_member"]]


def test_points_of_a_real_team_through_the_command(file: Path) -> None:
    """R46's acceptance: 5 gold, 5 silver, 3 bronze, 19 medallions of one member are 60."""
    rows = []
    for n in range(32):
        place = 0 if n < 5 else 1 if n < 10 else 2 if n < 13 else 3
        totals = [90, 80, 70, 60, 50, 40, 30]
        rows += [
            f"skill-{n},c-{at},{'Almaty' if at == place else f'm-{at}'},{total}"
            for at, total in enumerate(totals)
        ]

    members = {m["member"]: m for m in result_of(file, "\n".join([HEADINGS, *rows]))["members"]}

    assert 60 == members["Almaty"]["points"]
    assert "1.88" == members["Almaty"]["average_points"]
    assert {"gold": 5, "silver": 5, "bronze": 3, "medallion": 19} == members["Almaty"]["entries"]


def around(*scale_scores: int) -> list[str]:
    """Return totals of a field whose best have these scale scores: median 50.00, median distance 10.00."""
    best = [round(50 + (score - 700) * 14.826 / 30, 2) for score in scale_scores]
    return [f"{total:.2f}" for total in [*best, 50, 40, *[45] * (len(best) - 1)]]


@pytest.mark.parametrize(
    ("scale_scores", "medals"),
    [
        ((760, 750, 740, 730), "G S B -"),
        ((760, 758, 740, 738, 737), "G G B B -"),
        ((760, 759, 758, 757, 755, 754), "G G G B B -"),
        ((760, 759, 758, 755), "G G G -"),
        ((760, 750, 749, 740), "G S S -"),
        ((760, 750, 748, 747), "G S S B"),
    ],
)
def test_the_accepted_fields_through_the_command(
    file: Path, scale_scores: tuple[int, ...], medals: str
) -> None:
    """R43's acceptance, from totals: scale scores first, then who wins what."""
    letters = {"gold": "G", "silver": "S", "bronze": "B", "medallion": "-"}
    best = result_of(file, field(*around(*scale_scores)))["competitors"][: len(scale_scores)]

    assert [*scale_scores] == [one["scale"] for one in best]
    assert medals == " ".join(letters[one["medal"]] for one in best)


def test_a_windows_file_is_read_and_said(file: Path) -> None:
    """Not UTF-8: the Cyrillic code page of Windows."""
    done = run(file, "Компетенция;Конкурсант;Регион;Итог\nСварка;Иван;Алматы;61,42".encode("cp1251"))

    assert 0 == done.exit_code
    assert "Windows-1251" in done.stderr
    assert "Иван" in done.stdout


def test_every_column_counts(file: Path) -> None:
    """R5, R6, R7: guests, pairs and statuses, each with its effect."""
    content = f"{HEADINGS},guest,status,persons\n" + "\n".join(
        [
            "robots,a,A,90,Да,,",
            "robots,b,B,50,no,,2",
            *(f"robots,c{n},C{n},{total},,," for n, total in enumerate((40, 30, 20, 10))),
            "robots,w,W,45,,withdrawn,",
            "robots,x,X,,,disqualified,",
            "robots,y,Y,,,absent,",
        ]
    )

    result = result_of(file, content, "--preset", "worldskills-kazakhstan")

    by_name = {c["competitor"]: (c["place"], c["scale"], c["medal"]) for c in result["competitors"]}
    assert (None, None, None) == by_name["a"] == by_name["x"] == by_name["y"]
    assert (1, 740, "gold") == by_name["b"]
    assert (2, None, None) == by_name["w"]
    assert {"B": 8, "W": 0, "X": 0} == {
        m["member"]: m["points"] for m in result["members"] if m["member"] in "ABWXY"
    }


def test_namesakes_of_two_members_are_two_competitors(file: Path) -> None:
    """Each has a line of the results."""
    namesakes = f"{HEADINGS}\nwelding,Ivan,A,2\nwelding,Ivan,B,1"

    assert [1, 2] == [c["place"] for c in result_of(file, namesakes)["competitors"]]


def test_all_problems_are_told_at_once(file: Path) -> None:
    """Exit code 1; each with row, column and what to do; nothing is counted."""
    content = f"{HEADINGS},guest,status,persons\n" + "\n".join(
        [
            ",,,-1,maybe,ill,0",
            "welding,a,A,1.234,,,",
            "welding,b,B,,,,",
            "welding,c,C,5,,absent,",
            "welding,d,D,61,42,,,1",
            "welding,e,E,1,,,1.5",
        ]
    )

    done = run(file, content, "--json")
    printed = run(file, content)

    told = codec.decode(done.stdout.encode())
    assert 1 == done.exit_code
    assert [
        (2, "skill", "cell_empty"),
        (2, "competitor", "cell_empty"),
        (2, "member", "cell_empty"),
        (2, "status", "status_unknown"),
        (2, "guest", "guest_unknown"),
        (2, "persons", "persons_malformed"),
        (2, "total", "mark_negative"),
        (3, "total", "mark_too_many_decimals"),
        (4, "total", "total_missing"),
        (5, "total", "absent_has_marks"),
        (6, "", "too_many_cells"),
        (7, "persons", "persons_malformed"),
    ] == [(p["row"], p["column"], p["code"]) for p in told["problems"]]
    assert 1 == printed.exit_code
    assert "row 6: There are 8 cells under 7 headings: put a decimal comma in" in printed.stderr
    assert "“1.234” has more than two decimals: round it to hundredths." == told["problems"][7]["message"]


def test_a_small_field_is_proposed_until_confirmed(file: Path) -> None:
    """R3, R42: no medal and no points before the organiser's word."""
    content = field("50", "40")

    proposed = result_of(file, content)
    confirmed = result_of(file, content, "--confirm", "welding")

    assert [(None, "gold"), (None, "silver")] == [
        (c["medal"], c["medal_proposed"]) for c in proposed["competitors"]
    ]
    assert "proposed" == proposed["skills"][0]["awards"]
    assert [0, 0] == [member["points"] for member in proposed["members"]]
    assert [("gold", None), ("silver", None)] == [
        (c["medal"], c["medal_proposed"]) for c in confirmed["competitors"]
    ]
    assert [4, 3] == [member["points"] for member in confirmed["members"]]
    assert "gold (proposed)" in run(file, content).stdout


def test_equal_totals_are_undecided(file: Path) -> None:
    """R42: everyone has 700."""
    content = field("50", "50", "50", "50", "50")

    assert "undecided" == result_of(file, content)["skills"][0]["awards"]
    assert "need a decision by hand" in run(file, content).stdout


def test_a_skill_without_a_total_has_no_median(file: Path) -> None:
    """Everybody was absent; the member has entered nothing."""
    content = f"{HEADINGS},status\nwelding,a,A,,absent"

    result = result_of(file, content)

    assert None is result["skills"][0]["median"]
    assert [] == result["members"] == result["overall_best"]


def test_scale_scores_beyond_1000_are_shown_as_1000(file: Path) -> None:
    """R42: any total is taken, more than 100 too; clamping is for display."""
    result = result_of(file, field("900", "11", "10.5", "10", "9"))
    best = result["competitors"][0]

    assert ("900.00", 1000, "gold") == (best["total"], best["scale"], best["medal"])
    assert best["scale_unclamped"] > 1000
    assert [1000] == [one["scale"] for one in result["overall_best"]]
    assert "Overall best: a, A, welding, 1000" in run(file, file.read_bytes()).stdout


def test_a_demonstration_exam_has_grades_and_no_medals(file: Path) -> None:
    """R47: percent of the maximum to grade; the maximum is an option."""
    content = f"{HEADINGS},status\ns,a,A,70,\ns,b,B,39.99,\ns,c,C,,absent"

    of_100 = result_of(file, content, "--preset", "demonstration-exam")["competitors"]
    of_200 = result_of(file, content, "--preset", "demonstration-exam", "--mark-max", "200")["competitors"]
    printed = run(file, content, "--preset", "demonstration-exam").stdout

    assert [("70.0", 5), ("39.9", 3), (None, None)] == [(c["percent"], c["grade"]) for c in of_100]
    assert [3, 2, None] == [c["grade"] for c in of_200]
    assert {None} == {c["medal"] for c in of_100} == {c["medal_proposed"] for c in of_100}
    assert "grade" in printed
    assert "medal" not in printed


@pytest.mark.parametrize(
    "options",
    [
        ("--preset", "olympics"),
        ("--mark-max", "many"),
        ("--mark-max", "0"),
        ("--confirm", "cooking"),
        ("--teams-by", "luck"),
        ("--unknown",),
    ],
)
def test_a_misspelt_command_has_exit_code_2(file: Path, options: tuple[str, ...]) -> None:
    """Usage is not the file's fault."""
    assert 2 == run(file, field("1"), *options).exit_code


def test_a_missing_file_has_exit_code_2(tmp_path: Path) -> None:
    """With one sentence that says what to give."""
    app = typer.Typer()
    standings.register(app)

    done = CliRunner().invoke(app, [str(tmp_path / "nothing.csv")])

    assert 2 == done.exit_code
    assert "Give the path of a .csv file" in done.stderr


def test_a_total_above_the_maximum_is_counted_and_said(file: Path) -> None:
    """R40: scores beyond 1000 survive; people and programs read that a total is above 100."""
    content = field("614.20", "50", "49", "48", "47")

    result = result_of(file, content)
    plain, named = run(file, content), run(file, content, "--mark-max", "700")

    assert ("614.20", 1000) == (result["competitors"][0]["total"], result["competitors"][0]["scale"])
    assert 1000 < result["competitors"][0]["scale_unclamped"]
    assert ["row 2: 614.20"] == [said.split("stand: ")[1].split(". ")[0] for said in result["remarks"]]
    assert (0, True, False) == (
        plain.exit_code,
        "Totals above the maximum of 100.00" in " ".join(plain.stderr.split()),
        "Totals above" in named.stderr,
    )
