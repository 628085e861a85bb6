"""A whole championship on the boards: the sample's skills, regions and names, with marks from a seed."""

import random
from typing import Any, Final

from deploy.samples.members import KAZAKHSTAN
from deploy.samples.people import NameDraw
from deploy.samples.skills import SKILLS
from tests.browser.boards import CHAMPIONSHIP as CUP_NAME
from tests.browser.boards import competitor, overview_board, skill, skill_board
from tests.browser.fake_live import FakeLive

Json = dict[str, Any]

CHAMPIONSHIP: Final = "wsk2024"
STATES: Final = ("live", "live", "live", "frozen", "provisional", "not_started")
MINUTE_MS: Final = 60_000
STORY_BEGAN_MS: Final = 1_716_200_000_000
MEMBERS: Final[Json] = {member.id: member.name.document() for member in KAZAKHSTAN}
VIDEO: Final = "https://video.example/wsk2024"


class SiteWorld:
    """The boards of a championship; put them on a gateway, or look at one."""

    def __init__(self, skills: int = 12, competitors: int = 10, seed: int = 7) -> None:
        self.rng = random.Random(seed)
        self.names = NameDraw(self.rng)
        self.boards: dict[str, Json] = {}
        for at in range(skills):
            sample, state = SKILLS[at % len(SKILLS)], STATES[at % len(STATES)]
            is_first = at < len(SKILLS)
            name, number = (sample.id, sample.number) if is_first else (f"{sample.id}-{at}", str(100 + at))
            self.boards[name] = self._board(name, number, sample.name.document(), state, competitors)
        self.overview = overview_board(
            {name: self._row(at, board) for at, (name, board) in enumerate(self.boards.items())},
            members=MEMBERS,
            video=VIDEO,
            competitors=skills * competitors,
        )
        self.story = self._story()

    def put_on(self, live: FakeLive) -> None:
        """Publish everything."""
        live.put(CHAMPIONSHIP, self.overview)
        live.put(f"{CHAMPIONSHIP}/story", self.story)
        live.put(f"{CHAMPIONSHIP}/people", self.people())
        for name, board in self.boards.items():
            live.put(f"{CHAMPIONSHIP}/{name}", board)

    def people(self) -> Json:
        """Return the board of who takes part."""
        skills = {
            skill_id: {key: board["head"][key] for key in ("number", "name")}
            for skill_id, board in self.boards.items()
        }
        rows = {
            f"{skill_id}/{name}": {
                "skill": skill_id, "competitor": name, "group": None,
                **{key: row[key] for key in ("name", "name_latin", "member")},
            }
            for skill_id, board in self.boards.items()
            for name, row in board["rows"].items()
        }  # fmt: skip
        head = {"championship": CHAMPIONSHIP, "name": CUP_NAME, "members": MEMBERS, "skills": skills}
        return {"kind": "people", "head": head, "rows": rows}

    def competitor_of(self, skill_id: str, place: int) -> str:
        """Return the id of whoever has a place in a skill."""
        rows = self.boards[skill_id]["rows"]
        return next(name for name, row in rows.items() if row["place"] == place)

    def _board(self, skill_id: str, number: str, name: Json, state: str, competitors: int) -> Json:
        is_begun = state != "not_started"
        share = 1.0 if state == "provisional" else self.rng.uniform(0.3, 0.8)
        marked = f"{100 * share:.2f}" if is_begun else "0.00"
        totals = sorted((self.rng.uniform(35, 92) * share for _ in range(competitors)), reverse=True)
        rows = {}
        for place, total in enumerate(totals, 1):
            member = self.rng.choice(sorted(MEMBERS))
            drawn = self.names.person(member)
            is_certain = share == 1 or place == 1
            span = [place, place] if is_certain else [max(2, place - 2), min(competitors, place + 3)]
            row = competitor(None, drawn.name, drawn.name_latin, None, member=member, marked=marked)
            shown = {"place": place, "total": f"{total:.2f}", "reach": span} if is_begun else {}
            rows[f"{skill_id}-{place}"] = {**row, "status": "competing", **shown}
        return skill_board(
            rows, number=number, name=name, skill=skill_id, state=state, members=MEMBERS,
            marked_percent=f"{100 * share:.1f}" if is_begun else "0.0", decided=int(is_begun),
            frozen_since_ms=STORY_BEGAN_MS if state == "frozen" else None,
        )  # fmt: skip

    def _row(self, order: int, board: Json) -> Json:
        head, rows = board["head"], board["rows"]
        first = next((row for row in rows.values() if row["place"] == 1), None)
        leader = first and {key: first[key] for key in ("name", "name_latin", "member", "total")}
        keys = {"state": head["state"], "marked_percent": head["marked_percent"], "leader": leader}
        return skill(order, head["number"], head["name"], competitors=len(rows), **keys)

    def _story(self) -> Json:
        items: Json = {}
        begun = [name for name, board in self.boards.items() if board["head"]["state"] != "not_started"]
        for at, name in enumerate(begun):
            rows = self.boards[name]["rows"]
            who = self.competitor_of(name, 1)
            person = {key: rows[who][key] for key in ("name", "name_latin", "member")}
            kind = ("lead", "climb", "decided", "correction")[at % 4]
            items[f"s{at:03}"] = {
                "at_ms": STORY_BEGAN_MS + at * 7 * MINUTE_MS, "type": kind, "skill": name, "competitor": who,
                "place": 1, "order": at, "retracted": at == 4, **person,
                **({"total_was": "41.50", "total": "40.00"} if kind == "correction" else {}),
            }  # fmt: skip
        return {"kind": "story", "head": {}, "rows": items}
