"""The facts of the topic `screens`: which screens there are, and what they and the overlays are to show.

Times are the server's, in milliseconds since the epoch; this is the one place that knows the fields.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared.domain.errors import RuleBroken
from shared.domain.kinds import is_so, text, text_or_none, texts, whole
from shared.domain.stage_plans import SLOTS, Document, Scenes, plan_from, scenes_from, theme_from

SCHEMA_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """From a moment on, screens or groups of them show a plan."""

    at_ms: int
    screens: tuple[str, ...]
    groups: tuple[str, ...]
    plan: Document

    def document(self) -> dict[str, Any]:
        """Return the JSON form; who is not meant is left out."""
        meant = {"screens": list(self.screens), "groups": list(self.groups)}
        return {"at_ms": self.at_ms, **{k: v for k, v in meant.items() if v}, "plan": self.plan}


@dataclass(frozen=True, slots=True)
class Fact:
    """What every record of the topic has."""

    id: str
    championship: str
    at_ms: int
    by: str


@dataclass(frozen=True, slots=True)
class ScreenTaken(Fact):
    """A screen belongs to the championship from now on; taken again, it has another name and other groups."""

    screen: str
    name: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScreenChanged(Fact):
    """One screen is changed; None leaves it as it is."""

    screen: str
    name: str | None
    groups: tuple[str, ...] | None
    plan: Document | None
    locked: bool | None


@dataclass(frozen=True, slots=True)
class ScreenRemoved(Fact):
    """A screen belongs here no more."""

    screen: str


@dataclass(frozen=True, slots=True)
class ScreensTold(Fact):
    """Screens, or groups of them, show another plan, load their page anew, or both; locked ones do not."""

    screens: tuple[str, ...]
    groups: tuple[str, ...]
    plan: Document | None
    reload: bool


@dataclass(frozen=True, slots=True)
class ScheduleSet(Fact):
    """What is to change by itself, and when; it replaces the schedule before."""

    schedule: tuple[ScheduleLine, ...]


@dataclass(frozen=True, slots=True)
class ScenesPrepared(Fact):
    """Slots of the preview show other scenes; None empties a slot, one that is not named stays."""

    preview: Scenes


@dataclass(frozen=True, slots=True)
class ScenesTaken(Fact):
    """Slots of the program show from now on what the preview shows."""

    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeSet(Fact):
    """How the championship looks; it replaces the theme before."""

    theme: Document


StageFact = (
    ScreenTaken
    | ScreenChanged
    | ScreenRemoved
    | ScreensTold
    | ScheduleSet
    | ScenesPrepared
    | ScenesTaken
    | ThemeSet
)

FACTS: Final[Mapping[str, type[StageFact]]] = {
    "screen-taken": ScreenTaken,
    "screen-changed": ScreenChanged,
    "screen-removed": ScreenRemoved,
    "screens-told": ScreensTold,
    "schedule-set": ScheduleSet,
    "scenes-prepared": ScenesPrepared,
    "scenes-taken": ScenesTaken,
    "theme-set": ThemeSet,
}
"""Every fact by the type of its record."""

_TYPE_OF: Final = {fact: name for name, fact in FACTS.items()}


def stage_document(fact: StageFact) -> dict[str, Any]:
    """Return the JSON form in which ``fact`` is logged."""
    values = {field.name: getattr(fact, field.name) for field in dataclasses.fields(fact)}
    if isinstance(fact, ScheduleSet):
        values["schedule"] = [line.document() for line in fact.schedule]
    return {"v": SCHEMA_VERSION, "type": _TYPE_OF[type(fact)], **values}


def stage_fact(document: Mapping[str, Any]) -> StageFact:
    """Return the fact in ``document``.

    Raises ``RuleBroken``: ``record_version_unknown``, ``record_type_unknown``, ``record_malformed``.
    """
    try:
        if document["v"] != SCHEMA_VERSION:
            raise RuleBroken("record_version_unknown", v=document["v"])
        kind = text(document["type"])
        if kind not in FACTS:
            raise RuleBroken("record_type_unknown", type=kind)
        fields = dataclasses.fields(FACTS[kind])
        return FACTS[kind](
            **{field.name: _reader(kind, field.name)(document[field.name]) for field in fields}
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("record_malformed", part=type(fault).__name__) from fault


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _line(value: Any) -> ScheduleLine:
    meant = (texts(value.get("screens", ())), texts(value.get("groups", ())))
    return ScheduleLine(whole(value["at_ms"]), *meant, plan_from(value["plan"]))


def _lines(value: Any) -> tuple[ScheduleLine, ...]:
    return tuple(map(_line, value))


def _slots(value: Any) -> tuple[str, ...]:
    named = texts(value)
    if not set(named) <= set(SLOTS):
        raise TypeError("it is none of the known slots")
    return named


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(("id", "championship", "by", "screen", "name"), text),
    **dict.fromkeys(("screens", "groups"), texts),
    "at_ms": whole,
    "plan": _or_none(plan_from),
    "reload": is_so,
    "schedule": _lines,
    "preview": scenes_from,
    "slots": _slots,
    "theme": theme_from,
}
_READERS_OF_A_CHANGE: Final[Mapping[str, Callable[[Any], Any]]] = {
    **_READERS,
    "name": text_or_none,
    "groups": _or_none(texts),
    "locked": _or_none(is_so),
}
"""Where None means that it stays."""


def _reader(kind: str, field: str) -> Callable[[Any], Any]:
    return (_READERS_OF_A_CHANGE if kind == "screen-changed" else _READERS)[field]
