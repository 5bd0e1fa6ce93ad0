"""Questions that wait for a person: who is asked, why nobody else can say it, and how the answer is given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, Kind, Status
from zoom_policy_lint.report.style import plural


@dataclass(frozen=True, slots=True)
class Question:
    """A question that waits for a person: clauses, who is asked, and why an earlier statement does not count.

    `because` is why Zoom does not answer it, `answer` how it is answered where a statement on the clause does not do.
    """

    clauses: tuple[str, ...]
    by_role: str
    question: str
    why: str
    because: str = ""
    answer: str = ""

    def first(self) -> str:
        """The clause under which it stands; empty where it answers none."""
        return self.clauses[0] if self.clauses else ""


def questions(run: Run, rollups: Iterable[RollUp]) -> tuple[Question, ...]:
    """In the order of the policy's clauses."""
    order = {clause.id: place for place, clause in enumerate(run.clauses)}
    found = [_question(run, rollup) for rollup in rollups if rollup.worst.status is Status.MANUAL]
    return tuple(sorted(found, key=lambda one: order.get(one.first(), len(order))))


def _question(run: Run, rollup: RollUp) -> Question:
    finding = rollup.worst
    rule = run.rules.get(finding.rule)
    if rollup.check is not Check.ATTESTATION or rule is None:
        each = f"For each of {plural(rollup.concerned, rollup.level.words)}: " if rollup.concerned > 1 else ""
        asked = f"{each}{finding.message}"
        return Question(finding.clauses, _role(run, finding.clauses), asked, "", answer=how_to_answer(finding))
    why = finding.message.removesuffix(rule.title).strip()
    why = "" if why.startswith("Waits for ") else why
    return Question(finding.clauses, rule.by_role, rule.title, why, because=why_a_person(finding, run))


def _role(run: Run, clauses: Iterable[str]) -> str:
    """Who is asked about a single finding: whoever the policy asks about one of its clauses."""
    wanted = set(clauses)
    statements = (one for one in run.rollups if one.check is Check.ATTESTATION and one.rule in run.rules)
    roles = (run.rules[one.rule].by_role for one in statements if not wanted.isdisjoint(one.worst.clauses))
    return next(filter(None, roles), "")


def why_a_person(finding: Finding, run: Run) -> str:
    """Why Zoom does not answer what a person is asked; empty where its clauses can be shown by other things, too."""
    if finding.status is not Status.MANUAL:
        return ""
    asked = (clause for clause in run.clauses if clause.id in finding.clauses)
    limits = (clause.limits for clause in asked if set(clause.kinds) == {Kind.ATTESTATION})
    return " ".join(dict.fromkeys(filter(None, limits)))


def how_to_answer(finding: Finding) -> str:
    """How to answer what is asked of a setting because the policy leaves a value empty; empty for other findings."""
    missing = list(dict.fromkeys(_parameters(finding.expected)))
    if finding.status is not Status.MANUAL or not missing:
        return ""
    return (
        f"Best give {' and '.join(missing)} under parameters of the policy. Or answer under attestations with "
        f"findings: [{finding.fingerprint}]; a statement on the clause alone does not answer it."
    )


def _parameters(expected: Any) -> Iterator[str]:
    """The parameters of the policy that a condition names."""
    if isinstance(expected, dict):
        if set(expected) == {"parameter"}:
            yield expected["parameter"]
        else:
            yield from (name for part in expected.values() for name in _parameters(part))
    elif isinstance(expected, list | tuple):
        yield from (name for part in expected for name in _parameters(part))
