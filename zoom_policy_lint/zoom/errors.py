"""What Zoom or the network refused.

    ZoomError                  names endpoint, HTTP status, Zoom's code, what happened and what to do
    ├── CredentialsRefused     the app or its token is not accepted: nothing can be read
    ├── Unreachable            no answer from Zoom, or something else answers in its place
    ├── ScopeMissing           the app lacks a scope
    ├── PermissionMissing      the role of the app's owner lacks a right
    ├── PlanTooLow             the account's plan does not offer it
    ├── NotFound               Zoom says that it does not exist (any more)
    ├── PageTokenRefused       the list must be read again from its start
    ├── RateLimited            too many requests, for longer than we wait
    ├── BadAnswer              an answer that is not understood
    └── ServerFault            Zoom failed

Texts hold no token, secret, id or address: only the endpoint's template and masked words of Zoom's own.
"""

# ruff: noqa: N818 - they are named for what happened, as the program's words are

from datetime import datetime
from typing import ClassVar

from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.words import Reason


class ZoomError(PolicyLintError):
    """Something that could not be read.

    `endpoint` is the path with its parameters unfilled; `status` the HTTP status and `code` Zoom's number, None
    where there was none; `reason` is why a finding is then unknown. `retryable`: asking again may help, not sooner
    than in `pause` seconds.
    """

    reason: ClassVar[Reason] = Reason.ERROR

    def __init__(
        self,
        endpoint: str,
        what: str,
        hint: str = "",
        *,
        status: int | None = None,
        code: int | None = None,
        retryable: bool = False,
        pause: float | None = None,
    ) -> None:
        super().__init__(f"{endpoint}: {what}{_numbers(status, code)}", hint)
        self.endpoint = endpoint
        self.what = what
        self.status = status
        self.code = code
        self.retryable = retryable
        self.pause = pause


def _numbers(status: int | None, code: int | None) -> str:
    parts = [f"HTTP {status}"] if status is not None else []
    parts += [f"Zoom code {code}"] if code is not None else []
    return f" ({', '.join(parts)})" if parts else ""


class CredentialsRefused(ZoomError):
    """The app or its token is not accepted: nothing can be read."""


class Unreachable(ZoomError):
    """No answer from Zoom, or something else answers in its place."""


class ScopeMissing(ZoomError):
    """The app lacks a scope; any one of `scopes` is enough: those that Zoom named, or those known to fit."""

    reason = Reason.SCOPE
    scopes: tuple[str, ...] = ()


class PermissionMissing(ZoomError):
    """The role of the person who owns the app lacks a right."""

    reason = Reason.SCOPE


class PlanTooLow(ZoomError):
    """The account's plan does not offer it."""

    reason = Reason.PLAN


class NotFound(ZoomError):
    """Zoom says, with a code of its own, that it does not exist or no longer belongs to the account."""

    reason = Reason.VANISHED


class PageTokenRefused(ZoomError):
    """A page token is invalid or older than its 15 minutes: the list must be read again from its start."""


class RateLimited(ZoomError):
    """Too many requests; `daily`: the day's allowance is used up; `retry_at`: when to come back."""

    daily: bool = False
    retry_at: datetime | None = None


class BadAnswer(ZoomError):
    """An answer that is not understood: not JSON, not an object, or without what it must hold.

    `garbled`: HTTP 200 whose body is no whole JSON object, be it cut off on its way or not Zoom's at all.
    """

    garbled: bool = False


class ServerFault(ZoomError):
    """Zoom failed (HTTP 5xx)."""
