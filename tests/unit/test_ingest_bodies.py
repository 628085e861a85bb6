"""A body is JSON of limited size and known shape, or it is refused with a stable code."""

from collections.abc import AsyncIterator

import pytest
from pydantic import TypeAdapter

from services.ingest.bodies import Refused, read_json, shaped
from services.ingest.shapes import SubmissionShape
from services.ingest.shapes_access import TokenOrderShape
from services.ingest.shapes_definitions import PersonShape
from shared.domain.errors import RuleBroken
from tests.ingest_door import entry, submission

SUBMISSION = TypeAdapter(SubmissionShape)


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    """Yield a body in pieces."""
    for part in parts:
        yield part


async def code_of(*parts: bytes, kind: str | None = None, length: str | None = None) -> str:
    """Return the code with which a body of at most 20 bytes is refused."""
    with pytest.raises(RuleBroken) as refused:
        await read_json(chunks(*parts), kind, length, 20)
    return refused.value.code


async def test_a_body_in_pieces_is_put_together() -> None:
    """A letter may be cut in two by the network."""
    body = '{"a":"Ә"}'.encode()

    assert {"a": "Ә"} == await read_json(chunks(body[:7], body[7:]), "application/json", None, 20)


@pytest.mark.parametrize(
    "kind", [None, "application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"]
)
async def test_json_types_are_taken_and_none_is_needed(kind: str | None) -> None:
    """Only a type that is given and is another is refused."""
    assert [] == await read_json(chunks(b"[]"), kind, None, 20)


@pytest.mark.parametrize("kind", ["text/plain", "", "application/xml", "text/json+x", "json"])
async def test_another_type_is_refused(kind: str) -> None:
    """A form post is not JSON."""
    assert "not_json_type" == await code_of(b"[]", kind=kind)


async def test_a_body_that_is_too_large_is_refused_as_soon_as_that_is_known() -> None:
    """By its announced length, or by what has come; the rest is not read."""

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"[" * 8

    assert "body_too_large" == await code_of(b"", length="21")
    assert "body_too_large" == await code_of(b"", length="9" * 5000)
    with pytest.raises(RuleBroken, match="body_too_large"):
        await read_json(endless(), None, None, 20)


async def test_a_body_of_exactly_the_limit_is_taken() -> None:
    """The limit itself is allowed."""
    assert "x" * 18 == await read_json(chunks(b'"' + b"x" * 18 + b'"'), None, "20", 20)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"NaN", b"[Infinity]", b'"\xff"', b'"\\ud800"', b"{'a':1}", b"[1,]"]
)
async def test_what_is_not_json_is_refused(body: bytes) -> None:
    """NaN, half documents and broken UTF-8 are not JSON."""
    assert "body_not_json" == await code_of(body)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"id": "7"}, [("id", "id_not_uuid")]),
        ({"id": 7}, [("id", "field_wrong_type")]),
        ({"extra": None}, [("extra", "field_unknown")]),
        ({"form": None}, [("form", "field_wrong_type")]),
        ({"competitor": "x" * 65}, [("competitor", "text_too_long")]),
        ({"entries": {}}, [("entries", "field_wrong_type")]),
        ({"entries": [entry()] * 1001}, [("entries", "list_too_long")]),
        ({"entries": [entry(), 5]}, [("entries.1", "field_wrong_type")]),
        ({"entries": [entry(mark=1)]}, [("entries.0.mark", "field_wrong_type")]),
        ({"entries": [entry(mark=0.75)]}, [("entries.0.mark", "field_wrong_type")]),
        ({"entries": [entry(mark=True)]}, [("entries.0.mark", "field_wrong_type")]),
        ({"entries": [entry(mark="NaN")]}, [("entries.0.mark", "mark_not_a_number")]),
        ({"entries": [entry(mark="")]}, [("entries.0.mark", "mark_not_a_number")]),
        ({"entries": [entry(mark="1e2")]}, [("entries.0.mark", "mark_not_a_number")]),
        ({"entries": [entry(mark="-1")]}, [("entries.0.mark", "mark_negative")]),
        ({"entries": [entry(mark="0.125")]}, [("entries.0.mark", "mark_too_many_decimals")]),
        ({"entries": [entry(based_on=...)]}, [("entries.0.based_on", "field_missing")]),
        ({"entries": [entry(based_on=-1)]}, [("entries.0.based_on", "number_out_of_range")]),
        ({"entries": [entry(based_on=10**30)]}, [("entries.0.based_on", "number_out_of_range")]),
        ({"entries": [entry(based_on=1.0)]}, [("entries.0.based_on", "field_wrong_type")]),
        ({"entries": [entry(based_on=True)]}, [("entries.0.based_on", "field_wrong_type")]),
        ({"entries": [entry(scores="222")]}, [("entries.0.scores", "field_wrong_type")]),
        ({"entries": [entry(scores=[2, None])]}, [("entries.0.scores.1", "field_wrong_type")]),
        ({"entries": [entry(scores=[1] * 21)]}, [("entries.0.scores", "list_too_long")]),
        ({"entries": [entry(reason="x" * 1001)]}, [("entries.0.reason", "text_too_long")]),
        ({"entries": [entry(comment="x" * 501)]}, [("entries.0.comment", "text_too_long")]),
        ({"entries": [entry(comment="a\nb")]}, [("entries.0.comment", "comment_control_character")]),
        ({"entries": [entry(photos=["a1"])]}, [("entries.0.photos.0", "photo_id_malformed")]),
        ({"entries": [entry(photos=["a1" * 32] * 5)]}, [("entries.0.photos", "list_too_long")]),
        ({"device_at_ms": -1}, [("device_at_ms", "number_out_of_range")]),
        ({"device_at_ms": "now"}, [("device_at_ms", "field_wrong_type")]),
    ],
)
def test_each_wrong_field_has_a_code(changes: dict[str, object], faults: list[tuple[str, str]]) -> None:
    """Whatever is wrong with a submission's shape is named with its field."""
    with pytest.raises(Refused) as refused:
        shaped(SUBMISSION, submission(**changes))

    assert faults == [(r.details["field"], r.code) for r in refused.value.refusals]


