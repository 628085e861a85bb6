"""Ingest on a log in memory that answers like scoring, and a client that calls it without a socket."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from services.ingest.__main__ import assemble
from services.ingest.answers import ProblemAnswer
from services.ingest.api import create_app
from services.ingest.desk import CommandDesk
from services.ingest.ephemeral import MemoryEphemeral
from services.ingest.journal import Place, Unavailable
from services.scoring.partition import LogRecord, PartitionFold
from shared import codec
from shared.config import IngestSettings, KafkaSettings, ProcessSettings
from shared.domain.catalogue_events import ChampionshipSet, SkillSet, catalogue_document
from shared.domain.championship import SkillDefinition, championship_document, skill_document
from shared.domain.scheme import Criterion, Scheme, Section, SubCriterion
from shared.domain.units import UNITS_PER_MARK
from shared.problems import MEDIA_TYPE
from shared.tokens import OF_SKILLS, Grant, Role, mint_token
from shared.topics import ACCESS, CATALOGUE, MARK_ENTRIES, SCREENS, VERDICTS, Topic
from tests.builders import aspect, championship, command_id, set_skill, skill

SECRET = "a-secret-of-the-tests-that-is-long-enough"
SUBMISSIONS = "/api/v1/submissions"
ACTS = "/api/v1/acts"
BULK = "/api/v1/acts/bulk"
NOW_MS = 1_780_000_000_000
PARTITIONS = 6


@dataclass(frozen=True)
class FakeRecord:
    """A record as a follower gets it."""

    offset: int
    value: bytes | None


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        """Return the body's JSON."""
        return json.loads(self.body)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Return field and code of each error."""
        return [(error["field"], error["code"]) for error in self.document["errors"]]


class FoldingJournal:
    """A log in memory; what goes to `mark-entries` is folded and answered, what is followed is read back."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, int], list[tuple[str, dict[str, Any]]]] = {}
        self.is_down = False
        self.is_scoring = True
        """Unset, scoring is away: nobody answers."""
        self.is_read_back = True
        """Unset, what is written to followed topics is not read."""
        self.readers: dict[str, Any] = {}
        """Who follows a topic, by its name."""
        self._folds: dict[int, PartitionFold] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def append(self, topic: Topic, key: str, document: Mapping[str, Any]) -> Place:
        """Append as Kafka does; verdicts and readers come later, or even before the place is known."""
        if self.is_down:
            raise Unavailable("log_unavailable")
        value = codec.encode(document)
        partition = crc32(key.encode()) % topic.partitions(PARTITIONS)
        held = self.records.setdefault((topic.name, partition), [])
        held.append((key, codec.decode(value)))
        place = Place(partition, len(held) - 1)
        if topic is MARK_ENTRIES and self.is_scoring:
            self._later(self._score(place))
        elif topic.name in self.readers and topic is not MARK_ENTRIES and self.is_read_back:
            self._later(self.readers[topic.name](FakeRecord(place.offset, value)))
        await asyncio.sleep(0)
        return place

    def documents(self, topic: Topic) -> list[dict[str, Any]]:
        """Return everything that was appended to ``topic``."""
        return [
            document for (name, _), held in self.records.items() if name == topic.name for _, document in held
        ]

    def count(self) -> int:
        """Return how many records there are in all topics."""
        return sum(map(len, self.records.values()))

    async def _score(self, place: Place) -> None:
        """Do what scoring does: fold what is new, answer it, and tell how a skill is defined now."""
        fold = self._folds.setdefault(place.partition, PartitionFold(place.partition, lambda: NOW_MS))
        held = self.records["mark-entries", place.partition]
        for offset in range(fold.next_offset, place.offset + 1):
            key, document = held[offset]
            for output in fold.fold(LogRecord(offset, key.encode(), codec.encode(document))):
                if output.topic is VERDICTS:
                    await self.readers["verdicts"](FakeRecord(0, output.value))
                elif output.topic is CATALOGUE:
                    await self.append(CATALOGUE, output.key.decode(), codec.decode(output.value or b""))

    def _later(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def both(first: Any, second: Any) -> Any:
    """Return a reader of a topic that hands each record to two instances, to each in order."""

    async def handle(record: FakeRecord) -> None:
        await asyncio.gather(first(record), second(record))

    return handle


@dataclass
class Clock:
    """Time that stands still until a test moves it."""

    now_ms: int = NOW_MS

    def __call__(self) -> int:
        return self.now_ms


class Door:
    """Ingest as a client sees it, with a look behind the wall."""

    def __init__(
        self,
        verdict_wait_ms: int = 2000,
        body_bytes_max: int = 4096,
        beside: "Door | None" = None,
        photos: Path = Path("nowhere"),
        images: Path = Path("nowhere"),
    ) -> None:
        """``beside``: another instance, on whose log and clock this one stands, too."""
        self.journal = beside.journal if beside else FoldingJournal()
        self.clock = beside.clock if beside else Clock()
        self.checks = {"catalogue": True, "verdicts": True}
        settings = IngestSettings(
            ProcessSettings(),
            KafkaSettings("nowhere:0"),
            SECRET,
            verdict_wait_ms,
            body_bytes_max,
            public_url="https://bayge.example",
            hash_rounds=1,
            hash_memory_kib=8,
            photos=photos,
            images=images,
        )
        self.desk = CommandDesk(self.journal)
        self.ephemeral: MemoryEphemeral = beside.ephemeral if beside else MemoryEphemeral(self.clock)
        self.parts = assemble(
            settings, self.journal, self.desk, self.ephemeral, self.clock, lambda: dict(self.checks)
        )
        self.app = create_app(self.parts)
        mine = {
            "verdicts": self.desk.handle,
            CATALOGUE.name: self.parts.catalogue.handle,
            ACCESS.name: self.parts.access.log.handle,
            SCREENS.name: self.parts.screens.log.handle,
        }
        theirs = self.journal.readers
        self.journal.readers = {
            name: both(theirs[name], handle) if name in theirs else handle for name, handle in mine.items()
        }

    async def open(self, definition: SkillDefinition | None = None) -> "Door":
        """Define the championship `cup` with the skill `testing`, as the builders make them."""
        definition = definition or skill()
        documents = [
            catalogue_document(ChampionshipSet(championship(), NOW_MS)),
            catalogue_document(SkillSet("cup", "testing", definition, NOW_MS)),
        ]
        for document in documents:
            place = await self.journal.append(CATALOGUE, "cup", document)
        await self.parts.catalogue.knows(place.offset)
        await self.desk.hand_in(set_skill(definition), 2000)
        return self

    def token(self, expert: str = "e-1", skills: tuple[str, ...] = ("testing",)) -> str:
        """Return an expert's token."""
        return mint_token(SECRET, Grant("expert", NOW_MS + 60_000, expert, "cup", skills))

    def official(self, role: Role, subject: str = "x-1", **fields: Any) -> str:
        """Return the token of somebody in ``role``; of all skills unless the role is of named ones."""
        skills = ("testing",) if role in OF_SKILLS else ()
        grant = Grant(role, NOW_MS + 60_000, subject, **{"championship": "cup", "skills": skills, **fields})
        return mint_token(SECRET, grant)

    async def act(self, token: str, kind: str, reply: Reply | None = None, **fields: Any) -> Reply:
        """Send an act."""
        return await self.call("POST", ACTS, json_body=act_body(kind, **fields), token=token, reply=reply)

    def administrator(self) -> str:
        """Return the administrator's token."""
        return mint_token(SECRET, Grant("administrator", NOW_MS + 60_000))

    async def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        json_body: Any = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        is_cut_off: bool = False,
        reply: Reply | None = None,
    ) -> Reply:
        """Send one request and return the reply; ``is_cut_off``: the connection breaks after ``body``."""
        fields = {"content-type": "application/json"} if method in ("POST", "PUT") else {}
        if token is not None:
            fields["authorization"] = f"Bearer {token}"
        fields |= headers or {}
        sent = json.dumps(json_body).encode() if body is None and json_body is not None else body or b""
        given = {name: value for name, value in fields.items() if value}
        reply = Reply(0, {}, b"") if reply is None else reply
        await call_asgi(self.app, method, path, sent, given, reply, is_cut_off)
        return reply

    async def submit(
        self, document: Any, token: str | None = None, reply: Reply | None = None, **headers: str
    ) -> Reply:
        """Send a submission."""
        token = self.token() if token is None else token
        return await self.call(
            "POST", SUBMISSIONS, json_body=document, token=token, headers=headers, reply=reply
        )


