from dataclasses import replace

from services.leaderboard.boards import SkillView, index_board, overview_board, skill_board
from services.leaderboard.results import SkillResults
from shared.domain.awards import Decision
from shared.domain.events import SheetTotal
from shared.domain.people import AgeGroup, Competitor, Person
from shared.domain.publication import Policy
from shared.domain.results_choice import results_from_document
from shared.domain.skill_end import SkillEnd
from shared.domain.status import Status
from shared.domain.units import mark_from_text
from tests.builders import championship, names, skill

PEOPLE = {"c-1": Person("c-1", "Әлия", "Aliya"), "c-2": Person("c-2", "Болат", "Bolat")}


def sheet(competitor: str, mark: str, of: str = "1.75", form: str = "A1", aspects: int = 2) -> SheetTotal:
    """Return the total of a sheet."""
    return SheetTotal("cup", "testing", competitor, form, mark_from_text(mark), aspects, mark_from_text(of))


def view(
    *sheets: SheetTotal, policy: Policy = "live", competitors: tuple[Competitor, ...] | None = None
) -> SkillView:
    """Return a skill whose log gave ``sheets``, in order."""
    results = SkillResults()
    for offset, total in enumerate(sheets):
        results.fold(total, offset)
    results.publish_progress()
    definition = skill(competitors) if competitors else skill()
    return SkillView("testing", championship(), definition, results, policy)


def test_a_row_shows_place_total_and_how_much_is_marked() -> None:
    """R40: an early leader is seen to be early."""
    board = skill_board(view(sheet("c-2", "1.75"), sheet("c-1", "1.00", "1.00", aspects=1)), PEOPLE)

    assert {
        "place": 1,
        "name": "Болат",
        "name_latin": "Bolat",
        "member": "aktobe",
        "status": "competing",
        "total": "1.75",
        "penalty": None,
        "marked": "1.75",
        "aspects": 2,
    } == board["rows"]["c-2"]
    assert ("1.00", "1.00", 2) == tuple(board["rows"]["c-1"][name] for name in ("total", "marked", "place"))
    assert ("live", "21.1") == (board["head"]["state"], board["head"]["marked_percent"])


def test_each_age_group_has_places_of_its_own() -> None:
    """R2: juniors stand on the board of the skill with their group, and lead only where nobody else does."""
    junior = Competitor("c-3", "almaty", group="juniors")
    competitors = (Competitor("c-1", "abai"), Competitor("c-2", "aktobe"), junior)
    sheets = (sheet("c-1", "1.00"), sheet("c-2", "0.75"), sheet("c-3", "1.75"))
    groups = (AgeGroup("juniors", names("juniors"), 14, 16),)
    event = replace(championship(), age_groups=groups)
    shown = replace(view(*sheets, competitors=competitors), championship=event)

    board = skill_board(shown, PEOPLE)
    assert [(1, None), (2, None), (1, "juniors")] == [
        (row["place"], row["group"]) for row in board["rows"].values()
    ]
    assert {"juniors": names("juniors").document()} == board["head"]["age_groups"]
    assert ["c-1"] == shown.leaders()
    alone = replace(view(sheets[2], competitors=competitors), championship=event)
    assert ["c-3"] == alone.leaders()


def test_places_are_shared_as_the_championship_chose() -> None:
    """R41: exactly equal, or equal once printed."""
    by_print = replace(championship(), results=results_from_document({"places_by_hundredth": True}))
    thirds = view(sheet("c-1", "1.00"), sheet("c-2", "1.00")._replace(mark=180_001))

    assert [{"c-2": 1, "c-1": 2}, {"c-2": 1, "c-1": 1}] == [
        thirds.places(), replace(thirds, championship=by_print).places()
    ]  # fmt: skip


def test_who_has_no_mark_yet_has_no_place() -> None:
    """Nobody is first before anybody is marked; a total of zero is a total."""
    board = skill_board(view(sheet("c-2", "0.00")), PEOPLE)

    assert [(1, "0.00"), (None, None)] == [
        (board["rows"][c]["place"], board["rows"][c]["total"]) for c in ("c-2", "c-1")
    ]


