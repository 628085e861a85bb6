"""From the chief expert's code to a signed form: pair, mark, choose a PIN, confirm, sign, all over HTTP."""

from tests.access_door import confirm, new_code, set_pin, show, signed_in
from tests.builders import panel_skill
from tests.ingest_door import ACTS, Door, Reply, act_body, assert_refused, submission

A1 = [{"aspect": "A1.1", "mark": "1.00", "based_on": 0}, {"aspect": "A1.2", "mark": "0.75", "based_on": 0}]


async def sign(door: Door, token: str, confirmation: str = "") -> Reply:
    """Sign the form A1."""
    headers = {"bayge-confirmation": confirmation}
    return await door.call(
        "POST", ACTS, json_body=act_body("sign_form", form="A1"), token=token, headers=headers
    )


async def test_an_expert_signs_with_the_pin_on_a_paired_device() -> None:
    """Without it nothing is signed; a switched-off or revoked device signs no more, whatever it confirmed."""
    door = await Door().open(panel_skill())
    chief = await signed_in(door)
    device = (await show(door, await new_code(door, chief, expert="e-3"))).document
    token, path = device["token"], f"/api/v1/devices/{device['device']}"
    for competitor in ("c-1", "c-2"):
        entered = await door.submit(submission(competitor=competitor, entries=A1), token)
        assert "counted" == entered.document["status"]
    assert 200 == (await door.act(chief, "check_sheets", form="A1")).status
    await set_pin(door, token)

    assert_refused(await sign(door, token), 403, "confirmation_missing")
    assert_refused(await confirm(door, token, "0000"), 403, "pin_wrong")
    confirmation = (await confirm(door, token)).document["confirmation"]
    await door.call("PATCH", path, json_body={"may_write": False}, token=chief)
    assert_refused(await sign(door, token, confirmation), 403, "device_may_not_write")
    await door.call("PATCH", path, json_body={"may_write": True}, token=chief)
    signed = await sign(door, token, confirmation)
    await door.call("DELETE", path, token=chief)

    assert (200, "counted") == (signed.status, signed.document["status"])
    assert_refused(await sign(door, token, confirmation), 401, "token_revoked")
