"""The verb demo: the whole stack with a full-size championship and simulated experts, in one command."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import segno
import typer

from deploy.cli.demo_doors import Entrance, account_of, open_doors
from deploy.cli.output import remark, screen
from deploy.cli.stack_view import viewer
from deploy.embedded.child import READY_WITHIN_S, StackChild
from deploy.embedded.config import REPOSITORY, StackSettings, load_settings
from deploy.embedded.errors import StackError
from deploy.embedded.lock import running_pid
from deploy.embedded.process import tether
from deploy.embedded.state import StackState
from deploy.embedded.web import build
from deploy.samples import championship_bundle
from shared.config import samples_folder

SKILL_SHOWN = "welding"
SEED = "bayge"
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
        _invite(state, settings, championship)
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


def _invite(state: StackState, settings: StackSettings, championship: str) -> None:
    """Print where to watch and where to work, with what one needs to come in."""
    origin = state.addresses.lan_url or state.addresses.public_url
    bundle = championship_bundle(championship, SEED, samples_folder(os.environ, REPOSITORY))
    shown = skill_shown(bundle)
    entrance = open_doors(settings, state.addresses.public_url, bundle, shown)
    for title, address, hint in doors(origin, championship, shown, entrance):
        screen.print(f"{title + ':':<15}{address}{hint and f'   ({hint})'}", soft_wrap=True, highlight=False)
    link = (settings.var / "admin-link").read_text().strip()
    screen.print(f"{'Console:':<15}{link}   (administrator, once)", soft_wrap=True, highlight=False)
    screen.print(f"{'Password:':<15}{entrance.password}   (for every name above)", highlight=False)
    segno.make(f"{origin}/{championship}").terminal(compact=True)
    if not state.addresses.lan_url:
        remark("The code leads to the board. For phones in the same network: bayge demo --lan")


def skill_shown(bundle: Mapping[str, Any]) -> str:
    """Return the skill to look at first: welding where there is one."""
    skills = [str(skill["id"]) for skill in bundle["skills"]]
    return SKILL_SHOWN if SKILL_SHOWN in skills else skills[0]


def doors(origin: str, championship: str, skill: str, entrance: Entrance) -> list[tuple[str, str, str]]:
    """Return title, address and a hint for each page, in the order in which one tries them."""
    return [
        ("Board", f"{origin}/{championship}", ""),
        ("One skill", f"{origin}/{championship}/{skill}", ""),
        ("Screen", f"{origin}/screen", "shows a code: take it on the operator's page"),
        ("Operator", f"{origin}/operator", f"name: {account_of('operator')}"),
        ("Announcer", f"{origin}/announcer", f"name: {account_of('announcer')}"),
        ("Tablet", f"{origin}/mark#pair={entrance.code}", "an expert's; soon, and once"),
        ("Chief expert", f"{origin}/chief", f"name: {account_of('chief_expert')}"),
    ]


def _linger() -> None:
    """Keep everything up, for those who still look, until Ctrl-C."""
    remark("Everything is marked; Ctrl-C ends the demo.")
    while True:
        signal.pause()


def _simulate(state: StackState, settings: StackSettings, championship: str, seconds: int) -> int:
    """Run the simulated experts until they are done or Ctrl-C; returns their exit code."""
    address = ("--url", state.addresses.public_url)
    experts = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "deploy.cli",
            "simulate",
            championship,
            *address,
            "--seconds",
            str(seconds),
            "--seed",
            SEED,
        ],
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
