"""What changes after it was seen is told with its reason, and nothing that was never seen (R53)."""

from typing import Any

import pytest

from shared.domain import acts
from shared.domain.corrections import Correction, PolicyLog, Span, Version, correction_reason, corrections_of
from shared.domain.events import EntryOutcome, Verdict
from shared.domain.publication import PolicySet
from tests.builders import act, enter, measured, scheme

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
        pytest.param(
            [Version(1, 5, None), Version(5, 4, "entry"), Version(6, 3, "appeal")],
            [Span(0, 2), Span(5, 9)],
            [correction(5, 5, 4), correction(6, 4, 3, "appeal")],
            id="one after the other",
        ),
        pytest.param(
            [Version(1, 5, None), Version(5, 4, "entry")],
            [Span(0, 5)],
            [correction(5, 5, 4)],
            id="in the last moment that was seen",
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
        pytest.param(
            act(acts.ChangeScheme, "organiser", scheme=scheme(), reason="-"),
            "counted",
            "scheme",
            id="another scheme",
        ),
        pytest.param(act(acts.LockForm, "chief_expert", form="A1"), "counted", None, id="no mark at all"),
    ],
)
def test_why_a_mark_that_stood_changes(command: Any, outcome: Any, reason: str | None) -> None:
    """A code, for every audience; who corrected it and in which words is the officials'."""
    verdict = Verdict(command.id, "counted", None, (EntryOutcome("A1.1", outcome, 1, None),))

    assert reason == correction_reason(command, verdict)


def test_only_an_entry_that_counted_and_stood_before_is_a_correction() -> None:
    """A first mark beside a corrected one that was set aside changes nothing that stood."""
    command = enter(measured("A1.1", "1.00", 1, "slip"), measured("A1.2", "0.75"))
    outcomes = (EntryOutcome("A1.1", "set_aside", 2, None), EntryOutcome("A1.2", "counted", 1, None))

    assert correction_reason(command, Verdict(command.id, "counted", None, outcomes)) is None


def test_a_correction_is_one_beside_a_first_mark_too() -> None:
    """One entry that changes what stood is enough."""
    command = enter(measured("A1.1", "1.00", 1, "slip"), measured("A1.2", "0.75"))
    outcomes = (EntryOutcome("A1.1", "counted", 2, None), EntryOutcome("A1.2", "counted", 1, None))

    assert "entry" == correction_reason(command, Verdict(command.id, "counted", None, outcomes))


def policy(policy: Any, **fields: Any) -> PolicySet:
    """Return a policy of the public."""
    return PolicySet(**{"championship": "cup", "audience": "public", "policy": policy, **fields})


def test_policies_of_others_do_not_count() -> None:
    """Of results, of another championship, of another audience, of another skill."""
    log = PolicyLog()
    for event in (
        policy("live", subject="results"),
        policy("live", championship="cup2"),
        policy("live", audience="venue"),
        policy("live", skill="welding"),
    ):
        log.fold(event, 5)

    assert (Span(-1, 2**63),) == log.seen("cup", "testing", "public", "after_lock", 9)
    assert (Span(-1, 5),) == log.seen("cup", "welding", "public", "after_lock", 9)
    assert () == log.seen("cup", "testing", "public", "live", 9)


def test_staff_see_all_from_the_beginning() -> None:
    """Nobody has to open the board for them."""
    log = PolicyLog()

    assert (Span(-1, 2**63),) == log.seen("cup", "testing", "staff", "live", 9)
    assert () == log.seen("cup", "testing", "staff", "after_lock", 9)


def test_a_delay_holds_back_what_is_shown_now() -> None:
    """What comes later is not seen until its time."""
    log = PolicyLog()
    log.fold(policy("live", delay_ms=10), 100)

    assert (Span(90, 690),) == log.seen("cup", "testing", "public", "live", 700)


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
    assert (Span(400, 600),) == log.seen("cup", "testing", "public", "progress", 700)
