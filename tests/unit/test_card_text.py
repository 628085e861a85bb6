"""Numbers, days and names on cards read as on the pages."""

import re
from pathlib import Path

import pytest

from services.leaderboard.cards import tokens
from services.leaderboard.cards.text import (
    count_text,
    days_text,
    mark_text,
    name_in,
    percent_text,
    person_name,
    plural,
    thousandths,
)
from services.leaderboard.cards.words import WORDS
from shared.domain.scheme_messages import Language

WEB = Path(__file__).parents[2] / "services" / "web" / "src"


def test_numbers_are_written_as_the_language_does() -> None:
    """The decimal sign, the space before per cent, thousands."""
    assert ("42.10", "42,10", "42,10") == (
        mark_text("42.10", "en"), mark_text("42.10", "ru"), mark_text("42.10", "kk")
    )  # fmt: skip
    assert ("37.5%", "100\u00a0%", "0\u00a0%") == (
        percent_text("37.50", "en"), percent_text("100.0", "ru"), percent_text("0.0", "kk")
    )  # fmt: skip
    assert ("1,400", "1\u00a0400", "45") == (
        count_text(1400, "en"),
        count_text(1400, "kk"),
        count_text(45, "ru"),
    )


@pytest.mark.parametrize(
    ("language", "count", "form"),
    [
        ("en", 1, "a"), ("en", 2, "b"), ("en", 0, "b"),
        ("ru", 1, "a"), ("ru", 21, "a"), ("ru", 3, "b"), ("ru", 11, "c"), ("ru", 12, "c"), ("ru", 5, "c"),
    ],
)  # fmt: skip
def test_a_word_after_a_number_has_its_form(language: Language, count: int, form: str) -> None:
    """One, few, many; Kazakh has one for all."""
    assert form == plural(language, count, ("a", "b", "c") if language == "ru" else ("a", "b"))
    assert "a" == plural("kk", count, ("a",))


@pytest.mark.parametrize(
    ("days", "en", "ru", "kk"),
    [
        ((), "", "", ""),
        (("2026-05-20",), "20 May 2026", "20 мая 2026", "2026 жылғы 20 мамыр"),
        (("2026-05-20", "2026-05-23"), "20–23 May 2026", "20–23 мая 2026", "2026 жылғы 20–23 мамыр"),
        (
            ("2026-05-30", "2026-06-02"),
            "30 May – 2 June 2026", "30 мая – 2 июня 2026", "2026 жылғы 30 мамыр – 2 маусым",
        ),
    ],
)  # fmt: skip
def test_days_are_said_as_people_say_them(days: tuple[str, ...], en: str, ru: str, kk: str) -> None:
    """One day, days of one month, days of two."""
    assert (en, ru, kk) == (days_text(days, "en"), days_text(days, "ru"), days_text(days, "kk"))


def test_a_name_is_in_the_readers_script_or_in_the_one_there_is() -> None:
    """A name that is missing in a language is told in another; none at all is empty."""
    person = {"name": "Әлия", "name_latin": "Aliya"}

    assert ("Aliya", "Әлия", "Aliya", "") == (
        person_name(person, "en"), person_name(person, "kk"),
        person_name({"name": None, "name_latin": "Aliya"}, "ru"), person_name({"name": None}, "en"),
    )  # fmt: skip
    assert ("Бір", "One", "abai") == (
        name_in({"kk": "Бір", "en": "One"}, "kk"), name_in({"en": "One"}, "ru"), name_in(None, "en", "abai")
    )  # fmt: skip


def test_a_bar_is_never_longer_than_its_track() -> None:
    """Thousandths; nothing and nonsense are none."""
    assert [421, 1000, 0, 0, 0] == [
        thousandths(part, whole)
        for part, whole in (("42.10", "100.00"), ("120", "100"), (None, "100"), ("1", "0"), ("-1", "100"))
    ]


def test_colours_of_pictures_are_those_of_the_pages() -> None:
    """One fact in two languages: the names and values of ``tokens.css``."""
    css = (WEB / "tokens.css").read_text()
    fixed, by_night = css.split("/* What the colours")[0], css.split("[data-theme='dark']")[1]
    known = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", fixed + by_night))

    ours = {name: value for name, value in vars(tokens).items() if name.isupper()}

    assert ours == {name: known[name.lower().replace("_", "-")] for name in ours}


@pytest.mark.parametrize("language", WORDS)
def test_states_and_reasons_are_worded_as_on_the_pages(language: Language) -> None:
    """A card never calls a state otherwise than the page that it leads to."""
    said = (WEB / "lib" / "messages" / f"{language}.ts").read_text()
    words = WORDS[language]

    for word in (*words.states.values(), words.marked_so_far, words.waiting, words.tagline):
        assert f"'{word}'" in said
    assert {"live", "after_lock", "progress", "nothing"} == words.policies.keys()
