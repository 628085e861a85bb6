"""From an expert's POST to the board painted in a browser, on a whole stack of its own.

Where ``latency`` ends at the frame on a viewer's socket, this goes on to the eye: a page of a skill's board
in Chromium. The page itself says when it painted: a MutationObserver sees that rows show something new, and
two animation frames later the frame with it has been painted and handed on, so that a figure is late by at
most one frame and never early. The browser's own paint timing knows a page's first paints only, and a trace
slows what it measures.

Every submission marks aspects that had no mark yet, so a row whose "marked so far" has come to the sum of
the n-th submission shows everything up to it: the new row is painted, its total sets off to count for the
eye. The page holds changes back that follow another within 200 ms (``pace.ts``): a part of the figure.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from deploy.bench.chromium import FLAGS, chromium, playwright_starter
from deploy.bench.first_marks import TOKEN_TTL_MS, Wanted, first_marks
from deploy.bench.latency import Remark
from deploy.bench.own_kafka import NOTHING_EXTERNAL
from deploy.embedded import web
from deploy.embedded.child import StackChild
from deploy.embedded.config import REPOSITORY
from deploy.samples import championship_bundle
from deploy.simulator.arrange import arranged
from deploy.simulator.http_api import HttpApi
from deploy.simulator.measure import percentile
from shared import codec
from shared.clock import system_clock
from shared.tokens import Grant, mint_token

_CHAMPIONSHIP: Final = "wsk2024"
_ANSWERED_WITHIN_S: Final = 60
_PAINTED_WITHIN_S: Final = 10
"""After the last answer."""
_ASKED_EVERY_MS: Final = 100
_CLOCK_READINGS: Final = 40
_WARM_UP: Final = 10
"""The first submissions are left out: code is read for the first time."""

_NOTE_PAINTS: Final = """() => {
  window.painted = [];  // competitor, marked so far as it is written, when (ms of performance.now)
  const shown = new Map();
  const fresh = () => [...document.querySelectorAll('.row')].flatMap((row) => {
    const competitor = row.querySelector('a.name').getAttribute('href').split('/').pop();
    const marked = row.querySelector('.result .marked').textContent;
    if (shown.get(competitor) === marked) return [];
    shown.set(competitor, marked);
    return [[competitor, marked]];
  });
  fresh();
  new MutationObserver(() => {
    const rows = fresh();
    if (rows.length === 0) return;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const at_ms = performance.now();
      for (const row of rows) window.painted.push([...row, at_ms]);
    }));
  }).observe(document.querySelector('.rows'), { subtree: true, childList: true, characterData: true });
}"""


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked of the stack."""

    rate: float = 2
    """Submissions a second, all to the one board that is looked at: a full championship brings it three."""
    submissions: int = 200


class Paint(NamedTuple):
    """A row as it was painted."""

    competitor: str
    marked: int
    """Sum of the max marks of what is marked, in hundredths."""
    at_ns: int
    """Of the machine's monotonic clock."""


def measured(load: Load, remark: Remark) -> dict[str, Any]:
    """Return the figures of `bayge bench pixels`; brings a stack of its own and takes it away."""
    start_playwright = playwright_starter()
    web.build()
    with tempfile.TemporaryDirectory(prefix="bayge-bench-") as folder:
        stack = StackChild(Path(folder) / "var", ("--port", "0"), NOTHING_EXTERNAL)
        stack.start()
        try:
            url = stack.wait_ready().addresses.public_url
            secret = (stack.var / "secret").read_text().strip()
            bundle = asyncio.run(_arranged(url, secret, remark))
            skill = max(bundle["skills"], key=lambda skill: len(skill["competitors"]))
            wanted = list(first_marks(bundle, secret, load.submissions, skill["id"]))
            after = sums(skill, wanted)
            with start_playwright() as playwright:
                paints, answers = _looked_at(playwright, url, wanted, set(after.values()), load, remark)
        finally:
            stack.stop()
    return figures(load, after, answers, paints)


async def _arranged(url: str, secret: str, remark: Remark) -> dict[str, Any]:
    administrator = mint_token(secret, Grant("administrator", system_clock() + TOKEN_TTL_MS))
    async with HttpApi(url, administrator) as api:
        return dict(await arranged(api, championship_bundle(_CHAMPIONSHIP), remark))


