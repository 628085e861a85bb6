import pytest

from services.broadcast.frames import Position
from services.broadcast.protocol import (
    BOARDS_MAX,
    BURST_MESSAGES,
    MESSAGE_BYTES_MAX,
    MESSAGES_PER_S,
    BadMessage,
    CloseCode,
    Conversation,
    Goodbye,
    Refusal,
    Subscribe,
    Unsubscribe,
    read_message,
)
from shared import codec

FOLLOW = '{"op":"subscribe","board":"wsk2024/welding"}'


@pytest.fixture
def conversation() -> Conversation:
    """Begin to talk."""
    return Conversation(now_s=0.0)


def test_a_first_subscription_has_no_position() -> None:
    """A viewer who has nothing of a board says only its name."""
    assert Subscribe("wsk2024/welding", None) == read_message(FOLLOW)


def test_a_resuming_subscription_says_its_position() -> None:
    """A viewer who comes back says what they have."""
    message = '{"op":"subscribe","board":"wsk2024/welding","epoch":"e1","version":12}'

    assert Subscribe("wsk2024/welding", Position("e1", 12)) == read_message(message)


def test_a_viewer_may_leave_a_board(conversation: Conversation) -> None:
    """Leaving a board gives its place back."""
    conversation.hear(FOLLOW, 0.0)

    step = conversation.hear('{"op":"unsubscribe","board":"wsk2024/welding"}', 0.0)

    assert Unsubscribe("wsk2024/welding") == step
    assert set() == conversation.boards


def test_leaving_a_board_never_followed_is_no_fault(conversation: Conversation) -> None:
    """A repeated leave changes nothing and closes nothing."""
    assert Unsubscribe("index") == conversation.hear('{"op":"unsubscribe","board":"index"}', 0.0)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("", id="empty"),
        pytest.param("hello", id="not JSON"),
        pytest.param("{", id="half of JSON"),
        pytest.param("NaN", id="not a number"),
        pytest.param("null", id="null"),
        pytest.param("[]", id="a list"),
        pytest.param('"subscribe"', id="a text"),
        pytest.param("7", id="a number"),
        pytest.param("{}", id="nothing said"),
        pytest.param("[" * 4096, id="nested deeply"),
        pytest.param('{"op":' * 500 + "1" + "}" * 500, id="objects nested deeply"),
        pytest.param('{"op":"subscribe"}', id="no board"),
        pytest.param('{"op":"subscribe","board":7}', id="board a number"),
        pytest.param('{"op":"subscribe","board":null}', id="board null"),
        pytest.param('{"op":"subscribe","board":["index"]}', id="board a list"),
        pytest.param('{"op":"subscribe","board":""}', id="board empty"),
        pytest.param('{"op":"subscribe","board":"%s"}' % ("b" * 201), id="board too long"),
        pytest.param('{"op":"subscribe","board":"\\ud800"}', id="half a character"),
        pytest.param('{"board":"index"}', id="no op"),
        pytest.param('{"op":"publish","board":"index"}', id="unknown op"),
        pytest.param('{"op":["subscribe"],"board":"index"}', id="op a list"),
        pytest.param('{"op":"subscribe","board":"index","epoch":"e1"}', id="epoch alone"),
        pytest.param('{"op":"subscribe","board":"index","version":1}', id="version alone"),
        pytest.param('{"op":"subscribe","board":"index","epoch":1,"version":1}', id="epoch a number"),
        pytest.param('{"op":"subscribe","board":"index","epoch":"e","version":"1"}', id="version a text"),
        pytest.param('{"op":"subscribe","board":"index","epoch":"e","version":1.5}', id="version in parts"),
        pytest.param('{"op":"subscribe","board":"index","epoch":"e","version":true}', id="version true"),
        pytest.param('{"op":"subscribe","board":"index","epoch":"e","version":-1}', id="version negative"),
        pytest.param(FOLLOW.encode(), id="binary"),
        pytest.param(b"\xff\x00", id="binary rubbish"),
    ],
)
def test_a_malformed_message_ends_the_conversation(conversation: Conversation, message: str | bytes) -> None:
    """Whatever breaks the protocol is told so and closed with 4100, and follows nothing."""
    step = conversation.hear(message, 0.0)

    assert isinstance(step, Goodbye)
    assert CloseCode.BAD_MESSAGE == step.code
    assert step.frame is not None
    assert {"type": "error", "code": "bad_message", "detail": step.reason} == codec.decode(step.frame)
    assert set() == conversation.boards


