"""The served account answers over a real socket on localhost."""

import base64
import contextlib
import threading
from collections.abc import Iterator

import httpx
import pytest

from zoom_policy_lint.simulate import Fault, FaultKind, create_app, demo_school
from zoom_policy_lint.simulate.serve import DropsConnections, serve

uvicorn = pytest.importorskip("uvicorn", reason="uvicorn, the extra `serve`, is not installed")


class Announcing(uvicorn.Server):
    """A server that says when it listens, and stops when told to."""

    def __init__(self, app) -> None:
        super().__init__(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off"))
        self.listens = threading.Event()

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        self.listens.set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.servers[0].sockets[0].getsockname()[1]}"


@contextlib.contextmanager
def served(app) -> Iterator[str]:
    server = Announcing(DropsConnections(app))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert server.listens.wait(10)
    try:
        yield server.address
    finally:
        server.should_exit = True
        thread.join(10)


def bearer(client, account) -> dict[str, str]:
    basic = base64.b64encode(f"{account.app.client_id}:{account.app.client_secret}".encode()).decode()
    form = {"grant_type": "account_credentials", "account_id": account.id}
    answer = client.post("/oauth/token", data=form, headers={"Authorization": f"Basic {basic}"}).json()
    assert answer["api_url"] == str(client.base_url).rstrip("/")
    return {"Authorization": f"Bearer {answer['access_token']}"}


def test_a_client_reads_users_over_the_socket():
    account = demo_school()
    with served(create_app(account)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        answer = client.get("/v2/users", headers=bearer(client, account))
        assert answer.json()["total_records"] == 30


def test_a_connection_reset_really_drops_the_socket():
    account = demo_school()
    faults = [Fault(FaultKind.CONNECTION_RESET, "/users", times=1)]
    app = create_app(account, faults=faults)
    with served(app) as address, httpx.Client(base_url=address, trust_env=False) as client:
        headers = bearer(client, account)
        with pytest.raises(httpx.TransportError):
            client.get("/v2/users", headers=headers)
        assert client.get("/v2/users", headers=headers).status_code == 200


def test_serve_hands_the_account_to_uvicorn(monkeypatch):
    seen = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: seen.update(options))
    serve(demo_school(), "127.0.0.1", 8765)
    assert (seen["host"], seen["port"]) == ("127.0.0.1", 8765)
