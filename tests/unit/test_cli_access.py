"""The verbs `account` and `token`: what they ask, what they print, and where a password never stands."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from deploy.cli import accounts, asking, tokens
from deploy.simulator.http_api import ApiRefused
from shared import codec

PASSWORD = "four small brown horses"
RIGHTS = {"role": "chief_expert", "subject": "e-9", "championship": "cup", "skills": ["a", "b"], "member": ""}
ANSWERS: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/api/v1/accounts"): {"name": "chief", **RIGHTS, "is_closed": False},
    ("GET", "/api/v1/accounts"): {"accounts": [{"name": "chief", **RIGHTS, "is_closed": True}]},
    ("DELETE", "/api/v1/accounts/chief"): {"name": "chief", **RIGHTS, "is_closed": True},
    ("PUT", "/api/v1/accounts/chief/password"): {"status": "done"},
    ("POST", "/api/v1/tokens"): {"token": "the-token", "session": "s-1", **RIGHTS},
    ("GET", "/api/v1/tokens"): {
        "tokens": [
            {
                **RIGHTS,
                "session": "s-1",
                "kind": "token",
                "label": "scoreboard",
                "expires_at_ms": 1_780_000_000_000,
                "is_revoked": True,
            }
        ]
    },
    ("DELETE", "/api/v1/tokens/s-1"): {"status": "done"},
}


class FakeApi:
    """Answers like Bayge and keeps what it was asked."""

    asked: list[tuple[str, str, Any]]

    def __init__(self, base_url: str, token: str) -> None:
        assert ("http://127.0.0.1:1", "T") == (base_url, token)

    async def __aenter__(self) -> "FakeApi":
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def ask(self, method: str, path: str, document: Mapping[str, Any] | None = None) -> dict[str, Any]:
        FakeApi.asked.append((method, path, document))
        if (method, path) not in ANSWERS:
            raise ApiRefused(404, {"detail": "There is no open account “nobody”.", "code": "account_unknown"})
        return ANSWERS[method, path]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, stdin: str | None = None) -> Result:
    """Run the verbs against the fake."""
    FakeApi.asked = []
    monkeypatch.setattr(asking, "HttpApi", FakeApi)
    app = typer.Typer()
    for group in (accounts, tokens):
        group.register(app)
    return CliRunner().invoke(app, [*arguments, "--url", "http://127.0.0.1:1", "--token", "T"], input=stdin)


CHIEF = ("account", "add", "chief", "--role", "chief_expert", "--championship", "cup", "--skill", "a")


def test_an_account_is_added_with_a_password_that_is_shown_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sent is what is printed."""
    said = run(monkeypatch, *CHIEF, "--subject", "e-9", "--skill", "b")

    ((method, path, body),) = FakeApi.asked
    assert (0, "POST", "/api/v1/accounts") == (said.exit_code, method, path)
    assert ("e-9", ["a", "b"], "") == (body["subject"], body["skills"], body["member"])
    assert f"Password: {body['password']}" in said.stdout
    assert 19 == len(body["password"])
    assert set(body["password"]) <= {*accounts.LETTERS, "-"}


@pytest.mark.parametrize("source", ["file", "-"])
def test_a_password_is_read_and_then_not_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str
) -> None:
    """From a file or from standard input; the first line counts."""
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\nsecond line\n")
    option = ("--password-file", "-" if source == "-" else str(file))

    added = run(monkeypatch, *CHIEF, *option, stdin=file.read_text())
    body = FakeApi.asked[0][2]
    changed = run(monkeypatch, "account", "password", "chief", *option, stdin=file.read_text())

    assert (0, PASSWORD, False) == (added.exit_code, body["password"], "subject" in body)
    assert {"password": PASSWORD} == FakeApi.asked[0][2]
    assert PASSWORD not in added.output + changed.output


def test_a_password_file_that_is_none_asks_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not there, or empty."""
    empty = tmp_path / "empty"
    empty.write_text("\n")

    for file in (tmp_path / "none", empty):
        said = run(monkeypatch, "account", "password", "chief", "--password-file", str(file))
        assert (2, []) == (said.exit_code, FakeApi.asked)


def test_accounts_are_listed_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """For people as a table, for programs as JSON."""
    table = run(monkeypatch, "account", "list").stdout
    listed = run(monkeypatch, "account", "list", "--json").stdout
    closed = run(monkeypatch, "account", "close", "chief").stdout

    assert all(word in table for word in ("chief", "e-9", "a, b", "closed"))
    assert ANSWERS["GET", "/api/v1/accounts"] == codec.decode(listed)
    assert "chief is closed, with all its sessions." in closed


def test_a_made_password_is_in_the_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that sets twenty accounts up needs it."""
    said = run(monkeypatch, *CHIEF, "--json")

    assert FakeApi.asked[0][2]["password"] == codec.decode(said.stdout)["password"]


def test_a_token_is_given_alone_on_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a script can take it as it is."""
    order = ("token", "give", "--role", "results_team", "--expert", "r-1", "--championship", "cup")

    said = run(monkeypatch, *order, "--label", "scoreboard", "--days", "3")

    assert "the-token\n" == said.stdout
    assert "bayge token revoke s-1" in said.stderr
    body = FakeApi.asked[0][2]
    assert ("results_team", "r-1", [], 3 * 86_400) == tuple(
        body[name] for name in ("role", "expert", "skills", "ttl_s")
    )
    assert ANSWERS["POST", "/api/v1/tokens"] == codec.decode(run(monkeypatch, *order, "--json").stdout)


def test_tokens_are_listed_and_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """By their session."""
    table = run(monkeypatch, "token", "list").stdout
    listed = run(monkeypatch, "token", "list", "--json").stdout
    revoked = run(monkeypatch, "token", "revoke", "s-1")

    assert all(word in table for word in ("s-1", "revoked"))
    assert ANSWERS["GET", "/api/v1/tokens"] == codec.decode(listed)
    assert (0, "s-1 is taken back.\n") == (revoked.exit_code, revoked.stdout)
    done = run(monkeypatch, "token", "revoke", "s-1", "--json").stdout
    assert {"status": "done"} == codec.decode(done)


def test_a_refusal_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1, nothing on standard output."""
    said = run(monkeypatch, "account", "close", "nobody")

    assert (1, "") == (said.exit_code, said.stdout)
    assert "no open account" in said.stderr
