"""Put the simulation together: arrange, watch, play, reckon, compare."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from deploy.simulator.answers import Delivery
from deploy.simulator.arrange import CannotPlay, arranged
from deploy.simulator.comparison import Mismatch
from deploy.simulator.ending import CountAgain, End, Ending
from deploy.simulator.expectation import Expectation
from deploy.simulator.http_api import HttpApi
from deploy.simulator.measure import frame_latencies_ms, percentile
from deploy.simulator.officials import Officials
from deploy.simulator.pace import Paced, lively_speed
from deploy.simulator.plan import PlannedSubmission, plan_submissions
from deploy.simulator.player import Player
from deploy.simulator.progress import View
from deploy.simulator.summary import Summary
from deploy.simulator.viewers import Audience

T = TypeVar("T")

UNDECIDED: Final = ("waiting", "rescore", "difference")
BOARDS_WITHIN_S: Final = 30.0
CHECK_S: Final = 60.0
HASTY_S: Final = 12.0
"""After Ctrl-C nobody wants to wait: this long for the last answers, and again for the boards."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    base_url: str
    token: str
    seed: str
    viewers: int
    speed: float | None = None
    """How many times faster than real time; None: so that it is lively."""
    rate: float | None = None
    """At most this many submissions a second."""
    seconds: float = 0
    """Stop sending after this long; 0: when the plan is done."""
    is_import_wanted: bool = True
    count_again: CountAgain | None = None
    """Set: play to the end, with this recount (R34)."""


class Notebook:
    """What came of everything that was sent."""

    def __init__(self, bundle: Mapping[str, Any], officials: Officials) -> None:
        self.officials = officials
        self.deliveries: list[Delivery] = []
        self.expectation = Expectation(bundle)
        self.entries = 0

    @property
    def locks(self) -> int:
        """Return how many forms are locked."""
        return len(self.officials.forms_locked)

    def note(self, delivery: Delivery) -> None:
        """Take down an answer."""
        self.deliveries.append(delivery)
        self.expectation.count(delivery)
        self.entries += sum(entry.outcome == "counted" for entry in delivery.answer.entries)
        self.officials.answered(delivery)


async def simulate(wanted: Mapping[str, Any], order: Order, view: View, stop: asyncio.Event) -> Summary:
    """Play the championship and return what came of it.

    ``stop`` ends the sending early. Raises ``ApiRefused``, ``BoardsMissing``, ``CannotPlan``, ``CannotPlay``.
    """
    async with HttpApi(order.base_url, order.token) as api:
        arranging = arranged(api, wanted, view.remark, is_import_wanted=order.is_import_wanted)
        bundle = await _unless(stop, arranging)
        api.championship = bundle["championship"]["id"]
        plan = plan_submissions(bundle, order.seed)
        async with Audience(_live_url(order.base_url), bundle, order.viewers) as audience:
            await _unless(stop, audience.wait_boards(BOARDS_WITHIN_S))
            officials = Officials(bundle, plan, api)
            view.remark("The marking teams are formed.")
            await _unless(stop, officials.form_teams())
            _see_marks(audience)
            return await _played(bundle, plan, order, api, officials, audience, view, stop)


