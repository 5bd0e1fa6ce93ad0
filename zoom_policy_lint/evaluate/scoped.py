"""Judging a rule for some people only."""

from collections.abc import Iterator
from dataclasses import replace

from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.judge import Judge
from zoom_policy_lint.evaluate.lock_judge import LockJudge
from zoom_policy_lint.evaluate.maker import ACCOUNT, Maker
from zoom_policy_lint.evaluate.scopes import Membership, ScopeBook
from zoom_policy_lint.evaluate.wording import REASONS
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import Resource, Unread
from zoom_policy_lint.model.words import Evidence, Level, Reason, Status
from zoom_policy_lint.policy.scopes import Scope

_WRONG = (Status.FAIL, Status.MANUAL)


class ScopedJudge:
    """Shows a judge only what belongs to the people of some scopes.

    The values of the account are nobody's in particular: they are judged only where a scope means everybody but a few.
    So are those of a group; one that a scope names is judged too. A lock is shown the account in any case. What is
    wrong with somebody of whom it is not known whether they belong is unknown.
    """

    def __init__(self, inner: Judge, scopes: tuple[Scope, ...], book: ScopeBook) -> None:
        self.inner, self._scopes, self._book = inner, scopes, book
        self.levels = inner.levels

    def see(self, resource: Resource) -> Iterator[Finding]:
        """What the judge says of a resource, if it is meant."""
        belongs = self._belongs(resource)
        if isinstance(belongs, Unread):
            yield from self._doubtful(resource, belongs)
        elif belongs:
            yield from self.inner.see(resource)
        elif resource.level in (Level.ACCOUNT, Level.GROUP):
            list(self.inner.see(resource))  # nothing is said of it, but what it locks must be known

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What the judge says in the end."""
        yield from self.inner.close(coverage)

    def _belongs(self, resource: Resource) -> Membership:
        common = resource.level in (Level.ACCOUNT, Level.GROUP)
        ask = self._book.meant if common else self._book.member
        answers = [ask(scope, resource) for scope in self._scopes]
        gap = next((answer for answer in answers if isinstance(answer, Unread)), False)
        return True if any(answer is True for answer in answers) else gap

    def _doubtful(self, resource: Resource, gap: Unread) -> Iterator[Finding]:
        if isinstance(self.inner, LockJudge):
            self.inner.doubt(gap)
            return
        why = f"whether the rule is meant for it is not known: {gap.detail or REASONS[gap.reason]}"
        for finding in self.inner.see(resource):
            yield _unknown(finding, gap.reason, why) if finding.status in _WRONG else finding


def _unknown(finding: Finding, reason: Reason, why: str) -> Finding:
    return replace(
        finding,
        status=Status.UNKNOWN,
        evidence=Evidence.NONE,
        reason=reason,
        message=f"{finding.message} But {why}.",
        remediation=None,
    )


class ScopeJudge:
    """Says of a rule that it is unknown where its scopes name what the account does not have, or hold nobody at all.

    A misspelt or empty group would else leave people out, and nobody would see it.
    """

    levels: tuple[Level, ...] = ()

    def __init__(self, maker: Maker, scopes: tuple[Scope, ...], book: ScopeBook) -> None:
        self._maker, self._scopes, self._book = maker, scopes, book

    def see(self, resource: Resource) -> Iterator[Finding]:  # noqa: ARG002 - the book sees for it
        """Nothing."""
        yield from ()

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """One finding, on the account, when something that is named was not found."""
        if coverage.gap(Level.USER) is not None:
            return  # then it is said already that people are missing
        missing = [name for scope in self._scopes if scope.people for name in self._book.not_found(scope.people)]
        empty = [scope.title for scope in self._scopes if not self._book.people[scope.id]]
        if missing:
            named = ", ".join(dict.fromkeys(missing))
            message = f"The rule is meant for people who were not found in the account: {named}. Check the name."
        elif empty:
            message = f"The rule is meant for people of whom the account has none: {', '.join(empty)}."
        else:
            return
        yield self._maker.finding(ACCOUNT, Status.UNKNOWN, message, reason=Reason.NONE_EXIST)
