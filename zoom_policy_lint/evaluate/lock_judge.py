"""Judging the lock that a rule requires: one finding, on the account."""

from collections.abc import Iterator

from zoom_policy_lint.catalogue import Setting
from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.locks import Hold, LockBook
from zoom_policy_lint.evaluate.maker import ACCOUNT, Maker
from zoom_policy_lint.evaluate.remedy import lock_remedy
from zoom_policy_lint.evaluate.wording import not_judged
from zoom_policy_lint.model.finding import Finding, Remediation
from zoom_policy_lint.model.resource import ACCOUNT_ID, Resource, Unread
from zoom_policy_lint.model.words import Check, DecidedBy, Level, Reason, Status
from zoom_policy_lint.ruleset import Rule

_NAMED = 5


class LockJudge:
    """Passes when the account's lock holds, or when every active user is in groups that all lock the setting.

    `limited`: it is shown only those users for whom the rule is meant.
    """

    levels: tuple[Level, ...] = (Level.ACCOUNT, Level.USER)

    def __init__(self, rule: Rule, row: Setting, maker: Maker, locks: LockBook, *, limited: bool = False) -> None:
        self._rule, self._row, self._maker, self._locks = rule, row, maker, locks
        self._limited = limited
        self._whom = "Every active user for whom the rule is meant" if limited else "Every active user"
        self._account: Resource | None = None
        self._held = 0
        self._loose: list[str] = []
        self._loose_count = 0
        self._open: tuple[Reason, str, str] | None = None

    def see(self, resource: Resource) -> Iterator[Finding]:
        """Note what holds each active user."""
        if resource.level is Level.ACCOUNT:
            self._account = resource
        elif not resource.gone:
            self._note(resource)
        yield from ()

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """The one lock finding."""
        account = self._locks.account(self._row.key)
        nobody = not (self._held or self._loose_count or self._open)
        if self._limited and nobody and not account.locked and not coverage.gap(Level.USER):
            return  # that the rule is meant for nobody is said elsewhere
        if account.locked:
            message = "The account's lock holds it for everyone."
            yield self._finding(Status.PASS, message, locked=True, by=account.decided_by)
        elif self._loose_count:
            yield self._finding(Status.FAIL, self._loose_words(), locked=False, by=DecidedBy.UNLOCKED)
        elif gap := coverage.gap(Level.ACCOUNT) or coverage.gap(Level.USER) or self._group_gap(coverage):
            yield self._unknown(account, gap.reason, gap.detail, "everybody")
        elif self._held and self._open is None:
            message = f"{self._whom} is in groups that all lock it."
            yield self._finding(Status.PASS, message, locked=True, by=DecidedBy.GROUP_LOCK)
        elif self._open is not None or account.locked is None:
            yield self._unknown(account, *(self._open or (Reason.ABSENT, "", "everybody")))
        else:
            yield self._finding(Status.FAIL, "Nothing locks it.", locked=False, by=DecidedBy.UNLOCKED)

    def doubt(self, gap: Unread) -> None:
        """Note that it is not known whether a user counts."""
        self._open = self._open or (gap.reason, gap.detail, "everybody for whom the rule is meant")

    def _group_gap(self, coverage: Coverage) -> Unread | None:
        """A group that was listed and is not in the snapshot may hold people too."""
        return coverage.gap(Level.GROUP) if self._held else None

    def _note(self, user: Resource) -> None:
        hold = self._locks.hold(self._row.key, user)
        if hold.locked:
            self._held += 1
        elif hold.locked is False:
            self._loose_count += 1
            if len(self._loose) < _NAMED:
                self._loose.append(user.name)
        elif self._open is None:
            self._open = (hold.reason or Reason.ABSENT, hold.detail, user.name)

    def _loose_words(self) -> str:
        more = self._loose_count - len(self._loose)
        names = ", ".join(self._loose) + (f" and {more} more" if more else "")
        people = "1 user" if self._loose_count == 1 else f"{self._loose_count} users"
        return f"No lock holds it: {people} can change it back ({names})."

    def _unknown(self, account: Hold, reason: Reason, detail: str, whom: str) -> Finding:
        """Whose lock is not known: the account's, or else what holds somebody."""
        what = f"Whether a lock holds it for {whom}"
        if account.locked is None:
            what, reason, detail = "The account's lock", account.reason or reason, account.detail or detail
        message = f"{what} could not be read. {not_judged(reason, detail)}"
        return self._finding(Status.UNKNOWN, message, locked=None, by=DecidedBy.UNKNOWN, reason=reason)

    def _finding(
        self, status: Status, message: str, *, locked: bool | None, by: DecidedBy | None, reason: Reason | None = None
    ) -> Finding:
        return self._maker.finding(
            ACCOUNT,
            status,
            message,
            check=Check.LOCK,
            reason=reason,
            setting=self._row.key,
            expected=True,
            actual=locked,
            locked=locked,
            decided_by=by,
            remediation=self._remedy() if status is Status.FAIL else None,
        )

    def _remedy(self) -> Remediation | None:
        account = self._account or Resource(Level.ACCOUNT, ACCOUNT_ID, ACCOUNT.name)
        if Level.ACCOUNT not in self._row.levels:
            return None
        return lock_remedy(self._rule, self._row, Level.ACCOUNT).of(account)
