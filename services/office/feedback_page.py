"""The feedback report as a page to print (R48): one file, no script, in the reader's language."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from shared.domain.scheme_messages import Language

Document = Mapping[str, Any]

_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "title": "Feedback report",
        "skill": "Skill",
        "competitor": "Competitor",
        "member": "Member",
        "guest": "out of contest",
        "total": "Total",
        "of": "of",
        "marked": "marked so far",
        "section": "Section of the standard",
        "won": "Won",
        "share": "Share",
        "aspect": "Aspect",
        "mark": "Mark",
        "max": "Max mark",
        "comments": "Comments",
        "provisional": "provisional",
        "final": "final",
        "nothing": "nothing marked yet",
    },
    "ru": {
        "title": "Отчёт конкурсанту",
        "skill": "Компетенция",
        "competitor": "Конкурсант",
        "member": "Регион",
        "guest": "вне зачёта",
        "total": "Итог",
        "of": "из",
        "marked": "оценено",
        "section": "Раздел стандарта",
        "won": "Получено",
        "share": "Доля",
        "aspect": "Аспект",
        "mark": "Балл",
        "max": "Макс. балл",
        "comments": "Комментарии",
        "provisional": "предварительно",
        "final": "окончательно",
        "nothing": "ещё ничего не оценено",
    },
    "kk": {
        "title": "Қатысушыға есеп",
        "skill": "Құзыреттілік",
        "competitor": "Қатысушы",
        "member": "Өңір",
        "guest": "есептен тыс",
        "total": "Қорытынды",
        "of": "/",
        "marked": "бағаланды",
        "section": "Стандарт бөлімі",
        "won": "Алынды",
        "share": "Үлес",
        "aspect": "Аспект",
        "mark": "Ұпай",
        "max": "Ең жоғары ұпай",
        "comments": "Түсініктемелер",
        "provisional": "алдын ала",
        "final": "түпкілікті",
        "nothing": "әлі ештеңе бағаланған жоқ",
    },
}

_STYLE: Final = """
@page { margin: 15mm }
body { font: 11pt/1.4 system-ui, sans-serif; color: #111; max-width: 190mm; margin: 0 auto; padding: 1em }
h1 { font-size: 16pt; margin: 0 0 .3em } h2 { font-size: 12pt; margin: 1.4em 0 .3em; break-after: avoid }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; margin: 0 } dd { margin: 0 }
table { border-collapse: collapse; width: 100% } tr { break-inside: avoid }
th, td { border-bottom: 1px solid #999; padding: .25em .5em; text-align: start; vertical-align: top }
.number { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums }
ul { margin: .2em 0 0; padding-inline-start: 1.2em }
"""


def feedback_page(report: Document, language: Language) -> str:
    """Return ``report`` as HTML; every text in it is escaped."""
    words = _WORDS[language]
    title = f"{words['title']}: {_name(report['competitor'])}"
    return "".join(
        (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
            *_head(report, words, language),
            *_shares(report, words),
            *(part for section in report["sections"] for part in _section(section, words)),
            "</body></html>",
        )
    )


def _name(competitor: Document) -> str:
    """Return the competitor's name, or the id where nobody told it."""
    return str(competitor["name"] or competitor["id"])


def _head(report: Document, words: Mapping[str, str], language: Language) -> Iterator[str]:
    competitor, skill = report["competitor"], report["skill"]
    member = (competitor["member_name"] or {}).get(language, competitor["member"])
    guest = f" ({words['guest']})" if competitor["guest"] else ""
    marked = f"{report['total']} {words['of']} {report['mark_max']}"
    if report["marked"] != report["mark_max"]:
        marked += f" ({words['marked']}: {report['marked']})"
    lines = {
        words["competitor"]: _name(competitor) + guest,
        words["member"]: member,
        words["skill"]: f"{skill['number']} {skill['name'][language]}",
        words["total"]: f"{marked}, {words[report['state']]}",
    }
    yield f"<h1>{words['title']}</h1><p>{escape(report['championship']['name'][language])}</p><dl>"
    yield from (f"<dt>{name}</dt><dd>{escape(said)}</dd>" for name, said in lines.items())
    yield "</dl>"


def _shares(report: Document, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the profile: each section with its share (R48)."""
    yield f'<table><thead><tr><th>{words["section"]}</th><th class="number">{words["won"]}</th>'
    yield f'<th class="number">{words["share"]}</th></tr></thead><tbody>'
    for section in report["sections"]:
        share = words["nothing"] if section["percent"] is None else f"{section['percent']} %"
        won = f"{section['won']} {words['of']} {section['of']}"
        yield f"<tr><td>{section['section']}. {escape(section['name'])}</td>"
        yield f'<td class="number">{won}</td><td class="number">{share}</td></tr>'
    yield "</tbody></table>"


def _section(section: Document, words: Mapping[str, str]) -> Iterator[str]:
    if not section["aspects"]:
        return
    yield f"<h2>{section['section']}. {escape(section['name'])}</h2><table><thead><tr>"
    yield f'<th>{words["aspect"]}</th><th class="number">{words["mark"]}</th>'
    yield f'<th class="number">{words["max"]}</th></tr></thead><tbody>'
    for aspect in section["aspects"]:
        yield f"<tr><td>{escape(aspect['aspect'])} {escape(aspect['description'])}"
        yield from _comments(aspect["comments"], words)
        yield f'</td><td class="number">{aspect["mark"] or "–"}</td>'
        yield f'<td class="number">{aspect["mark_max"]}</td></tr>'
    yield "</tbody></table>"


def _comments(comments: list[str], words: Mapping[str, str]) -> Iterator[str]:
    if comments:
        said = "".join(f"<li>{escape(comment)}</li>" for comment in comments)
        yield f'<ul aria-label="{words["comments"]}">{said}</ul>'
