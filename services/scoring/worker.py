"""The Faust worker: takes `mark-entries` in batches and acknowledges each when its outputs are stored.

Faust gives the group, the rebalancing and the commits. Its tables are not used: their changelog was slower
than folding the partition again, and their recovery grew with every restart.
"""

import asyncio
import logging
import os
import ssl
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, Final, cast

import faust
from faust import Channel, Stream
from faust.types import ConsumerT, EventT, Message, StreamT
from faust.types.tuples import TP

from services.scoring.desk import Desk
from services.scoring.partition import LogRecord
from shared.config import ScoringSettings
from shared.topics import MARK_ENTRIES

_log = logging.getLogger(__name__)

BATCH_MAX: Final = 512
"""Records taken before their outputs are sent; small enough to answer a lone record at once."""
GATHER_S: Final = 0.002
"""While Kafka holds more, records are let come together: many small batches cost twice the time."""
BATCHES_SENT_MAX: Final = 8
"""Batches whose outputs are on their way to Kafka while the next one is folded."""
STANDINGS_EVERY_S: Final = 0.5
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
    )
    topic = app.topic(
        MARK_ENTRIES.name, key_type=bytes, value_type=bytes, value_serializer="raw", key_serializer="raw"
    )

    @app.agent(topic)
    async def score(stream: StreamT[bytes]) -> None:
        await _score(cast(Stream[bytes], stream), desk, lambda event: _is_behind(app.consumer, event.message))

    @app.timer(STANDINGS_EVERY_S)  # type: ignore[untyped-decorator]  # Faust types it as anything
    async def tell_standings() -> None:
        with _faults_start_anew():
            await desk.tell_standings()

    @app.on_partitions_revoked.connect  # type: ignore[arg-type]  # typed as taking no arguments, given them
    async def revoked(_app: Any, partitions: set[TP], **_: Any) -> None:
        desk.drop(tp.partition for tp in partitions if tp.topic == MARK_ENTRIES.name)

    @app.on_partitions_assigned.connect  # type: ignore[arg-type]  # as above
    async def assigned(_app: Any, partitions: set[TP], **_: Any) -> None:
        for tp in partitions:
            if tp.topic == MARK_ENTRIES.name:
                await desk.rebuild(tp.partition)

    return app


async def _score(stream: Stream[bytes], desk: Desk, is_behind: Callable[[EventT[bytes]], bool]) -> None:
    """Take what is waiting and fold it; meanwhile Kafka stores the outputs of the batches before."""
    batch: list[EventT[bytes]] = []
    waiting = cast(Channel[bytes], stream.channel).queue
    on_their_way: set[asyncio.Task[None]] = set()
    async for event in stream.noack().events():
        batch.append(event)
        if len(batch) < BATCH_MAX:
            if waiting.empty() and is_behind(event):
                await asyncio.sleep(GATHER_S)
            if not waiting.empty():
                continue
        with _faults_start_anew():
            sent = [
                await desk.handle(partition, [_record(e) for e in events])
                for partition, events in groupby(sorted(batch, key=_place), key=lambda e: e.message.partition)
            ]
        on_their_way.add(asyncio.create_task(_acknowledge(batch, sent)))
        batch = []
        if len(on_their_way) == BATCHES_SENT_MAX:
            await asyncio.wait(on_their_way, return_when=asyncio.FIRST_COMPLETED)
        on_their_way = {task for task in on_their_way if not task.done()}


def _is_behind(consumer: ConsumerT, message: Message) -> bool:
    """Say whether Kafka, when last heard, held more than ``message`` of its partition."""
    end: int | None = consumer.highwater(message.tp)  # None until Kafka was heard
    return end is not None and message.offset + 1 < end


async def _acknowledge(batch: Sequence[EventT[bytes]], sent: Sequence[Awaitable[object]]) -> None:
    """Acknowledge ``batch`` once Kafka has all that was sent for it."""
    with _faults_start_anew():
        await asyncio.gather(*sent)
    for event in batch:
        event.ack()


@contextmanager
def _faults_start_anew() -> Iterator[None]:
    """End the process on a fault: Faust would restart the agent and never acknowledge what it held."""
    try:
        yield
    except Exception:
        _log.exception("scoring stops, to start anew from the log")
        os._exit(_EXIT_FAULT)


def _place(event: EventT[bytes]) -> tuple[int, int]:
    return event.message.partition, event.message.offset


def _record(event: EventT[bytes]) -> LogRecord:
    message = event.message
    return LogRecord(message.offset, message.key, message.value)


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
