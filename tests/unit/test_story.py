from services.leaderboard.items import ITEMS_MAX
from shared.domain.publication import PolicySet
from tests.stories import Told


def race() -> Told:
    """Return a skill in which c-1 leads, and then c-2 draws past."""
    told = Told()
    told.sheet(10, "c-1", "1.00", "1.00")
    told.sheet(20, "c-2", "0.50", "1.00")
    told.sheet(30, "c-2", "1.25", "1.75")
    return told


def test_the_story_tells_who_takes_the_lead() -> None:
    """Not before half of the field is marked; whoever is overtaken in the race is not taken back."""
    assert [
        ("state", "live", None, "stands"),
        ("lead", "c-1", 1, "stands"),
        ("lead", "c-2", 1, "stands"),
    ] == race().said()


def test_an_item_says_who_and_from_where() -> None:
    """Pages make the sentence, so the item holds what any language needs."""
    item = race().story()[-1]

    assert {
        "type": "lead", "at_ms": 30, "skill": "testing", "competitor": "c-2", "member": "aktobe",
        "place": 1, "was": 2, "shared": False, "retracted": False, "order": 2, "group": None,
        "name": None, "name_latin": None,
    } == item  # fmt: skip


def test_a_correction_is_told_and_takes_back_what_it_undoes() -> None:
    """R53: old and new total; c-2 did not lead, and c-1 leads again."""
    told = race()
    told.sheet(40, "c-2", "0.75", "1.75")

    assert [
        ("state", "live", None, "stands"),
        ("lead", "c-1", 1, "stands"),
        ("lead", "c-2", 1, "retracted"),
        ("correction", "c-2", 2, "stands"),
        ("lead", "c-1", 1, "stands"),
    ] == told.said()
    assert ("0.75", "1.25") == tuple(told.story()[-2][name] for name in ("total", "total_was"))


def test_the_first_place_is_told_when_it_is_decided() -> None:
    """c-1 has 4.00 of 6.50; c-2 could still come to 5.50, then only to 3.50."""
    told = Told()
    told.sheet(10, "c-1", "4.00", "6.50")
    told.sheet(20, "c-2", "0.00", "1.00")
    told.sheet(30, "c-2", "0.00", "3.00", "A2")

    assert [("lead", "c-1", 1, "stands"), ("decided", "c-1", 1, "stands")] == told.said()[1:]
    told.skill(40, penalties={"c-1": {"late": 360_000}})
    assert ("decided", "c-1", 1, "retracted") == told.said()[2]


def test_whoever_climbs_among_the_first_three_is_told() -> None:
    """Shared places, too: c-2 draws level, and both are first."""
    told = race()
    told.sheet(40, "c-1", "1.25", "1.75")

    assert ("lead", "c-1", 1, True) == tuple(
        told.story()[-1][name] for name in ("type", "competitor", "place", "shared")
    )


def test_the_states_of_a_skill_are_told_and_taken_back() -> None:
    """R53: live, ended, final; a skill that is open again was not final."""
    told = Told()
    for competitor in ("c-1", "c-2"):
        told.sheet(10, competitor, "0.00", "1.00")
        told.sheet(20, competitor, "0.00", "5.50", "A2")
    told.skill(30, is_final=True)
    told.skill(40)

    states = [entry for entry in told.said() if entry[0] == "state"]
    assert [("live", "stands"), ("ended", "stands"), ("final", "retracted")] == [
        (state, stands) for _, state, _, stands in states
    ]


def test_after_lock_an_unlocked_form_takes_its_story_back() -> None:
    """R30, R53: locked again with other marks, the correction is told against what had been shown."""
    told = Told(PolicySet("cup", "public", "after_lock"))
    told.sheet(5, "c-1", "1.75", "1.75")
    told.locked(10, {"c-1": "1.75", "c-2": "1.00"})
    told.locked(20, None)
    told.locked(30, {"c-1": "0.75", "c-2": "1.00"})

    assert [
        ("lead", "c-1", 1, "retracted"),
        ("state", "live", None, "retracted"),
        ("correction", "c-1", 2, "stands"),
        ("lead", "c-2", 1, "stands"),
        ("state", "live", None, "stands"),
    ] == told.said()
    corrected = told.story()[2]
    assert ("1.75", "0.75") == (corrected["total_was"], corrected["total"])


def test_without_marks_only_the_end_is_told() -> None:
    """R52: with progress, that the skill is final; with nothing, nothing."""
    said = []
    for policy in ("progress", "nothing"):
        told = race()
        told.skill(50, is_final=True)
        told.publish(PolicySet("cup", "public", policy))  # type: ignore[arg-type]
        said.append(told.said())

    assert [[("state", "final", None, "stands")], []] == said


def test_a_freeze_is_told_and_what_came_since_waits() -> None:
    """R50: it stands in the story at its moment; lifted, the story goes on as if it had not been."""
    told = race()
    told.publish(PolicySet("cup", "public", "live", freeze_at_ms=25))
    frozen = told.said(100)
    told.publish(PolicySet("cup", "public", "live"))

    assert [("lead", "c-1", 1, "stands"), ("state", "frozen", None, "stands")] == frozen[1:]
    assert race().said() == told.said(100)


def test_a_record_that_comes_late_is_told_in_its_place() -> None:
    """Kafka orders nothing between topics: a penalty of 15 ms, read after a total of 30 ms."""
    late, in_time = race(), Told()
    late.skill(15, penalties={"c-1": {"late": 90_000}})
    in_time.sheet(10, "c-1", "1.00", "1.00")
    in_time.skill(15, penalties={"c-1": {"late": 90_000}})
    in_time.sheet(20, "c-2", "0.50", "1.00")
    in_time.sheet(30, "c-2", "1.25", "1.75")

    assert in_time.story() == late.story()


def test_a_late_record_counts_though_it_shows_nothing_now() -> None:
    """A penalty hides the correction from the total of now; in its time it was shown, so it is told."""
    in_time, late = Told(), Told()
    penalties = {"c-1": {"late": 45_000}}
    for told in (in_time, late):
        told.sheet(10, "c-1", "0.00", "1.00")
        if told is late:
            told.skill(30, penalties=penalties)
            told.story()
        told.sheet(20, "c-1", "0.25", "1.00")
    in_time.skill(30, penalties=penalties)

    assert in_time.story() == late.story()
    assert ("correction", "c-1", None, "stands") in late.said()


def test_the_newest_hundred_are_kept() -> None:
    """The oldest go twenty at a time: the board is sent anew no more often than that."""
    told = Told()
    sizes = []
    for step in range(200):
        told.sheet(step, f"c-{1 + step % 2}", f"{step / 100:.2f}", "6.50")
        sizes.append(len(told.story()))

    assert (ITEMS_MAX, True) == (max(sizes), all(size >= 80 for size in sizes[120:]))
    assert told.story()[-1]["order"] > ITEMS_MAX
