"""Show how a simulation goes: a bar on a terminal, a plain line every few seconds elsewhere."""

import asyncio
from typing import Final, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.simulator.player import Player
from deploy.simulator.timetable import event_time

BAR_EVERY_S: Final = 0.25
LINE_EVERY_S: Final = 5.0


class Entries(Protocol):
    """Who counts what has been done so far."""

    entries: int

    @property
    def locks(self) -> int:
        """Return how many forms are locked."""


class View:
    """Speaks on ``console``, which is standard error, so that a result on standard output stays clean."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def remark(self, sentence: str) -> None:
        """Say what is going on."""
        self._console.print(sentence, markup=False, highlight=False, soft_wrap=True)

    async def follow(self, player: Player, notebook: Entries, planned: int, speed: float) -> None:
        """Show progress until cancelled."""
        self.remark(f"{planned} submissions are planned, at {speed:.0f} times real time. Ctrl-C ends it.")
        if self._console.is_terminal:
            await self._bar(player, notebook, planned)
        else:
            await self._lines(player, notebook, planned)

    async def _bar(self, player: Player, notebook: Entries, planned: int) -> None:
        columns = (
            TextColumn("{task.fields[time]}"),
            BarColumn(),
            TextColumn(
                "{task.completed}/{task.total} submissions, {task.fields[marks]} marks,"
                " {task.fields[locks]} forms locked, {task.fields[rate]}/s"
            ),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self._console, transient=True) as progress:
            task = progress.add_task("", total=planned, time="", marks=0, locks=0, rate=0)
            rate = _Rate()
            while True:
                progress.update(
                    task,
                    completed=player.sent,
                    time=event_time(player.marking_s),
                    marks=notebook.entries,
                    locks=notebook.locks,
                    rate=f"{rate.since(player.sent):.0f}",
                )
                await asyncio.sleep(BAR_EVERY_S)

    async def _lines(self, player: Player, notebook: Entries, planned: int) -> None:
        rate = _Rate()
        while True:
            await asyncio.sleep(LINE_EVERY_S)
            self.remark(
                f"{event_time(player.marking_s)}  {player.sent}/{planned} submissions,"
                f" {notebook.entries} marks, {notebook.locks} forms locked,"
                f" {rate.since(player.sent):.0f}/s, {player.retries} tries again"
            )


class _Rate:
    """A rate that follows changes within a few seconds."""

    def __init__(self) -> None:
        self._at_s = asyncio.get_running_loop().time()
        self._count = 0
        self._rate: float | None = None

    def since(self, count: int) -> float:
        """Return the rate a second, smoothed over the last few calls."""
        now_s = asyncio.get_running_loop().time()
        if now_s > self._at_s:
            latest = (count - self._count) / (now_s - self._at_s)
            self._rate = latest if self._rate is None else 0.8 * self._rate + 0.2 * latest
            self._at_s, self._count = now_s, count
        return self._rate or 0.0
