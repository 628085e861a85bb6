"""The HTTP side of ``fake_office``: the built page, the API with its faults, the stream of nudges."""

import json
import mimetypes
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from shared.domain.errors import RuleBroken
from shared.problems import language_of, problem

if TYPE_CHECKING:
    from tests.browser.fake_office import FakeOffice

Json = dict[str, Any]
PAGES = {"/mark": "mark.html", "/chief": "chief.html", "/leader": "leader.html", "/trust": "trust.html"}
NUDGE_S = 5.0
"""How often a stream of nudges is heard of while nothing changes."""


def handler_for(office: "FakeOffice") -> type[BaseHTTPRequestHandler]:
    """Return the handler of one office's requests."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            """Answer whatever is asked."""
            address = urlsplit(self.path)
            text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if office.is_cut_off:
                self.close_connection = True
                return
            query = {name: values[0] for name, values in parse_qs(address.query).items()}
            if "/photos/" in address.path:
                serve_photo(office, self, address.path, text)
            elif address.path.endswith("/feedback/page"):
                serve_report(office, self, query)
            elif address.path.endswith("/changes"):
                serve_nudges(office, self, address.path)
            elif address.path.startswith("/api/v1"):
                serve_api(office, self, address.path, query, text)
            elif address.path == "/trust/addresses.json":
                send(self, 200, "application/json", json.dumps(office.addresses).encode())
            else:
                serve_page(office, self, address.path)

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.handle_any)
    return Handler


def serve_nudges(office: "FakeOffice", http: BaseHTTPRequestHandler, path: str) -> None:
    """Tell of every change, until the reader goes or the server stops; a lost stream breaks off at once."""
    http.close_connection = True
    with office.changed:
        fate = office.fate(path)
    if fate == "before":
        return
    http.send_response(200)
    http.send_header("Content-Type", "text/event-stream")
    http.end_headers()
    if fate == "after":
        return
    forms = [form.id for form in office.marking.tally.defined.scheme.forms]
    told, shown = office.marking.offset, office.marking.shown
    while not office.is_stopping:
        offset = office.wait_past(told, shown, NUDGE_S)
        event = f"event: changed\ndata: {json.dumps({'offset': offset, 'forms': forms, 'sheets': []})}\n\n"
        text, told = event if offset > told else ": beat\n\n", offset
        if office.marking.shown != shown:
            shown = office.marking.shown
            text += f"event: shown\ndata: {json.dumps({'shown': shown})}\n\n"
        try:
            http.wfile.write(text.encode())
            http.wfile.flush()
        except OSError:
            return  # the reader has gone


def serve_api(
    office: "FakeOffice", http: BaseHTTPRequestHandler, path: str, query: Json, text: bytes
) -> None:
    """Answer a request, or lose it on either side of taking it in."""
    with office.changed:
        fate = office.fate(path)
        office.requests.append((http.command, path))
        http.close_connection = fate != "whole"
        if fate == "before":
            return
        status, document = answered(office, http, path.removeprefix("/api/v1"), query, text)
        office.changed.notify_all()
    if fate == "whole":
        kind = "application/json" if status < 400 else "application/problem+json"
        send(http, status, kind, json.dumps(document, ensure_ascii=False).encode())


def serve_report(office: "FakeOffice", http: BaseHTTPRequestHandler, query: Json) -> None:
    """Send a page to print, in the language that was asked for; none of who is unknown."""
    with office.changed:
        office.requests.append((http.command, "/feedback/page"))
        page = office.report(query["competitor"], http.headers)
    if page is None:
        send(http, 422, "application/problem+json", b"{}")
    else:
        send(http, 200, "text/html; charset=utf-8", page.encode())


def serve_photo(office: "FakeOffice", http: BaseHTTPRequestHandler, path: str, content: bytes) -> None:
    """Keep a photo or send it."""
    with office.changed:
        fate = office.fate(path)
        office.requests.append((http.command, path))
        http.close_connection = fate != "whole"
        if fate == "before":
            return
        try:
            status, said = office.photo(http.command, path.rpartition("/")[2], content, http.headers)
        except RuleBroken as broken:
            refusal = problem(broken.code, "en", **broken.details)
            status, said = refusal["status"], refusal
        office.changed.notify_all()
    if fate == "after":
        return
    if isinstance(said, bytes):
        send(http, status, "image/jpeg", said)
    else:
        send(http, status, "application/json", json.dumps(said).encode())


def answered(
    office: "FakeOffice", http: BaseHTTPRequestHandler, path: str, query: Json, text: bytes
) -> tuple[int, Json]:
    """Return status and document, also of a refusal."""
    try:
        return office.answer(http.command, path, query, json.loads(text or b"{}"), http.headers)
    except RuleBroken as broken:
        document = said(broken, language_of(http.headers.get("Accept-Language")))
        return document["status"], document


def serve_page(office: "FakeOffice", http: BaseHTTPRequestHandler, path: str) -> None:
    """Send a built file, or the page of the address."""
    asset = office.dist / PAGES.get(path, path.lstrip("/"))
    if not asset.is_file():
        asset = office.dist / "index.html"
    kind = mimetypes.guess_type(asset.name)[0] or "application/octet-stream"
    content = asset.read_bytes()
    if path == "/mark-sw.js":
        content += f"// {office.worker_remark}\n".encode()
    send(http, 200, kind, content)


def said(broken: RuleBroken, language: Any) -> Json:
    """Return the problem document of a refusal."""
    details = {name: value for name, value in broken.details.items() if name != "field"}
    return problem(broken.code, language, **details)


def send(http: BaseHTTPRequestHandler, status: int, kind: str, content: bytes) -> None:
    """Send a whole answer."""
    http.send_response(status)
    http.send_header("Content-Type", kind)
    http.send_header("Content-Length", str(len(content)))
    http.send_header("Cache-Control", "no-store")
    http.end_headers()
    http.wfile.write(content)
