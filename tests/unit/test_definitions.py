from shared.domain.people import Competitor
from tests.builders import scheme, skill


def test_every_form_is_a_part_of_a_criterion() -> None:
    """R13: a mixed sub-criterion is two forms of the one criterion."""
    assert {"A1": "A", "A2": "A", "A3-M": "A", "A3-J": "A"} == scheme().criterion_of_form


def test_guests_are_no_entrants() -> None:
    """R5: they are marked and not counted."""
    competitors = (
        Competitor("c-1", "abai"),
        Competitor("c-2", "abai", is_guest=True),
        Competitor("c-3", "abai"),
    )

    assert 2 == skill(competitors).entrants
