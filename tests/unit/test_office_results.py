"""Results as the office tells them: the same numbers as `bayge standings`, each only to whom they belong."""

from dataclasses import replace
from typing import Any

import pytest

from deploy.cli.standings_count import standings_of
from deploy.cli.standings_file import read_standings
from deploy.cli.standings_result import standings_result
from services.office.answers_results import (
    EventAnswer,
    OwnMemberAnswer,
    PreviewAnswer,
    ProfilesAnswer,
    QualityAnswer,
    ResultsAnswer,
)
from services.office.due import due_at_ms
from services.office.preview_view import scheme_of
from shared.domain.acts import ConfirmAwards, Finalise, SetAward, SetPenalty, SetStatus
from shared.domain.championship import Championship
from shared.domain.people import Competitor
from shared.domain.presets import PRESETS
from shared.domain.publication import PolicySet
from shared.domain.results_choice import results_from_document
from shared.domain.scheme import scheme_document
from tests.builders import act, championship, enter, measured, panel_skill, score, set_skill, set_team
from tests.endings import MEMBERS, TOTALS, ended_skill, ending
from tests.office_twins import WHERE, Office
from tests.office_world import viewer

CHIEF = viewer("chief_expert", "x-1")
TEAM = viewer("results_team", "x-2")
RELEASED = PolicySet("cup", "public", "live", None, subject="results")


def results(office: Office) -> dict[str, dict[str, Any]]:
    """Return the lines of the skill by competitor."""
    document = office.desk.results(CHIEF, *WHERE)
    ResultsAnswer.model_validate(document)
    return {line["id"]: line for line in document["competitors"]}


def event(office: Office) -> dict[str, Any]:
    """Return the results of the championship."""
    document = office.desk.event(TEAM, "cup")
    EventAnswer.model_validate(document)
    return document


def chosen(**said: Any) -> Championship:
    """Return a championship that chose something about its results."""
    return replace(championship(), results=results_from_document(said))


def test_before_the_end_there_are_totals_and_places_and_no_scale() -> None:
    """R40, R42: how much is marked stands beside each total."""
    office = Office(CHIEF).take(*ending()[:-1])
    document = office.desk.results(CHIEF, *WHERE)

    line = results(office)["c-2"]
    assert ("80.00", "100.00", 2, None, None) == tuple(
        line[name] for name in ("total", "marked", "place", "scale", "medal")
    )
    assert (False, "provisional", []) == (document["is_final"], document["state"], document["fields"])


@pytest.mark.parametrize(
    ("commands", "state"), [(1, "not_started"), (2, "live"), (10, "provisional"), (13, "final")]
)
def test_a_skill_says_where_it_is(commands: int, state: str) -> None:
    """R53: nothing in, something in, all locked, final."""
    office = Office(CHIEF).take(*ending()[:commands])

    assert state == office.desk.results(CHIEF, *WHERE)["state"]


def test_a_final_skill_has_the_numbers_of_standings() -> None:
    """The same functions: a file with the same totals gives the same places, scale scores and medals."""
    office = Office(CHIEF).take(*ending())
    rows = [f"testing,{name},{MEMBERS[at % 3]},{total}" for at, (name, total) in enumerate(TOTALS.items())]
    file = "\n".join(["skill,competitor,member,total", *rows]).encode()
    counted = standings_result(standings_of(read_standings(file).rows, PRESETS["worldskills"]))

    names = ("total", "place", "scale", "medal")
    assert {line["competitor"]: [line[n] for n in names] for line in counted["competitors"]} == {
        name: [line[n] for n in names] for name, line in results(office).items()
    }
    document = event(office)
    assert counted["members"] == document["members"]
    assert counted["team_tables"] == document["team_tables"]
    assert [line["scale"] for line in counted["overall_best"]] == [
        line["scale"] for line in document["overall_best"]
    ]


def test_a_championship_tells_awards_bests_and_tables_of_final_skills_only() -> None:
    """R43 to R46: a skill that is not final brings nothing to anybody."""
    office = Office(TEAM).take(*ending())
    first = event(office)
    office.take(enter(measured("A1.1", "90.00"), submission_id="late"))

    assert ["gold", "silver", "bronze"] == [line["medal"] for line in first["medals"]]
    assert ("c-1", 1, True) == (
        first["overall_best"][0]["competitor"],
        first["skills_final"],
        first["is_final"],
    )
    assert ["abai", "aktobe", "taraz"] == [line["member"] for line in first["best_of_member"]]
    assert first == event(office) | {"offsets": first["offsets"]}  # refused: the form is locked


