"""Every Kafka topic, in one table: what it holds, its key, how many partitions, how long it is kept."""

from dataclasses import dataclass
from typing import Final, Literal

_FOR_EVER: Final = "-1"
_A_DAY_MS: Final = str(24 * 3600 * 1000)
_A_MONTH_MS: Final = str(30 * 24 * 3600 * 1000)


@dataclass(frozen=True, slots=True)
class Topic:
    """One row of the table."""

    name: str
    holds: str
    key: str
    spread: Literal["by skill", "one"]
    """``by skill``: as many partitions as the installation sets, a skill always on the same one."""
    cleanup: Literal["delete", "compact"] = "delete"
    retention_ms: str = _FOR_EVER
    is_on_disk_before_acknowledged: bool = False
    """Where the installation has one broker: written through to the disk before it answers (invariant 4)."""

    def partitions(self, by_skill: int) -> int:
        """Return the number of partitions where skills are spread over ``by_skill``."""
        return by_skill if self.spread == "by skill" else 1

    def config(self, replication: int) -> dict[str, str]:
        """Return the topic's settings as Kafka names them."""
        config: dict[str, str] = {"cleanup.policy": self.cleanup}
        if self.cleanup == "delete":
            config["retention.ms"] = self.retention_ms
        if self.is_on_disk_before_acknowledged and replication == 1:
            config["flush.messages"] = "1"
        if replication > 1:
            config["min.insync.replicas"] = str(min(2, replication))
        return config


MARK_ENTRIES: Final = Topic(
    "mark-entries",
    "every command that changes a skill's result: the truth",
    "championship/skill",
    "by skill",
    is_on_disk_before_acknowledged=True,
)
VERDICTS: Final = Topic(
    "verdicts", "what scoring decided about each command", "command id", "by skill", retention_ms=_A_DAY_MS
)
TOTALS: Final = Topic(
    "totals",
    "the running total of each sheet, as it was after each mark",
    "championship/skill/competitor/form",
    "by skill",
)
FORMS: Final = Topic(
    "forms",
    "where each form and each skill stands: who is awaited, what is locked",
    "championship/skill/form, or championship/skill",
    "by skill",
)
CATALOGUE: Final = Topic(
    "catalogue", "championships and the definition of their skills", "championship", "one"
)
PUBLICATIONS: Final = Topic("publications", "who may see what, from when", "championship", "one")
PEOPLE: Final = Topic(
    "people", "names behind the opaque ids; a tombstone erases", "person id", "one", cleanup="compact"
)
ACCESS: Final = Topic(
    "access",
    "who may come in: accounts, sessions, devices, PINs, one-time codes redeemed",
    "account, session, pairing, device, person or code id",
    "one",
    is_on_disk_before_acknowledged=True,
)
SCREENS: Final = Topic(
    "screens",
    "which on-site screens there are, what they and the overlays are to show, themes",
    "championship",
    "one",
)
DEAD_LETTERS: Final = Topic(
    "dead-letters",
    "records that nobody could read, with the reason",
    "topic/partition",
    "one",
    retention_ms=_A_MONTH_MS,
)

TOPICS: Final = (
    MARK_ENTRIES,
    VERDICTS,
    TOTALS,
    FORMS,
    CATALOGUE,
    PUBLICATIONS,
    PEOPLE,
    ACCESS,
    SCREENS,
    DEAD_LETTERS,
)
