"""Make the card of a competitor and of a member: where they stand on the public boards of a championship."""

from collections.abc import Callable, Mapping

from services.leaderboard.cards.card import Card, Figure, Lane
from services.leaderboard.cards.making import LANES_MAX, Data, held_back
from services.leaderboard.cards.text import (
    count_text,
    mark_text,
    name_in,
    percent_text,
    person_name,
    plural,
    short_mark_text,
    thousandths,
)
from services.leaderboard.cards.words import WORDS
from shared.domain.scheme_messages import Language

Entry = tuple[Data, str, Data]
"""The board of a skill, and on it a competitor's id and row."""
_LAST = 1 << 30


def member_card(overview: Data, skills: Mapping[str, Data], member: str, language: Language) -> Card | None:
    """Return the card of a member: who competes for it, the best places first; None when nobody knows it."""
    head, words = overview["head"], WORDS[language]
    entries = _best_first(skills, lambda _, row: row["member"] == member)
    known = head["members"].get(member) or (entries and entries[0][0]["head"]["members"].get(member))
    if not known:
        return None
    name, championship = name_in(known, language), name_in(head["name"], language)
    count = len(entries)
    size = Figure(count_text(count, language), plural(language, count, words.competitors))
    lanes = tuple(_lane(entry, language) for entry in entries if entry[2]["place"] is not None)
    said = f"{size.value} {size.label}"
    return Card(
        language,
        name,
        f"{name}, {championship}: {said}.",
        trail=championship,
        about=said if lanes else "",
        note="" if lanes else words.not_published,
        figures=() if lanes else (size,),
        lanes=lanes[:LANES_MAX],
    )


def competitor_card(skills: Mapping[str, Data], competitor: str, language: Language) -> Card | None:
    """Return the card of a competitor in the skill where they stand best; None when they are on no board."""
    entries = _best_first(skills, lambda name, _: name == competitor)
    if not entries:
        return None
    board, _, row = entries[0]
    head, words = board["head"], WORDS[language]
    name = person_name(row, language) or competitor
    member = name_in(head["members"].get(row["member"]), language, row["member"])
    skill, championship = name_in(head["name"], language), name_in(head["championship_name"], language)
    about = words.competing_for.format(name=name, member=member, skill=skill, championship=championship)
    has_place = row["place"] is not None
    note = "" if has_place else held_back(head, language)
    figures = _standing(board, row, language)
    told = ", ".join((words.place.format(place=row["place"]), figures[1].value)) if has_place else note
    is_known = bool(head["state"])
    return Card(
        language,
        name,
        f"{about} {told}".strip(),
        trail=f"{skill} · {championship}",
        about=member,
        plate=head["number"],
        state=head["state"] or "",
        state_word=words.states.get(head["state"] or "", ""),
        note=note,
        way=thousandths(row["marked"], head["mark_max"]) if is_known else None,
        figures=figures,
    )


def _standing(board: Data, row: Data, language: Language) -> tuple[Figure, ...]:
    """Return place and total where they are published, and how much of this competitor is marked."""
    words, head = WORDS[language], board["head"]
    figures = []
    if row["place"] is not None:
        group = row.get("group")
        field = sum(1 for other in board["rows"].values() if other.get("group") == group)
        mark_max = short_mark_text(head["mark_max"], language)
        figures += [
            Figure(str(row["place"]), words.place_of.format(field=field), is_first=row["place"] == 1),
            Figure(mark_text(row["total"], language), words.out_of.format(mark_max=mark_max)),
        ]
    if row["marked"] is not None:
        percent = thousandths(row["marked"], head["mark_max"])
        said = percent_text(f"{percent // 10}.{percent % 10}", language)
        figures.append(Figure(said, words.marked_so_far))
    return tuple(figures)


def _best_first(skills: Mapping[str, Data], is_wanted: Callable[[str, Data], bool]) -> list[Entry]:
    found = [
        (board, name, row)
        for board in skills.values()
        for name, row in board["rows"].items()
        if is_wanted(name, row)
    ]

    def order(entry: Entry) -> tuple[int, str, str]:
        board, name, row = entry
        return (row["place"] or _LAST, board["head"]["skill"], name)

    return sorted(found, key=order)


def _lane(entry: Entry, language: Language) -> Lane:
    board, competitor, row = entry
    head = board["head"]
    return Lane(
        name=person_name(row, language) or competitor,
        about=name_in(head["name"], language),
        place=str(row["place"]),
        value=mark_text(row["total"], language),
        earned=thousandths(row["total"], head["mark_max"]),
        marked=thousandths(row["marked"], head["mark_max"]),
    )