def test_an_award_by_hand_counts_with_its_reason_and_a_small_field_waits_for_the_organiser() -> None:
    """R3, R43: proposed, confirmed, decided by hand; what waits stands in a list of its own."""
    totals = dict(list(TOTALS.items())[:3])
    office = Office(TEAM).take(*ending(totals))
    proposed = event(office)
    office.take(act(ConfirmAwards, "organiser", reason="agreed"))
    confirmed = event(office)
    office.take(act(SetAward, "organiser", competitor="c-3", award="silver", reason="by the jury"))
    decided = event(office)
    office.take(act(Finalise, "results_team"), act(ConfirmAwards, "organiser", reason="agreed again"))

    assert (0, []) == (decided["skills_final"], decided["medals"])
    assert ([{"skill": "testing", "group": None, "awards": "proposed"}], []) == (
        proposed["decisions_needed"], proposed["medals"]
    )  # fmt: skip
    assert ([], 3) == (confirmed["decisions_needed"], len(confirmed["medals"]))
    by_hand = [line for line in event(office)["medals"] if line["competitor"] == "c-3"]
    assert [("silver", "by the jury")] == [(line["medal"], line["reason"]) for line in by_hand]


def test_statuses_guests_and_penalties_stand_beside_the_numbers() -> None:
    """R5, R7: a guest is shown to officials and has no place; a deduction is told with its reason."""
    definition = ended_skill(c_2=Competitor("c-2", "aktobe", is_guest=True))
    before = [
        act(SetPenalty, "organiser", competitor="c-1", penalty="late", mark=360_000, reason="came late"),
        act(SetStatus, "organiser", competitor="c-3", status="disqualified", reason="copied"),
    ]
    lines = results(Office(CHIEF).take(*ending(definition=definition, before_lock=before)))

    assert ("88.00", [{"penalty": "late", "mark": "2.00", "reason": "came late"}]) == (
        lines["c-1"]["total"], lines["c-1"]["penalties"]
    )  # fmt: skip
    assert (True, None, "80.00") == tuple(lines["c-2"][name] for name in ("guest", "place", "total"))
    assert ("disqualified", "copied", None) == tuple(
        lines["c-3"][name] for name in ("status", "status_reason", "place")
    )


def test_pairs_count_as_the_championship_chose() -> None:
    """R6: a pair's gold is one medal of two persons; per person it brings its points twice."""
    definition = ended_skill(c_1=Competitor("c-1", "abai", persons=2))
    points = {}
    for preset in ("worldskills", "worldskills-kazakhstan"):
        office = Office(TEAM, chosen(preset=preset)).take(*ending(definition=definition))
        points[preset] = next(m for m in event(office)["members"] if m["member"] == "abai")["points"]

    assert {"worldskills": 4, "worldskills-kazakhstan": 8} == points


def test_age_groups_have_places_scales_and_tables_of_their_own() -> None:
    """R2: juniors are a field of their own in the same skill."""
    juniors = {f"c_{n}": Competitor(f"c-{n}", "abai", group="juniors") for n in (4, 5, 6)}
    office = Office(TEAM, chosen(scale={"field_min": 2})).take(*ending(definition=ended_skill(**juniors)))

    lines, document = results(office), event(office)
    assert [1, 2, 3, 1, 2, 3] == [lines[f"c-{n}"]["place"] for n in range(1, 7)]
    assert ["gold", "gold"] == [lines["c-1"]["medal"], lines["c-4"]["medal"]]
    assert (["c-1", "c-2", "c-3"], ["c-4", "c-5", "c-6"]) == (
        [line["competitor"] for line in document["medals"]],
        [line["competitor"] for line in document["groups"]["juniors"]["medals"]],
    )


def test_a_demonstration_exam_gives_grades_once_it_is_final() -> None:
    """R47: percent of the maximum by bands; nothing is awarded, and no decision is waited for."""
    exam = chosen(preset="demonstration-exam")
    before, after = (Office(TEAM, exam).take(*ending()[:at]) for at in (-1, None))

    assert [None, 5] == [results(office)["c-1"]["grade"] for office in (before, after)]
    assert ("90.0", [], []) == (
        results(after)["c-1"]["percent"], event(after)["medals"], event(after)["decisions_needed"]
    )  # fmt: skip


def test_profiles_tell_the_share_of_each_section() -> None:
    """R48: of the competitor, of the member, of the skill."""
    document = Office(CHIEF).take(*ending()).desk.profiles(CHIEF, *WHERE)

    ProfilesAnswer.model_validate(document)
    assert "90.0" == document["competitors"]["c-1"][0]["percent"]
    assert "75.0" == document["members"]["abai"][0]["percent"]  # c-1 and c-4
    assert "65.0" == document["skill"][0]["percent"]


