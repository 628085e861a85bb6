"""A scheme goes out as a workbook, is changed by hand and comes in again, on the real stack (R10, R15)."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from deploy.samples import championship_bundle
from shared import codec
from shared.domain.scheme import Scheme
from shared.workbook import read_scheme
from tests.e2e.test_killing import bayge, result_of
from tests.stack import RunningStack

WHERE = ("--championship", "again", "--skill", "welding")


async def done(stack: RunningStack, *arguments: str) -> None:
    """Run a command that must succeed."""
    process = await bayge(stack, *arguments)
    _, err = await process.communicate()
    assert 0 == process.returncode, err.decode()


def swapped(path: Path) -> tuple[str, str]:
    """Change two measured rows of different sub-criteria with each other in the file; return their ids."""
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    sheet = book.active
    measured = [row for row in range(1, sheet.max_row + 1) if sheet[f"D{row}"].value == "M"]
    first = measured[0]
    head = sheet[f"P{first}"].value.split(".")[0]
    other = next(row for row in measured if sheet[f"P{row}"].value.split(".")[0] != head)
    ids = sheet[f"P{first}"].value, sheet[f"P{other}"].value
    for letter in "DEGHIKPQ":
        one, two = sheet[f"{letter}{first}"], sheet[f"{letter}{other}"]
        one.value, two.value = two.value, one.value
    book.save(path)
    book.close()
    return ids


def texts(scheme: Scheme | None) -> dict[str, str]:
    """Return what each aspect says."""
    assert scheme is not None
    return {aspect.id: aspect.description for aspect in scheme.aspects}


@pytest.mark.timeout(300)
async def test_aspects_stay_themselves_through_a_workbook(stack: RunningStack, tmp_path: Path) -> None:
    """Export, move two rows by hand, look, import, export: each text has the id that it had."""
    bundle = championship_bundle("small")
    bundle["championship"]["id"] = "again"
    (tmp_path / "bundle.json").write_bytes(codec.encode(bundle))
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    await done(stack, "import", str(tmp_path / "bundle.json"))
    await done(stack, "scheme", "export", str(before), *WHERE)
    was = texts(read_scheme(before).scheme)
    first, other = swapped(before)

    code, shown = await result_of(await bayge(stack, "import", str(before), *WHERE, "--dry-run", "--json"))
    await done(stack, "import", str(before), *WHERE)
    await done(stack, "scheme", "export", str(after), *WHERE)

    assert (0, {"added": 0, "removed": 0, "changed": 0, "moved": 2}) == (code, shown["aspects"])
    again = read_scheme(after).scheme
    assert was == texts(again)
    assert again is not None
    home = {aspect.id: sub.id for sub in again.sub_criteria for aspect in sub.aspects}
    assert (other.split(".")[0], first.split(".")[0]) == (home[first], home[other])
