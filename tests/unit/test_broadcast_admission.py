import pytest

from services.broadcast.admission import FULL_WAIT_S, TURN_MAX_S, Admission, Allowance, Limits, NotNow
from services.broadcast.protocol import CloseCode

LIMITS = Limits(
    viewers_max=100,
    openings_per_s=10,
    address_viewers_max=5,
    address_openings_per_s=3,
    address_messages_per_s=2,
)
HALL, PHONE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def admission() -> Admission:
    """Let nobody in yet; the dice show no dots."""
    return Admission(LIMITS, lambda: 0.0)


def test_an_allowance_fills_up_again_with_time() -> None:
    """What was taken comes back at its pace, and never more than the burst."""
    allowance = Allowance(per_s=2, burst=4)

    assert [True, False] == [allowance.take(0.0, 4), allowance.take(0.0)]
    assert [True, False] == [allowance.take(0.5), allowance.take(0.5)]
    assert [True, False] == [allowance.take(1000.0, 4), allowance.take(1000.0)]


def test_who_finds_all_places_taken_comes_back_later() -> None:
    """A place is free again when somebody has left."""
    admission = Admission(Limits(1, 10, 5, 10, 10))

    assert admission.enter(HALL, 0.0) is None
    refused = admission.enter(PHONE, 0.0)
    admission.leave(HALL)

    assert isinstance(refused, NotNow)
    assert CloseCode.FULL == refused.code
    assert admission.enter(PHONE, 0.0) is None


def test_who_finds_all_places_taken_does_not_knock_all_the_time(admission: Admission) -> None:
    """A turn of a tenth of a second would bring all who are refused back ten times a second, for ever."""
    for second in range(5):
        admission.enter(HALL, 200.0 + second)

    refused = admission.enter(HALL, 300.0)

    assert isinstance(refused, NotNow)
    assert CloseCode.FULL == refused.code
    assert FULL_WAIT_S <= refused.after_s


def test_one_address_does_not_take_all_places(admission: Admission) -> None:
    """Its limit is its own: others come in."""
    let_in = [admission.enter(HALL, float(second)) is None for second in range(7)]

    assert [True] * 5 + [False] * 2 == let_in
    assert admission.enter(PHONE, 7.0) is None


def test_who_comes_in_a_crowd_is_given_a_turn_of_their_own(admission: Admission) -> None:
    """Ten a second are let in; the rest come back one after another, a tenth of a second apart."""
    answers = [admission.enter(f"192.0.2.{number}", 100.0) for number in range(13)]

    turns = [answer for answer in answers if answer is not None]
    assert [CloseCode.BUSY] * 3 == [turn.code for turn in turns]
    assert [0.1, 0.2, 0.3] == [round(turn.after_s, 6) for turn in turns]


def test_a_turn_is_moved_at_random() -> None:
    """Viewers of two gateways who count alike do not come alike."""
    admission = Admission(LIMITS, lambda: 1.0)

    assert 0.125 == admission.turn_s(0.0)


def test_nobody_is_asked_to_stay_away_for_long(admission: Admission) -> None:
    """A queue longer than half a minute is no advice."""
    turns = [admission.turn_s(0.0) for _ in range(1000)]

    assert TURN_MAX_S == max(turns)


def test_an_address_may_say_so_much_a_second(admission: Admission) -> None:
    """Whatever the number of its sockets."""
    said = [admission.may_speak(HALL, 16, 0.0), admission.may_speak(HALL, 16, 0.0)]

    assert [True, True] == said
    assert not admission.may_speak(HALL, 1, 0.0)
    assert admission.may_speak(PHONE, 1, 0.0)


def test_quiet_addresses_are_forgotten(admission: Admission) -> None:
    """A day of visitors leaves nothing behind; who is here stays known."""
    admission.enter(HALL, 0.0)
    admission.enter(PHONE, 0.0)
    admission.leave(PHONE)

    admission.forget_quiet(3600.0)

    assert {HALL} == admission._addresses.keys()
