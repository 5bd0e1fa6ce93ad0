"""Reads the demo school's data files: people, meetings and recordings as somebody would write them down."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from zoom_policy_lint.simulate.account import Group, Role, User
from zoom_policy_lint.simulate.ids import digits, passcode, uuid, zoom_id
from zoom_policy_lint.simulate.meetings import NO_FIXED_TIME, SERIES, Meeting, Occurrence
from zoom_policy_lint.simulate.recordings import Recording

Row = Mapping[str, Any]
DOMAIN = "stjosephs.example.sch.uk"
LONDON = ZoneInfo("Europe/London")
DELETED_AFTER_DAYS = 30
_AROUND = ("frame", "rule")
"""What a style of writing the rules of participation has beside their parts."""
_TEXT = frozenset({"agenda", "purpose", "rules", "invited", "leave_out"})


@cache
def plan(name: str) -> Row:
    """A data file, read once: `demo_school` or `demo_meetings`."""
    text = files(__package__).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: Row = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return loaded


def address(mail: str) -> str:
    """The e-mail address of somebody whom the data file names by its first part."""
    return mail if "@" in mail else f"{mail}@{DOMAIN}"


def user_id(mail: str) -> str:
    """The id of a user of the data file, which stays when the address changes."""
    return zoom_id(f"user {mail}")


def meeting_number(name: str) -> int:
    """The number of the meeting that the data file calls so; ten digits for a room without fixed time."""
    row = _rows("meetings").get(name, {})
    return int(digits(f"meeting {name}", 10 if row.get("anytime") else 11))


def recording_uuid(name: str) -> str:
    """The UUID of the recording that the data file calls so."""
    return str(_rows("recordings")[name].get("uuid") or uuid(f"recording {name}"))


@cache
def _rows(kind: str) -> Mapping[str, Row]:
    return {row["id"]: row for row in plan("demo_meetings")[kind]}


def user(row: Row, roles: Sequence[Role], groups: Sequence[Group]) -> User:
    """A user of the data file."""
    first, last = row["name"]
    fields = {"groups": ["Teachers"], "role": "Member", "assistants": ["office"]} | dict(row)
    del fields["mail"], fields["name"]
    return User(
        id=user_id(row["mail"]),
        email=address(row["mail"]),
        first_name=first,
        last_name=last,
        **user_fields(fields, roles, groups),
    )


def user_fields(fields: Row, roles: Sequence[Role], groups: Sequence[Group]) -> dict[str, Any]:
    """Fields as the data file writes them, turned into those of `User`."""
    role_ids, group_ids = {role.name: role.id for role in roles}, {group.name: group.id for group in groups}
    turned = dict(fields)
    if "role" in fields:
        turned["role_id"] = role_ids[turned.pop("role")]
    if "job" in fields:
        turned["job_title"] = turned.pop("job")
    if "groups" in fields:
        turned["groups"] = tuple(group_ids[name] for name in fields["groups"])
    if "assistants" in fields:
        turned["assistants"] = tuple(address(mail) for mail in fields["assistants"])
    if "login_types" in fields:
        turned["login_types"] = tuple(fields["login_types"])
    return turned


def meetings() -> tuple[Meeting, ...]:
    """The meetings of the compliant school."""
    return tuple(_meeting(row) for row in plan("demo_meetings")["meetings"])


def _meeting(row: Row) -> Meeting:
    right = plan("demo_meetings")["meeting_settings"]
    own: dict[str, Any] = {"passcode": passcode(f"meeting {row['id']}")}
    return Meeting(
        id=meeting_number(row["id"]),
        uuid=uuid(f"meeting {row['id']}"),
        host=user_id(row["host"]),
        settings=right | row.get("set", {}),
        **own | meeting_fields(row["id"], row) | _times(row),
    )


def meeting_fields(name: str, fields: Row) -> dict[str, Any]:
    """What a row or a change says of a meeting beside its times and settings, turned into fields of `Meeting`."""
    names = {"topic": "topic", "passcode": "passcode", "minutes": "duration", "families": "registrants"}
    turned = {ours: fields[theirs] for theirs, ours in names.items() if theirs in fields}
    if "alternates" in fields:
        turned["alternative_hosts"] = tuple(who if "@" in who else user_id(who) for who in fields["alternates"])
    if _TEXT & fields.keys():
        turned |= _texts({**_rows("meetings")[name], **fields})
    return turned


def _texts(row: Row) -> dict[str, str]:
    left_out = row.get("leave_out", ())
    agenda = row.get("agenda")
    if agenda is None:
        agenda = rules_of_participation(row["rules"], row["purpose"], left_out) if "rules" in row else row["purpose"]
    return {
        "agenda": agenda,
        "instructions": rules_of_participation(row["invited"], "", left_out) if "invited" in row else "",
    }


def rules_of_participation(style: str, purpose: str, left_out: Sequence[str]) -> str:
    """Rules of participation in one of the file's styles."""
    written = plan("demo_meetings")["texts"][style]
    said = [text for part, text in written.items() if part not in (*_AROUND, *left_out)]
    rules = [written["rule"].format(rule=rule, number=number) for number, rule in enumerate(said, 1)]
    between = " " if style == "prose" else "\n"
    return str(written["frame"].format(purpose=purpose, rules=between.join(rules))).strip()


def _times(row: Row) -> dict[str, Any]:
    if row.get("anytime"):
        return {"type": NO_FIXED_TIME, "recurrence": {}}
    first = _local(row["at"])
    if "weekly" not in row:
        return {"start": first.astimezone(UTC)}
    cancelled = {str(day) for day in row.get("except", ())}
    # Adding weeks to local time keeps the hour on the wall when the clocks change.
    times = [first + timedelta(weeks=week) for week in range(row["weekly"])]
    return {
        "type": SERIES,
        "start": first.astimezone(UTC),
        "recurrence": {
            "type": 2,
            "repeat_interval": 1,
            "weekly_days": str(first.isoweekday() % 7 + 1),
            "end_times": len(times),
        },
        "occurrences": tuple(
            Occurrence(start=time.astimezone(UTC), deleted=time.date().isoformat() in cancelled) for time in times
        ),
    }


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def recordings() -> tuple[Recording, ...]:
    """The recordings of the compliant school."""
    return tuple(_recording(row) for row in plan("demo_meetings")["recordings"])


def _recording(row: Row) -> Recording:
    own: dict[str, Any] = {"passcode": passcode(f"recording {row['id']}"), "deleted_after_days": DELETED_AFTER_DAYS}
    return Recording(
        uuid=recording_uuid(row["id"]),
        meeting=meeting_number(row["of"]),
        topic=row["topic"],
        type=row.get("type", 2),
        settings=plan("demo_meetings")["recording_settings"],
        **own | recording_fields(row),
    )


def recording_fields(fields: Row) -> dict[str, Any]:
    """What a row or a change says of a recording, turned into fields of `Recording`."""
    names = {"passcode": "passcode", "minutes": "duration", "days": "deleted_after_days"}
    turned = {ours: fields[theirs] for theirs, ours in names.items() if theirs in fields}
    if "host" in fields:
        turned["host"] = user_id(fields["host"])
    if "files" in fields:
        turned["files"] = tuple(fields["files"])
    if "at" in fields:
        turned["start"] = _local(fields["at"]).astimezone(UTC)
    return turned
