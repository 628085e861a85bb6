"""The verbs of the stack: up, down, status, demo."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.output import print_json, remark, screen
from deploy.cli.stack_view import Viewer, print_addresses, status_table, viewer
from deploy.embedded.child import StackChild
from deploy.embedded.config import PORTS, StackSettings, certificate_files, load_settings
from deploy.embedded.errors import StackError
from deploy.embedded.lock import running_pid
from deploy.embedded.secret import write_private
from deploy.embedded.stack import run_stack, secret_of
from deploy.embedded.state import StackState, load_state, state_document
from shared.clock import system_clock
from shared.tokens import mint_code

STOPPED_WITHIN_S = 60.0
LOOK_AGAIN_S = 0.05

Tls = Annotated[bool, typer.Option("--tls", help="Serve HTTPS with a certificate of our own authority.")]
Lan = Annotated[bool, typer.Option("--lan", help="Let other machines of this network connect.")]
Cert = Annotated[Path | None, typer.Option("--cert", help="The venue's own certificate and chain (PEM).")]
Key = Annotated[Path | None, typer.Option("--key", help="The key of --cert (PEM).")]
Name = Annotated[str | None, typer.Option("--name", help="The name the certificate is for.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this file to the command."""
    app.command()(up)
    app.command()(down)
    app.command()(status)
    app.command("admin-link")(admin_link)


def up(
    tls: Tls = False,
    lan: Lan = False,
    detach: Annotated[bool, typer.Option("--detach", help="Return once it is ready.")] = False,
    port: Annotated[
        int | None, typer.Option(min=0, max=PORTS - 1, help="Public port; 0 takes any free one.")
    ] = None,
    only: Annotated[str, typer.Option(help="Run only these parts, e.g. kafka,valkey.")] = "",
    cert: Cert = None,
    key: Key = None,
    name: Name = None,
) -> None:
    """Start the whole stack on this machine: Kafka, Valkey, the services and the public address."""
    settings = load_settings()
    chosen = replace(settings, tls=tls, lan=lan, only=frozenset(filter(None, only.split(","))))
    if port is not None:
        chosen = replace(chosen, port=port)
    if cert or key:
        chosen = replace(chosen, certificate=certificate_files(cert, key))
    if name is not None:
        chosen = replace(chosen, name=name)
    if detach:
        _up_detached(chosen)
        return
    with viewer() as view:
        run_stack(chosen, lambda state: _show(state, chosen, view), remark)
    remark("Stopped.")


def _show(state: StackState, settings: StackSettings, view: Viewer) -> None:
    """Show a change; the first time that all is ready, print where to go."""
    view.show(state)
    if state.is_ready and not view.is_announced:
        view.announce(state, settings.var)
        if not settings.only or "ingest" in settings.only:
            _first_admin_link(state, settings)


def _first_admin_link(state: StackState, settings: StackSettings) -> None:
    """Keep the first administrator's one-time link for its owner; show it on a terminal only."""
    kept = settings.var / "admin-link"
    if not kept.exists():
        link = _new_admin_link(state, settings)
        write_private(kept, link + "\n")
        shown = f":\n  {link}" if screen.is_terminal else f" is in {kept}"
        screen.print(f"The administrator's link (once, within a day){shown}", soft_wrap=True, highlight=False)


def _new_admin_link(state: StackState, settings: StackSettings) -> str:
    origin = state.addresses.lan_url or state.addresses.public_url
    return f"{origin}/admin#{mint_code(secret_of(settings), system_clock())}"


def _up_detached(settings: StackSettings) -> None:
    """Start the stack in the background and return once it is ready."""
    if running_pid(settings.var) is not None:
        raise StackError(f"A stack already runs on {settings.var}: see 'bayge status'.")
    child = StackChild(settings.var, tuple(_arguments(settings)), is_tethered=False)
    child.start()
    try:
        state = child.wait_ready()
    except (StackError, KeyboardInterrupt):
        child.stop()
        raise
    print_addresses(state, settings.var)
    kept = settings.var / "admin-link"
    if kept.exists():
        screen.print(
            f"The administrator's link (once, within a day) is in {kept}", soft_wrap=True, highlight=False
        )


def _arguments(settings: StackSettings) -> Iterator[str]:
    """Yield what `bayge up` must be told to start the same stack."""
    yield from (name for name, is_on in (("--tls", settings.tls), ("--lan", settings.lan)) if is_on)
    if settings.only:
        yield from ("--only", ",".join(settings.only))
    if settings.port is not None:
        yield from ("--port", str(settings.port))
    if settings.certificate is not None:
        certificate, key = settings.certificate
        yield from ("--cert", str(certificate), "--key", str(key))
    if settings.name is not None:
        yield from ("--name", settings.name)


def down() -> None:
    """Stop the stack that runs on this data folder."""
    settings = load_settings()
    pid = running_pid(settings.var)
    if pid is None:
        raise StackError(f"No stack is running on {settings.var}.")
    os.kill(pid, signal.SIGTERM)
    give_up_s = time.monotonic() + STOPPED_WITHIN_S
    while running_pid(settings.var) == pid:
        if time.monotonic() > give_up_s:
            raise StackError(f"The stack (pid {pid}) did not stop within {STOPPED_WITHIN_S:.0f} s.")
        time.sleep(LOOK_AGAIN_S)
    remark("Stopped.")


def status(as_json: Json = False) -> None:
    """Show what runs, where, and whether it is ready (exit code 1 when not everything is)."""
    settings = load_settings()
    state = load_state(settings.var)
    if as_json:
        document = state_document(state)
        document["addresses"] = {
            name: address for name, address in document["addresses"].items() if not name.startswith("redis")
        }
        print_json(document | {"ready": state.is_ready})
    else:
        screen.print(status_table(state))
        print_addresses(state, settings.var)
    if not state.is_ready:
        raise typer.Exit(1)


def admin_link() -> None:
    """Print a new one-time link that makes its bearer administrator, valid for a day."""
    settings = load_settings()
    screen.print(_new_admin_link(load_state(settings.var), settings), soft_wrap=True, highlight=False)
