"""The verbs `simulate` and `import`: what they say and which exit code they give."""

from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from deploy.cli import importing, simulate
from deploy.cli.connection import connection
from deploy.embedded.errors import StackError
from deploy.simulator.comparison import Mismatch
from deploy.simulator.summary import Summary
from shared.tokens import read_token

RIGHT = Summary(
    championship="small",
    seed="x",
    submissions=6,
    waiting=2,
    counted=3,
    set_aside=1,
    refused=0,
    unexpected=0,
    unanswered=0,
    repeats=1,
    repeats_differing=0,
    retries=2,
    entries=9,
    seconds=1.5,
    submissions_per_second=2.7,
    verdict_p50_ms=3.0,
    verdict_p99_ms=9.5,
    frame_p50_ms=None,
    frame_p99_ms=None,
    frames_measured=0,
    viewers=3,
    boards_checked=3,
    boards_equal=3,
    mismatches=(),
)


@pytest.fixture
def app() -> typer.Typer:
    """Return a command of just these two verbs."""
    app = typer.Typer()
    for verb in (simulate, importing):
        verb.register(app)
    return app


def test_all_is_right() -> None:
    """Nothing lost, nothing doubled, every board equal."""
    assert RIGHT.is_right
    assert RIGHT.document()["right"] is True


@pytest.mark.parametrize(
    "changes",
    [
        {"unexpected": 1},
        {"unanswered": 1},
        {"repeats_differing": 1},
        {"boards_equal": 2},
        {"mismatches": (Mismatch("welding", "c-1", "total", "1.00", "0.99"),)},
    ],
)
def test_any_fault_makes_it_wrong(changes: dict[str, object]) -> None:
    """Each of these ends with exit code 1."""
    assert not replace(RIGHT, **changes).is_right  # type: ignore[arg-type]


def test_the_summary_is_readable(capsys: pytest.CaptureFixture[str]) -> None:
    """A table on standard output, differences on standard error."""
    wrong = replace(
        RIGHT,
        mismatches=tuple(Mismatch("welding", f"c-{n}", "total", "1.00", "0.99") for n in range(21)),
        unanswered=1,
        refusals=("compatriot",),
    )

    simulate._print(wrong)

    said = capsys.readouterr()
    assert "3 counted, 2 waiting, 1 set aside, 0 refused" in said.out
    assert "welding c-0: total is 0.99, must be 1.00" in said.err
    assert "1 more differences" in said.err
    assert "compatriot" in said.err
    assert "1 submissions never had an answer" in said.err


ENDED = {
    "appeals": 3,
    "corrections": 1,
    "entries_recounted": 9,
    "skills_final": 3,
    "office": "equal",
    "awards": {"silver": 3, "gold": 4},
    "members": [{"place": 1, "member": "abai", "points": 25}],
    "overall_best": ["c-1"],
}


def test_the_end_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Appeals, recount, final skills, awards, the best team; before the first award there is none."""
    simulate._print(replace(RIGHT, acts=70, forms_locked=12, ending=ENDED))
    simulate._print(replace(RIGHT, ending=ENDED | {"awards": {}, "members": []}))

    said = capsys.readouterr().out
    assert "70 acts, 12 forms locked" in said
    assert "3, 1 with a correction" in said
    assert "9 entries, equal; 3 skills final" in said
    assert "4 gold, 3 silver; the office: equal" in said
    assert "abai, 25 points" in said
    assert "-, 0 points" in said


def test_an_office_that_differs_is_wrong() -> None:
    """No office is no fault, another one's awards are."""
    assert replace(RIGHT, ending=ENDED | {"office": "absent"}).is_right
    assert not replace(RIGHT, ending=ENDED | {"office": "differs"}).is_right


def test_a_name_that_is_nothing(app: typer.Typer) -> None:
    """The samples are named."""
    result = CliRunner().invoke(app, ["simulate", "nothing-of-the-kind"])

    assert 2 == result.exit_code


@pytest.mark.parametrize("text", ["{", "[]", '{"skills": []}'])
def test_a_file_that_is_no_bundle(app: typer.Typer, tmp_path: Path, text: str) -> None:
    """Said before anything is asked of Bayge."""
    file = tmp_path / "bundle.json"
    file.write_text(text)

    for verb in ("simulate", "import"):
        assert 1 == CliRunner().invoke(app, [verb, str(file), "--url", "http://127.0.0.1:1"]).exit_code


def test_a_scheme_needs_its_skill(app: typer.Typer, tmp_path: Path) -> None:
    """One workbook holds one scheme; whose is not in it."""
    assert 2 == CliRunner().invoke(app, ["import", "scheme.xlsx", "--skill", "welding"]).exit_code


def test_a_scheme_with_errors_changes_nothing(app: typer.Typer, tmp_path: Path) -> None:
    """Every error is said, and nothing is asked of Bayge."""
    file = tmp_path / "scheme.xlsx"
    file.write_bytes(b"no workbook")

    result = CliRunner().invoke(app, ["import", str(file), "--championship", "wsk", "--skill", "welding"])

    assert 1 == result.exit_code


def test_a_token_is_made_with_the_key_of_the_stack(tmp_path: Path) -> None:
    """Where none is given, the data folder's key signs one."""
    (tmp_path / "secret").write_text("a-secret-that-is-long-enough-for-hs256\n")

    door = connection("http://127.0.0.1:1", None, {"BAYGE_VAR": str(tmp_path)})

    assert "administrator" == read_token("a-secret-that-is-long-enough-for-hs256", door.token, 0).role


def test_a_token_that_is_given_is_used(tmp_path: Path) -> None:
    """By option first, by environment next; no key is made on the way."""
    environ = {"BAYGE_VAR": str(tmp_path), "BAYGE_TOKEN": "named"}

    assert "given" == connection("http://127.0.0.1:1", "given", environ).token
    assert "named" == connection("http://127.0.0.1:1", None, environ).token
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("url", "said"), [("127.0.0.1", "no address"), ("http://x", "no key"), (None, "bayge up")]
)
def test_what_is_missing_is_said(tmp_path: Path, url: str | None, said: str) -> None:
    """No address, no key, no stack: each with what to do."""
    with pytest.raises(StackError, match=said):
        connection(url, None, {"BAYGE_VAR": str(tmp_path)})
