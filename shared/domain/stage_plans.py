"""What a screen or an overlay can be told to show: plans, scenes and a theme, as plain documents. Pure.

They go to pages as they are, so a document is what is kept; here is the one table of what may be in each.
What is not in the table is left out: a page gets no field that nobody has looked at.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, Literal, get_args

from shared.domain.errors import RuleBroken
from shared.domain.kinds import is_so, text, texts, whole

Document = Mapping[str, Any]
Reader = Callable[[Any], Any]
Slot = Literal["side", "lower", "full", "ticker"]
"""Where in the picture an overlay stands."""
Scenes = Mapping[str, Document | None]
"""What slots show; None: nothing."""

SLOTS: Final[tuple[Slot, ...]] = get_args(Slot)
LANGUAGES: Final = ("en", "ru", "kk")


def _names(value: Any) -> dict[str, str]:
    return {language: text(value[language]) for language in LANGUAGES}


def _list_of(read: Reader) -> Reader:
    def each(value: Any) -> list[Any]:
        if type(value) not in (list, tuple):
            raise TypeError("a list is needed")
        return [read(one) for one in value]

    return each


def _by_id(value: Any) -> dict[str, str]:
    return {text(name): text(each) for name, each in value.items()}


def _timed(value: Any) -> dict[str, Any]:
    return {"at_ms": whole(value["at_ms"]), "text": _names(value["text"])}


_LINES: Final = _list_of(_names)
_TEXTS: Final = _list_of(text)

_PLANS: Final[Mapping[str, Mapping[str, Reader]]] = {
    "board": {"board": text},
    "carousel": {"boards": _TEXTS, "seconds": whole},
    "results": {"part": text},
    "timetable": {"lines": _list_of(_timed)},
    "ticker": {"lines": _LINES},
    "sponsors": {"images": _TEXTS, "seconds": whole},
    "qr": {"path": text},
    "message": {"text": _names},
    "blackout": {},
}
_BESIDE_A_PLAN: Final[Mapping[str, Reader]] = {"languages": _TEXTS, "ticker": is_so, "clock": is_so}
_SCENES: Final[Mapping[str, Mapping[str, Reader]]] = {
    "board": {"board": text},
    "competitor": {"board": text, "competitor": text},
    "leader": {"board": text},
    "ticker": {"lines": _LINES},
    "table": {"board": text},
}
_THEME: Final[Mapping[str, Reader]] = {
    "name": _names,
    "ground": text,
    "panel": text,
    "ink": text,
    "accent": text,
    "logo": text,
    "sponsors": _TEXTS,
    "flags": _by_id,
    "photos": _by_id,
    "pronunciations": _by_id,
    "languages": _TEXTS,
}

BoardKind = Literal["overview", "skill"]
"""The boards that screens and overlays can draw: of all skills together, and of one."""

_ANY: Final[tuple[BoardKind, ...]] = get_args(BoardKind)
_ON_SCREENS: Final[Mapping[str, tuple[BoardKind, ...]]] = {"board": _ANY, "carousel": _ANY}
_ON_AIR: Final[Mapping[str, tuple[BoardKind, ...]]] = {
    "board": ("skill",),
    "competitor": ("skill",),
    "leader": ("skill",),
    "table": _ANY,
}

PLAN_TYPES: Final = tuple(_PLANS)
SCENE_TYPES: Final = tuple(_SCENES)


def plan_from(value: Any) -> Document:
    """Return the plan in ``value``; raises ``TypeError``, ``KeyError``, ``AttributeError`` if it is none."""
    return _tagged(value, _PLANS) | _present(value, _BESIDE_A_PLAN)


def scenes_from(value: Any) -> Scenes:
    """Return what each slot named in ``value`` shows, None where it is empty; raises as ``plan_from``."""
    unknown = value.keys() - set(SLOTS)
    if unknown:
        raise KeyError(min(unknown))
    return {slot: value[slot] and _tagged(value[slot], _SCENES) for slot in SLOTS if slot in value}


def theme_from(value: Any) -> Document:
    """Return the theme in ``value``; raises as ``plan_from``."""
    return _present(value, _THEME)


def boards_of(shown: Document) -> tuple[str, ...]:
    """Return the boards that a plan or a scene names."""
    return texts(shown.get("boards", ())) + ((shown["board"],) if "board" in shown else ())


def check_plan(plan: Document, championship: str, skills: Collection[str], field: str) -> None:
    """Refuse a plan that names a board which no screen draws: it would wait for it for ever.

    ``skills`` are the championship's. Raises ``RuleBroken``: ``board_of_another``, ``board_not_drawn``.
    """
    _check_boards(plan, _ON_SCREENS, championship, skills, field)


def check_scene(scene: Document, championship: str, skills: Collection[str], field: str) -> None:
    """Refuse a scene that names a board which it cannot draw.

    ``skills`` are the championship's. Raises ``RuleBroken``: ``board_of_another``, ``board_not_drawn``,
    ``board_needs_skill``.
    """
    _check_boards(scene, _ON_AIR, championship, skills, field)


def _check_boards(
    shown: Document,
    drawn: Mapping[str, tuple[BoardKind, ...]],
    championship: str,
    skills: Collection[str],
    field: str,
) -> None:
    for board in boards_of(shown):
        kind = _board_kind(board, championship, skills, field)
        if kind not in drawn[shown["type"]]:
            raise RuleBroken("board_needs_skill", field=field, value=board)


def _board_kind(board: str, championship: str, skills: Collection[str], field: str) -> BoardKind:
    """Say what a board is; one of another championship the bearers of this one's tokens could not see."""
    of, _, skill = board.partition("/")
    if of != championship:
        raise RuleBroken("board_of_another", field=field, value=board)
    if board == championship:
        return "overview"
    if skill in skills:
        return "skill"
    raise RuleBroken("board_not_drawn", field=field, value=board)


def _tagged(value: Any, table: Mapping[str, Mapping[str, Reader]]) -> dict[str, Any]:
    kind = text(value["type"])
    return {"type": kind} | {name: read(value[name]) for name, read in table[kind].items()}


def _present(value: Any, table: Mapping[str, Reader]) -> dict[str, Any]:
    return {name: read(value[name]) for name, read in table.items() if name in value}
