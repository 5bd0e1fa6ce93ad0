"""The faults that stand in the way of an answer: refusals, broken connections, false page tokens."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zoom_policy_lint.simulate import errors
from zoom_policy_lint.simulate.api import Call
from zoom_policy_lint.simulate.behaviour import Behaviour, RateLimitHeaders
from zoom_policy_lint.simulate.errors import ConnectionReset, Refusal
from zoom_policy_lint.simulate.faults import Fault, FaultKind
from zoom_policy_lint.simulate.limits import too_many
from zoom_policy_lint.simulate.paging import Pages

HTML = "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\n"


def refuse(fault: Fault, behaviour: Behaviour, now: datetime, label: str, query: Mapping[str, str]) -> None:
    """Raise what the fault wants raised before anything is looked at; most faults raise nothing."""
    kind = fault.kind
    if kind is FaultKind.CONNECTION_RESET:
        raise ConnectionReset("the simulated connection was reset")
    if kind is FaultKind.SERVER_ERROR:
        raise Refusal(fault.status, HTML.format(status=fault.status))
    if kind in (FaultKind.TOO_MANY_REQUESTS, FaultKind.DAILY_LIMIT):
        raise _storm(fault, behaviour, now, label)
    if kind is FaultKind.EXPIRED_PAGE_TOKEN and query.get("next_page_token"):
        raise errors.page_token_refused()
    if kind is FaultKind.ERROR_IN_200:
        raise Refusal(200, errors.paid_account_only().body)
    if kind is FaultKind.REFUSE_PLAN:
        raise errors.paid_account_only()
    if kind is FaultKind.REFUSE_PERMISSION:
        raise errors.no_permission()


def refuse_call(fault: Fault, call: Call, wanted: tuple[str, ...], *, classic: bool) -> None:
    """Raise what depends on the endpoint: its missing scopes, or the thing that is not there."""
    if fault.kind is FaultKind.REFUSE_SCOPE:
        raise errors.missing_scopes(wanted, classic=classic)
    if fault.kind is FaultKind.NOT_FOUND:
        raise _gone(call)


def _storm(fault: Fault, behaviour: Behaviour, now: datetime, label: str) -> Refusal:
    storm = too_many(behaviour, now, label, 1, daily=fault.kind is FaultKind.DAILY_LIMIT)
    bare = behaviour.rate_limit_headers is RateLimitHeaders.NONE or not fault.headers
    return Refusal(storm.status, storm.body) if bare else storm


def _gone(call: Call) -> Refusal:
    makers = {
        "userId": errors.no_such_user,
        "groupId": errors.no_such_group,
        "roleId": errors.no_such_role,
        "accountId": errors.no_such_account,
    }
    for name, value in call.ids.items():
        return makers[name](value) if name in makers else _gone_meeting(call.path, value)
    return errors.refusal(404, 404, "Not found.")


def _gone_meeting(path: str, meeting_id: str) -> Refusal:
    return errors.no_such_recording() if "/recordings" in path else errors.no_such_meeting(meeting_id)


def mislead(fault: Fault, call: Call, pages: Pages, body: dict[str, Any]) -> dict[str, Any]:
    """The body of a list with a page token that leads nowhere, if the fault is of that kind."""
    if "next_page_token" not in body:
        return body
    onward = body["next_page_token"] or pages.token(call.path, call.query, 0)
    if fault.kind is FaultKind.REPEATED_PAGE_TOKEN:
        return body | {"next_page_token": call.query.get("next_page_token") or onward}
    if fault.kind is FaultKind.ENDLESS_PAGES:
        return body | {"next_page_token": onward}
    return body
