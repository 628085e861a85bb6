"""Boards for browser tests: say only what matters, the rest is filled in."""

from typing import Any

Json = dict[str, Any]

MEMBERS: Json = {
    "almaty-city": {"en": "Almaty", "ru": "Алматы", "kk": "Алматы"},
    "astana-city": {"en": "Astana", "ru": "Астана", "kk": "Астана"},
    "east-kazakhstan": {
        "en": "East Kazakhstan Region",
        "ru": "Восточно-Казахстанская область",
        "kk": "Шығыс Қазақстан облысы",
    },
}

WELDING = {"en": "Welding", "ru": "Сварочные технологии", "kk": "Дәнекерлеу технологиялары"}
CHAMPIONSHIP = {
    "en": "WorldSkills Kazakhstan 2024",
    "ru": "WorldSkills Kazakhstan 2024",
    "kk": "WorldSkills Kazakhstan 2024",
}


def competitor(place: int | None, name: str, name_latin: str, total: str | None, **keys: Any) -> Json:
    """Return a row of a skill's board."""
    row = {"place": place, "name": name, "name_latin": name_latin, "member": "almaty-city", "total": total}
    return {**row, "marked": "45.00", "aspects": 67, **keys}


def skill_board(rows: Json | None = None, **head: Any) -> Json:
    """Return a skill's board; by default three competitors, Asqar before Aigerim before Danijar."""
    if rows is None:
        rows = {
            "c-asqar": competitor(1, "Асқар Әлімов", "Asqar Alimov", "42.10"),
            "c-aigerim": competitor(
                2, "Айгерім Нұрланқызы", "Aigerim Nurlanqyzy", "41.75", member="astana-city"
            ),
            "c-danijar": competitor(
                3, "Данияр Сейітқали", "Danijar Seitqali", "38.05", member="east-kazakhstan"
            ),
        }
    whole = {
        "championship": "wsk2024",
        "skill": "welding",
        "number": "10",
        "name": WELDING,
        "championship_name": CHAMPIONSHIP,
        "state": "live",
        "mark_max": "100.00",
        "marked_percent": "37.5",
        "policy": "live",
        "members": MEMBERS,
    }
    return {"kind": "skill", "head": {**whole, **head}, "rows": rows}


def skill(order: int, number: str, name: Json, **keys: Any) -> Json:
    """Return a row of an overview."""
    row = {"order": order, "number": number, "name": name, "competitors": 19, "marked_percent": "37.5"}
    leader = {"name": "Асқар Әлімов", "name_latin": "Asqar Alimov", "member": "almaty-city", "total": "42.10"}
    return {**row, "state": "live", "leader": leader, "leaders": 1, **keys}


def overview_board(rows: Json | None = None, **head: Any) -> Json:
    """Return a championship's overview; by default two skills."""
    if rows is None:
        bakery = {"en": "Bakery", "ru": "Хлебопечение", "kk": "Нан пісіру"}
        unmarked = {"leader": None, "leaders": 0, "state": "not_started", "marked_percent": "0.0"}
        rows = {"welding": skill(1, "10", WELDING), "bakery": skill(2, "47", bakery, **unmarked)}
    whole = {"name": CHAMPIONSHIP, "state": "live", "skills": len(rows), "competitors": 38}
    whole |= {"marked_percent": "18.7", "members": MEMBERS}
    return {"kind": "overview", "head": {**whole, **head}, "rows": rows}


def index_board(*championships: str) -> Json:
    """Return the index with these championships in this order."""
    rows = {
        name: {"order": i, "name": {**CHAMPIONSHIP, "en": name.upper()}, "skills": 30, "competitors": 555}
        for i, name in enumerate(championships)
    }
    return {"kind": "index", "head": {}, "rows": rows}


def results_board(state: str = "final") -> Json:
    """Return a board of results as the leaderboard makes it: one skill, or nothing under embargo."""
    head: Json = {"championship": "wsk2024", "name": CHAMPIONSHIP, "state": state, "medallion_label": None}
    if state == "embargo":
        return {"kind": "results", "head": {**head, "members": {}, "skills": {}, "groups": {}}, "rows": {}}
    best = {"member": "almaty-city", "skill": "welding", "name": "Асқар Әлімов", "name_latin": "Asqar Alimov"}
    order = ("almaty-city", "astana-city", "east-kazakhstan")
    standings = [
        {
            "member": member, "points": points, "average_points": f"{points}.00", "scale_total": scale,
            "scale_average": f"{scale}.00", "skills": 1,
            "persons": {"gold": 0, "silver": 0, "bronze": 0, "medallion": 0, medal: 1},
        }
        for member, points, scale, medal in zip(
            order, (4, 3, 2), (760, 750, 740), ("gold", "silver", "bronze"), strict=True
        )
    ]  # fmt: skip
    ranked = [{"place": place, "member": member} for place, member in enumerate(order, 1)]
    named = [{"place": None, "member": member} for member in order]
    tables = dict.fromkeys(("points", "average_points", "scale_total", "scale_average"), ranked)
    group = {
        "members": standings,
        "team_tables": {**tables, "alphabetical": named},
        "best_of_member": [{**best, "scale": 760}],
        "overall_best": [{**best, "scale": 760}],
    }
    people = (("Асқар Әлімов", "Asqar Alimov"), ("Айгерім Нұрланқызы", "Aigerim Nurlanqyzy"))
    rows = {
        f"welding/c-{at}": {
            "skill": "welding", "competitor": f"c-{at}", "name": name, "name_latin": latin, "group": None,
            "member": order[at], "place": at + 1, "total": "80.00", "scale": 760 - 10 * at,
            "medal": ("gold", "silver")[at], "persons": 1, "status": "competing",
        }
        for at, (name, latin) in enumerate(people)
    }  # fmt: skip
    skills = {"welding": {"number": "10", "name": WELDING, "is_final": True}}
    return {
        "kind": "results",
        "head": {**head, "members": MEMBERS, "skills": skills, "groups": {"": group}},
        "rows": rows,
    }
