"""How the members stand against each other (R46): medal points and scale scores, in all and on average."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal, get_args

from shared.domain.alphabet import alphabetical
from shared.domain.awards import AWARD_KINDS, AwardKind
from shared.domain.standings import places

TeamTable = Literal["points", "average_points", "scale_total", "scale_average", "alphabetical"]

TEAM_TABLES: tuple[TeamTable, ...] = get_args(TeamTable)


@dataclass(frozen=True, slots=True)
class MemberSettings:
    """What a championship may choose about its team tables (R6, R46)."""

    gold: int = 4
    silver: int = 3
    bronze: int = 2
    medallion: int = 1
    points_per: Literal["entry", "person"] = "entry"
    """Whether a pair's gold counts once or twice."""

    def points(self, kind: AwardKind, persons: int) -> int:
        """Return the medal points of one award that went to an entry of ``persons``."""
        by_kind: Mapping[AwardKind, int] = {
            "gold": self.gold,
            "silver": self.silver,
            "bronze": self.bronze,
            "medallion": self.medallion,
        }
        return by_kind[kind] * (persons if self.points_per == "person" else 1)


@dataclass(frozen=True, slots=True)
class TeamEntry:
    """What one entry in one skill brings its member; guests bring nothing and are not among them (R5)."""

    member: str
    skill: str
    kind: AwardKind | None = None
    """The award, once it is more than proposed."""
    scale_score: int | None = None
    """Before clamping; None for who is not in the scale."""
    persons: int = 1


@dataclass(frozen=True, slots=True)
class MemberStanding:
    """One member in all five tables."""

    member: str
    skills: int
    """How many it has entered."""
    entries_by_kind: Mapping[AwardKind, int]
    persons_by_kind: Mapping[AwardKind, int]
    points: int
    average_points: Fraction
    """Points for each skill entered."""
    scale_total: int
    scale_average: Fraction
    """The mean of the scale scores that its entries have; 0 when none has one."""
    places: Mapping[TeamTable, int]
    """Equal values share a place; the alphabetical table has none."""


def member_standings(entries: Iterable[TeamEntry], settings: MemberSettings) -> tuple[MemberStanding, ...]:
    """Return every member that has an entry, in alphabetical order: the fifth table (R46)."""
    by_member: dict[str, list[TeamEntry]] = {}
    for entry in entries:
        by_member.setdefault(entry.member, []).append(entry)
    values = {member: _values(of_member, settings) for member, of_member in by_member.items()}
    tables: dict[TeamTable, dict[str, int]] = {
        table: _places({member: value[table] for member, value in values.items()})
        for table in TEAM_TABLES
        if table != "alphabetical"
    }
    return tuple(
        _standing(member, by_member[member], values[member], {t: tables[t][member] for t in tables})
        for member in sorted(by_member, key=alphabetical)
    )


def team_table(standings: Iterable[MemberStanding], table: TeamTable) -> tuple[MemberStanding, ...]:
    """Return ``standings`` in the order of ``table``; who shares a place stands in alphabetical order."""
    return tuple(sorted(standings, key=lambda s: (s.places.get(table, 0), alphabetical(s.member))))


def _values(entries: list[TeamEntry], settings: MemberSettings) -> dict[TeamTable, Fraction]:
    points = sum(settings.points(entry.kind, entry.persons) for entry in entries if entry.kind)
    scores = [entry.scale_score for entry in entries if entry.scale_score is not None]
    return {
        "points": Fraction(points),
        "average_points": Fraction(points, len({entry.skill for entry in entries})),
        "scale_total": Fraction(sum(scores)),
        "scale_average": Fraction(sum(scores), len(scores) or 1),
    }


def _places(values: Mapping[str, Fraction]) -> dict[str, int]:
    """Return the places (R41) of exact fractions, brought to whole numbers."""
    common = lcm(*(value.denominator for value in values.values()))
    return places({member: int(value * common) for member, value in values.items()})


def _standing(
    member: str,
    entries: list[TeamEntry],
    values: Mapping[TeamTable, Fraction],
    places_by_table: Mapping[TeamTable, int],
) -> MemberStanding:
    return MemberStanding(
        member,
        skills=len({entry.skill for entry in entries}),
        entries_by_kind={kind: sum(entry.kind == kind for entry in entries) for kind in AWARD_KINDS},
        persons_by_kind={
            kind: sum(entry.persons for entry in entries if entry.kind == kind) for kind in AWARD_KINDS
        },
        points=int(values["points"]),
        average_points=values["average_points"],
        scale_total=int(values["scale_total"]),
        scale_average=values["scale_average"],
        places=places_by_table,
    )
