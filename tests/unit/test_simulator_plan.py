"""The plan of a simulated championship: complete, allowed by the rules, lifelike, and always the same."""

import statistics
from collections import Counter, defaultdict
from typing import Any

import pytest

from deploy.samples import championship_bundle
from deploy.simulator.expectation import CompetitorMarks, Expectation
from deploy.simulator.plan import ENTRIES_MAX, CannotPlan, PlannedSubmission, plan_submissions
from deploy.simulator.teams import plan_teams
from deploy.simulator.timetable import DAY_S, event_time
from shared.domain.championship import SkillDefinition, skill_from_document

Plan = list[PlannedSubmission]


@pytest.fixture(scope="module")
def bundle() -> dict[str, Any]:
    """Return a championship of ten full skills."""
    return championship_bundle("turkic2025")


@pytest.fixture(scope="module")
def plan(bundle: dict[str, Any]) -> Plan:
    """Return its plan."""
    return plan_submissions(bundle, "bayge")


@pytest.fixture(scope="module")
def skills(bundle: dict[str, Any]) -> dict[str, SkillDefinition]:
    """Return its skills."""
    return {skill["id"]: skill_from_document(skill) for skill in bundle["skills"]}


def test_the_same_seed_gives_the_same_plan(bundle: dict[str, Any], plan: Plan) -> None:
    """Ids and times included: a run can be repeated."""
    assert plan == plan_submissions(bundle, "bayge")
    assert plan != plan_submissions(bundle, "other")


def test_two_championships_never_share_an_id(bundle: dict[str, Any], plan: Plan) -> None:
    """A copy of a championship on the same Bayge must not be taken for a repeat."""
    copy = {**bundle, "championship": {**bundle["championship"], "id": "copy"}}

    assert not {s.id for s in plan} & {s.id for s in plan_submissions(copy, "bayge")}


def test_every_aspect_of_every_competitor_is_marked(skills: dict[str, SkillDefinition], plan: Plan) -> None:
    """First entries cover all sheets, each aspect once; the rest are second attempts, corrections, stale."""
    counted = Counter(
        (s.skill, s.competitor, entry["aspect"])
        for s in plan
        if s.expected == "counted"
        for entry in s.entries
        if entry["based_on"] == 0 and entry.get("attempt") != 2
    )
    mixed = {
        (s.skill, s.competitor, entry["aspect"])
        for s in plan
        if s.expected in ("set_aside", "rescore")
        for entry in s.entries
    }
    wanted = {
        (name, competitor.id, aspect.id)
        for name, skill in skills.items()
        for competitor in skill.competitors
        for aspect in skill.scheme.aspects
    }

    assert {1} == set(counted.values())
    assert wanted == counted.keys() | mixed


def test_nobody_marks_a_compatriot(skills: dict[str, SkillDefinition], plan: Plan) -> None:
    """R21, and one marking team of at most four for a form (R20)."""
    teams = defaultdict(set)
    for s in plan:
        skill = skills[s.skill]
        assert skill.expert_by_id[s.expert].member != skill.competitor_by_id[s.competitor].member
        teams[s.skill, s.form].add(s.expert)

    assert max(map(len, teams.values())) <= 4


def test_experts_work_from_nine_to_six_on_the_day_of_the_form(
    skills: dict[str, SkillDefinition], plan: Plan
) -> None:
    """R13: a form has its marking day; nights are left out."""
    for s in plan:
        assert skills[s.skill].scheme.form_by_id[s.form].day == 1 + s.marking_s // DAY_S
    assert plan == sorted(plan, key=lambda s: s.marking_s)


def test_a_sheet_keeps_its_order(plan: Plan) -> None:
    """A correction comes after what it corrects, a stale entry after the one that made it so."""
    first_s: dict[tuple[str, str, str], float] = {}
    panels = {s.form for s in plan for entry in s.entries if not entry.keys().isdisjoint({"score", "scores"})}
    for s in plan:
        for entry in s.entries:
            where = (s.skill, s.competitor, entry["aspect"])
            if where in first_s and s.form not in panels:
                assert entry["based_on"] == 1 or s.expected == "set_aside"
                assert s.marking_s > first_s[where]
            first_s.setdefault(where, s.marking_s)


