"""Clauses that are about some people only: what a rule says of others does not count under them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.judge import Judge
from zoom_policy_lint.evaluate.scoped import kept_for_users
from zoom_policy_lint.evaluate.scopes import ScopeBook
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy.scopes import Scope
from zoom_policy_lint.ruleset import Rule


class ClauseJudge:
    """Takes from the findings about somebody the clauses that are not about them; one without any clause is not made.

    Where it is not known whether somebody is meant, the finding counts: it may fail a clause that it need not, and
    never shows one that it should not, since it is only left out where it surely does not belong.
    """

    def __init__(self, inner: Judge, rule: Rule, meant: Mapping[str, Scope], book: ScopeBook) -> None:
        self.inner, self._rule, self._meant, self._book = inner, rule, meant, book
        self.levels = inner.levels

    def see(self, resource: Resource) -> Iterator[Finding]:
        """What the judge says of a resource, under the clauses that are about its people."""
        for finding in self.inner.see(resource):
            kept = tuple(name for name in finding.clauses if not self._spared(name, finding, resource))
            if kept == finding.clauses:
                yield finding
            elif kept:
                yield replace(finding, clauses=kept)

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What the judge says in the end."""
        yield from self.inner.close(coverage)

    def _spared(self, clause: str, finding: Finding, resource: Resource) -> bool:
        """Whether a clause is surely not about the people of a resource."""
        scope = self._meant.get(clause)
        if scope is None:
            return False
        if resource.level in (Level.ACCOUNT, Level.GROUP):
            own = kept_for_users(self._rule, finding.setting)
            return self._book.meant(scope, resource, own=own) is False
        return self._book.member(scope, resource) is False
