"""What changes after it was seen is told with its reason, and nothing that was never seen (R53)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from services.leaderboard.projection import Projection
from services.scoring.partition import LogRecord, PartitionFold
from shared import codec, topics
from shared.domain import acts
from shared.domain.catalogue_events import ChampionshipSet, SkillSet, catalogue_document, policy_document
from shared.domain.corrections import Correction, PolicyLog, Span, Version, correction_reason, corrections_of
from shared.domain.errors import RuleBroken
from shared.domain.events import Command, EntryOutcome, Verdict, command_document
from shared.domain.publication import PolicySet
from tests.builders import act, championship, command_id, enter, measured, panel_skill, set_skill
from tests.refusals import LOCKED

ALWAYS = (Span(-1, 2**63),)


def correction(at_ms: int, was: int, now: int, reason: str = "entry") -> Correction:
    """Return a correction of c-1."""
    return Correction(at_ms, "c-1", was, now, reason)


@pytest.mark.parametrize(
    ("versions", "seen", "told"),
    [
        pytest.param([Version(1, 5, None), Version(2, 8, None)], ALWAYS, [], id="marks that only come"),
        pytest.param([Version(1, 5, None), Version(2, 4, "entry")], ALWAYS, [correction(2, 5, 4)], id="seen"),
        pytest.param(
            [Version(1, 5, None), Version(2, 4, "entry")], [Span(2, 9)], [], id="the first was not seen"
        ),
        pytest.param(
            [Version(1, 5, None), Version(5, 4, "entry"), Version(6, 3, "appeal")],
            [Span(0, 4), Span(9, 9)],
            [correction(9, 5, 3, "appeal")],
            id="what came and went while nothing moved",
        ),
        pytest.param(
            [Version(1, 5, None), Version(5, 4, "entry"), Version(6, 5, "entry")],
            [Span(0, 4), Span(9, 9)],
            [],
            id="as it was before",
        ),
        pytest.param(
            [Version(1, 5, None), Version(5, 4, "entry"), Version(6, 7, None)],
            [Span(0, 4), Span(9, 9)],
            [correction(9, 5, 7)],
            id="corrected unseen, and more came",
        ),
    ],
)
def test_only_what_was_seen_is_told(versions: Any, seen: Any, told: list[Correction]) -> None:
    """Neither the old value nor the new one may be one that the audience never saw."""
    assert told == list(corrections_of("c-1", versions, seen))


@pytest.mark.parametrize(
    ("command", "outcome", "reason"),
    [
        pytest.param(enter(measured("A1.1", "1.00")), "counted", None, id="a first mark"),
        pytest.param(enter(measured("A1.1", "1.00", 1, "slip")), "counted", "entry", id="corrected"),
        pytest.param(
            enter(measured("A1.1", "1.00", 1, "slip"), appeal="a-1"),
            "counted",
            "appeal",
            id="an appeal",
        ),
        pytest.param(enter(measured("A1.1", "1.00", 1, "slip")), "set_aside", None, id="set aside"),
        pytest.param(
            act(
                acts.DecideSetAside,
                "chief_expert",
                submission="s",
                aspect="A1.1",
                decision="take",
                reason="-",
            ),
            "counted",
            "set_aside",
            id="what was set aside stands",
        ),
    ],
)
def test_why_a_mark_that_stood_changes(command: Any, outcome: Any, reason: str | None) -> None:
    """A code, for every audience; who corrected it and in which words is the officials'."""
    verdict = Verdict(command.id, "counted", None, (EntryOutcome("A1.1", outcome, 1, None),))

    assert reason == correction_reason(command, verdict)


def policy(policy: Any, **limits: Any) -> PolicySet:
    """Return a policy of the public."""
    return PolicySet("cup", "public", policy, **limits)


def test_what_was_seen_follows_from_the_policies_and_their_times() -> None:
    """A delay moves it, a freeze cuts it off, the end of a freeze shows what stands by then."""
    log = PolicyLog()
    for at_ms, event in (
        (100, policy("live", delay_ms=10)),
        (200, policy("live", freeze_at_ms=150)),
        (300, policy("live")),
        (400, policy("progress", skill="testing")),
        (500, policy("nothing")),
        (600, policy("live", skill="testing")),
    ):
        log.fold(event, at_ms)

    assert (Span(90, 190), Span(150, 150), Span(300, 400), Span(600, 2**63)) == log.seen(
        "cup", "testing", "public", "live", 700
    )
    assert (Span(-1, 100),) == log.seen("cup", "testing", "public", "after_lock", 700)
    assert (Span(300, 500),) == log.seen("cup", "welding", "public", "live", 700)[2:]


