"""All skills as the office knows them: the fold of all of `mark-entries`, and how far it is. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from services.office.book import SkillBook
from services.office.change import Change
from shared.domain.championship import skill_key
from shared.domain.errors import RuleBroken
from shared.domain.events import command_from_document


class News(NamedTuple):
    """What one record may have changed, and in which skill."""

    book: SkillBook
    change: Change


class Ledger:
    """The books of all skills."""

    def __init__(self) -> None:
        self._books: dict[str, SkillBook] = {}
        self._offset: dict[int, int] = {}

    def fold(self, partition: int, offset: int, key: str, document: Mapping[str, Any]) -> News | None:
        """Take in the record at ``offset`` of ``partition``; return what it may have changed, if anything.

        Raises ``RuleBroken`` when the record cannot be understood; scoring leaves the same records out.
        """
        command = command_from_document(document)
        if key != skill_key(command.championship, command.skill):
            raise RuleBroken("record_malformed", part=f"the key is {key!r}")
        book = self._books.get(key)
        if book is None:
            book = self._books[key] = SkillBook(command.championship, command.skill, partition)
        change = book.fold(command, offset)
        return None if change is None else News(book, change)

    def moved(self, partition: int, offset: int) -> None:
        """Take note that ``partition`` is folded up to and including ``offset``."""
        self._offset[partition] = offset

    def offset(self, partition: int) -> int:
        """Return the newest offset folded of ``partition``; -1 when there is none."""
        return self._offset.get(partition, -1)

    def book(self, championship: str, skill: str) -> SkillBook:
        """Return the book of a skill that is defined; raises ``RuleBroken("unknown_skill")``."""
        found = self._books.get(skill_key(championship, skill))
        if found is None or found.tally.definition is None:
            raise RuleBroken("unknown_skill", field="skill", value=skill)
        return found

    def books(self, championship: str) -> Iterator[SkillBook]:
        """Yield the books of the defined skills of a championship, by number and name."""
        of_it = (
            book
            for book in self._books.values()
            if book.championship == championship and book.tally.definition is not None
        )
        return iter(sorted(of_it, key=_by_number))


def _by_number(book: SkillBook) -> tuple[int, str]:
    number = book.tally.defined.number
    return (int(number) if number.isascii() and number.isdecimal() else 10_000, book.skill)
