"""What one skill holds, for the recount: who marks what, which marks stand, what was ever entered."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

Document = Mapping[str, Any]
Where = tuple[str, str]
"""Competitor and aspect, or competitor and form."""


class Mark(NamedTuple):
    """One mark that ever stood, or None where a changed scheme took it away."""

    mark: Fraction | None
    entry: Document
    expert: str


class Voices:
    """What several have said of one mark."""

    def __init__(self) -> None:
        self.done = 0
        """Attempts that are over."""
        self.said: dict[str, Any] = {}
        self.based_on = 0
        self.spoke: set[str] = set()
        """Who has ever said something."""


class Skill:
    """One skill as its log tells it so far."""

    def __init__(self, definition: Document) -> None:
        self.history: dict[Where, list[Mark]] = {}
        """By competitor and aspect: everything that ever stood; the last one stands."""
        self.voices: dict[Where, Voices] = {}
        self.touched: set[str] = set()
        """Competitors of whom anything was entered."""
        self.teams: dict[str, Document] = {}
        self.checked: set[Where] = set()
        self.signed: dict[str, set[str]] = {}
        self.locked: set[str] = set()
        self.left: dict[str, str] = {}
        """Of which member the experts are who were replaced."""
        self.clerks: dict[Where, set[str]] = {}
        """Who typed something in from paper, by competitor and form."""
        self.asked: dict[str, str] = {}
        """Who asked to unlock, by form."""
        self.statuses: dict[str, str] = {}
        self.appeals: dict[str, dict[str, Any]] = {}
        self.aside: dict[Where, tuple[Document, Document]] = {}
        """By submission and aspect: the submission and the entry."""
        self.entries = 0
        self.schemes = 1
        """How many schemes there have been."""
        self.is_approved = False
        self.learn(definition)

    def learn(self, definition: Document) -> None:
        """Let ``definition`` count from now on."""
        self.definition = definition
        self.scheme: Document = definition["scheme"]
        self.forms = dict(forms_of(self.scheme))
        self.aspects = {a["id"]: (name, a) for name, (_, group) in self.forms.items() for a in group}
        self.members = {c["id"]: c["member"] for c in definition["competitors"]}
        self.experts = {e["id"]: e["member"] for e in definition["experts"]}

    def revision(self, where: Where) -> int:
        """Return how often the mark was entered, corrected or taken away."""
        return len(self.history.get(where, ()))

    def standing(self, where: Where) -> Mark | None:
        """Return the mark that stands."""
        past = self.history.get(where)
        return past[-1] if past and past[-1].mark is not None else None

    def enter(self, where: Where, mark: Mark) -> None:
        """Let a mark stand; what was confirmed of its form falls away."""
        self.history.setdefault(where, []).append(mark)
        self.entries += 1
        form = self.aspects[where[1]][0]
        self.checked.discard((where[0], form))
        self.signed.pop(form, None)

    def is_full(self, competitor: str, form: str) -> bool:
        """Say whether every aspect of a sheet has a mark."""
        return all(self.standing((competitor, aspect["id"])) for aspect in self.forms[form][1])

    def competing(self) -> list[str]:
        """Return who takes part."""
        return [c for c in self.members if self.statuses.get(c, "competing") == "competing"]

    def is_checked(self, form: str) -> bool:
        """Say whether every sheet that is needed is full and checked."""
        return all(self.is_full(c, form) and (c, form) in self.checked for c in self.competing())

    def signers(self, form: str) -> set[str]:
        """Return whose signatures a form needs."""
        if form in self.teams:
            named = {*self.teams[form]["experts"], *self.teams[form].get("second_pair", ())}
        else:
            marks = (self.standing((c, a["id"])) for c in self.members for a in self.forms[form][1])
            named = {mark.expert for mark in marks if mark}
        return (named & self.experts.keys()) or set(self.experts)

    def is_signed(self, form: str) -> bool:
        """Say whether all have signed who must; where nobody has a mark and no team is, anybody will do."""
        signed = self.signed.get(form, set())
        has_marks = any(
            self.standing(where) for where in self.history if self.aspects.get(where[1], ("",))[0] == form
        )
        return self.signers(form) <= signed if form in self.teams or has_marks else bool(signed)


def forms_of(scheme: Document) -> Iterator[tuple[str, tuple[Document, list[Document]]]]:
    """Yield each form's name with its sub-criterion and its aspects."""
    for criterion in scheme["criteria"]:
        for sub in criterion["sub_criteria"]:
            methods = {aspect["method"] for aspect in sub["aspects"]}
            for method in sorted(methods):
                name = sub["id"] if len(methods) == 1 else f"{sub['id']}-{method}"
                yield name, (sub, [a for a in sub["aspects"] if a["method"] == method])
