"""Rolling findings up: one line for each rule, check, setting and level, however many resources there are."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.run import RollUp
from zoom_policy_lint.model.words import Check, DecidedBy, Level, Reason, Status

_NAMED = 20
_VALUES = 3
_WORST_FIRST = (
    Status.FAIL,
    Status.UNKNOWN,
    Status.MANUAL,
    Status.WAIVED,
    Status.PASS,
    Status.NOT_APPLICABLE,
)
_RANK = {status: rank for rank, status in enumerate(_WORST_FIRST)}
_SETTLED = (Status.PASS, Status.NOT_APPLICABLE)

_Key = tuple[str, Check, str | None, Level]


class RollUps:
    """Takes every finding once, in canonical order; keeps a few names and values of each line, never all."""

    def __init__(self) -> None:
        self._lines: dict[_Key, _Line] = {}

    def add(self, finding: Finding, times: int = 1) -> None:
        """Count a finding in its line, or so many settled ones that differ in their resource only."""
        key = (finding.rule, finding.check, finding.setting, finding.resource.level)
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = _Line(finding)
        line.add(finding, times)

    def rollups(self) -> tuple[RollUp, ...]:
        """The lines, sorted by rule, check, setting and level."""
        order = sorted(self._lines.items(), key=lambda item: _place(item[0]))
        return tuple(line.rollup(key) for key, line in order)


def _place(key: _Key) -> tuple[str, str, str, int]:
    rule, check, setting, level = key
    return rule, check, setting or "", level.rank


@dataclass(slots=True)
class _Line:
    worst: Finding
    counts: Counter[Status] = field(default_factory=Counter)
    baselined: Counter[Status] = field(default_factory=Counter)
    unknown: Counter[Reason] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)
    held: Counter[DecidedBy] = field(default_factory=Counter)
    values: dict[tuple[str, Any], list[Any]] = field(default_factory=dict)
    rank: int = field(init=False)

    def __post_init__(self) -> None:
        self.rank = _rank(self.worst)

    def add(self, finding: Finding, times: int) -> None:
        self.counts[finding.status] += times
        if finding.baselined:
            self.baselined[finding.status] += 1
        if finding.status is Status.UNKNOWN and finding.reason is not None:
            self.unknown[finding.reason] += 1
        rank = _rank(finding)
        if rank < self.rank:
            self.worst, self.rank = finding, rank
            self.names, self.held, self.values = [], Counter(), {}
        if rank == self.rank and finding.status not in _SETTLED:
            self._speak_of(finding)

    def _speak_of(self, finding: Finding) -> None:
        if len(self.names) < _NAMED:
            self.names.append(finding.resource.name)
        if finding.decided_by is not None:
            self.held[finding.decided_by] += 1
        key = _value_key(finding.actual)
        if key in self.values:
            self.values[key][1] += 1
        elif len(self.values) < _VALUES:
            self.values[key] = [finding.actual, 1]

    def rollup(self, key: _Key) -> RollUp:
        rule, check, setting, level = key
        return RollUp(
            rule,
            check,
            setting,
            level,
            dict(self.counts),
            tuple(self.names),
            self.worst,
            held=dict(self.held),
            values=tuple((actual, count) for actual, count in self.values.values()),
            unknown=dict(self.unknown),
            baselined=self.baselined[self.worst.status],
        )


def _rank(finding: Finding) -> int:
    """How bad, the worst first; of two of the same status the one in the baseline weighs less."""
    return 2 * _RANK[finding.status] + finding.baselined


def _value_key(actual: Any) -> tuple[str, Any]:
    """Equal for the same JSON value only: 1 and true are equal in Python, but not to Zoom."""
    if isinstance(actual, str | int | float | None):
        return type(actual).__name__, actual
    return "json", json.dumps(actual, sort_keys=True, default=str)
