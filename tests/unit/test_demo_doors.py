"""What a demo prints and sets up, so that every page can be tried by whoever started it."""

from collections.abc import Mapping
from typing import Any

from deploy.cli import demo, demo_doors
from deploy.samples import championship_bundle
from deploy.simulator.http_api import ApiRefused

BUNDLE = championship_bundle("small")
WELDING = BUNDLE["skills"][0]


class FakeApi:
    """An ingest that knows some accounts already."""

    def __init__(self, *known: str) -> None:
        self.known = known
        self.asked: list[tuple[str, str, Mapping[str, Any]]] = []

    async def ask(self, method: str, path: str, document: Mapping[str, Any]) -> dict[str, Any]:
        """Take note of what is asked for."""
        if document.get("name") in self.known:
            raise ApiRefused(409, {"code": "account_exists"})
        self.asked.append((method, path, document))
        return {"code": "K7QF2M"} if path.endswith("/pairings") else {}

    def of(self, path: str) -> list[Mapping[str, Any]]:
        """Return what was sent there."""
        return [document for _, asked, document in self.asked if asked.endswith(path)]


async def test_each_desk_gets_an_account_and_a_tablet_a_code() -> None:
    """The chief expert and the tablet are two of the skill's own experts; one password opens all desks."""
    api = FakeApi()

    entrance = await demo_doors.furnish(api, BUNDLE, WELDING["id"])

    chief, expert = (one["id"] for one in WELDING["experts"][:2])
    accounts = {one["name"]: one for one in api.of("/accounts")}
    assert {"operator", "announcer", "chief"} == accounts.keys()
    assert {entrance.password} == {one["password"] for one in accounts.values()}
    assert (chief, [WELDING["id"]]) == (accounts["chief"]["subject"], accounts["chief"]["skills"])
    assert ["K7QF2M", expert] == [entrance.code, api.of("/pairings")[0]["expert"]]
    assert [{"audience": "venue", "policy": "live"}] == api.of("/publications")


async def test_an_account_of_the_last_demo_gets_the_new_password() -> None:
    """With --keep the accounts are there already."""
    api = FakeApi("operator")

    entrance = await demo_doors.furnish(api, BUNDLE, WELDING["id"])

    assert [{"password": entrance.password}] == api.of("/accounts/operator/password")


def test_every_page_has_its_address() -> None:
    """Board, screen, tablet and the desks, each with what one needs to come in."""
    entrance = demo_doors.Entrance("some-word", "K7QF2M")

    found = {
        title: (address, hint)
        for title, address, hint in demo.doors("http://x", "small", "welding", entrance)
    }

    assert ("http://x/small", "") == found["Board"]
    assert ("http://x/mark#pair=K7QF2M", "an expert's; soon, and once") == found["Tablet"]
    assert ("http://x/operator", "name: operator") == found["Operator"]
    assert ("http://x/chief", "name: chief") == found["Chief expert"]
    assert {"http://x/screen", "http://x/announcer"} <= {address for address, _ in found.values()}


def test_welding_is_shown_where_there_is_one() -> None:
    """Else the first skill there is."""
    assert "welding" == demo.skill_shown(BUNDLE)
    assert "bakery" == demo.skill_shown({"skills": [{"id": "bakery"}, {"id": "cooking"}]})
