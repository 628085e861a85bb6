"""How long a whole championship takes to be folded again."""

import pytest

from deploy.bench import replay

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]


def test_a_championship_is_folded_again() -> None:
    """Targets: a recount within 2 s, scoring ready within 5 s."""
    print()
    print(replay.measured())
