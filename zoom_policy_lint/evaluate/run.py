"""One evaluation: a pass over the snapshot that counts, and further passes for whoever wants the findings."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Protocol

from zoom_policy_lint import __version__
from zoom_policy_lint.evaluate.accept import Acceptance, waiver_notes
from zoom_policy_lint.evaluate.attested import ATTESTATION_SEVERITY, AttestationJudge, attestation_id
from zoom_policy_lint.evaluate.clauses import ClauseTally
from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.gaps import Gaps
from zoom_policy_lint.evaluate.locks import LockBook
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.panel import UserPanel
from zoom_policy_lint.evaluate.plan import Plan, judges, lock_keys
from zoom_policy_lint.evaluate.reasons import ClauseReasons
from zoom_policy_lint.evaluate.settings import SettingJudge
from zoom_policy_lint.evaluate.tally import Tally
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import Header, Listing, Read, Resource
from zoom_policy_lint.model.run import RuleSummary, Run, Source
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.policy import Policy

NOT_LOOKED_AT = (
    "scheduled meetings and their texts",
    "recordings that exist",
    "what happened in past meetings",
    "webinars, instant meetings and personal rooms",
)
"""What no rule of this version reads."""


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


def needed_reads(policy: Policy, options: Options) -> frozenset[Read]:
    """What a pull must read for an evaluation with these options."""
    return Plan.of(policy, options, None).reads(options.levels)


def judges_something(policy: Policy, options: Options) -> bool:
    """Whether anything is left to judge; a policy that wants statements only has no rules, and that is all right."""
    return not policy.rules or Plan.of(policy, options, None).judges_something(options.levels)


def evaluate(snapshot: SnapshotLike, policy: Policy, options: Options) -> Run:
    """Judge a snapshot by a policy. Pure: the same snapshot, policy and options give the same run, to the byte."""
    plan = Plan.of(policy, options, frozenset(snapshot.header.reads))
    acceptance = Acceptance(policy.waivers if options.waivers else (), options.baseline, options.as_of)
    engine = _Engine(snapshot, policy, options, plan, acceptance)
    tally, clauses = Tally(policy, options.fail_on), ClauseTally(policy)
    gaps, reasons = Gaps(), ClauseReasons(policy)
    gaps.see_lists(snapshot.listings)
    for finding, times in engine.counted(gaps):
        tally.add(finding, times)
        clauses.add(finding, times)
        reasons.add(finding)
    taken = datetime.fromisoformat(snapshot.header.taken_at).astimezone(UTC).date()
    too_old = (options.as_of - taken).days > options.max_age
    summary = tally.summary(incomplete=too_old)
    used = {rule.id: rule for rule in plan.judged}
    return Run(
        tool_version=__version__,
        policy=policy.identity,
        source=Source(options.source or snapshot.header.source, snapshot.header.account_id, snapshot.header.taken_at),
        as_of=options.as_of,
        summary=summary,
        exit_code=summary.verdict.exit_code,
        clauses=clauses.results(reasons.sentences()),
        rules=_summaries(policy),
        rollups=tally.rollups(),
        unread=gaps.entries(used),
        notes=(*_time_notes(taken, options), *_notes(plan, policy, options, acceptance)),
        not_looked_at=NOT_LOOKED_AT,
        findings=engine.findings,
        unlocked=tally.unlocked(),
    )


class _Engine:
    """Runs the judges over the snapshot; every call of `findings` is a pass of its own."""

    def __init__(
        self, snapshot: SnapshotLike, policy: Policy, options: Options, plan: Plan, acceptance: Acceptance
    ) -> None:
        self._snapshot, self._policy, self._options = snapshot, policy, options
        self._plan, self._acceptance = plan, acceptance

    def findings(self) -> Iterator[Finding]:
        """Every finding in canonical order: resource by resource, then what needs the whole pass."""
        judging = _Pass(self._snapshot, self._plan, self._policy, self._options)
        for finding in judging.findings(UserPanel.see):
            yield self._accepted(finding, judging)

    def counted(self, gaps: Gaps) -> Iterator[tuple[Finding, int]]:
        """The same findings for counting: what is settled about users comes once, with the number it stands for."""
        judging = _Pass(self._snapshot, self._plan, self._policy, self._options, gaps)
        for finding in judging.findings(UserPanel.count):
            yield self._accepted(finding, judging), 1
        yield from judging.panel.counted()

    def _accepted(self, finding: Finding, judging: "_Pass") -> Finding:
        counted = self._acceptance.apply(finding)
        if counted.status is Status.FAIL:
            judging.failed.add(counted.rule)
        return counted


class _Pass:
    """One pass over the snapshot, with judges of its own. `failed` must be told which rules fail, as they come."""

    def __init__(
        self, snapshot: SnapshotLike, plan: Plan, policy: Policy, options: Options, gaps: Gaps | None = None
    ) -> None:
        self.failed: set[str] = set()
        self._snapshot, self._gaps = snapshot, gaps
        self._coverage = Coverage(snapshot.header, snapshot.listings, partial=snapshot.partial)
        self._locks = LockBook(lock_keys(plan))
        self._locks.groups_whole = self._coverage.list_gap("groups") is None
        self._judges = judges(plan, policy, options, self._locks)
        attested = [AttestationJudge(one, policy, options.as_of, self.failed) for one in policy.attest.values()]
        self._judges += attested
        of_users = [judge for judge in self._judges if Level.USER in judge.levels]
        self.panel = UserPanel([judge for judge in of_users if isinstance(judge, SettingJudge)])
        self._seeing = {level: [judge for judge in self._judges if level in judge.levels] for level in Level}
        self._seeing[Level.USER] = [judge for judge in of_users if not isinstance(judge, SettingJudge)]

    def findings(self, on_settings: Callable[[UserPanel, Resource], Iterator[Finding]]) -> Iterator[Finding]:
        """What the judges say; `on_settings` is how the panel is asked about users."""
        for resource in self._snapshot.resources():
            self._coverage.see(resource)
            self._locks.see(resource)
            if self._gaps is not None:
                self._gaps.see(resource)
            if resource.level is Level.USER:
                yield from on_settings(self.panel, resource)
            for judge in self._seeing[resource.level]:
                yield from judge.see(resource)
        for judge in self._judges:
            yield from judge.close(self._coverage)


def _time_notes(taken: date, options: Options) -> Iterable[str]:
    days = (options.as_of - taken).days
    if days > options.max_age:
        yield (
            f"The snapshot is {days} days old; more than {options.max_age} days are too old for a verdict (--max-age)."
        )
    if days < 0:
        yield f"The snapshot was taken on {taken}, after the day on which it is judged ({options.as_of})."


def _summaries(policy: Policy) -> dict[str, RuleSummary]:
    """Every rule that a finding may name; a statement that is wanted counts as one, titled by its question."""
    found = {
        rule.id: RuleSummary(rule.id, rule.title, policy.severity(rule), rule.advisory, rule.rationale)
        for rule in (*policy.rules.values(), *policy.advisory.values())
    }
    for wanted in policy.attest.values():
        id_ = attestation_id(wanted)
        found[id_] = RuleSummary(
            id_, wanted.question, ATTESTATION_SEVERITY, advisory=False, rationale="", by_role=wanted.by_role
        )
    return found


def _notes(plan: Plan, policy: Policy, options: Options, acceptance: Acceptance) -> Iterable[str]:
    yield from (f"No rule uses the parameter {name} yet; setting it changes nothing." for name in policy.unused)
    skipped = len(policy.advisory) - sum(rule.advisory for rule in plan.judged)
    if skipped:
        rules = "1 recommended rule was" if skipped == 1 else f"{skipped} recommended rules were"
        yield f"{rules} not looked at; --recommended reads what they need."
    if options.waivers:
        yield from waiver_notes(policy.waivers, acceptance.used, options.as_of)
