"""Judging rules on the fields of a resource: users, roles, meetings, recordings."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.coverage import Coverage, is_inactive
from zoom_policy_lint.evaluate.locks import reason_of
from zoom_policy_lint.evaluate.maker import Maker, ref
from zoom_policy_lint.evaluate.pseudonyms import plain
from zoom_policy_lint.evaluate.wording import not_judged, shown, wanted
from zoom_policy_lint.model.finding import Finding, Remediation
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Check, Level, Reason, Status
from zoom_policy_lint.resolve import FieldReader, Reading
from zoom_policy_lint.ruleset import Condition, FieldBody, Rule

GONE = "It was deleted while the account was being read."

Conditions = tuple[tuple[str, Condition], ...]


class Scope:
    """Says to which resources of a level a rule applies.

    A rule that asks for the status of users means those who are not active too; all others mean active ones only.
    """

    def __init__(self, level: Level, where: Conditions) -> None:
        table = fields(level)
        self._where = [(FieldReader(table[name]), name, condition) for name, condition in where]
        self.sees_inactive = level is Level.USER and any(name == "status" for name, _ in where)

    def covers(self, resource: Resource) -> "bool | tuple[str, Reading]":
        """True or false, or the field that could not be read."""
        if is_inactive(resource) and not self.sees_inactive:
            return False
        for reader, name, condition in self._where:
            reading = plain(reader(resource))
            if not reading.understood:
                return name, reading
            if not condition.holds(reading.values[0]):
                return False
        return True


class FieldJudge:
    """One finding a resource to which the rule applies: one wrong field is wrong, one missing is unknown."""

    def __init__(self, rule: Rule, body: FieldBody, maker: Maker) -> None:
        self.levels: tuple[Level, ...] = (body.level,)
        self._maker, self._level, self._rule = maker, body.level, rule
        table = fields(body.level)
        self._remedy = Remediation(rule.remediation)
        self._scope = Scope(body.level, body.where)
        self._expect = [(FieldReader(table[name]), name, condition) for name, condition in body.expect]
        self._expected: Any = {name: condition.as_data() for name, condition in body.expect}
        self._check = Check.TIME if any(condition.on_time for _, condition in body.expect) else Check.VALUE

    def see(self, resource: Resource) -> Iterator[Finding]:
        """The finding about one resource."""
        if resource.gone:
            yield self._make(resource, Status.NOT_APPLICABLE, GONE, reason=Reason.VANISHED)
            return
        covered = self._scope.covers(resource)
        if isinstance(covered, tuple):
            yield self._gap(resource, *covered)
        elif covered:
            yield self.judge(resource)

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What is said of those who are not in the snapshot."""
        inactive = coverage.list_gap("users.inactive") if self._scope.sees_inactive else None
        if gap := coverage.gap(self._level) or inactive:
            yield self._maker.missing(self._level, gap)

    def judge(self, resource: Resource) -> Finding:
        """The verdict on a resource to which the rule applies."""
        readings = [(name, condition, plain(reader(resource))) for reader, name, condition in self._expect]
        seen = {name: reading.values[0] for name, _, reading in readings if reading.understood}
        for name, condition, reading in readings:
            if reading.understood and not condition.holds(reading.values[0]):
                return self._wrong(resource, name, condition, seen)
        for name, _, reading in readings:
            if not reading.understood:
                return self._gap(resource, name, reading, seen)
        reason = None if self._rule.right is Status.PASS else Reason.NONE_EXIST
        return self._make(resource, self._rule.right, "Right.", reason=reason, actual=seen)

    def _wrong(self, resource: Resource, name: str, condition: Condition, seen: Mapping[str, Any]) -> Finding:
        message = f"“{name}” is {shown(seen[name])}; must be {wanted(condition)}."
        reason = Reason.NOT_OFFERED if self._rule.wrong is Status.UNKNOWN else None
        return self._make(
            resource, self._rule.wrong, message, reason=reason, actual=dict(seen), remediation=self._remedy
        )

    def _gap(self, resource: Resource, name: str, reading: Reading, seen: Any = None) -> Finding:
        message = f"“{name}”: {not_judged(reason_of(reading), reading.detail)}"
        return self._make(resource, Status.UNKNOWN, message, reason=reason_of(reading), actual=seen)

    def _make(self, resource: Resource, status: Status, message: str, **more: Any) -> Finding:
        return self._maker.finding(ref(resource), status, message, check=self._check, expected=self._expected, **more)


def bound(pairs: Conditions, parameters: Mapping[str, Any], at: datetime | None = None) -> Conditions:
    """Conditions with the policy's values in place of parameters, and ages counted from a moment."""
    return tuple((name, condition.bind(parameters, at)) for name, condition in pairs)
