"""Images of a theme over HTTP: kept before it names them, seen by whoever knows the address, erased."""

from pathlib import Path
from typing import Any

import pytest

from services.ingest.images import IMAGE_BYTES_MAX, IMAGES_MAX
from shared.topics import SCREENS
from tests.access_door import replayed
from tests.ingest_door import Door, Reply, assert_refused
from tests.photos import digest_of, jpeg, png

CUP = "/api/v1/championships/cup"
PHOTO = jpeg()
ADDRESS = f"/api/v1/images/cup/{digest_of(PHOTO)}"


@pytest.fixture
async def door(tmp_path: Path) -> Door:
    """Return ingest with a folder for images, and another one for photos."""
    return await Door(photos=tmp_path / "photos", images=tmp_path / "images").open()


async def keep(door: Door, content: bytes, role: Any = "operator", championship: str = "cup") -> Reply:
    """Send an image."""
    path = f"/api/v1/championships/{championship}/images"
    return await door.call(
        "POST", path, content, token=door.official(role), headers={"content-type": "image/jpeg"}
    )


async def set_theme(door: Door, theme: Any) -> Reply:
    """Replace the theme."""
    return await door.call("PUT", f"{CUP}/theme", json_body={"theme": theme}, token=door.official("operator"))


def names_in(folder: Path) -> list[str]:
    """Return the names of all files."""
    return [file.name for file in folder.rglob("*") if file.is_file()]


@pytest.mark.parametrize("role", ["operator", "organiser"])
async def test_an_image_is_kept_once_and_seen_without_a_token(door: Door, tmp_path: Path, role: Any) -> None:
    """Its address is the digest of its bytes, so that caches may keep it."""
    said = [await keep(door, PHOTO, role) for _ in range(2)]

    assert [(201, {"image": ADDRESS}), (200, {"image": ADDRESS})] == [
        (reply.status, reply.document) for reply in said
    ]
    assert [digest_of(PHOTO)] == names_in(tmp_path)
    seen = await door.call("GET", ADDRESS)
    assert (200, PHOTO, "image/jpeg") == (seen.status, seen.body, seen.headers["content-type"])
    assert "public, max-age=604800, immutable" == seen.headers["cache-control"]
    assert "nosniff" == seen.headers["x-content-type-options"]
    assert 200 == (await door.call("HEAD", ADDRESS)).status


@pytest.mark.parametrize("role", ["screen", "overlay", "announcer", "expert", "chief_expert", "team_leader"])
async def test_only_operators_keep_and_erase_images(door: Door, tmp_path: Path, role: Any) -> None:
    """Whoever else asks is refused before the body is looked at."""
    erased = await door.call("DELETE", f"{CUP}/images/{digest_of(PHOTO)}", token=door.official(role))

    assert_refused(await keep(door, PHOTO, role), 403, "not_allowed_screens")
    assert_refused(erased, 403, "not_allowed_screens")
    assert [] == names_in(tmp_path)


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"<svg onload='alert(1)'/>", 422, "photo_not_image"),
        (jpeg((0xE1, b"Exif\0\0")), 422, "photo_has_metadata"),
        (PHOTO + b"x" * IMAGE_BYTES_MAX, 413, "body_too_large"),
    ],
)
async def test_what_is_no_plain_image_is_not_kept(
    door: Door, tmp_path: Path, content: bytes, status: int, code: str
) -> None:
    """Refused with the reason; the folder stays empty."""
    reply = await keep(door, content)

    assert (status, code) == (reply.status, reply.document["code"])
    assert [] == names_in(tmp_path)


async def test_images_of_one_championship_are_its_own(door: Door) -> None:
    """An operator has no say elsewhere, and no folder is made for a championship that is not there."""
    administrator = door.administrator()

    elsewhere = await keep(door, PHOTO, championship="other")
    nowhere = await door.call("POST", "/api/v1/championships/nocup/images", PHOTO, token=administrator)

    assert_refused(elsewhere, 403, "not_allowed_screens")
    assert (404, "unknown_championship") == (nowhere.status, nowhere.document["code"])


