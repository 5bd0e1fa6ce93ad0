"""Counting findings on the way: the summary, the roll-ups, and what decides the exit code."""

from collections import Counter
from dataclasses import dataclass, field

from zoom_policy_lint.model.clause import Summary
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.run import RollUp
from zoom_policy_lint.model.words import Check, Level, Lock, Severity, Status, Verdict
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule, SettingBody

_NAMED = 5
_WORST_FIRST = (
    Status.FAIL,
    Status.UNKNOWN,
    Status.MANUAL,
    Status.WAIVED,
    Status.PASS,
    Status.NOT_APPLICABLE,
)
_RANK = {status: rank for rank, status in enumerate(_WORST_FIRST)}


@dataclass(slots=True)
class _Line:
    worst: Finding
    counts: Counter[Status] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)


class Tally:
    """Takes every finding once, in canonical order."""

    def __init__(self, policy: Policy, fail_on: Severity) -> None:
        self._policy, self._fail_on = policy, fail_on
        self._findings: Counter[Status] = Counter()
        self._advisory: Counter[Status] = Counter()
        self._failed: Counter[Severity] = Counter()
        self._lines: dict[tuple[str, Check, str | None, Level], _Line] = {}
        self._loose: set[str] = set()
        self._fails = False
        self._unknown = False
        self.failed_rules: set[str] = set()

    def add(self, finding: Finding) -> None:
        """Count a finding."""
        self._roll(finding)
        if finding.advisory:
            self._advisory[finding.status] += 1
            return
        self._findings[finding.status] += 1
        if finding.status is Status.FAIL:
            self._failed[finding.severity] += 1
            self.failed_rules.add(finding.rule)
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

        def place(key: tuple[str, Check, str | None, Level]) -> tuple[str, str, str, int]:
            return key[0], key[1], key[2] or "", key[3].rank

        order = sorted(self._lines.items(), key=lambda item: place(item[0]))
        return tuple(
            RollUp(rule, check, setting, level, dict(line.counts), tuple(line.names), line.worst)
            for (rule, check, setting, level), line in order
        )

    def _roll(self, finding: Finding) -> None:
        key = (finding.rule, finding.check, finding.setting, finding.resource.level)
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = _Line(finding)
        line.counts[finding.status] += 1
        if _RANK[finding.status] < _RANK[line.worst.status]:
            line.worst, line.names = finding, []
        named = finding.status is line.worst.status and finding.status not in (Status.PASS, Status.NOT_APPLICABLE)
        if named and len(line.names) < _NAMED:
            line.names.append(finding.resource.name)

    def _lock_is_preferred(self, name: str) -> bool:
        rule: Rule | None = self._policy.rules.get(name)
        return rule is not None and isinstance(rule.body, SettingBody) and rule.body.lock is Lock.PREFERRED
