from collections.abc import Sequence

import pytest

from shared.domain.people import Competitor
from shared.domain.tally import SkillTally
from shared.domain.team import Team, pairs_for, panel_for
from tests.builders import (
    PANEL_EXPERTS,
    enter,
    judged,
    measured,
    panel_skill,
    score,
    set_skill,
    set_team,
    skill,
)

EXPERTS = {expert.id: expert for expert in PANEL_EXPERTS}
PANEL = Team(("e-1", "e-2", "e-3"), "e-4", ())


@pytest.fixture
def tally() -> SkillTally:
    """A skill with experts from five members, and no team yet."""
    opened = SkillTally()
    opened.fold(set_skill(panel_skill()))
    return opened


@pytest.mark.parametrize(
    ("form", "experts", "supervisor", "second", "code"),
    [
        ("A2", ("e-1", "e-2", "e-9"), "e-4", (), "unknown_expert"),
        ("A2", ("e-1", "e-2", "e-2"), "e-4", (), "expert_twice"),
        ("A2", ("e-1", "e-2"), "e-4", (), "team_size_wrong"),
        ("A2", ("e-1", "e-2", "e-3"), "e-4", ("e-6",), "team_size_wrong"),
        ("A2", ("e-1", "e-2", "e-3"), None, (), "supervisor_missing"),
        ("A2", ("e-1", "e-2", "e-3"), "e-5", (), "team_members_repeat"),
        ("A1", ("e-1",), None, (), "team_size_wrong"),
        ("A1", ("e-1", "e-2"), None, ("e-3",), "team_size_wrong"),
        ("Z1", ("e-1", "e-2"), None, (), "unknown_form"),
    ],
)
def test_a_team_that_cannot_mark_cannot_be_formed(
    tally: SkillTally,
    form: str,
    experts: Sequence[str],
    supervisor: str | None,
    second: Sequence[str],
    code: str,
) -> None:
    """R21: three experts and a supervisor of four members; pairs of the size that the scheme sets."""
    verdict, _ = tally.fold(set_team(form, experts, supervisor, second))

    assert ("refused", code, {}) == (verdict.status, verdict.code, tally.lives)


def test_a_pair_of_one_member_marks_only_where_none_of_it_competes() -> None:
    """R21: an expert never marks a compatriot, so a pair of compatriots of a competitor marks nobody."""
    tallies = []
    for members in (("abai", "aktobe"), ("abai", "almaty")):
        tally = SkillTally()
        competitors = [Competitor(f"c-{n}", member) for n, member in enumerate(members, 1)]
        tally.fold(set_skill(skill(competitors, PANEL_EXPERTS)))
        tallies.append(tally)

    verdicts = [tally.fold(set_team("A1", ("e-1", "e-5"), None))[0] for tally in tallies]

    assert [("counted", None), ("refused", "team_all_compatriots")] == [(v.status, v.code) for v in verdicts]


def test_the_supervisor_steps_in_for_a_compatriot() -> None:
    """R21: for c-1 of abai e-4 scores in the place of e-2; for others the three score."""
    assert ("e-1", "e-4", "e-3") == panel_for(PANEL, EXPERTS, "abai")
    assert ("e-1", "e-2", "e-3") == panel_for(PANEL, EXPERTS, "aktobe")


def test_a_pair_with_a_compatriot_does_not_measure() -> None:
    """R21: what is left decides whether marking is dual."""
    team = Team(("e-1", "e-2"), None, ("e-3", "e-6"))

    assert (("e-3", "e-6"),) == pairs_for(team, EXPERTS, "abai")
    assert (("e-1", "e-2"), ("e-3", "e-6")) == pairs_for(team, EXPERTS, "aktobe")
    assert (("e-1", "e-2"),) == pairs_for(Team(("e-1", "e-2"), None, ()), EXPERTS, "aktobe")


def test_who_is_no_expert_any_more_is_nobody_s_compatriot() -> None:
    """R7: an expert may leave the definition while still named in a team."""
    assert ("e-1", "gone", "e-3") == panel_for(Team(("e-1", "gone", "e-3"), "e-4", ()), EXPERTS, "abai")


def test_two_pairs_that_measure_everybody_need_no_remark(tally: SkillTally) -> None:
    """R21, R25: one_pair is said only where somebody would be measured once."""
    both, once = (
        tally.fold(set_team("A1", first, None, second))[0]
        for first, second in ((("e-1", "e-3"), ("e-5", "e-6")), (("e-1", "e-3"), ("e-2", "e-6")))
    )

    assert [None, "one_pair"] == [both.code, once.code]


def test_who_is_not_in_the_team_does_not_mark(tally: SkillTally) -> None:
    """R20: one team marks all competitors of the form; without a team every expert may."""
    before, _ = tally.fold(enter(measured("A1.1", "1.00"), expert="e-6"))
    tally.fold(set_team("A1", ("e-1", "e-3"), None))

    after, _ = tally.fold(enter(measured("A1.2", "0.75"), expert="e-6"))

    assert [("counted", None), ("refused", "not_in_team")] == [(v.status, v.code) for v in (before, after)]


def test_the_supervisor_enters_what_all_have_shown_but_no_score(tally: SkillTally) -> None:
    """R22: one device for the panel is the fallback; the supervisor is no judge unless stepping in."""
    tally.fold(set_team())

    verdicts = [
        tally.fold(enter(judged("A2.1", 2, 2, 3), form="A2", expert="e-4"))[0],
        tally.fold(enter(score("A2.2", 2), form="A2", expert="e-4"))[0],
        tally.fold(enter(score("A2.2", 2), form="A2", expert="e-4", competitor="c-2"))[0],
        tally.fold(enter(score("A2.2", 2), form="A2", expert="e-2"))[0],
    ]

    assert ["counted", "waiting", "compatriot", "compatriot"] == [v.code or v.status for v in verdicts]


def test_a_score_needs_a_team(tally: SkillTally) -> None:
    """Without one nobody could say whose scores are missing."""
    verdict, _ = tally.fold(enter(score("A2.1", 2), form="A2"))

    assert ("refused", "team_missing") == (verdict.status, verdict.code)


def test_a_supervisor_who_replaces_nobody_shows_no_score(tally: SkillTally) -> None:
    """For a competitor who is nobody's compatriot the three score, and only they."""
    competitors = [Competitor("c-3", "oral")]
    other = SkillTally()
    other.fold(set_skill(skill(competitors, PANEL_EXPERTS)))
    other.fold(set_team())

    verdict, _ = other.fold(enter(score("A2.1", 2), form="A2", expert="e-4", competitor="c-3"))

    assert ("refused", "not_on_panel") == (verdict.status, verdict.code)
