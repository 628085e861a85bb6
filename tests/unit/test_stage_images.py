"""Which images a theme shows, which of them must be kept here, and how one is taken out."""

from typing import Any

from shared.domain.stage_images import image_address, images_missing, shows_image, without_image

A, B = (image_address("cup", digit * 64) for digit in "ab")
THEME: dict[str, Any] = {
    "accent": "#00aabb",
    "name": {"en": "Cup", "ru": "", "kk": ""},
    "logo": A,
    "sponsors": [B, "/theme/one.svg", A],
    "flags": {"almaty": A},
    "photos": {"c-1": B, "c-2": A},
}


def test_an_address_holds_championship_and_digest() -> None:
    """It is what a theme names and where the image is served."""
    assert f"/api/v1/images/cup/{'a' * 64}" == A


def test_what_is_not_kept_is_named_by_its_field() -> None:
    """Other paths and data: addresses are not ours to know; another championship's is not kept here."""
    foreign = {"logo": image_address("other", "a" * 64), "sponsors": ["data:image/png;base64,AAAA"]}

    assert [] == images_missing(THEME, "cup", {"a" * 64, "b" * 64})
    assert ["sponsors.0", "photos.c-1"] == images_missing(THEME, "cup", {"a" * 64})
    assert ["logo"] == images_missing(foreign, "cup", {"a" * 64})
    assert [] == images_missing({}, "cup", set())


def test_a_theme_shows_an_image_anywhere() -> None:
    """As logo, sponsor, flag or photo."""
    shown = [part for part in THEME if shows_image({part: THEME[part]}, A)]

    assert ["logo", "sponsors", "flags", "photos"] == shown


def test_an_image_is_taken_out_everywhere_and_the_rest_stays() -> None:
    """The theme that was is left as it was."""
    assert {
        "accent": "#00aabb",
        "name": {"en": "Cup", "ru": "", "kk": ""},
        "sponsors": [B, "/theme/one.svg"],
        "flags": {},
        "photos": {"c-1": B},
    } == without_image(THEME, A)
    assert THEME["logo"] == A
