"""`bayge scheme diff OLD NEW`: what a changed scheme adds, removes, changes and moves, by form (R10, R15)."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.text import Text

from deploy.cli.output import print_json, screen
from deploy.cli.scheme_source import sound_scheme
from shared import codec
from shared.domain.scheme import Scheme
from shared.domain.scheme_difference import Change, ChangeKind, changes_by_form, scheme_difference
from shared.domain.scheme_identity import with_kept_ids
from shared.domain.scheme_messages import Language
from shared.domain.units import mark_text

_SIGNS: Final[Mapping[ChangeKind, tuple[str, str]]] = {
    "added": ("+", "green"),
    "removed": ("-", "red"),
    "changed": ("~", "yellow"),
    "moved": (">", "cyan"),
}
_VALUE_MAX: Final = 60
"""Of a value on the screen."""


def diff(
    old: Annotated[Path, typer.Argument(help="The scheme as it is (.xlsx or .json).")],
    new: Annotated[Path, typer.Argument(help="The scheme as it should become (.xlsx or .json).")],
    json: Annotated[bool, typer.Option("--json", help="Print the result for programs.")] = False,
    language: Annotated[Language, typer.Option(help="The language of the problems.")] = "en",
) -> None:
    """Show what differs, form by form. An aspect is the same by its id, or where it has none by its text.

    Exit code 0: both could be read. 1: one has errors. 2: there is no such file.
    """
    before = sound_scheme(old, language).scheme
    reading = sound_scheme(new, language)
    assert before is not None
    assert reading.scheme is not None
    after = with_kept_ids(reading.scheme, before, reading.given_ids)
    if json:
        print_json(difference_result(before, after))
    else:
        show_difference(before, after)


def difference_result(old: Scheme, new: Scheme) -> dict[str, Any]:
    """Return the result for programs."""
    changes = scheme_difference(old, new)
    forms = changes_by_form(changes)
    return {
        "equal": not changes,
        "aspects": {
            kind: len({c.id for c in changes if (c.kind, c.subject) == (kind, "aspect")}) for kind in _SIGNS
        },
        "total": {"before": mark_text(old.mark_max), "after": mark_text(new.mark_max)},
        "forms": {form: _form_result(old, new, form, forms[form]) for form in forms},
        "changes": [_change_result(change) for change in changes],
    }


def show_difference(old: Scheme, new: Scheme) -> None:
    """Show people what differs."""
    changes = scheme_difference(old, new)
    if not changes:
        screen.print("The schemes are the same.")
        return
    _show(change for change in changes if not change.forms)
    for form, of_form in changes_by_form(changes).items():
        before, after = _marks(old, form), _marks(new, form)
        screen.print(Text(f"{form}: {before} marks, then {after}", style="bold"), soft_wrap=True)
        _show(of_form)


def _show(changes: Iterable[Change]) -> None:
    for change in changes:
        sign, colour = _SIGNS[change.kind]
        screen.print(Text.assemble((f"  {sign} ", colour), _words(change)), soft_wrap=True)


def _words(change: Change) -> str:
    name = f"{change.subject.replace('_', '-')} {change.id}".strip()
    if change.kind in ("added", "removed"):
        document = change.after if change.kind == "added" else change.before
        return f"{name} {change.kind}: {_value(document.get('description') or document['name'])}"
    return f"{name}, {change.field}: {_value(change.before)} → {_value(change.after)}"


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else codec.encode(value).decode()
    line = " ".join(text.split())
    return line if len(line) <= _VALUE_MAX else f"{line[:_VALUE_MAX]}…"


def _marks(scheme: Scheme, form: str) -> str:
    found = scheme.form_by_id.get(form)
    return mark_text(sum(aspect.mark_max for aspect in found.aspects) if found else 0)


def _form_result(old: Scheme, new: Scheme, form: str, changes: Iterable[Change]) -> dict[str, Any]:
    of_kind: dict[str, list[str]] = {kind: [] for kind in _SIGNS}
    for change in changes:
        if change.subject == "aspect" and change.field != "order" and change.id not in of_kind[change.kind]:
            of_kind[change.kind].append(change.id)
    return {**of_kind, "marks": {"before": _marks(old, form), "after": _marks(new, form)}}


def _change_result(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "subject": change.subject,
        "id": change.id,
        "forms": list(change.forms),
        "field": change.field,
        "before": change.before,
        "after": change.after,
    }
