"""What no schema can see in a policy: clauses that nothing answers, dates that are none, names that lead nowhere."""

from collections.abc import Iterator

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.check_conflicts import conflict_problems
from zoom_policy_lint.policy.check_names import (
    Place,
    clause_problems,
    contradiction_problems,
    idle_problems,
    rule_problems,
)
from zoom_policy_lint.policy.check_parents import OF_ITS_OWN, parents_problems
from zoom_policy_lint.policy.dates import parse_date
from zoom_policy_lint.policy.files import Chain, PolicyFile
from zoom_policy_lint.policy.merge import Merged
from zoom_policy_lint.policy.parameters import parameter_problems
from zoom_policy_lint.policy.scope_parameters import scope_parameter_problems
from zoom_policy_lint.policy.scopes import clause_scope_problems, scope_problems
from zoom_policy_lint.policy.settled import settled_problems, settled_scope_problems
from zoom_policy_lint.policy.tables import lock_problems, table_problems
from zoom_policy_lint.ruleset import RuleSet
from zoom_policy_lint.ruleset.shipped import default_policy
from zoom_policy_lint.ruleset.source import Document


def policy_problems(chain: Chain, merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Every problem of the joined policy, each at its place in the file that wrote it.

    Where the chain is not whole, only what can be told of each file by itself.
    """
    complete = chain.whole and rules.complete and "rule_folders" not in chain.broken
    for policy in chain.policies:
        yield from rule_problems(policy, rules, complete=complete)
        yield from _dates(policy)
        yield from _repeated_clauses(policy)
        yield from settled_problems(policy)
        yield from lock_problems(policy, rules)
    if chain.whole:
        yield from _joined(chain, merged, rules)


def _joined(chain: Chain, merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    for policy in chain.policies:
        yield from clause_problems(policy, merged)
        yield from contradiction_problems(policy, merged, rules)
        yield from table_problems(policy, merged)
        yield from settled_scope_problems(policy, merged)
        yield from conflict_problems(policy, merged)
    last = chain.documents[-1]
    yield from _clauses(last, merged, asked_whole="attest" not in chain.broken)
    yield from _unwanted_rules(chain, merged, rules)
    yield from _identity(last, chain.given)
    yield from parents_problems(chain)
    yield from _circles(merged)
    yield from _alike(merged)
    yield from idle_problems(chain, merged, rules)
    named = {clause.get("scope", "") for one in chain.documents for clause in one.data.get("clauses", ())}
    yield from scope_problems(chain.documents, rules, named)
    yield from clause_scope_problems(chain.documents, merged, rules)
    yield from scope_parameter_problems(chain.documents, merged.data, rules)
    yield from parameter_problems(chain.documents, merged, rules, merged.rule_names())


def _repeated_clauses(policy: PolicyFile) -> Iterator[Problem]:
    clauses = enumerate(policy.document.data.get("clauses", ()))
    places: list[Place] = [(policy.document, ("clauses", index, "id"), clause["id"]) for index, clause in clauses]
    places += [(one.document, (*one.path, "clause"), one.data["clause"]) for one in policy.entries["attest"]]
    seen: set[tuple[str | int, str]] = set()
    for document, path, name in places:
        if (path[0], name) in seen:
            yield document.problem(path, f"the clause “{name}” stands here twice", "join the two")
        seen.add((path[0], name))


def _alike(merged: Merged) -> Iterator[Problem]:
    """Clauses whose ids differ in nothing but capitals: findings on their questions could not be told apart."""
    first: dict[str, str] = {}
    for name in merged.clauses:
        other = first.setdefault(name.casefold(), name)
        if other != name:
            document, index = merged.clause_places[name]
            message = f"the clauses “{other}” and “{name}” differ in nothing but capitals"
            yield document.problem(["clauses", index, "id"], message, "give one of them another id")


_NO_CIRCLE = "take it out of its own parts, and out of theirs"


def _circles(merged: Merged) -> Iterator[Problem]:
    """Clauses that are a part of themselves, directly or through their parts."""
    for name in merged.clauses:
        below, waiting = set[str](), [name]
        while waiting:
            parts = set(merged.clauses.get(waiting.pop(), {}).get("parts", ())) - below
            below |= parts
            waiting += parts
        if name in below:
            document, index = merged.clause_places[name]
            yield document.problem(["clauses", index, "parts"], f"the clause “{name}” is a part of itself", _NO_CIRCLE)


def _clauses(last: Document, merged: Merged, *, asked_whole: bool) -> Iterator[Problem]:
    if not merged.clauses:
        hint = f"write “extends: {default_policy()}”, or clauses of your own"
        yield last.problem([], "a policy has at least one clause", hint)
    for name, clause in merged.clauses.items():
        document, index = merged.clause_places[name]
        if not clause.get("text"):
            hint = "write “text” with its words; or, where a clause of the policy below is meant, its id"
            yield document.problem(["clauses", index], f"the clause “{name}” has no “text”", hint)
        if not clause.get("rules") and not clause.get("parts") and name not in merged.attest and asked_whole:
            message = f"nothing answers the clause “{name}”: it names no rule, and no attestation is wanted for it"
            yield document.problem(["clauses", index], message, "add “rules”, or an entry under “attest”")


def _unwanted_rules(chain: Chain, merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Rules that give none of the kinds of evidence that their clause wants, where the later of the two was said."""
    order = {document.file: index for index, document in enumerate(chain.documents)}
    for name, clause in merged.clauses.items():
        for rule in filter(None, map(rules.get, clause["rules"])):
            if rule.kinds.isdisjoint(clause.get("wants", rule.kinds)):
                kinds = " or ".join(sorted(rule.kinds))
                places = [place for one in (rule.id, *rule.aliases) if (place := merged.rule_places.get((name, one)))]
                document, path = max([merged.wants_places[name], *places], key=lambda place: order[place[0].file])
                message = f"the clause “{name}” has rules of kind {kinds}, which it does not want"
                yield document.problem(path, message, f"add {kinds} to “wants”, or take the rule “{rule.id}” out")


_NEEDED = {**OF_ITS_OWN, "language": "write “language: 1”"}


def _identity(last: Document, given: frozenset[str]) -> Iterator[Problem]:
    for key, hint in _NEEDED.items():
        if key not in given:
            yield last.problem([], f"“{key}” is missing", hint)


def _dates(policy: PolicyFile) -> Iterator[Problem]:
    for part, first, last in (("attestations", "on", "valid_until"), ("waivers", "from", "expires")):
        for entry in policy.entries[part]:
            for key in (first, last):
                if key in entry.data and parse_date(entry.data[key]) is None:
                    message = f"{entry.data[key]} is not a day of the calendar"
                    yield entry.problem([key], message, "write a date as 2026-09-03")
            start, end = (parse_date(entry.data.get(key)) for key in (first, last))
            if start and end and end < start:
                yield entry.problem([last], f"“{last}” is before “{first}”", "swap them, or correct one")
