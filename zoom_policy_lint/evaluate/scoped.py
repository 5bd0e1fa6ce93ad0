"""Judging a rule for some people only."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial

from zoom_policy_lint.catalogue import Setting, setting
from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.judge import Judge
from zoom_policy_lint.evaluate.lock_judge import LockJudge
from zoom_policy_lint.evaluate.maker import Maker
from zoom_policy_lint.evaluate.scopes import Membership, ScopeBook
from zoom_policy_lint.evaluate.wording import REASONS
from zoom_policy_lint.model.finding import Finding, ResourceRef
from zoom_policy_lint.model.resource import Resource, Unread
from zoom_policy_lint.model.words import Evidence, Level, Reason, Status
from zoom_policy_lint.policy.scopes import People, Scope
from zoom_policy_lint.ruleset import Rule, SettingBody

_WRONG = (Status.FAIL, Status.MANUAL)
EITHER = (*_WRONG, Status.PASS)
"""What is not known of somebody for whom other numbers, or other clauses, may count."""

Limits = tuple[tuple[Scope, ...], ...]
"""Scopes, to one of which in each row somebody must belong: those of a rule, and those of all its clauses."""


class ScopedJudge:
    """Shows a judge only what belongs to the people of some scopes (one of each row of the limits).

    Where Zoom keeps a value for each user, the users' own values decide, and those of the account and of groups are
    nobody's in particular; where it does not, they are these people's too. What is wrong with somebody of whom it is
    not known whether they belong is unknown. A judge of locks is shown the account in any case. Whoever belongs to a
    scope of `before` is judged by the numbers of that one, which also says what was not read.
    """

    def __init__(
        self, inner: Judge, rule: Rule, limits: Limits, book: ScopeBook, before: tuple[Scope, ...] = ()
    ) -> None:
        self.inner, self._rule, self._limits, self._book, self._before = inner, rule, limits, book, before
        self._wrong = EITHER if any(scope.parameters for scopes in limits for scope in scopes) else _WRONG
        self.levels = inner.levels

    def see(self, resource: Resource) -> Iterator[Finding]:
        """What the judge says of a resource, if it is meant."""
        if resource.level in (Level.ACCOUNT, Level.GROUP):
            yield from self._common(resource)
            return
        belongs = _within(self._limits, partial(self._book.member, resource=resource))
        elsewhere = _any([self._book.member(scope, resource) for scope in self._before])
        if belongs is False or elsewhere is not False:
            return  # also where it is not known: then it was said under the numbers of the other scope
        yield from self._doubtful(resource, belongs) if isinstance(belongs, Unread) else self.inner.see(resource)

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What the judge says in the end."""
        yield from self.inner.close(coverage) if not self._before else ()

    def _common(self, resource: Resource) -> Iterator[Finding]:
        """What is said of values that several people share; they are all seen, since locks must know them."""
        for finding in self.inner.see(resource):
            own = kept_for_users(self._rule, finding.setting)
            meant = _within(self._limits, partial(self._book.meant, resource=resource, own=own))
            if isinstance(meant, Unread):
                yield unknown(finding, meant, _WRONG)
            elif meant:
                yield finding

    def _doubtful(self, resource: Resource, gap: Unread) -> Iterator[Finding]:
        if isinstance(self.inner, LockJudge):
            self.inner.doubt(gap)
            return
        yield from (unknown(finding, gap, self._wrong) for finding in self.inner.see(resource))


def kept_for_users(rule: Rule, key: str | None) -> bool:
    """Whether the rule sees each user's own value of a setting."""
    row = setting(key) if key else None
    return Level.USER in rule.levels and (row is None or Level.USER in row.levels)


def _any(answers: list[Membership]) -> Membership:
    """True as soon as one is; else the first that is not known."""
    gap = next((answer for answer in answers if isinstance(answer, Unread)), False)
    return True if any(answer is True for answer in answers) else gap


