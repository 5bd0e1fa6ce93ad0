"""What no schema can see in a policy: names that lead nowhere, clauses that nothing answers, dates that are none."""

from collections.abc import Iterable, Iterator, Mapping

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.dates import parse_date
from zoom_policy_lint.policy.files import Chain, PolicyFile
from zoom_policy_lint.policy.merge import Merged
from zoom_policy_lint.policy.parameters import parameter_problems
from zoom_policy_lint.policy.scopes import scope_problems
from zoom_policy_lint.policy.statements import Entry
from zoom_policy_lint.ruleset import RuleSet
from zoom_policy_lint.ruleset.source import Document
from zoom_policy_lint.ruleset.structure import nearest

Place = tuple[Document, tuple[str | int, ...], str]
"""A name, and where it stands."""


def policy_problems(chain: Chain, merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Every problem of the joined policy, each at its place in the file that wrote it."""
    for policy in chain.policies:
        yield from _rules(policy, rules)
        yield from _clause_references(policy, merged)
        yield from _dates(policy)
        yield from _repeated_clauses(policy)
        yield from _contradictions(policy, merged, rules)
    last = chain.documents[-1]
    yield from _clauses(last, merged, rules, asked_whole="attest" not in chain.broken)
    yield from _identity(last, chain.given)
    yield from _circles(merged)
    yield from scope_problems(chain.documents, rules)
    yield from parameter_problems(chain.documents, merged, rules, rule_names(merged))


def rule_names(merged: Merged) -> tuple[str, ...]:
    """The rules that the policy's clauses name, each once."""
    return tuple(dict.fromkeys(name for clause in merged.clauses.values() for name in clause.get("rules", ())))


def _rules(policy: PolicyFile, rules: RuleSet) -> Iterator[Problem]:
    """Rules that are named and do not exist."""
    for document, path, name in (*_rules_named(policy.document), *_rules_of(policy.entries)):
        rule = rules.get(name)
        if rule is None and name not in rules.broken:
            yield document.problem(path, f"there is no rule “{name}”", nearest(name, list(rules.rules)))
        elif rule is not None and path[0] == "clauses" and rule.advisory:
            yield document.problem(path, f"the rule “{name}” is advisory (group: recommended) and answers no clause")


def _rules_named(document: Document) -> Iterator[Place]:
    for index, clause in enumerate(document.data.get("clauses", ())):
        for at, name in enumerate(clause.get("rules", ())):
            yield document, ("clauses", index, "rules", at), name
    for scope, data in document.data.get("scopes", {}).items():
        for at, name in enumerate(data.get("rules", ())):
            yield document, ("scopes", scope, "rules", at), name
    for part in ("severities", "off"):
        yield from ((document, (part, name), name) for name in document.data.get(part, {}))


def _rules_of(entries: Mapping[str, Iterable[Entry]]) -> Iterator[Place]:
    for entry in entries["attest"]:
        for at, name in enumerate(entry.data.get("contradicted_by", ())):
            yield entry.document, (*entry.path, "contradicted_by", at), name
    for entry in entries["waivers"]:
        yield entry.document, (*entry.path, "rule"), entry.data["rule"]


def _clause_references(policy: PolicyFile, merged: Merged) -> Iterator[Problem]:
    """Clauses that are named and do not exist."""
    places: list[Place] = [
        (entry.document, (*entry.path, "clause"), entry.data["clause"])
        for part in ("attest", "attestations")
        for entry in policy.entries[part]
    ]
    for index, clause in enumerate(policy.document.data.get("clauses", ())):
        parts = enumerate(clause.get("parts", ()))
        places += [(policy.document, ("clauses", index, "parts", at), name) for at, name in parts]
    for document, path, name in places:
        if name not in merged.clauses:
            yield document.problem(path, f"there is no clause “{name}”", nearest(name, list(merged.clauses)))


def _repeated_clauses(policy: PolicyFile) -> Iterator[Problem]:
    clauses = enumerate(policy.document.data.get("clauses", ()))
    places: list[Place] = [(policy.document, ("clauses", index, "id"), clause["id"]) for index, clause in clauses]
    places += [(one.document, (*one.path, "clause"), one.data["clause"]) for one in policy.entries["attest"]]
    seen: set[tuple[str | int, str]] = set()
    for document, path, name in places:
        if (path[0], name) in seen:
            yield document.problem(path, f"the clause “{name}” stands here twice")
        seen.add((path[0], name))


def _contradictions(policy: PolicyFile, merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Rules that should void a statement and are judged under no clause: they would never do it."""
    judged = {rule.id for name in rule_names(merged) if (rule := rules.get(name))}
    for entry in policy.entries["attest"]:
        for at, name in enumerate(entry.data.get("contradicted_by", ())):
            rule = rules.get(name)
            if rule is not None and rule.id not in judged:
                message = f"no clause names the rule “{name}”, so it is never judged and can contradict nothing"
                yield entry.problem(["contradicted_by", at], message)


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
            yield document.problem(["clauses", index, "parts"], f"the clause “{name}” is a part of itself")


def _clauses(last: Document, merged: Merged, rules: RuleSet, *, asked_whole: bool) -> Iterator[Problem]:
    if not merged.clauses:
        yield last.problem([], "a policy has at least one clause", "write “extends: st_joseph”, or clauses of your own")
    for name, clause in merged.clauses.items():
        document, index = merged.clause_places[name]
        if not clause.get("text"):
            yield document.problem(["clauses", index], f"the clause “{name}” has no “text”")
        if not clause.get("rules") and not clause.get("parts") and name not in merged.attest and asked_whole:
            message = f"nothing answers the clause “{name}”: it names no rule, and no attestation is wanted for it"
            yield document.problem(["clauses", index], message, "add “rules”, or an entry under “attest”")
        for rule in filter(None, map(rules.get, clause.get("rules", ()))):
            if rule.kinds.isdisjoint(clause.get("wants", rule.kinds)):
                kinds = " or ".join(sorted(rule.kinds))
                message = f"the clause “{name}” has rules of kind {kinds}, which it does not want"
                yield document.problem(["clauses", index, "wants"], message, f"add {kinds} to “wants”")


def _identity(last: Document, given: frozenset[str]) -> Iterator[Problem]:
    for key in ("id", "title", "version"):
        if key not in given:
            yield last.problem([], f"“{key}” is missing")
    if "language" not in given:
        yield last.problem([], "“language” is missing", "write “language: 1”")


def _dates(policy: PolicyFile) -> Iterator[Problem]:
    for part, first, last in (("attestations", "on", "valid_until"), ("waivers", "from", "expires")):
        for entry in policy.entries[part]:
            for key in (first, last):
                if key in entry.data and parse_date(entry.data[key]) is None:
                    yield entry.problem([key], f"{entry.data[key]} is not a day of the calendar")
            start, end = (parse_date(entry.data.get(key)) for key in (first, last))
            if start and end and end < start:
                yield entry.problem([last], f"“{last}” is before “{first}”")
