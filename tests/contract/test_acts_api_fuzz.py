"""Whatever is sent as an act, ingest answers with a problem or does what was asked; it never fails."""

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import panel_skill
from tests.contract.test_acts_api import EXAMPLES
from tests.contract.test_ingest_api_fuzz import VALUES, paths_of, replaced
from tests.ingest_door import ACTS, BULK, Door, act_body

KINDS = sorted(EXAMPLES)
NAMES = sorted({name for _, fields in EXAMPLES.values() for name in fields} | {"type", "id", "zzz", "skill"})


@st.composite
def spoilt_acts(draw: st.DrawFn) -> tuple[str, Any]:
    """Return a role, and an act of which one value, anywhere in it, is another, and some field too many."""
    kind = draw(st.sampled_from(KINDS))
    role, fields = EXAMPLES[kind]
    document = act_body(kind, **fields)
    path = draw(st.sampled_from(paths_of(document)))
    spoilt = replaced(document, path, draw(VALUES)) if draw(st.integers(0, 9)) else document
    if isinstance(spoilt, dict) and draw(st.booleans()):
        spoilt = spoilt | {draw(st.sampled_from(NAMES)): draw(VALUES)}
    return role, spoilt


async def assert_answered(path: str, role: Any, document: Any, held: Any) -> None:
    """Send a request: no 5xx, and a refusal has a code of its own."""
    door = await Door(body_bytes_max=100_000).open(panel_skill())
    reply = await door.call("POST", path, json_body=document, token=door.official(role, member="abai"))
    assert reply.status < 500, reply.body
    refused = [reply.document] if reply.status >= 400 else held(reply.document)
    assert all(problem["code"] not in ("internal_fault", "refused") for problem in refused), reply.body


@settings(max_examples=150, deadline=None)
@given(spoilt_acts())
def test_no_act_makes_ingest_fail(wanted: tuple[str, Any]) -> None:
    """Any JSON value in place of any field of any act."""
    asyncio.run(assert_answered(ACTS, *wanted, lambda _: []))


@settings(max_examples=60, deadline=None)
@given(st.lists(spoilt_acts(), min_size=1, max_size=4) | VALUES)
def test_no_acts_at_once_make_ingest_fail(wanted: Any) -> None:
    """Each in its turn, and what is no list at all."""
    document = {"acts": [one for _, one in wanted]} if _are_acts(wanted) else {"acts": wanted}

    asyncio.run(
        assert_answered(
            BULK,
            "chief_expert",
            document,
            lambda answer: [a["problem"] for a in answer["answers"] if "problem" in a],
        )
    )


def _are_acts(wanted: Any) -> bool:
    return isinstance(wanted, list) and bool(wanted) and all(isinstance(one, tuple) for one in wanted)


def test_the_example_of_a_field_that_has_no_sense_at_all() -> None:
    """The plain example: a list where the type should be."""
    asyncio.run(
        assert_answered(ACTS, "organiser", act_body("lock_form", form="A1") | {"type": []}, lambda _: [])
    )
