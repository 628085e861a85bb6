from dataclasses import replace

import pytest

from shared.domain.acts import (
    Act,
    ChangeScheme,
    CheckSheets,
    ConfirmRecount,
    ConfirmUnlock,
    DecideAppeal,
    DecideSetAside,
    Finalise,
    LockForm,
    ReleaseForm,
    RequestUnlock,
    ReviewAppeal,
    SetPenalty,
    SetStatus,
    SignForm,
    SubmitAppeal,
)
from shared.domain.events import EnterMarks, OpenItem
from shared.domain.people import Competitor
from shared.domain.scheme import SubCriterion
from shared.domain.skill_state import SkillState
from shared.domain.tally import SkillTally
from tests.builders import (
    act,
    aspect,
    enter,
    judged,
    measured,
    panel_skill,
    scheme,
    score,
    set_skill,
    set_team,
)

SCHEME = scheme(
    SubCriterion("A1", "first", 1, (aspect("A1.1"),)),
    SubCriterion("A2", "second", 1, (aspect("A2.1", "1.00", "J"),)),
)


def finalise(tally: SkillTally) -> tuple[OpenItem, ...]:
    """Try to end the skill and return what is open."""
    verdict, _ = tally.fold(act(Finalise, "results_team"))
    said = ("refused", "skill_not_final") if verdict.open_items else ("counted", None)
    assert said == (verdict.status, verdict.code)
    return verdict.open_items


def counted(tally: SkillTally, *commands: Act | EnterMarks) -> None:
    """Fold commands that all must count."""
    assert {"counted"} == {tally.fold(command)[0].status for command in commands}


def recounted(tally: SkillTally) -> ConfirmRecount:
    """Return an honest recount."""
    mark = sum(sheet.mark for sheet in tally.sheets.values())
    return act(ConfirmRecount, "results_team", entries=tally.entries_counted, mark=mark)


@pytest.fixture
def tally() -> SkillTally:
    """A skill of two forms and one competitor who takes part; A2 has a team."""
    opened = SkillTally()
    opened.fold(set_skill(panel_skill(SCHEME)))
    absent = act(SetStatus, "chief_expert", competitor="c-2", status="absent", reason="ill")
    counted(opened, absent, set_team())
    return opened


def locked(tally: SkillTally) -> None:
    """Enter everything and lock both forms."""
    counted(
        tally,
        enter(measured("A1.1", "1.00"), expert="e-3"),
        enter(judged("A2.1", 2, 2, 3), form="A2", expert="e-4"),
        act(CheckSheets, "chief_expert", form="A1"),
        act(CheckSheets, "chief_expert", form="A2"),
        act(SignForm, "expert", "e-3", form="A1"),
        *(act(SignForm, "expert", expert, form="A2") for expert in ("e-1", "e-2", "e-3")),
        *(act(LockForm, "chief_expert", form=form) for form in ("A1", "A2")),
    )


def test_a_skill_in_which_nothing_is_open_becomes_final(tally: SkillTally) -> None:
    """R34: forms locked, nothing set aside, no appeal open, an equal recount."""
    locked(tally)
    counted(tally, recounted(tally))

    assert (False, (), True) == (tally.is_final, finalise(tally), tally.is_final)


def test_a_skill_begins_neither_recounted_nor_final() -> None:
    """R34: also before it is defined."""
    state = SkillState()

    assert [False, False] == [state.is_recounted, state.is_final]


def test_every_open_item_is_named(tally: SkillTally) -> None:
    """R34: where, whose, and which."""
    asked = act(
        SubmitAppeal, "team_leader", "tl", member="abai", competitor="c-1", form="A1", reason="unseen"
    )
    odd = enter(measured("A1.1", "1.00", based_on=2), expert="e-3")
    tally.fold(odd)
    counted(tally, asked)
    tally.fold(enter(score("A2.1", 2), form="A2", expert="e-3"))

    assert (
        OpenItem("form_not_locked", "A1"),
        OpenItem("form_not_locked", "A2"),
        OpenItem("panel_waiting", "A2", "c-1", "A2.1"),
        OpenItem("entry_set_aside", "A1", "c-1", "A1.1", odd.id),
        OpenItem("appeal_open", "A1", "c-1", None, asked.id),
        OpenItem("recount_missing"),
    ) == finalise(tally)


