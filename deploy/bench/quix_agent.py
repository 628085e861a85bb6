"""The same work as the naive agent's, with Quix Streams, for comparison where that is installed.

``python -m deploy.bench.quix_agent BROKER FOLDER``: goes on from the newest record until it is killed. Bayge
does not depend on Quix Streams; `pip install quixstreams` brings it.
"""

import sys
from typing import Any

from quixstreams import Application, State

from shared import codec, topics


def run(broker: str, folder: str) -> None:
    """Fold until killed."""
    app = Application(
        broker_address=broker, consumer_group="quix-scoring", auto_offset_reset="latest", state_dir=folder,
        loglevel="WARNING", auto_create_topics=True,
    )  # fmt: skip
    raw = {"value_serializer": "bytes", "key_serializer": "str"}
    source = app.topic(topics.MARK_ENTRIES.name, value_deserializer="bytes", key_deserializer="str")
    verdicts, totals = app.topic(topics.VERDICTS.name, **raw), app.topic(topics.TOTALS.name, **raw)

    def fold(value: bytes, state: State) -> dict[str, Any] | None:
        document = codec.decode(value)
        if document["type"] != "submission":
            return None
        sheet = f"{document['skill']}/{document['competitor']}/{document['form']}"
        mark = state.get(sheet, 0) + sum(entry["mark"] for entry in document["entries"])
        state.set(sheet, mark)
        return {"id": document["id"], "sheet": sheet, "mark": mark}

    folded = app.dataframe(source).apply(fold, stateful=True).filter(lambda done: done is not None)
    folded.apply(lambda done: codec.encode({"id": done["id"], "status": "counted"})).to_topic(verdicts)
    folded.apply(lambda done: codec.encode({"mark": done["mark"]})).to_topic(totals)
    app.run()


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2])
