"""The services behind screens and overlays, for the pages: what ingest answers, and the boards it leads to.

The boards are those of ``fake_live``; requests of a page come by Playwright's routes, so that the network can
be cut between two of them.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from shared.photo_check import photo_kind
from tests.browser.fake_live import FakeLive

Json = dict[str, Any]
Answer = tuple[int, Json]
CUP: Final = "wsk2024"
OPERATOR: Final = ("operator", "correct horse")
LIFE_MS: Final = 120_000


@dataclass
class FakeVenue:
    """Screens by id, and what an operator has done to them."""

    live: FakeLive
    now_ms: Callable[[], int]
    codes: dict[str, str] = field(default_factory=dict)
    """Screen by code, while nobody has taken it."""
    rows: dict[str, Json] = field(default_factory=dict)
    """The rows of the board of screens."""
    revoked: set[str] = field(default_factory=set)
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Role and subject by key."""
    tokens: list[Json] = field(default_factory=list)
    """What was given out, as the list of tokens tells it."""
    ends_ms: dict[str, int] = field(default_factory=dict)
    """When each token given to a page expires."""
    beats: dict[str, Json] = field(default_factory=dict)
    """The last beat of each screen, with when it came."""
    overlays: Json = field(default_factory=lambda: {"program": {}, "preview": {}, "revision": 1, "theme": {}})
    schedule: list[Json] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    """What was sent for the theme, by its digest."""
    requests: list[tuple[str, str, Json]] = field(default_factory=list)
    codes_given: int = 0
    code_life_ms: int = 600_000
    version: int = 0
    is_cut: bool = False
    """No request gets through."""

    def serve(self, page: Page) -> None:
        """Answer what the page asks of the API from here on."""
        page.context.route("**/api/v1/**", self._answer)
        self.publish()

    def publish(self) -> None:
        """Lay the two boards anew."""
        self.version += 1
        screens = {"kind": "screens", "head": {"schedule": self.schedule}, "rows": self.rows}
        overlays = {"kind": "overlays", "head": self.overlays, "rows": {}}
        self.live.put(f"{CUP}/screens", screens, version=self.version)
        self.live.put(f"{CUP}/overlays", overlays, version=self.version)

    def assign(self, code: str, name: str, groups: list[str] | None = None) -> str:
        """Take the screen that shows ``code``; return its id."""
        screen = self.codes.pop(code)
        row = {
            "name": name,
            "groups": groups or [],
            "plan": None,
            "revision": 1,
            "reload": 0,
            "locked": False,
        }
        self.rows = {**self.rows, screen: row}
        self.publish()
        return screen

    def change(self, screen: str, **keys: Any) -> None:
        """Change a screen, as its operator does."""
        row = self.rows[screen]
        self.rows = {**self.rows, screen: {**row, **keys, "revision": row["revision"] + 1}}
        self.publish()

    def show(self, screen: str, plan: Json) -> None:
        """Give a screen a plan."""
        self.change(screen, plan=plan)

    def _answer(self, route: Route) -> None:
        if self.is_cut:
            route.abort("internetdisconnected")
            return
        request = route.request
        path = urlsplit(request.url).path.removeprefix("/api/v1")
        if "/images" in path:
            self._answer_image(route, request.method, path.rpartition("/")[2])
            return
        body = json.loads(request.post_data or "{}")
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        status, document = self.asked(request.method, path, body, token)
        kind = "application/json" if status < 400 else "application/problem+json"
        route.fulfill(status=status, content_type=kind, body=json.dumps(document, ensure_ascii=False))

    def asked(self, method: str, path: str, body: Json, token: str) -> Answer:
        """Take a request in, and answer it."""
        self.requests.append((method, path, body))
        return self.answer(method, path, body, token)

    def is_good(self, token: str) -> bool:
        """Say whether a token was given and has not expired."""
        return self.ends_ms.get(token, 0) > self.now_ms()

    def _answer_image(self, route: Route, method: str, digest: str) -> None:
        """Keep an image, give it out or erase it, as ingest does."""
        content = route.request.post_data_buffer
        if method == "POST" and content is not None:
            photo_kind(content)
            digest = hashlib.sha256(content).hexdigest()
            self.images[digest] = content
            route.fulfill(status=201, json={"image": f"/api/v1/images/{CUP}/{digest}"})
        elif method == "DELETE" and self.images.pop(digest, None):
            route.fulfill(status=200, json={"status": "done"})
        elif method == "GET" and digest in self.images:
            content = self.images[digest]
            route.fulfill(status=200, content_type=photo_kind(content), body=content)
        else:
            route.fulfill(status=404, json=refusal(404, "photo_unknown", "There is no such image.")[1])

    def answer(self, method: str, path: str, body: Json, token: str) -> Answer:
        """Return status and document."""
        cup = f"/championships/{CUP}"
        match method, path:
            case "POST", "/screens":
                return self._register(body.get("key"))
            case "POST", "/venue/tokens":
                return self._exchange(body["key"])
            case "POST", "/screens/beat":
                self.beats[token.removeprefix("token-").partition(".")[0]] = {
                    **body,
                    "seen_ms": self.now_ms(),
                }
                return 200, {"server_at_ms": self.now_ms()}
            case "POST", "/sessions":
                return self._log_in(body)
            case "POST", "/tokens":
                return self._give(body)
            case "GET", "/tokens":
                return 200, {"tokens": self.tokens}
            case "DELETE", address if address.startswith("/tokens/"):
                return self._take_back(address.removeprefix("/tokens/"))
            case "DELETE", "/sessions/current":
                return 204, {}
            case "GET", address if address == f"{cup}/screens":
                return 200, self._report()
            case _:
                return self._act(method, path.removeprefix(cup), body)

    def _give(self, order: Json) -> Answer:
        """Give a token, whose session is the token itself."""
        key = f"key.of.{order['role']}"
        self.keys[key] = (order["role"], order["label"])
        self.tokens = [{**order, "session": key, "expires_at_ms": self.now_ms(), "is_revoked": False}]
        return 201, {"token": key}

    def _take_back(self, key: str) -> Answer:
        self.revoked.add(key)
        self.tokens = [{**token, "is_revoked": token["session"] in self.revoked} for token in self.tokens]
        return 200, {"status": "done"}

    def _act(self, method: str, path: str, body: Json) -> Answer:
        match method, path.split("/")[1:]:
            case "POST", ["screens"]:
                if body["code"] not in self.codes:
                    return refusal(404, "screen_code_unknown", "No screen shows this code.")
                return 201, {"screen": self.assign(body["code"], body["name"], body["groups"])}
            case "POST", ["screens", "commands"]:
                return self._command(body)
            case "PUT", ["screens", screen]:
                if self.rows[screen]["locked"] and "locked" not in body:
                    return refusal(409, "screen_locked", "This screen is not to be touched.")
                self.change(screen, **body)
            case "DELETE", ["screens", screen]:
                self.rows = {other: row for other, row in self.rows.items() if other != screen}
                self.revoked.add(screen)
                self.publish()
            case _:
                return self._direct(method, path, body)
        return 200, {}

    def _direct(self, method: str, path: str, body: Json) -> Answer:
        match method, path:
            case "PUT", "/schedule":
                self.schedule = body["schedule"]
                self.publish()
            case "PUT", "/overlays":
                self.lay(preview={**self.overlays["preview"], **body["preview"]})
            case "POST", "/overlays/take":
                taken = {slot: self.overlays["preview"].get(slot) for slot in body["slots"]}
                revision = self.overlays["revision"] + 1
                self.lay(program={**self.overlays["program"], **taken}, revision=revision)
            case "PUT", "/theme":
                self.lay(theme=body["theme"])
            case _:
                return refusal(404, "not_found", "There is nothing here.")
        return 200, {}

    def lay(self, **keys: Any) -> None:
        """Change the board of overlays."""
        self.overlays = {**self.overlays, **keys}
        self.publish()

    def _command(self, body: Json) -> Answer:
        for screen, row in self.rows.items():
            if row["locked"]:
                continue
            if screen in body.get("screens", []) or set(row["groups"]) & set(body.get("groups", [])):
                plan = {"plan": body["plan"]} if "plan" in body else {}
                self.change(screen, **plan, reload=row["reload"] + bool(body.get("reload")))
        return 200, {}

    def _register(self, key: str | None) -> Answer:
        self.codes_given += 1
        code = f"K7Q{self.codes_given}"
        screen = self.keys[key][1] if key else f"s-{self.codes_given}"
        self.codes[code] = screen
        self.keys[f"key-{screen}"] = ("screen", screen)
        expires = self.now_ms() + self.code_life_ms
        return 201, {"screen": screen, "code": code, "key": f"key-{screen}", "expires_at_ms": expires}

    def _exchange(self, key: str) -> Answer:
        role, subject = self.keys.get(key, ("", ""))
        if not role or self.revoked & {key, subject}:
            return refusal(401, "token_revoked", "This key was taken back.")
        if role == "screen" and subject not in self.rows:
            return refusal(409, "screen_not_assigned", "No operator has taken this screen yet.")
        return 200, self._session(role, subject)

    def _session(self, role: str, subject: str) -> Json:
        expires = self.now_ms() + LIFE_MS
        token = f"token-{subject}" if role == "operator" else f"token-{subject}.{len(self.ends_ms)}"
        self.ends_ms[token] = expires
        return {"token": token, "expires_at_ms": expires, "role": role, "championship": CUP,
                "subject": subject, "skills": []}  # fmt: skip

    def _log_in(self, body: Json) -> Answer:
        if (body["name"], body["password"]) != OPERATOR:
            return refusal(401, "login_refused", "Name or password is wrong.")
        self.keys[f"token-{body['name']}"] = ("operator", body["name"])
        return 200, self._session("operator", body["name"])

    def _report(self) -> Json:
        screens: list[Json] = []
        spread: Json = {}
        for screen, row in self.rows.items():
            beat = self.beats.get(screen, {})
            keys = ("seen_ms", "plan_revision", "is_stale", "size")
            painted = beat.get("painted", {})
            screens.append(
                {"screen": screen, **row, "painted": painted, **{key: beat.get(key) for key in keys}}
            )
            for board, (epoch, version) in painted.items():
                one = spread.setdefault(board, {"epoch": epoch, "version": version, "on": 0, "of": 0})
                one["on"] += 1
                one["of"] += 1
        return {"screens": screens, "boards": spread}


def refusal(status: int, code: str, detail: str) -> Answer:
    """Return a problem document."""
    return status, {"type": f"urn:bayge:problem:{code}", "status": status, "code": code, "detail": detail}
