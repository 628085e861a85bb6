"""A projection that is told of sheets, forms and the skill, and the story that an audience then reads."""

from typing import Any

from services.leaderboard.projection import Projection
from shared import topics
from shared.domain.catalogue_events import ChampionshipSet, SkillSet, catalogue_document, policy_document
from shared.domain.events import SheetTotal, sheet_total_document
from shared.domain.publication import PolicySet
from shared.domain.units import mark_from_text
from tests.builders import championship, skill


class Told:
    """One skill of two competitors, out of 6.50, whose records come one after another."""

    def __init__(self, policy: PolicySet | None = None) -> None:
        self.projection = Projection()
        catalogue = [ChampionshipSet(championship(), 0), SkillSet("cup", "testing", skill(), 0)]
        for event in catalogue:
            self.projection.fold(topics.CATALOGUE, "cup", catalogue_document(event))
        self.publish(policy or PolicySet("cup", "public", "live"))
        self.offset = 0

    def publish(self, policy: PolicySet) -> None:
        """Let a policy take effect."""
        self.projection.fold(topics.PUBLICATIONS, "cup", policy_document(policy, 0))

    def sheet(self, at_ms: int, competitor: str, mark: str, of: str, form: str = "A1") -> None:
        """Tell the running total of a sheet."""
        total = SheetTotal("cup", "testing", competitor, form, mark_from_text(mark), 1, mark_from_text(of))
        key = f"cup/testing/{competitor}/{form}"
        document = sheet_total_document(total, self.offset, at_ms)
        self.projection.fold(topics.TOTALS, key, document)
        self.offset += 1

    def locked(self, at_ms: int, marks: dict[str, str] | None, of: str = "1.75", form: str = "A1") -> None:
        """Tell that a form is locked with these marks, or open for None."""
        totals = None if marks is None else [
            {"competitor": name, "mark": mark_from_text(mark), "aspects_marked": 2,
             "mark_max_marked": mark_from_text(of)}
            for name, mark in marks.items()
        ]  # fmt: skip
        document = {
            "v": 1, "type": "form-standing", "championship": "cup", "skill": "testing", "form": form,
            "totals": totals, "offset": self.offset, "at_ms": at_ms,
        }  # fmt: skip
        self.projection.fold(topics.FORMS, f"cup/testing/{form}", document)
        self.offset += 1

    def skill(self, at_ms: int, *, is_final: bool = False, **more: Any) -> None:
        """Tell statuses, penalties and finality."""
        document = {
            "v": 1, "type": "skill-standing", "is_final": is_final, "statuses": {}, "penalties": {},
            "offset": self.offset, "at_ms": at_ms, **more,
        }  # fmt: skip
        self.projection.fold(topics.FORMS, "cup/testing", document)
        self.offset += 1

    def story(self, now_ms: int = 0) -> list[dict[str, Any]]:
        """Return the items that the public reads, oldest first."""
        self.projection.advance(now_ms)
        board = self.projection.board("cup/story", "public")
        assert board is not None
        return sorted(board["rows"].values(), key=lambda row: row["order"])

    def said(self, now_ms: int = 0) -> list[tuple[object, ...]]:
        """Return of each item its type, whom or what it is about, the place, and whether it stands."""
        return [
            (
                item["type"],
                item.get("state") or item.get("competitor"),
                item.get("place"),
                "retracted" if item["retracted"] else "stands",
            )
            for item in self.story(now_ms)
        ]

    def points(self, now_ms: int = 0) -> list[tuple[int, dict[str, Any]]]:
        """Return moment and rows of each point of the timeline."""
        self.projection.advance(now_ms)
        board = self.projection.board("cup/testing/timeline", "public")
        assert board is not None
        return [(row["at_ms"], row["rows"]) for row in board["rows"].values()]
