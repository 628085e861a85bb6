"""The problems of what is marked and defined: unknown names, marks, schemes; sentences in en, ru, kk.

The codes are those of the rules in ``shared.domain``; what can be wrong with a marking scheme has its own
table in ``shared.domain.scheme_messages``.
"""

from collections.abc import Mapping
from typing import Final

from shared.problem_rows import Row

MARKING_PROBLEMS: Final[Mapping[str, Row]] = {
    # What is known
    "unknown_championship": Row(
        404,
        "There is no championship “{value}”.",
        "Чемпионата «{value}» нет.",
        "«{value}» чемпионаты жоқ.",
    ),
    "unknown_skill": Row(
        404,
        "There is no skill “{value:id}” in this championship.",
        "В этом чемпионате нет компетенции «{value:id}».",
        "Бұл чемпионатта «{value:id}» құзыреттілігі жоқ.",
    ),
    "unknown_board": Row(
        404,
        "There is no board “{value}”.",
        "Табло «{value}» нет.",
        "«{value}» таблосы жоқ.",
    ),
    "unknown_competitor": Row(
        422,
        "There is no competitor “{value:id}” in this skill.",
        "В этой компетенции нет конкурсанта «{value:id}».",
        "Бұл құзыреттілікте «{value:id}» қатысушысы жоқ.",
    ),
    "unknown_expert": Row(
        422,
        "There is no expert “{value:id}” in this skill.",
        "В этой компетенции нет эксперта «{value:id}».",
        "Бұл құзыреттілікте «{value:id}» сарапшысы жоқ.",
    ),
    "unknown_form": Row(
        422,
        "There is no marking form “{value}” in this skill.",
        "В этой компетенции нет ведомости «{value}».",
        "Бұл құзыреттілікте «{value}» ведомосы жоқ.",
    ),
    "unknown_aspect": Row(
        422,
        "There is no aspect “{value}” on the form {form}.",
        "В ведомости {form} нет аспекта «{value}».",
        "{form} ведомосында «{value}» аспектісі жоқ.",
    ),
    "unknown_member": Row(
        422,
        "There is no member “{value:id}” in this championship.",
        "В этом чемпионате нет региона «{value:id}».",
        "Бұл чемпионатта «{value:id}» өңірі жоқ.",
    ),
    "unknown_person": Row(
        422,
        "“people” holds no name for “{value}”.",
        "В «people» нет имени для «{value}».",
        "«people» ішінде «{value}» үшін есім жоқ.",
    ),
    "policy_skill_unknown": Row(
        422,
        "The policy names a skill that is not in this import: “{value}”.",
        "Правило показа называет компетенцию, которой нет в импорте: «{value}».",
        "Көрсету ережесіндегі «{value}» құзыреттілігі импортта жоқ.",
    ),
    "time_zone_unknown": Row(
        422,
        "“{value}” is not a time zone: write one such as Asia/Almaty.",
        "«{value}» — не часовой пояс: напишите, например, Asia/Almaty.",
        "«{value}» уақыт белдеуі емес: мысалы, Asia/Almaty деп жазыңыз.",
    ),
    "date_malformed": Row(
        422,
        "“{value}” is not a date: write one such as 2024-05-20.",
        "«{value}» — не дата: напишите, например, 2024-05-20.",
        "«{value}» күн емес: мысалы, 2024-05-20 деп жазыңыз.",
    ),
    "days_not_in_order": Row(
        422,
        "{value} does not come after the day before it: list the days in order.",
        "{value} не позже предыдущего дня: перечислите дни по порядку.",
        "{value} алдыңғы күннен кейін емес: күндерді ретімен жазыңыз.",
    ),
    # Marks
    "no_entries": Row(
        422,
        "There is nothing to enter: send at least one entry.",
        "Нечего вносить: нужна хотя бы одна запись.",
        "Енгізетін ештеңе жоқ: кемінде бір жазба керек.",
    ),
    "aspect_twice": Row(
        422,
        "The aspect {value} comes twice in one submission.",
        "Аспект {value} указан дважды в одной отправке.",
        "{value} аспектісі бір жіберілімде екі рет берілген.",
    ),
    "entry_needs_mark": Row(
        422,
        "The aspect {aspect} is a measurement: send “mark”, not “scores”.",
        "Аспект {aspect} измеримый: нужен «mark», а не «scores».",
        "{aspect} аспектісі өлшемге жатады: «scores» емес, «mark» керек.",
    ),
    "entry_needs_scores": Row(
        422,
        "The aspect {aspect} is a judgement: send “scores”, not “mark”.",
        "Аспект {aspect} судейский: нужны «scores», а не «mark».",
        "{aspect} аспектісі төрешілікке жатады: «mark» емес, «scores» керек.",
    ),
    "mark_not_a_number": Row(
        422,
        "“{value}” is not a mark: write digits, such as 0.75.",
        "«{value}» — не балл: напишите цифрами, например 0,75.",
        "«{value}» ұпай емес: цифрмен жазыңыз, мысалы 0,75.",
    ),
    "mark_negative": Row(
        422,
        "{value} is below zero: a mark is 0 or more.",
        "{value} меньше нуля: балл не бывает отрицательным.",
        "{value} нөлден кіші: ұпай теріс болмайды.",
    ),
    "mark_too_many_decimals": Row(
        422,
        "{value} has more than two decimals.",
        "В числе {value} больше двух знаков после запятой.",
        "{value} санында үтірден кейін екі таңбадан көп.",
    ),
    "mark_over_maximum": Row(
        422,
        "{value} is above the max mark of this aspect, {mark_max}.",
        "{value} больше максимального балла аспекта, {mark_max}.",
        "{value} аспектінің ең жоғары ұпайынан ({mark_max}) артық.",
    ),
    "mark_not_allowed": Row(
        422,
        "This aspect does not give {value}: it gives {allowed}.",
        "За этот аспект нельзя поставить {value}; можно: {allowed}.",
        "Бұл аспектіге {value} қоюға болмайды; рұқсаты: {allowed}.",
    ),
    "scores_incomplete": Row(
        422,
        "{judges} judges score an aspect, not {given}.",
        "Судей должно быть {judges}, а оценок {given}.",
        "Төреші саны {judges} болуы керек, ал баға саны {given}.",
    ),
    "score_out_of_range": Row(
        422,
        "A score is {lowest} to {scale}.",
        "Судейская оценка — от {lowest} до {scale}.",
        "Төреші бағасы {lowest} мен {scale} арасында.",
    ),
    "scores_too_far_apart": Row(
        422,
        "The scores differ by more than {spread_max}: the team confers and scores again.",
        "Оценки расходятся больше чем на {spread_max}: группа совещается и оценивает повторно.",
        "Бағалар айырмасы {spread_max} санынан артық: топ кеңесіп, қайта бағалайды.",
    ),
    "reason_missing": Row(
        422,
        "A mark that stands already changes only with a reason: say why.",
        "Внесённый балл меняется только с указанием причины: напишите её.",
        "Енгізілген ұпай тек себебі көрсетілсе өзгереді: себебін жазыңыз.",
    ),
    "revision_stale": Row(
        409,
        "Somebody else entered this mark meanwhile: yours is set aside.",
        "Этот балл тем временем внёс кто-то другой: ваш отложен.",
        "Бұл ұпайды осы арада басқа біреу енгізді: сіздікі кейінге қалдырылды.",
    ),
    "id_reused": Row(
        409,
        "This id was used for another submission: take a new id.",
        "Этот id уже у другой отправки: возьмите новый.",
        "Бұл id басқа жіберілімде қолданылған: жаңасын алыңыз.",
    ),
    # Definitions
    "scheme_frozen": Row(
        409,
        "The marking scheme is frozen since the first mark of the skill.",
        "Схема оценки заморожена с первого балла в компетенции.",
        "Бағалау схемасы құзыреттіліктің алғашқы ұпайынан бастап бекітілген.",
    ),
    "competitor_has_marks": Row(
        409,
        "A competitor who has marks cannot be left out: {value:id}.",
        "Нельзя убрать конкурсанта, у которого есть баллы: {value:id}.",
        "Ұпайы бар қатысушыны алып тастауға болмайды: {value:id}.",
    ),
    "expert_has_marks": Row(
        409,
        "An expert who has marked cannot be left out, only replaced: {value:id}.",
        "Эксперта, который уже оценивал, нельзя убрать, только заменить: {value:id}.",
        "Бағалап қойған сарапшыны алып тастауға болмайды, тек ауыстыруға болады: {value:id}.",
    ),
    "compatriot_has_marked": Row(
        409,
        "With these members a compatriot would have marked “{value:id}”, or another panel should have.",
        "С такими регионами вышло бы, что «{value:id}» оценивал земляк или не та группа.",
        "Мұндай өңірлермен «{value:id}» қатысушысын жерлесі немесе басқа топ бағалаған болып шығады.",
    ),
    "team_cannot_stay": Row(
        409,
        "The marking team of the form {value} could not stay as it is: form another one first.",
        "Группа ведомости {value} не могла бы остаться: сначала сформируйте другую.",
        "{value} ведомосының тобы сол қалпында қала алмайды: алдымен басқасын құрыңыз.",
    ),
    "scheme_not_approved": Row(
        409,
        "The skill advisor has not approved the marking scheme yet.",
        "Советник компетенции ещё не утвердил схему оценки.",
        "Құзыреттілік кеңесшісі бағалау схемасын әлі бекіткен жоқ.",
    ),
    "scheme_is_another": Row(
        409,
        "The scheme is another one by now: look at it first (revision {expected}).",
        "Схема уже другая: сначала посмотрите её (ревизия {expected}).",
        "Схема қазір басқа: алдымен оны қараңыз ({expected}-ревизия).",
    ),
    "expert_was_replaced": Row(
        409,
        "Somebody who was replaced stands among the experts again: take the successor, or replace back.",
        "Среди экспертов снова стоит заменённый: укажите преемника или проведите обратную замену.",
        "Ауыстырылған сарапшы тізімде қайта тұр: орнын басушыны көрсетіңіз немесе кері ауыстырыңыз.",
    ),
    "scheme_malformed": Row(
        422,
        "The marking scheme cannot be read: {part}.",
        "Схема оценки не читается: {part}.",
        "Бағалау схемасы оқылмайды: {part}.",
    ),
    "definition_malformed": Row(
        422,
        "The definition cannot be read: {part}.",
        "Определение не читается: {part}.",
        "Анықтама оқылмайды: {part}.",
    ),
    "record_malformed": Row(
        422,
        "The record cannot be read: {part}.",
        "Запись не читается: {part}.",
        "Жазба оқылмайды: {part}.",
    ),
    "record_version_unknown": Row(
        422,
        "The record has version {v}, which this release does not know.",
        "Версия записи {v} этому выпуску неизвестна.",
        "Жазбаның {v} нұсқасы бұл шығарылымға белгісіз.",
    ),
    "record_type_unknown": Row(
        422,
        "The record is of type “{type}”, which this release does not know.",
        "Тип записи «{type}» этому выпуску неизвестен.",
        "Жазбаның «{type}» түрі бұл шығарылымға белгісіз.",
    ),
}
