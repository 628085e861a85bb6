"""What a story is made of: the items, and which of them a correction takes back. Pure.

An item says what held at its moment. It is *open* while it still holds; marks that come in the ordinary way
close it, as a race does. When what it says ceases to hold because something shown was changed or taken back
(a correction, an unlocked form, a penalty, a status), the item is marked as retracted: whoever has said it
aloud can say so too.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from shared.domain.units import Mark, mark_text

ITEMS_MAX: Final = 100

ItemType = Literal["lead", "climb", "decided", "state", "correction"]
STATES: Final = ("not_started", "live", "ended", "provisional", "final")
"""In the order of a skill's life (R53); back only when something is taken back."""


@dataclass(slots=True, eq=False)
class Item:
    """One sentence of the story; the pages make it one, in three languages."""

    type: ItemType
    at_ms: int
    competitor: str | None = None
    place: int | None = None
    was: int | None = None
    """The place before."""
    is_shared: bool = False
    """Others have the same place."""
    total: Mark | None = None
    total_was: Mark | None = None
    state: str | None = None
    id: str = ""
    is_retracted: bool = False

    def document(self) -> dict[str, object]:
        """Return the JSON form; what does not concern the type is left out."""
        said: dict[str, object] = {"type": self.type, "at_ms": self.at_ms, "retracted": self.is_retracted}
        if self.state is not None:
            return said | {"state": self.state}
        said |= {"competitor": self.competitor, "place": self.place, "was": self.was}
        if self.total is None or self.total_was is None:
            return said | {"shared": self.is_shared}
        return said | {"total": mark_text(self.total), "total_was": mark_text(self.total_was)}


class Items:
    """The newest items of one skill, and how many there ever were."""

    def __init__(self, skill: str) -> None:
        self.count = 0
        self._skill = skill
        self._kept: deque[Item] = deque(maxlen=ITEMS_MAX)
        self._open: list[Item] = []
        self._ids: dict[str, int] = {}

    def __iter__(self) -> Iterator[Item]:
        """Yield what is kept, oldest first."""
        return iter(self._kept)

    @property
    def kept(self) -> int:
        """Return how many are kept."""
        return len(self._kept)

    def tell(self, item: Item) -> None:
        """Add an item; its id says what it is about, so that it is the same whenever the log is folded."""
        name = f"{self._skill}.{item.at_ms}.{item.type}.{item.competitor or item.state}"
        again = self._ids[name] = self._ids.get(name, 0) + 1
        item.id = name if again == 1 else f"{name}.{again}"
        self.count += 1
        self._kept.append(item)
        if item.type != "correction":
            self._open.append(item)

    def close(self, holds: Callable[[Item], bool], *, is_undone: bool) -> None:
        """Close what no longer holds; retract it when something was changed or taken back."""
        ceased = [item for item in self._open if not holds(item)]
        if ceased:
            self._open = [item for item in self._open if item not in ceased]
        for item in ceased:
            item.is_retracted = is_undone or item.type == "state"

    def is_open(self, item_type: ItemType, competitor: str) -> bool:
        """Say whether such an item about ``competitor`` still holds."""
        return any(item.type == item_type and item.competitor == competitor for item in self._open)
