"""What the screens and overlays of one championship show: the fold of the topic `screens`. Pure.

The schedule is carried out here, by the time of the records and of whoever asks, so that it comes out the
same on every instance and after every restart; a screen that is marked "do not touch" keeps its plan.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from shared.domain.stage_events import (
    ScenesPrepared,
    ScenesTaken,
    ScheduleLine,
    ScheduleSet,
    ScreenChanged,
    ScreenRemoved,
    ScreensTold,
    ScreenTaken,
    StageFact,
    ThemeSet,
)
from shared.domain.stage_plans import SLOTS, Document


@dataclass(frozen=True, slots=True)
class Screen:
    """One on-site screen."""

    name: str
    groups: tuple[str, ...]
    plan: Document | None = None
    """None until somebody has chosen."""
    revision: int = 0
    """Counts the plans that it was given."""
    reload: int = 0
    """Counts the commands to load the page anew."""
    locked: bool = False

    def showing(self, plan: Document) -> "Screen":
        """Return the screen with its next plan."""
        return replace(self, plan=plan, revision=self.revision + 1)


class Stage:
    """The screens, the schedule, the overlays and the theme of one championship."""

    def __init__(self) -> None:
        self.screens: dict[str, Screen] = {}
        self.schedule: tuple[ScheduleLine, ...] = ()
        """What is still to come, the next first."""
        self.program: dict[str, Document | None] = dict.fromkeys(SLOTS)
        self.preview: dict[str, Document | None] = dict.fromkeys(SLOTS)
        self.revision = 0
        """Counts what was taken into the program."""
        self.theme: Document = {}
        self._known: set[str] = set()

    def fold(self, fact: StageFact) -> None:
        """Take in one fact; one that comes again changes nothing."""
        if fact.id in self._known:
            return
        self._known.add(fact.id)
        self.advance(fact.at_ms)
        _FOLDS[type(fact)](self, fact)

    def advance(self, now_ms: int) -> bool:
        """Carry out what is due by ``now_ms``; return whether anything was."""
        due = [line for line in self.schedule if line.at_ms <= now_ms]
        self.schedule = self.schedule[len(due) :]
        for line in due:
            self._show(self.meant(line.screens, line.groups), line.plan)
        return bool(due)

    def next_ms(self) -> int | None:
        """Return when the next line of the schedule is due."""
        return self.schedule[0].at_ms if self.schedule else None

    def meant(self, screens: Iterable[str], groups: Iterable[str]) -> list[str]:
        """Return the screens that are named or of a group that is, and may be touched."""
        named, of = set(screens), set(groups)
        known = self.screens.items()
        return [
            key for key, one in known if not one.locked and (key in named or not of.isdisjoint(one.groups))
        ]

    def _show(self, meant: Iterable[str], plan: Document) -> None:
        for key in meant:
            self.screens[key] = self.screens[key].showing(plan)

    def _taken(self, fact: ScreenTaken) -> None:
        known = self.screens.get(fact.screen, Screen(fact.name, fact.groups))
        self.screens[fact.screen] = replace(known, name=fact.name, groups=fact.groups)

    def _changed(self, fact: ScreenChanged) -> None:
        screen = self.screens.get(fact.screen)
        if screen is None:
            return
        given = {"name": fact.name, "groups": fact.groups, "locked": fact.locked}
        screen = replace(screen, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
        self.screens[fact.screen] = screen if fact.plan is None else screen.showing(fact.plan)

    def _removed(self, fact: ScreenRemoved) -> None:
        self.screens.pop(fact.screen, None)

    def _told(self, fact: ScreensTold) -> None:
        meant = self.meant(fact.screens, fact.groups)
        if fact.plan is not None:
            self._show(meant, fact.plan)
        for key in meant if fact.reload else ():
            self.screens[key] = replace(self.screens[key], reload=self.screens[key].reload + 1)

    def _scheduled(self, fact: ScheduleSet) -> None:
        self.schedule = tuple(sorted(fact.schedule, key=lambda line: line.at_ms))

    def _prepared(self, fact: ScenesPrepared) -> None:
        self.preview |= fact.preview

    def _scenes_taken(self, fact: ScenesTaken) -> None:
        self.program |= {slot: self.preview[slot] for slot in fact.slots}
        self.revision += 1

    def _themed(self, fact: ThemeSet) -> None:
        self.theme = fact.theme


_FOLDS: Final[Mapping[type[StageFact], Callable[[Stage, Any], None]]] = {
    ScreenTaken: Stage._taken,
    ScreenChanged: Stage._changed,
    ScreenRemoved: Stage._removed,
    ScreensTold: Stage._told,
    ScheduleSet: Stage._scheduled,
    ScenesPrepared: Stage._prepared,
    ScenesTaken: Stage._scenes_taken,
    ThemeSet: Stage._themed,
}


class Stages:
    """The stage of every championship."""

    def __init__(self) -> None:
        self._stages: dict[str, Stage] = {}

    def fold(self, fact: StageFact) -> None:
        """Take in one fact."""
        self._stages.setdefault(fact.championship, Stage()).fold(fact)

    def of(self, championship: str) -> Stage:
        """Return the stage of a championship; an empty one where nothing was told of it."""
        return self._stages.get(championship, Stage())

    def advance(self, now_ms: int) -> list[str]:
        """Carry out what is due by ``now_ms``; return the championships where anything was."""
        return [championship for championship, stage in self._stages.items() if stage.advance(now_ms)]

    def next_ms(self) -> int | None:
        """Return when anything is due next."""
        moments = [due for stage in self._stages.values() if (due := stage.next_ms()) is not None]
        return min(moments, default=None)
