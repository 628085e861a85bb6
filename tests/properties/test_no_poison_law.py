"""No record stops scoring: whatever stands in the log is folded or becomes a dead letter."""

import copy
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.leaderboard.projection import Projection
from services.scoring.partition import LogRecord, PartitionFold
from shared import codec, topics
from shared.domain import acts
from shared.domain.act_documents import ACTS
from shared.domain.catalogue_events import (
    ChampionshipSet,
    SkillSet,
    catalogue_document,
    person_document,
    policy_document,
)
from shared.domain.errors import RuleBroken
from shared.domain.events import SheetTotal, command_document, sheet_total_document
from shared.domain.people import Person
from shared.domain.publication import PolicySet
from tests.builders import championship, enter, judged, measured, set_skill, skill

ODD = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        7,
        2**63,
        1.5,
        "",
        "abc",
        "1.00",
        [],
        [1],
        ["a"],
        {},
        {"a": 1},
        [[]],
        [None],
        "\u0000",
    ]
)
TEXTS = {"form": "A1", "competitor": "c-1", "role": "chief_expert", "reason": "because", "actor": "e-1"}


def act_of(kind: str) -> dict[str, Any]:
    """Return an act of ``kind`` with every text field filled in somehow."""
    names = [
        field for field in ACTS[kind].__dataclass_fields__ if field not in ("id", "championship", "skill")
    ]
    filled = {name: TEXTS.get(name, "x") for name in names}
    return {
        "v": 1,
        "type": kind,
        "id": "an-act",
        "championship": "cup",
        "skill": "testing",
        **filled,
        "at_ms": 1,
    }


SOUND = [
    command_document(set_skill()),
    command_document(enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"))),
    command_document(enter(judged("A2.1", 2, 2, 3), form="A2")),
    *map(act_of, ACTS),
]
READ = {
    topics.CATALOGUE: [
        catalogue_document(ChampionshipSet(championship(), 0)),
        catalogue_document(SkillSet("cup", "testing", skill(), 0)),
    ],
    topics.TOTALS: [sheet_total_document(SheetTotal("cup", "testing", "c-1", "A1", 1, 1, 1), 0, 0)],
    topics.PEOPLE: [person_document(Person("c-1", "Әлия", "Aliya"))],
    topics.PUBLICATIONS: [policy_document(PolicySet("cup", "public", "live"), 0)],
}


def places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in a document."""
    inside = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    return [path, *(place for name, value in inside for place in places(value, (*path, name)))]


@st.composite
def spoilt(draw: st.DrawFn, documents: list[dict[str, Any]]) -> Any:
    """Return one of ``documents`` with one or two values replaced by something odd, or taken away."""
    document: Any = copy.deepcopy(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(places(document)))
        if not path:
            return copy.deepcopy(draw(ODD))
        inside = document
        for name in path[:-1]:
            inside = inside[name]
        if isinstance(inside, dict) and draw(st.booleans()):
            del inside[path[-1]]
        else:
            inside[path[-1]] = copy.deepcopy(draw(ODD))
    return document


@given(st.lists(spoilt(SOUND), min_size=1, max_size=4))
@settings(max_examples=4 * settings().max_examples)
def test_any_record_is_folded_or_becomes_a_dead_letter(documents: list[Any]) -> None:
    """And a sound mark after it counts as if nothing had been."""
    fold = PartitionFold(0, clock=lambda: 0)
    sound = [
        command_document(set_skill(skill_id="sound")),
        command_document(enter(measured("A1.1", "1.00"), skill_id="sound")),
    ]

    for offset, document in enumerate(documents):
        assert fold.fold(LogRecord(offset, b"cup/testing", codec.encode(document)))
    answers = [
        codec.decode(fold.fold(LogRecord(len(documents) + n, b"cup/sound", codec.encode(document)))[0].value)
        for n, document in enumerate(sound)
    ]

    assert ["counted", "counted"] == [answer["status"] for answer in answers]


@given(st.data())
@settings(max_examples=3 * settings().max_examples)
def test_any_record_is_taken_into_a_board_or_refused(data: st.DataObject) -> None:
    """The leaderboard leaves out what it cannot read; its boards can still be made."""
    projection = Projection()
    for topic, documents in READ.items():
        for document in documents:
            projection.fold(topic, "key", document)
    topic = data.draw(st.sampled_from(list(READ)))

    with suppress(RuleBroken):  # refused, as it may be
        projection.fold(topic, "key", data.draw(spoilt(READ[topic])))

    assert all(projection.board(board, "venue") for board in projection.board_ids())


@pytest.mark.parametrize("value", [5, None, True, [], {}])
@pytest.mark.parametrize(
    "name", ["id", "championship", "skill", "competitor", "form", "expert", "entries", "at_ms"]
)
def test_a_field_of_the_wrong_kind_is_a_dead_letter(name: str, value: object) -> None:
    """The plain examples beside the law; an empty list of entries is refused by its rule."""
    document = {**command_document(enter(measured("A1.1", "1.00"))), name: value}

    outputs = PartitionFold(0, clock=lambda: 0).fold(LogRecord(0, b"cup/testing", codec.encode(document)))

    told = {output.topic.name for output in outputs}
    is_sound = (name, value) in (("at_ms", 5),) or (name == "entries" and value in ([], {}))
    assert ({"verdicts"} if is_sound else {"dead-letters"}) == told


def test_the_acts_tried_are_all_there_are() -> None:
    """A new act is tried by itself."""
    assert {f"{name}" for name in ACTS} == {d["type"] for d in SOUND} - {"skill-set", "submission"}
    assert issubclass(acts.SetTeam, acts.Act)
