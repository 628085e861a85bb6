"""The door that viewers knock at: one port, shared by as many gateways as the host runs."""

import socket
from typing import Final

ACCEPT_QUEUE_MAX: Final = 4096
"""After a restart everybody comes back at once."""
SILENT_PEER_MS: Final = 45_000
"""Three beats that nobody acknowledges: the kernel gives the socket up."""


def listening_socket(
    host: str, port: int, *, is_shared: bool = False, unsent_bytes_max: int = 0
) -> socket.socket:
    """Return a socket that listens; what it is set to holds for all sockets that it accepts.

    They notice a peer that vanished, and the system takes no more than ``unsent_bytes_max`` (0: what it
    likes) that it cannot send yet: a slow line is noticed early, and costs the system no memory.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server(
        (host, port), family=family, backlog=ACCEPT_QUEUE_MAX, reuse_port=is_shared
    )
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_PEER_MS)
    if hasattr(socket, "TCP_NOTSENT_LOWAT") and unsent_bytes_max:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, unsent_bytes_max)
    return listening