async def _unless(stop: asyncio.Event, act: Coroutine[Any, Any, T]) -> T:
    """Return what ``act`` returns; raises ``CannotPlay`` when ``stop`` is set before."""
    acting, stopping = asyncio.create_task(act), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({acting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not acting.done():
            raise CannotPlay("Stopped before its end.")
        return acting.result()
    finally:
        acting.cancel()
        stopping.cancel()
        await asyncio.gather(acting, stopping, return_exceptions=True)


async def _played(
    bundle: Mapping[str, Any],
    plan: list[PlannedSubmission],
    order: Order,
    api: HttpApi,
    officials: Officials,
    audience: Audience,
    view: View,
    stop: asyncio.Event,
) -> Summary:
    notebook = Notebook(bundle, officials)
    speed = order.speed or lively_speed(len(plan), plan[-1].marking_s if plan else 0)
    player = Player(api.championship, api, Paced(speed, order.rate), notebook.note)
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    enough = asyncio.Event()
    timer = loop.call_later(order.seconds, enough.set) if order.seconds else None
    showing = asyncio.create_task(view.follow(player, notebook, len(plan), speed))
    hurrying = asyncio.create_task(_hurry(stop, enough, player))
    try:
        await player.play(plan, enough)
    finally:
        for task in (showing, hurrying):
            task.cancel()
        await asyncio.gather(showing, hurrying, return_exceptions=True)
        if timer is not None:
            timer.cancel()
        if enough.is_set():
            await officials.leave()
    took_s = loop.time() - began_s
    ending = None if enough.is_set() else await _closed(bundle, order, api, notebook, view, stop)
    view.remark("All answers are in; comparing every board with what it must show.")
    limit_s = HASTY_S if stop.is_set() else CHECK_S
    found = await audience.check(notebook.expectation.rows, limit_s)
    return _summary(bundle, order, player, notebook, audience, took_s, found, ending)


async def _closed(
    bundle: Mapping[str, Any],
    order: Order,
    api: HttpApi,
    notebook: Notebook,
    view: View,
    stop: asyncio.Event,
) -> Ending | None:
    """Return once every form is locked, and how it all ended where the end is wanted; None when stopped."""

    async def close() -> Ending | None:
        await notebook.officials.all_closed()
        if order.count_again is None:
            return None
        view.remark("Every form is locked; appeals, the recount and the end of every skill follow.")
        return await End(bundle, notebook.officials, api, notebook.expectation, order.count_again).play()

    try:
        return await _unless(stop, close())
    except CannotPlay:
        await notebook.officials.leave()
        return None


async def _hurry(stop: asyncio.Event, enough: asyncio.Event, player: Player) -> None:
    """Pass a wish to stop on to the player, who then waits less for the last answers."""
    await stop.wait()
    player.drain_s = HASTY_S
    enough.set()


def _summary(
    bundle: Mapping[str, Any],
    order: Order,
    player: Player,
    notebook: Notebook,
    audience: Audience,
    took_s: float,
    found: list[Mismatch],
    ending: Ending | None,
) -> Summary:
    deliveries = notebook.deliveries
    became = Counter(d.answer.status for d in deliveries)
    verdict_ms = [(d.answered_s - d.started_s) * 1000 for d in deliveries]
    frame_ms = frame_latencies_ms(bundle, deliveries, audience.sightings)
    unexpected = [delivery for delivery in deliveries if not delivery.is_as_planned]
    return Summary(
        championship=bundle["championship"]["id"],
        seed=order.seed,
        submissions=player.sent,
        counted=became["counted"],
        set_aside=became["set_aside"],
        waiting=sum(became[status] for status in UNDECIDED),
        refused=became["refused"],
        unexpected=len(unexpected),
        unanswered=len(player.unanswered),
        repeats=sum(delivery.is_repeated for delivery in deliveries),
        repeats_differing=sum(delivery.is_repeat_differing for delivery in deliveries),
        retries=player.retries,
        entries=notebook.entries,
        seconds=round(took_s, 3),
        submissions_per_second=round(len(deliveries) / took_s, 1) if took_s else 0.0,
        verdict_p50_ms=_rounded(percentile(verdict_ms, 0.5)),
        verdict_p99_ms=_rounded(percentile(verdict_ms, 0.99)),
        frame_p50_ms=_rounded(percentile(frame_ms, 0.5)),
        frame_p99_ms=_rounded(percentile(frame_ms, 0.99)),
        frames_measured=len(frame_ms),
        viewers=audience.size,
        boards_checked=len(audience.watchers),
        boards_equal=len(audience.watchers) - len({mismatch.skill for mismatch in found}),
        mismatches=tuple(found),
        acts=notebook.officials.acts,
        forms_locked=len(notebook.officials.forms_locked),
        ending=None if ending is None else ending.document(),
        refusals=tuple(sorted({d.answer.code for d in unexpected if d.answer.code})),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _live_url(base_url: str) -> str:
    return base_url.rstrip("/").replace("http", "ws", 1) + "/live"


def _see_marks(audience: Audience) -> None:
    """Raise ``CannotPlay`` when the public may not see the marks of some skill."""
    for watcher in audience.watchers:
        assert watcher.board is not None, "the boards were waited for"
        policy = watcher.board["head"]["policy"]
        if policy != "live":
            raise CannotPlay(
                f"The public may not see the marks of {watcher.skill} (policy {policy}), so its board cannot"
                " be checked: set the public policy to live."
            )
