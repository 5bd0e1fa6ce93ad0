"""Counting findings on the way: the summary, the roll-ups, and what decides the exit code."""

from collections import Counter

from zoom_policy_lint.evaluate.rollup import RollUps
from zoom_policy_lint.model.clause import Summary
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.run import RollUp
from zoom_policy_lint.model.words import Lock, Severity, Status, Verdict
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule, SettingBody


class Tally:
    """Takes every finding once; those that are not settled in canonical order."""

    def __init__(self, policy: Policy, fail_on: Severity) -> None:
        self._policy, self._fail_on = policy, fail_on
        self._findings: Counter[Status] = Counter()
        self._advisory: Counter[Status] = Counter()
        self._failed: Counter[Severity] = Counter()
        self._rollups = RollUps()
        self._loose: set[str] = set()
        self._fails = False
        self._unknown = False

    def add(self, finding: Finding, times: int = 1) -> None:
        """Count a finding, or so many that differ in their resource only."""
        self._rollups.add(finding, times)
        if finding.advisory:
            self._advisory[finding.status] += times
            return
        self._findings[finding.status] += times
        if finding.status is Status.FAIL:
            self._failed[finding.severity] += 1
        if finding.status is Status.PASS and finding.locked is False and self._lock_is_preferred(finding.rule):
            self._loose.add(finding.rule)
        if not finding.baselined and finding.severity.rank >= self._fail_on.rank:
            self._fails |= finding.status is Status.FAIL
            self._unknown |= finding.status is Status.UNKNOWN

    def summary(self, *, incomplete: bool) -> Summary:
        """The counts; `incomplete`: something about the run as a whole keeps it from passing."""
        verdict = Verdict.FAIL if self._fails else Verdict.PASS
        if verdict is Verdict.PASS and (self._unknown or incomplete):
            verdict = Verdict.INCOMPLETE
        return Summary(
            verdict=verdict,
            findings={status: self._findings[status] for status in Status},
            advisory={status: self._advisory[status] for status in Status},
            failed_by_severity={severity: self._failed[severity] for severity in reversed(Severity)},
            right_but_unlocked=len(self._loose),
        )

    def rollups(self) -> tuple[RollUp, ...]:
        """One line for every rule, check, setting and level, sorted by these."""
        return self._rollups.rollups()

    def unlocked(self) -> tuple[str, ...]:
        """The ids of the rules that are right somewhere while nothing locks them there, sorted."""
        return tuple(sorted(self._loose))

    def _lock_is_preferred(self, name: str) -> bool:
        rule: Rule | None = self._policy.rules.get(name)
        return rule is not None and isinstance(rule.body, SettingBody) and rule.body.lock is Lock.PREFERRED
