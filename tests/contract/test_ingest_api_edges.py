"""What is the same for every route: start, unknown routes, languages, faults, logs, metrics, OpenAPI."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.ingest_door import (
    ACTS,
    BULK,
    SUBMISSIONS,
    Door,
    Reply,
    assert_refused,
    submission,
)

POSTS = (SUBMISSIONS, ACTS, BULK, "/api/v1/sessions", "/api/v1/tokens", "/api/v1/championships")
SKILL = "/api/v1/championships/cup/skills/baking"


@pytest.mark.parametrize("path", POSTS)
async def test_before_everything_is_read_nobody_is_served(door: Door, path: str) -> None:
    """An instance that is starting says so instead of denying what it does not know yet."""
    door.checks["catalogue"] = False
    token = door.token() if path == SUBMISSIONS else door.administrator()

    assert_refused(await door.call("POST", path, b"{}", token=token), 503, "not_ready")
    assert 503 == (await door.call("GET", "/readyz")).status
    assert 200 == (await door.call("GET", "/healthz")).status


async def test_what_is_not_there_and_what_is_not_done_are_problems(door: Door) -> None:
    """404 and 405 look like every other refusal."""
    assert_refused(await door.call("GET", "/api/v1/nothing"), 404, "not_found")
    assert_refused(await door.call("POST", SUBMISSIONS + "/", b"{}"), 404, "not_found")
    wrong = await door.call("DELETE", SUBMISSIONS)
    assert_refused(wrong, 405, "method_not_allowed")
    assert "POST" == wrong.headers["allow"]


@pytest.mark.parametrize(
    ("language", "said"), [("ru", "Нарушено правило"), ("kk", "Ереже бұзылды"), ("de", "A rule is broken")]
)
async def test_a_problem_speaks_the_readers_language(door: Door, language: str, said: str) -> None:
    """And says that it depends on it."""
    reply = await door.submit(submission(form="Z9"), None, **{"accept-language": language})

    assert (said, "Accept-Language") == (reply.document["title"], reply.headers["vary"])


async def test_a_fault_of_ours_is_logged_and_told_without_details(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    """The traceback goes to the log, never to the client."""

    class Bug(Exception):
        pass

    async def broken(*_: object) -> None:
        raise Bug("secret detail")

    door.parts.submissions.enter = broken  # type: ignore[method-assign,assignment]
    reply = Reply(0, {}, b"")
    with pytest.raises(Bug):  # the server above logs it once more
        await door.submit(submission(), reply=reply)

    assert_refused(reply, 500, "internal_fault")
    assert b"secret" not in reply.body
    assert "secret detail" in caplog.text


async def test_a_client_that_hangs_up_is_no_fault_of_ours(door: Door) -> None:
    """Half a body and then nothing: no answer arrives, and nothing is logged as a fault."""
    reply = await door.call("POST", SUBMISSIONS, b'{"id":', token=door.token(), is_cut_off=True)

    assert_refused(reply, 400, "body_cut_off")


async def test_every_submission_is_logged_with_its_id(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    """Counted or refused, its way can be followed."""
    caplog.set_level("INFO")
    good, bad = submission(), submission(form="Z9")

    await door.submit(good)
    await door.submit(bad)

    logged = [(r.submission, r.message) for r in caplog.records if hasattr(r, "submission")]
    assert [(good["id"], "counted"), (bad["id"], "refused")] == logged


async def test_metrics_count_submissions_by_outcome(door: Door) -> None:
    """Prometheus sees what became of submissions and how long the answer took."""
    await door.submit(submission())

    text = (await door.call("GET", "/metrics")).body.decode()

    assert 'bayge_ingest_submissions_total{outcome="counted"}' in text
    assert "bayge_ingest_answer_seconds_bucket" in text


async def test_openapi_describes_every_route_and_resolves(door: Door) -> None:
    """Bodies, answers and problems are drawn; no reference leads nowhere."""
    document = (await door.call("GET", "/api/openapi.json")).document

    of_championship = "/api/v1/championships/{championship}"
    defined = {f"{of_championship}/skills/{{skill}}", f"{of_championship}/publications"}
    assert {*POSTS, *defined} <= set(document["paths"])
    schemas = document["components"]["schemas"]
    assert {"SubmissionShape", "BundleShape", "ProblemAnswer"} <= schemas.keys()
    references = TypeAdapter(list[str]).validate_python(list(_references(document)))
    assert set() == {r.removeprefix("#/components/schemas/") for r in references} - schemas.keys()


def _references(node: Any) -> Any:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
