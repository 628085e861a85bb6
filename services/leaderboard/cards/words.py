"""The words of cards in the three languages: those that the pages use, so that a card and its page agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shared.domain.scheme_messages import Language

Forms = tuple[str, ...]
"""After a number: one, few, many; Kazakh nouns stay singular there."""


@dataclass(frozen=True)
class Words:
    """The words of one language; names in braces are filled in."""

    tagline: str
    skills: Forms
    competitors: Forms
    states: Mapping[str, str]
    marked_so_far: str
    policies: Mapping[str, str]
    not_published: str
    waiting: str
    summary: str
    about_skill: str
    about_championship: str
    competing_for: str
    place: str
    place_of: str
    out_of: str
    total: str
    story: str
    about_story: str
    results: str
    results_final: Forms
    teams: str
    about_results: str


WORDS: Final[Mapping[Language, Words]] = {
    "en": Words(
        tagline="Live standings of skills championships",
        skills=("skill", "skills"),
        competitors=("competitor", "competitors"),
        states={
            "not_started": "Not started",
            "live": "Live",
            "ended": "Ended",
            "frozen": "Frozen",
            "provisional": "Provisional",
            "final": "Final",
        },
        marked_so_far="marked so far",
        policies={
            "live": "",
            "after_lock": "Marks appear once their forms are locked.",
            "progress": "Totals are shown later. Until then you see how much has been marked.",
            "nothing": "Nothing of this skill has been published yet.",
        },
        not_published="No results published yet",
        waiting="The board starts with the first mark",
        summary="In first place: {leader}, {total}. {percent} marked so far.",
        about_skill="{skill} at {championship}: the standings, live.",
        about_championship="{name}: every skill, who leads and how much has been marked, live.",
        competing_for="{name}, {member}: {skill}, {championship}.",
        place="Place {place}",
        place_of="place of {field}",
        out_of="of {mark_max}",
        total="total",
        story="What happened",
        about_story="{name}: what happened, told from the marks.",
        results="Results",
        results_final=("skill with results", "skills with results"),
        teams="Team standings",
        about_results="{name}: the results.",
    ),
    "ru": Words(
        tagline="Рейтинг чемпионатов профессионального мастерства в прямом эфире",
        skills=("компетенция", "компетенции", "компетенций"),
        competitors=("конкурсант", "конкурсанта", "конкурсантов"),
        states={
            "not_started": "Не началось",
            "live": "В эфире",
            "ended": "Завершено",
            "frozen": "Заморожено",
            "provisional": "Предварительно",
            "final": "Окончательно",
        },
        marked_so_far="оценено",
        policies={
            "live": "",
            "after_lock": "Баллы появляются, когда их ведомости заблокированы.",
            "progress": "Итоги будут показаны позже. Пока видно, какая часть оценена.",
            "nothing": "По этой компетенции пока ничего не опубликовано.",
        },
        not_published="Результаты пока не опубликованы",
        waiting="Таблица оживёт с первым баллом",
        summary="На первом месте {leader}, {total}. Оценено {percent}.",
        about_skill="{skill}, {championship}: рейтинг в прямом эфире.",
        about_championship="{name}: все компетенции, лидеры и ход оценки в прямом эфире.",
        competing_for="{name}, {member}: {skill}, {championship}.",
        place="Место {place}",
        place_of="место из {field}",
        out_of="из {mark_max}",
        total="итог",
        story="Что произошло",
        about_story="{name}: что произошло, по баллам.",
        results="Результаты",
        results_final=("компетенция с итогами", "компетенции с итогами", "компетенций с итогами"),
        teams="Общекомандный зачёт",
        about_results="{name}: результаты.",
    ),
    "kk": Words(
        tagline="Кәсіби шеберлік чемпионаттарының тікелей рейтингі",
        skills=("құзыреттілік",),
        competitors=("қатысушы",),
        states={
            "not_started": "Басталған жоқ",
            "live": "Тікелей эфир",
            "ended": "Аяқталды",
            "frozen": "Тоқтатылған",
            "provisional": "Алдын ала",
            "final": "Түпкілікті",
        },
        marked_so_far="бағаланды",
        policies={
            "live": "",
            "after_lock": "Ұпайлар олардың парақтары құлыпталған соң көрінеді.",
            "progress": "Қорытынды кейін көрсетіледі. Әзірге қанша бөлігі бағаланғаны көрінеді.",
            "nothing": "Бұл құзыреттілік бойынша әзірге ештеңе жарияланған жоқ.",
        },
        not_published="Нәтижелер әзірге жарияланған жоқ",
        waiting="Кесте алғашқы ұпаймен басталады",
        summary="Бірінші орында: {leader}, {total}. Бағаланғаны: {percent}.",
        about_skill="{skill}, {championship}: тікелей рейтинг.",
        about_championship="{name}: барлық құзыреттілік, көшбасшылар және бағалау барысы тікелей эфирде.",
        competing_for="{name}, {member}: {skill}, {championship}.",
        place="{place}-орын",
        place_of="{field} ішіндегі орны",
        out_of="{mark_max} ішінен",
        total="қорытынды",
        story="Не болды",
        about_story="{name}: не болғаны, ұпайлар бойынша.",
        results="Нәтижелер",
        results_final=("құзыреттілік қорытындысымен",),
        teams="Жалпыкомандалық есеп",
        about_results="{name}: нәтижелер.",
    ),
}
