"""What one would write first with Faust: an agent that takes one event at a time and keeps totals in a table.

The yardstick of `bayge bench scoring`: ``python -m deploy.bench.naive_agent BROKER FOLDER``.
It goes on from the newest record and stops when it is killed.
"""

import asyncio
import sys

import faust
from faust.types import StreamT

from shared import codec, topics


async def run(broker: str, folder: str) -> None:
    """Fold until killed."""
    app = faust.App(
        "naive-scoring",
        broker=f"kafka://{broker}",
        store="memory://",
        web_enabled=False,
        topic_replication_factor=1,
        topic_partitions=6,
        consumer_auto_offset_reset="latest",
        datadir=folder,
    )
    marks = app.Table("naive-marks", default=int, partitions=6)
    source = app.topic(
        topics.MARK_ENTRIES.name, value_type=bytes, value_serializer="raw", key_serializer="raw"
    )
    verdicts = app.topic(topics.VERDICTS.name, value_type=bytes, value_serializer="raw", key_serializer="raw")
    totals = app.topic(topics.TOTALS.name, value_type=bytes, value_serializer="raw", key_serializer="raw")

    @app.agent(source)
    async def score(stream: StreamT[bytes]) -> None:
        async for value in stream:
            document = codec.decode(value)
            if document["type"] != "submission":
                continue
            sheet = f"{document['skill']}/{document['competitor']}/{document['form']}"
            marks[sheet] += sum(entry["mark"] for entry in document["entries"])
            answer = codec.encode({"id": document["id"], "status": "counted"})
            await verdicts.send(key=document["id"].encode(), value=answer)
            await totals.send(key=sheet.encode(), value=codec.encode({"mark": marks[sheet]}))

    await app.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2]))
