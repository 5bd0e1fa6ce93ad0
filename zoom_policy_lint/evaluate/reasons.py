"""Why a clause is not met or not settled, in sentences."""

from collections import Counter
from collections.abc import Mapping

from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.words import Check, Level, Reason, Status
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule

_TOLD = (Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.WAIVED)
_ORDER = {status: rank for rank, status in enumerate(_TOLD)}


class ClauseReasons:
    """Counts what keeps each clause from being met, by rule, status, check and level."""

    def __init__(self, policy: Policy) -> None:
        self._rules: Mapping[str, Rule] = policy.rules
        self._counts: dict[str, Counter[tuple[Status, str, Check, Level]]] = {c.id: Counter() for c in policy.clauses}
        self._messages: dict[tuple[str, str], str] = {}
        self._left_out: dict[str, dict[str, None]] = {clause.id: {} for clause in policy.clauses}

    def add(self, finding: Finding) -> None:
        """Note a finding that is not a pass."""
        if finding.advisory:
            return
        for clause in finding.clauses:
            if finding.reason is Reason.DESELECTED:
                self._left_out[clause][f"{self._title(finding.rule)}: {finding.message}"] = None
            elif finding.status in _TOLD:
                self._counts[clause][finding.status, finding.rule, finding.check, finding.resource.level] += 1
                self._messages.setdefault((clause, finding.rule), finding.message)

    def sentences(self) -> Mapping[str, tuple[str, ...]]:
        """By clause, the worst first."""
        return {clause: (*self._told(clause), *self._left_out[clause]) for clause in self._counts}

    def _told(self, clause: str) -> tuple[str, ...]:
        order = sorted(self._counts[clause].items(), key=lambda item: (_ORDER[item[0][0]], *item[0][1:]))
        return tuple(self._sentence(clause, *key, count) for key, count in order)

    def _sentence(self, clause: str, status: Status, rule: str, check: Check, level: Level, count: int) -> str:
        if check is Check.ATTESTATION:
            return self._messages[clause, rule]
        who = "the account" if level is Level.ACCOUNT else f"{count} {level.words}{'' if count == 1 else 's'}"
        what = {
            Status.FAIL: "is not locked" if check is Check.LOCK else f"is not so for {who}",
            Status.UNKNOWN: "its lock could not be judged" if check is Check.LOCK else f"could not be judged for {who}",
            Status.WAIVED: f"is waived for {who}",
            Status.MANUAL: f"waits for a person's answer about {who}",
        }
        return f"{self._title(rule)}: {what[status]}."

    def _title(self, rule: str) -> str:
        return self._rules[rule].title if rule in self._rules else rule
