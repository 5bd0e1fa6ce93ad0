"""From an endpoint, an HTTP status and Zoom's answer to the error that says it best.

The table follows what is known of Zoom's error codes. A 404 counts as "does not exist" only when Zoom says so in
its own words: a proxy's 404 page must never make a person or a group look gone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.zoom.errors import (
    BadAnswer,
    CredentialsRefused,
    NotFound,
    PageTokenRefused,
    PermissionMissing,
    PlanTooLow,
    ScopeMissing,
    ServerFault,
    Unreachable,
    ZoomError,
)
from zoom_policy_lint.zoom.masking import masked

_SCOPES = re.compile(r"scopes:\s*\[(.*?)\]")

_ROLE_HINT = (
    "In Zoom's admin portal, give the role of the person who owns the app the right to see this area "
    "(User Management > Roles), or let the account owner create the app."
)
_APART_HINT = (
    "If another program uses the same app, its new tokens may end ours: give each program an app of its own. "
    "Otherwise check that the app is still activated in the App Marketplace."
)
_GRANT_HINT = "The token was made with another grant: use `account_credentials` of a Server-to-Server OAuth app."
_GONE_HINT = "It was removed or moved since it was listed, or its id is wrong."
_ACCOUNT_HINT = "Check ZOOM_ACCOUNT_ID."
_PLAN_HINT = "Zoom does not offer this on the account's plan; look at the setting in the admin portal instead."
_PAGE_HINT = "Page tokens live 15 minutes; the list must be read again from its start."
_WEBINAR_HINT = "Webinars are not judged; look at this one in the admin portal (Webinars)."
_HOST_HINT = (
    "The user's licence or role does not allow it; look in the admin portal (User Management > Users) whether the "
    "person should be a host."
)
_REPORT_HINT = "Please report this answer, so that the program can learn it; nothing was taken from it."


@dataclass(frozen=True, slots=True)
class _Row:
    code: int
    says: str
    kind: type[ZoomError]
    what: str
    hint: str = ""


_TABLE = (
    _Row(124, "", CredentialsRefused, "the access token is not accepted", _APART_HINT),
    _Row(200, "only available for", PlanTooLow, "the account's plan is too low", _PLAN_HINT),
    _Row(200, "plan is missing", PlanTooLow, "the account's plan does not offer this", _PLAN_HINT),
    _Row(200, "permission", PermissionMissing, "the app's owner may not see this", _ROLE_HINT),
    _Row(200, "api key or secret", CredentialsRefused, "the token is of the wrong kind", _GRANT_HINT),
    _Row(300, "next page token", PageTokenRefused, "the page token is invalid or expired", _PAGE_HINT),
    _Row(300, "does not exist", NotFound, "it does not exist", _GONE_HINT),
    _Row(300, "not found or has expired", NotFound, "it does not exist any more", _GONE_HINT),
    _Row(300, "", BadAnswer, "Zoom does not accept the request", _REPORT_HINT),
    _Row(1001, "", NotFound, "the user does not exist", _GONE_HINT),
    _Row(1010, "", NotFound, "the user does not belong to this account", _GONE_HINT),
    _Row(1120, "", NotFound, "the user has not accepted the invitation yet", "A pending user has no settings."),
    _Row(2001, "", NotFound, "the account does not exist", _ACCOUNT_HINT),
    _Row(2306, "", PermissionMissing, "meetings scheduled for others may not be seen", _ROLE_HINT),
    _Row(3000, "", BadAnswer, "it is a webinar, not a meeting", _WEBINAR_HINT),
    _Row(3001, "", NotFound, "the meeting does not exist, or has not ended", _GONE_HINT),
    _Row(3003, "", PermissionMissing, "only the meeting's host may do this", _ROLE_HINT),
    _Row(3018, "", BadAnswer, "a personal meeting room cannot be deleted"),
    _Row(3161, "", PlanTooLow, "the user may not host meetings", _HOST_HINT),
    _Row(3301, "", NotFound, "there is no recording", _GONE_HINT),
    _Row(4130, "", NotFound, "the group does not exist", _GONE_HINT),
    _Row(12702, "", BadAnswer, "Zoom keeps no details of meetings older than a year"),
)

_SCOPE_CODES = frozenset({4700, 4711})


def refusal(endpoint: Endpoint, status: int, body: Mapping[str, Any] | None) -> ZoomError:
    """The error that an answer means, HTTP 429 aside; `body` is None when it was no JSON object."""
    if status >= 500:  # noqa: PLR2004 - HTTP's own classes
        return ServerFault(endpoint.path, "Zoom failed", "Try again later.", status=status, retryable=True)
    code, message = _code(body), _message(body)
    if code in _SCOPE_CODES:
        return _scope_missing(endpoint, status, code, message)
    for row in _TABLE:
        if row.code == code and row.says in message.lower():
            return row.kind(endpoint.path, _with_words(endpoint, row.what, message), row.hint, status=status, code=code)
    return _by_status(status)(endpoint, status, code, message)


def wants_new_token(status: int, body: Mapping[str, Any] | None) -> bool:
    """Whether a new token may help: HTTP 401, or code 124 under any status (older answers used 400)."""
    return status == 401 or _code(body) == 124  # noqa: PLR2004 - Zoom's own numbers


def lacks_scope(body: Mapping[str, Any] | None) -> bool:
    """Whether Zoom's code says that the token lacks a scope."""
    return _code(body) in _SCOPE_CODES