def test_an_unresolved_spread_and_an_upheld_appeal_without_its_correction_are_open(tally: SkillTally) -> None:
    """R32, R34: and a correction attempt that waits keeps the skill open although a mark stands."""
    asked = act(
        SubmitAppeal, "team_leader", "tl", member="abai", competitor="c-1", form="A2", reason="unseen"
    )
    tally.fold(enter(judged("A2.1", 0, 2, 3), form="A2", expert="e-4"))
    counted(tally, asked, act(ReviewAppeal, "chief_expert", "ce", appeal=asked.id))
    counted(tally, act(DecideAppeal, "chief_expert", "ce", appeal=asked.id, ruling="upheld", reason="seen"))

    open_items = finalise(tally)

    assert OpenItem("spread_unresolved", "A2", "c-1", "A2.1") in open_items
    assert OpenItem("appeal_not_corrected", "A2", "c-1", None, asked.id) in open_items


def test_a_released_form_is_not_open(tally: SkillTally) -> None:
    """R34: it is locked, and more than that."""
    locked(tally)
    counted(tally, act(ReleaseForm, "results_team", form="A1"))

    assert (OpenItem("recount_missing"),) == finalise(tally)


def test_a_panel_that_waits_is_found_behind_a_competitor_without_a_sheet(tally: SkillTally) -> None:
    """R34: c-1 has no sheet of A2 yet, c-2 has one score; a corrected mark waits without being unresolved."""
    counted(tally, act(SetStatus, "chief_expert", competitor="c-2", status="competing", reason="here"))
    tally.fold(enter(score("A2.1", 2), form="A2", competitor="c-2", expert="e-3"))
    first = finalise(tally)
    for expert in ("e-1", "e-2"):
        tally.fold(enter(score("A2.1", 2), form="A2", competitor="c-2", expert=expert))
    tally.fold(enter(score("A2.1", 3, 1, "seen again"), form="A2", competitor="c-2", expert="e-1"))

    waiting = OpenItem("panel_waiting", "A2", "c-2", "A2.1")
    assert waiting in first
    assert "counted" == tally.fold(enter(judged("A2.1", 1, 1, 1), form="A2", expert="e-4"))[0].status
    assert waiting in finalise(tally)


def test_an_appeal_upheld_in_part_waits_for_its_correction(tally: SkillTally) -> None:
    """R32, R34: as one that is upheld."""
    asked = act(
        SubmitAppeal, "team_leader", "tl", member="abai", competitor="c-1", form="A1", reason="unseen"
    )
    counted(tally, asked, act(ReviewAppeal, "chief_expert", "ce", appeal=asked.id))
    counted(tally, act(DecideAppeal, "chief_expert", "ce", appeal=asked.id, ruling="partly", reason="half"))

    assert OpenItem("appeal_not_corrected", "A1", "c-1", None, asked.id) in finalise(tally)


def test_whatever_changes_the_result_needs_another_recount(tally: SkillTally) -> None:
    """R7, R15, R34: a mark, a status, a penalty, another scheme; an appeal takes back finality alone."""
    base = {"role": "organiser", "reason": "seen"}
    changes: list[Act | EnterMarks] = [
        enter(measured("A1.1", "1.00"), expert="e-3"),
        act(SetPenalty, competitor="c-1", penalty="late", mark=0, **base),
        act(SetStatus, competitor="c-2", status="withdrawn", **base),
        act(ChangeScheme, scheme=scheme(SubCriterion("A1", "first", 1, (aspect("A1.1", "0.50"),))), **base),
    ]
    assert [False, False] == [tally.is_recounted, tally.is_final]

    for change in changes:
        counted(tally, recounted(tally))
        assert tally.is_recounted
        counted(tally, change)
        assert not tally.is_recounted


