"""The simulator's HTTP: which answers are final, which are tried again, what is arranged first."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from deploy.simulator.answers import ActAnswer, Answer, EntryAnswer, Person, Unreachable
from deploy.simulator.arrange import CannotPlay, arranged, copy_of, patiently
from deploy.simulator.http_api import ApiRefused, HttpApi

BUNDLE: dict[str, Any] = {
    "championship": {"id": "wsk", "name": {"en": "WSK", "ru": "ВСК", "kk": "ВСҚ"}},
    "skills": [],
}
COUNTED = {
    "status": "counted",
    "entries": [{"aspect": "A1", "outcome": "counted", "revision": 1}],
    "offset": 7,
}


class Server:
    """Answers each address with what it was told, the last answer for ever; remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, Any]]] = {
            "POST /api/v1/tokens": [(201, {"token": "t-1"}), (201, {"token": "t-2"})]
        }
        self.asked: list[tuple[str, str, Any]] = []
        """Method and path, token, document."""

    async def handle(self, request: web.Request) -> web.Response:
        """Answer in turn."""
        where = f"{request.method} {request.path}"
        document = await request.json() if request.can_read_body else None
        self.asked.append((where, request.headers.get("Authorization", ""), document))
        answers = self.answers.get(where, [(404, {"code": "unknown_board"})])
        status, answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, str):
            return web.Response(status=status, text=answer)
        return web.json_response(answer, status=status)


@asynccontextmanager
async def api_of(server: Server) -> AsyncIterator[HttpApi]:
    """Serve ``server`` on a free port and give the way to it."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0]
    try:
        async with HttpApi(f"http://{host}:{port}/", "boss", "wsk") as api:
            yield api
    finally:
        await runner.cleanup()


async def test_a_submission_is_answered() -> None:
    """The expert's token is asked for once and used for every submission."""
    server = Server()
    server.answers["POST /api/v1/submissions"] = [(200, COUNTED)]

    async with api_of(server) as api:
        answers = [await api.submit("e-1", "welding", {"id": str(n)}) for n in range(2)]

    assert [Answer("counted", (EntryAnswer("A1", "counted", 1),), 7)] * 2 == answers
    [(_, boss, wish), *sent] = server.asked
    assert ("Bearer boss", "e-1", ["welding"]) == (boss, wish["expert"], wish["skills"])
    assert [("Bearer t-1", "0"), ("Bearer t-1", "1")] == [(token, body["id"]) for _, token, body in sent]


async def test_a_late_verdict_is_no_verdict() -> None:
    """202 says only that it is safe."""
    server = Server()
    server.answers["POST /api/v1/submissions"] = [(202, {"status": "logged", "offset": 3})]

    async with api_of(server) as api:
        assert Answer("logged", (), 3) == await api.submit("e-1", "welding", {})


async def test_a_refusal_has_its_code() -> None:
    """Saying it again would not help."""
    server = Server()
    server.answers["POST /api/v1/submissions"] = [(422, {"code": "compatriot"})]

    async with api_of(server) as api:
        assert Answer("refused", code="compatriot") == await api.submit("e-1", "welding", {})


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_a_service_that_is_away_is_tried_again(status: int) -> None:
    """Whoever answers in its place."""
    server = Server()
    server.answers["POST /api/v1/submissions"] = [(status, "<html>")]

    async with api_of(server) as api:
        with pytest.raises(Unreachable):
            await api.submit("e-1", "welding", {})


async def test_an_answer_that_is_no_document_is_tried_again() -> None:
    """Something in between answered."""
    server = Server()
    server.answers["POST /api/v1/submissions"] = [(200, "hello"), (200, ["hello"])]

    async with api_of(server) as api:
        for _ in range(2):
            with pytest.raises(Unreachable):
                await api.submit("e-1", "welding", {})


async def test_nobody_listens() -> None:
    """A broken line is tried again as well."""
    async with HttpApi("http://127.0.0.1:1", "boss") as api:
        with pytest.raises(Unreachable):
            await api.board("wsk")


async def test_a_token_that_no_longer_holds_is_replaced() -> None:
    """The key may have changed with a restart."""
    server = Server()
    server.answers["POST /api/v1/submissions"] = [(401, {"code": "token_expired"}), (200, COUNTED)]

    async with api_of(server) as api:
        with pytest.raises(Unreachable):
            await api.submit("e-1", "welding", {})
        answer = await api.submit("e-1", "welding", {})

    assert "counted" == answer.status
    assert "Bearer t-2" == server.asked[-1][1]


async def test_the_administrator_hears_every_fault() -> None:
    """A refused import names the fields."""
    server = Server()
    faults = [{"field": f"skills.{n}", "detail": "wrong"} for n in range(2)]
    server.answers["POST /api/v1/championships"] = [(422, {"detail": "2 faults.", "errors": faults})]

    async with api_of(server) as api:
        with pytest.raises(ApiRefused, match=r"2 faults\. skills\.0: wrong skills\.1: wrong"):
            await api.import_championship(BUNDLE)


def hush(_sentence: str) -> None:
    """Say nothing."""


