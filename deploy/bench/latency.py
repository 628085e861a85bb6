"""From an expert's POST to the frame on a viewer's socket, on a whole stack of its own.

Viewers and experts are processes of their own and cost little; clocks are the machine's monotonic one. Every
submission marks aspects that had no mark yet, so a frame with a competitor's n-th number of marked aspects
shows everything up to the submission that made it n.
"""

import asyncio
import os
import statistics
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from deploy.bench.cpu import cpu_seconds
from deploy.bench.first_marks import TOKEN_TTL_MS, Competitor, Wanted, first_marks
from deploy.bench.own_kafka import NOTHING_EXTERNAL
from deploy.embedded.child import StackChild
from deploy.embedded.config import REPOSITORY
from deploy.embedded.errors import StackError
from deploy.embedded.state import Addresses
from deploy.samples import championship_bundle
from deploy.simulator.arrange import arranged
from deploy.simulator.http_api import HttpApi
from deploy.simulator.measure import percentile
from shared import codec
from shared.clock import system_clock
from shared.tokens import Grant, mint_token

_CHAMPIONSHIP: Final = "wsk2024"
_WARM_UP_S: Final = 5
"""The first seconds are left out: connections open, code is read for the first time."""
_LAST_FRAMES_S: Final = 2.0

Remark = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked of the stack."""

    rate: float = 200
    """Submissions a second."""
    viewers: int = 2000
    seconds: int = 40
    is_direct: bool = False
    """Viewers on the gateway itself, as behind a balancer of its own machine, not on the public origin."""


def measured(load: Load, remark: Remark) -> dict[str, Any]:
    """Return the figures of `bayge bench latency`; brings a stack of its own and takes it away."""
    with tempfile.TemporaryDirectory(prefix="bayge-bench-") as folder:
        stack = StackChild(Path(folder) / "var", ("--port", "0"), NOTHING_EXTERNAL)
        stack.start()
        try:
            state = stack.wait_ready()
            gateway = f"ws://127.0.0.1:{state.part('broadcast').port}"
            secret = (stack.var / "secret").read_text().strip()
            pids = {part.name: part.pid for part in state.parts if part.pid is not None}
            return asyncio.run(_measured(load, state.addresses, gateway, secret, pids, remark))
        finally:
            stack.stop()


async def _measured(
    load: Load, addresses: Addresses, gateway: str, secret: str, pids: Mapping[str, int], remark: Remark
) -> dict[str, Any]:
    url = addresses.public_url
    administrator = mint_token(secret, Grant("administrator", system_clock() + TOKEN_TTL_MS))
    async with HttpApi(url, administrator) as api:
        bundle = await arranged(api, championship_bundle(_CHAMPIONSHIP), remark)
    wanted = list(first_marks(bundle, secret, int(load.rate * load.seconds)))
    boards = sorted({submission.board for submission in wanted})
    remark(f"{load.viewers} viewers open their sockets.")
    viewers = await _python("onlookers", gateway if load.is_direct else url, str(load.viewers))
    assert viewers.stdin is not None
    assert viewers.stdout is not None
    viewers.stdin.write(" ".join(boards).encode() + b"\n")
    if await viewers.stdout.readline() != b"ready\n":
        raise StackError("The viewers could not open their sockets: see above.")
    remark(f"{len(wanted)} submissions at {load.rate:g} a second.")
    before = {name: cpu_seconds(pid) for name, pid in pids.items()}
    experts = await _python("submitter", url, str(load.rate))
    answers, _ = await experts.communicate(b"".join(codec.encode(w.document) + b"\n" for w in wanted))
    await asyncio.sleep(_LAST_FRAMES_S)
    used = {name: (before[name], cpu_seconds(pid)) for name, pid in pids.items()}
    seen, _ = await viewers.communicate(b"")
    told = figures(load, wanted, list(map(codec.decode, answers.splitlines())), codec.decode(seen))
    for name, (was_s, is_s) in used.items():
        if was_s is not None and is_s is not None:
            told[f"{name}_cpu_us_per_submission"] = round((is_s - was_s) / len(wanted) * 1e6)
    return told


async def _python(module: str, *arguments: str) -> Process:
    command = (sys.executable, "-m", f"deploy.bench.{module}", *arguments)
    return await asyncio.create_subprocess_exec(
        *command, cwd=REPOSITORY, stdin=PIPE, stdout=PIPE, limit=1 << 30
    )


def figures(
    load: Load, wanted: list[Wanted], answers: list[list[Any]], seen: Mapping[str, Any]
) -> dict[str, Any]:
    """Match each answer with the first frame that shows it."""
    first: dict[Competitor, list[tuple[int, int]]] = defaultdict(list)
    for board, competitor, aspects, at_ns, _ in seen["seen"]:
        first[board, competitor].append((aspects, at_ns))
    by_id = {submission.document["body"]["id"]: submission for submission in wanted}
    began_ns = min(answer[1] for answer in answers)
    late = [answer for answer in answers if answer[1] - began_ns > _WARM_UP_S * 1e9]
    frame_ms, unseen = [], 0
    for submission_id, sent_ns, _, _, said in late:
        submission = by_id[submission_id]
        shown = (
            at_ns
            for aspects, at_ns in first[submission.board, submission.competitor]
            if aspects >= submission.aspects and at_ns > sent_ns
        )
        at_ns = next(shown, None) if said == "counted" else None
        if at_ns is None:
            unseen += 1
        else:
            frame_ms.append((at_ns - sent_ns) / 1e6)
    answer_ms = [(answered_ns - sent_ns) / 1e6 for _, sent_ns, answered_ns, _, _ in late]
    written_ms = [age_ms for _, _, _, at_ns, age_ms in seen["seen"] if at_ns - began_ns > _WARM_UP_S * 1e9]
    took_s = (max(answer[1] for answer in answers) - began_ns) / 1e9
    delta, snapshot = statistics.median(seen["bytes"]["delta"]), max(seen["bytes"]["snapshot"])
    return {
        "submissions_per_second": round(len(answers) / took_s, 1),
        "viewers": load.viewers,
        "frame_p50_ms": _rounded(percentile(frame_ms, 0.5)),
        "frame_p99_ms": _rounded(percentile(frame_ms, 0.99)),
        "answer_p50_ms": _rounded(percentile(answer_ms, 0.5)),
        "answer_p99_ms": _rounded(percentile(answer_ms, 0.99)),
        "written_to_frame_p50_ms": _rounded(percentile(written_ms, 0.5)),
        "written_to_frame_p99_ms": _rounded(percentile(written_ms, 0.99)),
        "frames_measured": len(frame_ms),
        "not_counted_or_not_seen": unseen,
        "update_bytes": delta,
        "board_bytes": snapshot,
        "load_average": os.getloadavg()[0],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
