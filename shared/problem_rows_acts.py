"""The problems of acts at the door: who signs, what is typed from paper, who takes over; in en, ru, kk."""

from collections.abc import Mapping
from typing import Final

from shared.problem_rows import Row

ACT_PROBLEMS: Final[Mapping[str, Row]] = {
    # Paper and people
    "photo_missing": Row(
        422,
        "What was marked on paper needs the photo of the signed sheet.",
        "К отметкам с бумаги нужна фотография подписанной ведомости.",
        "Қағаздан енгізілген ұпайға қол қойылған ведомостың суреті керек.",
    ),
    "member_differs": Row(
        422,
        "The successor comes from {expected:id}, not from {value:id}.",
        "Преемник из региона {expected:id}, а не {value:id}.",
        "Орнын басушы {value:id} емес, {expected:id} өңірінен.",
    ),
    "comment_control_character": Row(
        422,
        "A comment is one line of plain text: no line break, no control character.",
        "Комментарий — одна строка обычного текста: без переносов и управляющих знаков.",
        "Пікір — қарапайым мәтіннің бір жолы: жол тасымалынсыз, басқару таңбаларынсыз.",
    ),
    "photo_id_malformed": Row(
        422,
        "A photo is named by its SHA-256 in 64 small hex digits, not by “{value}”.",
        "Фотография называется своим SHA-256: 64 строчные шестнадцатеричные цифры, а не «{value}».",
        "Сурет SHA-256 арқылы аталады: 64 кіші он алтылық цифр, «{value}» емес.",
    ),
    "photo_not_image": Row(
        422,
        "This is no whole JPEG or PNG of at most 8192 pixels a side.",
        "Это не целый JPEG или PNG со стороной не больше 8192 пикселей.",
        "Бұл қабырғасы 8192 пиксельден аспайтын толық JPEG не PNG емес.",
    ),
    "photo_has_metadata": Row(
        422,
        "The photo holds more than the picture ({value}), perhaps where it was taken: save it without that.",
        "В фотографии не только изображение ({value}), возможно, место съёмки: сохраните её без этого.",
        "Суретте кескіннен басқа дерек бар ({value}), мүмкін түсірілген жері: онсыз сақтаңыз.",
    ),
    "photo_differs": Row(
        422,
        "The photo that came is not {value}: send it again.",
        "Пришла не фотография {value}: отправьте её ещё раз.",
        "Келген сурет {value} емес: қайта жіберіңіз.",
    ),
    "photo_unknown": Row(
        404,
        "There is no photo {value} here.",
        "Фотографии {value} здесь нет.",
        "Мұнда {value} суреті жоқ.",
    ),
    "photos_unavailable": Row(
        503,
        "Photos cannot be kept right now: the disk is full or fails. Marks are not affected.",
        "Фотографии сейчас не сохранить: диск полон или неисправен. На баллы это не влияет.",
        "Қазір суреттер сақталмайды: диск толы не істен шыққан. Ұпайларға әсері жоқ.",
    ),
    "practice_only": Row(
        403,
        "A trainee practises: nothing that a trainee enters counts or is kept here.",
        "Стажёр тренируется: ничто из внесённого стажёром не засчитывается и здесь не хранится.",
        "Тағылымгер жаттығады: тағылымгер енгізген ештеңе есептелмейді және мұнда сақталмайды.",
    ),
    "paper_missing": Row(
        422,
        "A clerk types what an expert has signed: say who, and the photo of the sheet.",
        "Секретарь вносит то, что подписал эксперт: укажите кто и фотографию ведомости.",
        "Хатшы сарапшы қол қойғанды енгізеді: кім екенін және ведомостың суретін көрсетіңіз.",
    ),
    "paper_not_expected": Row(
        403,
        "Only a clerk types marks from paper; leave “paper” out.",
        "С бумаги баллы вносит только секретарь; уберите «paper».",
        "Қағаздан ұпайды тек хатшы енгізеді; «paper» өрісін алып тастаңыз.",
    ),
    "not_allowed_act": Row(
        403,
        "Your token does not let you act on the skill {value:id}.",
        "Ваш токен не даёт действовать в компетенции {value:id}.",
        "Токеніңіз {value:id} құзыреттілігінде әрекет етуге рұқсат бермейді.",
    ),
}
