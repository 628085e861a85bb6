"""When a part starts, restarts or is given up."""

import pytest

from deploy.embedded.supervision import (
    BACKOFF_MAX_S,
    CALM_S,
    FIRST_DEATHS_MAX,
    SILENT_MAX_S,
    State,
    Watch,
    backoff_s,
)


def running(name: str = "scoring") -> Watch:
    """Return a part that was started at time 0 and became ready at once."""
    watch = Watch(name)
    watch.started(pid=1, now_s=0.0)
    watch.answered(is_ready=True, now_s=0.0)
    return watch


@pytest.mark.parametrize(("deaths", "expected_s"), [(1, 0.1), (2, 0.2), (3, 0.4), (20, BACKOFF_MAX_S)])
def test_each_death_doubles_the_pause_up_to_a_limit(deaths: int, expected_s: float) -> None:
    """A part that keeps dying is started less and less often, but never given a pause without end."""
    assert expected_s == pytest.approx(backoff_s(deaths))


def test_a_part_waits_then_starts_then_is_ready() -> None:
    """The plain life of a part, with the time that its start took."""
    watch = Watch("kafka")
    assert watch.state is State.WAITING

    watch.started(pid=7, now_s=10.0)
    watch.answered(is_ready=False, now_s=11.0)
    assert (State.STARTING, 7) == (watch.state, watch.pid)

    watch.answered(is_ready=True, now_s=12.5)
    assert (State.READY, 2.5) == (watch.state, watch.start_took_s)


def test_a_ready_part_that_says_no_is_shown_as_not_ready() -> None:
    """A service that lost Kafka still runs, and the operator sees that it does not work."""
    watch = running()

    watch.answered(is_ready=False, now_s=5.0)

    assert watch.state is State.NOT_READY


def test_a_part_hangs_when_it_has_answered_nothing_for_long() -> None:
    """Late answers of a busy machine are answers; a new process begins with a clean sheet."""
    watch = running()
    watch.heard(is_alive=False, now_s=1.0)
    watch.heard(is_alive=True, now_s=2.0)
    watch.heard(is_alive=False, now_s=3.0)
    watch.heard(is_alive=False, now_s=4.0)

    hung = [watch.is_hung(3.0 + after_s) for after_s in (SILENT_MAX_S - 0.1, SILENT_MAX_S)]
    watch.died(now_s=30.0)
    watch.started(pid=2, now_s=31.0)

    assert ([False, True], False) == (hung, watch.is_hung(100.0))


def test_a_dead_part_is_due_after_its_pause() -> None:
    """Neither at once, which would be a busy loop, nor much later."""
    watch = running()

    watch.died(now_s=100.0)

    assert not watch.is_due(100.05)
    assert watch.is_due(100.1)


def test_a_restart_is_counted_and_has_a_new_process() -> None:
    """The operator sees how often a part came back."""
    watch = running()
    watch.died(now_s=1.0)

    watch.started(pid=2, now_s=1.1)

    assert (1, 2, State.STARTING) == (watch.restarts, watch.pid, watch.state)


def test_a_calm_time_forgives_earlier_deaths() -> None:
    """A part that dies once a day comes back at once each time."""
    watch = running()
    for _ in range(6):
        watch.died(now_s=1.0)
        watch.started(pid=2, now_s=1.0)

    watch.died(now_s=1.0 + CALM_S)

    assert 1 == watch.deaths


def test_a_part_that_never_worked_is_hopeless_after_some_deaths() -> None:
    """A wrong setting does not heal by starting again: say so instead of trying for ever."""
    watch = Watch("ingest")
    for _ in range(FIRST_DEATHS_MAX):
        watch.started(pid=1, now_s=0.0)
        watch.died(now_s=0.0)

    assert watch.is_hopeless()


def test_a_part_that_once_worked_is_never_hopeless() -> None:
    """During the championship the supervisor does not give up."""
    watch = running()
    for _ in range(FIRST_DEATHS_MAX * 10):
        watch.died(now_s=0.0)
        watch.started(pid=1, now_s=0.0)

    assert not watch.is_hopeless()


def test_a_part_that_is_not_running_stops_at_once() -> None:
    """Nothing is waited for when there is no process."""
    watch = running()
    watch.died(now_s=1.0)

    watch.stopping()

    assert watch.state is State.STOPPED
