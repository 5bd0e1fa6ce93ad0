"""What resources are called: meetings and recordings by host, start and the end of their number, never by topic."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from zoom_policy_lint.model.words import Level
from zoom_policy_lint.resolve.upcoming import NO_FIXED_TIME, start_of, upcoming_occurrences, zone_of

# The words of the report, whatever the computer's language.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def plain_name(level: Level, id_: str, fields: Mapping[str, Any]) -> str:
    """A user's address, the name of a role or group; the id where Zoom gave none."""
    name = fields.get("email" if level is Level.USER else "name")
    return name if isinstance(name, str) and name else id_


def meeting_name(host: str, id_: str, fields: Mapping[str, Any], body: Mapping[str, Any], taken_at: datetime) -> str:
    """`head@school, Mon 30 Nov 2026 09:00 Europe/London, …7890`: in the meeting's own time zone where it is known.

    A series goes by its next occurrence, as far as its answer tells of one.
    """
    if NO_FIXED_TIME in (fields.get("type"), body.get("type")):
        return f"{host}, no fixed time, …{id_[-4:]}"
    ahead = [start for _, start in upcoming_occurrences(body, taken_at)]
    told = body if ahead or not start_of(fields) else fields
    return f"{host}, {_when(ahead[0] if ahead else start_of(told), told.get('timezone'))}, …{id_[-4:]}"


def recording_name(host: str, fields: Mapping[str, Any]) -> str:
    """`head@school, Mon 12 Oct 2026 10:00 UTC, …4821`: when it was made, and the end of its meeting's number."""
    number = fields.get("id")
    told = f", …{str(number)[-4:]}" if isinstance(number, int) and not isinstance(number, bool) else ""
    return f"{host}, {_when(start_of(fields), None)}{told}"


def _when(start: datetime | None, zone_name: Any) -> str:
    if start is None:
        return "start unknown"
    zone = zone_of(zone_name)
    local = start.astimezone(zone or UTC)
    day = f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day} {local:%H:%M} {zone_name if zone else 'UTC'}"
