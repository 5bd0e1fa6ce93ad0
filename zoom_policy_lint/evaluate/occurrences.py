"""A recurring meeting is judged with every occurrence that lies ahead, since a host can change a single one.

The verdict on the meeting is that of its worst occurrence. Zoom lets only some values differ in an occurrence; these
are taken from the occurrence's own answer, all others from that of the series.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.evaluate.judge import Judge
from zoom_policy_lint.evaluate.meetings import DETAIL
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import Read, Resource, Unread
from zoom_policy_lint.model.words import Check, Reason, Status
from zoom_policy_lint.resolve.upcoming import SERIES, has_untold_occurrences, upcoming_occurrences

_WORST_FIRST = (Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.PASS, Status.NOT_APPLICABLE)
_RANK = {status: rank for rank, status in enumerate(_WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class _Part:
    """The meeting as it is on one day; `gap`: why that day's own answer is not there."""

    when: datetime | None
    meeting: Resource
    gap: Unread | None


def see_occurrences(judges: Iterable[Judge], meeting: Resource, taken_at: datetime) -> Iterator[Finding]:
    """What each judge says of a meeting and of each of its occurrences: for each check the worst."""
    parts = list(_parts(meeting, taken_at))
    for judge in judges:
        worst = {_key(finding): finding for finding in judge.see(meeting)}
        for part in parts:
            for finding in judge.see(part.meeting):
                known = worst.get(_key(finding))
                if known is None or _RANK[finding.status] < _RANK[known.status]:
                    worst[_key(finding)] = _on_that_day(finding, part)
        yield from worst.values()


def _key(finding: Finding) -> tuple[Check, str | None]:
    return finding.check, finding.setting


def _on_that_day(finding: Finding, part: _Part) -> Finding:
    day = f"the occurrence of {part.when:%d %B %Y, %H:%M} UTC" if part.when else "an occurrence"
    if part.gap is not None and finding.reason is Reason.ABSENT:
        message = f"{day[0].upper()}{day[1:]} could not be judged: {part.gap.detail}."
        return replace(finding, reason=part.gap.reason, message=message)
    return replace(finding, message=f"{finding.message} This is said of {day}.")


def _parts(meeting: Resource, taken_at: datetime) -> Iterator[_Part]:
    series = meeting.bodies.get(DETAIL)
    if series is None or SERIES not in (series.get("type"), meeting.fields.get("type")):
        return
    for id_, when in upcoming_occurrences(series, taken_at):
        name = str(Read(DETAIL, occurrence=id_))
        own = meeting.bodies.get(name)
        gap = None if own is not None else meeting.unread.get(name) or _NOT_ASKED
        yield _Part(when, _with_own(meeting, series, own or {}), gap)
    if has_untold_occurrences(series):
        yield _Part(None, _with_own(meeting, series, {}), _NOT_TOLD)


_NOT_ASKED = Unread(Reason.NOT_PULLED, "this occurrence was not read")
_NOT_TOLD = Unread(Reason.ERROR, "Zoom's answer does not tell the days of the series")


def _with_own(meeting: Resource, series: Mapping[str, Any], own: Mapping[str, Any]) -> Resource:
    return replace(meeting, bodies=dict(meeting.bodies) | {DETAIL: _laid_over(series, own)})


def _laid_over(series: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The answer about a series, and what an occurrence says over it; what may differ is taken from there alone."""
    body = _joined(series, own)
    for path in endpoint(DETAIL).by_occurrence:
        section, _, name = path.rpartition(".")
        if section:
            held = body.get(section)
            body[section] = _replaced(held, own.get(section), name) if isinstance(held, Mapping) else held
        else:
            body = _replaced(body, own, name)
    return body


def _joined(series: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    both = {name: value for name, value in own.items() if name not in _OF_THE_SERIES}
    nested = {
        name: _joined(held, value)
        for name, value in both.items()
        if isinstance(value, Mapping) and isinstance(held := series.get(name), Mapping)
    }
    return dict(series) | both | nested


_OF_THE_SERIES = ("occurrences", "recurrence", "start_time", "type")
"""What an answer about one occurrence says of its own day, or not at all."""


def _replaced(held: Mapping[str, Any], own: Any, name: str) -> dict[str, Any]:
    rest = {key: value for key, value in held.items() if key != name}
    return rest | ({name: own[name]} if isinstance(own, Mapping) and name in own else {})
