"""Other ways to tell all viewers, to measure what ours saves: each is one that somebody would write first."""

from collections.abc import Callable, Collection, Sequence
from os import write
from typing import Final

from services.broadcast.viewer import ViewerSocket, tell_all
from services.broadcast.wire import Forms

TellAll = Callable[[Collection[ViewerSocket], Sequence[bytes]], None]


def through_transport(viewers: Collection[ViewerSocket], texts: Sequence[bytes]) -> None:
    """Hand each frame to the event loop's transport."""
    forms = Forms(texts)
    for viewer in tuple(viewers):
        viewer.transport.write(forms[viewer.encoding])


def asking_each_time(viewers: Collection[ViewerSocket], texts: Sequence[bytes]) -> None:
    """Write to the socket after asking the transport whether something waits there."""
    forms = Forms(texts)
    for viewer in tuple(viewers):
        data = forms[viewer.encoding]
        if viewer.transport.get_write_buffer_size():
            viewer.transport.write(data)
            continue
        try:
            sent = write(viewer.descriptor, data)
        except BlockingIOError:
            sent = 0
        except OSError as fault:
            viewer.give_up(fault)
            continue
        if sent < len(data):
            viewer.transport.write(data[sent:])


WAYS: Final[dict[str, TellAll]] = {
    "gateway": tell_all,
    "gateway, asking each time": asking_each_time,
    "gateway, through the transport": through_transport,
}
