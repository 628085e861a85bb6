"""How the organiser chooses about results and releases them, through ingest."""

from typing import Any

import pytest

from shared.domain.catalogue_events import catalogue_event, policy_from_document
from shared.domain.publication import PolicySet
from shared.topics import CATALOGUE, PUBLICATIONS
from tests.ingest_door import Door, assert_refused, bundle, skill_body

IMPORT = "/api/v1/championships"
RELEASE = "/api/v1/championships/cup/publications"


async def bring_in(door: Door, document: dict[str, Any]) -> Any:
    """Import a championship and return the reply."""
    return await door.call("POST", IMPORT, json_body=document, token=door.administrator())


async def test_choices_and_pairs_arrive_in_the_catalogue(door: Door) -> None:
    """What the organiser sends is what everybody reads."""
    document = bundle("welding")
    document["championship"]["results"] = {"preset": "worldskills-kazakhstan", "scale": {"centre": 500}}
    document["reason"] = "decided by the organiser"
    document["skills"][0]["competitors"][0] |= {"person_ids": ["c-1", "c-2"]}

    reply = await bring_in(door, document)

    assert 201 == reply.status, reply.document
    *_, of_it, skill = [catalogue_event(document) for document in door.journal.documents(CATALOGUE)]
    settings = of_it.championship.results.settings  # type: ignore[union-attr]
    assert (500, "person") == (settings.scale.centre, settings.members.points_per)
    pair = skill.definition.competitors[0]  # type: ignore[union-attr]
    assert 2 == pair.persons


@pytest.mark.parametrize(
    ("results", "status"),
    [
        ({"preset": "olympics"}, 422),
        ({"colour": "pink"}, 422),
        ({"scale": {"estimator": "guess"}}, 422),
        ({"points": {"gold": -1}}, 422),
        ({"grades": [{"percent_from": 5, "grade": 2}]}, 422),
    ],
)
async def test_choices_that_cannot_be_obeyed_change_nothing(
    door: Door, results: dict[str, Any], status: int
) -> None:
    """Refused when the championship is defined, not when its medals are due."""
    before, document = door.journal.count(), bundle("welding")
    document["championship"]["results"] = results

    reply = await bring_in(door, document)

    assert (status, before) == (reply.status, door.journal.count())


async def test_no_skill_may_take_the_address_of_the_results(door: Door) -> None:
    """`cup/results` is the board of the championship's results."""
    several = await bring_in(door, bundle("results"))
    one = await door.call(
        "PUT",
        "/api/v1/championships/cup/skills/results",
        json_body=skill_body(),
        token=door.administrator(),
    )

    assert_refused(several, 422, "id_reserved", "skills.0.id")
    assert_refused(one, 422, "id_reserved", "skill")


async def test_results_are_released_by_a_policy_of_their_own(door: Door) -> None:
    """R51: for all skills or for one; there is nothing between embargo and release."""
    release = {"audience": "public", "subject": "results", "policy": "live"}
    between = release | {"policy": "after_lock"}
    replies = [
        await door.call("POST", RELEASE, json_body=body, token=door.administrator())
        for body in (release, between)
    ]
    imported = bundle("welding")
    imported["policies"] = [between]

    assert 200 == replies[0].status
    assert_refused(replies[1], 422, "value_unknown", "policy")
    assert_refused(await bring_in(door, imported), 422, "value_unknown", "policies.0.policy")
    assert [PolicySet("cup", "public", "live", subject="results")] == [
        policy_from_document(document) for document in door.journal.documents(PUBLICATIONS)
    ]
