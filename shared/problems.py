"""Refusals as the web says them: RFC 9457 problem details with a stable code, in the reader's language.

The one translation of ``RuleBroken`` for every HTTP edge.
"""

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any, Final, get_args

from shared.domain.errors import RuleBroken
from shared.domain.scheme_messages import MESSAGES, Language
from shared.problem_rows import KINDS, REQUEST_PROBLEMS, TITLES, WORDS, Row
from shared.problem_rows_access import ACCESS_PROBLEMS
from shared.problem_rows_acts import ACT_PROBLEMS
from shared.problem_rows_forms import FORM_PROBLEMS
from shared.problem_rows_marking import MARKING_PROBLEMS
from shared.problem_rows_results import RESULT_PROBLEMS
from shared.problem_rows_screens import SCREEN_PROBLEMS
from shared.problem_rows_set_up import SET_UP_PROBLEMS

MEDIA_TYPE: Final = "application/problem+json"
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
"""In the order of the rows."""
PROBLEMS: Final[Mapping[str, Row]] = {
    **{code: Row(422, *(MESSAGES[language][code] for language in LANGUAGES)) for code in MESSAGES["en"]},
    **REQUEST_PROBLEMS,
    **MARKING_PROBLEMS,
    **RESULT_PROBLEMS,
    **FORM_PROBLEMS,
    **ACCESS_PROBLEMS,
    **ACT_PROBLEMS,
    **SET_UP_PROBLEMS,
    **SCREEN_PROBLEMS,
}
"""Every problem by its code."""

_TEXT_MAX: Final = 120
"""Of a value that a sentence quotes: enough to recognise it."""
_IDS_MAX: Final = 20
"""Of a list of ids that a sentence quotes."""
_ERRORS_MAX: Final = 500
"""Of an answer: more than that and nobody reads on."""
_UNKNOWN: Final = "…"
"""Of a detail that is not known."""


def status_of(code: str) -> int:
    """Return the HTTP status of the problem ``code``."""
    return _row(code).status


def sentence(code: str, language: Language, **details: object) -> str:
    """Return what the problem ``code`` means here, for people."""
    return "".join(sentence_parts(code, language, **details))


def sentence_parts(code: str, language: Language, **details: object) -> list[str]:
    """Return the same sentence as text and id by turns, beginning and ending with text.

    Services know people by opaque ids alone; a page that knows names puts them in the places of the ids.
    """
    at = LANGUAGES.index(language)
    details.setdefault("reason", code)
    parts = [""]
    for text, name, kind, _ in Formatter().parse(str(_row(code)[1 + at])):
        parts[-1] += text
        if name is None:
            continue
        if kind == "id" and name in details:
            _add_ids(parts, details[name])
        else:
            parts[-1] += _word(name, _text(details.get(name, _UNKNOWN)), at)
    return parts


def problem(code: str, language: Language, field: str | None = None, **details: object) -> dict[str, Any]:
    """Return the problem document of ``code``; ``field`` is the path of the field at fault, if any."""
    parts = sentence_parts(code, language, **details)
    detail = "".join(parts)
    errors = [] if field is None else [{"field": field, "code": code, "detail": detail}]
    document = _document(code, language, detail, errors)
    return document if len(parts) == 1 else document | {"detail_parts": parts}


def problem_of(refusals: Sequence[RuleBroken], language: Language) -> dict[str, Any]:
    """Return the problem document of one or more refusals; each names its field with the detail ``field``."""
    assert refusals, "a problem needs a refusal"
    if len(refusals) == 1:
        return problem(refusals[0].code, language, **_as_arguments(refusals[0]))
    detail = sentence("several_faults", language, count=len(refusals))
    return _document("several_faults", language, detail, field_errors(refusals[:_ERRORS_MAX], language))


def field_errors(refusals: Sequence[RuleBroken], language: Language) -> list[dict[str, str]]:
    """Return field, code and sentence of each of ``refusals``."""
    return [
        {
            "field": str(refused.details.get("field", "")),
            "code": refused.code,
            "detail": sentence(refused.code, language, **refused.details),
        }
        for refused in refusals
    ]


def language_of(accept_language: str | None) -> Language:
    """Return the language that ``Accept-Language`` prefers among ours; English when it names none."""
    best: tuple[float, Language] = (0.0, "en")
    for wish in (accept_language or "").split(","):
        name, _, weight = wish.partition(";")
        for language in LANGUAGES:
            if name.strip().lower().split("-")[0] == language and _weight(weight) > best[0]:
                best = (_weight(weight), language)
    return best[1]


def _weight(text: str) -> float:
    """Return the weight in ``q=0.8``; 1 when there is none, 0 when it cannot be read."""
    name, _, value = text.strip().partition("=")
    if not name:
        return 1.0
    whole, _, part = value.strip().partition(".")
    is_weight = name.strip() == "q" and f"{whole}{part}".isascii() and f"{whole}{part}".isdigit()
    return float(f"{whole or 0}.{part or 0}") if is_weight else 0.0


def _document(code: str, language: Language, detail: str, errors: list[dict[str, str]]) -> dict[str, Any]:
    status = status_of(code)
    return {
        "type": f"urn:bayge:problem:{code}",
        "title": TITLES[status][LANGUAGES.index(language)],
        "status": status,
        "detail": detail,
        "code": code,
        "errors": errors,
    }


def _as_arguments(refused: RuleBroken) -> dict[str, Any]:
    return dict(refused.details)


def _row(code: str) -> Row:
    """Return the row of ``code``; a code of a newer release reads as a plain refusal."""
    return PROBLEMS.get(code) or PROBLEMS["refused"]


def _add_ids(parts: list[str], value: object) -> None:
    """Append one id or a list of them to a sentence in parts."""
    ids = value if isinstance(value, list | tuple) else [value]
    for one in ids[:_IDS_MAX]:
        parts += [_text(one), ", "]
    parts[-1] = "" if len(ids) <= _IDS_MAX else ", …"


def _word(name: str, value: str, at: int) -> str:
    """Return what a language says for the detail ``name`` where it is a word of ours, else the value."""
    words = KINDS if name == "expected" else WORDS.get(name, {})
    return words[value][at] if value in words else value


def _text(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text if len(text) <= _TEXT_MAX else f"{text[:_TEXT_MAX]}…"
