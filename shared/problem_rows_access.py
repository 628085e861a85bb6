"""The problems of coming in: accounts, sessions, devices, PINs; sentences in English, Russian and Kazakh.

What is wrong with a name or a password is never told apart: the sentence must not say who has an account.
"""

from collections.abc import Mapping
from typing import Final

from shared.problem_rows import Row

ACCESS_PROBLEMS: Final[Mapping[str, Row]] = {
    # Tokens
    "token_revoked": Row(
        401,
        "This token was taken back: sign in again, or have the device paired again.",
        "Этот токен отозван: войдите снова или подключите устройство заново.",
        "Бұл токен қайтарып алынды: қайта кіріңіз немесе құрылғыны қайта қосыңыз.",
    ),
    "device_may_not_write": Row(
        403,
        "This device may not write at the moment: the chief expert has switched it off.",
        "С этого устройства сейчас нельзя вносить данные: главный эксперт отключил запись.",
        "Бұл құрылғыдан қазір жазуға болмайды: бас сарапшы жазуды өшірген.",
    ),
    "confirmation_missing": Row(
        403,
        "Confirm with your PIN first.",
        "Сначала подтвердите PIN-кодом.",
        "Алдымен PIN-кодпен растаңыз.",
    ),
    "confirmation_invalid": Row(
        403,
        "This confirmation is too old or not yours: enter your PIN again.",
        "Подтверждение устарело или не ваше: введите PIN-код ещё раз.",
        "Растау ескірген немесе сіздікі емес: PIN-кодты қайта енгізіңіз.",
    ),
    "not_allowed_access": Row(
        403,
        "Your token does not let you decide who may come in here.",
        "Ваш токен не даёт решать, кому сюда можно входить.",
        "Токеніңіз мұнда кім кіре алатынын шешуге рұқсат бермейді.",
    ),
    "device_only": Row(
        403,
        "Only a paired device can do this.",
        "Это доступно только подключённому устройству.",
        "Мұны тек қосылған құрылғы жасай алады.",
    ),
    "session_unknown": Row(
        404,
        "There is no such token to take back.",
        "Такого токена для отзыва нет.",
        "Қайтарып алынатын мұндай токен жоқ.",
    ),
    # Attempts
    "login_refused": Row(
        401,
        "The name or the password is wrong.",
        "Неверное имя или пароль.",
        "Аты немесе құпиясөз дұрыс емес.",
    ),
    "too_many_attempts": Row(
        429,
        "Too many attempts: try again in {minutes} min.",
        "Слишком много попыток: повторите через {minutes} мин.",
        "Әрекет тым көп: {minutes} мин өткен соң қайталаңыз.",
    ),
    "busy": Row(
        503,
        "Too many people are signing in right now: try again in a moment.",
        "Сейчас входит слишком много людей: повторите через мгновение.",
        "Қазір кіріп жатқандар тым көп: сәлден соң қайталаңыз.",
    ),
    # Accounts
    "account_exists": Row(
        409,
        "The account name “{value}” is taken, for ever: choose another.",
        "Имя учётной записи «{value}» занято навсегда: выберите другое.",
        "«{value}» тіркелгі аты біржола алынған: басқасын таңдаңыз.",
    ),
    "account_unknown": Row(
        404,
        "There is no open account “{value}”.",
        "Открытой учётной записи «{value}» нет.",
        "«{value}» деген ашық тіркелгі жоқ.",
    ),
    "account_changed": Row(
        409,
        "Somebody else has just changed this account: look at it again.",
        "Эту учётную запись только что изменил кто-то другой: посмотрите её снова.",
        "Бұл тіркелгіні жаңа ғана басқа біреу өзгертті: қайта қараңыз.",
    ),
    "account_name_malformed": Row(
        422,
        "An account name has small letters a to z, digits, dots, hyphens and underscores, at most 64.",
        "В имени учётной записи строчные латинские буквы, цифры, точки, дефисы и подчёркивания, до 64.",
        "Тіркелгі аты кіші латын әріптерінен, цифр, нүкте, сызықша мен астыңғы сызықтан тұрады, 64-ке дейін.",
    ),
    "password_too_short": Row(
        422,
        "A password has at least {limit} characters; a few words are easy to remember.",
        "В пароле не меньше {limit} знаков; несколько слов запомнить легко.",
        "Құпиясөзде кемінде {limit} таңба болады; бірнеше сөзді есте сақтау оңай.",
    ),
    "password_wrong": Row(
        403,
        "The current password is wrong.",
        "Текущий пароль неверный.",
        "Қазіргі құпиясөз қате.",
    ),
    "administrator_has_all": Row(
        422,
        "An administrator has no championship, skill or member: leave them out.",
        "У администратора нет чемпионата, компетенций и региона: уберите их.",
        "Әкімшінің чемпионаты, құзыреттілігі, өңірі болмайды: оларды алып тастаңыз.",
    ),
    # Devices
    "pairing_unknown": Row(
        401,
        "This pairing code is not one of ours: check each character, or ask for a new one.",
        "Такого кода подключения нет: проверьте каждый знак или попросите новый.",
        "Мұндай қосу коды жоқ: әр таңбасын тексеріңіз немесе жаңасын сұраңыз.",
    ),
    "pairing_expired": Row(
        401,
        "This pairing code was good for two minutes and has expired: ask for a new one.",
        "Код подключения действовал две минуты и истёк: попросите новый.",
        "Қосу коды екі минут жарамды еді, мерзімі бітті: жаңасын сұраңыз.",
    ),
    "pairing_used": Row(
        409,
        "This pairing code was used for another device already: ask for a new one.",
        "Этим кодом уже подключили другое устройство: попросите новый.",
        "Бұл кодпен басқа құрылғы қосылып қойған: жаңасын сұраңыз.",
    ),
    "pairing_code_taken": Row(
        503,
        "No free pairing code was found: try again.",
        "Свободный код подключения не найден: повторите.",
        "Бос қосу коды табылмады: қайталаңыз.",
    ),
    "device_exists": Row(
        409,
        "This device id was paired with another code: take a new id.",
        "Этот id устройства уже подключён другим кодом: возьмите новый.",
        "Бұл құрылғы id-і басқа кодпен қосылған: жаңа id алыңыз.",
    ),
    "device_unknown": Row(
        404,
        "There is no such device.",
        "Такого устройства нет.",
        "Мұндай құрылғы жоқ.",
    ),
    # PINs
    "pin_malformed": Row(
        422,
        "A PIN has 4 to 8 digits.",
        "PIN-код состоит из 4–8 цифр.",
        "PIN-код 4–8 цифрдан тұрады.",
    ),
    "pin_exists": Row(
        409,
        "You have a PIN already; who has forgotten it asks the chief expert to reset it.",
        "PIN-код у вас уже есть; если забыли, попросите главного эксперта сбросить его.",
        "PIN-кодыңыз бар; ұмытсаңыз, бас сарапшыдан қалпына келтіруді сұраңыз.",
    ),
    "pin_missing": Row(
        409,
        "You have no PIN yet: choose one first.",
        "PIN-кода ещё нет: сначала придумайте его.",
        "PIN-код әлі жоқ: алдымен ойлап табыңыз.",
    ),
    "pin_wrong": Row(
        403,
        "The PIN is wrong; tries left: {left}.",
        "PIN-код неверный; осталось попыток: {left}.",
        "PIN-код қате; қалған әрекет: {left}.",
    ),
    "pin_locked": Row(
        429,
        "The PIN was wrong too often: try again in {minutes} min, or ask the chief expert to reset it.",
        "PIN-код слишком часто вводили неверно: повторите через {minutes} мин или попросите главного "
        "эксперта сбросить его.",
        "PIN-код тым жиі қате енгізілді: {minutes} мин өткен соң қайталаңыз немесе бас сарапшыдан қалпына "
        "келтіруді сұраңыз.",
    ),
}
