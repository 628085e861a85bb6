"""The independent recount counts no remark, as scoring counts none (R34)."""

from deploy.recount import Recount
from shared.domain.events import command_document
from tests.builders import enter, judged, measured, set_skill
from tests.unit.test_remarks import PHOTO, folded, remark


def test_a_recount_sees_no_difference() -> None:
    """R34: the recount counts no remark either."""
    said = [
        set_skill(),
        enter(measured("A1.1", "1.00")._replace(comment="a burr"), remark("A1.2"), submission_id="s-1"),
        enter(remark("A1.1", None, PHOTO), submission_id="s-2"),
        enter(judged("A2.1", 1, 2, 2), remark("A2.2"), form="A2", submission_id="s-3"),
    ]
    recount = Recount()

    for command in said:
        recount.take(command_document(command))

    tally = folded(*said[1:])
    mark = sum(sheet.mark for sheet in tally.sheets.values())
    assert {"cup/testing": (tally.entries_counted, mark)} == recount.sums()
