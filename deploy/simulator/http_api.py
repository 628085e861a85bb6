"""The public HTTP interface as the simulator uses it: experts' tokens, submissions, imports, boards.

Every line may break and every service may die: what can be tried again raises ``Unreachable``.
"""

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Final, Self

import aiohttp

from deploy.simulator.answers import ActAnswer, Answer, EntryAnswer, Person, Unreachable
from shared import codec

TRY_S: Final = 10.0
"""One try may take this long; the answer itself is waited for at most 2 s by ingest."""
IMPORT_S: Final = 120.0
TRY_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
TOKEN_TTL_S: Final = 86_400
CONNECTIONS_MAX: Final = 100
FAULTS_SHOWN: Final = 5


class ApiRefused(Exception):
    """Bayge says no, and saying it again will not help; the text is its own."""

    def __init__(self, status: int, document: Mapping[str, Any]) -> None:
        self.status = status
        self.code = str(document.get("code", ""))
        said = str(document.get("detail") or document.get("title") or f"HTTP status {status}")
        faults = document.get("errors", [])
        if len(faults) > 1:
            said = " ".join(
                [said, *(f"{fault['field']}: {fault['detail']}" for fault in faults[:FAULTS_SHOWN])]
            )
        super().__init__(said)


class HttpApi:
    """A pool of connections to one Bayge; use as an async context manager."""

    def __init__(self, base_url: str, administrator_token: str, championship: str = "") -> None:
        self.championship = championship
        """Which championship the experts' tokens are for."""
        self._base_url = base_url.rstrip("/")
        self._administrator_token = administrator_token
        self._tokens: dict[Person, str] = {}
        self._asking: dict[Person, asyncio.Lock] = {}
        self._session: aiohttp.ClientSession
        """Set by ``__aenter__``."""

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=CONNECTIONS_MAX, ssl=ssl.create_default_context()),
            headers={"Accept-Language": "en"},
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def submit(self, expert: str, skill: str, document: Mapping[str, Any]) -> Answer:
        """Send a submission as ``expert``; raises ``Unreachable`` when it must be tried again."""
        person = Person("expert", expert, (skill,))
        status, answer = await self._as(person, "/api/v1/submissions", document)
        if status in (200, 202):
            entries = tuple(
                EntryAnswer(e["aspect"], e["outcome"], e["revision"]) for e in answer.get("entries", ())
            )
            return Answer(answer["status"], entries, answer.get("offset"))
        return Answer("refused", code=str(answer.get("code", status)))

    async def acts(self, person: Person, documents: Sequence[Mapping[str, Any]]) -> Sequence[ActAnswer]:
        """Send acts as ``person``; raises ``Unreachable`` when all must be tried again."""
        status, answer = await self._as(person, "/api/v1/acts/bulk", {"acts": list(documents)})
        if status != 200:
            return [ActAnswer("refused", str(answer.get("code", status)))] * len(documents)
        return [_act_answer(said) for said in answer["answers"]]

    async def office(self, person: Person, path: str) -> dict[str, Any] | None:
        """Return what the office tells ``person``, None where there is no office.

        Raises ``ApiRefused``, ``Unreachable``.
        """
        status, answer = await self._call("GET", f"/api/v1/office/{path}", await self._token(person), None)
        if status in (200, 404):
            return answer if status == 200 else None
        raise ApiRefused(status, answer)

    async def _as(self, person: Person, path: str, document: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """Post ``document`` as ``person``; raises ``Unreachable``."""
        status, answer = await self._call("POST", path, await self._token(person), document)
        if status == 401:
            self._tokens.pop(person, None)
            raise Unreachable("the token no longer holds")
        return status, answer

    async def import_championship(self, bundle: Mapping[str, Any]) -> dict[str, Any]:
        """Import a whole championship; raises ``ApiRefused``, ``Unreachable``."""
        return await self._administer("POST", "/api/v1/championships", bundle, IMPORT_S)

    async def set_skill(self, championship: str, skill: str, document: Mapping[str, Any]) -> dict[str, Any]:
        """Define a skill anew; raises ``ApiRefused``, ``Unreachable``."""
        path = f"/api/v1/championships/{championship}/skills/{skill}"
        return await self._administer("PUT", path, document, IMPORT_S)

    async def board(self, board: str) -> dict[str, Any] | None:
        """Return a board as the public sees it, None when there is none; raises ``Unreachable``."""
        status, answer = await self._call("GET", f"/api/v1/boards/{board}", None, None)
        if status == 404:
            return None
        if status != 200:
            raise ApiRefused(status, answer)
        data: dict[str, Any] = answer["data"]
        return data

    async def _token(self, person: Person) -> str:
        """Return the token of ``person``, asked for once."""
        async with self._asking.setdefault(person, asyncio.Lock()):
            if person not in self._tokens:
                wish = {
                    "championship": self.championship,
                    "expert": person.subject,
                    "skills": list(person.skills),
                    "ttl_s": TOKEN_TTL_S,
                    "role": person.role,
                    "member": person.member,
                }
                answer = await self._administer("POST", "/api/v1/tokens", wish, TRY_S)
                self._tokens[person] = answer["token"]
            return self._tokens[person]

    async def ask(self, method: str, path: str, document: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Ask for anything as administrator; raises ``ApiRefused``, ``Unreachable``."""
        return await self._administer(method, path, document, TRY_S)

    async def _administer(
        self, method: str, path: str, document: Mapping[str, Any] | None, limit_s: float
    ) -> dict[str, Any]:
        status, answer = await self._call(method, path, self._administrator_token, document, limit_s)
        if status not in (200, 201):
            raise ApiRefused(status, answer)
        return answer

    async def _call(
        self,
        method: str,
        path: str,
        token: str | None,
        document: Mapping[str, Any] | None,
        limit_s: float = TRY_S,
    ) -> tuple[int, dict[str, Any]]:
        """Return status and document of one try; raises ``Unreachable``."""
        headers = {"Content-Type": "application/json"} if document is not None else {}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        body = None if document is None else codec.encode(document)
        limit = aiohttp.ClientTimeout(total=limit_s)
        try:
            async with self._session.request(
                method, self._base_url + path, data=body, headers=headers, timeout=limit
            ) as response:
                text = await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            raise Unreachable(f"{type(fault).__name__}: {fault}") from fault
        if response.status in TRY_AGAIN:
            raise Unreachable(f"HTTP status {response.status}")
        return response.status, _document(response.status, text)


def _act_answer(said: Mapping[str, Any]) -> ActAnswer:
    """Return the answer to one act of many; one that found no log is to be tried again."""
    problem = said.get("problem")
    if problem is None:
        return ActAnswer(said["status"], said.get("code") or "")
    return ActAnswer("logged" if problem["status"] in TRY_AGAIN else "refused", problem["code"])


def _document(status: int, text: bytes) -> dict[str, Any]:
    """Return the JSON object of an answer; raises ``Unreachable`` when something in between answered."""
    try:
        document = codec.decode(text)
    except codec.NotJson as fault:
        raise Unreachable(f"HTTP status {status} without a document") from fault
    if not isinstance(document, dict):
        raise Unreachable(f"HTTP status {status} with another document")
    return document
