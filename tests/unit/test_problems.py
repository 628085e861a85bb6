"""Every refusal has a status and a sentence in three languages."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from shared.domain.errors import RuleBroken
from shared.domain.form_life import FormState
from shared.problem_rows import KINDS, TITLES, WORDS
from shared.problems import (
    LANGUAGES,
    PROBLEMS,
    field_errors,
    language_of,
    problem,
    problem_of,
    sentence,
    sentence_parts,
    status_of,
)
from shared.tokens import Role

ROOT = Path(__file__).parents[2]


def codes_raised() -> set[str]:
    """Return every code that the rules and the services raise as a literal."""
    found = set()
    for path in [*(ROOT / "shared").rglob("*.py"), *(ROOT / "services").rglob("*.py")]:
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("RuleBroken", "Unavailable"):
                found |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
    return found


def test_every_code_that_is_raised_has_a_row() -> None:
    """Nobody is refused with a code that has no sentence."""
    assert set() == codes_raised() - PROBLEMS.keys()


@pytest.mark.parametrize("code", PROBLEMS)
def test_the_three_sentences_name_the_same_details(code: str) -> None:
    """What one language tells, the others tell too, and each status has a title."""
    row = PROBLEMS[code]

    named = [set(re.findall(r"{([\w:]+)}", said)) for said in (row.en, row.ru, row.kk)]

    assert named[0] == named[1] == named[2]
    assert row.status in TITLES
    assert len({row.en, row.ru, row.kk}) == 3


def test_a_problem_says_what_where_and_why() -> None:
    """All members of RFC 9457 that we use are there, and our code and errors."""
    document = problem("mark_over_maximum", "en", field="entries.0.mark", value="3.00", mark_max="1.00")

    detail = "3.00 is above the max mark of this aspect, 1.00."
    assert document == {
        "type": "urn:bayge:problem:mark_over_maximum",
        "title": "A rule is broken",
        "status": 422,
        "detail": detail,
        "code": "mark_over_maximum",
        "errors": [{"field": "entries.0.mark", "code": "mark_over_maximum", "detail": detail}],
    }


def test_a_problem_says_where_in_its_sentence_ids_stand() -> None:
    """Whoever shows it puts names there; the sentence itself is whole."""
    one = problem("not_in_team", "en", field="expert", value="e-6")
    two = problem("member_differs", "ru", value="abai", expected="almaty")

    assert ["“", "e-6", "” is not in the team that does this."] == one["detail_parts"]
    assert "“e-6” is not in the team that does this." == one["detail"] == one["errors"][0]["detail"]
    assert ["Преемник из региона ", "almaty", ", а не ", "abai", "."] == two["detail_parts"]


def test_each_of_a_list_of_ids_has_its_place_and_a_long_list_is_cut() -> None:
    """A definition may leave out everybody."""
    many = problem("expert_has_marks", "en", value=[f"e-{at}" for at in range(30)])["detail_parts"]

    told = problem("expert_has_marks", "en", value=["e-1", "e-2"])["detail_parts"]
    assert ["e-1", ", ", "e-2", "."] == told[1:]
    assert (41, "e-19", ", ….") == (len(many), many[-2], many[-1])


def test_a_sentence_without_ids_is_not_told_in_parts() -> None:
    """Neither what names nobody, nor what does not know whom."""
    assert "detail_parts" not in problem("form_locked", "en", value="A1", state="locked")
    assert ["“…” is not in the team that does this."] == sentence_parts("not_in_team", "en")


def test_states_and_roles_are_said_in_the_language() -> None:
    """A chief expert reads no words of the program."""
    assert "её состояние: заполнена." in sentence("form_not_checked", "ru", value="A1", state="entered")
    assert "This is not done in the role “chief expert”." == sentence(
        "role_not_allowed", "en", role="chief_expert"
    )


@pytest.mark.parametrize(("kind", "names"), [("state", get_args(FormState)), ("role", get_args(Role))])
def test_every_state_and_role_has_its_words(kind: str, names: tuple[str, ...]) -> None:
    """One that is added to the rules is added here."""
    assert set() == set(names) - WORDS[kind].keys()


def test_a_problem_without_a_field_has_no_errors() -> None:
    """A missing token is nobody's field."""
    assert [] == problem("token_missing", "kk")["errors"]


def test_several_refusals_become_one_problem() -> None:
    """Whoever sent three faults hears of three faults."""
    refusals = [RuleBroken("field_missing", field="id"), RuleBroken("duplicate_id", field="x", value="y")]

    document = problem_of(refusals, "en")

    assert "several_faults" == document["code"]
    assert 422 == document["status"]
    assert [("id", "field_missing"), ("x", "duplicate_id")] == [
        (e["field"], e["code"]) for e in document["errors"]
    ]
    assert document["errors"] == field_errors(refusals, "en")


def test_a_single_refusal_keeps_its_own_code_and_status() -> None:
    """One fault is not dressed up as several."""
    document = problem_of([RuleBroken("id_reused", field="id")], "ru")

    assert ("id_reused", 409) == (document["code"], document["status"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_expected_kind_is_named_in_the_language(language: str) -> None:
    """`a whole number` reads in each language."""
    said = sentence("field_wrong_type", language, expected="whole number")  # type: ignore[arg-type]

    assert KINDS["whole number"][LANGUAGES.index(language)] in said  # type: ignore[arg-type]


def test_a_detail_that_is_not_known_shows_as_an_ellipsis() -> None:
    """A verdict brings a code without details; the sentence still reads."""
    assert "A score is … to …." == sentence("score_out_of_range", "en")


def test_a_long_value_is_cut_and_a_list_is_joined() -> None:
    """Nobody gets a megabyte quoted back."""
    assert len(sentence("unknown_form", "en", value="x" * 10_000)) < 200
    assert "it gives 0.00, 1.00." in sentence("mark_not_allowed", "en", value="1", allowed=["0.00", "1.00"])


def test_braces_in_a_value_are_only_text() -> None:
    """A value is never read as a template."""
    assert "“{status.__class__}”" in sentence("unknown_form", "en", value="{status.__class__}")


def test_a_code_of_a_newer_release_reads_as_a_plain_refusal() -> None:
    """During an update scoring may know codes that ingest does not."""
    document = problem("not_invented_yet", "en")

    assert ("not_invented_yet", 422) == (document["code"], status_of("not_invented_yet"))
    assert "This was refused (not_invented_yet)." == document["detail"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("ru", "ru"),
        ("kk-KZ,kk;q=0.9,ru;q=0.8", "kk"),
        ("de,fr;q=0.9", "en"),
        ("de, ru;q=0.1", "ru"),
        ("en;q=0.2, ru;q=0.7", "ru"),
        ("ru;q=0", "en"),
        ("ru;q=nan, kk;q=0.1", "kk"),
        ("ru;level=1", "en"),
        (";;,,=;q", "en"),
        ("*", "en"),
    ],
)
def test_the_language_is_the_one_that_is_preferred(header: str | None, language: str) -> None:
    """Accept-Language is read with its weights, and garbage in it does no harm."""
    assert language == language_of(header)
