"""What differs between two schemes: added, removed, changed and moved, also per form (R10, R15).

Aspects are the same by id, never by position; so are criteria by letter, sub-criteria by id and sections by
number. Nothing differs exactly when the two schemes are equal.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from shared.domain.scheme import Aspect, Scheme, aspect_document, scheme_document

ChangeKind = Literal["added", "removed", "changed", "moved"]
Subject = Literal["scheme", "section", "criterion", "sub_criterion", "aspect"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs."""

    kind: ChangeKind
    subject: Subject
    id: str
    """Of the aspect, sub-criterion, criterion (its letter) or section (its number); empty: the scheme.

    Where an order changed: of what the reordered are the parts.
    """
    forms: tuple[str, ...] = ()
    """The forms that it touches: where the aspect stood and where it stands now."""
    field: str = ""
    """Which field changed; ``form`` or ``order`` for what moved; empty for what was added or removed."""
    before: Any = None
    """The old value as in the JSON document; None when there was none."""
    after: Any = None


def scheme_difference(old: Scheme, new: Scheme) -> tuple[Change, ...]:
    """Return everything that differs: the scheme, then sections, criteria, sub-criteria and aspects."""
    before, after = scheme_document(old), scheme_document(new)
    return (
        *_fields("scheme", "", _own_fields(before), _own_fields(after)),
        *_list("section", "", _by(before["sections"], "number"), _by(after["sections"], "number")),
        *_list("criterion", "", _by(before["criteria"], "letter"), _by(after["criteria"], "letter")),
        *_sub_criteria(old, new, before, after),
        *_aspects(old, new),
    )


def changes_by_form(changes: Iterable[Change]) -> dict[str, tuple[Change, ...]]:
    """Return the changes of each form that any of them touches; one may stand under two forms."""
    forms: dict[str, tuple[Change, ...]] = {}
    for change in changes:
        for form in change.forms:
            forms[form] = (*forms.get(form, ()), change)
    return dict(sorted(forms.items()))


def _fields(
    subject: Subject,
    name: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    forms: tuple[str, ...] = (),
) -> Iterator[Change]:
    for field in dict.fromkeys((*before, *after)):
        old, new = before.get(field), after.get(field)
        if old != new:
            yield Change("changed", subject, name, forms, field, old, new)


def _no_forms(_: str) -> tuple[str, ...]:
    return ()


def _list(
    subject: Subject,
    within: str,
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    forms_of: Callable[[str], tuple[str, ...]] = _no_forms,
) -> Iterator[Change]:
    """Compare two ordered lists of documents by their keys."""
    for name, document in before.items():
        if name not in after:
            yield Change("removed", subject, name, forms_of(name), before=document)
    for name, document in after.items():
        if name in before:
            yield from _fields(subject, name, before[name], document, forms_of(name))
        else:
            yield Change("added", subject, name, forms_of(name), after=document)
    yield from _order(subject, within, before, after)


def _order(
    subject: Subject, within: str, before: Iterable[str], after: Iterable[str], forms: tuple[str, ...] = ()
) -> Iterator[Change]:
    """Tell when those that stay come in another order; ``within`` is what they are the parts of."""
    old, new = list(before), list(after)
    stayed, now = [one for one in old if one in new], [one for one in new if one in old]
    if stayed != now:
        yield Change("moved", subject, within, forms, "order", stayed, now)


def _sub_criteria(
    old: Scheme, new: Scheme, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    def forms_of(name: str) -> tuple[str, ...]:
        forms = (form for scheme in (old, new) for form in scheme.forms if form.sub_criterion == name)
        return tuple(dict.fromkeys(form.id for form in forms))

    yield from _list("sub_criterion", "", _subs(before), _subs(after), forms_of)


def _aspects(old: Scheme, new: Scheme) -> Iterator[Change]:
    before, after = _aspect_by_id(old), _aspect_by_id(new)
    was, now = _form_of_aspect(old), _form_of_aspect(new)
    for name, aspect in before.items():
        if name not in after:
            yield Change("removed", "aspect", name, (was[name],), before=aspect_document(aspect))
    for name, aspect in after.items():
        if name not in before:
            yield Change("added", "aspect", name, (now[name],), after=aspect_document(aspect))
            continue
        forms = tuple(dict.fromkeys((was[name], now[name])))
        if len(forms) > 1:
            yield Change("moved", "aspect", name, forms, "form", *forms)
        yield from _fields("aspect", name, aspect_document(before[name]), aspect_document(aspect), forms)
    subs = {sub.id: sub for sub in old.sub_criteria}
    for sub in new.sub_criteria:
        if sub.id in subs:
            ids = [aspect.id for aspect in subs[sub.id].aspects], [aspect.id for aspect in sub.aspects]
            forms = tuple(dict.fromkeys(now[name] for name in ids[1]))
            yield from _order("aspect", sub.id, *ids, forms)


def _aspect_by_id(scheme: Scheme) -> dict[str, Aspect]:
    return {aspect.id: aspect for aspect in scheme.aspects}


def _form_of_aspect(scheme: Scheme) -> dict[str, str]:
    return {aspect.id: form.id for form in scheme.forms for aspect in form.aspects}


def _own_fields(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in ("sections", "criteria")}


def _by(documents: Iterable[Mapping[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    """Return the documents by ``key``, each without its parts."""
    return {
        str(document[key]): {name: value for name, value in document.items() if name != "sub_criteria"}
        for document in documents
    }


def _subs(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the sub-criteria by id, each with its criterion in the place of its aspects."""
    return {
        sub["id"]: {name: value for name, value in sub.items() if name != "aspects"}
        | {"criterion": criterion["letter"]}
        for criterion in document["criteria"]
        for sub in criterion["sub_criteria"]
    }
