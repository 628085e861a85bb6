import json
import uuid

import pytest

from tests.e2e.log_ends import log_ends
from tests.e2e.marking import marking
from tests.stack import RunningStack

ENTRY = "entries.0"


def entry(**changes: object) -> list[dict[str, object]]:
    """Return entries that are wrong in one way; the aspect's real id is put in by the test."""
    return [{"aspect": "?", "mark": "0.00", "based_on": 0, **changes}]


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"skill": "nonsense"}, 403, "not_allowed_skill", None),
        ({"championship": "nonsense"}, 403, "not_allowed_skill", None),
        ({"competitor": "nonsense"}, 422, "unknown_competitor", "competitor"),
        ({"form": "Z9"}, 422, "unknown_form", "form"),
        ({"entries": entry(aspect="Z9.9")}, 422, "unknown_aspect", f"{ENTRY}.aspect"),
        ({"entries": entry(mark="99.00")}, 422, "mark_over_maximum", f"{ENTRY}.mark"),
        ({"entries": entry(mark="-0.25")}, 422, "mark_negative", f"{ENTRY}.mark"),
        ({"entries": entry(mark="0.123")}, 422, "mark_too_many_decimals", f"{ENTRY}.mark"),
        ({"entries": entry(mark="NaN")}, 422, "mark_not_a_number", f"{ENTRY}.mark"),
        ({"entries": entry(mark=0.5)}, 422, "field_wrong_type", f"{ENTRY}.mark"),
        ({"entries": []}, 422, None, "entries"),
        ({"surprise": 1}, 422, "field_unknown", "surprise"),
        ({"entries": entry(surprise=1)}, 422, "field_unknown", f"{ENTRY}.surprise"),
        ({"id": "7"}, 422, None, "id"),
    ],
)
async def test_a_wrong_submission_is_told_what_is_wrong(
    stack: RunningStack, changes: dict[str, object], status: int, code: str | None, field: str | None
) -> None:
    """A problem detail with a stable code and the field; the log is as it was."""
    async with marking(stack) as there:
        if "entries" in changes:
            known = there.submission()["entries"][0]["aspect"]
            entries = [
                {**e, "aspect": known if e["aspect"] == "?" else e["aspect"]}
                for e in changes["entries"]  # type: ignore[attr-defined]
            ]
            changes = {**changes, "entries": entries}
        before = await log_ends(stack.kafka)

        answered, problem = await there.submit(**changes)

        assert status == answered
        said = [(e["code"], e["field"]) for e in problem["errors"]] if problem.get("errors") else []
        assert code is None or code == problem["code"] or code in [c for c, _ in said]
        assert field is None or field in [f for _, f in said]
        assert before == await log_ends(stack.kafka)


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{not json", "application/json", 400, "body_not_json"),
        (b'{"a": NaN}', "application/json", 400, "body_not_json"),
        (b"\xff\xfe\x00", "application/json", 400, "body_not_json"),
        (b"", "application/json", 400, "body_not_json"),
        (b"[" * 100_000, "application/json", 400, "body_not_json"),
        (b"[]", "application/json", 422, "field_wrong_type"),
        (b'"' + b"x" * 900_000 + b'"', "application/json", 413, "body_too_large"),
        (b"a=b", "application/x-www-form-urlencoded", 415, "not_json_type"),
    ],
)
async def test_rubbish_gets_a_problem_and_not_a_fault(
    stack: RunningStack, body: bytes, content_type: str, status: int, code: str
) -> None:
    """What is no submission at all: never a 500, and the log is as it was."""
    async with marking(stack) as there:
        before = await log_ends(stack.kafka)

        answered, problem = await there.post_raw("/api/v1/submissions", body, content_type)

        codes = [problem["code"], *(e["code"] for e in problem.get("errors") or [])]
        assert (status, True) == (answered, code in codes), json.dumps(problem)[:300]
        assert before == await log_ends(stack.kafka)


async def test_a_token_is_asked_for_and_checked(stack: RunningStack) -> None:
    """No token, a forged one, and an expert where an administrator is needed."""
    async with marking(stack) as there:
        body = there.submission()
        forged = there.token[:-4] + ("AAAA" if not there.token.endswith("AAAA") else "BBBB")

        none, bad, wrong = (
            await there.post("/api/v1/submissions", body),
            await there.post("/api/v1/submissions", body, forged),
            await there.post("/api/v1/championships", there.bundle, there.token),
        )

    assert [(401, "token_missing"), (401, "token_invalid"), (403, "administrator_only")] == [
        (status, problem["code"]) for status, problem in (none, bad, wrong)
    ]


async def test_an_expert_never_marks_a_compatriot(stack: RunningStack) -> None:
    """R21: refused by the server, whatever the tablet shows."""
    async with marking(stack) as there:
        own = [c["id"] for c in there.skill["competitors"] if c["member"] == there.expert["member"]]

        status, problem = await there.submit(competitor=own[0])

    assert (403, "compatriot") == (status, problem["code"])


async def test_the_same_submission_again_gets_the_first_answer(stack: RunningStack) -> None:
    """A tablet that lost the answer sends again; other content under the same id is refused."""
    async with marking(stack) as there:
        body = there.submission(id=str(uuid.uuid4()))
        first = await there.post("/api/v1/submissions", body, there.token)
        again = await there.post("/api/v1/submissions", body, there.token)
        body["entries"][0]["mark"] = "0.00"
        other_status, other = await there.post("/api/v1/submissions", body, there.token)

    assert (200, "counted") == (first[0], first[1]["status"])
    assert first[1]["entries"] == again[1]["entries"]
    assert (409, "id_reused") == (other_status, other["code"])


async def test_a_problem_speaks_the_callers_language(stack: RunningStack) -> None:
    """The code stays, the sentence changes."""
    async with marking(stack) as there:
        said = set()
        for language in ("en", "ru", "kk"):
            headers = {"Authorization": f"Bearer {there.token}", "Accept-Language": language}
            body = there.submission(competitor="nonsense")
            async with there._session.post("/api/v1/submissions", json=body, headers=headers) as answer:
                problem = await answer.json(content_type=None)
                assert "unknown_competitor" == problem["code"]
                said.add(problem["detail"])

    assert 3 == len(said)
