"""The marking scheme of a skill: criteria, sub-criteria and aspects (R10 to R14), and its JSON document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from shared.domain.errors import RuleBroken
from shared.domain.judgement import JudgementRule
from shared.domain.kinds import text, texts, whole
from shared.domain.marking_rules import (
    THE_FIELDS_RULES,
    Band,
    MarkingRules,
    band_from_document,
    bands_document,
    judging_document,
    judging_from_document,
    rules_document,
    rules_from_document,
)
from shared.domain.units import Mark, mark_from_text, mark_text

Method = Literal["M", "J"]
"""Measurement or judgement (R11)."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the occupational standard (WSOS) with its target share of the 100 marks (R12)."""

    number: int
    name: str
    target: Mark
    """Percent, in mark units: 5.00 is ``5 * UNITS_PER_MARK``."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """The smallest thing that earns a mark (R11)."""

    id: str
    """Stable for the life of the scheme; position is not identity (R10)."""
    method: Method
    description: str
    section: int
    mark_max: Mark
    extra: str = ""
    requirement: str = ""
    score_texts: tuple[str, ...] | None = None
    """What each of the scores 0 to 3 looks like; judgement only (R14)."""
    allowed_marks: tuple[Mark, ...] | None = None
    """The partial marks allowed; None means full mark or zero (R25)."""
    deduction: Mark | None = None
    """What each deduction takes from the full mark, where deductions are counted (R25)."""
    bands: tuple[Band, ...] | None = None
    """What a measured value earns, where one is entered; the first band that holds it decides (R25)."""
    judging: JudgementRule | None = None
    """The panel's rule where it is not the scheme's (R28)."""


@dataclass(frozen=True, slots=True)
class SubCriterion:
    """A named group of aspects, marked on one day (R13)."""

    id: str
    name: str
    day: int
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A lettered part of the scheme (R10)."""

    letter: str
    name: str
    mark_max: Mark
    sub_criteria: tuple[SubCriterion, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One marking form: the aspects of a sub-criterion that share a method (R13)."""

    id: str
    sub_criterion: str
    method: Method
    day: int
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True)
class Scheme:
    """The whole marking scheme of one skill; its aspects add up to 100.00 (R10)."""

    skill_number: str
    skill_name: str
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    rules: MarkingRules = THE_FIELDS_RULES

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Return every form in scheme order; a mixed sub-criterion gives one form per method (R13)."""
        return tuple(form for sub in self.sub_criteria for form in _forms_of(sub))

    @cached_property
    def form_by_id(self) -> Mapping[str, Form]:
        """Return the forms by id."""
        return {form.id: form for form in self.forms}

    @cached_property
    def criterion_of_form(self) -> Mapping[str, str]:
        """Return the letter of the criterion that each form is a part of."""
        letters = {sub.id: c.letter for c in self.criteria for sub in c.sub_criteria}
        return {form.id: letters[form.sub_criterion] for form in self.forms}

    @cached_property
    def aspects_of_form(self) -> Mapping[str, Mapping[str, Aspect]]:
        """Return the aspects of every form by id, by the form's id."""
        return {form.id: {aspect.id: aspect for aspect in form.aspects} for form in self.forms}

    @property
    def sub_criteria(self) -> Iterator[SubCriterion]:
        """Yield the sub-criteria in scheme order."""
        return (sub for criterion in self.criteria for sub in criterion.sub_criteria)

    @property
    def aspects(self) -> Iterator[Aspect]:
        """Yield the aspects in scheme order."""
        return (aspect for sub in self.sub_criteria for aspect in sub.aspects)

    def judging(self, aspect: Aspect) -> JudgementRule:
        """Return how a panel scores ``aspect`` (R28)."""
        return aspect.judging or self.rules.judging

    def marks_like(self, other: "Scheme") -> bool:
        """Say whether ``other`` differs in nothing that marks are made by: a later deadline marks nothing."""
        return replace(self, rules=self.rules.of_marks) == replace(other, rules=other.rules.of_marks)

    @cached_property
    def mark_max(self) -> Mark:
        """Return the sum of all aspect maxima."""
        return sum(aspect.mark_max for aspect in self.aspects)


def _forms_of(sub: SubCriterion) -> Iterator[Form]:
    methods: list[Method] = [m for m in ("M", "J") if any(a.method == m for a in sub.aspects)]
    for method in methods:
        name = sub.id if len(methods) == 1 else f"{sub.id}-{method}"
        aspects = tuple(aspect for aspect in sub.aspects if aspect.method == method)
        yield Form(name, sub.id, method, sub.day, aspects)


def scheme_document(scheme: Scheme) -> dict[str, Any]:
    """Return the JSON form of ``scheme``; ``scheme_from_document`` reads it back the same."""
    own_rules = {} if scheme.rules == THE_FIELDS_RULES else {"rules": rules_document(scheme.rules)}
    return own_rules | {
        "skill_number": scheme.skill_number,
        "skill_name": scheme.skill_name,
        "sections": [
            {"number": s.number, "name": s.name, "target": mark_text(s.target)} for s in scheme.sections
        ],
        "criteria": [
            {
                "letter": c.letter,
                "name": c.name,
                "mark_max": mark_text(c.mark_max),
                "sub_criteria": [
                    {
                        "id": s.id,
                        "name": s.name,
                        "day": s.day,
                        "aspects": [aspect_document(a) for a in s.aspects],
                    }
                    for s in c.sub_criteria
                ],
            }
            for c in scheme.criteria
        ],
    }


def aspect_document(aspect: Aspect) -> dict[str, Any]:
    """Return the JSON form of one aspect."""
    own_rules: dict[str, Any] = {}
    if aspect.deduction is not None:
        own_rules["deduction"] = mark_text(aspect.deduction)
    if aspect.bands is not None:
        own_rules["bands"] = bands_document(aspect.bands)
    if aspect.judging is not None:
        own_rules["judging"] = judging_document(aspect.judging)
    return own_rules | {
        "id": aspect.id,
        "method": aspect.method,
        "description": aspect.description,
        "extra": aspect.extra,
        "requirement": aspect.requirement,
        "section": aspect.section,
        "mark_max": mark_text(aspect.mark_max),
        "score_texts": list(aspect.score_texts) if aspect.score_texts else None,
        "allowed_marks": None
        if aspect.allowed_marks is None
        else [mark_text(m) for m in aspect.allowed_marks],
    }


def scheme_from_document(document: Mapping[str, Any]) -> Scheme:
    """Return the scheme that ``document`` describes.

    Raises ``RuleBroken("scheme_malformed")`` when a part is missing or of the wrong kind, and what
    ``mark_from_text`` raises for a mark. Says nothing about sums: that is ``shared.domain.scheme_check``.
    """
    try:
        return Scheme(
            text(document["skill_number"]),
            text(document["skill_name"]),
            tuple(
                Section(whole(s["number"]), text(s["name"]), mark_from_text(s["target"]))
                for s in document["sections"]
            ),
            tuple(
                Criterion(
                    text(c["letter"]),
                    text(c["name"]),
                    mark_from_text(c["mark_max"]),
                    tuple(
                        SubCriterion(
                            text(s["id"]),
                            text(s["name"]),
                            whole(s["day"]),
                            tuple(map(_aspect_from, s["aspects"])),
                        )
                        for s in c["sub_criteria"]
                    ),
                )
                for c in document["criteria"]
            ),
            rules_from_document(document.get("rules")),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("scheme_malformed", part=str(fault)) from fault


def _aspect_from(a: Mapping[str, Any]) -> Aspect:
    if a["method"] not in ("M", "J"):
        raise RuleBroken("scheme_malformed", part=f"method {a['method']!r}")
    described: list[str] | None = a.get("score_texts")
    allowed: Sequence[str] | None = a.get("allowed_marks")
    deduction, bands, judging = a.get("deduction"), a.get("bands"), a.get("judging")
    return Aspect(
        id=text(a["id"]),
        method=a["method"],
        description=text(a["description"]),
        section=whole(a["section"]),
        mark_max=mark_from_text(a["mark_max"]),
        extra=text(a.get("extra") or ""),
        requirement=text(a.get("requirement") or ""),
        score_texts=None if described is None else texts(described),
        allowed_marks=None if allowed is None else tuple(map(mark_from_text, allowed)),
        deduction=None if deduction is None else mark_from_text(deduction),
        bands=None if bands is None else tuple(map(band_from_document, bands)),
        judging=None if judging is None else judging_from_document(judging),
    )
