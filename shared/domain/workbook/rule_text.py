"""The marking rules of a scheme as one line of text each, so that a workbook can hold them (R21, R25, R28).

What is written here stands in columns of our own, which other programs ignore; people can read and write it.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from shared.domain.errors import RuleBroken
from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import (
    Band,
    MarkingRules,
    judging_document,
    measured_value,
    rules_document,
    rules_from_document,
)
from shared.domain.units import Mark, mark_from_text, mark_text

_BETWEEN: Final = "; "
_PART_LENGTH_MAX: Final = 80
"""Of one rule: two numbers and a mark need half of it, and a longer one is not searched for long."""
_BAND: Final = re.compile(r"(?P<low>\S*?)\s*\.\.\s*(?P<high>\S*)\s*=\s*(?P<mark>\S+)")
_WORDS: Final[Mapping[str, Any]] = {"none": None, "yes": True, "no": False}
_TEXTS: Final = {None: "none", True: "yes", False: "no"}


def allowed_marks_text(marks: tuple[Mark, ...]) -> str:
    """Return the partial marks as in ``0.00; 0.50; 2.00``; ``none`` when there are none."""
    return _BETWEEN.join(map(mark_text, marks)) or "none"


def allowed_marks_from(text: str) -> tuple[Mark, ...]:
    """Return the marks that ``text`` lists; raises what ``mark_from_text`` raises."""
    return () if text == "none" else tuple(mark_from_text(part) for part in _parts(text))


def bands_text(bands: tuple[Band, ...]) -> str:
    """Return the tolerance bands as in ``9.95..10.05 = 1.00; ..9.00 = 0.00``, or ``none``."""
    return _BETWEEN.join(f"{_end(b.low)}..{_end(b.high)} = {mark_text(b.mark)}" for b in bands) or "none"


def bands_from(text: str) -> tuple[Band, ...]:
    """Return the bands that ``text`` lists; raises ``RuleBroken("rule_text_malformed")`` and for numbers."""
    return () if text == "none" else tuple(_band(part) for part in _parts(text))


def rules_text(rules: MarkingRules) -> str:
    """Return the rules as in ``judges = 3; scale = 3; ...; rounding = sum_unrounded``."""
    document = rules_document(rules)
    return _settings_text(document.pop("judging") | document)


def judging_text(rule: JudgementRule) -> str:
    """Return the rule of one panel as in ``judges = 5; scale = 10; ...``; ``rules_from`` reads it."""
    return _settings_text(judging_document(rule))


def rules_from(text: str) -> MarkingRules:
    """Return the rules that ``text`` says; what it does not say is the field's rule.

    Raises ``RuleBroken("rule_text_malformed")`` for what is no rule.
    """
    judging: dict[str, Any] = {}
    document: dict[str, Any] = {"judging": judging}
    known = rules_document(MarkingRules())
    for part in _parts(text):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name in known and name != "judging":
            document[name] = _value(value)
        elif name in known["judging"]:
            judging[name] = _value(value)
        else:
            raise RuleBroken("rule_text_malformed", value=part[:40])
    try:
        return rules_from_document(document)
    except (TypeError, RuleBroken) as fault:
        raise RuleBroken("rule_text_malformed", value=text[:40]) from fault


def _settings_text(settings: Mapping[str, Any]) -> str:
    return _BETWEEN.join(f"{name} = {_value_text(value)}" for name, value in settings.items())


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";")]


def _band(part: str) -> Band:
    found = _BAND.fullmatch(part) if len(part) <= _PART_LENGTH_MAX else None
    if found is None:
        raise RuleBroken("rule_text_malformed", value=part[:40])
    low, high = (measured_value(found[end]) if found[end] else None for end in ("low", "high"))
    return Band(low, high, mark_from_text(found["mark"]))


def _end(value: Any) -> str:
    return "" if value is None else format(value, "f")


def _value_text(value: Any) -> str:
    return _TEXTS[value] if value is None or isinstance(value, bool) else str(value)


def _value(text: str) -> Any:
    """Return the value that ``text`` means: nothing, yes or no, a whole number, or the word itself."""
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text, re.ASCII) else text
