"""Ask a running program whether it is ready, with a few bytes on a socket and no client library.

Each question is answered within half a second or counts as a no: the supervisor has other parts to watch.
"""

import http.client
import socket
import struct

from deploy.embedded.config import LOOPBACK

ANSWER_WITHIN_S = 0.5
API_VERSIONS_KEY = 18


def http_ready(port: int) -> bool:
    """Tell whether the service on this port does its work."""
    return _is_ok(port, "/readyz")


def http_alive(port: int) -> bool:
    """Tell whether the service on this port answers at all."""
    return _is_ok(port, "/healthz")


def is_listening(port: int) -> bool:
    """Tell whether somebody takes connections on this port."""
    try:
        with socket.create_connection((LOOPBACK, port), ANSWER_WITHIN_S):
            return True
    except OSError:
        return False


def _is_ok(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=ANSWER_WITHIN_S)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def kafka_ready(port: int) -> bool:
    """Tell whether a broker answers the first request of every Kafka client (ApiVersions)."""
    request = struct.pack(">hhih", API_VERSIONS_KEY, 0, 1, -1)
    return len(_exchange(port, struct.pack(">i", len(request)) + request)) > 0


def valkey_ready(port: int, user: str, password: str) -> bool:
    """Tell whether Valkey has loaded its data and lets this user in."""
    return _exchange(port, f"AUTH {user} {password}\r\nPING\r\n".encode(), b"+PONG").endswith(b"+PONG\r\n")


def _exchange(port: int, request: bytes, until: bytes = b"") -> bytes:
    """Return the answer, read until ``until`` or an error ("-...") was seen; nothing from a silent server."""
    try:
        with socket.create_connection((LOOPBACK, port), ANSWER_WITHIN_S) as connection:
            connection.sendall(request)
            answer = connection.recv(4096)
            while until not in answer and b"-" not in answer:
                more = connection.recv(4096)
                if not more:
                    break
                answer += more
            return answer
    except OSError:
        return b""
