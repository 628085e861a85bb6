import pytest

from shared.domain.publication import (
    AUDIENCE_CLASSES,
    POLICIES,
    RESULTS_POLICIES,
    AudienceClass,
    Policies,
    Policy,
    PolicySet,
    Publication,
)


def in_force(*events: PolicySet) -> Policies:
    """Return the policies after ``events``."""
    policies = Policies()
    policies.fold(events)
    return policies


def test_audiences_and_policies_have_their_names() -> None:
    """R50, R51: three classes, four policies, two of them for results; records use these words."""
    assert ("public", "venue", "staff") == AUDIENCE_CLASSES
    assert ("nothing", "progress", "after_lock", "live") == POLICIES
    assert ("nothing", "live") == RESULTS_POLICIES


@pytest.mark.parametrize(
    ("audience", "policy"), [("public", "after_lock"), ("venue", "after_lock"), ("staff", "live")]
)
def test_where_nothing_is_set_the_default_is_in_force(audience: AudienceClass, policy: Policy) -> None:
    """R51: marks after lock; staff sees them as they come; neither later than they happen nor frozen."""
    assert Publication(policy, 0, None) == Policies().publication("cup", "testing", audience)


def test_the_policy_of_a_skill_goes_before_that_of_the_championship() -> None:
    """R50: the newest of each is in force; another championship and another audience have their own."""
    policies = in_force(
        PolicySet("cup", "public", "nothing"),
        PolicySet("cup", "public", "live", "testing"),
        PolicySet("cup", "public", "progress"),
    )

    assert "live" == policies.publication("cup", "testing", "public").policy
    assert "progress" == policies.publication("cup", "welding", "public").policy
    assert "after_lock" == policies.publication("cup", "testing", "venue").policy
    assert "after_lock" == policies.publication("games", "testing", "public").policy


def test_delay_and_freeze_belong_to_the_policy_that_said_them() -> None:
    """R50: another policy of the same audience says them anew, or has none."""
    policies = in_force(
        PolicySet("cup", "public", "live", delay_ms=9, freeze_at_ms=50),
        PolicySet("cup", "public", "nothing", "testing"),
    )

    assert Publication("live", 9, 50) == policies.publication("cup", "welding", "public")
    assert Publication("nothing", 0, None) == policies.publication("cup", "testing", "public")


@pytest.mark.parametrize(
    ("publication", "cut_ms"),
    [
        (Publication("live"), None),
        (Publication("live", delay_ms=1), 99),
        (Publication("live", freeze_at_ms=60), 60),
        (Publication("live", freeze_at_ms=0), 0),
        (Publication("live", delay_ms=30, freeze_at_ms=60), 60),
        (Publication("live", delay_ms=50, freeze_at_ms=60), 50),
        (Publication("live", freeze_at_ms=300), 100),
    ],
)
def test_how_much_of_the_log_may_be_known(publication: Publication, cut_ms: int | None) -> None:
    """R50: at 100, what is due by then and happened before the freeze, whichever is earlier."""
    assert cut_ms == publication.cut_ms(100)


@pytest.mark.parametrize(
    ("freeze_at_ms", "since_ms"), [(None, None), (0, 0), (99, 99), (100, 100), (101, None)]
)
def test_since_when_the_boards_stand_still(freeze_at_ms: int | None, since_ms: int | None) -> None:
    """R50: at 100; a freeze that is set for later has not begun."""
    assert since_ms == Publication("live", freeze_at_ms=freeze_at_ms).frozen_since_ms(100)


def test_only_a_delay_or_a_freeze_holds_something_back() -> None:
    """Whether marks must be kept with their times at all."""
    assert not Policies().are_limited
    assert not in_force(PolicySet("cup", "public", "nothing")).are_limited
    assert in_force(PolicySet("cup", "public", "live", delay_ms=1)).are_limited
    assert in_force(PolicySet("cup", "venue", "live", "testing", freeze_at_ms=5)).are_limited
    assert not in_force(
        PolicySet("cup", "public", "live", freeze_at_ms=5), PolicySet("cup", "public", "live")
    ).are_limited


@pytest.mark.parametrize("audience", AUDIENCE_CLASSES)
def test_results_are_under_embargo_until_somebody_releases_them(audience: AudienceClass) -> None:
    """R51: for everybody, staff too; what is said about marks releases no results."""
    marks = PolicySet("cup", audience, "live")
    released = PolicySet("cup", audience, "live", subject="results")
    embargoed = PolicySet("cup", audience, "nothing", subject="results")

    assert not in_force(marks).are_results_shown("cup", "testing", audience)
    assert in_force(released).are_results_shown("cup", "testing", audience)
    assert not in_force(released, embargoed).are_results_shown("cup", "testing", audience)
    assert not in_force(released).are_results_shown("games", "testing", audience)
    assert Policies().publication("cup", "testing", audience) == in_force(released).publication(
        "cup", "testing", audience
    )


def test_the_results_of_one_skill_may_be_released_before_the_others() -> None:
    """R51: the ceremony goes skill by skill; the whole championship has its own word."""
    policies = in_force(PolicySet("cup", "public", "live", "testing", subject="results"))

    assert policies.are_results_shown("cup", "testing", "public")
    assert not policies.are_results_shown("cup", "welding", "public")
    assert not policies.are_results_shown("cup", None, "public")
    assert in_force(PolicySet("cup", "public", "live", subject="results")).are_results_shown(
        "cup", None, "public"
    )
