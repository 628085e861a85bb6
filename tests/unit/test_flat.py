import csv
import io
from typing import Any
from xml.etree import ElementTree

from services.leaderboard.flat import as_csv, as_xml, flat_rows

NAMES = {"en": "Abai", "ru": "Абай", "kk": "Абай"}
BOARD: dict[str, Any] = {
    "kind": "skill",
    "head": {
        "name": {"en": "Welding", "ru": "Сварка", "kk": "Дәнекерлеу"},
        "state": "live",
        "members": {"abai": NAMES},
    },
    "rows": {
        "c-2": {"place": None, "name": "=1+1", "member": "abai", "reach": [1, 2]},
        "c-1": {"place": 1, "name": "Әлия & <Б>\x07", "member": "abai", "reach": None},
    },
}


def test_rows_are_plain_values_first_place_first() -> None:
    """Lists are numbered, names of members stand in every language."""
    first, second = flat_rows(BOARD)

    assert ("c-1", 1, "Абай") == tuple(first[name] for name in ("id", "place", "member_name_kk"))
    assert ("c-2", None, 1, 2) == tuple(second[name] for name in ("id", "place", "reach_1", "reach_2"))


def test_columns_stay_whatever_an_audience_may_see() -> None:
    """A mixer binds to columns: those of a leader and of reach are there, empty, without one."""
    rows = {"x": {"leader": None, "leaders": 0, "reach": None}}

    [row] = flat_rows({"kind": "overview", "head": {}, "rows": rows})

    names = (
        "leader_name",
        "leader_name_latin",
        "leader_member",
        "leader_total",
        "leaders",
        "reach_1",
        "reach_2",
    )
    assert {"id": "x", **dict.fromkeys(names), "leaders": 0} == row


def test_a_spreadsheet_finds_no_formula_in_a_name() -> None:
    """A name that begins like one is put behind an apostrophe, and what is missing is empty."""
    first, second = csv.DictReader(io.StringIO(as_csv(BOARD)))

    assert ("'=1+1", "", "Әлия & <Б>\x07", "") == (
        second["name"], second["place"], first["name"], first["reach_1"]
    )  # fmt: skip


def test_xml_is_well_formed_whatever_a_name_holds() -> None:
    """What XML cannot hold is left out; what the head tells once for all rows is not repeated."""
    board = ElementTree.fromstring(as_xml(BOARD, id="cup/testing", version=3))

    assert ("cup/testing", "3") == (board.get("id"), board.get("version"))
    assert ("live", "Сварка", None) == tuple(
        board.findtext(f"head/{name}") for name in ("state", "name_ru", "members_abai_en")
    )
    assert ["Әлия & <Б>", "=1+1"] == [row.findtext("name") for row in board.findall("row")]


def test_points_of_a_timeline_are_a_row_for_each_competitor() -> None:
    """A table has no place for rows in rows."""
    rows = {"c-1": {"total": "1.00", "place": 1, "criteria": {"A": "1.00"}}}
    board = {"kind": "timeline", "head": {}, "rows": {"0": {"at_ms": 7, "rows": rows}}}

    assert [{"id": "c-1", "at_ms": 7, "total": "1.00", "place": 1, "criteria_A": "1.00"}] == flat_rows(board)


def test_a_board_without_rows_has_a_header() -> None:
    """Nothing under embargo is an empty table, not an empty file."""
    board = {"kind": "results", "head": {"state": "embargo"}, "rows": {}}

    assert ("id\r\n", []) == (as_csv(board), flat_rows(board))


def test_skills_are_named_and_orders_kept() -> None:
    """The story tells skills in its head; its rows have an order of their own."""
    head = {"skills": {"w": {"en": "Welding"}, "x": {"name": {"en": "Baking"}}}}
    rows = {"b": {"order": 1, "skill": "x", "is_final": True}, "a": {"order": 0, "skill": "w"}}

    told = flat_rows({"kind": "story", "head": head, "rows": rows})

    assert [("a", "Welding"), ("b", "Baking")] == [(row["id"], row["skill_name_en"]) for row in told]
    assert "true" in as_csv({"kind": "story", "head": head, "rows": rows})
