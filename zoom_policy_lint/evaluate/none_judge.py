"""Rules that want nothing of a kind to exist: no recording, no meeting hosted by some people."""

from collections.abc import Iterator

from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.field_judge import GONE, Scope
from zoom_policy_lint.evaluate.locks import reason_of
from zoom_policy_lint.evaluate.maker import Maker, ref
from zoom_policy_lint.evaluate.wording import not_judged
from zoom_policy_lint.model.finding import Finding, Remediation
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level, Reason, Status
from zoom_policy_lint.ruleset import NOTHING, FieldBody, Rule


class NoneJudge:
    """Fails everything to which the rule applies; that all were read and none was there passes, once, in the end."""

    def __init__(self, rule: Rule, body: FieldBody, maker: Maker) -> None:
        self.levels: tuple[Level, ...] = (body.level,)
        self._maker, self._level, self._scope = maker, body.level, Scope(body.level, body.where)
        self._remedy, self._right, self._wrong = Remediation(rule.remediation), rule.right, rule.wrong
        self._found = False

    def see(self, resource: Resource) -> Iterator[Finding]:
        """The finding about one resource that is there, or may be one of those that may not."""
        if resource.gone:
            yield self._maker.finding(
                ref(resource), Status.NOT_APPLICABLE, GONE, reason=Reason.VANISHED, expected=NOTHING
            )
            return
        covered = self._scope.covers(resource)
        self._found |= covered is not False
        if isinstance(covered, tuple):
            name, reading = covered
            message = f"“{name}”: {not_judged(reason_of(reading), reading.detail)}"
            yield self._maker.finding(
                ref(resource), Status.UNKNOWN, message, reason=reason_of(reading), expected=NOTHING
            )
        elif covered:
            message = "It is there; there may be none."
            reason = Reason.NOT_OFFERED if self._wrong is Status.UNKNOWN else None
            yield self._maker.finding(
                ref(resource), self._wrong, message, reason=reason, expected=NOTHING, remediation=self._remedy
            )

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What is said of those that are not in the snapshot; or, where nothing was found, that there is nothing."""
        inactive = coverage.list_gap("users.inactive") if self._scope.sees_inactive else None
        if gap := coverage.gap(self._level) or inactive:
            yield self._maker.missing(self._level, gap)
        elif not self._found:
            yield self._maker.general(self._level, self._right, "Right: among those judged there is none.")
