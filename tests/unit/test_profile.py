from fractions import Fraction

from shared.domain.profile import SectionShare, competitor_profile, member_profiles, pooled_profile
from shared.domain.scheme import Aspect, Criterion, Scheme, Section, SubCriterion
from shared.domain.units import UNITS_PER_MARK

ONE = UNITS_PER_MARK


def scheme_of(*sections: int) -> Scheme:
    """Return a scheme with sections 1 to 3 and an aspect of 2.00 for each number, named p1, p2, ..."""
    aspects = tuple(Aspect(f"p{n}", "M", "", section, 2 * ONE) for n, section in enumerate(sections, 1))
    criterion = Criterion("A", "All", 2 * ONE * len(aspects), (SubCriterion("A1", "All", 1, aspects),))
    return Scheme("1", "Skill", tuple(Section(n, f"S{n}", 0) for n in (1, 2, 3)), (criterion,))


def test_a_competitor_s_share_of_each_section() -> None:
    """R48: 3 of 4 marks in section 1, none of 2 in section 2; section 3 has no aspect."""
    profile = competitor_profile(scheme_of(1, 2, 1), {"p1": 2 * ONE, "p2": 0, "p3": ONE})

    assert (
        SectionShare(1, won=3 * ONE, mark_max=4 * ONE),
        SectionShare(2, won=0, mark_max=2 * ONE),
        SectionShare(3, won=0, mark_max=0),
    ) == profile
    assert [Fraction(3, 4), Fraction(0), None] == [part.share for part in profile]
    assert ["75.0", "0.0", None] == [part.percent for part in profile]


def test_what_is_not_marked_yet_is_no_weakness() -> None:
    """R48: the share is of the aspects marked so far."""
    (first, *_) = competitor_profile(scheme_of(1, 1), {"p1": ONE})

    assert Fraction(1, 2) == first.share
    assert 2 * ONE == first.mark_max


def test_a_skill_s_profile_adds_its_competitors_up() -> None:
    """R48: 2 + 1 of 4 marks."""
    scheme = scheme_of(1)

    profile = pooled_profile([competitor_profile(scheme, {"p1": mark}) for mark in (2 * ONE, ONE)])

    assert SectionShare(1, won=3 * ONE, mark_max=4 * ONE) == profile[0]


def test_a_member_s_profile_adds_its_own_competitors_up() -> None:
    """R48: a and c are of one member."""
    scheme = scheme_of(1)
    marks = {"a": 2 * ONE, "b": ONE, "c": 0}
    profiles = {name: competitor_profile(scheme, {"p1": mark}) for name, mark in marks.items()}

    by_member = member_profiles(profiles, {"a": "almaty", "b": "astana", "c": "almaty"})

    assert {"almaty": "50.0", "astana": "50.0"} == {m: p[0].percent for m, p in by_member.items()}
    assert 4 * ONE == by_member["almaty"][0].mark_max


def test_nobody_has_no_profile() -> None:
    """R48: of no competitor."""
    assert () == pooled_profile([])
