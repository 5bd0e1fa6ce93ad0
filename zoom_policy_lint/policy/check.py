"""What no schema can see in a policy: names that lead nowhere, clauses that nothing answers, dates that are none."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.files import Chain
from zoom_policy_lint.policy.merge import Merged
from zoom_policy_lint.ruleset import Rule, RuleSet
from zoom_policy_lint.ruleset.parameters import parameter_misfits
from zoom_policy_lint.ruleset.source import Document
from zoom_policy_lint.ruleset.structure import nearest


def policy_problems(chain: Chain, merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Every problem of the joined policy, each at its place in the file that wrote it."""
    documents = chain.documents
    for document in documents:
        yield from _names(document, rules)
        yield from _clause_references(document, merged)
        yield from _dates(document)
        yield from _repeated_clauses(document)
        yield from _contradictions(document, merged, rules)
    yield from _clauses(documents[-1], merged, rules)
    yield from _identity(documents[-1], chain.given)
    yield from _circles(merged)
    yield from _parameters(documents, merged, rules)


def rule_names(merged: Merged) -> tuple[str, ...]:
    """The rules that the policy's clauses name, each once."""
    return tuple(dict.fromkeys(name for clause in merged.clauses.values() for name in clause.get("rules", ())))


def _names(document: Document, rules: RuleSet) -> Iterator[Problem]:
    """Rules that are named and do not exist."""
    data = document.data
    places: list[tuple[tuple[str | int, ...], str]] = []
    for index, clause in enumerate(data.get("clauses", ())):
        places += [(("clauses", index, "rules", at), name) for at, name in enumerate(clause.get("rules", ()))]
    for index, entry in enumerate(data.get("attest", ())):
        names = enumerate(entry.get("contradicted_by", ()))
        places += [(("attest", index, "contradicted_by", at), name) for at, name in names]
    places += [(("waivers", index, "rule"), waiver["rule"]) for index, waiver in enumerate(data.get("waivers", ()))]
    places += [((part, name), name) for part in ("severities", "off") for name in data.get(part, {})]
    for path, name in places:
        rule = rules.get(name)
        if rule is None and name in rules.broken:
            continue
        if rule is None:
            yield document.problem(path, f"there is no rule “{name}”", nearest(name, list(rules.rules)))
        elif path[0] == "clauses" and rule.advisory:
            yield document.problem(path, f"the rule “{name}” is advisory (group: recommended) and answers no clause")


def _clause_references(document: Document, merged: Merged) -> Iterator[Problem]:
    """Clauses that are named and do not exist."""
    places: list[tuple[tuple[str | int, ...], str]] = []
    for part in ("attest", "attestations"):
        entries = enumerate(document.data.get(part, ()))
        places += [((part, index, "clause"), entry["clause"]) for index, entry in entries]
    for index, clause in enumerate(document.data.get("clauses", ())):
        places += [(("clauses", index, "parts", at), name) for at, name in enumerate(clause.get("parts", ()))]
    for path, name in places:
        if name not in merged.clauses:
            yield document.problem(path, f"there is no clause “{name}”", nearest(name, list(merged.clauses)))


def _repeated_clauses(document: Document) -> Iterator[Problem]:
    for part, key in (("clauses", "id"), ("attest", "clause")):
        seen: set[str] = set()
        for index, entry in enumerate(document.data.get(part, ())):
            if entry[key] in seen:
                yield document.problem([part, index, key], f"the clause “{entry[key]}” stands here twice")
            seen.add(entry[key])


def _contradictions(document: Document, merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Rules that should void a statement and are judged under no clause: they would never do it."""
    judged = {rule.id for name in rule_names(merged) if (rule := rules.get(name))}
    for index, entry in enumerate(document.data.get("attest", ())):
        for at, name in enumerate(entry.get("contradicted_by", ())):
            rule = rules.get(name)
            if rule is not None and rule.id not in judged:
                message = f"no clause names the rule “{name}”, so it is never judged and can contradict nothing"
                yield document.problem(["attest", index, "contradicted_by", at], message)


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


def _clauses(last: Document, merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    if not merged.clauses:
        yield last.problem([], "a policy has at least one clause", "write “extends: st_joseph”, or clauses of your own")
    for name, clause in merged.clauses.items():
        document, index = merged.clause_places[name]
        if not clause.get("text"):
            yield document.problem(["clauses", index], f"the clause “{name}” has no “text”")
        if not clause.get("rules") and not clause.get("parts") and name not in merged.attest:
            message = f"nothing answers the clause “{name}”: it names no rule, and no attestation is wanted for it"
            yield document.problem(["clauses", index], message, "add “rules”, or an entry under “attest”")
        kinds = {rule.kind for rule_name in clause.get("rules", ()) if (rule := rules.get(rule_name))}
        for kind in sorted(kinds - set(clause.get("wants", kinds))):
            message = f"the clause “{name}” has rules of kind {kind}, which it does not want"
            yield document.problem(["clauses", index, "wants"], message, f"add {kind} to “wants”")


def _identity(last: Document, given: frozenset[str]) -> Iterator[Problem]:
    for key in ("id", "title", "version"):
        if key not in given:
            yield last.problem([], f"“{key}” is missing")
    if "language" not in given:
        yield last.problem([], "“language” is missing", "write “language: 1”")


def _parameters(documents: tuple[Document, ...], merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Parameters that a rule needs and that are not given, or with which its conditions make no sense."""
    given = merged.data.get("parameters", {})
    advisory = [rule.id for rule in rules if rule.advisory and not missing_parameters(rule, given)]
    for name in (*rule_names(merged), *advisory):
        rule = rules.get(name)
        missing = missing_parameters(rule, given) if rule else []
        for parameter in missing:
            message = f"the rule “{name}” needs the parameter “{parameter}”, which the policy does not give"
            yield documents[-1].problem(["parameters"], message)
        for parameter, sentence in parameter_misfits(rule, given) if rule and not missing else ():
            giver = next(one for one in reversed(documents) if parameter in one.data.get("parameters", {}))
            yield giver.problem(["parameters", parameter], f"does not suit the rule “{name}”: {sentence}")


def missing_parameters(rule: Rule, given: Mapping[str, Any]) -> list[str]:
    """The parameters that a rule needs and a policy does not give, sorted."""
    return sorted(name for name in rule.parameters() if given.get(name) is None)


def _dates(document: Document) -> Iterator[Problem]:
    for part, first, last in (("attestations", "on", "valid_until"), ("waivers", "from", "expires")):
        for index, entry in enumerate(document.data.get(part, ())):
            for key in (first, last):
                if key in entry and parse_date(entry[key]) is None:
                    yield document.problem([part, index, key], f"{entry[key]} is not a day of the calendar")
            start, end = (parse_date(entry.get(key)) for key in (first, last))
            if start and end and end < start:
                yield document.problem([part, index, last], f"“{last}” is before “{first}”")


def parse_date(text: Any) -> date | None:
    """A date written as 2026-09-03, or None."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
