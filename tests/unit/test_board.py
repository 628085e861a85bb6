from shared.domain.board import apply_delta, board_delta, takes_away

OLD = {
    "kind": "skill",
    "head": {"state": "live", "n": 1},
    "rows": {"a": {"place": 1, "t": "1.00"}, "b": {"place": 2}},
}


def test_only_what_changed_is_told() -> None:
    """A delta names the changed keys of head and rows, new rows whole, and the rows that went."""
    new = {
        "kind": "skill",
        "head": {"state": "live", "n": 2},
        "rows": {"a": {"place": 2, "t": "1.00"}, "c": {"place": 1}},
    }

    delta = board_delta(OLD, new)

    assert {"head": {"n": 2}, "rows": {"a": {"place": 2}, "c": {"place": 1}}, "gone": ["b"]} == delta
    assert new == apply_delta(OLD, delta)


def test_nothing_changed_says_nothing() -> None:
    """Equal boards have an empty delta."""
    assert {} == board_delta(OLD, OLD)


def test_applying_a_delta_leaves_the_old_board_alone() -> None:
    """A viewer that is still being sent the old board must not see it change."""
    before = repr(OLD)

    apply_delta(OLD, {"head": {"n": 9}, "rows": {"a": {"place": 9}}, "gone": ["b"]})

    assert before == repr(OLD)


def test_what_takes_something_away_is_noticed() -> None:
    """A stricter policy, an erased name and a row that goes hide what was shown; a correction does not."""
    shown = {
        "kind": "skill",
        "head": {"state": "live"},
        "rows": {"a": {"total": "1.00", "leader": {"name": "x"}}},
    }

    def with_row(**row: object) -> dict[str, object]:
        return {**shown, "rows": {"a": {**shown["rows"]["a"], **row}}}  # type: ignore[index]

    later = [
        with_row(total=None),
        with_row(leader=None),
        with_row(leader={"name": None}),
        {**shown, "rows": {}},
        {**shown, "head": {"state": None}},
        with_row(total="0.50"),
        with_row(leader={"name": "y"}),
        with_row(leader="y"),
        with_row(total={"exact": None}),
        {**shown, "rows": {**shown["rows"], "b": {"total": None}}},  # type: ignore[dict-item]
    ]
    assert [True] * 5 + [False] * 5 == [takes_away(shown, board_delta(shown, board)) for board in later]


def test_an_empty_value_that_is_new_is_told() -> None:
    """A viewer has every key that the board has, also one whose value is not known yet."""
    new = {**OLD, "rows": {**OLD["rows"], "b": {"place": 2, "t": None}}}  # type: ignore[dict-item]

    delta = board_delta(OLD, new)

    assert {"rows": {"b": {"t": None}}} == delta
    assert new == apply_delta(OLD, delta)