def test_a_close_reason_fits_its_frame(conversation: Conversation) -> None:
    """A close frame holds at most 123 bytes of reason."""
    with pytest.raises(BadMessage) as found:
        read_message('{"op":"subscribe","board":""}')

    assert len(str(found.value).encode()) <= 123


@pytest.mark.parametrize("message", ["x" * (MESSAGE_BYTES_MAX + 1), "ә" * MESSAGE_BYTES_MAX, b"x" * 5000])
def test_a_message_too_big_ends_the_conversation(conversation: Conversation, message: str | bytes) -> None:
    """The limit counts bytes, not characters, of text and binary alike."""
    step = conversation.hear(message, 0.0)

    assert isinstance(step, Goodbye)
    assert CloseCode.MESSAGE_TOO_BIG == step.code


def test_a_message_of_the_greatest_size_is_heard(conversation: Conversation) -> None:
    """The limit itself is allowed."""
    message = FOLLOW + " " * (MESSAGE_BYTES_MAX - len(FOLLOW))

    assert Subscribe("wsk2024/welding", None) == conversation.hear(message, 0.0)


def test_one_board_too_many_is_refused_and_the_socket_stays(conversation: Conversation) -> None:
    """The limit of boards is answered with an error; boards followed already may be asked for again."""
    for number in range(BOARDS_MAX):
        conversation.hear(f'{{"op":"subscribe","board":"b{number}"}}', 0.0)

    refusal = conversation.hear(FOLLOW, 0.0)
    again = conversation.hear('{"op":"subscribe","board":"b0"}', 0.0)

    assert isinstance(refusal, Refusal)
    said = codec.decode(refusal.frame)
    assert ("error", "too_many_boards", "wsk2024/welding") == (said["type"], said["code"], said["board"])
    assert Subscribe("b0", None) == again
    assert BOARDS_MAX == len(conversation.boards)


def test_one_message_too_many_ends_the_conversation(conversation: Conversation) -> None:
    """A burst is allowed, one more message is not."""
    burst = [conversation.hear(FOLLOW, 0.0) for _ in range(BURST_MESSAGES)]

    step = conversation.hear(FOLLOW, 0.0)

    assert all(isinstance(heard, Subscribe) for heard in burst)
    assert isinstance(step, Goodbye)
    assert CloseCode.TOO_MANY_MESSAGES == step.code


def test_the_allowance_grows_with_time(conversation: Conversation) -> None:
    """After a second as many messages as a second allows may be said again, and no more than a burst ever."""
    for _ in range(BURST_MESSAGES):
        conversation.hear(FOLLOW, 0.0)

    after_a_second = [conversation.hear(FOLLOW, 1.0) for _ in range(MESSAGES_PER_S)]
    after_an_hour = [conversation.hear(FOLLOW, 3601.0) for _ in range(BURST_MESSAGES)]
    one_more = conversation.hear(FOLLOW, 3601.0)

    assert all(isinstance(heard, Subscribe) for heard in after_a_second + after_an_hour)
    assert isinstance(one_more, Goodbye)


@pytest.mark.parametrize("code", list(CloseCode))
def test_a_close_code_tells_whether_to_come_back(code: CloseCode) -> None:
    """What passes is below 4100, what does not is above."""
    passes = {
        CloseCode.RESTARTING,
        CloseCode.TOO_SLOW,
        CloseCode.FULL,
        CloseCode.BUSY,
        CloseCode.SILENT,
        CloseCode.TOKEN_EXPIRED,
    }

    assert (code in passes) == (4000 <= code <= 4099)
    assert (code not in passes) == (4100 <= code <= 4199)
