"""What the measurement of the gateway found, and the ratios that it is about."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Delivery:
    """One server under one load."""

    server: str
    sockets: int
    deliveries_per_s: float
    us_per_delivery: float
    """Microseconds of a core that the server took for each."""
    p50_ms: float
    p99_ms: float
    kb_per_viewer: float
    """While nothing is sent."""
    memory_mb: float
    """At the end."""


@dataclass
class GatewayResult:
    """All that was measured in one run."""

    rounds: list[Mapping[str, Delivery]] = field(default_factory=list)
    """By server; each round has them all, one after the other."""
    many: Delivery | None = None
    hindered: Delivery | None = None
    hindered_lost: int = 0
    profile: list[tuple[str, float]] = field(default_factory=list)
    """By function the share of the server's time; the profiler makes calls of Python dearer than they are."""
    left_out: list[str] = field(default_factory=list)
    """What could not be measured here, and why."""

    def ratio(self, server: str) -> float | None:
        """Return the median over the rounds of our time for a delivery over that of ``server``."""
        ratios = self.ratios(server)
        return round(statistics.median(ratios), 3) if ratios else None

    def ratios(self, server: str) -> Sequence[float]:
        """Return the ratio of each round."""
        return [
            each["gateway"].us_per_delivery / each[server].us_per_delivery
            for each in self.rounds
            if server in each
        ]

    def report(self) -> dict[str, object]:
        """Return it for programs; ratios that could not be measured are null."""
        ours = [each["gateway"] for each in self.rounds]
        memory = self.many or ours[-1]
        return {
            "ratio_to_send": self.ratio("bare send"),
            "ratio_to_nchan": self.ratio("nchan"),
            "ratio_to_broadcast": self.ratio("websockets.broadcast"),
            "kb_per_viewer": memory.kb_per_viewer,
            "us_per_delivery": round(statistics.median(each.us_per_delivery for each in ours), 2),
            "p50_ms": round(statistics.median(each.p50_ms for each in ours), 2),
            "p99_ms": round(statistics.median(each.p99_ms for each in ours), 2),
            "p99_ratio_with_slow": self._p99_ratio_with_slow(ours),
            "rounds": [{name: vars(one) for name, one in each.items()} for each in self.rounds],
            "many": None if self.many is None else vars(self.many),
            "with_slow": None if self.hindered is None else vars(self.hindered),
            "profile": self.profile,
            "left_out": self.left_out,
        }

    def _p99_ratio_with_slow(self, ours: Sequence[Delivery]) -> float | None:
        if self.hindered is None:
            return None
        return round(self.hindered.p99_ms / statistics.median(each.p99_ms for each in ours), 2)
