"""What is asked about a meeting beside its row: its own answer first, since that tells what else there is to ask."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from zoom_policy_lint.model.resource import Read, Unread
from zoom_policy_lint.resolve.upcoming import SERIES, is_past, upcoming_occurrences

MEETING = Read("meetings.id")


def reads_of_meeting(
    reads: tuple[Read, ...], fields: Mapping[str, Any], answer: Mapping[str, Any] | Unread | None, taken_at: datetime
) -> tuple[Read, ...]:
    """Which of the `reads` of meetings to make of one, given its row and what came of MEETING so far.

    Nothing of a meeting that is surely past. Of a series, every occurrence that lies ahead has an answer of its own,
    for a host can change a single one.
    """
    body = answer if isinstance(answer, Mapping) else None
    if is_past(fields, None, taken_at):
        return ()
    first = tuple(read for read in reads if read == MEETING)
    if is_past(fields, body, taken_at):
        return first
    ahead = () if body is None or not first else _occurrences(fields, body, taken_at)
    return (*first, *(Read(MEETING.endpoint, occurrence=id_) for id_ in ahead), *(r for r in reads if r != MEETING))


def _occurrences(fields: Mapping[str, Any], body: Mapping[str, Any], taken_at: datetime) -> Iterable[str]:
    if SERIES not in (body.get("type"), fields.get("type")):
        return ()
    return dict.fromkeys(id_ for id_, _ in upcoming_occurrences(body, taken_at))
