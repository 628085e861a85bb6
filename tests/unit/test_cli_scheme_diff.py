from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from deploy.cli import importing, scheme, scheme_diff, scheme_export
from deploy.cli.definitions import DefinedSkill
from deploy.cli.importing import again_imported
from shared import codec
from shared.domain.championship import skill_document
from shared.domain.scheme import Scheme, scheme_document
from shared.domain.workbook.reading import SchemeReading
from shared.workbook import read_scheme
from shared.workbook_export import scheme_workbook
from tests.builders import skill
from tests.builders_workbook import sound_scheme, write_workbook


@pytest.fixture
def app() -> typer.Typer:
    """Return the command with the verbs about schemes alone."""
    app = typer.Typer()
    scheme.register(app)
    return app


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return the workbook of the sound scheme."""
    return write_workbook(tmp_path / "old.xlsx")


def edited(path: Path, values: Mapping[str, object]) -> Path:
    """Write the sound scheme with other values in named cells."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        for name, value in values.items():
            sheet[at[name]] = value

    return write_workbook(path, edit=edit)


def run(app: typer.Typer, *args: object) -> tuple[int, Any]:
    """Return exit code and JSON of a verb."""
    done = CliRunner().invoke(app, ["scheme", *map(str, args)])
    return done.exit_code, codec.decode(done.stdout) if done.stdout.startswith("{") else done.stdout


def test_equal_schemes_do_not_differ(app: typer.Typer, old: Path) -> None:
    """A file compared with itself."""
    code, result = run(app, "diff", old, old, "--json")

    assert (0, True, [], {}) == (code, result["equal"], result["changes"], result["forms"])


def test_the_difference_is_told_form_by_form(app: typer.Typer, old: Path, tmp_path: Path) -> None:
    """Another maximum, another text and so another aspect, another day: what, where, before and after."""
    changes = {"A1.1.mark_max": 1.5, "A1.2.mark_max": 2.5, "B1.3.description": "weight", "C2.day": 3}
    new = edited(tmp_path / "new.xlsx", changes)

    code, result = run(app, "diff", old, new, "--json")

    assert (0, False) == (code, result["equal"])
    assert {"added": 1, "removed": 1, "changed": 2, "moved": 0} == result["aspects"]
    assert {"before": "100.00", "after": "100.00"} == result["total"]
    assert ["A1", "B1", "C2"] == list(result["forms"])
    assert {
        "added": ["B1.9"],
        "removed": ["B1.3"],
        "changed": [],
        "moved": [],
        "marks": {"before": "16.00", "after": "16.00"},
    } == result["forms"]["B1"]
    assert ["A1.1", "A1.2"] == result["forms"]["A1"]["changed"]
    assert {
        "kind": "changed",
        "subject": "aspect",
        "id": "A1.1",
        "forms": ["A1"],
        "field": "mark_max",
        "before": "2.00",
        "after": "1.50",
    } in result["changes"]
    assert ("C2", "day", 2, 3) in [(c["id"], c["field"], c["before"], c["after"]) for c in result["changes"]]