def test_results_are_worked_out_once_for_each_state_of_the_log() -> None:
    """Asked again, the same object answers; a new record or another choice makes a new one."""
    office = Office(TEAM).take(*ending())
    first, second = (office.desk.event(TEAM, "cup") for _ in range(2))
    by_hand = act(SetAward, "organiser", competitor="c-6", award="bronze", reason="x")
    office.take(by_hand, act(Finalise, "organiser"))

    assert first["medals"] is second["medals"]
    assert 4 == len(office.desk.event(TEAM, "cup")["medals"])


def test_the_quality_of_judging_counts_finished_attempts_only() -> None:
    """Severity against the others, agreement, attempts too far apart; a score that waits is none."""
    shown = [("e-1", 3), ("e-4", 1), ("e-3", 1), ("e-1", 2), ("e-4", 2), ("e-3", 2), ("e-1", 0)]
    entries = [enter(score("A2.1", value), form="A2", expert=judge) for judge, value in shown[:6]]
    waiting = enter(score("A2.2", 0), form="A2", expert="e-1")
    office = Office(CHIEF).take(set_skill(panel_skill()), set_team(), *entries, waiting)

    document = office.desk.quality(CHIEF, *WHERE)
    QualityAnswer.model_validate(document)
    of = {line["expert"]: line for line in document["experts"]}
    assert [(2, "1.00", 1, 1), (2, "-0.50", 1, 1)] == [
        tuple(of[judge][name] for name in ("scores", "severity", "agreed", "apart"))
        for judge in ("e-1", "e-3")
    ]
    assert (3, 0, None) == (of["e-1"]["entries"], of["e-6"]["entries"], of["e-6"]["severity"])


def test_pairs_of_members_that_are_generous_to_each_other_stand_out() -> None:
    """R21: nobody scores the own member, so what is given stands beside what is returned."""
    of = {"c-1": (("e-1", 3), ("e-4", 1), ("e-3", 2)), "c-2": (("e-1", 2), ("e-2", 3), ("e-3", 1))}
    entries = [
        enter(score("A2.1", value), form="A2", competitor=competitor, expert=judge)
        for competitor, shown in of.items()
        for judge, value in shown
    ]
    office = Office(CHIEF).take(set_skill(panel_skill()), set_team(), *entries)

    document = office.desk.quality(CHIEF, *WHERE)
    QualityAnswer.model_validate(document)
    lines = {line["expert"]: line for line in document["experts"]}
    assert [
        {"member": "aktobe", "scores": 1, "severity": "1.50", "returned": "-1.50"},
    ] == lines["e-2"]["members"]
    assert [
        {"member": "abai", "scores": 1, "severity": "-1.50", "returned": "1.50"},
    ] == lines["e-4"]["members"]
    assert ("0.75", "0.75") == (lines["e-1"]["severity"], lines["e-1"]["spread"])
    assert ("-0.75", "0.75") == (lines["e-3"]["severity"], lines["e-3"]["spread"])


def test_late_and_blank_marks_are_counted_with_the_expert_who_owes_them() -> None:
    """R31: the form's day ends at the venue's midnight; a correction on the next day is no late mark."""
    end_ms = due_at_ms(championship(), 1)
    assert end_ms is not None
    late = replace(enter(score("A2.2", 1), form="A2", expert="e-3"), at_ms=end_ms)
    in_time = replace(enter(score("A2.1", 1), form="A2", expert="e-1"), at_ms=end_ms - 1)
    office = Office(CHIEF).take(set_skill(panel_skill()), set_team(), in_time, late)

    lines = {line["expert"]: line for line in office.desk.quality(CHIEF, *WHERE)["experts"]}

    assert {"e-1": (0, 1), "e-2": (0, 0), "e-3": (1, 1), "e-4": (0, 2)} == {
        name: (lines[name]["late"], lines[name]["blank"]) for name in ("e-1", "e-2", "e-3", "e-4")
    }


