"""The shape of what a championship chooses about its results, as it comes in over HTTP."""

from typing import Annotated, Literal

from pydantic import Field

from services.ingest.shapes import Count, Shape, Title
from shared.domain.presets import PresetName
from shared.domain.scale import Estimator


class NamesShape(Shape):
    """A name in the three languages of the championship."""

    en: Title
    ru: Title
    kk: Title


class ScaleShape(Shape):
    """What may be chosen about the scale (R42)."""

    centre: Count | None = None
    points_per_unit: Count | None = None
    field_min: Count | None = None
    estimator: Estimator | None = None


class PointsShape(Shape):
    """Medal points (R46)."""

    gold: Count | None = None
    silver: Count | None = None
    bronze: Count | None = None
    medallion: Count | None = None


class GradeBandShape(Shape):
    """From this percentage up, the grade is this (R47)."""

    percent_from: Annotated[int, Field(ge=0, le=100)]
    grade: Count


class ResultsShape(Shape):
    """How results are made: a preset, and where this championship differs from it."""

    preset: PresetName = "worldskills"
    places_by_hundredth: bool | None = None
    scale: ScaleShape | None = None
    medals: bool | None = None
    tie_max: Count | None = None
    small_fields: bool | None = None
    medallion_from: Count | None = None
    medallion_label: NamesShape | None = None
    points: PointsShape | None = None
    points_per: Literal["entry", "person"] | None = None
    grades: list[GradeBandShape] | None = Field(None, max_length=20)
