"""What the simulated Zoom answers when it refuses: HTTP status, Zoom's code and Zoom's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class ConnectionReset(ConnectionError):  # noqa: N818 - the field's word for it
    """The connection breaks before an answer. In-process the caller sees this; served, the socket drops."""


@dataclass(frozen=True)
class Refusal(Exception):  # noqa: N818 - it is an answer, not a mistake of ours
    """An error answer: HTTP's status, a body of Zoom's shape or a page of HTML, and headers to add."""

    status: int
    body: Mapping[str, Any] | str
    headers: Mapping[str, str] = field(default_factory=dict)


def refusal(status: int, code: int, message: str) -> Refusal:
    """An error in the shape of the API, `{"code", "message"}`."""
    return Refusal(status, {"code": code, "message": message})


def token_refusal(reason: str, error: str) -> Refusal:
    """An error in the shape of the token endpoint, which is not that of the API."""
    return Refusal(400, {"reason": reason, "error": error})


def invalid_token(message: str = "Invalid access token.") -> Refusal:
    """A token that is unknown, revoked or, with other words, expired."""
    return refusal(401, 124, message)


def missing_scopes(scopes: Sequence[str], *, classic: bool) -> Refusal:
    """The token lacks every one of these scopes; classic apps get another code and one more space."""
    names = ", ".join(scopes)
    if classic:
        return refusal(400, 4700, f"Invalid access token, does not contain scopes: [{names}].")
    return refusal(400, 4711, f"Invalid access token, does not contain scopes:[{names}].")


def paid_account_only() -> Refusal:
    """The plan does not offer this."""
    return refusal(400, 200, "Only available for Paid account.")


def no_permission() -> Refusal:
    """The role of the app's owner lacks the right."""
    return refusal(400, 200, "No permission.")


def no_such_user(user_id: str) -> Refusal:
    """A wrong id, or a user that has gone."""
    return refusal(404, 1001, f"User does not exist: {user_id}.")


def invitation_pending() -> Refusal:
    """The user has not accepted the invitation yet, so there are no settings."""
    return refusal(404, 1120, "Invite not exist")


def no_such_group(group_id: str) -> Refusal:
    """A wrong group id."""
    return refusal(404, 4130, f"Group does not exist: {group_id}.")


def no_such_account(account_id: str) -> Refusal:
    """A wrong account id."""
    return refusal(404, 2001, f"Account does not exist: {account_id}.")


def no_such_role(role_id: str) -> Refusal:
    """A wrong role id; Zoom's own words for it are not known."""
    return refusal(404, 300, f"Role does not exist: {role_id}.")


def page_token_refused() -> Refusal:
    """A page token that is unknown, older than 15 minutes, or sent with another query."""
    return refusal(400, 300, "The next page token is invalid or expired.")


def no_such_meeting(meeting_id: str) -> Refusal:
    """A wrong or expired meeting number, or a meeting that has gone."""
    return refusal(404, 3001, f"Meeting does not exist: {meeting_id}.")


def no_such_recording() -> Refusal:
    """Nothing was recorded under this UUID or number, or it has been deleted."""
    return refusal(404, 3301, "There is no recording for this meeting.")


def no_registration(meeting_id: str) -> Refusal:
    """The meeting has no registration; Zoom's own words for it are not known."""
    return refusal(400, 300, f"Registration has not been enabled for this meeting: {meeting_id}.")


def no_webinars() -> Refusal:
    """The user has no webinar licence; Zoom's own words for it are not known."""
    return refusal(400, 200, "Webinar plan is missing.")


def invalid_field(field_name: str) -> Refusal:
    """A query parameter that cannot be understood."""
    errors = [{"field": field_name, "message": "Invalid field."}]
    return Refusal(400, {"code": 300, "message": "Validation Failed.", "errors": errors})


def span_too_long() -> Refusal:
    """More than a month between `from` and `to`; Zoom's own words for it are not known."""
    return refusal(400, 300, "The date range must not exceed one month.")
