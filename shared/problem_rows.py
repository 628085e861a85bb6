"""The problems of a request as such: unreadable, not allowed, of the wrong shape; sentences in en, ru, kk.

Clients act on the code and show the sentence, so a code never changes its meaning.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Row(NamedTuple):
    """One problem; the names in braces are details of the refusal.

    ``{value:id}`` is an opaque id of a person, a member or a skill: whoever shows the sentence to people puts
    the name in its place. ``{state}`` and ``{role}`` are said in the words below.
    """

    status: int
    en: str
    ru: str
    kk: str


TITLES: Final[Mapping[int, tuple[str, str, str]]] = {
    400: ("The request cannot be read", "Запрос не читается", "Сұрау оқылмайды"),
    401: ("Sign-in is needed", "Нужен вход", "Кіру қажет"),
    403: ("Not allowed", "Не разрешено", "Рұқсат жоқ"),
    404: ("Not found", "Не найдено", "Табылмады"),
    405: ("Not done this way", "Так нельзя", "Бұлай болмайды"),
    409: ("Contradicts what is there", "Противоречит уже имеющемуся", "Барға қайшы келеді"),
    410: ("No longer there", "Больше недоступно", "Енді қолжетімсіз"),
    413: ("Too large", "Слишком большой запрос", "Сұрау тым үлкен"),
    415: ("Not JSON", "Не JSON", "JSON емес"),
    422: ("A rule is broken", "Нарушено правило", "Ереже бұзылды"),
    429: ("Too many attempts", "Слишком много попыток", "Әрекет тым көп"),
    500: ("A fault of the service", "Сбой сервиса", "Сервис ақауы"),
    503: ("Not available right now", "Сейчас недоступно", "Қазір қолжетімсіз"),
}
"""What kind of problem a status is (en, ru, kk)."""

WORDS: Final[Mapping[str, Mapping[str, tuple[str, str, str]]]] = {
    "state": {
        "open": ("open", "открыта", "ашық"),
        "entered": ("entered", "заполнена", "толтырылған"),
        "checked": ("checked", "проверена", "тексерілген"),
        "signed": ("signed", "подписана", "қол қойылған"),
        "locked": ("locked", "заблокирована", "бұғатталған"),
        "released": ("released", "выпущена", "шығарылған"),
    },
    "role": {
        "expert": ("expert", "эксперт", "сарапшы"),
        "chief_expert": ("chief expert", "главный эксперт", "бас сарапшы"),
        "results_team": ("results team", "группа результатов", "нәтижелер тобы"),
        "organiser": ("organiser", "организатор", "ұйымдастырушы"),
        "administrator": ("administrator", "администратор", "әкімші"),
        "team_leader": ("team leader", "руководитель сборной", "құрама жетекшісі"),
        "skill_advisor": ("skill advisor", "советник компетенции", "құзыреттілік кеңесшісі"),
        "trainee": ("trainee", "стажёр", "тағылымгер"),
        "clerk": ("clerk", "секретарь", "хатшы"),
        "announcer": ("announcer", "ведущий", "жүргізуші"),
        "operator": ("operator", "оператор", "оператор"),
        "screen": ("screen", "экран", "экран"),
        "overlay": ("overlay", "титры", "титрлер"),
    },
}
"""What a form can be and as what somebody acts (en, ru, kk)."""

KINDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "text": ("text in quotes", "текст в кавычках", "тырнақшадағы мәтін"),
    "mark": (
        'text in quotes, such as "0.75"',
        'текст в кавычках, например "0.75"',
        'тырнақшадағы мәтін, мысалы "0.75"',
    ),
    "whole number": ("a whole number", "целое число", "бүтін сан"),
    "true or false": ("true or false", "true или false", "true немесе false"),
    "list": ("a list [...]", "список [...]", "тізім [...]"),
    "object": ("an object {...}", "объект {...}", "нысан {...}"),
}
"""What a field can be expected to hold (en, ru, kk)."""

REQUEST_PROBLEMS: Final[Mapping[str, Row]] = {
    # The request as such
    "body_not_json": Row(
        400,
        "The body is not JSON in UTF-8: {reason}.",
        "Тело запроса — не JSON в UTF-8: {reason}.",
        "Сұрау денесі UTF-8 JSON емес: {reason}.",
    ),
    "body_cut_off": Row(
        400,
        "The connection broke before the whole body had arrived: send it again.",
        "Соединение прервалось раньше конца запроса: отправьте ещё раз.",
        "Сұрау толық келмей байланыс үзілді: қайта жіберіңіз.",
    ),
    "body_too_large": Row(
        413,
        "The body is larger than {limit} bytes.",
        "Тело запроса больше {limit} байт.",
        "Сұрау денесі {limit} байттан үлкен.",
    ),
    "not_json_type": Row(
        415,
        "Send JSON with “Content-Type: application/json”, not “{value}”.",
        "Отправляйте JSON с «Content-Type: application/json», а не «{value}».",
        "JSON-ды «{value}» емес, «Content-Type: application/json» деп жіберіңіз.",
    ),
    "not_found": Row(
        404,
        "There is nothing at {path}.",
        "По адресу {path} ничего нет.",
        "{path} мекенжайында ештеңе жоқ.",
    ),
    "method_not_allowed": Row(
        405,
        "{path} does not know the method {method}.",
        "{path} не принимает метод {method}.",
        "{path} мекенжайы {method} әдісін қабылдамайды.",
    ),
    "internal_fault": Row(
        500,
        "Something went wrong on our side and was recorded; try again.",
        "Ошибка на нашей стороне, она записана; попробуйте ещё раз.",
        "Біздің тараптан қате кетті, ол жазылды; қайталап көріңіз.",
    ),
    "not_ready": Row(
        503,
        "The service is starting: send the same again in a moment.",
        "Сервис запускается: отправьте то же самое через мгновение.",
        "Сервис іске қосылып жатыр: дәл соны сәлден соң қайта жіберіңіз.",
    ),
    "log_unavailable": Row(
        503,
        "The log did not confirm this in time: send it again with the same id, it will not count twice.",
        "Журнал не подтвердил запись вовремя: отправьте ещё раз с тем же id, дважды не засчитается.",
        "Журнал жазбаны уақытында растамады: сол id-мен қайта жіберіңіз, екі рет есептелмейді.",
    ),
    "verdict_late": Row(
        503,
        "Scoring did not answer in time: send the same again, repeating it does no harm.",
        "Подсчёт не ответил вовремя: отправьте то же самое ещё раз, повтор безвреден.",
        "Есептеу уақытында жауап бермеді: соны қайта жіберіңіз, қайталаудың зияны жоқ.",
    ),
    # Who may
    "token_missing": Row(
        401,
        "Send the token as “Authorization: Bearer …”.",
        "Передайте токен: «Authorization: Bearer …».",
        "Токенді «Authorization: Bearer …» түрінде жіберіңіз.",
    ),
    "token_invalid": Row(
        401,
        "This token is not one of ours: ask for a new one.",
        "Этот токен не наш: запросите новый.",
        "Бұл токен біздікі емес: жаңасын сұраңыз.",
    ),
    "token_expired": Row(
        401,
        "This token has expired: ask for a new one.",
        "Срок токена истёк: запросите новый.",
        "Токеннің мерзімі бітті: жаңасын сұраңыз.",
    ),
    "code_invalid": Row(
        401,
        "This one-time code is not one of ours: ask for a new link.",
        "Этот одноразовый код не наш: запросите новую ссылку.",
        "Бұл бір реттік код біздікі емес: жаңа сілтеме сұраңыз.",
    ),
    "code_expired": Row(
        401,
        "This one-time code has expired: ask for a new link.",
        "Срок одноразового кода истёк: запросите новую ссылку.",
        "Бір реттік кодтың мерзімі бітті: жаңа сілтеме сұраңыз.",
    ),
    "code_used": Row(
        409,
        "This one-time code was used already: ask for a new link.",
        "Этот одноразовый код уже использован: запросите новую ссылку.",
        "Бұл бір реттік код пайдаланылып қойған: жаңа сілтеме сұраңыз.",
    ),
    "administrator_only": Row(
        403,
        "Only the administrator may do this.",
        "Это может только администратор.",
        "Мұны тек әкімші жасай алады.",
    ),
    "organiser_only": Row(
        403,
        "Only the organiser of this championship may do this.",
        "Это может только организатор этого чемпионата.",
        "Мұны тек осы чемпионаттың ұйымдастырушысы жасай алады.",
    ),
    "not_allowed_skill": Row(
        403,
        "Your token does not let you mark the skill {value:id}.",
        "Ваш токен не даёт оценивать компетенцию {value:id}.",
        "Токеніңіз {value:id} құзыреттілігін бағалауға рұқсат бермейді.",
    ),
    "compatriot": Row(
        403,
        "An expert never marks a competitor of the own member ({member:id}).",
        "Эксперт не оценивает конкурсанта своего региона ({member:id}).",
        "Сарапшы өз өңірінің ({member:id}) қатысушысын бағаламайды.",
    ),
    # The shape of the data
    "several_faults": Row(
        422,
        "{count} things are wrong: see “errors”.",
        "Ошибок: {count}; они перечислены в «errors».",
        "Қателер саны: {count}; олар «errors» тізімінде.",
    ),
    "refused": Row(
        422,
        "This was refused ({reason}).",
        "Это отклонено ({reason}).",
        "Бұл қабылданбады ({reason}).",
    ),
    "field_unknown": Row(
        422,
        "There is no such field here: leave it out or correct its name.",
        "Такого поля здесь нет: уберите его или исправьте название.",
        "Мұнда ондай өріс жоқ: алып тастаңыз немесе атын түзетіңіз.",
    ),
    "field_missing": Row(
        422,
        "This field is needed.",
        "Это поле обязательно.",
        "Бұл өріс міндетті.",
    ),
    "field_wrong_type": Row(
        422,
        "This must be {expected}.",
        "Здесь нужно другое значение: {expected}.",
        "Мұнда басқа мән керек: {expected}.",
    ),
    "value_unknown": Row(
        422,
        "This must be one of: {allowed}.",
        "Допустимо одно из: {allowed}.",
        "Мыналардың бірі болуы керек: {allowed}.",
    ),
    "text_empty": Row(
        422,
        "This text must not be empty.",
        "Текст не должен быть пустым.",
        "Мәтін бос болмауы керек.",
    ),
    "text_too_long": Row(
        422,
        "This text is longer than {limit} characters.",
        "Текст длиннее {limit} знаков.",
        "Мәтін {limit} таңбадан ұзын.",
    ),
    "list_too_short": Row(
        422,
        "This list needs at least {limit} items.",
        "В списке должно быть не меньше {limit} элементов.",
        "Тізімде кемінде {limit} элемент болуы керек.",
    ),
    "list_too_long": Row(
        422,
        "This list has more than {limit} items.",
        "В списке больше {limit} элементов.",
        "Тізімде {limit} элементтен көп.",
    ),
    "number_out_of_range": Row(
        422,
        "This number is out of range: {limit}.",
        "Число вне допустимых границ: {limit}.",
        "Сан рұқсат шегінен тыс: {limit}.",
    ),
    "id_malformed": Row(
        422,
        "This id may have letters a to z, digits and hyphens only, at most 64.",
        "В id только латинские буквы, цифры и дефисы, не больше 64.",
        "id тек латын әріптерінен, цифрлар мен сызықшалардан тұрады, 64-тен аспайды.",
    ),
    "id_reserved": Row(
        422,
        "The id “{value}” has a meaning of its own: choose another.",
        "У id «{value}» особое значение: выберите другой.",
        "«{value}» id-інің өз мағынасы бар: басқасын таңдаңыз.",
    ),
    "id_not_uuid": Row(
        422,
        "The id of a submission must be a UUID.",
        "Id отправки должен быть UUID.",
        "Жіберілім id-і UUID болуы керек.",
    ),
    "duplicate_id": Row(
        422,
        "“{value}” is there more than once.",
        "«{value}» встречается не один раз.",
        "«{value}» бірнеше рет кездеседі.",
    ),
}
