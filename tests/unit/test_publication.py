import pytest

from shared.domain.publication import AUDIENCE_CLASSES, POLICIES, AudienceClass, Policies, Policy, PolicySet


def test_audiences_and_policies_have_their_names() -> None:
    """R50: three classes, four policies; records and settings use these words."""
    assert ("public", "venue", "staff") == AUDIENCE_CLASSES
    assert ("nothing", "progress", "after_lock", "live") == POLICIES


@pytest.mark.parametrize(
    ("audience", "policy"), [("public", "after_lock"), ("venue", "after_lock"), ("staff", "live")]
)
def test_where_nothing_is_set_the_default_is_in_force(audience: AudienceClass, policy: Policy) -> None:
    """R51: marks after lock; staff sees them as they come."""
    assert policy == Policies().policy("cup", "testing", audience)


def test_the_policy_of_a_skill_goes_before_that_of_the_championship() -> None:
    """R50: the newest of each is in force; another championship and another audience have their own."""
    policies = Policies()
    policies.fold(
        [
            PolicySet("cup", "public", "nothing"),
            PolicySet("cup", "public", "live", "testing"),
            PolicySet("cup", "public", "progress"),
        ]
    )

    assert "live" == policies.policy("cup", "testing", "public")
    assert "progress" == policies.policy("cup", "welding", "public")
    assert "after_lock" == policies.policy("cup", "testing", "venue")
    assert "after_lock" == policies.policy("games", "testing", "public")
