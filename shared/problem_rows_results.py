"""The problems of results and boards: awards, penalties, reading; sentences in en, ru, kk."""

from collections.abc import Mapping
from typing import Final

from shared.problem_rows import Row

RESULT_PROBLEMS: Final[Mapping[str, Row]] = {
    "boards_unavailable": Row(
        503,
        "The boards cannot be read right now; try again in a few seconds.",
        "Табло сейчас недоступны; повторите через несколько секунд.",
        "Таблолар қазір қолжетімсіз; бірнеше секундтан кейін қайталаңыз.",
    ),
    "card_unavailable": Row(
        503,
        "The picture or page cannot be made right now; try again in a few seconds.",
        "Картинку или страницу сейчас подготовить нельзя; повторите через несколько секунд.",
        "Суретті немесе бетті қазір дайындау мүмкін емес; бірнеше секундтан кейін қайталаңыз.",
    ),
    "results_change_needs_reason": Row(
        422,
        "Results are to be made otherwise: say why in “reason”. Every skill must then be made final anew.",
        "Результаты будут считаться иначе: укажите в «reason» почему. Каждую компетенцию завершают заново.",
        "Нәтижелер басқаша есептелмек: себебін «reason» өрісінде жазыңыз. Әр құзыреттілік қайта аяқталады.",
    ),
    "definition_change_needs_reason": Row(
        422,
        "The skill is final, and a changed definition ends that: say why in “reason”.",
        "Компетенция завершена, новое определение это отменит: укажите в «reason» почему.",
        "Құзыреттілік аяқталған, жаңа анықтама мұны жояды: себебін «reason» өрісінде жазыңыз.",
    ),
    "token_too_old": Row(
        410,
        "What changed since then is no longer kept in full: read again without “since”.",
        "Изменения с того момента хранятся уже не полностью: читайте заново без «since».",
        "Содан бергі өзгерістер толық сақталмаған: «since» параметрінсіз қайта оқыңыз.",
    ),
    "feed_token_malformed": Row(
        400,
        "“since” is not a token of this feed: give back the one of the last line, or none.",
        "«since» не является токеном этой ленты: верните токен последней строки или не указывайте его.",
        "«since» бұл таспаның токені емес: соңғы жолдағы токенді қайтарыңыз немесе ештеңе көрсетпеңіз.",
    ),
    "not_allowed_here": Row(
        403,
        "Your token does not let you see “{value}”.",
        "Ваш токен не даёт смотреть «{value}».",
        "Токеніңіз «{value}» көруге рұқсат бермейді.",
    ),
    "decided_twice": Row(
        422,
        "The award of {competitor:id} is decided twice: keep one decision.",
        "Награда для {competitor:id} решена дважды: оставьте одно решение.",
        "{competitor:id} марапаты екі рет шешілген: бір шешімді қалдырыңыз.",
    ),
    "cannot_win": Row(
        422,
        "{competitor:id} may not win an award: out of contest, withdrawn, disqualified, or with a total "
        "of 0.",
        "{competitor:id} не может получить награду: вне зачёта, снят, дисквалифицирован или итог 0.",
        "{competitor:id} марапат ала алмайды: есептен тыс, жарыстан шыққан, шеттетілген немесе "
        "қорытындысы 0.",
    ),
    "mark_max_not_positive": Row(
        422,
        "The highest possible total must be above 0, not {value}.",
        "Наибольший возможный итог должен быть больше 0, а не {value}.",
        "Ең жоғары қорытынды 0-ден үлкен болуы керек, {value} емес.",
    ),
    "results_malformed": Row(
        422,
        "The settings of the results cannot be obeyed: “{value}”.",
        "Настройки результатов выполнить нельзя: «{value}».",
        "Нәтиже баптауларын орындау мүмкін емес: «{value}».",
    ),
    "bands_malformed": Row(
        422,
        "The bands of grades must start at 0 and rise: {starts}.",
        "Границы оценок должны начинаться с 0 и возрастать: {starts}.",
        "Баға шектері 0-ден басталып, өсуі керек: {starts}.",
    ),
    "competitor_twice": Row(
        422,
        "{competitor:id} stands in the results twice.",
        "{competitor:id} встречается в результатах дважды.",
        "{competitor:id} нәтижелерде екі рет тұр.",
    ),
    "persons_not_positive": Row(
        422,
        "An entry is of at least one person; {competitor:id} has {value}.",
        "В записи хотя бы один человек; у {competitor:id} указано {value}.",
        "Жазбада кемінде бір адам болуы керек; {competitor:id} үшін {value} көрсетілген.",
    ),
    "absent_has_marks": Row(
        422,
        "{competitor:id} is absent and cannot have a mark.",
        "{competitor:id} отсутствует и не может иметь баллов.",
        "{competitor:id} қатыспады, сондықтан ұпайы бола алмайды.",
    ),
    "deduction_not_positive": Row(
        422,
        "A penalty takes something away: {value} for {competitor:id} does not.",
        "Штраф уменьшает итог: {value} для {competitor:id} его не уменьшает.",
        "Айыппұл қорытындыны азайтады: {competitor:id} үшін {value} азайтпайды.",
    ),
}
