"""Fold one partition of `mark-entries` and say what to send for each record. Pure: no Kafka in here.

A record at or below the last offset folded is answered again and never folded again: the process may have
died after the fold and before the send. Commands are idempotent by id besides (shared.domain.tally).
"""

import base64
from collections.abc import Sequence
from typing import Final, NamedTuple

from shared import codec, topics
from shared.clock import Clock
from shared.codec import NotJson
from shared.domain.acts import Act, ChangeScheme, ReplaceExpert
from shared.domain.catalogue_events import SkillSet, catalogue_document
from shared.domain.championship import skill_key
from shared.domain.corrections import correction_reason
from shared.domain.errors import RuleBroken
from shared.domain.events import (
    Command,
    EnterMarks,
    SheetTotal,
    Verdict,
    command_from_document,
    sheet_total_document,
    verdict_document,
)
from shared.domain.standing import form_standing, forms_touched, skill_standing
from shared.domain.tally import SkillTally
from shared.topics import Topic

_REASON_MAX: Final = 1000
_REDEFINING: Final = (ChangeScheme, ReplaceExpert)
"""Acts that change what the catalogue says of a skill; told from here, because the order is decided here."""
_VALUE_BYTES_KEPT: Final = 64 * 1024
"""Of a record that nobody can read: enough to see what it is; the log has the whole."""


class LogRecord(NamedTuple):
    """One record of `mark-entries`."""

    offset: int
    key: bytes | None
    value: bytes | None


class Output(NamedTuple):
    """One record to send, to the partition of the same number where the topic is spread by skill."""

    topic: Topic
    key: bytes
    value: bytes | None
    """None erases what the key held."""


class PartitionFold:
    """The state of all skills of one partition."""

    def __init__(self, partition: int, clock: Clock) -> None:
        self.partition = partition
        self.next_offset = 0
        """The offset after the last record folded."""
        self.skills: dict[str, SkillTally] = {}
        self.has_acts_untold = False
        """Set from an official's act until the standings that it touched are asked for."""
        self._clock = clock
        self._newest_ms = 0
        """The time of the newest command folded."""
        self._touched: dict[str, tuple[Command, set[str]]] = {}
        """Skills whose standing was not told since, each with its last command and the forms concerned."""
        self._told: dict[str, dict[str, object] | None] = {}
        """The standings told last, by key."""

    def fold(self, record: LogRecord) -> Sequence[Output]:
        """Fold ``record`` and return what to send for it.

        The record must be the next one or an earlier one: whoever calls fills gaps first.
        """
        assert record.offset <= self.next_offset, "a gap in the log was not filled before the fold"
        self.next_offset = max(self.next_offset, record.offset + 1)
        try:
            command = command_from_document(codec.decode(record.value or b""))
        except (NotJson, RuleBroken) as fault:
            return [self._dead_letter(record, str(fault))]
        self._newest_ms = max(self._newest_ms, command.at_ms)
        key = skill_key(command.championship, command.skill)
        if record.key != key.encode():
            return [self._dead_letter(record, f"the key is {record.key!r}, but the command is about {key}")]
        tally = self.skills.setdefault(key, SkillTally())
        before = forms_touched(tally, command)
        verdict, total = tally.fold(command)
        if verdict.status != "refused":
            _, forms = self._touched.get(key, (command, set()))
            self._touched[key] = (command, forms | before | forms_touched(tally, command))
            self.has_acts_untold |= not isinstance(command, EnterMarks)
        totals: Sequence[SheetTotal] = () if total is None else (total,)
        if isinstance(command, ChangeScheme) and verdict.status == "counted":
            totals = list(tally.all_totals(command))
        outputs = self._outputs(record, command, verdict, totals)
        if isinstance(command, _REDEFINING) and verdict.status == "counted":
            return [*outputs, _definition(command, tally)]
        return outputs

    def standings(self) -> Sequence[Output]:
        """Return where the forms and skills stand that were touched since the last call, where that changed.

        A form that changes ten times between two calls is told of once.
        """
        outputs = []
        for key, (command, forms) in self._touched.items():
            tally = self.skills[key]
            scheme = tally.defined.scheme
            now: dict[str, dict[str, object] | None] = {key: skill_standing(tally, *_names(command))}
            for name in sorted(forms):
                form = scheme.form_by_id.get(name)
                standing = None if form is None else form_standing(tally, *_names(command), form)
                now[f"{key}/{name}"] = standing
            outputs += [self._standing(name, said) for name, said in now.items() if self._is_news(name, said)]
        self._touched.clear()
        self.has_acts_untold = False
        return outputs

    def _is_news(self, key: str, standing: dict[str, object] | None) -> bool:
        return key not in self._told or self._told[key] != standing

    def _standing(self, key: str, standing: dict[str, object] | None) -> Output:
        self._told[key] = standing
        stamped = standing and standing | {"offset": self.next_offset - 1, "at_ms": self._newest_ms}
        return Output(topics.FORMS, key.encode(), None if stamped is None else codec.encode(stamped))

    def _outputs(
        self, record: LogRecord, command: Command, verdict: Verdict, totals: Sequence[SheetTotal]
    ) -> Sequence[Output]:
        answer = verdict_document(verdict, self.partition, record.offset, self._clock())
        outputs = [Output(topics.VERDICTS, command.id.encode(), codec.encode(answer))]
        correction = correction_reason(command, verdict)
        for total in totals:
            # Stamped with the newest offset and time folded: when an old record is answered again, the total
            # that goes out is today's: no board runs backwards, and a frozen one lets nothing through.
            as_of = self.next_offset - 1
            key = f"{total.championship}/{total.skill}/{total.competitor}/{total.form}"
            document = sheet_total_document(total, as_of, self._newest_ms)
            if correction is not None:
                document["correction"] = correction
            outputs.append(Output(topics.TOTALS, key.encode(), codec.encode(document)))
        return outputs

    def _dead_letter(self, record: LogRecord, reason: str) -> Output:
        document = {
            "v": 1,
            "type": "dead-letter",
            "topic": topics.MARK_ENTRIES.name,
            "partition": self.partition,
            "offset": record.offset,
            "reason": reason[:_REASON_MAX],
            "value_bytes": len(record.value or b""),
            "value_base64": base64.b64encode((record.value or b"")[:_VALUE_BYTES_KEPT]).decode(),
            "at_ms": self._clock(),
        }
        key = f"{topics.MARK_ENTRIES.name}/{self.partition}"
        return Output(topics.DEAD_LETTERS, key.encode(), codec.encode(document))


def _names(command: Command) -> tuple[str, str]:
    return command.championship, command.skill


def _definition(act: Act, tally: SkillTally) -> Output:
    """Return the skill's definition as it is now, also when an old act is answered again."""
    event = SkillSet(act.championship, act.skill, tally.defined, act.at_ms)
    return Output(topics.CATALOGUE, act.championship.encode(), codec.encode(catalogue_document(event)))
