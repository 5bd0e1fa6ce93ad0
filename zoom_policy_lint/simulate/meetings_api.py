"""What the simulated API answers about meetings, their texts and registrants, recordings and webinars."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from zoom_policy_lint.simulate import errors, recording_answers
from zoom_policy_lint.simulate.api import Api, Call
from zoom_policy_lint.simulate.behaviour import LongSpan
from zoom_policy_lint.simulate.meeting_answers import MeetingAnswers, registrant_status
from zoom_policy_lint.simulate.meetings import NO_FIXED_TIME, Meeting
from zoom_policy_lint.simulate.recordings import Recording
from zoom_policy_lint.simulate.skeleton import skeleton

Json = dict[str, Any]
REACH, MONTH = timedelta(days=183), timedelta(days=30)
"""How far the lists of upcoming and previous meetings reach: six months. To what a longer span is cut."""


def meetings(api: Api, call: Call) -> Json:
    """`/users/{id}/meetings`: all unexpired ones, unless `type`, `from` and `to` leave some out."""
    user, answers = api.settled_user(call), _answers(api)
    first, last = _day(call, "from", date.min), _day(call, "to", date.max)
    kind = call.query.get("type") or "scheduled"
    chosen = [m for m in api.account.meetings_of(user) if _listed(m, kind, answers.now) and _within(m, first, last)]
    rows = [row for meeting in chosen for row in answers.rows(meeting)]
    return api.paged(call, "meetings", rows, dict, _largest("users.id.meetings"))


def meeting(api: Api, call: Call) -> Json:
    """`/meetings/{id}`, of one occurrence if `occurrence_id` names it."""
    found, answers = _meeting(api, call), _answers(api)
    asked = call.query.get("occurrence_id", "")
    if not asked:
        return answers.whole(found, previous=call.query.get("show_previous_occurrences") == "true")
    occurrence = found.occurrence(asked)
    if occurrence is None or occurrence.deleted:
        raise errors.no_such_meeting(call.ids["meetingId"])
    return answers.one_time(found, occurrence)


def invitation(api: Api, call: Call) -> Json:
    """`/meetings/{id}/invitation`."""
    return _answers(api).invitation(_meeting(api, call))


def registrants(api: Api, call: Call) -> Json:
    """`/meetings/{id}/registrants`, one status at a time (approved unless said)."""
    found, answers = _meeting(api, call), _answers(api)
    if found.settings.get("approval_type", 2) not in (0, 1):
        raise errors.no_registration(call.ids["meetingId"])
    status = call.query.get("status") or "approved"
    numbers = [number for number in range(found.registrants) if registrant_status(found, number) == status]
    largest = _largest("meetings.id.registrants")
    return api.paged(call, "registrants", numbers, lambda number: answers.registrant(found, number), largest)


def webinars(api: Api, call: Call) -> Json:
    """`/users/{id}/webinars`: a licence is needed; the simulated account has no webinars."""
    if not api.settled_user(call).webinar:
        raise errors.no_webinars()
    none: Sequence[Json] = ()
    return api.paged(call, "webinars", none, dict, _largest("users.id.webinars"))


def recordings(api: Api, call: Call) -> Json:
    """`/users/{id}/recordings`: those of today (UTC), or between `from` and `to`, a month apart at the most."""
    user, today = api.settled_user(call), api.clock().date()
    first, last = _day(call, "from", today), _day(call, "to", today)
    if _more_than_a_month(first, last):
        if api.behaviour.long_span is LongSpan.REFUSED:
            raise errors.span_too_long()
        first = last - MONTH
    wanted = [] if call.query.get("trash") == "true" else api.account.recordings_of(user)
    chosen = [one for one in wanted if first <= one.start.date() <= last]
    largest = _largest("users.id.recordings")
    body = api.paged(call, "meetings", chosen, lambda one: recording_answers.row(one, api.account), largest)
    del body["page_number"]
    return {"from": first.isoformat(), "to": last.isoformat(), **body}


def recording(api: Api, call: Call) -> Json:
    """`/meetings/{UUID or number}/recordings`."""
    return recording_answers.whole(_recording(api, call), api.account, api.behaviour)


def recording_settings(api: Api, call: Call) -> Json:
    """`/meetings/{UUID or number}/recordings/settings`."""
    return recording_answers.settings(_recording(api, call), api.behaviour)


def _answers(api: Api) -> MeetingAnswers:
    return MeetingAnswers(api.account, api.behaviour, api.clock())


def _meeting(api: Api, call: Call) -> Meeting:
    found = api.account.meeting(call.ids["meetingId"])
    if found is None or found.has_expired(api.clock()):
        raise errors.no_such_meeting(call.ids["meetingId"])
    return found


def _recording(api: Api, call: Call) -> Recording:
    found = api.account.recording(call.ids["meetingId"])
    if found is None:
        raise errors.no_such_recording()
    return found


def _largest(endpoint: str) -> int | None:
    return skeleton().endpoints[endpoint].page_size_max


def _day(call: Call, name: str, otherwise: date) -> date:
    text = call.query.get(name, "")
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError:
        raise errors.invalid_field(name) from None


def _listed(meeting: Meeting, kind: str, now: datetime) -> bool:
    """Whether a meeting belongs to the list of this `type`; what is no type counts as `scheduled`."""
    if meeting.has_expired(now):
        return False
    running, ahead = meeting.is_running(now), meeting.lies_ahead(now)
    if kind == "live":
        return running
    if kind == "upcoming":
        return (running or ahead) and _near(meeting, now)
    if kind == "upcoming_meetings":
        return ahead and _near(meeting, now)
    if kind == "previous_meetings":
        return not (running or ahead) and _near(meeting, now)
    return True


def _near(meeting: Meeting, now: datetime) -> bool:
    return meeting.type == NO_FIXED_TIME or any(abs(start - now) <= REACH for start, _ in meeting.times())


def _within(meeting: Meeting, first: date, last: date) -> bool:
    return meeting.type == NO_FIXED_TIME or any(first <= start.date() <= last for start, _ in meeting.times())


def _more_than_a_month(first: date, last: date) -> bool:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months > 1 or (months == 1 and last.day > first.day)
