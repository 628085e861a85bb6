"""Submissions for benches: each marks aspects that had no mark yet, so that what a board shows only grows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from deploy.simulator.plan import plan_submissions
from shared.clock import system_clock
from shared.tokens import Grant, mint_token

TOKEN_TTL_MS: Final = 3_600_000

Competitor = tuple[str, str]
"""Board and competitor."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A submission, and how many aspects its competitor has once it counts."""

    document: dict[str, Any]
    board: str
    competitor: str
    aspects: int


def _is_one_voice(entries: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether it is one expert alone of a panel: without the others, left out here, it counts nothing."""
    return any("score" in entry for entry in entries)


def first_marks(
    bundle: Mapping[str, Any], secret: str, count: int, only_skill: str | None = None
) -> Iterator[Wanted]:
    """Yield ``count`` submissions of first marks, each competitor's as far apart as they can be.

    Of one skill alone if it is named.
    """
    championship = bundle["championship"]["id"]
    expires_ms = system_clock() + TOKEN_TTL_MS
    of_competitor: dict[Competitor, list[Wanted]] = defaultdict(list)
    tokens: dict[tuple[str, str], str] = {}
    marked: dict[Competitor, set[str]] = defaultdict(set)
    for planned in plan_submissions(bundle, "bench"):
        if only_skill not in (None, planned.skill):
            continue
        who = (f"{championship}/{planned.skill}", planned.competitor)
        aspects = {entry["aspect"] for entry in planned.entries}
        if marked[who] & aspects or planned.expected != "counted" or _is_one_voice(planned.entries):
            continue
        marked[who] |= aspects
        expert = (planned.expert, planned.skill)
        if expert not in tokens:
            grant = Grant("expert", expires_ms, planned.expert, championship, (planned.skill,))
            tokens[expert] = mint_token(secret, grant)
        body = {
            "id": planned.id,
            "championship": championship,
            "skill": planned.skill,
            "competitor": planned.competitor,
            "form": planned.form,
            "entries": [{**entry, "based_on": 0} for entry in planned.entries],
        }
        document = {"token": tokens[expert], "body": body}
        of_competitor[who].append(Wanted(document, *who, len(marked[who])))
    rounds = Random("bench")
    everyone = list(of_competitor)
    for number in range(count):
        turn, place = divmod(number, len(everyone))
        if place == 0:
            rounds.shuffle(everyone)
        if turn < len(of_competitor[everyone[place]]):
            yield of_competitor[everyone[place]][turn]