def test_submissions_are_small_and_some_go_wrong(plan: Plan) -> None:
    """At most eight entries and a stale one; about two percent corrected, a few stale, a few sent twice."""
    entries = [entry for s in plan for entry in s.entries]
    corrected = [entry for entry in entries if entry["based_on"] == 1]

    assert max(len(s.entries) for s in plan) <= ENTRIES_MAX + 1
    assert all(entry["reason"] for entry in corrected)
    assert 0.01 < len(corrected) / len(entries) < 0.03
    assert 0.002 < sum(s.expected == "set_aside" for s in plan) / len(plan) < 0.03
    assert {"never", "after", "together"} == {s.repeat for s in plan}


def test_panels_score_again_where_they_are_apart(plan: Plan) -> None:
    """R22, R23: three scores of 0 to 3; what is left in the end is never more than one apart."""
    at_once = [(s.expected, tuple(entry["scores"])) for s in plan for entry in s.entries if "scores" in entry]
    one_by_one = [(s.expected, scores) for s in plan for scores in s.shown.values()]

    for panels in (at_once, one_by_one):
        assert {3} == {len(scores) for _, scores in panels}
        assert {0, 1, 2, 3} == {score for _, scores in panels for score in scores}
        apart = {became: {max(s) - min(s) for kind, s in panels if kind == became} for became, _ in panels}
        assert {0, 1} == apart["counted"]
        assert 2 in apart["rescore"]


def test_a_panel_is_heard_out(skills: dict[str, SkillDefinition], plan: Plan) -> None:
    """R22: three different experts, and the supervisor in the place of a compatriot."""
    heard = defaultdict(list)
    for s in plan:
        for entry in s.entries:
            if "score" in entry:
                heard[s.skill, s.competitor, entry["aspect"], entry["attempt"]].append(s.expert)

    assert heard
    assert all(len(experts) == len(set(experts)) == 3 for experts in heard.values())
    teams = {skill: plan_teams("turkic2025", skill, definition) for skill, definition in skills.items()}
    supervisors = {team.supervisor for forms in teams.values() for team in forms.values()}
    assert supervisors & {expert for experts in heard.values() for expert in experts}


def test_boards_look_like_real_ones() -> None:
    """Over thirty skills the winner has about 80, the middle 50 to 60, the last about 15."""
    bundle = championship_bundle("wsk2024")
    totals = [[float(m.total) for m in skill.values()] for skill in _final(bundle).skills.values()]

    assert 72 < statistics.mean(map(max, totals)) < 86
    assert 50 < statistics.mean(map(statistics.median, totals)) < 60
    assert 10 < statistics.mean(map(min, totals)) < 24


def _final(bundle: dict[str, Any]) -> Expectation:
    """Return the marks when everything planned has counted."""
    expectation = Expectation(bundle)
    for s in plan_submissions(bundle, "bayge"):
        marks: CompetitorMarks = expectation.skills[s.skill][s.competitor]
        for entry in s.entries:
            scores = s.shown.get(entry["aspect"], entry.get("scores"))
            if "mark" in entry or (scores and max(scores) - min(scores) <= 1):
                said = {"aspect": entry["aspect"], "scores": scores} if scores else entry
                expectation.enter(s.skill, marks, said, entry["based_on"] + 1)
    return expectation


def test_a_skill_of_compatriots_cannot_be_planned() -> None:
    """When every expert is of the competitor's own member, nobody may mark: said, not skipped."""
    bundle = championship_bundle("small")
    for entrant in (*bundle["skills"][0]["competitors"], *bundle["skills"][0]["experts"]):
        entrant["member"] = "abai"

    with pytest.raises(CannotPlan, match="compatriots"):
        plan_submissions(bundle, "bayge")


@pytest.mark.parametrize(
    ("marking_s", "expected"),
    [(0, "C1 09:00"), (3_661, "C1 10:01"), (DAY_S - 1, "C1 17:59"), (DAY_S, "C2 09:00"), (-1, "C1 09:00")],
)
def test_event_time(marking_s: float, expected: str) -> None:
    """Marking time reads as day and hour."""
    assert expected == event_time(marking_s)