def board_in(state: str) -> tuple[int, Any]:
    """Return the answer that shows a championship in ``state``."""
    return 200, {"data": {"head": {"state": state}}}


@pytest.mark.parametrize(
    ("boards", "played"),
    [
        ({}, "wsk"),
        ({"wsk": "not_started"}, "wsk"),
        ({"wsk": "live"}, "wsk-2"),
        ({"wsk": "live", "wsk-2": "ended"}, "wsk-3"),
    ],
)
async def test_a_championship_with_marks_is_left_alone(boards: dict[str, str], played: str) -> None:
    """A copy with the next free id is imported and played instead, and that is said."""
    server, said = Server(), list[str]()
    server.answers["POST /api/v1/championships"] = [(201, {})]
    server.answers |= {f"GET /api/v1/boards/{board}": [board_in(state)] for board, state in boards.items()}

    async with api_of(server) as api:
        bundle = await arranged(api, BUNDLE, said.append)

    assert played == bundle["championship"]["id"] == server.asked[-1][2]["championship"]["id"]
    assert (played != "wsk") == bool(said)


@pytest.mark.parametrize(("state", "said"), [(None, "not there"), ("live", "has marks")])
async def test_without_import_it_must_be_there_and_fresh(state: str | None, said: str) -> None:
    """Otherwise a sentence says what to do."""
    server = Server()
    if state:
        server.answers["GET /api/v1/boards/wsk"] = [board_in(state)]

    async with api_of(server) as api:
        with pytest.raises(CannotPlay, match=said):
            await arranged(api, BUNDLE, hush, is_import_wanted=False)


async def test_without_import_a_fresh_one_is_played() -> None:
    """And nothing is written."""
    server = Server()
    server.answers["GET /api/v1/boards/wsk"] = [board_in("not_started")]

    async with api_of(server) as api:
        assert BUNDLE is await arranged(api, BUNDLE, hush, is_import_wanted=False)

    assert ["GET /api/v1/boards/wsk"] == [where for where, _, _ in server.asked]


async def test_patience_ends() -> None:
    """Nobody there for that long: said, with where to look."""

    async def nobody() -> None:
        raise Unreachable("reset")

    with pytest.raises(CannotPlay, match="bayge status"):
        await patiently(nobody, patience_s=-1)


def test_a_copy_is_named_as_one() -> None:
    """In every language, so that nobody takes it for the original."""
    copy = copy_of(BUNDLE, 2)["championship"]

    assert ("wsk-2", "ВСК (2)") == (copy["id"], copy["name"]["ru"])
    assert "wsk" == BUNDLE["championship"]["id"]


async def test_acts_are_answered_one_by_one() -> None:
    """A refusal is a refusal; what found no log is to be sent again, as is a verdict that is late."""
    server = Server()
    said = [
        {"id": "1", "status": "counted", "code": "one_pair"},
        {"id": "2", "problem": {"status": 409, "code": "form_not_signed"}},
        {"id": "3", "problem": {"status": 503, "code": "log_unavailable"}},
        {"id": "4", "status": "logged"},
    ]
    server.answers["POST /api/v1/acts/bulk"] = [(200, {"answers": said})]
    leader = Person("team_leader", "l-1", (), "abai")

    async with api_of(server) as api:
        answers = await api.acts(leader, [{"id": str(n)} for n in range(1, 5)])

    assert [
        ActAnswer("counted", "one_pair"),
        ActAnswer("refused", "form_not_signed"),
        ActAnswer("logged", "log_unavailable"),
        ActAnswer("logged"),
    ] == answers
    [(_, _, wish), (_, token, body)] = server.asked
    assert ("team_leader", "l-1", "abai", []) == tuple(
        wish[name] for name in ("role", "expert", "member", "skills")
    )
    assert ("Bearer t-1", 4) == (token, len(body["acts"]))


async def test_acts_that_are_refused_as_a_whole_are_all_refused() -> None:
    """As one that is too large would be; with an old token they are sent again with a new one."""
    server = Server()
    server.answers["POST /api/v1/acts/bulk"] = [(401, {}), (413, {"code": "body_too_large"})]
    chief = Person("chief_expert", "x-1", ("welding",))

    async with api_of(server) as api:
        with pytest.raises(Unreachable):
            await api.acts(chief, [{}, {}])
        answers = await api.acts(chief, [{}, {}])

    assert [ActAnswer("refused", "body_too_large")] * 2 == answers
    assert ["Bearer t-1", "Bearer t-2"] == [t for where, t, _ in server.asked if where.endswith("bulk")]


async def test_the_office_may_be_missing() -> None:
    """404 says that there is none; anything else than an answer is a refusal."""
    server = Server()
    path = "GET /api/v1/office/wsk/results"
    server.answers[path] = [(200, {"is_final": True}), (404, {}), (403, {"code": "role_not_allowed"})]
    results = Person("results_team", "r-1")

    async with api_of(server) as api:
        found = [await api.office(results, "wsk/results") for _ in range(2)]
        with pytest.raises(ApiRefused) as refused:
            await api.office(results, "wsk/results")

    assert [{"is_final": True}, None] == found
    assert "role_not_allowed" == refused.value.code
