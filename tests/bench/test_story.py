"""What story, timeline and reach cost: 45 skills of 18, and one skill of 825, every mark of them live."""

import time
from collections.abc import Callable
from random import Random

import pytest

from services.leaderboard.boards import SkillView, skill_board
from services.leaderboard.projection import Projection
from services.leaderboard.reach_view import with_reach
from services.leaderboard.results import SkillResults
from shared import topics
from shared.domain.catalogue_events import ChampionshipSet, SkillSet, catalogue_document, policy_document
from shared.domain.championship import SkillDefinition
from shared.domain.events import SheetTotal, sheet_total_document
from shared.domain.people import Competitor
from shared.domain.publication import PolicySet
from shared.domain.scheme import SubCriterion
from tests.builders import aspect, championship, scheme, skill

SKILLS, FIELD, FORMS, ASPECTS = 45, 18, 36, 4
CROWD = 825
REPEATS = 20


def definition(competitors: int) -> SkillDefinition:
    """Return a skill of 36 forms."""
    subs = [
        SubCriterion(f"A{form}", "one", 1, tuple(aspect(f"A{form}.{n}", "0.69") for n in range(ASPECTS)))
        for form in range(FORMS)
    ]
    entrants = tuple(Competitor(f"c-{n}", ("abai", "aktobe", "almaty")[n % 3]) for n in range(competitors))
    return skill(entrants, of=scheme(*subs))


def totals(name: str, competitors: int, random: Random) -> list[SheetTotal]:
    """Return a total for each mark, form by form."""
    told = []
    for form in range(FORMS):
        for competitor in range(competitors):
            mark = 0
            for count in range(1, ASPECTS + 1):
                mark += random.choice((0, 124_200))
                told.append(
                    SheetTotal("cup", name, f"c-{competitor}", f"A{form}", mark, count, count * 124_200)
                )
    return told


def cpu_s(work: Callable[[], object], times: int = 1) -> float:
    """Return the CPU time of one call."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times


@pytest.mark.bench
def test_a_story_is_told_again_after_a_restart() -> None:
    """Every total once more; told again, only what is new."""
    projection, random, field = Projection(), Random(1), definition(FIELD)
    names = [f"skill-{n}" for n in range(SKILLS)]
    for event in (ChampionshipSet(championship(), 0), *(SkillSet("cup", name, field, 0) for name in names)):
        projection.fold(topics.CATALOGUE, "cup", catalogue_document(event))
    projection.fold(topics.PUBLICATIONS, "cup", policy_document(PolicySet("cup", "public", "live"), 0))
    by_skill = [totals(name, FIELD, random) for name in names]
    told = [
        sheet_total_document(sheet, offset, offset * 1000)
        for offset, at_once in enumerate(zip(*by_skill, strict=True))
        for sheet in at_once
    ]

    folded_s = cpu_s(lambda: [projection.fold(topics.TOTALS, "", document) for document in told])
    first_s = cpu_s(lambda: projection.board("cup/story", "public"))
    again_s = cpu_s(lambda: projection.board("cup/story", "public"), REPEATS)

    print(f"\n{len(told)} totals: fold {folded_s / len(told) * 1e6:.0f} us each", end="; ")
    print(f"story {first_s / len(told) * 1e6:.0f} us each, told again {again_s * 1e3:.1f} ms in all")
    assert again_s < first_s, "a story that is told again folds nothing again"


@pytest.mark.bench
@pytest.mark.parametrize("competitors", [FIELD, CROWD])
def test_reach_costs_less_than_the_board_it_stands_on(competitors: int) -> None:
    """Of a field of the usual size, and of one with everybody in it."""
    field, results = definition(competitors), SkillResults()
    for offset, sheet in enumerate(totals("testing", competitors, Random(1))[: competitors * FORMS * 2]):
        results.fold(sheet, offset)
    view = SkillView("testing", championship(), field, results, "live")
    board = skill_board(view, {})

    board_s = cpu_s(lambda: skill_board(view, {}), REPEATS)
    reach_s = cpu_s(lambda: with_reach(board, view), REPEATS)

    print(f"\n{competitors}: board {board_s * 1e3:.2f} ms, reach {reach_s * 1e3:.2f} ms more")
    assert reach_s < board_s
