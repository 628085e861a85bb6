"""Whatever is sent, ingest answers with a problem or does what was asked; it never fails."""

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest_door import Door, bundle, entry, submission

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["A1.1", "A2.1", "A1", "c-1", "1.00", "NaN", "-0", "0,75", "testing", "cup"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
OPTIONAL = [
    "scores",
    "score",
    "attempt",
    "deductions",
    "measured",
    "reason",
    "device_at_ms",
    "appeal",
    "paper",
    "zzz",
]
NAMES = st.sampled_from([*submission(), *entry(), *OPTIONAL])
DECIDED_BY_SCORING = {"scores_too_far_apart", "team_missing", "appeal_not_upheld"}
"""Whether there is a team or an appeal is known to the log alone, so these are refused behind the door."""


def paths_of(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in a document."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(p for name, value in children for p in paths_of(value, (*path, name)))]


def replaced(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a copy of a document with the value at ``path`` replaced."""
    if not path:
        return value
    if isinstance(node, dict):
        return node | {path[0]: replaced(node[path[0]], path[1:], value)}
    return [replaced(v, path[1:], value) if at == path[0] else v for at, v in enumerate(node)]


def small_bundle() -> dict[str, Any]:
    """Return a bundle whose scheme is broken and small, so that every part of it is hit."""
    document = bundle("testing")
    criteria = document["skills"][0]["scheme"]["criteria"]
    del criteria[1:], criteria[0]["sub_criteria"][0]["aspects"][2:]
    return document


BUNDLE = small_bundle()
BUNDLE_PATHS = paths_of(BUNDLE)
ENTRIES = st.dictionaries(NAMES, VALUES, max_size=5).map(lambda changes: entry() | changes)


async def assert_answered(method: str, path: str, document: Any, *, body: bytes | None = None) -> None:
    """Send a request: no 5xx, a refusal has a code, and then the log is as it was."""
    door = await Door(body_bytes_max=100_000).open()
    before = door.journal.count()
    token = door.token() if "submissions" in path else door.administrator()
    reply = await door.call(method, path, body, json_body=document, token=token)
    assert reply.status < 500, reply.body
    if reply.status >= 400:
        assert reply.document["code"]
        assert before == door.journal.count() or reply.document["code"] in DECIDED_BY_SCORING


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=5) | VALUES)
def test_no_submission_makes_ingest_fail(document: Any) -> None:
    """Any JSON value in place of any field."""
    changed = submission() | document if isinstance(document, dict) else document
    asyncio.run(assert_answered("POST", "/api/v1/submissions", changed))


@settings(max_examples=80, deadline=None)
@given(st.lists(ENTRIES, max_size=3), st.sampled_from(["A1", "A2", "A3-M", "A3-J"]))
def test_no_entry_makes_ingest_fail(entries: list[Any], form: str) -> None:
    """Any JSON value in any field of an entry."""
    asyncio.run(assert_answered("POST", "/api/v1/submissions", submission(entries=entries, form=form)))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_ingest_fail(body: bytes) -> None:
    """Anything but JSON."""
    asyncio.run(assert_answered("POST", "/api/v1/submissions", None, body=body or b"{"))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(BUNDLE_PATHS), VALUES)
def test_no_bundle_makes_ingest_fail(path: tuple[Any, ...], value: Any) -> None:
    """Any JSON value in place of any part of a bundle."""
    asyncio.run(assert_answered("POST", "/api/v1/championships", replaced(BUNDLE, path, value)))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["championship", "expert", "skills", "ttl_s", "code"]), VALUES))
def test_no_order_or_code_makes_ingest_fail(document: Any) -> None:
    """Any JSON value in an order for a token and in a code."""
    for path in ("/api/v1/tokens", "/api/v1/sessions"):
        asyncio.run(assert_answered("POST", path, document))
