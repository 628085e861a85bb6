"""The sample championships are of the promised size, valid, and the same every time."""

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from deploy.samples import SAMPLES, SampleDamaged, championship_bundle
from deploy.samples.members import KAZAKHSTAN, TURKIC
from deploy.samples.people import latin
from deploy.samples.skills import SKILLS
from services.ingest.bundle import read_bundle
from shared import codec
from shared.config import samples_folder
from shared.domain.championship import SkillDefinition, skill_from_document
from shared.domain.people import Competitor, Expert, Names
from shared.domain.scheme_check import scheme_problems

SIZES = {"wsk2024": (555, 30), "wsk2025": (825, 45), "turkic2025": (70, 10), "small": (18, 3)}


@pytest.fixture(scope="module", params=list(SAMPLES))
def bundle(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return each sample championship."""
    return championship_bundle(request.param)


@pytest.fixture
def real_samples() -> Path:
    """Return the folder of real marking schemes; skips where there is none."""
    folder = samples_folder(os.environ, Path(__file__).parents[2])
    if not (folder / "euroskills-2023-web-development.xlsx").is_file():
        pytest.skip("no folder of real samples: set BAYGE_SAMPLES")
    return folder


def entrants(skill: SkillDefinition) -> list[Competitor | Expert]:
    """Return everybody who takes part in a skill."""
    return [*skill.competitors, *skill.experts]


def definitions(bundle: dict[str, Any]) -> list[SkillDefinition]:
    """Return the skills of a bundle."""
    return [skill_from_document(skill) for skill in bundle["skills"]]


def test_every_sample_has_its_size(bundle: dict[str, Any]) -> None:
    """WSK 2024 had 555 competitors in 30 skills, WSK 2025 825 in 45; an entry is one competitor (R6)."""
    competitors = [len(skill.competitors) for skill in definitions(bundle)]

    assert SIZES[bundle["championship"]["id"]] == (sum(competitors), len(competitors))
    assert min(competitors) >= 5  # R3
    assert max(competitors) <= len(bundle["championship"]["members"])


def test_every_sample_may_be_imported(bundle: dict[str, Any]) -> None:
    """The door takes each bundle as it is, and has nothing to warn about."""
    assert () == read_bundle(codec.decode(codec.encode(bundle))).warnings


def test_every_scheme_is_whole(bundle: dict[str, Any]) -> None:
    """100.00 marks in 5 to 9 criteria, no warning of any kind (R10 to R14)."""
    for skill in definitions(bundle):
        assert () == tuple(scheme_problems(skill.scheme))
        assert {"M", "J"} == {aspect.method for aspect in skill.scheme.aspects}
        assert {1, 2, 3} == {sub.day for sub in skill.scheme.sub_criteria}
        texts = [aspect.description for aspect in skill.scheme.aspects]
        assert len(set(texts)) == len(texts)


def test_full_schemes_have_the_size_of_published_ones() -> None:
    """A real scheme has 149 aspects in 36 sub-criteria; some measured aspects allow partial marks."""
    schemes = [skill.scheme for skill in definitions(championship_bundle("wsk2024"))]

    assert all(120 <= len(list(scheme.aspects)) <= 160 for scheme in schemes)
    assert all(25 <= len(list(scheme.sub_criteria)) <= 40 for scheme in schemes)
    assert all(any(aspect.allowed_marks for aspect in scheme.aspects) for scheme in schemes)


def test_somebody_may_mark_everybody(bundle: dict[str, Any]) -> None:
    """R21: at least five experts of different members in every skill, and all members take part."""
    members = {member["id"] for member in bundle["championship"]["members"]}

    for skill in definitions(bundle):
        assert len({expert.member for expert in skill.experts}) >= 5
        assert {entrant.member for entrant in entrants(skill)} <= members


def test_everybody_has_a_name_in_both_scripts(bundle: dict[str, Any]) -> None:
    """Ids are opaque and nobody's twice; competitors and experts all have a name."""
    people = bundle["people"]
    ids = [entrant.id for skill in definitions(bundle) for entrant in entrants(skill)]
    ids += [person for skill in definitions(bundle) for c in skill.competitors for person in c.person_ids]

    assert Counter(ids) == Counter(person["id"] for person in people)
    assert all(re.fullmatch(r"[cep]-[0-9a-f]{12}", name) for name in ids)
    assert all(re.fullmatch(r"[A-Za-z. /'-]+", person["name_latin"]) for person in people)
    assert len(people) == len({person["name"] for person in people})


def test_the_same_seed_gives_the_same_championship() -> None:
    """Byte for byte, so that a run can be repeated anywhere."""
    once, again = (codec.encode(championship_bundle("small", "x")) for _ in range(2))

    assert once == again
    assert once != codec.encode(championship_bundle("small", "y"))


def test_pairs_are_one_entry() -> None:
    """R6: a pair is one competitor with two names."""
    bundle = championship_bundle("wsk2025")
    [mechatronics] = [skill for skill in bundle["skills"] if skill["id"] == "mechatronics"]
    names = {person["id"]: person["name"] for person in bundle["people"]}

    assert all(names[c["id"]].count(" / ") == 1 for c in mechatronics["competitors"])
    assert all(" / " not in names[e["id"]] for e in mechatronics["experts"])
    assert {2} == {len(c["person_ids"]) for c in mechatronics["competitors"]}
    assert all(" / " not in names[person] for c in mechatronics["competitors"] for person in c["person_ids"])


def test_a_championship_has_more_persons_than_entries() -> None:
    """R6: `wsk2025` has five skills of pairs; whoever is alone is a person without being listed."""
    skills = definitions(championship_bundle("wsk2025"))

    in_pairs = [skill for skill in skills if {2} == {c.persons for c in skill.competitors}]
    alone = [skill for skill in skills if {()} == {c.person_ids for c in skill.competitors}]
    assert (5, 40) == (len(in_pairs), len(alone))


def test_members_are_kazakhstans_regions_and_cities() -> None:
    """17 regions and 3 cities, each named in three languages."""
    names = {member.id: member.name for member in KAZAKHSTAN}

    assert 20 == len(names)
    assert Names("Abai Region", "Абайская область", "Абай облысы") == names["abai"]
    assert Names("Shymkent City", "г. Шымкент", "Шымкент қаласы") == names["shymkent"]
    assert 7 == len({member.id for member in TURKIC})


def test_skills_have_numbers_of_their_own() -> None:
    """Two skills of one number or one name would be a slip in the table."""
    assert 45 == len({skill.id for skill in SKILLS}) == len({skill.number for skill in SKILLS})
    for language in ("en", "ru", "kk"):
        assert 45 == len({getattr(skill.name, language) for skill in SKILLS})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Асқар Әлімов", "Asqar Alimov"),
        ("Ерлан Жүнісов", "Yerlan Zhunisov"),
        ("Шыңғыс Қасымов", "Shyngys Qasymov"),
        ("Дмитрий Воробьёв", "Dmitriy Vorobyov"),
        ("Юлия Щукина", "Yuliya Shchukina"),
        ("Zeynep Yıldız", "Zeynep Yildiz"),
        ("Nərmin Əliyeva", "Narmin Aliyeva"),
    ],
)
def test_latin(name: str, expected: str) -> None:
    """Names come out as a passport would have them."""
    assert expected == latin(name)


def test_a_real_scheme_is_used_where_it_is_at_hand(real_samples: Path) -> None:
    """Web Technologies then has the published 149 aspects."""
    bundle = championship_bundle("turkic2025", samples_folder=real_samples)
    [web] = [skill for skill in bundle["skills"] if skill["id"] == "web-technologies"]

    assert 149 == len(list(skill_from_document(web).scheme.aspects))
    assert () == read_bundle(codec.decode(codec.encode(bundle))).warnings


def test_a_damaged_real_scheme_is_not_passed_over(tmp_path: Path) -> None:
    """A generated scheme in its place would hide that something is wrong."""
    (tmp_path / "euroskills-2023-web-development.xlsx").write_bytes(b"not a workbook")

    with pytest.raises(SampleDamaged, match="has errors"):
        championship_bundle("wsk2024", samples_folder=tmp_path)
