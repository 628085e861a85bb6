"""Every example of docs/http/office.md is asked and answered as it stands there."""

import re
from pathlib import Path
from typing import Any

import pytest

from shared import codec
from tests.builders import enter, measured, score, set_team
from tests.endings import ending
from tests.office_world import World, token

PAGE = (Path(__file__).parents[2] / "docs" / "http" / "office.md").read_text()
EXAMPLES = re.findall(r"```http\n(\w+) (\S+)\nas: (\S+) (\S+) ?(\S*)\n\n(\d+)\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
async def world() -> World:
    """The office as the page says it is."""
    opened = await World().open()
    await opened.log(
        set_team(),
        enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"), expert="e-3"),
        enter(measured("A1.1", "0.00", 1, "wrong row"), expert="e-3"),
        enter(score("A2.1", 3), form="A2", expert="e-1"),
        *ending(skill_id="welding"),
    )
    return opened


def assert_holds(shown: Any, answered: Any, where: str = "") -> None:
    """Check that whatever is shown is in the answer; lists are as long as they are shown."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            assert name in answered, f"{where}: no {name}"
            assert_holds(value, answered[name], f"{where}.{name}")
    elif isinstance(shown, list) and shown and isinstance(shown[0], dict):
        assert len(shown) == len(answered), where
        for at, (one, other) in enumerate(zip(shown, answered, strict=True)):
            assert_holds(one, other, f"{where}.{at}")
    else:
        assert shown == answered, where


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e[1]} as {e[2]}" for e in EXAMPLES])
async def test_an_example_is_answered_as_shown(world: World, example: tuple[str, ...]) -> None:
    """Status, and every field that the page shows."""
    method, path, role, subject, of, status, shown = example
    of_member = role == "team_leader"
    skills = () if of_member else (of or "testing",) if role == "expert" else ("testing", "welding")
    mine = token(role, subject, *(skills if role in ("expert", "chief_expert") else ()), member=of)  # type: ignore[arg-type]

    reply = await world.call(method, path, mine)

    assert int(status) == reply.status, reply.body
    assert_holds(codec.decode(shown), reply.document)


def test_the_page_has_an_example_of_every_role_that_reads() -> None:
    """An example that no pattern finds would be run by nobody."""
    assert PAGE.count("```http\n") == len(EXAMPLES)
    assert {"expert", "chief_expert", "results_team", "team_leader"} == {example[2] for example in EXAMPLES}
