"""Turn what scoring decided into what the sender reads: an answer, or a refusal with all that it is about."""

from typing import Any, Final

from services.ingest.desk import Answer
from shared.domain.errors import RuleBroken

_FIELDS: Final = {"id_reused": "id"}
"""The field at fault where a verdict does not name one."""


class NotFinal(RuleBroken):
    """A skill cannot be final yet; ``open_items`` are everything that keeps it from that (R34)."""

    def __init__(self, open_items: list[dict[str, str]]) -> None:
        self.open_items = open_items
        super().__init__("skill_not_final", field="skill")


def answered(command_id: str, answer: Answer) -> dict[str, Any]:
    """Return the verdict as the sender's device reads it, ``logged`` when it is late.

    Raises ``RuleBroken`` when scoring refused, ``NotFinal`` when a skill has open items.
    """
    place = {"partition": answer.place.partition, "offset": answer.place.offset}
    verdict = answer.verdict
    if verdict is None:
        return {"id": command_id, "status": "logged", **place}
    code = verdict["code"]
    if verdict["status"] != "refused":
        remark = {} if code is None else {"code": code}
        entries = {"entries": verdict["entries"]} if verdict["entries"] else {}
        return {"id": command_id, "status": verdict["status"], **remark, **entries, **place}
    if "open_items" in verdict:
        raise NotFinal(verdict["open_items"])
    details = {"field": _FIELDS.get(code), **verdict.get("details", {})}
    raise RuleBroken(code, **details)
