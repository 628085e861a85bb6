"""What the contract tests of ingest share."""

import pytest

from tests.ingest_door import Door


@pytest.fixture
async def door() -> Door:
    """Return ingest with the skill `cup/testing` defined."""
    return await Door().open()
