"""The verb demo: the whole stack with a full-size championship and simulated experts, in one command."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Annotated

import segno
import typer

from deploy.cli.output import remark, screen
from deploy.cli.stack_view import viewer
from deploy.embedded.child import READY_WITHIN_S, StackChild
from deploy.embedded.config import REPOSITORY, StackSettings, load_settings
from deploy.embedded.errors import StackError
from deploy.embedded.lock import running_pid
from deploy.embedded.process import tether
from deploy.embedded.state import StackState
from deploy.embedded.web import build

SKILL_SHOWN = "welding"
FAREWELL_WITHIN_S = 30.0


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command()(demo)


def demo(
    seconds: Annotated[
        int, typer.Option(envvar="DEMO_SECONDS", min=0, help="How long experts mark; 0 is until Ctrl-C.")
    ] = 0,
    championship: Annotated[str, typer.Option(help="The sample championship.")] = "wsk2024",
    lan: Annotated[bool, typer.Option("--lan", help="Let phones of this network watch.")] = False,
    tls: Annotated[bool, typer.Option("--tls", help="Serve HTTPS with a certificate of our own.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Go on with the data of the last demo.")] = False,
) -> None:
    """Show Bayge at work: start everything, import a sample championship, let simulated experts mark it."""
    settings = replace(load_settings(), lan=lan, tls=tls)
    settings = replace(settings, var=settings.var / "demo")
    _empty(settings.var, keep)
    build()
    signal.signal(signal.SIGTERM, _stop)
    arguments = [name for name, is_on in (("--lan", lan), ("--tls", tls)) if is_on]
    stack = StackChild(settings.var, tuple(arguments))
    stack.start()
    try:
        state = _wait_ready(stack, settings.var / "admin-link")
        _invite(state, settings.var, championship)
        code = _simulate(state, settings, championship, seconds)
        if code == 0 and seconds == 0:
            _linger()
    except KeyboardInterrupt:
        code = 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stack.stop()
        remark("Stopped.")
    if code != 0:
        raise StackError(f"The simulation ended with an error (exit code {code}): see above.")


def _stop(_signum: int, _frame: FrameType | None) -> None:
    """End as Ctrl-C does."""
    raise KeyboardInterrupt


def _empty(var: Path, keep: bool) -> None:
    """Remove the data of the last demo."""
    if running_pid(var) is not None:
        raise StackError(f"A demo already runs on {var}: end it with Ctrl-C where it was started.")
    if var.exists() and not keep:
        shutil.rmtree(var)


def _wait_ready(stack: StackChild, link: Path) -> StackState:
    """Return once everything is ready and the administrator's link is there, showing each step on the way."""
    with viewer() as view:

        def shown(state: StackState) -> bool:
            view.show(state)
            return state.is_ready and link.exists()

        return stack.wait_until(shown, "the stack is ready", READY_WITHIN_S)


def _invite(state: StackState, var: Path, championship: str) -> None:
    """Print where to watch."""
    origin = state.addresses.lan_url or state.addresses.public_url
    doors = {
        "All skills": f"{origin}/{championship}",
        "One skill": f"{origin}/{championship}/{SKILL_SHOWN}",
        "Administrator": (var / "admin-link").read_text().strip(),
    }
    for title, address in doors.items():
        screen.print(f"{title + ':':<15}{address}", soft_wrap=True, highlight=False)
    if state.addresses.lan_url:
        segno.make(f"{origin}/{championship}").terminal(compact=True)
    else:
        remark("For phones in the same network: bayge demo --lan")


def _linger() -> None:
    """Keep everything up, for those who still look, until Ctrl-C."""
    remark("Everything is marked; Ctrl-C ends the demo.")
    while True:
        signal.pause()


def _simulate(state: StackState, settings: StackSettings, championship: str, seconds: int) -> int:
    """Run the simulated experts until they are done or Ctrl-C; returns their exit code."""
    address = ("--url", state.addresses.public_url)
    experts = subprocess.Popen(
        [sys.executable, "-m", "deploy.cli", "simulate", championship, *address, "--seconds", str(seconds)],
        env={**os.environ, "BAYGE_VAR": str(settings.var)},
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=tether(os.getpid()),
    )
    try:
        return experts.wait()
    except KeyboardInterrupt:  # the experts put down their pens and print their summary
        experts.send_signal(signal.SIGINT)
        experts.wait(FAREWELL_WITHIN_S)
        raise
    finally:
        experts.kill()
        experts.wait()
