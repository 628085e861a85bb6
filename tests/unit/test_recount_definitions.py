"""The independent recount takes a definition where scoring takes it, and refuses it where scoring does."""

from dataclasses import replace

from deploy.recount import Recount
from shared.domain.events import command_document
from shared.domain.results_choice import THE_FIELDS_RESULTS
from shared.domain.tally import SkillTally
from tests.builders import command_id, enter, measured, set_skill, skill


def test_a_definition_with_results_needs_a_name_and_a_reason() -> None:
    """A definition that came with it does not count either."""
    told = replace(set_skill(), results=THE_FIELDS_RESULTS, actor="o-1", reason="counts persons")
    fewer = replace(skill(), competitors=skill().competitors[:1])
    refused = replace(told, id=command_id(), reason=" ", definition=fewer)
    accepted = replace(told, id=command_id())
    log = [set_skill(), refused, accepted, enter(measured("A1.1", "1.00"), competitor="c-2", expert="e-1")]
    recount, tally = Recount(), SkillTally()

    for command in log:
        recount.take(command_document(command))
        tally.fold(command)

    assert (1, 180_000) == recount.sums()["cup/testing"]
    assert 1 == tally.entries_counted