def test_progress_only_shows_no_mark_and_no_order() -> None:
    """R50: boards that differ only in values of marks look the same to an audience that sees progress."""
    low = skill_board(view(sheet("c-2", "0.00"), policy="progress"), PEOPLE)
    high = skill_board(view(sheet("c-2", "1.75"), policy="progress"), PEOPLE)

    assert low == high
    assert (None, None, "1.75") == tuple(low["rows"]["c-2"][name] for name in ("place", "total", "marked"))


def test_progress_is_what_was_last_published() -> None:
    """R52: whoever sees only progress learns nothing from the moment of a change."""
    results = SkillResults()
    results.fold(sheet("c-2", "1.75"), 0)
    of_now = SkillView("testing", championship(), skill(), results, "progress")
    before = skill_board(of_now, PEOPLE)

    told = [results.publish_progress(), results.publish_progress()]

    after = skill_board(of_now, PEOPLE)
    assert [True, False] == told
    assert ["0.00", "1.75"] == [board["rows"]["c-2"]["marked"] for board in (before, after)]


def test_after_lock_counts_only_locked_forms() -> None:
    """R50: total, place and what they are out of come from locked forms, progress from all."""
    shown = view(sheet("c-2", "1.75"), sheet("c-2", "0.75", "0.75", "A2", 1), policy="after_lock")
    unlocked = skill_board(shown, PEOPLE)

    assert shown.results.fold_form("A1", (sheet("c-2", "1.75"),), 5)
    board = skill_board(shown, PEOPLE)

    cells = ("place", "total", "marked", "aspects")
    assert (None, None, "0.00", 0) == tuple(unlocked["rows"]["c-2"][name] for name in cells)
    assert (1, "1.75", "1.75", 2) == tuple(board["rows"]["c-2"][name] for name in cells)
    assert "19.2" == unlocked["head"]["marked_percent"] == board["head"]["marked_percent"]


def test_an_unlocked_form_takes_its_marks_off_the_board() -> None:
    """R30: what may change again is not shown as decided; an older record never brings it back."""
    results = SkillResults()

    told = [
        results.fold_form("A1", (sheet("c-1", "1.00"),), 5),
        results.fold_form("A1", (sheet("c-1", "1.00"),), 5),
        results.fold_form("A1", (), 7),
        results.fold_form("A1", (sheet("c-1", "1.00"),), 6),
        results.fold_form("A1", (), 8),
    ]

    assert ([True, False, True, False, False], {}) == (told, results.locked)


def test_nothing_means_that_marking_cannot_be_seen_at_all() -> None:
    """R50: a skill with marks and one without look the same."""
    marked = skill_board(view(sheet("c-2", "1.75"), policy="nothing"), PEOPLE)
    untouched = skill_board(view(policy="nothing"), PEOPLE)

    assert marked == untouched


def test_guests_stand_on_no_public_board() -> None:
    """R5: marked, shown to officials, and left out of places and progress."""
    competitors = (Competitor("c-1", "abai"), Competitor("c-2", "aktobe", is_guest=True))

    board = skill_board(view(sheet("c-2", "1.75"), competitors=competitors), PEOPLE)

    assert (["c-1"], "not_started", "0.0") == (
        list(board["rows"]),
        board["head"]["state"],
        board["head"]["marked_percent"],
    )


def test_the_overview_names_who_leads_and_how_many_share() -> None:
    """One row a skill; a shared first place says how many share it."""
    board = overview_board(championship(), [view(sheet("c-1", "1.00"), sheet("c-2", "1.00"))], PEOPLE)

    row = board["rows"]["testing"]
    assert ({"name": "Әлия", "name_latin": "Aliya", "member": "abai", "total": "1.00"}, 2) == (
        row["leader"],
        row["leaders"],
    )
    assert (1, 2) == (board["head"]["skills"], board["head"]["competitors"])


def test_the_overview_names_no_leader_where_marks_are_not_shown() -> None:
    """R52: neither by name nor by number."""
    board = overview_board(championship(), [view(sheet("c-1", "1.00"), policy="progress")], PEOPLE)

    assert (None, 0) == (board["rows"]["testing"]["leader"], board["rows"]["testing"]["leaders"])