def test_people_see_what_would_change(
    app: typer.Typer, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signs, forms with their marks, old and new values."""
    screen = Console(width=200, record=True)
    monkeypatch.setattr(scheme_diff, "screen", screen)
    values = {
        "A1.1.mark_max": 1.5,
        "A1.2.mark_max": 2.5,
        "B1.3.description": "weight",
        "section 1.name": "Craft",
    }
    new = edited(tmp_path / "new.xlsx", values)

    run(app, "diff", old, new)
    run(app, "diff", old, old)

    said = screen.export_text()
    for text in (
        "~ section 1, name: Making → Craft",
        "A1: 16.00 marks, then 16.00",
        "~ aspect A1.1, mark_max: 2.00 → 1.50",
        "- aspect B1.3 removed: size of B1.3",
        "+ aspect B1.9 added: weight",
        "The schemes are the same.",
    ):
        assert text in said


def test_a_long_or_missing_value_fits_the_line(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists as JSON, long texts cut, nothing said as nothing."""
    screen = Console(width=250, record=True)
    monkeypatch.setattr(scheme_diff, "screen", screen)
    first = sound_scheme().criteria[0].sub_criteria[0].aspects[0]
    changed = replace(first, extra="x" * 100, allowed_marks=(0, first.mark_max))
    for name, aspect in (("old", first), ("new", changed)):
        content = codec.encode(scheme_document(with_first(aspect)))
        (tmp_path / f"{name}.json").write_bytes(content)

    run(app, "diff", tmp_path / "old.json", tmp_path / "new.json")

    said = screen.export_text()
    assert f"extra: by rule → {'x' * 60}…" in said
    assert 'allowed_marks: nothing → ["0.00","2.00"]' in said


def with_first(aspect: Any) -> Scheme:
    """Return the sound scheme with another first aspect."""
    sound = sound_scheme()
    a = sound.criteria[0]
    sub = replace(a.sub_criteria[0], aspects=(aspect, *a.sub_criteria[0].aspects[1:]))
    return replace(sound, criteria=(replace(a, sub_criteria=(sub, *a.sub_criteria[1:])), *sound.criteria[1:]))


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"[]", 1), (b"{", 1), (b"{}", 1), (b'{"scheme": 3}', 1), (None, 2)],
)
def test_what_is_no_scheme_is_refused_in_a_sentence(
    app: typer.Typer, old: Path, tmp_path: Path, content: bytes | None, code: int
) -> None:
    """No JSON, another JSON, no file."""
    other = tmp_path / "other.json"
    if content is not None:
        other.write_bytes(content)

    assert code == run(app, "diff", old, other)[0]


def test_a_scheme_with_errors_is_not_compared(app: typer.Typer, old: Path, tmp_path: Path) -> None:
    """What would be shown could not be applied."""
    broken = edited(tmp_path / "broken.xlsx", {"A1.1.mark_max": 1})

    assert 1 == run(app, "diff", old, broken, "--json")[0]
    assert 1 == run(app, "diff", broken, old, "--json")[0]


def test_a_definition_holds_a_scheme_too(app: typer.Typer, old: Path, tmp_path: Path) -> None:
    """The JSON of a skill, as the import takes it."""
    document = skill_document(skill(of=sound_scheme()))
    (tmp_path / "skill.json").write_bytes(codec.encode(document))

    assert run(app, "diff", tmp_path / "skill.json", old, "--json")[1]["equal"]


def test_an_export_is_read_back(app: typer.Typer, old: Path, tmp_path: Path) -> None:
    """From a file to a file; the new one holds the same scheme and the ids of its aspects."""
    new = tmp_path / "new.xlsx"

    assert 0 == run(app, "export", new, "--from", old)[0]
    reading = read_scheme(new)
    assert (sound_scheme(), 50) == (reading.scheme, len(reading.given_ids))


@pytest.mark.parametrize(
    "args",
    [
        ("x.csv", "--from", "OLD"),
        ("OLD", "--from", "OLD"),
        ("x.xlsx",),
        ("no/folder/x.xlsx", "--from", "OLD"),
    ],
)
def test_an_export_that_cannot_be_is_refused(
    app: typer.Typer, old: Path, tmp_path: Path, args: tuple[str, ...]
) -> None:
    """No workbook, a file that is there, nobody's scheme, a folder that is not there."""
    said = [
        str(old) if arg == "OLD" else arg if arg.startswith("--") else str(tmp_path / arg) for arg in args
    ]

    assert 2 == run(app, "export", *said)[0]
    assert sound_scheme() == read_scheme(old).scheme


def test_force_writes_over_a_file(app: typer.Typer, old: Path, tmp_path: Path) -> None:
    """Said aloud, it may."""
    target = tmp_path / "there.xlsx"
    target.write_bytes(b"old")

    assert 0 == run(app, "export", target, "--from", old, "--force")[0]
    assert sound_scheme() == read_scheme(target).scheme