def test_an_appeal_takes_finality_back(tally: SkillTally) -> None:
    """R32, R34: what is disputed is not the end; the recount still holds."""
    locked(tally)
    counted(tally, recounted(tally))
    assert () == finalise(tally)

    counted(
        tally,
        act(SubmitAppeal, "team_leader", "tl", member="abai", competitor="c-1", form="A1", reason="unseen"),
    )

    assert [False, True] == [tally.is_final, tally.is_recounted]


def test_what_was_decided_is_not_open(tally: SkillTally) -> None:
    """A dropped entry, a rejected appeal, an appeal that was corrected."""
    odd = enter(measured("A1.1", "1.00", based_on=2), expert="e-3")
    tally.fold(odd)
    counted(
        tally,
        act(DecideSetAside, "chief_expert", submission=odd.id, aspect="A1.1", decision="drop", reason="x"),
    )
    for ruling in ("rejected", "upheld"):
        asked = act(
            SubmitAppeal, "team_leader", "tl", member="abai", competitor="c-1", form="A1", reason="unseen"
        )
        counted(tally, asked, act(ReviewAppeal, "chief_expert", "ce", appeal=asked.id))
        counted(tally, act(DecideAppeal, "chief_expert", "ce", appeal=asked.id, ruling=ruling, reason="x"))
    counted(tally, enter(measured("A1.1", "1.00"), expert="e-3", appeal=asked.id))

    assert {"form_not_locked", "recount_missing"} == {item.kind for item in finalise(tally)}


def test_who_comes_back_after_the_lock_lacks_marks(tally: SkillTally) -> None:
    """R7, R34: the forms were full without c-2, who was absent; a locked form is no proof of a full one."""
    locked(tally)
    counted(
        tally,
        act(SetStatus, "chief_expert", competitor="c-2", status="competing", reason="came late"),
        recounted(tally),
    )

    expected = (OpenItem("marks_missing", "A1", "c-2"), OpenItem("marks_missing", "A2", "c-2"))
    assert (expected, False) == (finalise(tally), tally.is_final)


def test_who_is_added_after_the_lock_lacks_marks(tally: SkillTally) -> None:
    """R34: a definition with one competitor more opens no locked form, and ends no skill."""
    locked(tally)
    definition = tally.defined
    more = replace(definition, competitors=(*definition.competitors, Competitor("c-9", "taraz")))
    assert "counted" == tally.fold(set_skill(more))[0].status
    counted(tally, recounted(tally))

    expected = (OpenItem("marks_missing", "A1", "c-9"), OpenItem("marks_missing", "A2", "c-9"))
    assert expected == finalise(tally)


def test_a_recount_that_differs_is_refused(tally: SkillTally) -> None:
    """R34: in entries or in marks; who reports an equal count has counted."""
    locked(tally)
    honest = recounted(tally)

    codes = [
        tally.fold(act(ConfirmRecount, "results_team", entries=entries, mark=mark))[0].code
        for entries, mark in ((honest.entries + 1, honest.mark), (honest.entries, honest.mark - 1))
    ]

    assert ["recount_differs"] * 2 == codes


def test_what_changes_after_the_recount_needs_another(tally: SkillTally) -> None:
    """R30, R34: an unlock takes finality back, and with it the recount."""
    locked(tally)
    counted(tally, recounted(tally))
    assert () == finalise(tally)

    counted(
        tally,
        act(RequestUnlock, "chief_expert", "ce", form="A1", reason="slip"),
        act(ConfirmUnlock, "results_team", "rt", form="A1", reason="slip"),
    )

    assert not tally.is_final
    assert (OpenItem("form_not_locked", "A1"), OpenItem("recount_missing")) == finalise(tally)
