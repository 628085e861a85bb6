"""Take a submission in: may this expert, do the rules allow it, into the log, and answer with the verdict.

What the rules refuse never reaches the log; what reaches it is answered even when the verdict is late.
"""

import logging
from typing import Any, Final

from prometheus_client import Counter, Histogram
from pydantic import TypeAdapter

from services.ingest.bodies import Refused, shaped
from services.ingest.catalogue import Catalogue
from services.ingest.desk import CommandDesk
from services.ingest.journal import Unavailable
from services.ingest.shapes import EntryShape, SubmissionShape
from services.ingest.verdicts import answered
from shared.clock import Clock
from shared.domain.entering import check_submission
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks, Entry, Paper
from shared.domain.units import mark_from_text
from shared.tokens import Grant

log = logging.getLogger(__name__)

SUBMISSIONS: Final = Counter("bayge_ingest_submissions_total", "What became of submissions.", ["outcome"])
ANSWER_SECONDS: Final = Histogram(
    "bayge_ingest_answer_seconds",
    "From a submission's body to its answer.",
    buckets=(0.002, 0.004, 0.006, 0.008, 0.012, 0.02, 0.04, 0.08, 0.2, 0.5, 1, 2, 5),
)
_SHAPE: Final = TypeAdapter(SubmissionShape)


class Submissions:
    """The way of a submission through ingest."""

    def __init__(self, desk: CommandDesk, catalogue: Catalogue, clock: Clock, verdict_wait_ms: int) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._clock = clock
        self._verdict_wait_ms = verdict_wait_ms

    async def enter(self, grant: Grant, document: Any) -> dict[str, Any]:
        """Return the answer to the submission in ``document``: its verdict, or ``logged`` when that is late.

        Raises ``RuleBroken``, ``Refused``, ``Unavailable``.
        """
        with ANSWER_SECONDS.time():
            try:
                answer = await self._entered(grant, document)
            except (RuleBroken, Refused, Unavailable) as refused:
                outcome = "unavailable" if isinstance(refused, Unavailable) else "refused"
                SUBMISSIONS.labels(outcome).inc()
                log.info(outcome, extra={"submission": _id_of(document), "code": str(refused)})
                raise
        SUBMISSIONS.labels(answer["status"]).inc()
        place = {"partition": answer["partition"], "offset": answer["offset"]}
        log.info(answer["status"], extra={"submission": answer["id"], **place})
        return answer

    async def _entered(self, grant: Grant, document: Any) -> dict[str, Any]:
        shape = shaped(_SHAPE, document)
        submission = _command(shape, grant, self._clock())
        definition = self._catalogue.skill(shape.championship, shape.skill)
        check_submission(definition, submission, may_have_team=True)
        return answered(submission.id, await self._desk.hand_in(submission, self._verdict_wait_ms))


def _command(shape: SubmissionShape, grant: Grant, at_ms: int) -> EnterMarks:
    """Return the command; the expert is who the token says, never who the body says, unless a clerk types."""
    expert, paper = _signed_by(shape, grant)
    return EnterMarks(
        shape.id,
        shape.championship,
        shape.skill,
        shape.competitor,
        shape.form,
        expert,
        tuple(map(_entry, shape.entries)),
        at_ms,
        shape.device_at_ms,
        shape.appeal,
        paper,
    )


def _signed_by(shape: SubmissionShape, grant: Grant) -> tuple[str, Paper | None]:
    """Return whose marks these are, and the paper that they are typed from (R22).

    Raises ``RuleBroken``: ``practice_only``, ``not_allowed_skill``, ``paper_missing``,
    ``paper_not_expected``.
    """
    if grant.role == "trainee":
        raise RuleBroken("practice_only", field="skill", value=shape.skill)
    is_clerk = grant.role == "clerk" and grant.covers(shape.championship, shape.skill)
    if not is_clerk and not grant.can_mark(shape.championship, shape.skill):
        raise RuleBroken("not_allowed_skill", field="skill", value=shape.skill)
    if is_clerk and shape.paper is None:
        raise RuleBroken("paper_missing", field="paper")
    if shape.paper is None:
        return grant.subject, None
    if not is_clerk:
        raise RuleBroken("paper_not_expected", field="paper")
    return shape.paper.expert, Paper(grant.subject, shape.paper.photo)


def _entry(shape: EntryShape) -> Entry:
    return Entry(
        shape.aspect,
        None if shape.mark is None else mark_from_text(shape.mark),
        None if shape.scores is None else tuple(shape.scores),
        shape.based_on,
        (shape.reason or "").strip() or None,
        shape.score,
        shape.deductions,
        shape.measured,
        shape.attempt,
        (shape.comment or "").strip() or None,
        tuple(shape.photos),
    )


def _id_of(document: Any) -> str:
    """Return the id that a refused submission carries, for the log."""
    return str(document.get("id"))[:64] if isinstance(document, dict) else ""