def _code(body: Mapping[str, Any] | None) -> int | None:
    code = (body or {}).get("code")
    if isinstance(code, str) and code.isascii() and code.isdigit() and len(code) < 10:  # noqa: PLR2004
        return int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def _message(body: Mapping[str, Any] | None) -> str:
    message = (body or {}).get("message")
    return message if isinstance(message, str) else ""


def _with_words(endpoint: Endpoint, what: str, message: str) -> str:
    """What happened, with Zoom's own words; not about meetings and recordings, which it may name by their topic."""
    told = message.strip() and endpoint.level not in (Level.MEETING, Level.RECORDING)
    return f"{what}; Zoom says “{masked(message)}”" if told else what


def _scope_missing(endpoint: Endpoint, status: int, code: int | None, message: str) -> ScopeMissing:
    named = _SCOPES.search(message)
    scopes = tuple(masked(scope.strip()) for scope in named[1].split(",") if scope.strip()) if named else ()
    scopes = scopes or endpoint.scopes_to_grant
    hint = f"Add {' or '.join(scopes)} to the app (App Marketplace > the app > Scopes), then run again."
    if endpoint.disputed:
        hint += f" {endpoint.disputed}"
    what = f"the app lacks the scope {' or '.join(scopes)}"
    what = what if named else _with_words(endpoint, what, message)
    error = ScopeMissing(endpoint.path, what, hint, status=status, code=code)
    error.scopes = scopes
    return error


_Maker = Callable[[Endpoint, int, int | None, str], ZoomError]


def _by_status(status: int) -> _Maker:
    return {401: _unauthorised, 403: _forbidden, 404: _not_found, 407: _proxy}.get(status, _not_understood)


def _unauthorised(endpoint: Endpoint, status: int, code: int | None, message: str) -> ZoomError:
    what = _with_words(endpoint, "the access token is not accepted", message)
    return CredentialsRefused(endpoint.path, what, _APART_HINT, status=status, code=code)


def _forbidden(endpoint: Endpoint, status: int, code: int | None, message: str) -> ZoomError:
    what = _with_words(endpoint, "Zoom does not permit this", message)
    return PermissionMissing(endpoint.path, what, _ROLE_HINT, status=status, code=code)


def _not_found(endpoint: Endpoint, status: int, code: int | None, message: str) -> ZoomError:
    of_zoom = code is not None and code != status  # a gateway in between repeats the status as its code
    if of_zoom and endpoint.level != Level.ACCOUNT and re.search(r"not (exist|found)", message.lower()):
        what = _with_words(endpoint, "it does not exist", message)
        return NotFound(endpoint.path, what, _GONE_HINT, status=status, code=code)
    hint = "Check ZOOM_API_URL, and that no proxy answers in Zoom's place."
    return BadAnswer(
        endpoint.path, _with_words(endpoint, "nothing answers here", message), hint, status=status, code=code
    )


def _proxy(endpoint: Endpoint, status: int, _code: int | None, _message: str) -> ZoomError:
    hint = "Check HTTPS_PROXY: the proxy wants a user name and password, as http://name:password@host:port."
    return Unreachable(endpoint.path, "the proxy wants a sign-in", hint, status=status)


def _not_understood(endpoint: Endpoint, status: int, code: int | None, message: str) -> ZoomError:
    if 300 <= status < 400:  # noqa: PLR2004 - HTTP's own classes
        hint = "Check ZOOM_API_URL, and that no proxy or sign-in page answers in Zoom's place."
        return BadAnswer(endpoint.path, "an unexpected redirection", hint, status=status)
    what = _with_words(endpoint, "Zoom refuses with a code that is not known", message)
    return BadAnswer(endpoint.path, what, _REPORT_HINT, status=status, code=code)
