"""Results of a whole championship, for pages and pictures: medals in every skill, regions in the tables."""

from typing import Any, Final

from tests.browser.boards import CHAMPIONSHIP as CUP_NAME
from tests.browser.site_world import CHAMPIONSHIP, MEMBERS, SiteWorld

Json = dict[str, Any]

MEDALS: Final = ("gold", "silver", "bronze", "medallion")
POINTS: Final = dict(zip(MEDALS, (4, 3, 2, 1), strict=True))
MEDALLION_FROM: Final = 700
SHOWN: Final = 6
"""How many of each skill stand on the board: more than have a medal."""


def whole_results(world: SiteWorld) -> Json:
    """Return the board of results of everybody in ``world`` who has a place."""
    rows = {
        f"{skill}/{name}": _row(skill, name, row)
        for skill, board in world.boards.items()
        for name, row in board["rows"].items()
        if row["place"] is not None and row["place"] <= SHOWN
    }
    skills = {
        skill: {**{key: world.boards[skill]["head"][key] for key in ("number", "name")}, "is_final": True}
        for skill in dict.fromkeys(row["skill"] for row in rows.values())
    }
    head = {
        "championship": CHAMPIONSHIP, "name": CUP_NAME, "state": "final", "medallion_label": None,
        "members": MEMBERS, "skills": skills, "groups": {"": _group(list(rows.values()))},
    }  # fmt: skip
    return {"kind": "results", "head": head, "rows": rows}


def _row(skill: str, competitor: str, row: Json) -> Json:
    place = row["place"]
    scale = 781 - 14 * place - int(row["total"][-1])
    medal = MEDALS[place - 1] if place <= 3 else "medallion" if scale >= MEDALLION_FROM else None
    named = {key: row[key] for key in ("name", "name_latin", "member", "place", "total")}
    return {**named, "skill": skill, "competitor": competitor, "group": None, "scale": scale,
            "medal": medal, "persons": 1, "status": "competing"}  # fmt: skip


def _group(rows: list[Json]) -> Json:
    standings = [_standing(member, [row for row in rows if row["member"] == member]) for member in MEMBERS]
    keys = ("points", "average_points", "scale_total", "scale_average")
    tables = {key: _ranked(standings, key) for key in keys}
    named = [{"place": None, "member": member} for member in MEMBERS]
    best = [max((row for row in rows if row["member"] == m), key=_scale, default=None) for m in MEMBERS]
    return {
        "members": standings,
        "team_tables": {**tables, "alphabetical": named},
        "best_of_member": [_best(row) for row in best if row is not None],
        "overall_best": [_best(max(rows, key=_scale))],
    }


def _standing(member: str, rows: list[Json]) -> Json:
    persons = {medal: sum(row["medal"] == medal for row in rows) for medal in MEDALS}
    points, scale = sum(POINTS[medal] * persons[medal] for medal in MEDALS), sum(map(_scale, rows))
    count = len(rows) or 1
    return {
        "member": member, "points": points, "average_points": f"{points / count:.2f}", "scale_total": scale,
        "scale_average": f"{scale / count:.2f}", "skills": len(rows), "persons": persons,
    }  # fmt: skip


def _ranked(standings: list[Json], key: str) -> list[Json]:
    """Return the members by a value, equal values with an equal place."""
    values = sorted((float(one[key]) for one in standings), reverse=True)
    ordered = sorted(standings, key=lambda one: -float(one[key]))
    return [{"place": values.index(float(one[key])) + 1, "member": one["member"]} for one in ordered]


def _best(row: Json) -> Json:
    return {key: row[key] for key in ("member", "skill", "competitor", "name", "name_latin", "scale")}


def _scale(row: Json) -> int:
    scale: int = row["scale"]
    return scale
