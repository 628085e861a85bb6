"""The office on a log in memory: what it is told is folded at once; a client calls it without a socket."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.office.__main__ import assemble
from services.office.api import create_app
from services.office.viewer import Viewer
from shared import codec, topics
from shared.config import KafkaSettings, OfficeSettings, ProcessSettings
from shared.domain.catalogue_events import (
    ChampionshipSet,
    catalogue_document,
    person_document,
    policy_document,
)
from shared.domain.championship import Championship, SkillDefinition, skill_key
from shared.domain.events import Command, command_document
from shared.domain.people import Person
from shared.domain.publication import PolicySet
from shared.tokens import Grant, Role, mint_token
from shared.topics import Topic
from tests.builders import championship, panel_skill, set_skill
from tests.ingest_door import Clock, Reply, call_asgi

SECRET = "a-secret-of-the-tests-that-is-long-enough"
NOW_MS = 1_780_000_000_000
OFFICE = "/api/v1/office"
SKILL = f"{OFFICE}/cup/skills/testing"


@dataclass(frozen=True)
class LogRecord:
    """A record as a follower gets it."""

    topic: str
    partition: int
    offset: int
    key: bytes
    value: bytes | None


class World:
    """The office with the championship `cup`, and whatever a test tells it."""

    def __init__(self, event: Championship | None = None, photos: Path = Path("nowhere")) -> None:
        self.clock = Clock()
        self.checks = {"caught_up": True}
        settings = OfficeSettings(
            ProcessSettings(),
            KafkaSettings("nowhere:0"),
            SECRET,
            offset_wait_ms=50,
            body_bytes_max=1_000_000,
            photos=photos,
        )
        self.parts = assemble(settings, self.clock, lambda: dict(self.checks))
        self.desk = self.parts.desk
        self.app = create_app(self.parts)
        self._offsets: dict[str, int] = {}
        self._event = event or championship()

    async def open(self, definition: SkillDefinition | None = None) -> "World":
        """Define the championship, three names and the skill `testing`."""
        await self.tell(topics.CATALOGUE, "cup", catalogue_document(ChampionshipSet(self._event, NOW_MS)))
        for person in (
            Person("c-1", "Асқар Әлімов", "Asqar Alimov"),
            Person("c-2", "Дана Серік", "Dana Serik"),
            Person("e-1", "Марат Осп", "Marat Osp"),
        ):
            await self.tell(topics.PEOPLE, person.id, person_document(person))
        await self.log(set_skill(definition or panel_skill()))
        return self

    async def log(self, *commands: Command) -> int:
        """Append commands to `mark-entries`; return the offset of the last."""
        offset = -1
        for command in commands:
            key = skill_key(command.championship, command.skill)
            offset = await self.tell(topics.MARK_ENTRIES, key, command_document(command))
        return offset

    async def publish(self, *policies: PolicySet) -> None:
        """Set policies."""
        for policy in policies:
            await self.tell(topics.PUBLICATIONS, policy.championship, policy_document(policy, NOW_MS))

    async def tell(self, topic: Topic, key: str, document: dict[str, Any] | bytes | None) -> int:
        """Append a record and have the office take it in; return its offset."""
        offset = self._offsets.get(topic.name, -1) + 1
        self._offsets[topic.name] = offset
        value = document if isinstance(document, bytes | None) else codec.encode(document)
        await self.parts.intake.handle(LogRecord(topic.name, 0, offset, key.encode(), value))
        return offset

    async def get(self, path: str, token: str | None = None, **headers: str) -> Reply:
        """Read an address."""
        return await self.call("GET", path, token, headers=headers)

    def watch(self, path: str, token: str) -> tuple[asyncio.Task[None], Reply]:
        """Open a stream that the caller leaves open; return what carries it and what came so far."""
        reply = Reply(0, {}, b"")
        headers = [(b"authorization", f"Bearer {token}".encode())]
        scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET"}
        scope |= {"scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b""}
        scope |= {"root_path": "", "headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2)}

        async def receive() -> dict[str, Any]:
            return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return]

        async def send(message: dict[str, Any]) -> None:
            reply.status = message.get("status", reply.status)
            reply.body += message.get("body", b"")

        return asyncio.create_task(self.app(scope, receive, send)), reply

    async def call(
        self,
        method: str,
        path: str,
        token: str | None = None,
        body: Any = None,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """Send one request and return the reply."""
        reply = Reply(0, {}, b"")
        fields = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if token is not None:
            fields["authorization"] = f"Bearer {token}"
        sent = b""
        if body is not None:
            sent = body if isinstance(body, bytes) else json.dumps(body).encode()
            fields.setdefault("content-type", "application/json")
        await call_asgi(self.app, method, path, sent, fields, reply)
        return reply


def grant(role: Role, subject: str = "x-1", *skills: str, member: str = "", session: str = "") -> Grant:
    """Return what a token for `cup` says; experts are for `testing` unless other skills are named."""
    named = skills or (("testing",) if role in ("expert", "chief_expert", "trainee", "clerk") else ())
    where = "" if role == "administrator" else "cup"
    return Grant(role, NOW_MS + 60_000, subject, where, named, member, session)


def token(role: Role, subject: str = "x-1", *skills: str, member: str = "", session: str = "") -> str:
    """Return a signed token."""
    return mint_token(SECRET, grant(role, subject, *skills, member=member, session=session))


def viewer(role: Role, subject: str = "x-1", member: str = "") -> Viewer:
    """Return somebody who looks."""
    return Viewer(grant(role, subject, member=member))
