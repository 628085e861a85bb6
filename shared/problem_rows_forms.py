"""The problems of teams, panels, the life of forms, appeals and the end of a skill; in en, ru, kk."""

from collections.abc import Mapping
from typing import Final

from shared.problem_rows import Row

FORM_PROBLEMS: Final[Mapping[str, Row]] = {
    # Teams and panels
    "not_in_team": Row(
        403,
        "“{value:id}” is not in the team that does this.",
        "«{value:id}» не входит в группу, которая это делает.",
        "«{value:id}» мұны істейтін топта жоқ.",
    ),
    "not_on_panel": Row(
        403,
        "“{value:id}” does not score this competitor: the supervisor steps in for a compatriot only.",
        "«{value:id}» не оценивает этого конкурсанта: супервизор заменяет только земляка.",
        "«{value:id}» бұл қатысушыны бағаламайды: супервизор тек жерлесті алмастырады.",
    ),
    "supervisor_enters": Row(
        403,
        "What all have shown on one device is entered by the supervisor, not by “{value:id}”.",
        "То, что все показали на одном устройстве, вносит супервизор, а не «{value:id}».",
        "Бір құрылғыда бәрі көрсеткенді «{value:id}» емес, супервизор енгізеді.",
    ),
    "scores_one_by_one": Row(
        409,
        "Here each judge sends the own score from an own device.",
        "Здесь каждый судья отправляет свою оценку со своего устройства.",
        "Мұнда әр төреші өз бағасын өз құрылғысынан жібереді.",
    ),
    "not_in_pair": Row(
        403,
        "“{value:id}” is in no pair that measures this competitor.",
        "«{value:id}» не входит в пару, которая измеряет работу этого конкурсанта.",
        "«{value:id}» бұл қатысушыны өлшейтін жұпта жоқ.",
    ),
    "team_missing": Row(
        409,
        "A score of one judge needs a marking team: form it first.",
        "Оценка одного судьи требует группы: сначала сформируйте её.",
        "Бір төрешінің бағасы үшін топ керек: алдымен топ құрыңыз.",
    ),
    "team_size_wrong": Row(
        422,
        "A team of this form has {needed} marking experts.",
        "В группе этой ведомости оценивающих экспертов: {needed}.",
        "Бұл ведомость тобында бағалаушы сарапшы саны: {needed}.",
    ),
    "supervisor_missing": Row(
        422,
        "A judgement team needs a supervisor.",
        "Судейской группе нужен супервизор.",
        "Төрешілік топқа супервизор керек.",
    ),
    "team_members_repeat": Row(
        422,
        "Two people of the team come from one member: nobody could step in for a compatriot.",
        "Двое в группе из одного региона: некому заменить земляка.",
        "Топта бір өңірден екі адам бар: жерлесті алмастыратын ешкім жоқ.",
    ),
    "team_all_compatriots": Row(
        422,
        "All of the team come from the member of a competitor.",
        "Вся группа из региона одного из конкурсантов.",
        "Топтың бәрі бір қатысушының өңірінен.",
    ),
    "expert_twice": Row(
        422,
        "An expert stands in the team twice.",
        "Эксперт указан в группе дважды.",
        "Сарапшы топта екі рет көрсетілген.",
    ),
    "attempt_stale": Row(
        409,
        "The panel has begun another attempt meanwhile: this score is set aside.",
        "Группа уже начала другую попытку: эта оценка отложена.",
        "Топ басқа әрекетті бастап кетті: бұл баға кейінге қалдырылды.",
    ),
    "pairs_differ": Row(
        409,
        "The two pairs differ: one of them corrects its measurement.",
        "Две пары расходятся: одна из них исправляет измерение.",
        "Екі жұптың өлшемі бөлек: бірі өз өлшемін түзетеді.",
    ),
    "one_pair": Row(
        409,
        "One pair measures: the other holds a compatriot.",
        "Измеряет одна пара: в другой есть земляк.",
        "Бір жұп өлшейді: екіншісінде жерлес бар.",
    ),
    # Entries
    "entry_needs_deductions": Row(
        422,
        "The aspect {aspect} counts deductions: send “deductions” alone.",
        "Аспект {aspect} оценивается вычетами: нужны только «deductions».",
        "{aspect} аспектісі шегерімдермен бағаланады: тек «deductions» керек.",
    ),
    "entry_needs_measured": Row(
        422,
        "The aspect {aspect} has tolerance bands: send “measured” alone.",
        "У аспекта {aspect} поля допуска: нужно только «measured».",
        "{aspect} аспектісінің шақтама аралықтары бар: тек «measured» керек.",
    ),
    "deductions_negative": Row(
        422,
        "{value} deductions: there cannot be fewer than none.",
        "Вычетов {value}: меньше нуля не бывает.",
        "Шегерім саны {value}: нөлден аз болмайды.",
    ),
    "measured_not_a_number": Row(
        422,
        "“{value}” is not a measured value: write digits, such as 12.05.",
        "«{value}» — не измеренное значение: напишите цифрами, например 12,05.",
        "«{value}» өлшенген мән емес: цифрмен жазыңыз, мысалы 12,05.",
    ),
    "competitor_not_competing": Row(
        409,
        "The competitor “{value:id}” does not take part any more: no mark is entered.",
        "Конкурсант «{value:id}» не участвует: баллы не вносятся.",
        "«{value:id}» қатысушысы қатыспайды: ұпай енгізілмейді.",
    ),
    "unknown_set_aside": Row(
        404,
        "No entry of the submission “{value}” is set aside.",
        "В отправке «{value}» нет отложенной записи.",
        "«{value}» жіберілімінде кейінге қалдырылған жазба жоқ.",
    ),
    "already_decided": Row(
        409,
        "Somebody has decided about this entry already.",
        "По этой записи решение уже принято.",
        "Бұл жазба бойынша шешім қабылданған.",
    ),
    # The life of a form
    "role_not_allowed": Row(
        403,
        "This is not done in the role “{role}”.",
        "В роли «{role}» этого не делают.",
        "«{role}» рөлінде бұл жасалмайды.",
    ),
    "act_needs_reason": Row(
        422,
        "This needs a reason: say why.",
        "Нужна причина: напишите её.",
        "Себебі керек: жазыңыз.",
    ),
    "same_person": Row(
        409,
        "This takes two people: “{value:id}” has done the first part.",
        "Нужны два человека: первую часть сделал «{value:id}».",
        "Бұған екі адам керек: алғашқы бөлігін «{value:id}» жасады.",
    ),
    "sheet_not_entered": Row(
        409,
        "The sheet of “{value:id}” is not full yet.",
        "Лист конкурсанта «{value:id}» ещё не заполнен.",
        "«{value:id}» парағы әлі толмаған.",
    ),
    "nothing_to_check": Row(
        409,
        "There is no sheet to check on the form {value}.",
        "В ведомости {value} нечего проверять.",
        "{value} ведомосында тексеретін парақ жоқ.",
    ),
    "form_not_checked": Row(
        409,
        "The form {value} is not ready to be signed: it is {state}.",
        "Ведомость {value} нельзя подписать, её состояние: {state}.",
        "{value} ведомосына қол қоюға болмайды, күйі: {state}.",
    ),
    "already_signed": Row(
        409,
        "You have signed the form {value} already.",
        "Вы уже подписали ведомость {value}.",
        "Сіз {value} ведомосына қол қойғансыз.",
    ),
    "form_not_signed": Row(
        409,
        "Not all marking experts have signed the form {value}.",
        "Ведомость {value} подписали не все оценивающие эксперты.",
        "{value} ведомосына барлық бағалаушы сарапшы қол қоймаған.",
    ),
    "form_locked": Row(
        409,
        "The form {value} is locked: two people unlock it, with a reason.",
        "Ведомость {value} заблокирована: разблокируют двое, с указанием причины.",
        "{value} ведомосы бұғатталған: екі адам себебін айтып бұғаттан шығарады.",
    ),
    "form_not_locked": Row(
        409,
        "The form {value} is {state}, and this is done to a locked one.",
        "Ведомость {value} в состоянии {state}, а нужна заблокированная.",
        "{value} ведомосының күйі {state}, ал бұғатталғаны керек.",
    ),
    "unlock_already_requested": Row(
        409,
        "Somebody has asked to unlock the form {value} already.",
        "Разблокировку ведомости {value} уже запросили.",
        "{value} ведомосын бұғаттан шығару сұралған.",
    ),
    "unlock_not_requested": Row(
        409,
        "Nobody has asked to unlock the form {value}.",
        "Разблокировку ведомости {value} никто не запрашивал.",
        "{value} ведомосын бұғаттан шығаруды ешкім сұраған жоқ.",
    ),
    # Appeals and the end
    "unknown_appeal": Row(
        404,
        "There is no appeal “{value}”.",
        "Апелляции «{value}» нет.",
        "«{value}» апелляциясы жоқ.",
    ),
    "appeal_not_own_competitor": Row(
        403,
        "A member appeals for its own competitors only.",
        "Регион подаёт апелляцию только за своих конкурсантов.",
        "Өңір тек өз қатысушылары үшін апелляция береді.",
    ),
    "appeal_too_late": Row(
        409,
        "The deadline for appeals has passed.",
        "Срок подачи апелляций истёк.",
        "Апелляция беру мерзімі өтті.",
    ),
    "appeal_in_review": Row(
        409,
        "The appeal is in review already.",
        "Апелляция уже рассматривается.",
        "Апелляция қаралып жатыр.",
    ),
    "appeal_not_in_review": Row(
        409,
        "The appeal must be taken into review first.",
        "Сначала апелляцию принимают к рассмотрению.",
        "Апелляция алдымен қарауға алынады.",
    ),
    "appeal_decided": Row(
        409,
        "The appeal is decided already.",
        "По апелляции уже есть решение.",
        "Апелляция бойынша шешім бар.",
    ),
    "appeal_not_upheld": Row(
        409,
        "No appeal “{value}” that was upheld asks for this correction.",
        "Нет удовлетворённой апелляции «{value}», из которой следует это исправление.",
        "Бұл түзетуді талап ететін қанағаттандырылған «{value}» апелляциясы жоқ.",
    ),
    "appeal_needs_nothing": Row(
        409,
        "The appeal “{value}” awaits no correction.",
        "Апелляция «{value}» не ждёт исправления.",
        "«{value}» апелляциясы түзетуді күтпейді.",
    ),
    "appeal_correctable": Row(
        409,
        "The mark that the appeal is about can still be corrected: enter the correction.",
        "Балл, о котором апелляция, ещё можно исправить: внесите исправление.",
        "Апелляция қатысты ұпайды әлі түзетуге болады: түзетуді енгізіңіз.",
    ),
    "recount_differs": Row(
        409,
        "The recount came to {value}, the log to {expected}.",
        "Пересчёт дал {value}, а журнал — {expected}.",
        "Қайта санау {value} берді, ал журнал {expected}.",
    ),
    "skill_not_final": Row(
        409,
        "The skill cannot be final yet: see what is open.",
        "Компетенцию ещё нельзя завершить: смотрите, что открыто.",
        "Құзыреттілікті әлі аяқтауға болмайды: не ашық екенін қараңыз.",
    ),
    # Schemes
    "rule_not_exact": Row(
        422,
        "A panel of {judges} on a scale to {scale} gives marks that cannot be kept exactly.",
        "Группа из {judges} по шкале до {scale} даёт баллы, которые нельзя хранить точно.",
        "{judges} төреші мен {scale} шкаласы дәл сақталмайтын ұпай береді.",
    ),
    "judges_differ": Row(
        422,
        "The form {value} would need panels of different sizes.",
        "Ведомости {value} понадобились бы группы разного размера.",
        "{value} ведомосына әртүрлі көлемдегі топтар керек болар еді.",
    ),
    "no_change": Row(
        409,
        "The scheme is the same: there is nothing to change.",
        "Схема та же: менять нечего.",
        "Схема сол күйі: өзгертетін ештеңе жоқ.",
    ),
}
