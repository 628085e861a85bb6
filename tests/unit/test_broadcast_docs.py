import re
from pathlib import Path

import pytest

from services.broadcast.feed import HISTORY_MAX
from services.broadcast.frames import (
    Position,
    beat_frame,
    current_frame,
    entered_frame,
    error_frame,
    hello_frame,
    moving_frame,
    read_board_frame,
    retry_frame,
)
from services.broadcast.protocol import (
    BOARDS_MAX,
    BURST_MESSAGES,
    MESSAGE_BYTES_MAX,
    MESSAGES_PER_S,
    CloseCode,
    read_message,
)
from shared import codec

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "protocol.md").read_text()
ASYNCAPI = (DOCS / "asyncapi.yaml").read_text()
EXAMPLES = [text for text in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL) if '"kind"' not in text[:8]]
KEYS = {
    "hello": codec.decode(hello_frame(15, 1)).keys(),
    "beat": codec.decode(beat_frame(1)).keys(),
    "current": codec.decode(current_frame("b", Position("e", 1), 1)).keys(),
    "error": codec.decode(error_frame("c", "d", "b")).keys(),
    "entered": codec.decode(entered_frame(1)).keys(),
    "retry": codec.decode(retry_frame(1)).keys(),
    "moving": codec.decode(moving_frame(1)).keys(),
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_what_the_program_speaks(example: str) -> None:
    """What the page shows is read, or has the keys of what is written."""
    said = codec.decode(example)

    if "op" in said:
        read_message(example)
    elif said["type"] in KEYS:
        assert KEYS[said["type"]] == said.keys()
    else:
        assert said["data"] == read_board_frame(example.encode()).data


def test_every_message_has_an_example() -> None:
    """Nothing is spoken that the page does not show."""
    said = [codec.decode(example) for example in EXAMPLES]

    assert {"subscribe", "unsubscribe", "enter"} == {each["op"] for each in said if "op" in each}
    told = {"hello", "snapshot", "delta", "current", "error", "beat", "entered", "retry", "moving"}
    assert told == {each["type"] for each in said if "type" in each}


@pytest.mark.parametrize("code", list(CloseCode))
def test_every_close_code_is_documented(code: CloseCode) -> None:
    """People find it in the table, programs in the description."""
    assert f"| {code.value} |" in PAGE
    assert f"{code.value} ({code.name.lower().replace('_', ' ')})" in ASYNCAPI


@pytest.mark.parametrize(
    "sentence",
    [
        f"at most {BOARDS_MAX} boards",
        f"longer than {MESSAGE_BYTES_MAX} bytes",
        f"more than {MESSAGES_PER_S} messages a second, beyond a first {BURST_MESSAGES}",
        f"one of the last {HISTORY_MAX} versions",
    ],
)
def test_the_limits_are_the_ones_that_hold(sentence: str) -> None:
    """A number on the page is the number in the program."""
    assert sentence in PAGE
