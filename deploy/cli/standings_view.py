"""The standings for people: a table for each skill, then the members, then the bests."""

from collections.abc import Callable, Mapping

from rich.table import Table
from rich.text import Text

from deploy.cli.output import screen
from deploy.cli.standings_count import Standings
from shared.domain.alphabet import alphabetical
from shared.domain.awards import AWARD_KINDS, AwardKind
from shared.domain.best import Contender, best_of_members, overall_best
from shared.domain.grades import grade
from shared.domain.members import MemberStanding, TeamTable, team_table
from shared.domain.result_documents import award_state
from shared.domain.results import CompetitorResult, SkillResult
from shared.domain.rounding import two_decimals
from shared.domain.units import mark_text

AWARD_STYLES = {"gold": "yellow", "silver": "bright_white", "bronze": "orange3", "medallion": "cyan"}

STATE_REMARKS = {
    "awarded": "",
    "proposed": "The field is small: medals are proposed, the organiser confirms (--confirm).",
    "undecided": "All totals are equal: medals need a decision by hand.",
}
"""R3, R42."""

TEAM_TITLES: Mapping[TeamTable, str] = {
    "points": "medal points",
    "average_points": "average medal points",
    "scale_total": "total of the scale scores",
    "scale_average": "average scale score",
    "alphabetical": "in alphabetical order",
}
"""R46."""


def print_standings(counted: Standings, teams_by: TeamTable) -> None:
    """Print all of ``counted``, the members in the order of one team table."""
    for skill, result in counted.skills.items():
        screen.print(_skill_table(counted, skill, result))
        said = STATE_REMARKS[award_state(result)] if counted.settings.awards.medals else ""
        if said:
            screen.print(Text(said, style="yellow"), soft_wrap=True)
        screen.print()
    if counted.settings.awards.medals is not None:
        _print_members(counted, teams_by)


def _print_members(counted: Standings, teams_by: TeamTable) -> None:
    screen.print(_member_table(counted, teams_by))
    if any(standing.entries_by_kind != standing.persons_by_kind for standing in counted.members):
        screen.print("In brackets: how many persons.")
    screen.print()
    best = best_of_members(counted.contenders)
    for member in sorted(best, key=alphabetical):
        _print_best(f"Best of {member}", best[member], counted)
    _print_best("Overall best", overall_best(counted.contenders), counted)


def _skill_table(counted: Standings, skill: str, result: SkillResult) -> Table:
    outcome = "medal" if counted.settings.grades is None else "grade"
    table = _table(Text(skill), "place", "total", "scale score", left=("competitor", "member", outcome))
    for line in result.rows:
        row = counted.row_of(line)
        table.add_row(
            _or_dash(line.place, str),
            _or_dash(line.total, mark_text),
            _or_dash(line.scale.shown if line.scale else None, str),
            Text(row.competitor),
            Text(row.member),
            _outcome(counted, line),
            style="" if line.scale else "dim",
        )
    return table


def _outcome(counted: Standings, line: CompetitorResult) -> Text:
    """Return what came of it for one competitor: medal or grade, and how else they took part."""
    row, settings = counted.row_of(line), counted.settings
    parts = []
    if line.award and line.award.kind:
        parts.append(_award(line.award.kind, line.award.is_proposed, settings.awards.medallion_label.en))
    if settings.grades is not None and line.total is not None:
        parts.append(Text(str(grade(line.total, settings.mark_max, settings.grades))))
    if row.status != "competing":
        parts.append(Text(row.status))
    if row.is_guest:
        parts.append(Text("out of contest"))
    return Text(", ").join(parts)


def _award(kind: AwardKind, is_proposed: bool, medallion_label: str) -> Text:
    name = medallion_label if kind == "medallion" else kind
    return Text(f"{name} (proposed)" if is_proposed else name, style=AWARD_STYLES[kind])


def _member_table(counted: Standings, teams_by: TeamTable) -> Table:
    table = _table(Text(f"Members: {TEAM_TITLES[teams_by]}"), "place", left=("member",))
    for heading in ("points", "average", "scale", "average", "G", "S", "B", "M", "skills"):
        table.add_column(heading, justify="right", no_wrap=True)
    for standing in team_table(counted.members, teams_by):
        table.add_row(
            _or_dash(standing.places.get(teams_by), str),
            Text(standing.member),
            str(standing.points),
            two_decimals(standing.average_points),
            str(standing.scale_total),
            two_decimals(standing.scale_average),
            *(_won(standing, kind) for kind in AWARD_KINDS),
            str(standing.skills),
        )
    return table


def _won(standing: MemberStanding, kind: AwardKind) -> str:
    """Return how many awards: entries, and persons where pairs make them more (R6)."""
    entries, persons = standing.entries_by_kind[kind], standing.persons_by_kind[kind]
    return str(entries) if entries == persons else f"{entries} ({persons})"


def _print_best(title: str, shared: tuple[Contender, ...], counted: Standings) -> None:
    for contender in shared:
        competitor = counted.rows[contender.competitor].competitor
        said = f"{title}: {competitor}, {contender.member}, {contender.skill}, {contender.shown}"
        screen.print(Text(said), soft_wrap=True)


def _table(title: Text, *right: str, left: tuple[str, ...]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title=title, title_justify="left")
    table.title_style = "bold"
    for heading in right:
        table.add_column(heading, justify="right")
    for heading in left:
        table.add_column(heading)
    return table


def _or_dash(value: int | None, text: Callable[[int], str]) -> str:
    return "–" if value is None else text(value)
