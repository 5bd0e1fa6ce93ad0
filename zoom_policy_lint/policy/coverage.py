"""What answers each clause, kind by kind, and which questions still wait for a person on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zoom_policy_lint.model.words import Kind
from zoom_policy_lint.policy.policy import Attest, Clause, Policy
from zoom_policy_lint.ruleset import Rule


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the policy asks, and how it stands: `due` while nobody has answered it for that day."""

    wanted: Attest
    due: bool
    standing: str


@dataclass(frozen=True, slots=True)
class Row:
    """What judges one kind of evidence of a clause: rules (id and title) or a question, or nothing."""

    kind: Kind
    rules: tuple[tuple[str, str], ...]
    question: Question | None


def coverage_rows(policy: Policy, clause: Clause, as_of: date) -> Iterator[Row]:
    """Every kind that a clause wants, in the policy's order."""
    for kind in clause.wants:
        found = [policy.rules[name] for name in clause.rules if kind in policy.rules[name].kinds]
        wanted = policy.attest.get(clause.id) if kind is Kind.ATTESTATION else None
        rules = tuple((rule.id, _title(rule, policy)) for rule in found)
        yield Row(kind, rules, question(policy, wanted, as_of) if wanted else None)


def _title(rule: Rule, policy: Policy) -> str:
    """What a rule says, and where the policy keeps it from being judged for everybody."""
    if rule.id in policy.off:
        return f"{rule.title} (switched off: {policy.off[rule.id]})"
    people = " and ".join(f"“{scope.title}”" for scope in policy.scopes_of(rule.id))
    return f"{rule.title} (judged for {people} only)" if people else rule.title


def people_of_scopes(policy: Policy) -> Iterator[str]:
    """Who is meant by each scope of a policy."""
    return (f"“{scope.title}”: {scope.whom()}" for scope in policy.scopes)


def questions(policy: Policy, as_of: date) -> list[Question]:
    """The questions of a policy in the order of its clauses, those that a register answers included."""
    listed = [policy.attest[clause.id] for clause in policy.clauses if clause.id in policy.attest]
    return [question(policy, wanted, as_of) for wanted in listed]


def question(policy: Policy, wanted: Attest, as_of: date) -> Question:
    """How a question stands on a day, whatever the account shows."""
    register = policy.register_of(wanted)
    if register is not None:
        return Question(wanted, due=False, standing=f"the register {register.name} says it for them")
    statements = policy.answers(wanted.clause)
    holding = [one for one in statements if wanted.holds(one, as_of)]
    if holding:
        newest = max(holding, key=lambda one: (one.on, one.valid_until))
        until = wanted.last_day(newest).isoformat()
        return Question(wanted, due=False, standing=f"answered by {newest.by_name} until {until}")
    ended = [end for one in statements if (end := wanted.last_day(one)) < as_of]
    if ended:
        return Question(wanted, due=True, standing=f"ran out on {max(ended).isoformat()}")
    if any(one.on <= as_of and not wanted.accepts(one) for one in statements):
        return Question(wanted, due=True, standing="still to be attested (said by another role)")
    if statements:
        return Question(wanted, due=True, standing=f"does not count before {min(one.on for one in statements)}")
    return Question(wanted, due=True, standing="still to be attested")


def asked(wanted: Attest) -> str:
    """Who is asked, and how often."""
    who, months = wanted.by_role or "anybody", wanted.every_months
    often = "" if months is None else ", every month" if months == 1 else f", every {months} months"
    return who + often
