"""Photos over HTTP: kept by ingest, seen in the office by those whose sheet names them, erased for ever."""

from pathlib import Path
from typing import Any

import pytest

from shared.domain.entry import Entry
from shared.domain.events import Paper
from shared.photo_check import PHOTO_BYTES_MAX
from tests.builders import enter, measured, panel_skill, score, set_team
from tests.ingest_door import Door
from tests.office_world import SKILL, World, token
from tests.photos import digest_of, jpeg, png

PHOTO = jpeg()
NAME = digest_of(PHOTO)
REMARK = Entry("A1.1", None, None, 0, None, comment="a burr", photos=(NAME,))


def names_in(folder: Path) -> list[str]:
    """Return the names of all files."""
    return [file.name for file in folder.rglob("*") if file.is_file()]


async def opened(folder: Path) -> Door:
    """Return ingest with a folder for photos."""
    return await Door(photos=folder).open(panel_skill())


async def office(folder: Path, *commands: Any) -> World:
    """Return the office that reads the same folder."""
    world = await World(photos=folder).open()
    await world.log(*commands)
    return world


async def put(door: Door, content: bytes, token: str, name: str = "") -> Any:
    """Send a photo."""
    path = f"/api/v1/photos/{name or digest_of(content)}"
    return await door.call("PUT", path, content, token=token, headers={"content-type": "image/jpeg"})


async def test_a_photo_is_kept_once_and_seen_by_whoever_may_see_the_sheet(tmp_path: Path) -> None:
    """Sent twice, it is one file, with no other beside it."""
    door = await opened(tmp_path)

    said = [(await put(door, PHOTO, door.token())).status for _ in range(2)]

    assert [201, 200] == said
    assert [NAME] == names_in(tmp_path)
    world = await office(tmp_path, enter(REMARK))
    for role, subject in (("expert", "e-1"), ("chief_expert", "x-1"), ("clerk", "k-1")):
        reply = await world.get(f"{SKILL}/photos/{NAME}", token(role, subject))  # type: ignore[arg-type]
        assert (200, PHOTO, "image/jpeg") == (reply.status, reply.body, reply.headers["content-type"])
        assert "private, no-store" == reply.headers["cache-control"]


async def test_a_photo_on_no_sheet_of_theirs_is_unknown(tmp_path: Path) -> None:
    """R22, R27: named nowhere, of another team, of a score that is not all in; and a trainee sees none."""
    await put(await opened(tmp_path), PHOTO, (await opened(tmp_path)).token())
    secret = score("A2.1", 2)._replace(photos=(NAME,))
    world = await office(tmp_path, set_team(), enter(secret, form="A2", expert="e-3"))
    empty = await office(tmp_path)
    open_to_all = await office(tmp_path, enter(REMARK))

    seen = {
        who: (await world.get(f"{SKILL}/photos/{NAME}", token(role, who))).status  # type: ignore[arg-type]
        for role, who in (("expert", "e-3"), ("expert", "e-1"), ("expert", "e-6"), ("chief_expert", "x-1"))
    }

    assert {"e-3": 200, "e-1": 404, "e-6": 404, "x-1": 404} == seen
    nowhere = await empty.get(f"{SKILL}/photos/{NAME}", token("chief_expert"))
    assert (404, "photo_unknown") == (nowhere.status, nowhere.document["code"])
    assert 404 == (await open_to_all.get(f"{SKILL}/photos/{NAME}", token("trainee", "t-1"))).status
    assert (
        403
        == (
            await open_to_all.get(f"{SKILL}/photos/{NAME}", token("team_leader", "l-1", member="abai"))
        ).status
    )


