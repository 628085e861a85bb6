"""Laws about whose entries get in at all: a panel's from one device (R22), and only by an approved scheme."""

from hypothesis import given

from shared.domain.events import Command, EnterMarks
from shared.domain.tally import SkillTally
from shared.domain.team import is_compatriot
from tests.properties.strategies import logs


def is_taken(tally: SkillTally, command: Command) -> bool:
    """Fold a command and say whether it was not refused."""
    return not tally.has_answered(command.id) and tally.fold(command)[0].status != "refused"


@given(logs())
def test_no_judge_alone_enters_what_a_panel_has_shown(log: list[Command]) -> None:
    """R22: the supervisor does, for the own compatriot one of the three, or a clerk from paper."""
    tally = SkillTally()
    for command in log:
        life = tally.lives.get(command.form) if isinstance(command, EnterMarks) else None
        team = None if life is None else life.team
        if not is_taken(tally, command) or not isinstance(command, EnterMarks) or command.paper is not None:
            continue
        if any(entry.scores is not None for entry in command.entries):
            assert tally.defined.scheme.rules.panel_devices == "one_or_own"
            if team is not None and team.supervisor is not None:
                member = tally.defined.competitor_by_id[command.competitor].member
                is_kin = is_compatriot(team.supervisor, tally.defined.expert_by_id, member)
                assert command.expert in (team.experts if is_kin else (team.supervisor,))


@given(logs())
def test_nothing_is_marked_by_a_scheme_that_is_not_approved(log: list[Command]) -> None:
    """Where the championship asks for it, whatever was approved, changed and approved again."""
    tally = SkillTally()
    for command in log:
        before = tally.entries_counted
        tally.fold(command)

        if tally.entries_counted > before and tally.defined.needs_approval:
            assert tally.scheme_approved_by is not None
