"""The simulated account on a socket of this computer, and the environment of somebody who reads it."""

import contextlib
import time
from dataclasses import replace
from datetime import timedelta

from tests.simulate.test_serve import served
from zoom_policy_lint.catalogue import endpoints
from zoom_policy_lint.simulate import App, create_app
from zoom_policy_lint.simulate.clock import DEMO_TIME

FAST = ("--plan", "business", "--share", "1")
SCOPES = frozenset(scope for row in endpoints() for scope in row.scopes_to_grant)


def lacking(account, *scopes):
    """The account with an app that has every scope but these."""
    assert SCOPES.issuperset(scopes)
    return replace(account, app=App(scopes=tuple(sorted(SCOPES.difference(scopes)))))


@contextlib.contextmanager
def online(monkeypatch, account, *faults):
    """Serves the account and sets the environment for it; gives the application, which knows what it was asked."""
    started = time.monotonic()
    app = create_app(account, faults=faults, clock=lambda: DEMO_TIME + timedelta(seconds=time.monotonic() - started))
    with served(app) as address:
        set_environment(monkeypatch, account, address)
        yield app


def set_environment(monkeypatch, account, address):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("ZOOM_API_URL", f"{address}/v2")
    monkeypatch.setenv("ZOOM_OAUTH_URL", f"{address}/oauth/token")
    monkeypatch.setenv("ZOOM_ACCOUNT_ID", account.id)
    monkeypatch.setenv("ZOOM_CLIENT_ID", account.app.client_id)
    monkeypatch.setenv("ZOOM_CLIENT_SECRET", account.app.client_secret)
    for module in ("options", "source"):
        monkeypatch.setattr(f"zoom_policy_lint.cli.{module}.now", lambda: DEMO_TIME)
