"""The identity's colours that pictures use, by the names and values of ``tokens.css``."""

from typing import Final

ZENITH: Final = "#071a2c"
SKY_DEEP: Final = "#0f3f69"
HORIZON: Final = "#2f7fb5"
SUN: Final = "#f2b632"
GRASS: Final = "#d9b968"
FELT: Final = "#b23a2e"
WOOL: Final = "#f4f7fa"
ON_SUN: Final = "#1f1503"
INK_QUIET: Final = "#a6b9c8"
"""By night, as is the next: pictures have a dark ground."""
MARKED: Final = "#2c6796"
