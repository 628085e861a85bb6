from services.leaderboard.history import FormTold, SkillHistory, SkillTold, TotalTold
from shared.domain.awards import Decision
from shared.domain.events import SheetTotal
from shared.domain.skill_end import SkillEnd
from shared.domain.units import mark_from_text


def total(mark: str, offset: int) -> TotalTold:
    """Return the total of the one sheet there is, as of ``offset``."""
    return TotalTold(SheetTotal("cup", "testing", "c-1", "A1", mark_from_text(mark), 1, 180_000), offset)


def seen(history: SkillHistory) -> int | None:
    """Return the mark of the one competitor as the public knows it."""
    known = history.results("public").competitors.get("c-1")
    return None if known is None else known.mark


def history() -> SkillHistory:
    """Return a skill in which a mark of 0.25 came at 1000 ms and was corrected to 1.00 at 2000 ms."""
    skill = SkillHistory()
    skill.take(total("0.25", 0), 1000)
    skill.take(total("1.00", 1), 2000)
    return skill


def test_an_audience_knows_what_came_up_to_its_cut() -> None:
    """R50: before the first mark nothing, between the two the first one, later both; without a cut all."""
    skill = history()

    told = [(skill.show("public", cut), seen(skill)) for cut in (999, 1000, 1999, 2000, 2001, None)]

    first, last = mark_from_text("0.25"), mark_from_text("1.00")
    assert [
        (True, None),
        (True, first),
        (False, first),
        (True, last),
        (False, last),
        (True, last),
    ] == told


def test_a_cut_that_goes_back_takes_away_what_came_since() -> None:
    """A freeze may be set for a moment that is over."""
    skill = history()
    skill.show("public", 5000)

    assert (True, mark_from_text("0.25")) == (skill.show("public", 1500), seen(skill))


def test_one_audience_waits_while_another_knows_all() -> None:
    """The venue is not frozen with the public."""
    skill = history()
    skill.show("public", 0)

    assert (None, mark_from_text("1.00")) == (seen(skill), skill.results("venue").competitors["c-1"].mark)
    assert (1000, None) == (skill.next_ms("public"), skill.next_ms("venue"))


def test_a_record_is_as_old_as_the_newest_before_it() -> None:
    """Two doors whose clocks differ: the second mark says 900 ms, and does not pass the first."""
    skill = SkillHistory()
    skill.take(total("0.25", 0), 1000)
    skill.take(total("1.00", 1), 900)

    assert [(True, None), (True, mark_from_text("1.00"))] == [
        (skill.show("public", cut), seen(skill)) for cut in (950, 1000)
    ]


def test_every_topic_has_an_age_of_its_own() -> None:
    """After a restart all totals are read before the first lock: the lock is no younger for that."""
    skill = history()
    skill.take(FormTold("A1", (total("0.25", 0).sheet,), 0), 1200)
    skill.take(
        SkillTold(
            SkillEnd(is_final=False, statuses={"c-1": "withdrawn"}, penalties={}, decision=Decision()), 0
        ),
        1300,
    )

    skill.show("public", 1500)

    results = skill.results("public")
    assert (45_000, "withdrawn") == (results.locked["c-1"].mark, results.end.statuses["c-1"])


def test_what_is_known_already_is_no_news() -> None:
    """The same record again, and a standing that says the same as of later."""
    skill = history()
    standing = SkillEnd(is_final=True, statuses={}, penalties={"c-1": {"late": 1800}}, decision=Decision())

    told = [
        skill.take(total("1.00", 1), 2000),
        skill.take(SkillTold(standing, 3), 3000),
        skill.take(SkillTold(standing, 2), 3000),
        skill.take(SkillTold(standing, 4), 3000),
    ]

    assert [False, True, False, False] == told


def test_a_freeze_does_not_take_the_progress_away() -> None:
    """R52: who is frozen by hand, or after a restart, has the progress of the freeze at once."""
    skill = history()
    skill.publish_progress()

    skill.show("public", 1500)

    assert skill.now.progress == skill.results("public").progress == {"c-1": (180_000, 1)}


def test_progress_is_told_to_each_as_it_knows_it() -> None:
    """R52: a frozen audience is told the progress of the freeze."""
    skill = history()
    skill.show("public", 500)

    told = [skill.publish_progress(), skill.publish_progress()]

    assert [True, False] == told
    assert ({}, {"c-1": (180_000, 1)}) == (skill.results("public").progress, skill.now.progress)
