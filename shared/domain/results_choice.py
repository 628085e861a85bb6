"""What a championship has chosen about its results: a named preset, and where it differs from it.

Its document holds the preset's name and the differences only, so that what an organiser reads is what the
organiser decided. Every choice is optional: the rest is the preset's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from shared.domain.awards import AwardSettings
from shared.domain.errors import RuleBroken
from shared.domain.grades import GradeBand, check_bands
from shared.domain.kinds import is_so, text, whole
from shared.domain.medals import SMALL_FIELDS, MedalPolicy
from shared.domain.members import MemberSettings
from shared.domain.people import Names
from shared.domain.presets import PRESETS, PresetName, ResultSettings
from shared.domain.scale import ESTIMATORS, ScaleSettings

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ResultsChoice:
    """A preset, and the settings that follow from it and from the championship's own choices."""

    preset: PresetName = "worldskills"
    settings: ResultSettings = PRESETS["worldskills"]


THE_FIELDS_RESULTS: Final = ResultsChoice()
_SCALE: Final = ("centre", "points_per_unit", "field_min")
_POINTS: Final = ("gold", "silver", "bronze", "medallion")
_KEYS: Final = frozenset(
    {
        "preset",
        "places_by_hundredth",
        "scale",
        "medals",
        "tie_max",
        "small_fields",
        "medallion_from",
        "medallion_label",
        "points",
        "points_per",
        "grades",
    }
)


def results_document(choice: ResultsChoice) -> dict[str, Any]:
    """Return the JSON form of ``choice``: the preset and what differs from it."""
    own, base = _all(choice.settings), _all(PRESETS[choice.preset])
    return {"preset": choice.preset} | {name: value for name, value in own.items() if value != base[name]}


def results_from_document(document: Document | None) -> ResultsChoice:
    """Return the choice in ``document``; nothing said means the field's rules.

    Raises ``RuleBroken("results_malformed")``, ``bands_malformed``; ``KeyError`` and ``TypeError`` like all
    parts of a definition.
    """
    if document is None:
        return THE_FIELDS_RESULTS
    preset = document.get("preset", "worldskills")
    if preset not in PRESETS:
        raise RuleBroken("results_malformed", field="results.preset", value=f"preset {preset!r}")
    unknown = sorted(document.keys() - _KEYS)
    if unknown:
        raise RuleBroken("results_malformed", field=f"results.{unknown[0]}", value=unknown[0])
    base = PRESETS[preset]
    said = {**_all(base), **_told(document)}
    settings = replace(
        base,
        are_places_by_hundredth=is_so(said["places_by_hundredth"]),
        scale=_scale_from(base.scale, said["scale"]),
        awards=_awards_from(said),
        members=_members_from(base.members, said),
        grades=_grades_from(said["grades"]),
    )
    return ResultsChoice(preset, settings)


def _all(settings: ResultSettings) -> dict[str, Any]:
    """Return every choice that ``settings`` make, as a document says it."""
    awards = settings.awards
    policy = awards.medals or MedalPolicy()
    return {
        "places_by_hundredth": settings.are_places_by_hundredth,
        "scale": {name: getattr(settings.scale, name) for name in _SCALE}
        | {"estimator": settings.scale.estimator},
        "medals": awards.medals is not None,
        "tie_max": policy.tie_max,
        "small_fields": policy.small_fields is not None,
        "medallion_from": awards.medallion_from,
        "medallion_label": awards.medallion_label.document(),
        "points": {name: getattr(settings.members, name) for name in _POINTS},
        "points_per": settings.members.points_per,
        "grades": [{"percent_from": b.percent_from, "grade": b.grade} for b in settings.grades or ()],
    }


def _told(document: Document) -> dict[str, Any]:
    """Return what ``document`` says; a null says nothing."""
    return {name: value for name, value in document.items() if value is not None}


def _scale_from(base: ScaleSettings, document: Document) -> ScaleSettings:
    said = _told(document)
    numbers = {name: whole(said.get(name, getattr(base, name))) for name in _SCALE}
    estimator = said.get("estimator", base.estimator)
    if estimator not in ESTIMATORS:
        raise RuleBroken("results_malformed", field="results.scale.estimator", value=str(estimator))
    return replace(base, **numbers, estimator=estimator)


def _awards_from(said: Document) -> AwardSettings:
    label = said["medallion_label"]
    policy = MedalPolicy(
        tie_max=_not_negative("tie_max", said["tie_max"]),
        small_fields=SMALL_FIELDS if is_so(said["small_fields"]) else None,
    )
    return AwardSettings(
        medals=policy if is_so(said["medals"]) else None,
        medallion_from=whole(said["medallion_from"]),
        medallion_label=Names(text(label["en"]), text(label["ru"]), text(label["kk"])),
    )


def _members_from(base: MemberSettings, said: Document) -> MemberSettings:
    own = _told(said["points"])
    points = {name: _not_negative(f"points.{name}", own.get(name, getattr(base, name))) for name in _POINTS}
    per = said["points_per"]
    if per not in ("entry", "person"):
        raise RuleBroken("results_malformed", field="results.points_per", value=str(per))
    return replace(base, **points, points_per=per)


def _grades_from(said: list[Document]) -> tuple[GradeBand, ...] | None:
    """Return the bands; none means that no grades are given."""
    if not said:
        return None
    bands = tuple(GradeBand(whole(band["percent_from"]), whole(band["grade"])) for band in said)
    check_bands(bands)
    return bands


def _not_negative(name: str, value: Any) -> int:
    if whole(value) < 0:
        raise RuleBroken("results_malformed", field=f"results.{name}", value=str(value))
    return int(value)
