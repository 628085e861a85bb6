"""A Bayge of one skill for the marking page: the contract over HTTP, the real fold, faults on demand.

It loses requests before it took them in and answers after it did, as a venue's network does; never without
being told. Serves the built page, too, so that the browser finds one origin.
"""

import hashlib
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from shared.domain.errors import RuleBroken
from shared.photo_check import photo_kind
from tests.browser.fake_marking import FakeMarking
from tests.browser.fake_office_http import handler_for
from tests.browser.marking_world import CUP, EXPERTS, SKILL

Json = dict[str, Any]
Answer = tuple[int, Json]

WAIT_S = 20.0


@dataclass
class Device:
    """A paired device."""

    id: str
    name: str
    subject: str
    role: str
    app_version: str = ""
    may_write: bool = True
    is_revoked: bool = False
    outbox: int | None = None
    battery: int | None = None
    at: Json | None = None


@dataclass
class FakeOffice:
    """The server under a test's command."""

    dist: Path
    now_ms: Callable[[], int]
    competitors: int = 6
    drops: float = 0.0
    """How many of the requests are lost, half of them after they were taken in."""
    drops_under: str = "/api/v1/submissions"
    """Requests to other addresses are never lost."""
    seed: int = 7
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Subject and role by pairing code."""
    expired_codes: set[str] = field(default_factory=set)
    pairings: dict[tuple[str, str], Json] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    """By token."""
    pins: dict[str, str] = field(default_factory=dict)
    wrong_pins: int = 0
    is_late: bool = False
    """Answer ``logged`` while scoring has no verdict yet."""
    worker_remark: str = "first"
    """Another remark is another version of the app."""
    is_stopping: bool = False
    quality: list[Json] = field(default_factory=list)
    addresses: Json | None = None
    """What the helping page is told of the venue's addresses."""
    requests: list[tuple[str, str]] = field(default_factory=list)
    photos: dict[str, bytes] = field(default_factory=dict)
    """By their SHA-256, as they came."""
    is_cut_off: bool = False
    """Set: nothing gets through, neither page nor request."""
    has_room: bool = True
    """Unset: photos are answered with 503."""
    has_reports: bool = True
    """Unset: a feedback report is refused."""
    lost: list[tuple[str, str]] = field(default_factory=list)
    """What was dropped: on which side of being taken in, and its path."""

    def __post_init__(self) -> None:
        self.marking = FakeMarking(self.competitors)
        self.lock = threading.Lock()
        self.changed = threading.Condition(self.lock)
        self._random = random.Random(self.seed)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def base_url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving."""
        with self.changed:
            self.is_stopping = True
            self.changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(WAIT_S)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until the condition holds; it is looked at whenever a request was answered."""
        with self.changed:
            assert self.changed.wait_for(condition, WAIT_S), f"waited {WAIT_S} s in vain"

    def wait_past(self, offset: int, shown: Json | None, patience_s: float) -> int:
        """Return the log's end: once it is past ``offset``, what is shown differs, or patience is over."""
        with self.changed:
            self.changed.wait_for(
                lambda: self.is_stopping or self.marking.offset > offset or self.marking.shown != shown,
                patience_s,
            )
            return self.marking.offset

    def show(self, shown: Json | None) -> None:
        """Say which marks the boards show."""
        with self.changed:
            self.marking.shown = shown
            self.changed.notify_all()

    def act(self, role: str, kind: str, actor: str = "e-chief", **fields: Any) -> None:
        """Do something as an official, on another device."""
        body = {
            "id": f"act-{len(self.marking.log)}", "championship": CUP, "skill": SKILL, "type": kind, **fields,
        }  # fmt: skip
        with self.changed:
            self.marking.act(actor, role, body, self.now_ms())
            self.changed.notify_all()

    # --- answers ---------------------------------------------------------------------------------

    def fate(self, path: str) -> str:
        """Say whether this request is lost, and on which side of being taken in."""
        if not path.startswith(self.drops_under) or self._random.random() >= self.drops:
            return "whole"
        fate = self._random.choice(("before", "after"))
        self.lost.append((fate, path))
        return fate

    def answer(self, method: str, path: str, query: Json, body: Json, headers: Any) -> Answer:
        """Return status and document; raises ``RuleBroken``."""
        route = (method, path)
        if route == ("POST", "/devices"):
            return 201, self._pair(body)
        if route == ("POST", "/sessions"):
            return 200, self._log_in(body)
        device = self._bearer(headers)
        if route == ("PUT", "/devices/pin"):
            self.pins[device.subject] = body["pin"]
            return 200, {"status": "done"}
        if route == ("POST", "/devices/confirm"):
            return 200, self._confirm(device, body)
        if route == ("POST", "/devices/beat"):
            return 200, self._beat(device, body)
        if route == ("POST", "/pairings"):
            return 201, self._open_pairing(body)
        if path.startswith(("/devices", "/pins/")):
            return 200, self._manage(method, path, body)
        if route == ("POST", "/submissions"):
            return 200, self._submit(device, body)
        if route == ("POST", "/acts"):
            return 200, self._act(device, body, headers)
        return 200, self._office(path, query, device)

    def report(self, competitor: str, headers: Any) -> str | None:
        """Return a page about a competitor for the bearer of a token; None where there is none to tell."""
        device = self._bearer(headers)
        if not self.has_reports:
            return None
        return f"<html lang={headers['Accept-Language']}>{competitor} for {device.role}</html>"

    def photo(self, method: str, digest: str, content: bytes, headers: Any) -> tuple[int, bytes | Json]:
        """Keep or return a photo; raises ``RuleBroken``."""
        self._bearer(headers)
        if method == "PUT":
            photo_kind(content)
            assert digest == hashlib.sha256(content).hexdigest()
            if not self.has_room:
                raise RuleBroken("photos_unavailable")
            self.photos[digest] = content
            return 201, {"status": "done"}
        if digest not in self.photos:
            raise RuleBroken("photo_unknown", value=digest)
        return 200, self.photos[digest]

    def _pair(self, body: Json) -> Json:
        code = body["code"].upper()
        if asked := self.pairings.get((code, body["id"])):
            return asked  # the same request again gets the same answer
        if code in self.expired_codes:
            raise RuleBroken("pairing_expired", field="code")
        if code not in self.codes:
            raise RuleBroken("pairing_unknown", field="code")
        subject, role = self.codes.pop(code)
        device = Device(f"d-{len(self.devices) + 1}", body["name"], subject, role, body["app_version"])
        token = f"token-{device.id}"
        self.devices[token] = device
        self.pairings[code, body["id"]] = answer = {
            "token": token, "device": device.id, "expires_at_ms": self.now_ms() + 86_400_000, "role": role,
            "subject": subject, "championship": CUP, "skills": [SKILL], "has_pin": subject in self.pins,
        }  # fmt: skip
        return answer

    def _log_in(self, body: Json) -> Json:
        if body.get("password") != "correct horse":
            raise RuleBroken("login_refused")
        self.devices["token-chief"] = Device("", "", "e-4", "chief_expert")
        return {"token": "token-chief", "expires_at_ms": self.now_ms() + 86_400_000, "role": "chief_expert",
                "subject": "e-4", "championship": CUP, "skills": [SKILL], "member": ""}  # fmt: skip

    def _bearer(self, headers: Any) -> Device:
        device = self.devices.get((headers.get("Authorization") or "").removeprefix("Bearer "))
        if device is None:
            raise RuleBroken("token_invalid")
        if device.is_revoked:
            raise RuleBroken("token_revoked")
        return device

    def _confirm(self, device: Device, body: Json) -> Json:
        if self.wrong_pins < 5 and self.pins.get(device.subject) != body["pin"]:
            self.wrong_pins += 1
            if self.wrong_pins >= 5:
                raise RuleBroken("pin_locked", minutes=15)
            raise RuleBroken("pin_wrong", field="pin", left=5 - self.wrong_pins)
        if self.wrong_pins >= 5:
            raise RuleBroken("pin_locked", minutes=15)
        self.wrong_pins = 0
        return {"confirmation": f"yes-{device.subject}", "expires_at_ms": self.now_ms() + 300_000}

    def _beat(self, device: Device, body: Json) -> Json:
        device.at, device.outbox, device.battery = body.get("at"), body["outbox"], body.get("battery")
        form = (device.at or {}).get("form")
        others = [
            {"device": d.id, "name": d.name, "subject": d.subject, **(d.at or {})}
            for d in self.devices.values()
            if d is not device and d.at is not None and d.at["form"] == form
        ]
        return {"server_at_ms": self.now_ms(), "may_write": device.may_write, "others": others}

    def _open_pairing(self, body: Json) -> Json:
        code = f"K7QF{len(self.codes) + len(self.devices):02}"
        self.codes[code] = (body["expert"], body["role"])
        url = f"{self.base_url}/mark#pair={code}"
        return {"pairing": f"p-{code}", "code": code, "url": url, "expires_at_ms": self.now_ms() + 120_000}

    def _manage(self, method: str, path: str, body: Json) -> Json:
        if path.startswith("/pins/"):
            self.pins.pop(path.removeprefix("/pins/"), None)
            return {"status": "done"}
        paired = [device for device in self.devices.values() if device.id]
        if method == "GET":
            return {"devices": [self._listed(device) for device in paired]}
        device = next(d for d in paired if path.endswith(f"/{d.id}"))
        if method == "DELETE":
            device.is_revoked = True
        device.may_write = body.get("may_write", device.may_write)
        device.name = body.get("name", device.name)
        return self._listed(device)

    def _listed(self, device: Device) -> Json:
        at_ms = self.now_ms()
        return {
            "device": device.id, "name": device.name, "subject": device.subject, "role": device.role,
            "skills": [SKILL], "paired_at_ms": at_ms, "last_seen_ms": at_ms, "last_write_ms": at_ms,
            "app_version": device.app_version, "battery": device.battery, "outbox": device.outbox,
            "may_write": device.may_write, "is_revoked": device.is_revoked,
        }  # fmt: skip

    def _submit(self, device: Device, body: Json) -> Json:
        if not device.may_write:
            raise RuleBroken("device_may_not_write")
        if device.role == "trainee":
            raise RuleBroken("practice_only", field="skill")
        answer = self.marking.submit(device.subject, body, self.now_ms())
        logged = {key: answer[key] for key in ("id", "partition", "offset")} | {"status": "logged"}
        return logged if self.is_late else answer

    def _act(self, device: Device, body: Json, headers: Any) -> Json:
        confirmation = headers.get("Bayge-Confirmation")
        if body["type"] == "sign_form" and confirmation != f"yes-{device.subject}":
            raise RuleBroken("confirmation_missing")
        return self.marking.act(device.subject, device.role, body, self.now_ms())

    def _office(self, path: str, query: Json, device: Device) -> Json:
        skill = f"/office/{CUP}/skills/{SKILL}"
        if path == "/office/me":
            name, name_latin = EXPERTS.get(device.subject, ("", device.subject, device.subject))[1:]
            names = self.marking.skill()["name"]
            return {
                "subject": device.subject, "name": name, "name_latin": name_latin, "role": device.role,
                "championship": CUP, "device": device.id, "expires_at_ms": 0,
                "server_at_ms": self.now_ms(), "skills": [{"skill": SKILL, "number": "10", "name": names}],
            }  # fmt: skip
        if path == skill:
            return self.marking.skill()
        if path == f"{skill}/forms":
            return self.marking.forms()
        if path == f"{skill}/sheets":
            return self.marking.sheets(query["form"], device.subject, device.role)
        if path == f"{skill}/history":
            return self.marking.history(device.role, device.subject, query["competitor"], query["form"])
        if path == f"{skill}/quality":
            return {"experts": self.quality, "offset": self.marking.offset}
        raise RuleBroken("not_found")
