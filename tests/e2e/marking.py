"""What an organiser and an expert do, through the public address only."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from deploy.samples import championship_bundle
from shared.clock import system_clock
from shared.tokens import Grant, mint_token
from tests.stack import RunningStack

Document = dict[str, Any]
Answer = tuple[int, Document]


class Marking:
    """One championship on a running stack, with its administrator and an expert of its first skill."""

    def __init__(self, session: aiohttp.ClientSession, secret: str, bundle: Document) -> None:
        self.bundle = bundle
        self.championship: str = bundle["championship"]["id"]
        self.skill: Document = bundle["skills"][0]
        self.board = f"{self.championship}/{self.skill['id']}"
        self.expert: Document = self.skill["experts"][0]
        self._session = session
        later = system_clock() + 3_600_000
        skills = (self.skill["id"],)
        self.administrator = mint_token(secret, Grant("administrator", later))
        self.token = mint_token(secret, Grant("expert", later, self.expert["id"], self.championship, skills))

    async def post(self, path: str, body: object, token: str | None = None) -> Answer:
        """Post JSON and return status and document of the answer."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self._session.post(path, json=body, headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)

    async def post_raw(self, path: str, body: bytes, content_type: str = "application/json") -> Answer:
        """Post bytes as they are, as the expert."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": content_type}
        async with self._session.post(path, data=body, headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)

    async def get(self, path: str) -> Answer:
        """Get JSON."""
        async with self._session.get(path) as answer:
            return answer.status, await answer.json(content_type=None)

    async def set_up(self) -> Answer:
        """Import the championship."""
        return await self.post("/api/v1/championships", self.bundle, self.administrator)

    def submission(self, **changes: object) -> Document:
        """Return a submission that counts: the first measured aspect, full mark, for no compatriot."""
        form, aspect = self.measured()
        return {
            "id": str(uuid.uuid4()),
            "championship": self.championship,
            "skill": self.skill["id"],
            "competitor": self.competitors()[0],
            "form": form,
            "entries": [{"aspect": aspect["id"], "mark": aspect["mark_max"], "based_on": 0}],
            **changes,
        }

    def competitors(self) -> list[str]:
        """Return the competitors whom the expert may mark."""
        return [c["id"] for c in self.skill["competitors"] if c["member"] != self.expert["member"]]

    def measured(self) -> tuple[str, Document]:
        """Return the form and the document of the first measured aspect without partial marks."""
        for criterion in self.skill["scheme"]["criteria"]:
            for sub in criterion["sub_criteria"]:
                is_mixed = len({aspect["method"] for aspect in sub["aspects"]}) == 2
                for aspect in sub["aspects"]:
                    if aspect["method"] == "M" and aspect["allowed_marks"] is None:
                        return f"{sub['id']}-M" if is_mixed else sub["id"], aspect
        raise AssertionError("the sample has no measured aspect")

    async def submit(self, **changes: object) -> Answer:
        """Send a submission as the expert."""
        return await self.post("/api/v1/submissions", self.submission(**changes), self.token)


@asynccontextmanager
async def marking(stack: RunningStack) -> AsyncIterator[Marking]:
    """Give a fresh small championship of its own on ``stack``."""
    bundle = championship_bundle("small", seed=1, samples_folder=None)
    bundle["championship"]["id"] = f"small-{uuid.uuid4().hex[:8]}"
    async with aiohttp.ClientSession(stack.base_url) as session:
        found = Marking(session, stack.secret, bundle)
        assert (await found.set_up())[0] == 201
        yield found