def test_a_preview_shows_what_a_scheme_would_do_and_does_nothing() -> None:
    """R15: the aspects that change, every total before and after; the skill stays as it was."""
    office = Office(CHIEF).take(
        set_skill(panel_skill()), enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"))
    )
    before = office.desk.results(CHIEF, *WHERE)
    old = panel_skill().scheme
    changed = scheme_document(old)
    aspects = changed["criteria"][0]["sub_criteria"][0]["aspects"]
    aspects[0]["mark_max"] = "0.50"
    del aspects[1]

    document = office.desk.preview(CHIEF, *WHERE, scheme_of({"scheme": changed}))
    PreviewAnswer.model_validate(document)
    assert [("c-1", "1.75", "0.50", ["A1.1"], ["A1.2"])] == [
        tuple(one[n] for n in ("competitor", "total_before", "total_after", "changed", "lost"))
        for one in document["competitors"]
    ]
    assert (["A1.2"], [{"aspect": "A1.1", "fields": ["mark_max"]}]) == (
        document["difference"]["removed"], document["difference"]["changed"]
    )  # fmt: skip
    assert before == office.desk.results(CHIEF, *WHERE)


def test_a_preview_tells_what_comes_goes_moves_and_changes() -> None:
    """R10: the difference of `bayge scheme diff`, by the ids of aspects; an order alone changes none."""
    office = Office(CHIEF).take(set_skill(panel_skill()))
    changed = scheme_document(panel_skill().scheme)
    first, second = (sub["aspects"] for sub in changed["criteria"][0]["sub_criteria"][:2])
    first[0] |= {"id": "A1.9"}
    first[1] |= {"requirement": "to the millimetre", "mark_max": "0.50"}
    second.reverse()
    changed["rules"] = {"rounding": "each_aspect"}

    told = office.desk.preview(CHIEF, *WHERE, scheme_of({"scheme": changed}))["difference"]
    same = office.desk.preview(CHIEF, *WHERE, scheme_of({"scheme": scheme_document(panel_skill().scheme)}))[
        "difference"
    ]

    assert (["A1.9"], ["A1.1"], True) == (told["added"], told["removed"], told["are_rules_changed"])
    assert [{"aspect": "A1.2", "fields": ["requirement", "mark_max"]}] == told["changed"]
    assert {"added": [], "removed": [], "changed": [], "are_rules_changed": False} == same


LEADER = viewer("team_leader", "x-8", member="abai")


def own(office: Office) -> dict[str, dict[str, Any]]:
    """Return what the leader of abai sees, by competitor."""
    document = office.desk.own_member(LEADER, "cup")
    OwnMemberAnswer.model_validate(document)
    return {one["id"]: one for skill in document["skills"] for one in skill["competitors"]}


def test_a_team_leader_sees_released_marks_of_the_own_member_only() -> None:
    """R50: nothing before the form is released, and never anybody else's competitor."""
    commands = ending()
    locked = Office(LEADER).take(*commands[: 1 + len(TOTALS) + 3])
    released = Office(LEADER).take(*commands)

    assert {"c-1": [], "c-4": []} == {name: one["forms"] for name, one in own(locked).items()}
    (form,) = own(released)["c-1"]["forms"]
    assert ("A1", "90.00", "90.00") == (form["form"], form["mark"], form["aspects"][0]["mark"])


def test_medals_are_a_team_leader_s_only_when_they_are_everybody_s() -> None:
    """R51: final and still under embargo: no place, no scale, no medal; released: all three."""
    office = Office(LEADER).take(*ending())
    embargoed = own(office)["c-1"]["result"]
    office.publish(RELEASED)

    assert embargoed is None
    assert {"total": "90.00", "place": 1, "scale": 734, "medal": "gold"} == own(office)["c-1"]["result"]


def test_released_results_of_a_skill_that_is_not_final_are_none() -> None:
    """R42: the policy alone shows nothing."""
    office = Office(LEADER).take(*ending()[:-1])
    office.publish(RELEASED)

    assert own(office)["c-1"]["result"] is None


@pytest.mark.parametrize(
    ("who", "refused"),
    [
        (viewer("expert", "e-1"), ("results", "profiles", "quality", "event", "own member")),
        (CHIEF, ("event", "own member")),
        (viewer("organiser", "x-9"), ("quality", "own member")),
        (LEADER, ("results", "profiles", "quality", "event")),
        (viewer("announcer", "x-7"), ("results", "profiles", "quality", "event", "own member")),
    ],
)
def test_each_role_sees_its_part(who: Any, refused: tuple[str, ...]) -> None:
    """What is not a role's own is refused by name; the rest is answered."""
    answers = Office(who).take(*ending()).answers()

    of_results = ("results", "profiles", "quality", "event", "own member")
    assert {name: ("role_not_allowed", {"role": who.grant.role}) for name in refused} == {
        name: answers[name] for name in of_results if isinstance(answers[name], tuple)
    }