def test_a_scheme_imported_again_keeps_its_aspects(tmp_path: Path) -> None:
    """R10: a foreign file has no ids; what it adds gets one that this skill never had."""
    defined = skill(of=with_first(replace(sound_scheme().criteria[0].sub_criteria[0].aspects[0], id="first")))
    new = edited(tmp_path / "new.xlsx", {"A1.2.description": "weight"})

    again = again_imported(DefinedSkill(defined, frozenset({"A1.2", "A1.9", "A1.30"})), read_scheme(new))

    ids = [aspect.id for aspect in again.scheme.criteria[0].sub_criteria[0].aspects]
    assert ["first", "A1.31", "A1.3", "A1.4"] == ids[:4]
    assert defined.competitors == again.competitors


def test_an_exported_scheme_imported_again_keeps_even_rewritten_aspects() -> None:
    """R10: its column of ids says which aspect is meant, whatever its text has become."""
    defined = skill(of=sound_scheme())
    aspect = sound_scheme().criteria[0].sub_criteria[0].aspects[0]
    rewritten = with_first(replace(aspect, description="quite another text"))
    assert scheme_workbook(rewritten)

    reading = SchemeReading(rewritten, (), rewritten, "blocks", frozenset(a.id for a in rewritten.aspects))

    assert rewritten == again_imported(DefinedSkill(defined, frozenset()), reading).scheme


class Door:
    """Stands in for the running stack: what the catalogue says, and what was asked of it."""

    def __init__(self) -> None:
        self.defined = DefinedSkill(skill(of=sound_scheme()), frozenset({"A1.20"}))
        self.asked = 0

    def skill(self, championship: str, skill_id: str) -> DefinedSkill:
        """Return the skill as it is defined now."""
        assert ("cup", "testing") == (championship, skill_id)
        return self.defined

    def answer(self, *_: object) -> dict[str, Any]:
        """Answer an import."""
        self.asked += 1
        return {"warnings": []}


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    """Put the door in the place of the stack."""
    door = Door()
    monkeypatch.setattr(importing, "defined_skill", door.skill)
    monkeypatch.setattr(scheme_export, "defined_skill", door.skill)
    monkeypatch.setattr(importing, "connection", lambda *_: None)
    monkeypatch.setattr(importing, "_asked", door.answer)
    return door


def imported(*args: object) -> Any:
    """Return what `bayge import` did."""
    app = typer.Typer()
    importing.register(app)
    app.callback()(lambda: None)
    place = ["--championship", "cup", "--skill", "testing"]
    return CliRunner().invoke(app, ["import", *map(str, args), *place], catch_exceptions=False)


def test_a_dry_run_shows_the_difference_and_changes_nothing(door: Door, tmp_path: Path) -> None:
    """R15: seen before it is applied, with the ids that it would get."""
    new = edited(tmp_path / "new.xlsx", {"A1.2.description": "weight"})

    done = imported(new, "--dry-run", "--json")

    assert (0, 0) == (done.exit_code, door.asked)
    assert ["A1.21"] == codec.decode(done.stdout)["forms"]["A1"]["added"]


def test_an_import_shows_the_difference_and_applies_it(
    door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People see it first; a program gets the answer alone."""
    screen = Console(width=200, record=True)
    monkeypatch.setattr(scheme_diff, "screen", screen)
    new = edited(tmp_path / "new.xlsx", {"A1.2.description": "weight"})

    assert 0 == imported(new).exit_code
    assert {"warnings": []} == codec.decode(imported(new, "--json").stdout)
    assert 2 == door.asked
    assert "+ aspect A1.21 added: weight" in screen.export_text()


def test_the_scheme_of_a_defined_skill_is_exported(app: typer.Typer, door: Door, tmp_path: Path) -> None:
    """By championship and skill, from what the log says."""
    target = tmp_path / "defined.xlsx"

    assert 0 == run(app, "export", target, "--championship", "cup", "--skill", "testing")[0]
    assert door.defined.definition.scheme == read_scheme(target).scheme
