"""What cards say: what stands on the boards, in three languages, and not a word more."""

from typing import Any

import pytest

from services.leaderboard.cards.card import Card, Figure, digest_of
from services.leaderboard.cards.making import (
    championship_card,
    results_card,
    skill_card,
    start_card,
    story_card,
)
from services.leaderboard.cards.people import competitor_card, member_card
from services.leaderboard.cards.words import WORDS
from shared.domain.scheme_messages import Language
from tests.browser.boards import (
    competitor,
    index_board,
    overview_board,
    results_board,
    skill_board,
)

UNMARKED: dict[str, Any] = {"total": None, "place": None, "marked": "0.00", "aspects": 0}


def unmarked_board(policy: str, state: str | None, percent: str | None) -> dict[str, Any]:
    """Return a board without totals."""
    rows = {
        name: {**row, **UNMARKED, "marked": percent and "45.00"}
        for name, row in skill_board()["rows"].items()
    }
    return skill_board(rows, policy=policy, state=state, marked_percent=percent)


def words_of(card: Card) -> str:
    """Return everything that a card says."""
    return str(card).lower()


def test_a_skill_shows_its_first_five() -> None:
    """Place, name, member and total as published; the leader in the description."""
    rows = {f"c-{at}": competitor(at, f"Аты {at}", f"Name {at}", f"{50 - at}.50") for at in range(1, 8)}

    card = skill_card(skill_board(rows), "kk")

    assert ["1", "2", "3", "4", "5"] == [lane.place for lane in card.lanes]
    first = card.lanes[0]
    assert ("Аты 1", "Алматы", "49,50", 495, 450) == (
        first.name, first.about, first.value, first.earned, first.marked
    )  # fmt: skip
    assert "Бірінші орында: Аты 1, 49,50. Бағаланғаны: 37,5\u00a0%." == card.description
    assert ("Дәнекерлеу технологиялары", "10", "live", 375) == (card.title, card.plate, card.state, card.way)


def test_the_main_field_goes_before_age_groups() -> None:
    """Each has a first place; where the main field has none, the juniors' stands (R2)."""
    junior = competitor(1, "Кіші", "Junior", "60.00", group="juniors")
    senior = competitor(1, "Үлкен", "Senior", "50.00", group=None)

    both = skill_card(skill_board({"a": junior, "b": senior}), "en")
    alone = skill_card(skill_board({"a": junior, "b": {**senior, **UNMARKED}}), "en")

    assert (["Senior"], ["Junior"]) == ([x.name for x in both.lanes], [x.name for x in alone.lanes])


@pytest.mark.parametrize(
    ("policy", "state", "percent", "note"),
    [
        ("progress", "live", "37.5", WORDS["en"].policies["progress"]),
        ("after_lock", "live", "37.5", WORDS["en"].policies["after_lock"]),
        ("live", "not_started", "0.0", WORDS["en"].waiting),
        ("nothing", None, None, WORDS["en"].not_published),
    ],
)
def test_without_totals_a_skill_shows_progress_or_says_that_nothing_is_published(
    policy: str, state: str | None, percent: str | None, note: str
) -> None:
    """Nobody is named before a total of theirs is published."""
    card = skill_card(unmarked_board(policy, state, percent), "en")

    assert ((), note, f"Welding at WorldSkills Kazakhstan 2024: the standings, live. {note}") == (
        card.lanes, card.note, card.description
    )  # fmt: skip
    assert [
        Figure("3", "competitors"),
        *([Figure(f"{float(percent):g}%", "marked so far")] if percent else []),
    ] == [*card.figures]
    assert "asqar" not in words_of(card)


def test_a_championship_says_how_large_it_is_and_how_far() -> None:
    """Days, skills, competitors, progress; before the first mark, that nothing is published."""
    card = championship_card(overview_board(days=["2026-05-20", "2026-05-22"]), "ru")
    before = championship_card(overview_board(state="not_started", marked_percent="0.0"), "ru")

    assert ("20–22 мая 2026", ["2", "38", "18,7\u00a0%"]) == (card.about, [x.value for x in card.figures])
    assert ["компетенции", "конкурсантов", "оценено"] == [figure.label for figure in card.figures]
    assert (WORDS["ru"].not_published, None, 2) == (before.note, before.way, len(before.figures))


def test_the_start_page_shows_the_newest_championships() -> None:
    """In the order of the index."""
    card = start_card(index_board("wsk2025", "wsk2024"), "en")

    assert ["WSK2025", "WSK2024"] == [lane.name for lane in card.lanes]
    assert "30 skills · 555 competitors" == card.lanes[0].about


