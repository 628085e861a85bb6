"""What an operator sees of the stack: a live table on a terminal, plain lines elsewhere."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import segno
from rich.live import Live
from rich.table import Table

from deploy.cli.output import screen
from deploy.embedded.caddy import authority_certificate
from deploy.embedded.state import PartState, StackState
from deploy.embedded.supervision import State

COLOURS = {
    State.WAITING: "dim",
    State.STARTING: "yellow",
    State.READY: "green",
    State.NOT_READY: "yellow",
    State.RESTARTING: "red",
    State.STOPPING: "yellow",
    State.STOPPED: "dim",
}


def status_table(state: StackState) -> Table:
    """Return the parts as a table."""
    table = Table(box=None, pad_edge=False, title_justify="left")
    for heading in ("part", "state", "port", "pid", "started in", "restarts"):
        table.add_column(heading, justify="left" if heading in ("part", "state") else "right")
    for part in state.parts:
        took = "" if part.start_took_s is None else f"{part.start_took_s:.1f} s"
        colour = COLOURS[part.state]
        restarts = f"[red]{part.restarts}[/]" if part.restarts else ""
        pid = "" if part.pid is None else str(part.pid)
        table.add_row(part.name, f"[{colour}]{part.state}[/]", str(part.port), pid, took, restarts)
    return table


def print_addresses(state: StackState, var: Path) -> None:
    """Print where browsers find the stack."""
    lines = [f"Ready: {state.addresses.public_url}"]
    if state.addresses.lan_url:
        lines.append(f"In this network: {state.addresses.lan_url}")
    trust = state.addresses.trust_url
    if trust is not None:
        lines.append(f"Phones learn to trust this address here: {trust}")
    if state.addresses.certificate == "internal":
        lines += _authority_lines(authority_certificate(var))
    screen.print("\n".join(lines), soft_wrap=True, highlight=False)
    if trust is not None and state.addresses.lan_url and screen.is_terminal:
        segno.make(trust).terminal(compact=True)


def _authority_lines(certificate: Path) -> list[str]:
    """Return where the authority's certificate is, and the print by which people recognise it."""
    if not certificate.exists():
        return []
    digest = sha256(ssl.PEM_cert_to_DER_cert(certificate.read_text())).hexdigest().upper()
    fingerprint = ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))
    return [f"They install {certificate}", f"SHA-256 of it: {fingerprint}"]


@dataclass
class Viewer:
    """Shows each change of the stack."""

    live: Live | None
    """The table on the terminal; None writes plain lines."""
    is_announced: bool = False
    """Set once the addresses were printed."""
    seen: dict[str, PartState] = field(default_factory=dict)
    """Each part as it was shown last."""

    def show(self, state: StackState) -> None:
        """Show what changed."""
        if self.live is not None:
            self.live.update(status_table(state), refresh=True)
            return
        for part in state.parts:
            before = self.seen.get(part.name)
            if part.state is not State.WAITING and (before is None or before.state is not part.state):
                took = (
                    f" after {part.start_took_s:.1f} s"
                    if part.state is State.READY and part.start_took_s
                    else ""
                )
                screen.print(f"{part.name}: {part.state}{took}", soft_wrap=True, highlight=False)
            self.seen[part.name] = part

    def announce(self, state: StackState, var: Path) -> None:
        """Print the addresses, once."""
        self.is_announced = True
        print_addresses(state, var)


@contextmanager
def viewer() -> Iterator[Viewer]:
    """Yield the way to show the stack that suits the output.

    The table is refreshed by us and not by a thread of its own: the supervisor starts processes and
    may have one thread only.
    """
    if not screen.is_terminal:
        yield Viewer(None)
        return
    with Live(console=screen, auto_refresh=False) as live:
        yield Viewer(live)
