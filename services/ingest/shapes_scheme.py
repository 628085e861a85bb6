"""The shapes of a marking scheme as it comes in over HTTP."""

from typing import Annotated, Literal

from pydantic import Field

from services.ingest.shapes import Count, MarkText, Moment, Reading, Reference, Shape, Text
from shared.domain.judgement import PANEL_OF_THREE
from shared.domain.marking_rules import THE_FIELDS_RULES, PanelDevices, Rounding


class BandShape(Shape):
    """What a measured value earns from ``from`` to ``to``, both included; null is without end (R25)."""

    low: Reading | None = Field(None, alias="from")
    high: Reading | None = Field(None, alias="to")
    mark: MarkText


class JudgingShape(Shape):
    """How a panel scores; what is not said is the field's rule (R28)."""

    judges: Count = PANEL_OF_THREE.judges
    scale: Count = PANEL_OF_THREE.scale
    spread_max: Count | None = PANEL_OF_THREE.spread_max
    lowest: Count = PANEL_OF_THREE.lowest
    drops_extremes: bool = PANEL_OF_THREE.drops_extremes


class RulesShape(Shape):
    """How the scheme is marked; what is not said is the field's rule (R21, R26, R28, R32)."""

    judging: JudgingShape = JudgingShape()
    rounding: Rounding = THE_FIELDS_RULES.rounding
    measurers: Count = THE_FIELDS_RULES.measurers
    appeals_until_ms: Moment | None = None
    panel_devices: PanelDevices = THE_FIELDS_RULES.panel_devices


class SectionShape(Shape):
    """A section of the occupational standard."""

    number: Count
    name: Text
    target: MarkText


class AspectShape(Shape):
    """The smallest thing that earns a mark."""

    id: Annotated[str, Field(min_length=1, max_length=64)]
    method: Literal["M", "J"]
    description: Text
    extra: Text = ""
    requirement: Text = ""
    section: Count
    mark_max: MarkText
    score_texts: list[Text] | None = Field(None, max_length=4)
    allowed_marks: list[MarkText] | None = Field(None, max_length=200)
    deduction: MarkText | None = None
    bands: list[BandShape] | None = Field(None, max_length=200)
    judging: JudgingShape | None = None


class SubCriterionShape(Shape):
    """A group of aspects marked on one day."""

    id: Reference
    name: Text
    day: Count
    aspects: list[AspectShape] = Field(max_length=500)


class CriterionShape(Shape):
    """A lettered part of the scheme."""

    letter: Reference
    name: Text
    mark_max: MarkText
    sub_criteria: list[SubCriterionShape] = Field(max_length=100)


class SchemeShape(Shape):
    """A marking scheme; its aspects add up to 100.00."""

    skill_number: Reference
    skill_name: Text
    sections: list[SectionShape] = Field(max_length=100)
    criteria: list[CriterionShape] = Field(max_length=30)
    rules: RulesShape | None = None
