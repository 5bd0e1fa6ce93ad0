"""Sentences about a run as a whole."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date

from zoom_policy_lint.accept.remarks import baseline_remarks
from zoom_policy_lint.evaluate.accept import Acceptance, Answers
from zoom_policy_lint.evaluate.accept_notes import attestation_notes, waiver_notes
from zoom_policy_lint.evaluate.meetings import MeetingBook, Standing
from zoom_policy_lint.evaluate.one_pass import STAFF_ONLY
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.plan import Plan
from zoom_policy_lint.evaluate.scopes import ScopeBook
from zoom_policy_lint.model.resource import Header
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.policy.notes import reworded_note, weaker_notes


def meeting_notes(meetings: MeetingBook) -> Iterable[str]:
    """How many meetings the rules for pupils leave out, and why."""
    left_out = meetings.counts[Standing.STAFF_ONLY]
    if left_out:
        were = "1 meeting was" if left_out == 1 else f"{left_out} meetings were"
        yield f"{were} left out of the rules for pupils: the policy says that only staff attend ({STAFF_ONLY})."


def scope_notes(policy: Policy, scopes: ScopeBook) -> Iterable[str]:
    """How many people each scope holds, and which of those that it leaves out were not found."""
    for scope in policy.scopes:
        count = scopes.people[scope.id]
        people = "1 active user is" if count == 1 else f"{count} active users are"
        named = f"; these rules are judged for them only: {', '.join(scope.rules)}" if scope.rules else ""
        doubtful = scopes.doubtful[scope.id]
        unsure = f"; of {doubtful} more it is not known" if doubtful else ""
        yield f"{people} in the scope {scope.describe()}{unsure}{named}."
        if scope.others and (missing := scopes.not_found(scope.others)):
            names = ", ".join(name for _, name in missing)
            yield f"The scope “{scope.id}” leaves out people who were not found: {names}."


def question_notes(policy: Policy, header: Header) -> Iterable[str]:
    """Which patterns of titles were not looked for: the snapshot does not hold the titles themselves."""
    wanted = set((policy.parameters.get(STAFF_ONLY) or {}).get("topics", ()))
    missing = sorted(wanted - set(header.questions.patterns)) if Level.MEETING in header.levels else []
    if missing:
        named = ", ".join(f"“{pattern}”" for pattern in missing)
        yield (
            f"Titles were not searched for {named} ({STAFF_ONLY}) when the account was read, so no meeting is left out "
            "by that; pull again with this policy."
        )


def time_notes(taken: date, options: Options) -> Iterable[str]:
    """Whether the snapshot is too old, or from later than the day on which it is judged."""
    days = (options.as_of - taken).days
    if days > options.max_age:
        yield (
            f"The snapshot is {days} days old; more than {options.max_age} days are too old for a verdict (--max-age)."
        )
    if days < 0:
        yield f"The snapshot was taken on {taken}, after the day on which it is judged ({options.as_of})."


def plan_notes(plan: Plan, policy: Policy) -> Iterable[str]:
    """What of the policy makes no difference, and how many recommended rules were not looked at."""
    yield from (f"No rule uses the parameter {name} yet; setting it changes nothing." for name in policy.unused)
    yield from weaker_notes(policy)
    yield from filter(None, [reworded_note(policy)])
    skipped = len(policy.advisory) - sum(rule.id in plan.advisory for rule in plan.judged)
    if skipped:
        rules = "1 recommended rule was" if skipped == 1 else f"{skipped} recommended rules were"
        yield f"{rules} not looked at; --recommended reads what they need."


def policy_notes(
    policy: Policy,
    options: Options,
    acceptance: Acceptance,
    answers: Answers,
    taken: date,
    failed: AbstractSet[str] = frozenset(),
) -> Iterable[str]:
    """What is wrong with waivers and statements today, and which lines of a register cannot be used."""
    if options.waivers:
        yield from waiver_notes(policy.waivers, acceptance.used, options.as_of)
    yield from attestation_notes(policy, options.as_of, answers.used, failed)
    yield from _baseline_notes(policy, options, acceptance)
    if policy.training is not None:
        yield from policy.training.notes(taken)


def _baseline_notes(policy: Policy, options: Options, acceptance: Acceptance) -> Iterable[str]:
    """What of the baseline does not accept what it says; how much was not met with, where everything was judged."""
    rules = {*policy.rules, *policy.advisory, *policy.former}
    yield from baseline_remarks(options.baseline, policy.identity.id, rules, acceptance.refused)
    met = acceptance.known | {one.fingerprint for one in acceptance.refused}
    idle = len(options.baseline.known.keys() - met)
    if idle and not options.part:
        entries = "1 entry of the baseline was" if idle == 1 else f"{idle} entries of the baseline were"
        yield f"{entries} not needed; “zoom-policy-lint baseline FILE” takes out what no longer fails."
