"""The problems of screens and overlays; sentences in English, Russian and Kazakh."""

from collections.abc import Mapping
from typing import Final

from shared.problem_rows import Row

SCREEN_PROBLEMS: Final[Mapping[str, Row]] = {
    "not_allowed_board": Row(
        403,
        "Your token does not let you see this board.",
        "Ваш токен не даёт смотреть эту таблицу.",
        "Токеніңіз бұл таблоны көруге рұқсат бермейді.",
    ),
    "not_allowed_venue": Row(
        403,
        "This key does not let you watch the boards of the venue.",
        "Этот ключ не даёт смотреть таблицы площадки.",
        "Бұл кілт алаң таблоларын көруге рұқсат бермейді.",
    ),
    "not_allowed_screens": Row(
        403,
        "Only an operator or the organiser of this championship decides about its screens.",
        "Экранами этого чемпионата распоряжаются только оператор и организатор.",
        "Бұл чемпионаттың экрандарын тек оператор мен ұйымдастырушы басқарады.",
    ),
    "screen_only": Row(
        403,
        "Only a screen can do this.",
        "Это доступно только экрану.",
        "Мұны тек экран жасай алады.",
    ),
    "screen_not_assigned": Row(
        409,
        "No operator has taken this screen yet: enter its code on the operator's page.",
        "Оператор ещё не принял этот экран: введите его код на странице оператора.",
        "Бұл экранды оператор әлі қабылдаған жоқ: кодын оператор бетіне енгізіңіз.",
    ),
    "screen_code_unknown": Row(
        404,
        "No screen shows this code now: look at the screen again, codes change.",
        "Ни один экран сейчас не показывает этот код: посмотрите ещё раз, коды меняются.",
        "Бұл кодты қазір ешбір экран көрсетіп тұрған жоқ: қайта қараңыз, кодтар өзгереді.",
    ),
    "screen_taken": Row(
        409,
        "This screen belongs to another championship: remove it there first.",
        "Этот экран занят другим чемпионатом: сначала уберите его там.",
        "Бұл экран басқа чемпионатта: алдымен оны сол жерден алып тастаңыз.",
    ),
    "screen_unknown": Row(
        404,
        "There is no screen {value} in this championship.",
        "Экрана {value} в этом чемпионате нет.",
        "Бұл чемпионатта {value} экраны жоқ.",
    ),
    "screen_locked": Row(
        409,
        "The screen “{value}” is marked “do not touch”: release it first.",
        "Экран «{value}» помечен «не трогать»: сначала снимите пометку.",
        "«{value}» экранына «тимеңіз» белгісі қойылған: алдымен белгіні алыңыз.",
    ),
    "screens_missing": Row(
        422,
        "Name the screens or the groups that are meant.",
        "Назовите экраны или группы.",
        "Экрандарды немесе топтарды көрсетіңіз.",
    ),
    "command_empty": Row(
        422,
        "A command brings a plan, reloads the page, or both.",
        "Команда задаёт план, перезагружает страницу или делает и то и другое.",
        "Пәрмен жоспар береді, бетті қайта жүктейді немесе екеуін де істейді.",
    ),
    "board_of_another": Row(
        422,
        "The board {value} is not one of this championship.",
        "Таблица {value} не из этого чемпионата.",
        "{value} таблосы бұл чемпионаттікі емес.",
    ),
    "board_not_drawn": Row(
        422,
        "{value} is no board that can be shown: choose all skills or one skill of the championship.",
        "{value}: такую таблицу показать нельзя. Выберите все компетенции или одну компетенцию чемпионата.",
        "{value}: мұндай таблоны көрсетуге болмайды. Барлық құзыреттілікті немесе чемпионаттың бір "
        "құзыреттілігін таңдаңыз.",
    ),
    "board_needs_skill": Row(
        422,
        "Choose one skill here: all of them together are shown on screens and over the whole picture only.",
        "Выберите здесь одну компетенцию: все вместе показываются только на экранах и во весь кадр.",
        "Мұнда бір құзыреттілікті таңдаңыз: бәрі бірге тек экрандарда және бүкіл кадрда көрсетіледі.",
    ),
    "image_malformed": Row(
        422,
        "An image is an address on this origin (/…) or a data: URI of PNG, JPEG, WebP or SVG.",
        "Картинка — это адрес на этом сайте (/…) или data: URI с PNG, JPEG, WebP или SVG.",
        "Сурет — осы сайттағы мекенжай (/…) немесе PNG, JPEG, WebP, SVG бар data: URI.",
    ),
    "image_missing": Row(
        422,
        "This image is not kept here (any more): choose its file again, then save.",
        "Этой картинки здесь нет (или уже нет): выберите её файл ещё раз и сохраните.",
        "Бұл сурет мұнда жоқ (немесе енді жоқ): файлын қайта таңдап, сақтаңыз.",
    ),
    "images_too_many": Row(
        409,
        "{limit} images are kept for this championship, which is the most: erase some that no theme shows.",
        "Для этого чемпионата хранится {limit} картинок, больше нельзя: удалите ненужные.",
        "Бұл чемпионат үшін {limit} сурет сақталған, одан көп болмайды: керексіздерін өшіріңіз.",
    ),
    "path_malformed": Row(
        422,
        "A path begins with / and stays on this origin.",
        "Путь начинается с / и остаётся на этом сайте.",
        "Жол / белгісінен басталып, осы сайтта қалады.",
    ),
    "colour_malformed": Row(
        422,
        "A colour is written #rrggbb.",
        "Цвет записывается как #rrggbb.",
        "Түс #rrggbb түрінде жазылады.",
    ),
}