def test_the_overview_tells_no_progress_where_nothing_is_shown() -> None:
    """Neither "not started" nor 0 %, in the middle of marking."""
    heads = [
        overview_board(championship(), views, PEOPLE)["head"]
        for views in ([view(sheet("c-1", "1.00"), policy="nothing")], [view(policy="nothing")], [])
    ]

    hidden = (None, None)
    assert [hidden, hidden, ("not_started", "0.0")] == [(h["state"], h["marked_percent"]) for h in heads]


def test_the_index_lists_championships_newest_first() -> None:
    """Order is given by the server, not worked out by the client."""
    board = index_board([(championship("a"), 1, 2), (championship("b"), 3, 4)])

    assert [("a", 1), ("b", 0)] == sorted((name, row["order"]) for name, row in board["rows"].items())


def test_an_older_total_never_replaces_a_newer_one() -> None:
    """Redelivery and a second scoring worker: the offset decides; an equal total of a newer mark is news."""
    results = SkillResults()

    assert [True, False, False, True] == [
        results.fold(sheet("c-1", "1.00"), 5),
        results.fold(sheet("c-1", "0.00"), 4),
        results.fold(sheet("c-1", "1.00"), 5),
        results.fold(sheet("c-1", "1.00"), 6),
    ]
    assert mark_from_text("1.00") == results.competitors["c-1"].mark


def standing(is_final: bool = False, penalty: str = "0.00", **statuses: Status) -> SkillEnd:
    """Return a skill's standing; the penalty is c-2's, statuses by competitor with an underscore."""
    named = {name.replace("_", "-"): status for name, status in statuses.items()}
    return SkillEnd(is_final, named, {"c-2": {"late": mark_from_text(penalty)}}, Decision())


def test_a_penalty_is_taken_off_and_shown_apart() -> None:
    """R7: the total is what is left, never below 0; who sees no marks sees no penalty."""
    marked = view(sheet("c-1", "0.50"), sheet("c-2", "1.00"))
    marked.results.fold_skill(standing(penalty="0.75"), 9)
    hidden = replace(marked, policy="progress")

    row, quiet = (skill_board(shown, PEOPLE)["rows"]["c-2"] for shown in (marked, hidden))

    assert (2, "0.25", "0.75") == (row["place"], row["total"], row["penalty"])
    assert (None, None) == (quiet["total"], quiet["penalty"])
    marked.results.fold_skill(standing(penalty="9.00"), 10)
    assert "0.00" == skill_board(marked, PEOPLE)["rows"]["c-2"]["total"]


def test_who_is_disqualified_has_no_place() -> None:
    """R7: a withdrawn competitor keeps the place of the marks so far."""
    marked = view(sheet("c-1", "0.50"), sheet("c-2", "1.00"))
    marked.results.fold_skill(standing(c_2="disqualified"), 9)
    disqualified = skill_board(marked, PEOPLE)["rows"]
    marked.results.fold_skill(standing(c_2="withdrawn"), 10)
    withdrawn = skill_board(marked, PEOPLE)["rows"]

    assert [(None, None, "disqualified"), (1, "1.00", "withdrawn")] == [
        (rows["c-2"]["place"], rows["c-2"]["total"], rows["c-2"]["status"])
        for rows in (disqualified, withdrawn)
    ]


def test_a_skill_goes_from_live_to_final() -> None:
    """R53: ended when all is marked, provisional when all is locked, final when somebody has said so."""
    whole = skill().scheme.mark_max
    sheets = [SheetTotal("cup", "testing", c, "A1", 180_000, 1, whole) for c in ("c-1", "c-2")]
    marked = view(*sheets)
    states = [marked.state]

    marked.results.fold_form("A1", sheets, 5)
    states.append(marked.state)
    marked.results.fold_skill(standing(is_final=True), 9)
    states += [marked.state, replace(marked, frozen_since_ms=7).state]

    assert ["ended", "provisional", "final", "final"] == states


def test_a_frozen_board_says_since_when() -> None:
    """R53: whatever it had been; nothing is said where nothing is published."""
    frozen = replace(view(sheet("c-2", "1.00")), frozen_since_ms=7)

    heads = [skill_board(replace(frozen, policy=policy), PEOPLE)["head"] for policy in ("live", "nothing")]

    assert [("frozen", 7), (None, 7)] == [(head["state"], head["frozen_since_ms"]) for head in heads]