class Told:
    """A projection that hears what scoring says of a skill."""

    def __init__(self, of: Any) -> None:
        self.projection = Projection()
        self._fold = PartitionFold(0, lambda: 0)
        self._offset = 0
        for document in (
            catalogue_document(ChampionshipSet(championship(), 0)),
            catalogue_document(SkillSet("cup", "testing", panel_skill(), 0)),
        ):
            self.projection.fold(topics.CATALOGUE, "cup", document)
        self.set_policy(of, 0)
        self.say(set_skill(panel_skill()))

    def set_policy(self, of: PolicySet, at_ms: int) -> None:
        """Let the organiser decide."""
        self.projection.fold(topics.PUBLICATIONS, "cup", policy_document(of, at_ms))

    def say(self, *commands: Command) -> None:
        """Let scoring fold commands, and the leaderboard what comes of them."""
        for command in commands:
            record = LogRecord(self._offset, b"cup/testing", codec.encode(command_document(command)))
            self._offset += 1
            for output in [*self._fold.fold(record), *self._fold.standings()]:
                if output.topic in (topics.TOTALS, topics.FORMS):
                    document = None if output.value is None else codec.decode(output.value)
                    self.projection.fold(output.topic, output.key.decode(), document)

    @property
    def corrections(self) -> list[dict[str, Any]]:
        """Return what the public's board tells."""
        board = self.projection.board("cup/testing", "public")
        assert board is not None
        told: list[dict[str, Any]] = board["head"]["corrections"]
        return told


def marked(mark: str, based_on: int, at_ms: int, **fields: Any) -> Command:
    """Return a mark of A1.1 for c-1."""
    entered = enter(measured("A1.1", mark, based_on, "slip"), expert="e-3", **fields)
    return replace(entered, at_ms=at_ms)


def again(commands: Sequence[Any]) -> list[Command]:
    """Return the same acts as new ones."""
    return [replace(command, id=command_id()) for command in commands]


def test_a_correction_of_a_live_mark_is_published() -> None:
    """What changed, old and new, and a reason code; no name of an expert."""
    told = Told(policy("live"))
    told.say(marked("1.00", 0, 1))
    assert [] == told.corrections

    told.say(marked("0.00", 1, 2))

    assert [
        {"competitor": "c-1", "was": "1.00", "now": "0.00", "at_ms": 2, "reason": "entry"}
    ] == told.corrections


def test_a_mark_corrected_before_it_was_shown_is_no_correction() -> None:
    """The audience sees the right one from the beginning."""
    told = Told(policy("progress"))
    told.say(marked("1.00", 0, 1), marked("0.00", 1, 2))
    told.set_policy(policy("live"), 3)

    assert [] == told.corrections


@pytest.mark.parametrize("secret", ["0.00", "1.00"])
def test_what_came_and_went_during_a_freeze_is_never_told(secret: str) -> None:
    """R52: not its value, and not by when or why the value of the end came."""
    told = Told(policy("live"))
    told.say(marked("1.00", 0, 1))
    told.set_policy(policy("live", freeze_at_ms=5), 5)
    told.projection.advance(5)
    told.say(marked(secret, 1, 6), marked("0.00", 2, 7))
    told.projection.advance(7)
    assert [] == told.corrections

    told.set_policy(policy("live"), 8)
    told.projection.advance(8)

    expected = {"competitor": "c-1", "was": "1.00", "now": "0.00", "at_ms": 8, "reason": "entry"}
    assert [expected] == told.corrections


def test_a_form_that_is_locked_again_with_other_marks_is_a_correction() -> None:
    """While it is unlocked nothing is told; of each competitor whose total is another then."""
    told = Told(policy("after_lock"))
    told.say(
        *LOCKED,
        act(acts.RequestUnlock, "chief_expert", "ce", form="A1", reason="a wrong row"),
        act(acts.ConfirmUnlock, "results_team", "rt", form="A1", reason="seen"),
        marked("0.00", 1, 2),
    )
    assert [] == told.corrections

    told.say(*again(LOCKED[2:]))

    assert [("c-1", "1.75", "0.75", "unlocked")] == [
        (one["competitor"], one["was"], one["now"], one["reason"]) for one in told.corrections
    ]


def test_a_record_with_a_reason_that_is_none_is_refused() -> None:
    """It is logged and left out; it stops nobody."""
    told = Told(policy("live"))
    total = {"v": 1, "championship": "cup", "skill": "testing", "competitor": "c-1", "form": "A1", "mark": 1}
    document = total | {"aspects_marked": 1, "mark_max_marked": 1, "offset": 1, "at_ms": 1, "correction": 5}

    with pytest.raises(RuleBroken, match="record_malformed"):
        told.projection.fold(topics.TOTALS, "cup/testing/c-1/A1", document)
