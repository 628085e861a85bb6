"""The problems of how a championship is set up (R2 to R6, R13); sentences in en, ru, kk."""

from collections.abc import Mapping
from typing import Final

from shared.problem_rows import Row

SET_UP_PROBLEMS: Final[Mapping[str, Row]] = {
    "few_competitors": Row(
        422,
        "The skill has {count} competitors in contest; at least {least} are usual.",
        "В зачёте конкурсантов: {count}; обычно не меньше {least}.",
        "Есепте қатысушы саны {count}; әдетте кемінде {least}.",
    ),
    "guests_out_of_contest": Row(
        422,
        "Competitors out of contest: {count}. They are marked, but get no place, scale score or medal.",
        "Вне зачёта конкурсантов: {count}. Их оценивают, но места, шкалы и медалей у них нет.",
        "Есептен тыс қатысушы саны {count}. Олар бағаланады, бірақ орын, шкала және медаль алмайды.",
    ),
    "hours_unusual": Row(
        422,
        "The test project takes {count} hours; {least} to {most} are usual.",
        "Конкурсное задание рассчитано на часов: {count}; обычно от {least} до {most}.",
        "Конкурс тапсырмасы {count} сағатқа есептелген; әдетте {least}–{most}.",
    ),
    "persons_differ": Row(
        422,
        "This entry has {count} persons; the others in the skill have {usual}.",
        "В этой записи человек: {count}; у остальных в компетенции: {usual}.",
        "Бұл жазбада {count} адам бар; құзыреттіліктегі басқаларда {usual}.",
    ),
    "age_unusual": Row(
        422,
        "{value} is {age} in the year of the championship; {least} to {most} is usual.",
        "{value} в год чемпионата исполняется {age}; обычно от {least} до {most}.",
        "{value} чемпионат жылы {age} жаста болады; әдетте {least}–{most}.",
    ),
    "day_beyond_championship": Row(
        422,
        "Sub-criterion {id} is marked on C{day}, but the championship ends with C{last}.",
        "Подкритерий {id} оценивается в C{day}, но чемпионат заканчивается в C{last}.",
        "{id} ішкі критерийі C{day} күні бағаланады, бірақ чемпионат C{last} күні аяқталады.",
    ),
    "unknown_age_group": Row(
        422,
        "There is no age group “{value}” in the championship.",
        "В чемпионате нет возрастной группы «{value}».",
        "Чемпионатта «{value}» жас тобы жоқ.",
    ),
}
