"""Rules, and levels of rules, that were left out on purpose."""

from collections.abc import Iterator

from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.maker import Maker
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule


class LeftOutJudge:
    """Says once that a rule, or one level of it, was left out on purpose."""

    levels: tuple[Level, ...] = ()

    def __init__(self, rule: Rule, why: str, policy: Policy, level: Level) -> None:
        self._maker, self._why, self._level = Maker.of(rule, policy), why, level

    def see(self, resource: Resource) -> Iterator[Finding]:  # noqa: ARG002 - nothing is looked at
        """Nothing."""
        yield from ()

    def close(self, coverage: Coverage) -> Iterator[Finding]:  # noqa: ARG002 - as above
        """The finding."""
        yield self._maker.deselected(self._level, self._why)