async def test_a_theme_names_only_what_is_kept(door: Door) -> None:
    """The image is there before the fact: each field at fault is told; data: and other paths stay good."""
    plain = {"logo": "/theme/cup.svg", "sponsors": ["data:image/png;base64,AAAA"]}
    theme = {**plain, "photos": {"c-1": ADDRESS}, "flags": {"almaty": ADDRESS.replace("cup", "nocup")}}

    before = await set_theme(door, theme)
    await keep(door, PHOTO)
    half = await set_theme(door, theme)

    fields = [[error["field"] for error in reply.document["errors"]] for reply in (before, half)]
    assert [["theme.flags.almaty", "theme.photos.c-1"], ["theme.flags.almaty"]] == fields
    assert (422, "image_missing") == (half.status, half.document["code"])
    assert [] == door.journal.documents(SCREENS)
    whole = await set_theme(door, {**plain, "photos": {"c-1": ADDRESS}})
    assert (200, {"theme": {**plain, "photos": {"c-1": ADDRESS}}}) == (whole.status, whole.document)


async def test_an_erased_image_is_gone_from_the_theme_and_the_folder(door: Door, tmp_path: Path) -> None:
    """The rest of the theme stays; another instance knows it, too."""
    await keep(door, PHOTO)
    await keep(door, png())
    await set_theme(door, {"accent": "#00aabb", "photos": {"c-1": ADDRESS}, "sponsors": [ADDRESS]})
    path = f"{CUP}/images/{digest_of(PHOTO)}"

    replies = [await door.call("DELETE", path, token=door.official("operator")) for _ in range(2)]

    assert [200, 404] == [reply.status for reply in replies]
    assert [digest_of(png())] == names_in(tmp_path)
    assert_refused(await door.call("GET", ADDRESS), 404, "photo_unknown")
    themes = [each.parts.screens.log.stages.of("cup").theme for each in (door, await replayed(door))]
    assert [{"accent": "#00aabb", "photos": {}, "sponsors": []}] * 2 == themes


async def test_an_image_that_no_theme_shows_is_erased_without_a_word(door: Door, tmp_path: Path) -> None:
    """Nothing is written where nothing changes."""
    await keep(door, PHOTO)

    reply = await door.call("DELETE", f"{CUP}/images/{digest_of(PHOTO)}", token=door.official("organiser"))

    assert (200, [], []) == (reply.status, names_in(tmp_path), door.journal.documents(SCREENS))


async def test_there_is_a_most_of_images(door: Door, tmp_path: Path) -> None:
    """What is kept already may come again; the next one finds no room until another is erased."""
    await keep(door, PHOTO)
    folder = tmp_path / "images" / "cup" / "00"
    folder.mkdir()
    for at in range(IMAGES_MAX - 1):
        (folder / f"{at:064x}").touch()

    assert_refused(await keep(door, png()), 409, "images_too_many")
    assert 200 == (await keep(door, PHOTO)).status
    (folder / f"{0:064x}").unlink()
    assert 201 == (await keep(door, png())).status


async def test_everybody_of_the_largest_championship_has_a_photo(tmp_path: Path) -> None:
    """1,400 photos with how the names are said, by the limits that an installation has."""
    door = await Door(body_bytes_max=256 * 1024, images=tmp_path).open()
    digests = {f"c-{at:04d}": f"{at:064x}" for at in range(1400)}
    for digest in digests.values():
        file = tmp_path / "cup" / digest[:2] / digest
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    photos = {who: f"/api/v1/images/cup/{digest}" for who, digest in digests.items()}
    said = dict.fromkeys(digests, "ai-geh-REEM nur-LAN-qy-zy")

    reply = await set_theme(door, {"photos": photos, "pronunciations": said})

    assert (200, photos) == (reply.status, reply.document["theme"]["photos"])


async def test_a_photo_of_an_expert_is_no_image(door: Door) -> None:
    """R52: the folder of photos is not looked into, whoever knows the digest."""
    path = f"/api/v1/photos/{digest_of(PHOTO)}"
    sent = await door.call("PUT", path, PHOTO, token=door.token(), headers={"content-type": "image/jpeg"})
    assert 201 == sent.status

    assert_refused(await door.call("GET", ADDRESS), 404, "photo_unknown")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/images/cup/..%2F..", "photo_id_malformed"),
        (f"/api/v1/images/..%2Fphotos/{'a1' * 32}", "unknown_championship"),
        (f"/api/v1/images/cup/{'a1' * 32}", "photo_unknown"),
    ],
)
async def test_an_address_that_is_none_finds_nothing(door: Door, path: str, code: str) -> None:
    """No part of it becomes a path of the disk."""
    reply = await door.call("GET", path)

    assert (code, "no-store") == (reply.document["code"], reply.headers["cache-control"])


async def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """A folder that cannot be made stands for a disk without room."""
    (tmp_path / "images").write_bytes(b"")
    door = await Door(images=tmp_path / "images").open()

    reply = await keep(door, PHOTO)

    assert (503, "photos_unavailable") == (reply.status, reply.document["code"])
