"""Numbers, names and days as readers of each language write them: the same as the web app's ``format.ts``."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from shared.domain.scheme_messages import Language

_NO_BREAK_SPACE: Final = "\u00a0"
_MONTHS: Final[Mapping[Language, Sequence[str]]] = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
    "kk": (
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
        "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
    ),
}  # fmt: skip


def mark_text(mark: str, language: Language) -> str:
    """Write a mark with the decimal sign of the language: "42.10" is "42,10" in Russian and Kazakh."""
    return mark if language == "en" else mark.replace(".", ",")


def short_mark_text(mark: str, language: Language) -> str:
    """Like ``mark_text``, without decimals that say nothing: "100.00" is "100"."""
    return mark_text(mark.rstrip("0").rstrip(".") if "." in mark else mark, language)


def percent_text(percent: str, language: Language) -> str:
    """Write a percentage."""
    return short_mark_text(percent, language) + ("%" if language == "en" else f"{_NO_BREAK_SPACE}%")


def count_text(count: int, language: Language) -> str:
    """Write a count, thousands apart."""
    return f"{count:,}".replace(",", "," if language == "en" else _NO_BREAK_SPACE)


def plural(language: Language, count: int, forms: Sequence[str]) -> str:
    """Return the form that stands after a number: one, few, many."""
    if len(forms) == 1:
        return forms[0]
    if language == "en":
        return forms[0 if count == 1 else 1]
    is_teen = count % 100 in range(11, 15)
    if count % 10 == 1 and not is_teen:
        return forms[0]
    return forms[1 if count % 10 in (2, 3, 4) and not is_teen else -1]


def name_in(names: Mapping[str, str] | None, language: Language, stand_in: str = "") -> str:
    """Return the name in the language, else in any that has one, else what stands in for it."""
    known = names or {}
    return next((known[one] for one in (language, "en", "ru", "kk") if known.get(one)), stand_in)


def person_name(person: Mapping[str, Any], language: Language) -> str:
    """Return the name in the script that readers of the language expect; empty when it is not known."""
    own, latin = person.get("name") or "", person.get("name_latin") or ""
    return latin or own if language == "en" else own or latin


def thousandths(part: str | None, whole: str) -> int:
    """Return a part of a whole for drawing, 0 to 1000."""
    try:
        share = 1000 * Decimal(part or 0) / Decimal(whole)
    except (InvalidOperation, ZeroDivisionError):
        return 0
    return min(1000, max(0, int(share)))


def days_text(days: Sequence[str], language: Language) -> str:
    """Return from when to when, as people say it; days are ISO dates in order."""
    if not days:
        return ""
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    ends = [f"{last.day} {_month(last, language)}"]
    if first != last:
        same_month = (first.year, first.month) == (last.year, last.month)
        start = f"{first.day}" if same_month else f"{first.day} {_month(first, language)}"
        ends = [f"{start}–{ends[0]}" if same_month else f"{start} – {ends[0]}"]
    return f"{last.year} жылғы {ends[0]}" if language == "kk" else f"{ends[0]} {last.year}"


def _month(day: date, language: Language) -> str:
    return _MONTHS[language][day.month - 1]
