"""Meetings as Zoom writes them in its answers: rows of lists, the whole meeting, invitations, registrants."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from zoom_policy_lint.simulate.account import SimulatedAccount, User
from zoom_policy_lint.simulate.behaviour import Behaviour, OccurrenceAnswer, SeriesStart
from zoom_policy_lint.simulate.ids import digits, zoom_id
from zoom_policy_lint.simulate.meetings import NO_FIXED_TIME, SERIES, Meeting, Occurrence
from zoom_policy_lint.simulate.skeleton import new_meeting

Json = dict[str, Any]
HOST = "https://us02web.zoom.us"
NEWER = ("request_permission_to_unmute_participants", "show_join_info")


def stamp(time: datetime) -> str:
    """A time as Zoom writes it: UTC, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def with_changes(default: Mapping[str, Any], changes: Mapping[str, Any]) -> Json:
    """A copy of the default with the values of other paths put in."""
    body: Json = copy.deepcopy(dict(default))
    for path, value in changes.items():
        *above, last = path.split(".")
        branch = body
        for key in above:
            branch = branch.setdefault(key, {})
        branch[last] = copy.deepcopy(value)
    return body


@dataclass(frozen=True)
class MeetingAnswers:
    """Writes the meetings of one account as they are at one moment."""

    account: SimulatedAccount
    behaviour: Behaviour
    now: datetime

    def rows(self, meeting: Meeting) -> list[Json]:
        """Its rows in `/users/{id}/meetings`: one, unless Zoom lists every occurrence."""
        if meeting.type == SERIES and self.behaviour.series_listed_by_occurrence:
            return [self._row(meeting) | {"start_time": stamp(one.start)} for one in self._to_come(meeting)]
        return [self._row(meeting)]

    def _row(self, meeting: Meeting) -> Json:
        row = {
            "uuid": meeting.uuid,
            "id": meeting.id,
            "host_id": meeting.host,
            "topic": meeting.topic,
            "type": meeting.type,
            "duration": meeting.duration,
            "timezone": meeting.timezone,
            "created_at": stamp(meeting.created),
            "join_url": self._join_url(meeting),
        }
        return row | self._start(meeting) | self._agenda(meeting) | self._personal_id(meeting)

    def whole(self, meeting: Meeting, *, previous: bool = False) -> Json:
        """The body of `/meetings/{id}`; with `previous`, the occurrences that are over are told too."""
        host = self._host(meeting)
        body = self._row(meeting) | {
            "assistant_id": "",
            "host_email": host.email,
            "status": "started" if meeting.is_running(self.now) else "waiting",
            "start_url": f"{HOST}/s/{meeting.id}?zak={zoom_id(f'start {meeting.id}')}",
            "chat_join_url": f"{HOST}/launch/jc/{meeting.id}",
            "dynamic_host_key": digits(f"host key {meeting.id}", 6),
            "pre_schedule": False,
            "creation_source": "web_portal",
            "tracking_fields": [],
            "settings": self._settings(meeting, host),
        }
        if meeting.type == SERIES:
            told = meeting.occurrences if previous else self._to_come(meeting)
            body |= {
                "recurrence": dict(meeting.recurrence),
                "occurrences": [_occurrence(meeting, one) for one in told],
            }
        return body | self._passcodes(meeting)

    def one_time(self, meeting: Meeting, occurrence: Occurrence) -> Json:
        """The body of `/meetings/{id}?occurrence_id=…`: the meeting as it is that one time."""
        minutes = occurrence.duration or meeting.duration
        own = replace(meeting, duration=minutes)
        if self.behaviour.occurrence_answer is OccurrenceAnswer.OWN:
            agenda = meeting.agenda if occurrence.agenda is None else occurrence.agenda
            own = replace(own, agenda=agenda, settings={**meeting.settings, **occurrence.settings})
        return self.whole(own) | {"start_time": stamp(occurrence.start)}

    def invitation(self, meeting: Meeting) -> Json:
        """The body of `/meetings/{id}/invitation`."""
        host = self._host(meeting)
        dialled = new_meeting()["meeting"]["global_dial_in_numbers"]
        numbers = [f"• {row['number']} {row['country_name']}" for row in dialled]
        spaced = f"{str(meeting.id)[:3]} {str(meeting.id)[3:7]} {str(meeting.id)[7:]}"
        passcode = [f"Passcode: {meeting.passcode}"] if meeting.passcode else []
        parts = [
            [f"{host.first_name} {host.last_name} is inviting you to a scheduled Zoom meeting."],
            [f"Topic: {meeting.topic}", *self._when(meeting)],
            [meeting.instructions] if meeting.instructions else [],
            ["Join Zoom Meeting", self._join_url(meeting)],
            [f"Meeting ID: {spaced}", *passcode],
            ["---"],
            ["Dial by your location", *numbers],
            [f"Find your local number: {HOST}/u/{zoom_id(f'dial {meeting.id}')[:10]}"],
        ]
        text = "\r\n\r\n".join("\r\n".join(lines) for lines in parts if lines)
        return {"invitation": f"{text}\r\n", "sip_links": []}

    def registrant(self, meeting: Meeting, number: int) -> Json:
        """One row of `/meetings/{id}/registrants`: an invented parent, never a child."""
        name = zoom_id(f"registrant {meeting.id} {number}")
        return {
            "id": name,
            "email": f"family.{digits(name, 5)}@families.example.org",
            "first_name": "Parent",
            "last_name": f"of family {digits(name, 5)}",
            "status": registrant_status(meeting, number),
            "create_time": stamp(meeting.created),
            "join_url": f"{HOST}/w/{meeting.id}?tk={zoom_id(f'ticket {name}')}",
        }

    def _host(self, meeting: Meeting) -> User:
        host = self.account.user(meeting.host)
        if host is None:
            raise LookupError(f"meeting {meeting.id} of the simulated account has no host {meeting.host}")
        return host

    def _start(self, meeting: Meeting) -> Json:
        if meeting.type == NO_FIXED_TIME:
            return {}
        if meeting.type != SERIES:
            return {"start_time": stamp(meeting.start)} if meeting.start else {}
        if self.behaviour.series_start is SeriesStart.LEFT_OUT or not meeting.occurrences:
            return {}
        if self.behaviour.series_start is SeriesStart.FIRST:
            return {"start_time": stamp(meeting.occurrences[0].start)}
        stand = (one for one in self._to_come(meeting) if not one.deleted)
        return {"start_time": stamp(next(stand, meeting.occurrences[-1]).start)}

    def _to_come(self, meeting: Meeting) -> Sequence[Occurrence]:
        return [one for one in meeting.occurrences if meeting.ends(one) > self.now]

    def _agenda(self, meeting: Meeting) -> Json:
        return {"agenda": meeting.agenda} if meeting.agenda or self.behaviour.empty_agenda_sent else {}

    def _personal_id(self, meeting: Meeting) -> Json:
        return {"pmi": digits(f"pmi {meeting.host}", 10)} if meeting.settings.get("use_pmi") else {}

    def _join_url(self, meeting: Meeting) -> str:
        number = self._personal_id(meeting).get("pmi", meeting.id)
        pwd = f"?pwd={zoom_id(f'pwd {meeting.id} {meeting.passcode}')}.1" if meeting.passcode else ""
        return f"{HOST}/j/{number}{pwd}"

    def _passcodes(self, meeting: Meeting) -> Json:
        code = meeting.passcode
        if not code:
            return {"password": ""} if self.behaviour.empty_passcode_sent else {}
        by_number = digits(f"by telephone {meeting.id} {code}", 8)
        encrypted = f"{zoom_id(f'pwd {meeting.id} {code}')}.1"
        return {
            "password": code,
            "encrypted_password": encrypted,
            "h323_password": by_number,
            "pstn_password": by_number,
        }

    def _settings(self, meeting: Meeting, host: User) -> Json:
        body = with_changes(new_meeting()["meeting"], meeting.settings)
        contact = {"contact_name": f"{host.first_name} {host.last_name}", "contact_email": host.email}
        body |= contact | {"alternative_hosts": ";".join(self._name(who) for who in meeting.alternative_hosts)}
        left_out = () if self.behaviour.newer_meeting_settings else NEWER
        return {key: value for key, value in body.items() if key not in left_out}

    def _name(self, who: str) -> str:
        user = self.account.user(who)
        if user is None:
            return who
        return user.id if self.behaviour.alternative_hosts_as_ids else user.email

    def _when(self, meeting: Meeting) -> list[str]:
        if meeting.type == NO_FIXED_TIME:
            return ["Time: This is a recurring meeting. Meet anytime"]
        first = meeting.occurrences[0].start if meeting.type == SERIES else meeting.start
        if first is None:
            return []
        local = first.astimezone(ZoneInfo(meeting.timezone)).strftime("%b %d, %Y %H:%M")
        every = [f"Every week, {len(meeting.occurrences)} occurrence(s)"] if meeting.type == SERIES else []
        return [f"Time: {local} {meeting.timezone.rpartition('/')[2]}", *every]


def registrant_status(meeting: Meeting, number: int) -> str:
    """Where somebody approves by hand, every fourth has not been looked at yet."""
    return "pending" if meeting.settings.get("approval_type") == 1 and number % 4 == 3 else "approved"  # noqa: PLR2004


def _occurrence(meeting: Meeting, occurrence: Occurrence) -> Json:
    return {
        "occurrence_id": occurrence.id,
        "start_time": stamp(occurrence.start),
        "duration": occurrence.duration or meeting.duration,
        "status": "deleted" if occurrence.deleted else "available",
    }
