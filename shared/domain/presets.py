"""Everything about results that a championship may choose, and the named choices to start from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from shared.domain.awards import AwardSettings
from shared.domain.grades import DEMONSTRATION_EXAM_BANDS, GradeBand
from shared.domain.members import MemberSettings
from shared.domain.scale import ScaleSettings
from shared.domain.status import StatusRules
from shared.domain.units import UNITS_PER_MARK, Mark

PresetName = Literal["worldskills", "worldskills-kazakhstan", "demonstration-exam"]


@dataclass(frozen=True, slots=True)
class ResultSettings:
    """One championship's choices; each default is the rule as DOMAIN states it."""

    are_places_by_hundredth: bool = False
    """Set: totals that print the same share a place; else exactly equal ones do (R41)."""
    status: StatusRules = field(default_factory=StatusRules)
    scale: ScaleSettings = field(default_factory=ScaleSettings)
    awards: AwardSettings = field(default_factory=AwardSettings)
    members: MemberSettings = field(default_factory=MemberSettings)
    mark_max: Mark = 100 * UNITS_PER_MARK
    """What a total is out of (R40)."""
    grades: tuple[GradeBand, ...] | None = None
    """None: no grades are given (R47)."""


PRESETS: Final[Mapping[PresetName, ResultSettings]] = {
    "worldskills": ResultSettings(),
    # R6: its reports count persons: 53 gold medals in 45 skills.
    "worldskills-kazakhstan": ResultSettings(members=MemberSettings(points_per="person")),
    "demonstration-exam": ResultSettings(awards=AwardSettings(medals=None), grades=DEMONSTRATION_EXAM_BANDS),
}
