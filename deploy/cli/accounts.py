"""The verbs `account add|list|close|password`: who of the staff may come in, for people at the server.

A password never stands on the command line, where other users of the machine and the shell's history see it:
it is made and printed once, or read from a file or from standard input.
"""

import secrets
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from deploy.cli.asking import Json, Token, Url, asked
from deploy.cli.output import print_json, remark, screen

LETTERS = "2346789abcdefghjkmnpqrtuvwxyz"
"""Without what is taken for another letter or digit."""
GROUPS, GROUP = 4, 4

PasswordFile = Annotated[
    str | None,
    typer.Option("--password-file", help="Read it from the first line of this file; - is standard input."),
]
Name = Annotated[str, typer.Argument(help="The account's name: kept for ever, so better no person's.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    group = typer.Typer(help="Accounts of the staff.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_accounts)
    group.command("close")(close)
    group.command("password")(password)
    app.add_typer(group, name="account")


def add(
    name: Name,
    role: Annotated[str, typer.Option(help="administrator, organiser, results_team, chief_expert, ...")],
    championship: Annotated[str, typer.Option(help="For which championship.")] = "",
    skill: Annotated[list[str] | None, typer.Option(help="For which skill; may be given again.")] = None,
    subject: Annotated[str | None, typer.Option(help="The person's id; default: the name.")] = None,
    member: Annotated[str, typer.Option(help="Whose team a team leader leads.")] = "",
    password_file: PasswordFile = None,
    url: Url = None,
    token: Token = None,
    json: Json = False,
) -> None:
    """Add an account; without --password-file a password is made and printed once."""
    word = _word(password_file)
    body: dict[str, Any] = {
        "name": name,
        "password": word,
        "role": role,
        "championship": championship,
        "skills": skill or [],
        "member": member,
    }
    answer = asked(
        url, token, "POST", "/api/v1/accounts", body if subject is None else {**body, "subject": subject}
    )
    _tell(answer, f"{name} may come in as {role}.", None if password_file else word, json=json)


def list_accounts(url: Url = None, token: Token = None, json: Json = False) -> None:
    """List all accounts."""
    answer = asked(url, token, "GET", "/api/v1/accounts")
    if json:
        print_json(answer)
        return
    table = Table("name", "role", "championship", "skills", "person", "")
    for one in answer["accounts"]:
        state = "closed" if one["is_closed"] else ""
        skills = ", ".join(one["skills"])
        table.add_row(one["name"], one["role"], one["championship"], skills, one["subject"], state)
    screen.print(table)


def close(name: Name, url: Url = None, token: Token = None, json: Json = False) -> None:
    """Close an account and its sessions at once, for ever."""
    answer = asked(url, token, "DELETE", f"/api/v1/accounts/{name}")
    _tell(answer, f"{name} is closed, with all its sessions.", None, json=json)


def password(
    name: Name,
    password_file: PasswordFile = None,
    url: Url = None,
    token: Token = None,
    json: Json = False,
) -> None:
    """Set another password and close the account's sessions; without --password-file one is made."""
    word = _word(password_file)
    answer = asked(url, token, "PUT", f"/api/v1/accounts/{name}/password", {"password": word})
    _tell(answer, f"{name} has another password.", None if password_file else word, json=json)


def made_password() -> str:
    """Return a fresh password that can be read aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def _word(password_file: str | None) -> str:
    """Return the password to set; exits with a sentence when there is none in the file."""
    if password_file is None:
        return made_password()
    try:
        text = sys.stdin.read() if password_file == "-" else Path(password_file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise typer.BadParameter(f"cannot read {password_file}", param_hint="--password-file") from fault
    lines = text.splitlines()
    if not lines or not lines[0]:
        raise typer.BadParameter("its first line is empty", param_hint="--password-file")
    return lines[0]


def _tell(answer: dict[str, Any], said: str, made: str | None, *, json: bool) -> None:
    """Print the answer, and once the password that was made."""
    if json:
        print_json(answer if made is None else answer | {"password": made})
        return
    screen.print(said, markup=False, highlight=False, soft_wrap=True)
    if made is not None:
        screen.print(f"Password: {made}", markup=False, highlight=False)
        remark("It is shown only now; whoever gets it should set one of their own.")
