"""All checks on all rules."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zoom_policy_lint.lint.mutants import untried
from zoom_policy_lint.lint.registry import ACCEPTABLE, CHECKS
from zoom_policy_lint.lint.subject import Library, LintFinding, Subject
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule
from zoom_policy_lint.ruleset.source import Document
from zoom_policy_lint.ruleset.structure import nearest

ACCEPTED_FOR_NOTHING = "accepted-for-nothing"

_FEWEST_WORDS = 4
"""Words of a reason that says something."""


@dataclass(frozen=True, slots=True)
class LintRun:
    """What was found, sorted by place, and how much was looked at.

    `untried` are parts of rules that are no conditions and are never changed, with the number of rules that have them.
    """

    findings: tuple[LintFinding, ...]
    rules: int
    conditions: int
    mutants: int
    survivors: int
    untried: Mapping[str, int]


def library_of(
    policy: Policy, rules: Iterable[Rule], others: Iterable[Policy] = (), homes: Mapping[str, Policy] | None = None
) -> Library:
    """What the checks know of the rules around one: all at hand, the policy, and `others` that may use them too."""
    in_use = [rule for rule in policy.rules.values() if rule.id not in policy.off]
    return Library(
        policy=policy,
        in_use=(*in_use, *policy.advisory.values()),
        named=frozenset(name for one in (policy, *others) for name in _named(one)),
        titles={rule.id: rule.title for rule in rules},
        homes=homes or {},
    )


def lint(documents: Iterable[tuple[Rule, Document]], library: Library) -> LintRun:
    """Every check on each of these rules, which come with the files that they stand in."""
    subjects = [Subject(rule, document, library) for rule, document in documents]
    findings = [finding for subject in subjects for finding in _lint(subject)]
    proofs = [subject.proof for subject in subjects]
    parts = Counter(part for subject in subjects if (part := untried(subject.rule.body)))
    return LintRun(
        findings=tuple(sorted(findings)),
        rules=len(subjects),
        conditions=sum(proof.conditions for proof in proofs),
        mutants=sum(proof.mutants for proof in proofs),
        survivors=sum(len(proof.survivors) for proof in proofs),
        untried=dict(sorted(parts.items())),
    )


def _lint(subject: Subject) -> Iterator[LintFinding]:
    accepted = subject.rule.accepted
    for name, check in CHECKS.items():
        found = list(check(subject))
        yield from (finding for finding in found if not _excused(finding, accepted.get(name, "")))
        if name in accepted and not found:
            sentence = f"“{name}” is accepted here, but finds nothing in this rule"
            yield subject.found(ACCEPTED_FOR_NOTHING, ["accepted", name], sentence, "take it out of “accepted”")
    for name, reason in accepted.items():
        for sentence, hint in _not_acceptable(name, reason):
            yield subject.found(ACCEPTED_FOR_NOTHING, ["accepted", name], sentence, hint)


def _excused(finding: LintFinding, reason: str) -> bool:
    """Whether a reason accepts a finding: the check allows it, and it says what it has to say."""
    named = all(re.search(rf"\b{re.escape(name)}", reason, re.IGNORECASE) for name in finding.names)
    return finding.check in ACCEPTABLE and len(reason.split()) >= _FEWEST_WORDS and named


def _not_acceptable(name: str, reason: str) -> Iterator[tuple[str, str]]:
    """Why a check cannot be accepted with a reason, and what to do."""
    if name not in CHECKS:
        yield f"there is no check “{name}” to accept", nearest(name, sorted(ACCEPTABLE))
    elif name not in ACCEPTABLE:
        yield f"what “{name}” finds cannot be accepted", "take it out of “accepted”, and put right what is found"
    elif len(reason.split()) < _FEWEST_WORDS:
        yield f"the reason to accept “{name}” says too little", f"say in {_FEWEST_WORDS} words or more why it is right"


def _named(policy: Policy) -> Iterator[str]:
    """The rules that a policy names: in a clause, or as what contradicts a statement."""
    yield from (name for clause in policy.clauses for name in clause.rules)
    yield from (name for wanted in policy.attest.values() for name in wanted.contradicted_by)