async def call_asgi(
    app: Any,
    method: str,
    path: str,
    body: bytes,
    headers: Mapping[str, str],
    reply: Reply,
    is_cut_off: bool = False,
) -> None:
    """Send one request to ``app`` without a socket and fill in ``reply``."""
    address, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": address,
        "raw_path": address.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
    }
    waiting = [body[at : at + 1024] for at in range(0, len(body), 1024)] or [b""]

    async def receive() -> dict[str, Any]:
        if not waiting:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting) or is_cut_off}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = {k.decode(): v.decode() for k, v in message["headers"]}
        else:
            reply.body += message.get("body", b"")

    await app(scope, receive, send)


def assert_refused(reply: Reply, status: int, code: str, field: str | None = None) -> None:
    """Check status, media type, shape, code and field of a problem."""
    document = reply.document
    assert (status, code) == (reply.status, document["code"])
    assert MEDIA_TYPE == reply.headers["content-type"]
    assert status == ProblemAnswer.model_validate(document).status
    if field is not None:
        assert field in [name for name, _ in reply.faults]


def submission(**changes: Any) -> dict[str, Any]:
    """Return a good submission for `cup/testing`: a full mark for A1.1; ``changes`` replace fields."""
    document = {
        "id": command_id(),
        "championship": "cup",
        "skill": "testing",
        "competitor": "c-1",
        "form": "A1",
        "entries": [entry()],
    }
    return document | changes


