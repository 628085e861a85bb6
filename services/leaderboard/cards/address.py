"""Which page of the public site an address means: the same as in the web app's ``routes.ts``. Pure."""

import re
from typing import Final, Literal, NamedTuple

from shared import keys

Kind = Literal["index", "overview", "skill", "story", "results", "member", "competitor"]

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_BELOW: Final[dict[str, Kind]] = {"members": "member", "competitors": "competitor"}
_OVERALL: Final[dict[str, Kind]] = {keys.STORY_SKILL: "story", keys.RESULTS_SKILL: "results"}


class Page(NamedTuple):
    """A page: of which championship, and of which skill, member or competitor; empty where there is none."""

    kind: Kind
    championship: str = ""
    name: str = ""

    @property
    def path(self) -> str:
        """Return the one address of the page."""
        match self.kind:
            case "index":
                return "/"
            case "overview":
                return f"/{self.championship}"
            case "member" | "competitor":
                return f"/{self.championship}/{self.kind}s/{self.name}"
            case _:
                return f"/{self.championship}/{self.name}"

    @property
    def card(self) -> str:
        """Return the address of the page's picture, without origin and language."""
        return f"/api/v1/cards/{self.path.removeprefix('/') or keys.INDEX_BOARD}.png"


START: Final = Page("index")


def page_of(path: str) -> Page | None:
    """Return the page at a path; None when a page of the site cannot have that address."""
    parts = [part for part in path.split("/") if part]
    if not all(_SLUG.fullmatch(part) for part in parts) or parts[:1] == [keys.INDEX_BOARD]:
        return None
    match parts:
        case []:
            return START
        case [championship]:
            return Page("overview", championship)
        case [championship, part]:
            return Page(_OVERALL.get(part, "skill"), championship, part)
        case [championship, part, name] if part in _BELOW:
            return Page(_BELOW[part], championship, name)
        case _:
            return None


def page_of_card(address: str) -> Page | None:
    """Return the page that a picture's address is about."""
    if address == keys.INDEX_BOARD:
        return START
    page = page_of(f"/{address}")
    return page if page and page.path == f"/{address}" and page != START else None