def _within(limits: Limits, belongs: Callable[[Scope], Membership]) -> Membership:
    """Whether somebody belongs to a scope of each row: false as soon as one row has none, else the first doubt."""
    answers = [_any(list(map(belongs, scopes))) for scopes in limits]
    gap = next((answer for answer in answers if isinstance(answer, Unread)), True)
    return False if any(answer is False for answer in answers) else gap


def unknown(finding: Finding, gap: Unread, doubtful: Collection[Status], what: str = "the rule") -> Finding:
    """What is said of somebody for whom the rule (or clause) is perhaps not meant; only in `doubtful` is it unknown."""
    if finding.status not in doubtful:
        return finding
    why = f"whether {what} is meant for it is not known: {gap.detail or REASONS[gap.reason]}"
    return replace(
        finding,
        status=Status.UNKNOWN,
        evidence=Evidence.NONE,
        reason=gap.reason,
        message=f"{finding.message} But {why}.",
        remediation=None,
    )


class ScopeJudge:
    """Says of a scope of a rule that it is unknown whom it means, where that cannot be told.

    A misspelt or empty group would else leave people out, and nobody would see it; nor would they see that a group's
    value is not the one that holds for somebody who is in other groups too.
    """

    levels: tuple[Level, ...] = (Level.USER,)

    def __init__(self, maker: Maker, rule: Rule, scope: Scope, book: ScopeBook) -> None:
        self._maker, self._scope, self._book = maker, scope, book
        self._by_group = scope.by_groups_alone and any(
            Level.GROUP in row.levels and not kept_for_users(rule, row.key) for row in _settings(rule)
        )
        self._elsewhere: str | None = None

    def see(self, resource: Resource) -> Iterator[Finding]:
        """Note who is also in a group whose value is not judged, where groups' values are all there is."""
        looked_for = self._by_group and self._elsewhere is None
        if looked_for and self._book.member(self._scope, resource) is True:
            self._elsewhere = resource.name if self._book.in_other_groups(self._scope, resource) else None
        yield from ()

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """One finding about the scope, when there is something to say."""
        trouble = self._not_found(coverage) or self._others()
        if trouble is not None:
            who = ResourceRef(Level.USER, f"scope:{self._scope.id}", f"the scope “{self._scope.title}”")
            yield self._maker.finding(who, Status.UNKNOWN, trouble.detail, reason=trouble.reason)

    def _not_found(self, coverage: Coverage) -> Unread | None:
        """Whether something that the scope names is not there; without the users, only groups and roles can tell."""
        users = coverage.gap(Level.USER)
        kinds = {"groups": coverage.list_gap("groups"), "roles": coverage.gap(Level.ROLE)}
        named = [part for part in (self._scope.people, self._scope.others) if part and self._counts(part)]
        for what, name in (missing for part in named for missing in self._book.not_found(part)):
            if kinds.get(what, users) is not None:
                continue  # then it is said already that people, or groups, are missing
            gap = self._book.unread(what)
            if gap is not None:
                return Unread(gap.reason, f"Whether {name} is in the account could not be told: {gap.detail}.")
            detail = f"The rule is meant for people who were not found in the account: {name}. Check the name."
            return Unread(Reason.NONE_EXIST, detail)
        if users is None and not self._book.people[self._scope.id] and not self._book.doubtful[self._scope.id]:
            return Unread(Reason.NONE_EXIST, "The rule is meant for people of whom the account has none.")
        return None

    def _counts(self, part: People) -> bool:
        """Whether it matters that somebody is not found: those left out matter where other numbers count for them."""
        return part is self._scope.people or bool(self._scope.parameters)

    def _others(self) -> Unread | None:
        if self._elsewhere is None:
            return None
        detail = f"{self._elsewhere} is in other groups too, and which group's value holds for them cannot be read."
        return Unread(Reason.ERROR, detail)


def _settings(rule: Rule) -> list[Setting]:
    keys = [key for key, _ in rule.body.settings] if isinstance(rule.body, SettingBody) else []
    return [row for key in keys if (row := setting(key)) is not None]
