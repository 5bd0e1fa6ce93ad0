"""All checks on all rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zoom_policy_lint.lint.registry import CHECKS
from zoom_policy_lint.lint.subject import Library, LintFinding, Subject
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule
from zoom_policy_lint.ruleset.source import Document
from zoom_policy_lint.ruleset.structure import nearest

ACCEPTED_FOR_NOTHING = "accepted-for-nothing"


@dataclass(frozen=True, slots=True)
class LintRun:
    """What was found, sorted by place, and how much was looked at.

    `not_proven` are rules whose conditions could not be tried: the policy lacks the parameters named with them.
    """

    findings: tuple[LintFinding, ...]
    rules: int
    conditions: int
    mutants: int
    survivors: int
    not_proven: tuple[tuple[str, tuple[str, ...]], ...]


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
    proofs = [(subject.rule.id, subject.proof) for subject in subjects]
    return LintRun(
        findings=tuple(sorted(findings)),
        rules=len(subjects),
        conditions=sum(proof.conditions for _, proof in proofs),
        mutants=sum(proof.mutants for _, proof in proofs),
        survivors=sum(len(proof.survivors) for _, proof in proofs),
        not_proven=tuple((rule, proof.missing) for rule, proof in proofs if proof.missing),
    )


def _lint(subject: Subject) -> Iterator[LintFinding]:
    accepted = subject.rule.accepted
    for name, check in CHECKS.items():
        found = list(check(subject))
        if name not in accepted:
            yield from found
        elif not found:
            sentence = f"“{name}” is accepted here, but finds nothing in this rule"
            yield subject.found(ACCEPTED_FOR_NOTHING, ["accepted", name], sentence, "take it out of “accepted”")
    for name in accepted:
        if name not in CHECKS:
            sentence, hint = f"there is no check “{name}” to accept", nearest(name, list(CHECKS))
            yield subject.found(ACCEPTED_FOR_NOTHING, ["accepted", name], sentence, hint)


def _named(policy: Policy) -> Iterator[str]:
    """The rules that a policy names: in a clause, or as what contradicts a statement."""
    yield from (name for clause in policy.clauses for name in clause.rules)
    yield from (name for wanted in policy.attest.values() for name in wanted.contradicted_by)
