"""Rules that Zoom's data cannot decide: a question that waits for a person, resource by resource."""

from collections.abc import Iterator

from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.field_judge import GONE
from zoom_policy_lint.evaluate.maker import Maker, ref
from zoom_policy_lint.model.finding import Finding, Remediation
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level, Reason, Status
from zoom_policy_lint.ruleset import AskBody, Rule


class AskJudge:
    """One finding a resource, manual until a person's statement names it; it says when the thing asked about was."""

    def __init__(self, rule: Rule, body: AskBody, maker: Maker) -> None:
        self.levels: tuple[Level, ...] = (body.level,)
        self._level, self._question, self._maker = body.level, body.question, maker
        self._remedy = Remediation(rule.remediation)

    def see(self, resource: Resource) -> Iterator[Finding]:
        """The question about one resource."""
        if resource.gone:
            yield self._maker.finding(ref(resource), Status.NOT_APPLICABLE, GONE, reason=Reason.VANISHED)
        else:
            when = resource.fields.get("start_time")
            actual = {"start_time": when} if isinstance(when, str) else None
            yield self._maker.finding(
                ref(resource), Status.MANUAL, self._question, actual=actual, remediation=self._remedy
            )

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What is said of those that are not in the snapshot."""
        if gap := coverage.gap(self._level):
            yield self._maker.missing(self._level, gap)


class NotGivenJudge:
    """Says once that the policy gives nothing to judge by: nothing applies, or (for a register) a person must say."""

    levels: tuple[Level, ...] = ()

    def __init__(self, maker: Maker, level: Level, status: Status, why: str) -> None:
        self._maker, self._level, self._status, self._why = maker, level, status, why

    def see(self, resource: Resource) -> Iterator[Finding]:  # noqa: ARG002 - nothing is looked at
        """Nothing."""
        yield from ()

    def close(self, coverage: Coverage) -> Iterator[Finding]:  # noqa: ARG002 - as above
        """The one finding."""
        yield self._maker.general(self._level, self._status, self._why)
