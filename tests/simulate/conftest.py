import asyncio
import base64
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from zoom_policy_lint.simulate import Behaviour, SimulatedAccount, create_app

REPOSITORY = Path(__file__).resolve().parents[2]


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Client:
    """Asks one simulated account in-process; carries a token unless told otherwise."""

    def __init__(self, account: SimulatedAccount, behaviour: Behaviour | None = None, faults=()) -> None:
        self.account = account
        self.clock = Clock()
        self.slept: list[float] = []
        behaviour = behaviour or Behaviour(rate_limits=False)
        self.app = create_app(account, behaviour=behaviour, faults=faults, clock=self.clock, sleep=self._sleep)
        self.bearer = ""

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def request(self, method: str, path: str, **how: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="https://api.zoom.test") as client:
                return await client.request(method, path, **how)

        return asyncio.run(ask())

    def token(self, *, data: Any = None, params: Any = None, secret: str | None = None) -> httpx.Response:
        app = self.account.app
        basic = base64.b64encode(f"{app.client_id}:{secret or app.client_secret}".encode()).decode()
        form = {"grant_type": "account_credentials", "account_id": self.account.id}
        data = form if data is None and params is None else data
        headers = {"Authorization": f"Basic {basic}"}
        return self.request("POST", "/oauth/token", data=data, params=params, headers=headers)

    def get(self, path: str, *, bearer: str | None = None, **query: str | int) -> httpx.Response:
        if bearer is None and not self.bearer:
            self.bearer = self.token().json()["access_token"]
        headers = {"Authorization": f"Bearer {self.bearer if bearer is None else bearer}"}
        return self.request("GET", f"/v2{path}", params=query, headers=headers)

    def body(self, path: str, **query: str | int) -> dict[str, Any]:
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def rows(self, path: str, items: str, **query: str | int) -> list[dict[str, Any]]:
        rows, token = [], ""
        while True:
            body = self.body(path, **query, **({"next_page_token": token} if token else {}))
            rows += body[items]
            token = body["next_page_token"]
            if not token:
                return rows


@pytest.fixture(scope="session")
def facts() -> Path:
    """The folder of Zoom's API facts, which is not part of the package."""
    folder = Path(os.environ.get("ZOOM_FACTS") or REPOSITORY.parent / "shared" / "zoom-api")
    if not (folder / "schemas").is_dir():
        pytest.skip(f"Zoom's API facts are not here ({folder}); set ZOOM_FACTS to their folder")
    return folder


@pytest.fixture(scope="session")
def schema_of(facts: Path):
    def load(name: str) -> dict[str, Any]:
        return json.loads((facts / "schemas" / f"{name}.json").read_text(encoding="utf-8"))

    return load


@pytest.fixture
def client_of():
    """Makes a client of a simulated account: `client_of(account, behaviour, faults)`."""
    return Client
