"""The Faust worker: takes `mark-entries` in batches and acknowledges each when its outputs are stored.

Faust gives the group, the rebalancing and the commits. Its tables are not used: their changelog was slower
than folding the partition again, and their recovery grew with every restart.
"""

import asyncio
import logging
import os
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, Final, cast

import faust
from faust import Channel, Stream
from faust.types import ConsumerT, EventT, Message, StreamT
from faust.types.tuples import TP

from services.scoring.batches import BATCH_MAX, InBatches, Records, acknowledge, records_of, schema
from services.scoring.desk import Desk
from shared.config import ScoringSettings
from shared.topics import MARK_ENTRIES

_log = logging.getLogger(__name__)

GATHER_S: Final = 0.002
"""While Kafka holds more, records are let come together: many small batches cost twice the time."""
BATCHES_SENT_MAX: Final = 8
"""Batches whose outputs are on their way to Kafka while the next one is folded."""
BATCHES_WAITING_MAX: Final = 256
"""Batches on their way through Faust; when it has more, it asks Kafka for nothing for a second."""
STANDINGS_EVERY_S: Final = 0.5
STANDINGS_WITHIN_S: Final = 2.0
"""While there is more to fold than time, standings are told at least so often."""
_SHARE_OF_STANDINGS: Final = 0.05
"""How much of the time may go into telling standings while there is none to spare."""
_EXIT_FAULT: Final = 70


def build_app(settings: ScoringSettings, desk: Desk) -> faust.App:
    """Return the Faust application that feeds ``desk``."""
    kafka = settings.kafka
    app = faust.App(
        "bayge-scoring",
        broker=[f"kafka://{server}" for server in kafka.bootstrap_servers.split(",")],
        broker_credentials=_credentials(settings),
        store="memory://",
        datadir=settings.var / "faust",
        web_enabled=False,
        topic_disable_leader=True,
        topic_allow_declare=False,
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=f"bayge-scoring-{settings.process.instance}",
        broker_session_timeout=10.0,
        broker_heartbeat_interval=3.0,
        broker_commit_interval=0.5,
        stream_wait_empty=False,
        stream_buffer_maxsize=BATCHES_WAITING_MAX,
        ConsumerScheduler=InBatches,
    )
    topic = app.topic(MARK_ENTRIES.name, schema=schema())

    @app.agent(topic)
    async def score(stream: StreamT[Records]) -> None:
        await _score(
            cast(Stream[Records], stream),
            desk,
            lambda event: _is_behind(app.consumer, event.message),
            lambda event: acknowledge(app.consumer, event),
        )

    @app.task  # type: ignore[untyped-decorator]  # Faust types it as anything
    async def tell_standings() -> None:
        while True:
            began_s = time.monotonic()
            with _faults_start_anew():
                await desk.tell_standings()
            await asyncio.sleep(_rest_s(time.monotonic() - began_s))

    @app.on_partitions_revoked.connect  # type: ignore[arg-type]  # typed as taking no arguments, given them
    async def revoked(_app: Any, partitions: set[TP], **_: Any) -> None:
        desk.drop(tp.partition for tp in partitions if tp.topic == MARK_ENTRIES.name)

    @app.on_partitions_assigned.connect  # type: ignore[arg-type]  # as above
    async def assigned(_app: Any, partitions: set[TP], **_: Any) -> None:
        for tp in partitions:
            if tp.topic == MARK_ENTRIES.name:
                await desk.rebuild(tp.partition)

    return app


async def _score(
    stream: Stream[Records],
    desk: Desk,
    is_behind: Callable[[EventT[Records]], bool],
    acknowledge: Callable[[EventT[Records]], None],
) -> None:
    """Take what is waiting and fold it; meanwhile Kafka stores the outputs of the batches before."""
    batches: list[EventT[Records]] = []
    gathered = 0  # records in the batches
    waiting = cast(Channel[Records], stream.channel).queue
    on_their_way: set[asyncio.Task[None]] = set()
    async for event in stream.noack().events():
        batches.append(event)
        gathered += len(records_of(event))
        if gathered < BATCH_MAX:
            if waiting.empty() and is_behind(event):
                await asyncio.sleep(GATHER_S)
            if not waiting.empty():
                continue
        with _faults_start_anew():
            sent = [
                await desk.handle(partition, [record for batch in some for record in records_of(batch)])
                for partition, some in groupby(sorted(batches, key=_place), key=lambda e: e.message.partition)
            ]
        on_their_way.add(asyncio.create_task(_acknowledge(batches, sent, acknowledge)))
        batches, gathered = [], 0
        if len(on_their_way) == BATCHES_SENT_MAX:
            await asyncio.wait(on_their_way, return_when=asyncio.FIRST_COMPLETED)
        on_their_way = {task for task in on_their_way if not task.done()}


def _rest_s(took_s: float) -> float:
    """Return how long not to tell standings after it took ``took_s``: longer where everything takes long."""
    return min(max(STANDINGS_EVERY_S, took_s / _SHARE_OF_STANDINGS), STANDINGS_WITHIN_S)


def _is_behind(consumer: ConsumerT, message: Message) -> bool:
    """Say whether Kafka, when last heard, held more than ``message`` of its partition."""
    end: int | None = consumer.highwater(message.tp)  # None until Kafka was heard
    return end is not None and message.offset + 1 < end


async def _acknowledge(
    batches: Iterable[EventT[Records]],
    sent: Sequence[Awaitable[object]],
    acknowledge: Callable[[EventT[Records]], None],
) -> None:
    """Acknowledge ``batches`` once Kafka has all that was sent for them."""
    with _faults_start_anew():
        await asyncio.gather(*sent)
    for batch in batches:
        acknowledge(batch)


@contextmanager
def _faults_start_anew() -> Iterator[None]:
    """End the process on a fault: Faust would restart the agent and never acknowledge what it held."""
    try:
        yield
    except Exception:
        _log.exception("scoring stops, to start anew from the log")
        os._exit(_EXIT_FAULT)


def _place(event: EventT[Records]) -> tuple[int, int]:
    return event.message.partition, event.message.offset


def _credentials(settings: ScoringSettings) -> faust.types.auth.CredentialsT | None:
    kafka = settings.kafka
    context = (
        ssl.create_default_context(cafile=kafka.ca_file) if kafka.security_protocol.endswith("SSL") else None
    )
    if kafka.security_protocol.startswith("SASL"):
        return faust.SASLCredentials(
            mechanism=kafka.sasl_mechanism,
            username=kafka.sasl_username,
            password=kafka.sasl_password,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context else None
