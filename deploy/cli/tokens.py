"""The verbs `token give|list|revoke`: tokens for people and programs, for whoever is at the server."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from deploy.cli.asking import Json, Token, Url, asked
from deploy.cli.output import print_json, remark, screen

A_DAY_S = 86_400


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    group = typer.Typer(help="Tokens: given, listed, taken back.", no_args_is_help=True)
    group.command("give")(give)
    group.command("list")(list_tokens)
    group.command("revoke")(revoke)
    app.add_typer(group, name="token")


def give(
    role: Annotated[str, typer.Option(help="expert, chief_expert, results_team, organiser, ...")],
    expert: Annotated[str, typer.Option(help="The id of the person who acts, in whatever role.")] = "",
    championship: Annotated[str, typer.Option(help="For which championship.")] = "",
    skill: Annotated[list[str] | None, typer.Option(help="For which skill; may be given again.")] = None,
    member: Annotated[str, typer.Option(help="Whose team a team leader leads.")] = "",
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
    days: Annotated[int, typer.Option(min=1, max=31, help="How long it holds.")] = 1,
    url: Url = None,
    token: Token = None,
    json: Json = False,
) -> None:
    """Give a token and print it, alone on standard output; it is shown only now."""
    order: dict[str, Any] = {
        "role": role,
        "expert": expert,
        "championship": championship,
        "skills": skill or [],
        "member": member,
        "label": label,
        "ttl_s": days * A_DAY_S,
    }
    answer = asked(url, token, "POST", "/api/v1/tokens", order)
    if json:
        print_json(answer)
        return
    screen.print(answer["token"], markup=False, highlight=False, soft_wrap=True)
    remark(f"To take it back: bayge token revoke {answer['session']}")


def list_tokens(url: Url = None, token: Token = None, json: Json = False) -> None:
    """List what has not expired: tokens, logins, administrators' links."""
    answer = asked(url, token, "GET", "/api/v1/tokens")
    if json:
        print_json(answer)
        return
    table = Table("session", "kind", "role", "person", "label", "until (UTC)", "")
    for one in answer["tokens"]:
        until = datetime.fromtimestamp(one["expires_at_ms"] / 1000, UTC).strftime("%Y-%m-%d %H:%M")
        state = "revoked" if one["is_revoked"] else ""
        table.add_row(one["session"], one["kind"], one["role"], one["subject"], one["label"], until, state)
    screen.print(table)


def revoke(
    session: Annotated[str, typer.Argument(help="As `bayge token list` names it.")],
    url: Url = None,
    token: Token = None,
    json: Json = False,
) -> None:
    """Take a token back: it holds no more, on any instance."""
    answer = asked(url, token, "DELETE", f"/api/v1/tokens/{session}")
    if json:
        print_json(answer)
    else:
        screen.print(f"{session} is taken back.", markup=False, highlight=False, soft_wrap=True)
