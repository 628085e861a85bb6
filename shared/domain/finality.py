"""What keeps a skill from being final, item by item, and the recount that it needs (R34)."""

from collections.abc import Iterator

from shared.domain.acts import ConfirmRecount
from shared.domain.errors import RuleBroken
from shared.domain.events import OpenItem
from shared.domain.panel import Panel
from shared.domain.scheme import Form
from shared.domain.skill_state import SkillState
from shared.domain.units import mark_text


def confirm_recount(state: SkillState, act: ConfirmRecount) -> None:
    """Take note that an independent recount agrees; raises ``RuleBroken("recount_differs")`` if not."""
    mark = sum(sheet.mark for sheet in state.sheets.values())
    if (act.entries, act.mark) != (state.entries_counted, mark):
        raise RuleBroken("recount_differs", field="mark", value=mark_text(act.mark), expected=mark_text(mark))
    state.is_recounted = True


def open_items(state: SkillState) -> Iterator[OpenItem]:
    """Yield everything that keeps the skill from being final."""
    for form in state.defined.scheme.forms:
        if state.form_state(form) in ("locked", "released"):
            yield from _marks_missing(state, form)
        else:
            yield OpenItem("form_not_locked", form.id)
        for competitor, aspect, panel in open_panels(state, form):
            kind = "spread_unresolved" if panel.is_unresolved else "panel_waiting"
            yield OpenItem(kind, form.id, competitor, aspect)
    for (submission, aspect), item in state.set_aside.items():
        if item.decided_by is None:
            yield OpenItem(
                "entry_set_aside", item.submission.form, item.submission.competitor, aspect, submission
            )
    for name, appeal in state.appeals.items():
        if appeal.ruling is None:
            yield OpenItem("appeal_open", appeal.form, appeal.competitor, appeal.aspect, name)
        elif appeal.needs_correction and appeal.corrected_by is None:
            yield OpenItem("appeal_not_corrected", appeal.form, appeal.competitor, appeal.aspect, name)
    if not state.is_recounted:
        yield OpenItem("recount_missing")


def _marks_missing(state: SkillState, form: Form) -> Iterator[OpenItem]:
    """Yield who takes part and lacks a mark on a locked form: who came, or came back, after the lock."""
    for competitor, how_far in state.sheet_states(form).items():
        if how_far == "open":
            yield OpenItem("marks_missing", form.id, competitor)


def open_panels(state: SkillState, form: Form) -> Iterator[tuple[str, str, Panel]]:
    """Yield competitor, aspect and panel of every mark that waits for a voice, or for a difference to end.

    An attempt that a later revision has overtaken waits for nobody, nor does one on an aspect that is gone.
    """
    aspects = state.defined.scheme.aspects_of_form.get(form.id, {})
    for competitor in state.competing():
        sheet = state.sheets.get((competitor, form.id))
        if sheet is None or not sheet.panels:
            continue
        for aspect, panel in sheet.panels.items():
            if aspect in aspects and panel.based_on == sheet.revision(aspect):
                yield competitor, aspect, panel
