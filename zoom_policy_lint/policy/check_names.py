"""Names in a policy that lead nowhere: rules and clauses that do not exist, or that nothing can do anything with."""

from collections.abc import Iterable, Iterator, Mapping

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.policy.files import Chain, PolicyFile
from zoom_policy_lint.policy.merge import Merged, merge
from zoom_policy_lint.policy.statements import Entry
from zoom_policy_lint.ruleset import RuleSet
from zoom_policy_lint.ruleset.source import Document
from zoom_policy_lint.ruleset.structure import nearest

Place = tuple[Document, tuple[str | int, ...], str]
"""A name, and where it stands."""


def rule_problems(policy: PolicyFile, rules: RuleSet, *, complete: bool) -> Iterator[Problem]:
    """Rules that are named and do not exist; told only where all rules were read."""
    for document, path, name in (*_rules_named(policy.document), *_rules_of(policy.entries)):
        if complete and rules.get(name) is None and name not in rules.broken:
            yield document.problem(path, f"there is no rule “{name}”", nearest(name, list(rules.rules)))


def _rules_named(document: Document) -> Iterator[Place]:
    for index, clause in enumerate(document.data.get("clauses", ())):
        for key in ("rules", "add_rules"):
            for at, name in enumerate(clause.get(key, ())):
                yield document, ("clauses", index, key, at), name
    for scope, data in document.data.get("scopes", {}).items():
        for at, name in enumerate(data.get("rules", ())):
            yield document, ("scopes", scope, "rules", at), name
    for part in ("severities", "locks", "off", "texts"):
        yield from ((document, (part, name), name) for name in document.data.get(part, {}))


def _rules_of(entries: Mapping[str, Iterable[Entry]]) -> Iterator[Place]:
    for entry in entries["attest"]:
        for at, name in enumerate(entry.data.get("contradicted_by", ())):
            yield entry.document, (*entry.path, "contradicted_by", at), name
    for entry in entries["waivers"]:
        yield entry.document, (*entry.path, "rule"), entry.data["rule"]


def clause_problems(policy: PolicyFile, merged: Merged) -> Iterator[Problem]:
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


def contradiction_problems(policy: PolicyFile, merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Rules that should void a statement and are judged under no clause: they would never do it."""
    judged = _ids(merged.rule_names(), rules)
    for entry in policy.entries["attest"]:
        for at, name in enumerate(entry.data.get("contradicted_by", ())):
            rule = rules.get(name)
            if rule is not None and rule.id not in judged:
                message = f"no clause names the rule “{name}”, so it is never judged and can contradict nothing"
                yield entry.problem(["contradicted_by", at], message, "name the rule in a clause, or take it out here")


_IDLE = {
    "texts": "its words are never read",
    "severities": "its severity changes nothing",
    "off": "there is nothing to switch off",
}


def idle_problems(chain: Chain, merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Severities of rules, rules switched off and rules of scopes that no clause names: nobody would ever notice.

    A child may leave out a rule of which its parent says such things. A recommended rule is judged without any clause.
    """
    final = _ids(merged.rule_names(), rules)
    for policy in chain.policies:
        used = final | _ids(merge(chain.up_to(policy)).rule_names(), rules)
        for document, path, name in _rules_named(policy.document):
            rule = rules.get(name)
            if path[0] != "clauses" and rule is not None and not rule.advisory and rule.id not in used:
                why = _IDLE.get(str(path[0]), "it is judged for nobody")
                message = f"no clause names the rule “{name}”, so {why}"
                yield document.problem(path, message, "name the rule in a clause, or take it out here")


def _ids(names: Iterable[str], rules: RuleSet) -> set[str]:
    """The present ids of rules."""
    return {rule.id for name in names if (rule := rules.get(name))}