def test_the_story_is_named_after_its_championship() -> None:
    """The card tells which championship, and nothing of what happened."""
    card = story_card(overview_board(), "en")

    assert ("What happened", "WorldSkills Kazakhstan 2024") == (card.title, card.trail)


@pytest.mark.parametrize("language", WORDS)
def test_results_under_embargo_are_only_named(language: Language) -> None:
    """No word of medals, tables or skills before they are released (R51)."""
    card = results_card(results_board("embargo"), language)

    assert ((), (), WORDS[language].not_published) == (card.lanes, card.figures, card.note)
    for word in ("medal", "медал", "gold", "золот", "алтын"):
        assert word not in words_of(card)


def test_released_results_show_the_first_teams() -> None:
    """By medal points, as the team table does."""
    card = results_card(results_board(), "en")

    assert [("1", "Almaty", "4"), ("2", "Astana", "3"), ("3", "East Kazakhstan Region", "2")] == [
        (lane.place, lane.name, lane.value) for lane in card.lanes
    ]


def test_results_of_some_skills_are_counted() -> None:
    """Skill by skill there is no team table yet."""
    board = results_board("partly")
    board["head"]["groups"] = {}

    assert (Figure("1", "skill with results"),) == results_card(board, "en").figures


def test_a_member_shows_its_competitors_the_best_first() -> None:
    """Over all skills; who is on no board is nobody."""
    bakery = {"en": "Bakery", "ru": "Хлебопечение", "kk": "Нан пісіру"}
    skills = {
        "a": skill_board({"c-1": competitor(2, "Екі", "Two", "40.00")}),
        "b": skill_board({"c-2": competitor(1, "Бір", "One", "50.00")}, skill="bakery", name=bakery),
        "c": skill_board({"c-3": competitor(1, "Басқа", "Other", "50.00", member="astana-city")}),
    }

    card = member_card(overview_board(), skills, "almaty-city", "en")

    assert card is not None
    assert [("1", "One", "Bakery", "50.00"), ("2", "Two", "Welding", "40.00")] == [
        (lane.place, lane.name, lane.about, lane.value) for lane in card.lanes
    ]
    assert ("Almaty", "2 competitors") == (card.title, card.about)
    assert member_card(overview_board(), skills, "nowhere", "en") is None


def test_a_member_without_places_says_that_nothing_is_published() -> None:
    """How many compete is known, and nothing else."""
    card = member_card(overview_board(), {"a": unmarked_board("nothing", None, None)}, "almaty-city", "kk")

    assert card is not None
    assert (WORDS["kk"].not_published, (), (Figure("1", "қатысушы"),)) == (
        card.note,
        card.lanes,
        card.figures,
    )


def test_a_competitor_shows_place_total_and_progress() -> None:
    """Of how many, out of how much; only the first place is marked as such."""
    first = competitor_card({"a": skill_board()}, "c-asqar", "kk")
    second = competitor_card({"a": skill_board()}, "c-aigerim", "kk")

    assert first is not None
    assert second is not None
    assert [
        Figure("1", "3 ішіндегі орны", is_first=True), Figure("42,10", "100 ішінен"),
        Figure("45\u00a0%", "бағаланды"),
    ] == [*first.figures]  # fmt: skip
    assert ("Асқар Әлімов", "Алматы", 450) == (first.title, first.about, first.way)
    assert not second.figures[0].is_first
    assert competitor_card({"a": skill_board()}, "c-nobody", "kk") is None


@pytest.mark.parametrize(
    ("policy", "state", "percent", "figures"),
    [("progress", "live", "37.5", (Figure("45%", "marked so far"),)), ("nothing", None, None, ())],
)
def test_a_competitor_without_a_total_has_no_place(
    policy: str, state: str | None, percent: str | None, figures: tuple[Figure, ...]
) -> None:
    """Progress where it is published; else the name and that nothing is."""
    card = competitor_card({"a": unmarked_board(policy, state, percent)}, "c-asqar", "en")

    assert card is not None
    assert (figures, bool(card.note)) == (card.figures, True)


def test_a_digest_changes_with_what_is_said_and_with_nothing_else() -> None:
    """It names pictures: equal cards are one picture, whatever the board's version."""
    one, same, other = (skill_card(skill_board(state=state), "en") for state in ("live", "live", "ended"))

    assert digest_of(one) == digest_of(same)
    assert digest_of(one) != digest_of(other)