def entry(**changes: Any) -> dict[str, Any]:
    """Return a good entry; ``changes`` replace fields, a field set to ``...`` is left out."""
    document = {"aspect": "A1.1", "mark": "1.00", "based_on": 0} | changes
    return {name: value for name, value in document.items() if value is not ...}


def act_body(kind: str, **fields: Any) -> dict[str, Any]:
    """Return an act on `cup/testing` as it is sent; ``fields`` add to it and replace what it has."""
    head = {"id": command_id(), "championship": "cup", "skill": "testing", "type": kind}
    return head | fields


def full_scheme() -> Scheme:
    """Return a scheme that keeps every rule: five criteria of twenty measured aspects."""
    return Scheme(
        "99",
        "Testing",
        (Section(1, "all", 100 * UNITS_PER_MARK),),
        tuple(
            Criterion(
                letter,
                f"criterion {letter}",
                20 * UNITS_PER_MARK,
                (
                    SubCriterion(
                        f"{letter}1", "first", 1, tuple(aspect(f"{letter}1.{n}") for n in range(1, 21))
                    ),
                ),
            )
            for letter in "ABCDE"
        ),
    )


def skill_body(of: Scheme | None = None) -> dict[str, Any]:
    """Return a skill as the organiser sends it."""
    return skill_document(skill(of=of or full_scheme()))


def bundle(*skills: str) -> dict[str, Any]:
    """Return a whole championship as the organiser sends it; the skills are all alike."""
    return {
        "championship": championship_document(championship()),
        "skills": [{"id": skill_id, **skill_body()} for skill_id in skills or ("testing", "welding")],
        "people": [
            {"id": "c-1", "name": "Асқар Әлімов", "name_latin": "Asqar Alimov"},
            {"id": "c-2", "name": "Дана Серік", "name_latin": "Dana Serik"},
        ],
        "policies": [{"audience": "public", "skill": None, "policy": "live"}],
    }
