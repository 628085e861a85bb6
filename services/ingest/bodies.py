"""Read a request's body: JSON, of limited size, of a known shape; whatever is wrong has a stable code.

Knows no web framework: it takes the headers' values and the stream of bytes.
"""

from collections.abc import AsyncIterable, Iterator, Sequence
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from services.ingest.shapes import Shape
from shared import codec
from shared.domain.errors import RuleBroken
from shared.problems import PROBLEMS

S = TypeVar("S", bound=Shape)

_PATH_MAX: Final = 120
_KINDS: Final = {
    "string_type": "text",
    "int_type": "whole number",
    "int_from_float": "whole number",
    "int_parsing_size": "whole number",
    "bool_type": "true or false",
    "list_type": "list",
    "model_type": "object",
    "model_attributes_type": "object",
    "dict_type": "object",
}
"""What pydantic calls a wrong kind, and what was expected."""

_CODES: Final = {
    "extra_forbidden": ("field_unknown", "", "", ""),
    "missing": ("field_missing", "", "", ""),
    "string_pattern_mismatch": ("id_malformed", "", "", ""),
    "string_too_short": ("text_empty", "", "", ""),
    "string_too_long": ("text_too_long", "limit", "max_length", ""),
    "too_short": ("list_too_short", "limit", "min_length", ""),
    "too_long": ("list_too_long", "limit", "max_length", ""),
    "union_tag_invalid": ("value_unknown", "allowed", "expected_tags", ""),
    "union_tag_not_found": ("field_missing", "", "", ""),
    "literal_error": ("value_unknown", "allowed", "expected", ""),
    "greater_than_equal": ("number_out_of_range", "limit", "ge", "≥ "),
    "less_than_equal": ("number_out_of_range", "limit", "le", "≤ "),
}
"""By what pydantic says: our code, the name of its detail, what pydantic calls that, what to put before."""


class Refused(Exception):
    """Several refusals at once, so that the sender can put all of them right at once."""

    def __init__(self, refusals: list[RuleBroken]) -> None:
        assert refusals, "nothing was refused"
        self.refusals = refusals
        super().__init__(", ".join(map(str, refusals)))


async def read_json(
    chunks: AsyncIterable[bytes], content_type: str | None, content_length: str | None, bytes_max: int
) -> Any:
    """Return the JSON value in the body.

    Raises ``RuleBroken``: ``not_json_type`` when a type is given and it is another, ``body_too_large`` as
    soon as that is known, ``body_not_json``.
    """
    if content_type is not None and not _is_json(content_type):
        raise RuleBroken("not_json_type", value=content_type)
    if content_length is not None and content_length.isdecimal() and int(content_length[:20]) > bytes_max:
        raise RuleBroken("body_too_large", limit=bytes_max)
    return json_value(await read_bytes(chunks, bytes_max))


async def read_bytes(chunks: AsyncIterable[bytes], bytes_max: int) -> bytes:
    """Return the body; raises ``RuleBroken("body_too_large")`` as soon as it is."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > bytes_max:
            raise RuleBroken("body_too_large", limit=bytes_max)
    return bytes(body)


def json_value(body: bytes) -> Any:
    """Return the JSON value that ``body`` holds; raises ``RuleBroken("body_not_json")``."""
    try:
        return codec.decode(body)
    except codec.NotJson as fault:
        raise RuleBroken("body_not_json", reason=str(fault)) from fault


def shaped(shape: TypeAdapter[S], value: Any, *, has_tags: bool = False) -> S:
    """Return ``value`` as the shape that it has; raises ``Refused`` with everything that is wrong with it.

    ``has_tags``: it is, or has in it, one of several shapes, told apart by ``type``.
    """
    try:
        return shape.validate_python(value)
    except ValidationError as fault:
        found = fault.errors(include_url=False, include_input=False)
        raise Refused([_refusal(error, value if has_tags else None) for error in found]) from fault


def _is_json(content_type: str) -> bool:
    essence = content_type.partition(";")[0].strip().lower()
    return essence == "application/json" or (essence.startswith("application/") and essence.endswith("+json"))


def _refusal(error: ErrorDetails, tagged: Any) -> RuleBroken:
    """Translate what pydantic says into our codes; ``tagged``: the value, where it may have tags."""
    code, details = _code(error["type"], error.get("ctx", {}))
    path = [*_without_tags(error["loc"], tagged)]
    if error["type"] in ("union_tag_invalid", "union_tag_not_found"):
        path.append("type")
    return RuleBroken(code, **details | {"field": ".".join(map(str, path))[:_PATH_MAX]})


def _without_tags(path: Sequence[int | str], value: Any) -> Iterator[int | str]:
    """Yield ``path`` without the tags that pydantic puts before the fields of a shape chosen by ``type``."""
    is_tag_due = True
    for part in path:
        if is_tag_due and isinstance(value, dict) and part == value.get("type"):
            is_tag_due = False  # the same word may follow as the name of a field
            continue
        yield part
        is_tag_due = True
        is_there = part in value if isinstance(value, dict) else isinstance(value, list)
        value = value[part] if is_there else None


def _code(kind: str, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return our code and details for an error of pydantic; our shapes raise some with our codes."""
    if kind in PROBLEMS:
        return kind, context
    if kind in _KINDS:
        return "field_wrong_type", {"expected": _KINDS[kind]}
    code, detail, source, prefix = _CODES.get(kind, ("refused", "reason", "", kind))
    return code, {detail: f"{prefix}{context.get(source, '')}"} if detail else {}
