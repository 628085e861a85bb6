"""What a viewer sees on the board of a skill, as a test asks for it."""

import re

from playwright.sync_api import Locator, Page, expect

LINK_WITHIN_MS = 60_000
"""A page that was turned away several times knocks again within 20 s (``backoff.ts``)."""


class SkillPage:
    """The board of a skill in a browser."""

    def __init__(self, page: Page, base_url: str, path: str = "/wsk2024/welding") -> None:
        self.page = page
        self.base_url = base_url
        page.goto(base_url + path)

    @property
    def names(self) -> Locator:
        """The names, in the order of the rows."""
        return self.page.locator(".row .name")

    def row(self, name: str) -> Locator:
        """The row of a competitor."""
        return self.page.get_by_role("row").filter(has_text=name)

    def total(self, name: str) -> Locator:
        """The total of a competitor."""
        return self.row(name).locator(".total")

    def place(self, name: str) -> Locator:
        """The place of a competitor."""
        return self.row(name).locator(".place")

    @property
    def summary(self) -> Locator:
        """What a screen reader is told."""
        return self.page.locator("[data-part=announcer]")

    def expect_order(self, *names: str) -> None:
        """Wait until the rows stand in this order."""
        expect(self.names).to_have_text(list(names))

    def expect_link(self, phase: str) -> None:
        """Wait until the page says that its link is ``connecting``, ``live``, ``offline`` or ``refused``."""
        expect(self.page.locator(f"[data-link={phase}]")).to_be_visible(timeout=LINK_WITHIN_MS)

    def expect_stale(self, *, is_stale: bool) -> None:
        """Wait until the board is veiled, or is not."""
        expect(self.page.locator(f"[data-stale={str(is_stale).lower()}]")).to_be_visible(
            timeout=LINK_WITHIN_MS
        )

    def choose_language(self, name: str) -> None:
        """Press the button of a language."""
        self.page.get_by_role("button", name=re.compile(f"{name}$")).click()
