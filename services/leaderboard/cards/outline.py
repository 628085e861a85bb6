"""Drawn outlines, written as SVG paths like those of the web app, as points. Pure."""

import re
from collections.abc import Iterator
from typing import Final

Point = tuple[float, float]
Outline = list[Point]

_TOKEN: Final = re.compile(r"[MmLlHhVvCcSsZz]|-?(?:\d+\.?\d*|\.\d+)")
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4}
_STEPS: Final = 16
"""Straight pieces of a curve: too many to be seen at these sizes."""


def outlines(path: str) -> list[Outline]:
    """Return each stroke of a path as points; knows M, L, H, V, C, S and Z, large and small."""
    pen = _Pen()
    tokens = _TOKEN.findall(path)
    at, command = 0, "M"
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        takes = _TAKES.get(command.upper(), 0)
        pen.draw(command, [float(token) for token in tokens[at : at + takes]])
        at += takes
        command = {"M": "L", "m": "l"}.get(command, command)
    return [stroke for stroke in pen.strokes if len(stroke) > 1]


class _Pen:
    """Where the pen is, and what it has drawn."""

    def __init__(self) -> None:
        self.strokes: list[Outline] = []
        self._at: Point = (0.0, 0.0)
        self._handle: Point | None = None
        """The second handle of the curve before, which ``S`` mirrors."""

    def draw(self, command: str, numbers: list[float]) -> None:
        handle, self._handle = self._handle, None
        x, y = self._at if command.islower() else (0.0, 0.0)
        match command.upper():
            case "M":
                self._at = (x + numbers[0], y + numbers[1])
                self.strokes.append([self._at])
            case "L":
                self._line((x + numbers[0], y + numbers[1]))
            case "H":
                self._line((x + numbers[0], self._at[1]))
            case "V":
                self._line((self._at[0], y + numbers[0]))
            case "Z":
                self._line(self.strokes[-1][0])
            case _:
                points = [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
                if len(points) == 2:
                    points.insert(0, self._mirrored(handle))
                self._curve(points[0], points[1], points[2])

    def _mirrored(self, handle: Point | None) -> Point:
        at = self._at
        return at if handle is None else (2 * at[0] - handle[0], 2 * at[1] - handle[1])

    def _line(self, to: Point) -> None:
        self._at = to
        self.strokes[-1].append(to)

    def _curve(self, one: Point, two: Point, to: Point) -> None:
        self.strokes[-1].extend(_bezier(self._at, one, two, to))
        self._at, self._handle = to, two


def _bezier(start: Point, one: Point, two: Point, to: Point) -> Iterator[Point]:
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield (
            a * start[0] + b * one[0] + c * two[0] + d * to[0],
            a * start[1] + b * one[1] + c * two[1] + d * to[1],
        )
