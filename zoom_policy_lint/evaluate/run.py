"""One evaluation: a pass over the snapshot that counts, and further passes for whoever wants the findings."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, date, datetime

from zoom_policy_lint import __version__
from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.evaluate.accept import Acceptance, Answers
from zoom_policy_lint.evaluate.attested import ATTESTATION_SEVERITY, attestation_id
from zoom_policy_lint.evaluate.clauses import ClauseTally
from zoom_policy_lint.evaluate.gaps import Gaps
from zoom_policy_lint.evaluate.notes import (
    meeting_notes,
    plan_notes,
    policy_notes,
    question_notes,
    scope_notes,
    time_notes,
)
from zoom_policy_lint.evaluate.one_pass import STAFF_ONLY, Pass, SnapshotLike, Watcher
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.panel import UserPanel
from zoom_policy_lint.evaluate.plan import Plan
from zoom_policy_lint.evaluate.pupils import pupil_scopes
from zoom_policy_lint.evaluate.reasons import ClauseReasons
from zoom_policy_lint.evaluate.registers import Seen, registers_of
from zoom_policy_lint.evaluate.scopes import scope_reads
from zoom_policy_lint.evaluate.tally import Tally
from zoom_policy_lint.model.clause import UnreadEntry
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.registers import Registers
from zoom_policy_lint.model.resource import Read, TextQuestions
from zoom_policy_lint.model.run import RuleSummary, Run, Source
from zoom_policy_lint.model.words import Check, Evidence, Level, Severity, Status
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.resolve.drift import AUDIT_LIMITS, Drift
from zoom_policy_lint.resolve.drift_words import drift_note
from zoom_policy_lint.ruleset import TextBody
from zoom_policy_lint.texts import normal_phrase

NOT_LOOKED_AT = (
    "what happened in past meetings",
    "webinars, instant meetings and personal rooms",
    "summaries by Zoom's AI kept outside recordings, and recordings in the trash or on people's own devices",
    "people who were invited to the account and have not accepted yet",
)
"""What no rule of this version reads."""


def needed_reads(policy: Policy, options: Options) -> frozenset[Read]:
    """What a pull must read for an evaluation with these options."""
    reads = Plan.of(policy, options, None).reads(policy, options.levels)
    by_group = (policy.parameters.get(STAFF_ONLY) or {}).get("groups")
    if by_group and any(endpoint(read.endpoint).level is Level.MEETING for read in reads):
        reads |= {Read("groups"), Read("groups.id.members")}
    return reads | scope_reads(pupil_scopes(policy.parameters), options.levels) if reads else reads


def needed_questions(policy: Policy) -> TextQuestions:
    """What a pull must look for in texts, since it does not keep them."""
    phrases: set[str] = set()
    for rule in (*policy.rules.values(), *policy.advisory.values()):
        if isinstance(rule.body, TextBody):
            own = policy.parameters[rule.body.phrases.name][rule.body.part]
            phrases.update(normal_phrase(phrase) for phrase in own)
    patterns = (policy.parameters.get(STAFF_ONLY) or {}).get("topics", ())
    return TextQuestions(tuple(sorted(phrases)), tuple(sorted(patterns)))


def judges_something(policy: Policy, options: Options) -> bool:
    """Whether anything is left to judge; a policy that wants statements only has no rules, and that is all right."""
    return not policy.rules or Plan.of(policy, options, None).judges_something(options.levels)


def evaluate(
    snapshot: SnapshotLike, policy: Policy, options: Options, observe: Callable[[Finding], object] | None = None
) -> Run:
    """Judge a snapshot by a policy. Pure: the same snapshot, policy and options give the same run, to the byte.

    `observe` is shown every finding that is not settled (failing, unknown, waiting or waived), as it comes.
    """
    plan = Plan.of(policy, options, frozenset(snapshot.header.reads))
    engine, counts = _Engine(snapshot, policy, options, plan), _Counts(policy, options, observe)
    gaps, drift = Gaps(), Drift(AUDIT_LIMITS)
    gaps.see_lists(snapshot.listings)
    counting = engine.new_pass(gaps, drift)
    for finding, times in engine.counted(counting):
        counts.add(finding, times)
    taken = datetime.fromisoformat(snapshot.header.taken_at).astimezone(UTC).date()
    too_old = (options.as_of - taken).days > options.max_age
    summary = counts.tally.summary(incomplete=too_old)
    return Run(
        tool_version=__version__,
        policy=policy.identity,
        source=Source(options.source or snapshot.header.source, snapshot.header.account_id, snapshot.header.taken_at),
        as_of=options.as_of,
        summary=summary,
        exit_code=summary.verdict.exit_code,
        clauses=counts.clauses.results(counts.reasons.sentences()),
        rules=_summaries(policy),
        rollups=counts.tally.rollups(),
        unread=tuple(_unread(gaps, plan, counting)),
        notes=tuple(map(counting.pupils.words, engine.notes(counting, drift, taken))),
        not_looked_at=NOT_LOOKED_AT,
        findings=engine.findings,
        unlocked=counts.tally.unlocked(),
        notice=policy.notice,
        sections=policy.sections,
        profiles=policy.profiles,
        registers=engine.registers(counts.settled, counting),
        deadlines={Severity(word): days for word, days in (policy.parameters.get("repair_days") or {}).items()},
        part=options.part,
        waivers_counted=options.waivers,
        too_old=too_old,
    )


def findings(snapshot: SnapshotLike, policy: Policy, options: Options) -> Iterator[Finding]:
    """Every finding of the run that `evaluate` makes, without what that counts: one pass in place of two."""
    plan = Plan.of(policy, options, frozenset(snapshot.header.reads))
    return _Engine(snapshot, policy, options, plan).findings()


_SETTLED = (Status.PASS, Status.NOT_APPLICABLE)


class _Counts:
    """Everything that is counted in one pass. `settled` are the clauses whose question settings answered."""

    def __init__(self, policy: Policy, options: Options, observe: Callable[[Finding], object] | None) -> None:
        self.clauses, self.reasons = ClauseTally(policy, options.as_of), ClauseReasons(policy)
        self.tally = Tally(policy, options.fail_on)
        self.settled: set[str] = set()
        self._observe = observe

    def add(self, finding: Finding, times: int) -> None:
        """Count a finding, or so many that differ in their resource only, and show it to the observer."""
        self.tally.add(finding, times)
        self.clauses.add(finding, times)
        self.reasons.add(finding)
        if finding.check is Check.ATTESTATION and finding.evidence is Evidence.MEASURED:
            self.settled.update(finding.clauses)
        if self._observe and finding.status not in _SETTLED:
            self._observe(finding)


class _Engine:
    """Runs the judges over the snapshot, as often as somebody asks."""

    def __init__(self, snapshot: SnapshotLike, policy: Policy, options: Options, plan: Plan) -> None:
        self._snapshot, self._policy, self._options, self._plan = snapshot, policy, options, plan
        waivers = policy.waivers if options.waivers else ()
        self.acceptance = Acceptance(waivers, options.baseline, options.as_of, policy.former)
        self.answers = Answers(policy, options.as_of)

    def new_pass(self, *watching: Watcher) -> Pass:
        """A pass that has not begun, which others may watch."""
        return Pass(self._snapshot, self._plan, self._policy, self._options, watching)

    def notes(self, counting: Pass, drift: Drift, taken: date) -> Iterator[str]:
        """What is said of the whole: `counting` and `drift` have seen all of it, which was read on the day `taken`."""
        yield from time_notes(taken, self._options)
        yield from meeting_notes(counting.meetings)
        yield from scope_notes(self._policy, counting.scopes)
        yield from question_notes(self._policy, self._snapshot.header)
        yield from plan_notes(self._plan, self._policy)
        yield from filter(None, [drift_note(drift.report(vanished=False))])
        yield from policy_notes(self._policy, self._options, self.acceptance, self.answers, taken, counting.failed)
        yield from counting.pupils.notes()

    def registers(self, settled: AbstractSet[str], counting: Pass) -> Registers:
        """The registers, after a whole pass."""
        used = self.acceptance.used if self._options.waivers else None
        seen = Seen(used, self.answers.used, counting.failed, settled)
        found = registers_of(self._policy, self._options.as_of, seen)
        words = counting.pupils.words
        return replace(found, waivers=tuple(replace(one, resource=words(one.resource)) for one in found.waivers))

    def findings(self) -> Iterator[Finding]:
        """Every finding in canonical order: resource by resource, then what needs the whole pass."""
        judging = self.new_pass()
        for finding in judging.findings(UserPanel.see):
            yield self._accepted(finding, judging)

    def counted(self, judging: Pass) -> Iterator[tuple[Finding, int]]:
        """The same findings for counting: what is settled about users comes once, with the number it stands for."""
        for finding in judging.findings(UserPanel.count):
            yield self._accepted(finding, judging), 1
        for finding, times in judging.panel.counted():
            yield judging.pupils.unnamed(finding), times

    def _accepted(self, finding: Finding, judging: Pass) -> Finding:
        counted = self.acceptance.apply(self.answers.apply(finding, judging.failed))
        if counted.status is Status.FAIL:
            judging.failed.add(counted.rule)
        return judging.pupils.unnamed(counted)


def _unread(gaps: Gaps, plan: Plan, counting: Pass) -> Iterator[UnreadEntry]:
    for one in gaps.entries({rule.id: rule for rule in plan.judged}):
        yield replace(one, resource=counting.pupils.words(one.resource))


def _summaries(policy: Policy) -> dict[str, RuleSummary]:
    """Every rule that a finding may name; a statement that is wanted counts as one, titled by its question."""
    found = {
        rule.id: RuleSummary(rule.id, rule.title, policy.severity(rule), rule.id in policy.advisory, rule.rationale)
        for rule in (*policy.rules.values(), *policy.advisory.values())
    }
    for wanted in policy.attest.values():
        id_ = attestation_id(wanted)
        found[id_] = RuleSummary(
            id_, wanted.question, ATTESTATION_SEVERITY, advisory=False, rationale="", by_role=wanted.by_role
        )
    return found
