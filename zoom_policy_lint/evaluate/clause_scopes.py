"""Clauses that are about some people only: what a rule says of others does not count under them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.judge import Judge
from zoom_policy_lint.evaluate.scoped import EITHER, kept_for_users, unknown
from zoom_policy_lint.evaluate.scopes import Membership, ScopeBook
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import Resource, Unread
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.policy.scopes import Scope
from zoom_policy_lint.ruleset import Rule


class ClauseJudge:
    """Takes from the findings about somebody the clauses that are not about them; one without any clause is not made.

    Where it is not known of a clause whether it is about somebody, what is right with them shows nothing: it is
    unknown. What is wrong with them still fails the clauses that are surely about them; without any, it is unknown.
    """

    def __init__(self, inner: Judge, rule: Rule, meant: Mapping[str, Scope], book: ScopeBook) -> None:
        self.inner, self._rule, self._meant, self._book = inner, rule, meant, book
        self.levels = inner.levels

    def see(self, resource: Resource) -> Iterator[Finding]:
        """What the judge says of a resource, under the clauses that are about its people."""
        for finding in self.inner.see(resource):
            about = {clause: self._about(clause, finding, resource) for clause in finding.clauses}
            kept = tuple(clause for clause, answer in about.items() if answer is not False)
            doubts = {clause: answer for clause, answer in about.items() if isinstance(answer, Unread)}
            if kept or not about:
                yield _doubted(finding if kept == finding.clauses else replace(finding, clauses=kept), doubts)

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What the judge says in the end."""
        yield from self.inner.close(coverage)

    def _about(self, clause: str, finding: Finding, resource: Resource) -> Membership:
        """Whether a clause is about the people of a resource."""
        scope = self._meant.get(clause)
        if scope is None:
            return True
        if resource.level in (Level.ACCOUNT, Level.GROUP):
            return self._book.meant(scope, resource, own=kept_for_users(self._rule, finding.setting))
        return self._book.member(scope, resource)


def _doubted(finding: Finding, doubts: Mapping[str, Unread]) -> Finding:
    """A finding under its clauses, of which some are not known to be about it."""
    if not doubts:
        return finding
    clause, gap = next(iter(doubts.items()))
    doubtful = EITHER if len(doubts) == len(finding.clauses) else (Status.PASS,)
    return unknown(finding, gap, doubtful, f"the clause {clause}")
