"""The letters on pictures: all of three alphabets, out of the files of the build, in lines that fit."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from services.leaderboard.cards.lettering import CALLS, ELLIPSIS, READS, Fonts
from shared.domain.errors import RuleBroken

KAZAKH = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
LETTERS = KAZAKH + KAZAKH.lower() + "ABCXYZabcxyz0123456789«»–·%№…−,.'’ÂâĞğŞşİı"
NO_LETTER = "\ue000"
NAME = "Нұрмұхаммед-Әлихан Қожахметұлы Сұлтанбекжанов"


@pytest.fixture
def fonts(dist: Path) -> Fonts:
    """Return the fonts of the built app."""
    return Fonts(dist / "assets")


@pytest.mark.parametrize("family", [READS, CALLS])
def test_every_letter_is_drawn(fonts: Fonts, family: str) -> None:
    """None of them as the box that stands for a missing letter."""
    face = fonts.face(family, 600, 40)

    missing = []
    for letter in LETTERS:
        [run] = face.runs(letter)
        if bytes(run.font.getmask(letter)) == bytes(run.font.getmask(NO_LETTER)):
            missing.append(letter)

    assert [] == missing


def test_what_no_file_has_is_left_out(fonts: Fonts) -> None:
    """A sign from elsewhere leaves neither a box nor a gap; a letter with its mark apart is one letter."""
    face = fonts.face(READS, 500, 30)

    assert ["Әлия"] == ["".join(run.text for run in face.runs("Ә\U0001f40eл\u4e16ия"))]
    assert ["й"] == [run.text for run in face.runs("и\u0306")]


def test_a_text_ends_where_it_is_said_to_end(fonts: Fonts) -> None:
    """What is drawn is as wide as what was measured, though letters come from several files."""
    face, image = fonts.face(READS, 600, 30), Image.new("L", (1200, 60))

    end = face.draw(ImageDraw.Draw(image), (10, 40), NAME, "white")

    assert end == pytest.approx(10 + face.width(NAME))
    left, _, right, _ = image.getbbox() or (0, 0, 0, 0)
    assert (True, True) == (8 <= left, end - 6 <= right <= end + 2)


@pytest.mark.parametrize("width", [150, 300, 560])
def test_a_title_fits_however_long_it_is(fonts: Fonts, width: int) -> None:
    """In the largest size in which it fits; in the smallest it is cut, and says so."""
    choices = ((80, 1), (40, 2), (24, 2))

    face, lines = fonts.fitting(CALLS, 600, NAME, width, choices)

    assert len(lines) <= 2
    assert all(face.width(line) <= width for line in lines)
    assert (" ".join(lines) == NAME) == (ELLIPSIS not in "".join(lines))
    assert {150: 24, 300: 24, 560: 40}[width] == face.size


def test_lines_of_a_title_are_about_equally_long(fonts: Fonts) -> None:
    """No word is left alone where another could keep it company."""
    _, lines = fonts.fitting(CALLS, 600, "one two three four", 230, ((40, 2),))

    assert ["one two", "three four"] == lines


def test_without_the_build_there_are_no_letters(tmp_path: Path) -> None:
    """A refusal with a code, not a picture of boxes."""
    with pytest.raises(RuleBroken, match="card_unavailable"):
        Fonts(tmp_path).face(READS, 500, 20).width("a")
