"""Who comes in at a demo: accounts for the desks and a code for a tablet, so that every page can be tried.

The championship is imported here, before the simulated experts come, because an account is for what is known.
"""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from deploy.cli.accounts import made_password
from deploy.cli.connection import connection
from deploy.embedded.config import StackSettings
from deploy.embedded.errors import StackError
from deploy.simulator.arrange import CannotPlay, patiently
from deploy.simulator.http_api import ApiRefused, HttpApi

DESKS: Final = ("operator", "announcer", "chief_expert")
"""The roles that get an account, each under its own name."""


class Api(Protocol):
    """What is needed of ingest here."""

    async def ask(self, method: str, path: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer to one request; raises ``ApiRefused``."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a visitor of the demo needs: one password for all the desks, and a tablet's code."""

    password: str
    code: str


def open_doors(settings: StackSettings, url: str, bundle: Mapping[str, Any], skill: str) -> Entrance:
    """Import the championship, let its hall see marks live, give the desks accounts and a tablet a code."""
    door = connection(url, None, {**os.environ, "BAYGE_VAR": str(settings.var)})

    async def ask() -> Entrance:
        async with HttpApi(door.base_url, door.token) as api:
            await patiently(lambda: api.import_championship(bundle))
            return await furnish(api, bundle, skill)

    try:
        return asyncio.run(ask())
    except (ApiRefused, CannotPlay) as fault:
        raise StackError(f"The demo cannot be set up: {fault}") from fault


async def furnish(api: Api, bundle: Mapping[str, Any], skill: str) -> Entrance:
    """Do what an organiser does on the first morning."""
    championship = bundle["championship"]["id"]
    policy = {"audience": "venue", "policy": "live"}
    await api.ask("POST", f"/api/v1/championships/{championship}/publications", policy)
    definition = next(one for one in bundle["skills"] if one["id"] == skill)
    chief, expert = (one["id"] for one in definition["experts"][:2])
    password = made_password()
    for role in DESKS:
        rights: dict[str, Any] = {"role": role, "subject": f"{role}-1", "championship": championship}
        if role == "chief_expert":
            rights |= {"subject": chief, "skills": [skill]}
        await _account(api, account_of(role), password, rights)
    invitation = {"championship": championship, "skills": [skill], "role": "expert", "expert": expert}
    return Entrance(password, (await api.ask("POST", "/api/v1/pairings", invitation))["code"])


def account_of(role: str) -> str:
    """Return the name under which a role comes in."""
    return role.partition("_")[0]


async def _account(api: Api, name: str, password: str, rights: Mapping[str, Any]) -> None:
    """Add an account; one that is there from the last demo gets the new password."""
    try:
        await api.ask("POST", "/api/v1/accounts", {"name": name, "password": password, **rights})
    except ApiRefused as fault:
        if fault.code != "account_exists":
            raise
        await api.ask("PUT", f"/api/v1/accounts/{name}/password", {"password": password})
