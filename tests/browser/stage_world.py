"""A hall full of competitors for the pages of the venue: names that name nobody, marks of a day half over."""

import random
from typing import Any, Final

from deploy.samples.members import KAZAKHSTAN
from deploy.samples.people import NameDraw
from tests.browser.boards import competitor, skill_board
from tests.browser.results_world import whole_results
from tests.browser.site_world import SiteWorld

Json = dict[str, Any]
MEMBERS: Final[Json] = {
    member.id: {"en": member.name.en, "ru": member.name.ru, "kk": member.name.kk} for member in KAZAKHSTAN
}


def crowded_board(rows: int = 19, seed: int = 4, **head: Any) -> Json:
    """Return the board of a skill with so many competitors, about half of whose marks are in."""
    rng = random.Random(seed)
    draw = NameDraw(rng)
    members = list(MEMBERS)
    rng.shuffle(members)
    found: Json = {}
    for at, total in enumerate(sorted((rng.randrange(2600, 4800) for _ in range(rows)), reverse=True)):
        member = members[at % len(members)]
        name = draw.person(member)
        found[f"c-{at}"] = competitor(
            at + 1, name.name, name.name_latin, f"{total / 100:.2f}", member=member, status="competing",
            marked=f"{rng.randrange(4800, 6400) / 100:.2f}", penalty=None,
            reach=[max(1, at - 2), min(rows, at + 4)],
        )  # fmt: skip
    return skill_board(found, members=MEMBERS, marked_percent="56.0", decided=0, **head)


def crowded_results() -> Json:
    """Return results with medals in many skills and as many members as the country has regions."""
    return whole_results(SiteWorld(skills=20))


def crowded_story(board: Json, skill: Json) -> Json:
    """Return a story told of the competitors of one board."""
    told = (("lead", 0, 1), ("climb", 2, 3), ("decided", 3, 4), ("climb", 1, 2), ("lead", 1, 1))
    keys = ("name", "name_latin", "member")
    rows = {
        f"i{at}": {
            "order": at, "skill": "welding", "type": kind, "at_ms": 1_717_300_000_000 + at * 240_000,
            "retracted": at == 4, "competitor": f"c-{who}", "place": place, "was": place + 1,
            "shared": False, "group": None, **{key: board["rows"][f"c-{who}"][key] for key in keys},
        }
        for at, (kind, who, place) in enumerate(told)
    }  # fmt: skip
    return {"kind": "story", "head": {"skills": {"welding": skill}, "members": MEMBERS}, "rows": rows}