def _looked_at(
    playwright: Any,
    url: str,
    wanted: Sequence[Wanted],
    ends: Collection[tuple[str, int]],
    load: Load,
    remark: Remark,
) -> tuple[list[Paint], list[list[Any]]]:
    """Submit while a page looks; return what it painted and what was answered."""
    executable, env = chromium()
    browser = playwright.chromium.launch(
        executable_path=executable, args=list(FLAGS), env={**os.environ, **env}
    )
    page = browser.new_page(viewport={"width": 1920, "height": 1080}, service_workers="block")
    page.goto(f"{url}/{wanted[0].board}")
    page.locator(".row").first.wait_for()
    page.locator("[data-link=live]").wait_for()
    page.evaluate(_NOTE_PAINTS)
    before_ns = _page_began_ns(page)
    remark(f"{len(wanted)} submissions at {load.rate:g} a second to {wanted[0].board}, {browser.version}.")
    answers = _submitted(url, wanted, load.rate)
    _wait_until_painted(page, ends)
    began_ns = (before_ns + _page_began_ns(page)) // 2
    paints = [
        Paint(competitor, hundredths(text), began_ns + round(at_ms * 1e6))
        for competitor, text, at_ms in page.evaluate("window.painted")
    ]
    browser.close()
    return paints, answers


def _wait_until_painted(page: Any, ends: Collection[tuple[str, int]]) -> None:
    """Wait until each competitor's last sum has been painted, or too long: figures tell of the others."""
    last: dict[str, int] = {}
    for competitor, marked in ends:
        last[competitor] = max(marked, last.get(competitor, 0))
    until_s = time.monotonic() + _PAINTED_WITHIN_S
    while time.monotonic() < until_s:
        painted = {(competitor, hundredths(text)) for competitor, text, _ in page.evaluate("window.painted")}
        if painted >= set(last.items()):
            return
        page.wait_for_timeout(_ASKED_EVERY_MS)


def _page_began_ns(page: Any) -> int:
    """Return our monotonic clock at the zero of the page's; the quickest of many answers is the best."""
    readings: list[tuple[int, int]] = []
    for _ in range(_CLOCK_READINGS):
        asked_ns = time.monotonic_ns()
        page_ms = page.evaluate("performance.now()")
        answered_ns = time.monotonic_ns()
        readings.append((answered_ns - asked_ns, (asked_ns + answered_ns) // 2 - round(page_ms * 1e6)))
    return min(readings)[1]


def _submitted(url: str, wanted: Sequence[Wanted], rate: float) -> list[list[Any]]:
    """Return the answers of a process that submits."""
    done = subprocess.run(
        [sys.executable, "-m", "deploy.bench.submitter", url, str(rate)],
        input=b"".join(codec.encode(submission.document) + b"\n" for submission in wanted),
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        check=True,
        timeout=len(wanted) / rate * 2 + _ANSWERED_WITHIN_S,
    )
    return list(map(codec.decode, done.stdout.splitlines()))


def hundredths(text: str) -> int:
    """Return "45.25 of 100 marked" as 4525."""
    number, _, _ = text.partition(" ")
    whole, _, rest = number.partition(".")
    return int(whole or 0) * 100 + int(rest.ljust(2, "0"))


def sums(skill: Mapping[str, Any], wanted: Sequence[Wanted]) -> dict[str, tuple[str, int]]:
    """Return for each submission whose it is and what is marked of them afterwards, in hundredths."""
    mark_max = {
        aspect["id"]: hundredths(aspect["mark_max"])
        for criterion in skill["scheme"]["criteria"]
        for sub_criterion in criterion["sub_criteria"]
        for aspect in sub_criterion["aspects"]
    }
    marked: dict[str, int] = defaultdict(int)
    after = {}
    for submission in wanted:
        body = submission.document["body"]
        marked[submission.competitor] += sum(mark_max[entry["aspect"]] for entry in body["entries"])
        after[body["id"]] = (submission.competitor, marked[submission.competitor])
    return after


def figures(
    load: Load,
    after: Mapping[str, tuple[str, int]],
    answers: Sequence[Sequence[Any]],
    paints: Sequence[Paint],
) -> dict[str, Any]:
    """Match each answer with the first paint that shows it."""
    paint_ms, unseen = [], 0
    for submission_id, sent_ns, _, _, said in sorted(answers, key=lambda answer: answer[1])[_WARM_UP:]:
        competitor, marked = after[submission_id]
        shown = (
            paint.at_ns
            for paint in paints
            if paint.competitor == competitor and paint.marked >= marked and paint.at_ns > sent_ns
        )
        at_ns = next(shown, None) if said == "counted" else None
        if at_ns is None:
            unseen += 1
        else:
            paint_ms.append((at_ns - sent_ns) / 1e6)
    p50, p99 = percentile(paint_ms, 0.5), percentile(paint_ms, 0.99)
    return {
        "submissions_per_second": load.rate,
        "paint_p50_ms": None if p50 is None else round(p50, 1),
        "paint_p99_ms": None if p99 is None else round(p99, 1),
        "paints_measured": len(paint_ms),
        "not_counted_or_not_painted": unseen,
        "load_average": os.getloadavg()[0],
    }
