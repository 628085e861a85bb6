"""One stack on a data folder, however many look whether there is one."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from deploy.embedded.errors import StackError
from deploy.embedded.lock import locked, running_pid

STARTS = 300


def test_who_looks_keeps_nobody_from_starting(tmp_path: Path) -> None:
    """To look whether a stack runs takes the same lock for a moment."""
    is_over = Event()

    def look() -> None:
        while not is_over.is_set():
            running_pid(tmp_path)

    with ThreadPoolExecutor(2) as lookers:
        looks = [lookers.submit(look) for _ in range(2)]
        try:
            for _ in range(STARTS):
                with locked(tmp_path):
                    pass
        finally:
            is_over.set()
        for one in looks:
            one.result()


def test_a_second_stack_is_refused_with_the_first_ones_number(tmp_path: Path) -> None:
    """And the first one is found by it."""
    with (
        locked(tmp_path),
        pytest.raises(StackError, match=rf"already runs on .* \(pid {os.getpid()}\)"),
        locked(tmp_path),
    ):
        pytest.fail("two stacks on one folder")
    assert running_pid(tmp_path) is None
