from dataclasses import replace

import pytest

from shared.domain.championship import championship_document, championship_from_document
from shared.domain.errors import RuleBroken
from shared.domain.grades import DEMONSTRATION_EXAM_BANDS
from shared.domain.medals import SMALL_FIELDS
from shared.domain.members import MemberSettings
from shared.domain.presets import PRESETS
from shared.domain.results_choice import ResultsChoice, results_document, results_from_document
from tests.builders import championship


def test_nothing_said_is_the_field_s_rules() -> None:
    """A championship of an older release has no word about results, and needs none."""
    document = championship_document(championship())

    assert "results" not in document
    assert ResultsChoice() == championship_from_document(document).results
    assert {"preset": "worldskills"} == results_document(ResultsChoice())


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_its_name_alone(preset: str) -> None:
    """What follows from the name need not be said."""
    choice = results_from_document({"preset": preset})

    assert PRESETS[preset] == choice.settings  # type: ignore[index]
    assert {"preset": preset} == results_document(choice)


def test_a_championship_may_differ_from_its_preset_in_everything() -> None:
    """Each choice arrives where the rules read it, and comes back as it was said."""
    said = {
        "preset": "worldskills-kazakhstan",
        "places_by_hundredth": True,
        "scale": {"centre": 500, "points_per_unit": 20, "field_min": 6, "estimator": "mean_deviation"},
        "tie_max": 1,
        "small_fields": True,
        "medallion_from": 510,
        "medallion_label": {"en": "Diploma", "ru": "Диплом", "kk": "Диплом"},
        "points": {"gold": 5, "silver": 3, "bronze": 2, "medallion": 0},
        "points_per": "entry",
        "grades": [{"percent_from": 0, "grade": 1}, {"percent_from": 50, "grade": 2}],
    }

    choice = results_from_document(said)

    settings = choice.settings
    assert (True, 500, 1, SMALL_FIELDS, 510, 5, "entry", 2) == (
        settings.are_places_by_hundredth,
        settings.scale.centre,
        settings.awards.medals and settings.awards.medals.tie_max,
        settings.awards.medals and settings.awards.medals.small_fields,
        settings.awards.medallion_from,
        settings.members.gold,
        settings.members.points_per,
        len(settings.grades or ()),
    )
    assert said == results_document(choice)
    event = replace(championship(), results=choice)
    assert event == championship_from_document(championship_document(event))


def test_a_part_may_be_said_and_null_says_nothing() -> None:
    """Only the centre differs; what is null or left out is the preset's."""
    said = {"scale": {"centre": 600, "estimator": None}, "tie_max": None, "points": {"gold": 5}}
    choice = results_from_document(said)

    assert (600, 30, "median_deviation") == (
        choice.settings.scale.centre, choice.settings.scale.points_per_unit, choice.settings.scale.estimator
    )  # fmt: skip
    assert MemberSettings(gold=5) == choice.settings.members


def test_an_empty_list_of_bands_gives_no_grades() -> None:
    """The demonstration exam's preset has bands; a championship may do without."""
    exam = {"preset": "demonstration-exam"}

    assert DEMONSTRATION_EXAM_BANDS == results_from_document(exam).settings.grades
    assert results_from_document({**exam, "grades": []}).settings.grades is None


@pytest.mark.parametrize(
    ("said", "details"),
    [
        ({"preset": "olympics"}, {"field": "results.preset", "value": "preset 'olympics'"}),
        (
            dict.fromkeys(("medal_colour", *(f"odd_{n}" for n in range(30))), 1),
            {"field": "results.medal_colour", "value": "medal_colour"},
        ),
        ({"scale": {"estimator": "guess"}}, {"field": "results.scale.estimator", "value": "guess"}),
        ({"points_per": "head"}, {"field": "results.points_per", "value": "head"}),
        ({"points": {"gold": -1}}, {"field": "results.points.gold", "value": "-1"}),
        ({"tie_max": -1}, {"field": "results.tie_max", "value": "-1"}),
    ],
)
def test_what_cannot_be_obeyed_is_refused(said: dict[str, object], details: dict[str, object]) -> None:
    """By its name, when the championship is defined and not when its medals are due."""
    with pytest.raises(RuleBroken) as refused:
        results_from_document(said)

    assert ("results_malformed", details) == (refused.value.code, refused.value.details)


def test_bands_that_do_not_begin_at_0_are_refused() -> None:
    """R47: a total below the first band would have no grade."""
    with pytest.raises(RuleBroken, match="bands_malformed"):
        results_from_document({"grades": [{"percent_from": 5, "grade": 2}]})


def test_nothing_is_the_least_that_may_be_said() -> None:
    """R43, R46: a tie of 0, awards that bring no points."""
    said = {"tie_max": 0, "points": {"gold": 0, "silver": 0, "bronze": 0, "medallion": 0}}

    settings = results_from_document(said).settings

    assert settings.awards.medals is not None
    assert 0 == settings.awards.medals.tie_max
    assert (0, 0, 0, 0) == (
        settings.members.gold, settings.members.silver, settings.members.bronze, settings.members.medallion
    )  # fmt: skip


def test_a_preset_that_awards_nothing_may_be_made_to_award() -> None:
    """R47: an exam with medals; and a championship without."""
    exam = results_from_document({"preset": "demonstration-exam", "medals": True})
    cup = results_from_document({"medals": False})

    assert exam.settings.awards.medals is not None
    assert cup.settings.awards.medals is None
    assert {"preset": "worldskills", "medals": False} == results_document(cup)


@pytest.mark.parametrize("said", [{"scale": 1}, {"medals": "yes"}, {"medallion_label": {}}, {"grades": [1]}])
def test_a_part_of_the_wrong_kind_is_malformed(said: dict[str, object]) -> None:
    """As in every other part of a definition."""
    with pytest.raises(RuleBroken, match="definition_malformed"):
        championship_from_document(championship_document(championship()) | {"results": said})
