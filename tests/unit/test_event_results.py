"""R2, R45, R46: what follows from all skills together, each age group for itself."""

from shared.domain.awards import Decision
from shared.domain.best import overall_best
from shared.domain.event_results import EventResults, event_results
from shared.domain.finishes import finishes, results_by_group
from shared.domain.people import Competitor
from shared.domain.presets import ResultSettings
from shared.domain.results import SkillResult
from shared.domain.units import UNITS_PER_MARK
from tests.endings import ended_skill

SETTINGS = ResultSettings()
MARKS = {f"c-{n}": (10 - n) * 10 * UNITS_PER_MARK for n in range(1, 7)}


def skill_of(**changes: Competitor) -> dict[str | None, SkillResult]:
    """Return the results, by age group, of six competitors from 90 down to 40."""
    ended = finishes(ended_skill(**changes), MARKS, {}, {}, {})
    return results_by_group(ended, SETTINGS, Decision(is_confirmed=True))


def test_the_main_field_is_there_before_any_skill_is_final() -> None:
    """Nobody has won anything, and the page of the results has something to show."""
    assert {None: EventResults({}, (), ())} == event_results({}, SETTINGS)


def test_skills_add_up_for_their_members() -> None:
    """R46: two skills with the same field bring twice the points of one, and are told apart."""
    results = event_results({"joinery": skill_of(), "welding": skill_of()}, SETTINGS)[None]

    assert {"joinery", "welding"} == results.skills.keys()
    assert {"abai": (2, 8), "aktobe": (2, 6), "taraz": (2, 4)} == {
        one.member: (one.skills, one.points) for one in results.members
    }
    assert 12 == len(results.contenders)
    assert {("joinery", "c-1"), ("welding", "c-1")} == {
        (one.skill, one.competitor) for one in overall_best(results.contenders)
    }


def test_an_age_group_has_tables_of_its_own() -> None:
    """R2: juniors are compared with juniors, over all skills that have some; the main field comes first."""
    juniors = {f"c_{n}": Competitor(f"c-{n}", "oral", group="juniors") for n in (5, 6)}

    results = event_results({"joinery": skill_of(**juniors), "welding": skill_of()}, SETTINGS)

    assert [None, "juniors"] == list(results)
    assert ({"joinery", "welding"}, {"joinery"}) == tuple(of.skills.keys() for of in results.values())
    assert ["abai", "aktobe", "taraz"] == [one.member for one in results[None].members]
    assert [("oral", 1)] == [(one.member, one.skills) for one in results["juniors"].members]
    assert {"c-5", "c-6"} == {one.competitor for one in results["juniors"].contenders}


def test_a_skill_of_juniors_alone_leaves_the_main_field_empty() -> None:
    """It is there all the same."""
    juniors = {f"c_{n}": Competitor(f"c-{n}", "oral", group="juniors") for n in range(1, 7)}

    results = event_results({"joinery": skill_of(**juniors)}, SETTINGS)

    assert EventResults({}, (), ()) == results[None]
    assert ["joinery"] == list(results["juniors"].skills)
