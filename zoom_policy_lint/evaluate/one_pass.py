"""One pass over a snapshot: every resource is shown to the judges that it concerns."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Protocol

from zoom_policy_lint.evaluate.attested import AttestationJudge, asked
from zoom_policy_lint.evaluate.bench import Bench
from zoom_policy_lint.evaluate.clause_scopes import ClauseJudge
from zoom_policy_lint.evaluate.coverage import Coverage, is_inactive
from zoom_policy_lint.evaluate.field_judge import FieldJudge
from zoom_policy_lint.evaluate.judge import Judge
from zoom_policy_lint.evaluate.locks import LockBook
from zoom_policy_lint.evaluate.meetings import MeetingBook, Standing
from zoom_policy_lint.evaluate.none_judge import NoneJudge
from zoom_policy_lint.evaluate.occurrences import see_occurrences
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.panel import UserPanel
from zoom_policy_lint.evaluate.plan import Plan, lock_keys
from zoom_policy_lint.evaluate.pupils import PupilBook
from zoom_policy_lint.evaluate.scoped import ScopedJudge
from zoom_policy_lint.evaluate.scopes import ScopeBook
from zoom_policy_lint.evaluate.settings import SettingJudge
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import Header, Listing, Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import Policy

LOOKBACK = "recording_lookback_months"
"""The parameter that says how many months back recordings are listed."""

STAFF_ONLY = "staff_only_meetings"
"""The parameter that says which meetings have no pupils in them."""


class SnapshotLike(Protocol):
    """What evaluation needs of a snapshot; `resources` starts a fresh pass in canonical order."""

    @property
    def header(self) -> Header:
        """Whose it is, when it was read, and what was asked for."""

    @property
    def listings(self) -> tuple[Listing, ...]:
        """How each list was read."""

    @property
    def partial(self) -> bool:
        """Whether it was cut short."""

    def resources(self) -> Iterator[Resource]:
        """A fresh pass over every resource."""


class Watcher(Protocol):
    """Looks on, without judging."""

    def see(self, resource: Resource) -> None:
        """Take note of a resource."""


class Pass:
    """One pass over the snapshot, with judges of its own. `failed` must be told which rules fail, as they come.

    `watching` are shown every resource.
    """

    def __init__(
        self, snapshot: SnapshotLike, plan: Plan, policy: Policy, options: Options, watching: Iterable[Watcher] = ()
    ) -> None:
        self.failed: set[str] = set()
        self._snapshot = snapshot
        header = snapshot.header
        self._taken_at = datetime.fromisoformat(header.taken_at)
        self.meetings = MeetingBook(policy.parameters.get(STAFF_ONLY) or {}, self._taken_at)
        months = policy.parameters.get(LOOKBACK)
        self._coverage = Coverage(header, snapshot.listings, partial=snapshot.partial, months=months)
        self._locks = LockBook(lock_keys(plan))
        self._locks.groups_whole = self._coverage.list_gap("groups") is None
        self.scopes = ScopeBook(policy.scopes)
        self.pupils = PupilBook(policy.parameters)
        self._watching: tuple[Watcher, ...] = (self._coverage, self._locks, self.scopes, self.pupils, *watching)
        phrases = frozenset(header.questions.phrases)
        self._judges = Bench(policy, options, self._locks, self.scopes, self._taken_at, phrases).judges(plan)
        attested = [AttestationJudge(one, policy, options.as_of, self.failed) for one in asked(policy)]
        self._judges += attested
        of_users = [judge for judge in self._judges if Level.USER in judge.levels]
        self.panel = UserPanel([judge for judge in of_users if isinstance(judge, SettingJudge)])
        self._seeing = {level: [judge for judge in self._judges if level in judge.levels] for level in Level}
        self._seeing[Level.USER] = [judge for judge in of_users if not isinstance(judge, SettingJudge)]

    def findings(self, on_settings: Callable[[UserPanel, Resource], Iterator[Finding]]) -> Iterator[Finding]:
        """What the judges say; `on_settings` is how the panel is asked about users."""
        for resource in self._snapshot.resources():
            for watcher in self._watching:
                watcher.see(resource)
            if resource.level is Level.MEETING:
                yield from self._about_meeting(resource)
                continue
            if is_inactive(resource):
                yield from self._about_leaver(resource)
                continue
            if resource.level is Level.USER:
                yield from on_settings(self.panel, resource)
            for judge in self._seeing[resource.level]:
                yield from judge.see(resource)
        for judge in self._judges:
            yield from judge.close(self._coverage)

    def _about_meeting(self, meeting: Resource) -> Iterator[Finding]:
        if self.meetings.standing(meeting) is Standing.JUDGED:
            yield from see_occurrences(self._seeing[Level.MEETING], meeting, self._taken_at)

    def _about_leaver(self, user: Resource) -> Iterator[Finding]:
        """Only rules on the fields of users can be about those who may no longer sign in."""
        for judge in self._seeing[Level.USER]:
            if isinstance(_innermost(judge), FieldJudge | NoneJudge):
                yield from judge.see(user)


def _innermost(judge: Judge) -> Judge:
    """The judge that others only show to some people, or count under some clauses."""
    while isinstance(judge, ScopedJudge | ClauseJudge):
        judge = judge.inner
    return judge
