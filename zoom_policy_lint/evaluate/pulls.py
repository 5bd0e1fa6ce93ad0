"""Where two policies disagree about the same value of the same resource."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from itertools import groupby
from typing import Any

from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.agree import Way, can_agree, other_way, ways
from zoom_policy_lint.evaluate.evidence import SETTING, Spot, spot_of_field, spot_of_setting
from zoom_policy_lint.evaluate.wording import setting_shown, shown, wanted
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Check, Level, Status
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Body, Condition, FieldBody, Rule, SettingBody

_IN_ORDER = (Level.ACCOUNT, Level.ROLE, Level.GROUP, Level.USER, Level.MEETING, Level.RECORDING)
"""Levels whose findings come resource by resource, in the order of the snapshot; those of domains come last of all."""

_NOT_RIGHT = (Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.WAIVED)
Pair = tuple[Spot, str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule of one of the two policies asks of a value; `clauses` are those that it answers there.

    `expected` is the condition as the JSON report writes it, `wanted` the same in words.
    """

    rule: str
    title: str
    clauses: tuple[str, ...]
    expected: Any
    wanted: str


@dataclass(frozen=True, slots=True)
class Pull:
    """A value that is right by one policy and wrong by the other.

    `right_by` counts by level the resources that are right by the first policy alone, and those right by the second
    alone. `can_agree`: both can be right at once: a value is right by both, or one of the two rules can be right by
    another of its settings, or without this one.
    """

    spot: Spot
    asked: tuple[Asked, Asked]
    right_by: tuple[Mapping[Level, int], Mapping[Level, int]]
    can_agree: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A run, with the policy that it was judged by."""

    policy: Policy
    run: Run

    def rule(self, name: str) -> Rule:
        """The rule of that id, as the policy uses it."""
        return self.policy.rules.get(name) or self.policy.advisory[name]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a rule says of one value of one resource."""

    side: int
    spot: Spot
    key: str
    status: Status
    finding: Finding


@dataclass(slots=True)
class _Line:
    first: _Said
    second: _Said
    right_by: tuple[dict[Level, int], dict[Level, int]] = field(default_factory=lambda: ({}, {}))

    def count(self, side: int, level: Level) -> None:
        self.right_by[side][level] = self.right_by[side].get(level, 0) + 1


def pulls(both: tuple[Judged, Judged]) -> tuple[Pull, ...]:
    """Every value that is right by one policy and wrong by the other, by the rules that say so; sorted by the value.

    A value is wrong by a policy when any of its rules says so, and right when one does while none finds it wrong, open
    or accepted. Both runs are walked together, one resource at a time, so that memory does not grow with the account.
    """
    lines: dict[Pair, _Line] = {}
    for said in _by_resource(both):
        by_spot: dict[Spot, tuple[list[_Said], list[_Said]]] = {}
        for one in said:
            by_spot.setdefault(one.spot, ([], []))[one.side].append(one)
        for sides in by_spot.values():
            _note(lines, sides)
    return tuple(_pull(both, *item) for item in sorted(lines.items(), key=lambda item: item[0]))


def _by_resource(both: tuple[Judged, Judged]) -> Iterator[Iterator[_Said]]:
    streams = (_said(side, judged) for side, judged in enumerate(both))
    yield from (group for _, group in groupby(merge(*streams, key=_place), key=_place))


def _place(said: _Said) -> tuple[int, str]:
    return said.finding.resource.level.rank, said.finding.resource.id


def _said(side: int, judged: Judged) -> Iterator[_Said]:
    for finding in judged.run.findings():
        counts = finding.check is not Check.LOCK and finding.status is not Status.NOT_APPLICABLE
        if counts and not finding.advisory and finding.resource.level in _IN_ORDER:
            for spot, key, status in _values(finding, judged):
                yield _Said(side, spot, key, status, finding)


def _values(finding: Finding, judged: Judged) -> Iterator[tuple[Spot, str, Status]]:
    """The values that a finding speaks of; which of several fields is wrong, it does not say, so each is open then."""
    if finding.setting is not None:
        yield spot_of_setting(finding.setting), finding.setting, finding.status
    elif finding.check in (Check.VALUE, Check.TIME) and isinstance(body := judged.rule(finding.rule).body, FieldBody):
        doubtful = len(body.expect) > 1 and finding.status is Status.FAIL
        status = Status.UNKNOWN if doubtful else finding.status
        for name, _ in body.expect:
            yield spot_of_field(body.level, name), name, status


def _note(lines: dict[Pair, _Line], sides: tuple[list[_Said], list[_Said]]) -> None:
    """Count a value that is right by one and wrong by the other under every two rules that say so."""
    for right in (0, 1):
        if not _is_right(sides[right]):
            continue
        passing = {one.finding.rule: one for one in sides[right] if one.status is Status.PASS}
        failing = {one.finding.rule: one for one in sides[1 - right] if one.status is Status.FAIL}
        for good in passing.values():
            for bad in failing.values():
                first, second = (good, bad) if right == 0 else (bad, good)
                key = (good.spot, first.finding.rule, second.finding.rule)
                lines.setdefault(key, _Line(first, second)).count(right, good.finding.resource.level)


def _is_right(said: Iterable[_Said]) -> bool:
    found = {one.status for one in said}
    return Status.PASS in found and found.isdisjoint(_NOT_RIGHT)


def _pull(both: tuple[Judged, Judged], pair: Pair, line: _Line) -> Pull:
    spot, *_ = pair
    one, other = _Claim.of(both[0], line.first), _Claim.of(both[1], line.second)
    kind, known = _kind(line.first)
    return Pull(
        spot=spot,
        asked=(one.asked(both[0]), other.asked(both[1])),
        right_by=line.right_by,
        can_agree=can_agree(one.condition, other.condition, kind, known) or other_way(one.ways, other.ways, spot),
    )


@dataclass(frozen=True, slots=True)
class _Claim:
    """The condition that a rule puts on a value, with the policy's numbers in it; and how the rule can be right."""

    rule: Rule
    condition: Condition
    ways: tuple[Way, ...]
    said: _Said

    @classmethod
    def of(cls, judged: Judged, said: _Said) -> "_Claim":
        rule, taken_at = judged.rule(said.finding.rule), datetime.fromisoformat(judged.run.source.taken_at)
        parameters, body = judged.policy.parameters, rule.body
        pairs = body.settings if isinstance(body, SettingBody) else _expected(body)
        condition = dict(pairs)[said.key].bind(parameters, taken_at)
        return cls(rule, condition, ways(body, parameters, taken_at), said)

    def asked(self, judged: Judged) -> Asked:
        row = setting(self.said.key) if self.said.finding.setting else None
        return Asked(
            rule=self.rule.id,
            title=self.rule.title,
            clauses=judged.policy.all_clauses_of(self.rule),
            expected=self.condition.as_data(),
            wanted=wanted(self.condition, setting_shown(row) if row else shown),
        )


def _expected(body: Body) -> tuple[tuple[str, Condition], ...]:
    return body.expect if isinstance(body, FieldBody) else ()


def _kind(said: _Said) -> tuple[str, tuple[Any, ...]]:
    """The type of the value, and those that are known."""
    kind, name = said.spot
    row = setting(name) if kind == SETTING else None
    if row is not None:
        return row.type, row.known
    told = fields(said.finding.resource.level)[name]
    return told.type, told.known
