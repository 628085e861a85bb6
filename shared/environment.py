"""How a setting is read from the environment, and what is said when it cannot be."""

from collections.abc import Mapping
from pathlib import Path

from shared.domain.publication import AUDIENCE_CLASSES, AudienceClass


class SettingMissing(Exception):
    """A setting that has no default is missing or cannot be read; the text says which, with an example."""


Environment = Mapping[str, str]


def needed(env: Environment, name: str, example: str) -> str:
    """Return a setting that has no default; raises ``SettingMissing``."""
    value = env.get(name, "")
    if not value:
        raise SettingMissing(f"the setting {name} is missing; an example: {name}={example}")
    return value


def whole_number(env: Environment, name: str, default: int, at_least: int = 0) -> int:
    """Return a whole number; raises ``SettingMissing`` when it is none, or too small."""
    value = env.get(name) or str(default)
    if not value.isdecimal() or int(value) < at_least:
        wanted = "a whole number" + (f" from {at_least} on" if at_least else "")
        raise SettingMissing(
            f"the setting {name} must be {wanted}, not {value!r}; an example: {name}={default}"
        )
    return int(value)


def names(env: Environment, name: str) -> tuple[str, ...]:
    """Return what stands between commas."""
    return tuple(filter(None, env.get(name, "").split(",")))


def photos_folder(env: Environment) -> Path:
    """Return the folder of photos: ``BAYGE_PHOTOS``, else `photos` in the data folder."""
    return Path(env.get("BAYGE_PHOTOS") or Path(env.get("BAYGE_VAR") or "var") / "photos")


def images_folder(env: Environment) -> Path:
    """Return the folder of the images of themes: ``BAYGE_IMAGES``, else `images` in the data folder."""
    return Path(env.get("BAYGE_IMAGES") or Path(env.get("BAYGE_VAR") or "var") / "images")


def audience(env: Environment) -> AudienceClass:
    """Return the class that a process serves; raises ``SettingMissing`` when there is no such class."""
    value = env.get("BAYGE_AUDIENCE", "public")
    if value not in AUDIENCE_CLASSES:
        raise SettingMissing(
            f"the setting BAYGE_AUDIENCE must be one of {', '.join(AUDIENCE_CLASSES)}, not {value!r}"
        )
    return value


def audiences(env: Environment) -> tuple[AudienceClass, ...]:
    """Return the classes whose boards are written."""
    named = names(env, "BAYGE_AUDIENCES") or ("public", "venue")
    return tuple(audience({"BAYGE_AUDIENCE": name}) for name in named)


def class_secret(env: Environment, audience: AudienceClass) -> str | None:
    """Return the key of a class's tokens: made from the installation's for this class alone."""
    return None if audience == "public" else needed(env, "BAYGE_CLASS_SECRET", "64-hexadecimal-digits")
