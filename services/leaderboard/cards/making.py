"""Make the cards of a championship's pages out of boards that are published to the public, and nothing else.

What may not be known yet does not stand on those boards (R50 to R52): a card leaves out what they leave out.
"""

from collections.abc import Mapping
from typing import Any, Final

from services.leaderboard.cards.card import Card, Figure, Lane
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
from services.leaderboard.cards.words import WORDS, Forms
from shared.domain.scheme_messages import Language

Data = Mapping[str, Any]
"""A board as it stands in Redis: kind, head, rows."""

LANES_MAX: Final = 5


def start_card(index: Data, language: Language) -> Card:
    """Return the card of the start page: the newest championships."""
    words = WORDS[language]
    rows = sorted(index["rows"].values(), key=lambda row: row["order"])
    lanes = tuple(
        Lane(
            name=name_in(row["name"], language),
            about=" · ".join(
                _counted(row[what], forms, language)
                for what, forms in (("skills", words.skills), ("competitors", words.competitors))
            ),
        )
        for row in rows[:LANES_MAX]
    )
    return Card(language, words.tagline, f"{words.tagline}.", lanes=lanes)


def championship_card(overview: Data, language: Language) -> Card:
    """Return the card of a championship: how large it is, and how far it has come."""
    words, head = WORDS[language], overview["head"]
    name = name_in(head["name"], language)
    has_begun = head["state"] not in {None, "not_started"}
    return Card(
        language,
        name,
        words.about_championship.format(name=name),
        about=days_text(head.get("days", ()), language),
        **_state(head["state"], language),
        note="" if has_begun else words.not_published,
        way=thousandths(head["marked_percent"], "100") if has_begun else None,
        figures=_sizes(head, language)
        + ((_progress(head["marked_percent"], language),) if has_begun else ()),
    )


def story_card(overview: Data, language: Language) -> Card:
    """Return the card of what happened: of the championship, under another name."""
    words, name = WORDS[language], name_in(overview["head"]["name"], language)
    return Card(
        language,
        words.story,
        words.about_story.format(name=name),
        trail=name,
        about=days_text(overview["head"].get("days", ()), language),
        **_state(overview["head"]["state"], language),
        figures=_sizes(overview["head"], language),
    )


def skill_card(board: Data, language: Language) -> Card:
    """Return the card of a skill: the first five where marks are published, else how far marking is."""
    words, head, percent = WORDS[language], board["head"], board["head"]["marked_percent"]
    name, championship = name_in(head["name"], language), name_in(head["championship_name"], language)
    about = words.about_skill.format(skill=name, championship=championship)
    shared: dict[str, Any] = {
        "trail": championship,
        "plate": head["number"],
        **_state(head["state"], language),
        "way": None if percent is None else thousandths(percent, "100"),
    }
    first = placed(board)[:LANES_MAX]
    if first and percent is not None:
        leader = first[0][1]
        said = words.summary.format(
            leader=person_name(leader, language) or first[0][0],
            total=mark_text(leader["total"], language),
            percent=percent_text(percent, language),
        )
        lanes = tuple(_lane(entry, name_, board, language) for name_, entry in first)
        return Card(
            language, name, said, **shared, lanes=lanes,
            percent=percent_text(percent, language), percent_label=words.marked_so_far,
        )  # fmt: skip
    field = len(board["rows"])
    figures = (Figure(count_text(field, language), plural(language, field, words.competitors)),)
    return Card(
        language,
        name,
        f"{about} {held_back(head, language)}".strip(),
        **shared,
        note=held_back(head, language),
        figures=figures + (() if percent is None else (_progress(percent, language),)),
    )


def held_back(head: Data, language: Language) -> str:
    """Return why there are no totals on a skill's board, as its page says it."""
    words = WORDS[language]
    if head["state"] is None:
        return words.not_published
    return words.policies[head["policy"]] or words.waiting


def results_card(results: Data, language: Language) -> Card:
    """Return the card of a championship's results; under embargo it says no more than that (R51)."""
    words, head = WORDS[language], results["head"]
    name = name_in(head["name"], language)
    about = words.about_results.format(name=name)
    if head["state"] == "embargo":
        return Card(
            language, words.results, f"{about} {words.not_published}.", trail=name, note=words.not_published
        )
    main = head["groups"].get("")
    if main is None:
        final = sum(1 for skill in head["skills"].values() if skill["is_final"])
        figure = Figure(count_text(final, language), plural(language, final, words.results_final))
        return Card(language, words.results, about, trail=name, figures=(figure,))
    points = {standing["member"]: standing["points"] for standing in main["members"]}
    most = max([*points.values(), 1])
    lanes = tuple(
        Lane(
            name=name_in(head["members"].get(row["member"]), language, row["member"]),
            place=str(row["place"]),
            value=count_text(points[row["member"]], language),
            earned=thousandths(str(points[row["member"]]), str(most)),
        )
        for row in main["team_tables"]["points"][:LANES_MAX]
    )
    return Card(
        language, words.results, about, trail=name, about=words.teams,
        **_state(head["state"], language), lanes=lanes,
    )  # fmt: skip


def placed(board: Data) -> list[tuple[str, Data]]:
    """Return who has a place, best first: of the main field, and where that has none, of any age group."""
    with_place = [(name, row) for name, row in board["rows"].items() if row["place"] is not None]
    main = [(name, row) for name, row in with_place if not row.get("group")]
    return sorted(main or with_place, key=lambda entry: (entry[1]["place"], entry[0]))


def _lane(row: Data, competitor: str, board: Data, language: Language) -> Lane:
    head = board["head"]
    return Lane(
        name=person_name(row, language) or competitor,
        about=name_in(head["members"].get(row["member"]), language, row["member"]),
        place=str(row["place"]),
        value=mark_text(row["total"], language),
        earned=thousandths(row["total"], head["mark_max"]),
        marked=thousandths(row["marked"], head["mark_max"]),
    )


def _sizes(head: Data, language: Language) -> tuple[Figure, ...]:
    words = WORDS[language]
    return tuple(
        Figure(count_text(head[what], language), plural(language, head[what], forms))
        for what, forms in (("skills", words.skills), ("competitors", words.competitors))
    )


def _progress(percent: str, language: Language) -> Figure:
    return Figure(percent_text(percent, language), WORDS[language].marked_so_far)


def _counted(count: int, forms: Forms, language: Language) -> str:
    return f"{count_text(count, language)} {plural(language, count, forms)}"


def _state(state: str | None, language: Language) -> dict[str, Any]:
    word = WORDS[language].states.get(state or "", "")
    return {"state": state, "state_word": word} if state and word else {}