def test_everything_wrong_is_told_at_once() -> None:
    """Nobody puts right one fault only to hear of the next."""
    with pytest.raises(Refused) as refused:
        shaped(SUBMISSION, {"id": "x", "entries": [{"mark": "x"}]})

    told = {(r.details["field"], r.code) for r in refused.value.refusals}
    assert {
        ("id", "id_not_uuid"),
        ("skill", "field_missing"),
        ("entries.0.mark", "mark_not_a_number"),
    } <= told


@pytest.mark.parametrize("value", [None, [], "x", 7, True])
def test_what_is_no_object_is_refused(value: object) -> None:
    """A body must be an object."""
    with pytest.raises(Refused) as refused:
        shaped(SUBMISSION, value)

    assert [("", "field_wrong_type")] == [(r.details["field"], r.code) for r in refused.value.refusals]


def test_an_unknown_field_with_a_huge_name_is_not_quoted_whole() -> None:
    """The answer to garbage stays small."""
    with pytest.raises(Refused) as refused:
        shaped(SUBMISSION, submission(**{"x" * 10_000: 1}))

    assert 120 == len(str(refused.value.refusals[0].details["field"]))


@pytest.mark.parametrize("blank", ["", " ", "\t \u00a0"])
def test_a_blank_is_no_name(blank: str) -> None:
    """A row of a board without anything to read helps nobody."""
    with pytest.raises(Refused) as refused:
        shaped(TypeAdapter(PersonShape), {"id": "c-1", "name": blank, "name_latin": "X"})

    assert [("name", "text_empty")] == [(r.details["field"], r.code) for r in refused.value.refusals]


def test_an_upper_case_id_is_the_same_id() -> None:
    """UUIDs do not differ by case."""
    upper = "ABCDEF00-0000-4000-8000-000000000001"

    assert upper.lower() == shaped(SUBMISSION, submission(id=upper)).id


def test_a_token_order_has_limits() -> None:
    """No token for a second, none for a year."""
    order = {"championship": "cup", "expert": "e-1", "skills": ["s"], "ttl_s": 1}

    with pytest.raises(Refused) as refused:
        shaped(TypeAdapter(TokenOrderShape), order)

    assert ["number_out_of_range"] == [r.code for r in refused.value.refusals]
