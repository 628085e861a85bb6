"""The API of ``fake_venue`` on a port of its own, for tests in which the network itself is cut."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from tests.browser.fake_venue import FakeVenue

API: Final = "/api/v1"


@contextmanager
def venue_api(venue: FakeVenue) -> Iterator[int]:
    """Serve the API; gives the port."""
    turn = threading.Lock()

    class Answers(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            """Answer as the fake does."""
            text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            with turn:
                path = self.path.partition("?")[0].removeprefix(API)
                status, said = venue.asked(self.command, path, json.loads(text or b"{}"), token)
            body = json.dumps(said, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", f"application/{'json' if status < 400 else 'problem+json'}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    for method in ("GET", "POST", "PUT", "DELETE"):
        setattr(Answers, f"do_{method}", Answers.handle_any)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, name="venue-api", daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def is_api(first: bytes) -> bool:
    """Say whether a line begins with a request of the API."""
    return first.partition(b" ")[2].startswith(API.encode())
