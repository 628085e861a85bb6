"""A skill is defined again: what that does to its end, and what the record must say."""

from dataclasses import replace

import pytest

from shared.domain.events import command_document, command_from_document
from shared.domain.results_choice import THE_FIELDS_RESULTS, ResultsChoice
from shared.domain.set_skill import SetSkill
from shared.domain.tally import SkillTally
from tests.builders import set_skill, skill

KAZAKHSTAN = ResultsChoice("worldskills-kazakhstan")


def otherwise(actor: str | None = "o-1", reason: str | None = "counts persons") -> SetSkill:
    """Return the same skill with results that are made otherwise."""
    return replace(set_skill(), results=THE_FIELDS_RESULTS, actor=actor, reason=reason)


@pytest.fixture
def final() -> SkillTally:
    """A skill that is final, with awards confirmed."""
    tally = SkillTally()
    tally.fold(set_skill())
    tally.is_final = tally.is_recounted = True
    tally.awards_confirmed_by = "o-1"
    return tally


def test_results_made_otherwise_take_the_end_away(final: SkillTally) -> None:
    """R34: the same marks, so that no second recount is needed; the awards are confirmed anew."""
    verdict, _ = final.fold(otherwise())

    assert ("counted", None) == (verdict.status, verdict.code)
    assert (False, True, None) == (final.is_final, final.is_recounted, final.awards_confirmed_by)


@pytest.mark.parametrize(("actor", "reason"), [(None, "why"), ("o-1", None), (" ", "why"), ("o-1", " ")])
def test_nobody_changes_how_results_are_made_without_a_name_and_a_reason(
    final: SkillTally, actor: str | None, reason: str | None
) -> None:
    """R34: refused as a whole, and the skill stays final."""
    verdict, _ = final.fold(otherwise(actor, reason))

    assert ("refused", "results_change_needs_reason") == (verdict.status, verdict.code)
    assert {"field": "reason"} == verdict.details
    assert (True, "o-1") == (final.is_final, final.awards_confirmed_by)


def test_the_same_definition_again_leaves_a_skill_final(final: SkillTally) -> None:
    """Repeating an import does no harm."""
    final.fold(replace(set_skill(), actor="o-2", reason="to be sure"))

    assert (True, "o-1") == (final.is_final, final.awards_confirmed_by)


def test_another_definition_takes_the_end_and_the_recount_away(final: SkillTally) -> None:
    """R34: who takes part decides the result."""
    final.fold(set_skill(replace(skill(), competitors=skill().competitors[:1])))

    assert (False, False, None) == (final.is_final, final.is_recounted, final.awards_confirmed_by)


def test_the_record_says_how_who_and_why() -> None:
    """And nothing of it where nothing is to be said, as before."""
    told = otherwise()

    document, plain = command_document(told), command_document(set_skill())

    said = document["results"], document["actor"], document["reason"]
    assert ({"preset": "worldskills"}, "o-1", "counts persons") == said
    assert told == command_from_document(document)
    assert not {"results", "actor", "reason"} & plain.keys()


def test_an_id_that_comes_again_with_other_results_is_another_command(final: SkillTally) -> None:
    """The same id must say the same."""
    first = otherwise()
    final.fold(first)

    results, reason = replace(first, results=KAZAKHSTAN), replace(first, reason="another")

    assert ["id_reused"] * 2 == [final.fold(again)[0].code for again in (results, reason)]