async def test_the_photo_of_a_signed_sheet_is_seen_beside_its_marks(tmp_path: Path) -> None:
    """R22: the sheet says who typed it, for whom, and from which paper."""
    door = await opened(tmp_path)
    await put(door, PHOTO, door.official("clerk", "k-1"))
    typed = enter(measured("A1.1", "1.00"))
    world = await office(
        tmp_path,
        type(typed)(
            **{name: getattr(typed, name) for name in typed.__slots__} | {"paper": Paper("k-1", NAME)}
        ),
    )

    sheet = await world.get(f"{SKILL}/sheets?form=A1&competitor=c-1", token("expert", "e-1"))
    photo = await world.get(f"{SKILL}/photos/{NAME}", token("expert", "e-1"))

    cell = sheet.document["sheets"][0]["aspects"]["A1.1"]
    assert ("e-1", {"clerk": "k-1", "photo": NAME}) == (cell["by"], cell["paper"])
    assert (200, PHOTO) == (photo.status, photo.body)


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (b"no picture", "", 422, "photo_not_image"),
        (jpeg((0xE1, b"Exif\0\0")), "", 422, "photo_has_metadata"),
        (PHOTO, "a1" * 32, 422, "photo_differs"),
        (PHOTO, "..%2F..", 422, "photo_id_malformed"),
        (PHOTO + b"x" * PHOTO_BYTES_MAX, "", 413, "body_too_large"),
    ],
)
async def test_what_is_no_photo_is_not_kept(
    tmp_path: Path, content: bytes, name: str, status: int, code: str
) -> None:
    """Refused with the reason; the folder stays empty."""
    door = await opened(tmp_path)

    reply = await put(door, content, door.token(), name)

    assert (status, code) == (reply.status, reply.document["code"])
    assert [] == names_in(tmp_path)


@pytest.mark.parametrize("role", ["trainee", "team_leader", "results_team"])
async def test_only_who_enters_marks_sends_photos(tmp_path: Path, role: Any) -> None:
    """A trainee's practice stays on the device."""
    door = await opened(tmp_path)

    reply = await put(door, PHOTO, door.official(role, "t-1"))

    assert (403, "role_not_allowed") == (reply.status, reply.document["code"])


async def test_an_erased_photo_is_gone_and_the_log_stays(tmp_path: Path) -> None:
    """By the organiser of its own championship; the digest in the log tells nothing."""
    door = await opened(tmp_path)
    await put(door, png(), door.token())
    path = f"/api/v1/photos/{digest_of(png())}?championship=cup"

    refused = await door.call("DELETE", path, token=door.official("chief_expert"))
    other = await door.call("DELETE", path, token=door.official("organiser", championship="other"))
    erased = await door.call("DELETE", path, token=door.official("organiser"))
    again = await door.call("DELETE", path, token=door.official("organiser"))

    assert [403, 403, 200, 404] == [reply.status for reply in (refused, other, erased, again)]
    assert [] == names_in(tmp_path)


async def test_a_full_disk_is_told_and_the_photo_may_come_again(tmp_path: Path) -> None:
    """A folder that cannot be made stands for a disk without room."""
    blocked = tmp_path / "photos"
    blocked.write_bytes(b"")
    door = await opened(blocked)

    reply = await put(door, PHOTO, door.token())

    assert (503, "photos_unavailable") == (reply.status, reply.document["code"])


async def test_a_trainee_sees_marks_only_on_sheets_that_are_in(tmp_path: Path) -> None:
    """Practice is compared with the panel's marks afterwards, never guided by them before."""
    one, rest = (
        enter(measured("A1.1", "1.00")),
        enter(measured("A1.2", "0.75"), REMARK._replace(aspect="A1.1")),
    )
    path = f"{SKILL}/sheets?form=A1&competitor=c-1"
    world = await office(tmp_path, one)

    before = (await world.get(path, token("trainee", "t-1"))).document["sheets"][0]
    await world.log(rest)
    after = (await world.get(path, token("trainee", "t-1"))).document["sheets"][0]

    assert ("open", 0, None) == (
        before["state"],
        *(before["aspects"]["A1.1"][n] for n in ("revision", "mark")),
    )
    assert ("entered", "1.00", []) == (
        after["state"],
        *(after["aspects"]["A1.1"][n] for n in ("mark", "remarks")),
    )
