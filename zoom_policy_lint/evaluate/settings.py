"""Judging a rule on settings: the value at every level where Zoom keeps it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.field_judge import GONE
from zoom_policy_lint.evaluate.instead import Instead, Unjudged
from zoom_policy_lint.evaluate.locks import NO_LOCK, Hold, LockBook, reason_of
from zoom_policy_lint.evaluate.maker import Maker, ref
from zoom_policy_lint.evaluate.matching import Answer, together
from zoom_policy_lint.evaluate.pseudonyms import plain
from zoom_policy_lint.evaluate.setting_tests import Test, test_of
from zoom_policy_lint.evaluate.wording import not_judged, setting_shown, shown, wanted
from zoom_policy_lint.model.finding import Finding, Remediation
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import DecidedBy, Level, Lock, Reason, Status
from zoom_policy_lint.resolve import Reading
from zoom_policy_lint.ruleset import Match, Rule, SettingBody


class SettingJudge:
    """Judges the values of one rule.

    `body` must be bound: no parameters left in its conditions, but for those of settings that are not judged, of which
    something is said `instead`.
    """

    def __init__(
        self,
        rule: Rule,
        body: SettingBody,
        maker: Maker,
        locks: LockBook,
        levels: tuple[Level, ...],
        instead: Instead = MappingProxyType({}),
    ) -> None:
        self.levels = levels
        self._maker, self._locks = maker, locks
        self._with_locks = body.lock is not Lock.NONE
        self._right, self._wrong, self._match = rule.right, rule.wrong, body.match
        expected = {key: condition.as_data() for key, condition in body.settings}
        self._unjudged = Unjudged(maker, rule.levels[0], instead if levels else {}, expected)
        self._tests = [test_of(key, condition, body, rule) for key, condition in body.settings if key not in instead]
        self._when = [test_of(key, condition, body, rule) for key, condition in body.when]
        self._above: Upper | None = None

    def see(self, resource: Resource) -> Iterator[Finding]:
        """One finding for every setting of the rule that Zoom keeps at the resource's level."""
        tests = [test for test in self._tests if resource.level in test.readers]
        if resource.gone:
            for test in tests:
                yield self._make(test, resource, Status.NOT_APPLICABLE, GONE, reason=Reason.VANISHED)
            return
        upper = self._above or self._upper(resource)
        self._unjudged.note(upper.message if upper and upper.status is Status.NOT_APPLICABLE else "")
        if resource.level is Level.ACCOUNT:
            self._note_above(resource)
        if upper:
            yield from (upper_finding(self._maker, test, resource, upper) for test in tests)
        elif self._match is Match.ALL:
            yield from (self._judge(test, resource) for test in tests)
        else:
            yield from together(self._match, [self._answer(test, resource) for test in tests], right=self._right)

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """The findings about those of a level who are not in the snapshot, and what is said instead of settings."""
        for level in self.levels:
            gap = coverage.gap(level)
            if gap is not None:
                for test in self._tests:
                    if level in test.readers:
                        yield self._maker.missing(level, gap, test.key)
        yield from self._unjudged.findings()

    def paths(self, level: Level) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Everything that its verdicts at a level are read from: `str(Read)` and the path in the answer."""
        for test in (*self._tests, *self._when):
            if level in test.readers:
                yield from test.readers[level].paths

    def remedy(self, key: str | None, resource: Resource) -> Remediation | None:
        """How to put one setting of the rule right for a resource."""
        test = next((test for test in self._tests if test.key == key), None)
        return self._maker.remedy(test.remedies[resource.level].of(resource)) if test else None

    def _upper(self, resource: Resource) -> "Upper | None":
        """Why the rule is not judged here: a switch above it is off, or could not be read."""
        tests = (test for test in self._when if resource.level in test.readers)
        return next(filter(None, (self._switch(test, resource) for test in tests)), None)

    def _switch(self, test: Test, resource: Resource) -> "Upper | None":
        reading = plain(test.readers[resource.level](resource))
        if not reading.understood:
            why = not_judged(reason_of(reading), reading.detail)
            return Upper(Status.UNKNOWN, reason_of(reading), f"The switch above it: {why}")
        right = [test.condition.holds(value) for value in reading.values]
        if not any(right):
            return Upper(Status.NOT_APPLICABLE, Reason.NONE_EXIST, f"“{test.row.summary}” is not so here.")
        if not all(right):
            return Upper(Status.UNKNOWN, Reason.ERROR, "Zoom gave two values for the switch above it.")
        return None

    def _note_above(self, account: Resource) -> None:
        """A switch that is kept for the account alone, and is off there, is off for everybody below."""
        alone = [test for test in self._when if set(test.row.levels) == {Level.ACCOUNT}]
        found = next(filter(None, (self._switch(test, account) for test in alone)), None)
        self._above = found if found and found.status is Status.NOT_APPLICABLE else None

    def _answer(self, test: Test, resource: Resource) -> Answer:
        """What a setting says that answers together with others; what it need not say is kept apart."""
        optional = test.optional or self._match is Match.NEWEST
        alone = Answer(self._judge(replace(test, optional=optional), resource))
        return replace(alone, needed=self._judge(replace(test, optional=False), resource)) if alone.absent else alone

    def _judge(self, test: Test, resource: Resource) -> Finding:
        reading = plain(test.readers[resource.level](resource))
        hold = self._hold(test, resource)
        wrong = [value for value in reading.values if not test.condition.holds(value)]
        if wrong:
            return self._fails(test, resource, reading, wrong[0], hold)
        if not reading.understood:
            return self._gap(test, resource, reading, hold)
        value = reading.values[0]
        self._note(test, resource, value)
        if _contradicts(hold, value, resource):
            right, held = setting_shown(test.row)(value), shown(hold.value)
            message = f"Right ({right}), but the {_lock_words(hold)} holds it at {held}: Zoom's answers contradict."
            return self._make(test, resource, Status.UNKNOWN, message, hold, reason=Reason.ERROR, actual=value)
        message = f"Right: {setting_shown(test.row)(value)}{_held(hold, test)}."
        reason = None if self._right is Status.PASS else Reason.NONE_EXIST
        return self._make(test, resource, self._right, message, hold, reason=reason, actual=value)

    def _hold(self, test: Test, resource: Resource) -> Hold:
        """What holds the value; what a lock does to meetings already scheduled, nobody knows."""
        held = self._with_locks and resource.level in (Level.ACCOUNT, Level.GROUP, Level.USER)
        return self._locks.hold(test.key, resource) if held else NO_LOCK

    def _note(self, test: Test, resource: Resource, value: Any) -> None:
        if self._with_locks and resource.level in (Level.ACCOUNT, Level.GROUP):
            self._locks.note_value(test.key, resource, value)

    def _fails(self, test: Test, resource: Resource, reading: Reading, wrong: Any, hold: Hold) -> Finding:
        show = setting_shown(test.row)
        message = f"Is {show(wrong)}; must be {wanted(test.condition, show)}{_held(hold, test)}."
        if reading.contradictory:
            message += " Zoom gave two values for this one control."
        self._note(test, resource, wrong)
        if _contradicts(hold, wrong, resource):
            message += f" It contradicts the {_lock_words(hold)}, which holds it at {shown(hold.value)}."
        remedy = test.remedies[resource.level].of(resource)
        reason = Reason.NOT_OFFERED if self._wrong is Status.UNKNOWN else None
        return self._make(test, resource, self._wrong, message, hold, reason=reason, actual=wrong, remediation=remedy)

    def _gap(self, test: Test, resource: Resource, reading: Reading, hold: Hold) -> Finding:
        reason = reason_of(reading)
        if test.optional and reason is Reason.ABSENT:
            message = "Zoom does not return this setting here; it is not needed where another one answers."
            return self._make(test, resource, Status.NOT_APPLICABLE, message, hold, reason=reason)
        message = not_judged(reason, reading.detail)
        return self._make(test, resource, Status.UNKNOWN, message, hold, reason=reason, actual=reading.seen)

    def _make(
        self, test: Test, resource: Resource, status: Status, message: str, hold: Hold = NO_LOCK, **more: Any
    ) -> Finding:
        return self._maker.finding(
            ref(resource),
            status,
            message,
            setting=test.key,
            expected=test.expected,
            locked=hold.locked,
            decided_by=hold.decided_by,
            **more,
        )


@dataclass(frozen=True, slots=True)
class Upper:
    """What the switch above a rule means for it."""

    status: Status
    reason: Reason
    message: str


def upper_finding(maker: Maker, test: Test, resource: Resource, upper: Upper) -> Finding:
    """The finding of a setting whose upper switch is off or unread."""
    return maker.finding(
        ref(resource), upper.status, upper.message, reason=upper.reason, setting=test.key, expected=test.expected
    )


def _contradicts(hold: Hold, value: Any, resource: Resource) -> bool:
    held_elsewhere = resource.level is Level.USER or (
        resource.level is Level.GROUP and hold.decided_by is DecidedBy.ACCOUNT_LOCK
    )
    return bool(hold.locked) and held_elsewhere and hold.value is not None and hold.value != value


def _lock_words(hold: Hold) -> str:
    return "account's lock" if hold.decided_by is DecidedBy.ACCOUNT_LOCK else "group's lock"


def _held(hold: Hold, test: Test) -> str:
    match hold.decided_by:
        case DecidedBy.ACCOUNT_LOCK | DecidedBy.GROUP_LOCK:
            return f" (held by the {_lock_words(hold)})"
        case DecidedBy.UNLOCKED:
            return " (no lock holds it)"
        case DecidedBy.UNKNOWN:
            return " (whether a lock holds it is not known)"
        case _:
            return " (Zoom offers no lock for this setting)" if not test.lockable else ""
