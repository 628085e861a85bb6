"""See that the championship is there and has no marks yet; where it has, play a copy of it.

Marks that somebody else entered cannot be reckoned with, and a second run must not fail: the copy gets the
next free id (`wsk2024-2`) and says so in its name.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from typing import Any, Final, TypeVar

from deploy.simulator.answers import Unreachable
from deploy.simulator.http_api import HttpApi

T = TypeVar("T")

PATIENCE_S: Final = 60.0
RETRY_S: Final = 0.5
NOT_STARTED: Final = "not_started"


class CannotPlay(Exception):
    """The simulator cannot play this championship here; the text says why and what to do."""


async def arranged(
    api: HttpApi, bundle: Mapping[str, Any], remark: Callable[[str], None], *, is_import_wanted: bool = True
) -> Mapping[str, Any]:
    """Return the bundle to play, imported and without marks; raises ``ApiRefused``, ``CannotPlay``."""
    wanted = bundle["championship"]["id"]
    if not is_import_wanted:
        await _see_fresh(api, bundle)
        return bundle
    for number in count(1):
        candidate = copy_of(bundle, number)
        if await _state(api, candidate) in (None, NOT_STARTED):
            break
    if number > 1:
        remark(f"{wanted} has marks already, so a copy of it is played: {candidate['championship']['id']}.")
    await patiently(lambda: api.import_championship(candidate))
    return candidate


async def _state(api: HttpApi, bundle: Mapping[str, Any]) -> str | None:
    """Return the state of a championship's board, None when there is no such board."""
    overview = await patiently(lambda: api.board(bundle["championship"]["id"]))
    return None if overview is None else str(overview["head"]["state"])


async def _see_fresh(api: HttpApi, bundle: Mapping[str, Any]) -> None:
    """Raise ``CannotPlay`` unless the championship is there, without marks."""
    wanted = bundle["championship"]["id"]
    state = await _state(api, bundle)
    if state is None:
        raise CannotPlay(f"{wanted} is not there: leave out --no-import, or run 'bayge import' first.")
    if state != NOT_STARTED:
        raise CannotPlay(f"{wanted} has marks already: leave out --no-import to play a copy of it.")


def copy_of(bundle: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    """Return the ``number``-th copy of a championship; the first is the championship itself."""
    if number == 1:
        return bundle
    championship = bundle["championship"]
    names = {language: f"{name} ({number})" for language, name in championship["name"].items()}
    return {**bundle, "championship": {**championship, "id": f"{championship['id']}-{number}", "name": names}}


async def patiently(ask: Callable[[], Awaitable[T]], patience_s: float = PATIENCE_S) -> T:
    """Return what ``ask`` returns, asking again while nobody answers; raises ``CannotPlay``."""
    ends_s = asyncio.get_running_loop().time() + patience_s
    while True:
        try:
            return await ask()
        except Unreachable as fault:
            if asyncio.get_running_loop().time() > ends_s:
                raise CannotPlay(
                    f"Bayge did not answer for {patience_s:.0f} s ({fault}): see 'bayge status'."
                ) from fault
        await asyncio.sleep(RETRY_S)
