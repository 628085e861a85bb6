"""The page against the real stack: what an expert enters is what a viewer sees."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.skill_page import SkillPage
from tests.e2e.marking import Marking, marking
from tests.stack import RunningStack


@pytest.fixture
def championship(stack: RunningStack) -> Marking:
    """Import a small championship of its own."""

    async def imported() -> Marking:
        async with marking(stack) as championship:
            return championship

    with ThreadPoolExecutor(1) as aside:  # this thread's event loop is Playwright's
        return aside.submit(asyncio.run, imported()).result()


def test_a_mark_that_counts_appears_on_the_board(
    stack: RunningStack, championship: Marking, new_page: NewPage
) -> None:
    """From the submission of an expert to the total on a viewer's screen."""
    submission = championship.submission()
    people = {person["id"]: person["name_latin"] for person in championship.bundle["people"]}
    name = people[submission["competitor"]]
    board = SkillPage(new_page(), stack.base_url, f"/{championship.board}")
    expect(board.total(name)).to_have_text("–")

    answer = board.page.request.post(
        f"{stack.base_url}/api/v1/submissions",
        data=submission,
        headers={"Authorization": f"Bearer {championship.token}"},
    )

    assert answer.ok, answer.text()
    expect(board.total(name)).to_have_text(submission["entries"][0]["mark"])
    expect(board.place(name)).to_have_text("1")


def test_the_overview_shows_every_skill(
    stack: RunningStack, championship: Marking, new_page: NewPage
) -> None:
    """All skills of the import are there, and each leads to its board."""
    page = new_page()
    page.goto(f"{stack.base_url}/{championship.championship}")
    skills = championship.bundle["skills"]

    expect(page.locator("main li")).to_have_count(len(skills))
    page.get_by_role("link", name=skills[0]["name"]["en"]).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(skills[0]["name"]["en"])
