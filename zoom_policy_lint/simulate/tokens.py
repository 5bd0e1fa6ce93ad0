"""The token endpoint of a Server-to-Server OAuth app, and which of its tokens are alive."""

import base64
import binascii
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from zoom_policy_lint.simulate.account import SimulatedAccount
from zoom_policy_lint.simulate.behaviour import Behaviour, TokenTolerance
from zoom_policy_lint.simulate.errors import invalid_token, token_refusal
from zoom_policy_lint.simulate.skeleton import skeleton


@dataclass
class TokenDesk:
    """Issues and checks access tokens."""

    account: SimulatedAccount
    behaviour: Behaviour
    clock: Callable[[], datetime]
    _ends: dict[str, datetime] = field(default_factory=dict, repr=False)

    def issue(self, authorization: str, form: Mapping[str, str], api_url: str) -> dict[str, Any]:
        """Answer a token request, naming `api_url` as the host to ask; refuses in its own shape."""
        app = self.account.app
        if _basic(authorization) != (app.client_id, app.client_secret):
            raise token_refusal("Invalid client_id or client_secret", "invalid_client")
        if form.get("grant_type") != "account_credentials":
            raise token_refusal("unsupported grant type", "unsupported_grant_type")
        if form.get("account_id") != self.account.id:
            # The exact words for a wrong account id are not known.
            raise token_refusal("Bad Request", "invalid_request")
        if self.behaviour.token_tolerance is TokenTolerance.NEWEST_ONLY:
            self._ends.clear()
        token = f"simulated.{secrets.token_urlsafe(24)}"
        lifetime = self.behaviour.token_lifetime_seconds
        self._ends[token] = self.clock() + timedelta(seconds=lifetime)
        return {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": lifetime,
            "scope": " ".join(self.granted()),
            "api_url": api_url,
        }

    def check(self, authorization: str) -> None:
        """Raise 401/124 unless the header carries a token that is alive."""
        kind, _, token = authorization.partition(" ")
        if kind.lower() != "bearer" or token not in self._ends:
            raise invalid_token()
        if self.clock() >= self._ends[token]:
            raise invalid_token("Access token is expired.")

    def revoke_all(self) -> None:
        """Every token dies at once, as when the app is removed."""
        self._ends.clear()

    def granted(self) -> tuple[str, ...]:
        """The scopes of the app: those it names, or all that the endpoints want."""
        app = self.account.app
        if app.scopes is not None:
            return app.scopes
        wanted = (scope for key in skeleton().endpoints for scope in self.wanted(key))
        return tuple(dict.fromkeys(wanted))

    def wanted(self, endpoint: str) -> tuple[str, ...]:
        """The scopes any one of which opens an endpoint, for this kind of app and the behaviour in force."""
        row = skeleton().endpoints[endpoint]
        if self.account.app.classic:
            return row.classic
        return (*row.granular, *self._disputed(row.granular, endpoint))

    def _disputed(self, granular: tuple[str, ...], endpoint: str) -> tuple[str, ...]:
        """The `:admin` forms of scopes that are published only as `:master`."""
        locks = endpoint == "accounts.lock_settings" and self.behaviour.account_locks_with_admin_scope
        domains = endpoint.endswith("_domains") and self.behaviour.domains_with_admin_scope
        return tuple(scope.replace(":master", ":admin") for scope in granular) if locks or domains else ()


def _basic(authorization: str) -> tuple[str, str] | None:
    kind, _, encoded = authorization.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return name, secret
