"""Whatever is asked of the office, it answers or refuses with a code; it never fails and never changes."""

import asyncio
from typing import Any
from urllib.parse import quote

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.office.answers import ProblemAnswer
from tests.builders import enter, measured, score, set_team
from tests.contract.test_ingest_api_fuzz import VALUES, paths_of, replaced
from tests.ingest_door import skill_body
from tests.office_world import OFFICE, SKILL, World, token

PIECES = st.sampled_from(
    ["cup", "testing", "A1", "A2", "c-1", "A1.1", "none", "", "..", "%", "\x00", "é", "9" * 40]
)
ROUTES = [
    "",
    "/forms",
    "/sheets",
    "/history",
    "/results",
    "/profiles",
    "/quality",
    "/feedback",
    "/feedback/page",
]
QUERIES = st.dictionaries(st.sampled_from(["form", "competitor", "aspect", "at_least", "zzz"]), PIECES)
ROLES = st.sampled_from(
    [
        "expert",
        "chief_expert",
        "results_team",
        "organiser",
        "administrator",
        "team_leader",
        "clerk",
        "operator",
    ]
)
SCHEME = skill_body()["scheme"]
del SCHEME["criteria"][1:], SCHEME["criteria"][0]["sub_criteria"][0]["aspects"][2:]
SCHEME_PATHS = paths_of(SCHEME)


async def assert_answered(method: str, path: str, role: Any, body: Any = None) -> None:
    """Send a request to a skill in the middle of its marking: no 5xx, and a refusal has a code."""
    world = await World().open()
    await world.log(
        set_team(), enter(measured("A1.1", "1.00")), enter(score("A2.1", 2), form="A2", expert="e-3")
    )
    before = (await world.get(f"{SKILL}/forms", token("organiser"))).body
    reply = await world.call(method, path, token(role, "e-1", member="abai"), body)
    assert reply.status < 500, reply.body
    if reply.status >= 400:
        ProblemAnswer.model_validate(reply.document)
    assert before == (await world.get(f"{SKILL}/forms", token("organiser"))).body


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(ROUTES), QUERIES, ROLES)
def test_no_query_makes_the_office_fail(route: str, query: dict[str, str], role: str) -> None:
    """Any value of any parameter, in every role."""
    asked = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
    asyncio.run(assert_answered("GET", f"{SKILL}{route}?{asked}", role))


@settings(max_examples=40, deadline=None)
@given(PIECES, PIECES, st.sampled_from([*ROUTES, "/changes", "/scheme/preview"]), ROLES)
def test_no_address_makes_the_office_fail(championship: str, skill: str, route: str, role: str) -> None:
    """Championships and skills that nobody has heard of."""
    if (championship, skill, route) == ("cup", "testing", "/changes"):
        return  # a stream, which does not end by itself
    path = f"{OFFICE}/{championship}/skills/{skill}{route}".replace("?", "").replace("#", "")
    asyncio.run(assert_answered("GET", path, role))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SCHEME_PATHS), VALUES)
@example((), -(2**63) - 1)
def test_no_scheme_makes_a_preview_fail(path: tuple[Any, ...], value: Any) -> None:
    """Any JSON value in place of any part of a scheme."""
    body = {"scheme": replaced(SCHEME, path, value)}
    asyncio.run(assert_answered("POST", f"{SKILL}/scheme/preview", "organiser", body))


@settings(max_examples=30, deadline=None)
@given(VALUES | st.binary(max_size=60))
def test_no_body_makes_a_preview_fail(body: Any) -> None:
    """Anything but a scheme."""
    asyncio.run(assert_answered("POST", f"{SKILL}/scheme/preview", "organiser", body))
