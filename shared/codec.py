"""JSON in and out: the only file that knows which library writes it."""

from typing import Any

import orjson


class NotJson(ValueError):
    """The bytes are not a JSON document (NaN and Infinity are not JSON)."""


def encode(value: object) -> bytes:
    """Return ``value`` as compact JSON in UTF-8."""
    return orjson.dumps(value)


def encode_canonical(value: object) -> bytes:
    """Return ``value`` as JSON with sorted keys: equal values give equal bytes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def decode(text: bytes | str) -> Any:
    """Return the value that ``text`` holds; raises ``NotJson``."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as fault:
        raise NotJson(str(fault)) from fault


def raw(text: bytes) -> object:
    """Return a value that ``encode`` writes as the JSON document ``text`` already is."""
    return orjson.Fragment(text)
