"""What a changed scheme does to the marks that are in (R15): shown before it is applied, by the same fold."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from shared.domain.acts import ChangeScheme
from shared.domain.entry_mark import check_marking_rules, entry_mark
from shared.domain.errors import RuleBroken
from shared.domain.events import Entry
from shared.domain.form import EnteredMark, Sheet
from shared.domain.judgement import JudgementRule
from shared.domain.scheme import Aspect, Method, Scheme
from shared.domain.skill_state import SkillState
from shared.domain.units import Mark


class CompetitorChange(NamedTuple):
    """What a changed scheme does to one competitor."""

    competitor: str
    total_before: Mark
    total_after: Mark
    changed: tuple[str, ...]
    """Aspects whose mark becomes another."""
    lost: tuple[str, ...]
    """Aspects whose mark is gone, or must be entered anew."""


class _Move(NamedTuple):
    """One mark and what it becomes under the new scheme."""

    competitor: str
    aspect: str
    form: str
    """Where it stood."""
    before: EnteredMark
    entry: Entry
    """What was entered, in the terms of the new scheme."""
    mark: Mark | None
    """None: that earns no mark under the new scheme."""

    @property
    def is_same(self) -> bool:
        """Say whether nothing about the mark changes."""
        return self.mark == self.before.mark and self.entry == self.before.entry


def scheme_change(state: SkillState, scheme: Scheme) -> tuple[CompetitorChange, ...]:
    """Return what ``scheme`` would do to every competitor whom it affects; changes nothing."""
    changes = []
    moves = list(_moves(state, scheme))
    for competitor in state.defined.competitors:
        own = [move for move in moves if move.competitor == competitor.id]
        lost = tuple(move.aspect for move in own if move.mark is None)
        changed = tuple(m.aspect for m in own if m.mark is not None and m.mark != m.before.mark)
        if lost or changed:
            before = sum(move.before.mark for move in own)
            after = sum(move.mark or 0 for move in own)
            changes.append(CompetitorChange(competitor.id, before, after, changed, lost))
    return tuple(changes)


def change_scheme(state: SkillState, act: ChangeScheme) -> None:
    """Apply a changed scheme.

    Raises ``RuleBroken``: ``form_locked`` when a locked form is touched by it, ``no_change``, and what
    ``check_marking_rules`` raises.
    """
    old, new = state.defined.scheme, act.scheme
    check_marking_rules(new)
    if new == old:
        raise RuleBroken("no_change", field="scheme")
    touched = _touched_forms(old, new)
    for form in touched:
        life = state.lives.get(form)
        if life is not None and life.locked_by is not None:
            raise RuleBroken("form_locked", field="scheme", value=form)
    sheets = _sheets_under(state, act)
    state.scheme_follows(new)
    state.definition = replace(state.defined, scheme=new)
    state.sheets = sheets
    for form in touched & state.lives.keys():
        life = state.lives[form]
        life.checked.clear()
        life.signatures.clear()
        life.team = life.team if _has_same_shape(old, new, form) else None
    state.result_changed()


def _touched_forms(old: Scheme, new: Scheme) -> frozenset[str]:
    """Return every form, old or new, that is marked otherwise under the new scheme."""
    names = old.form_by_id.keys() | new.form_by_id.keys()
    if old.rules.of_marks != new.rules.of_marks:
        return frozenset(names)
    return frozenset(name for name in names if old.form_by_id.get(name) != new.form_by_id.get(name))


def _has_same_shape(old: Scheme, new: Scheme, form: str) -> bool:
    """Say whether a team that could mark the old form can mark the new one."""
    return _team_size(old, form) == _team_size(new, form)


def _team_size(scheme: Scheme, form: str) -> tuple[Method, int] | None:
    found = scheme.form_by_id.get(form)
    if found is None:
        return None
    is_judged = found.method == "J"
    return found.method, scheme.judging(found.aspects[0]).judges if is_judged else scheme.rules.measurers


def _moves(state: SkillState, scheme: Scheme) -> Iterator[_Move]:
    old = {aspect.id: aspect for aspect in state.defined.scheme.aspects}
    new = {aspect.id: aspect for aspect in scheme.aspects}
    for (competitor, form), sheet in state.sheets.items():
        for name, before in sheet.marks.items():
            aspect = new.get(name)
            entry = before.entry if aspect is None else _entry_under(old[name], aspect, before.entry)
            is_readable = aspect is None or _counts_alike(
                state.defined.scheme.judging(old[name]), scheme.judging(aspect), entry
            )
            mark = _mark_under(scheme, aspect, entry) if is_readable else None
            yield _Move(competitor, name, form, before, entry, mark)


def _counts_alike(old: JudgementRule, new: JudgementRule, entry: Entry) -> bool:
    """Say whether scores mean the same under both rules: a 3 of 3 is no 3 of 10."""
    return entry.scores is None or (old.lowest, old.scale) == (new.lowest, new.scale)


def _entry_under(old: Aspect, new: Aspect, entry: Entry) -> Entry:
    """Return what was entered in the terms of the changed aspect: a full mark stays full."""
    return entry._replace(mark=new.mark_max) if entry.mark == old.mark_max else entry


def _mark_under(scheme: Scheme, aspect: Aspect | None, entry: Entry) -> Mark | None:
    if aspect is None:
        return None
    try:
        return entry_mark(scheme, aspect, entry)
    except RuleBroken:  # an answer, not a fault: what was entered does not fit any more
        return None


def _sheets_under(state: SkillState, act: ChangeScheme) -> dict[tuple[str, str], Sheet]:
    """Return the sheets under the new scheme; the sheet of a form that is gone stays, with what it held."""
    home = {aspect.id: form.id for form in act.scheme.forms for aspect in form.aspects}
    aspects = {aspect.id: aspect for aspect in act.scheme.aspects}
    sheets = {where: Sheet() for where in state.sheets}
    for (competitor, form), old in state.sheets.items():
        for name, withdrawn in old.withdrawn.items():
            _sheet(sheets, competitor, home.get(name, form)).withdrawn[name] = withdrawn
        for name, panel in old.panels.items():
            if panel.current:
                panel.abandon()
            _sheet(sheets, competitor, home.get(name, form)).panels[name] = panel
    for move in _moves(state, act.scheme):
        sheet = _sheet(sheets, move.competitor, home.get(move.aspect, move.form))
        if move.mark is None:
            sheet.withdrawn[move.aspect] = _record(move, act, 0)
            continue
        sheet.marks[move.aspect] = move.before if move.is_same else _record(move, act, move.mark)
        sheet.mark += move.mark
        sheet.mark_max_marked += aspects[move.aspect].mark_max
    return sheets


def _sheet(sheets: dict[tuple[str, str], Sheet], competitor: str, form: str) -> Sheet:
    return sheets.setdefault((competitor, form), Sheet())


def _record(move: _Move, act: ChangeScheme, mark: Mark) -> EnteredMark:
    entry = move.entry._replace(reason=act.reason)
    return EnteredMark(mark, move.before.revision + 1, entry, move.before.by, act.actor, move.before)
