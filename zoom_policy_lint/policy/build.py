"""From the joined data of policy files to a Policy."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from zoom_policy_lint.model.run import PolicyIdentity
from zoom_policy_lint.model.words import Check, Kind, Level, Severity, Status
from zoom_policy_lint.policy.by_rule import by_rule, canonical
from zoom_policy_lint.policy.dates import parse_date
from zoom_policy_lint.policy.evidence import evidence_of
from zoom_policy_lint.policy.files import Chain
from zoom_policy_lint.policy.lessened import lessened
from zoom_policy_lint.policy.merge import Merged
from zoom_policy_lint.policy.origin import Source
from zoom_policy_lint.policy.overruled import overruled
from zoom_policy_lint.policy.parameters import missing_parameters
from zoom_policy_lint.policy.policy import Attest, Attestation, Clause, Policy, Waiver
from zoom_policy_lint.policy.registers import Register
from zoom_policy_lint.policy.scopes import scopes_of
from zoom_policy_lint.policy.settled import settled_of
from zoom_policy_lint.policy.statements import Entry
from zoom_policy_lint.policy.tables import conflict_of, own_rule
from zoom_policy_lint.policy.words import words_hash
from zoom_policy_lint.ruleset import Rule, RuleSet


def policy_of(
    chain: Chain, merged: Merged, rules: RuleSet, registers: Mapping[str, Register], source: Source | None
) -> Policy:
    """The policy that files say which have no problem."""
    data, policies = merged.data, chain.policies
    parameters = data.get("parameters", {})
    clauses = tuple(_clause(clause, merged, rules) for clause in merged.clauses.values())
    texts = dict(by_rule(policies, "texts", rules))
    named = {rule.id: rule for name in merged.rule_names() if (rule := rules.get(name))}
    locks = dict(by_rule(policies, "locks", rules))
    disputed = overruled(policies)
    used = {id_: own_rule(rule, texts.get(id_, {}), locks.get(id_)) for id_, rule in named.items()}
    return Policy(
        identity=PolicyIdentity(data["id"], data["title"], data["version"], chain.sha256()),
        parameters=parameters,
        clauses=clauses,
        attest={name: _attest(entry, rules) for name, entry in merged.attest.items()},
        attestations=tuple(_attestation(entry) for one in policies for entry in one.entries["attestations"]),
        waivers=tuple(_waiver(entry, rules) for entry in merged.waivers),
        severities={name: Severity(word) for name, word in by_rule(policies, "severities", rules)},
        off=dict(by_rule(policies, "off", rules)),
        rules=dict(sorted(used.items())),
        advisory={one.id: one for one in _advisory(rules, used, data) if not missing_parameters(one, parameters)},
        unused=tuple(_unused(chain, parameters, rules)),
        training=registers.get("training_register"),
        consent=registers.get("consent_register"),
        scopes=scopes_of(data.get("scopes", {}), lambda name: canonical(name, rules)),
        source=source,
        weaker=merged.ever.more_than(merged.clauses, merged.attest),
        overruled=disputed,
        lessened=lessened(chain, rules, frozenset(one.name for one in disputed)),
        idle=tuple(sorted(one.id for one in rules if _is_idle(one, chain, used))),
        reworded=tuple(one.id for one in clauses if one.words and one.words != words_hash(one.text)),
        notice=" ".join(data.get("notice", "").split()),
        sections=data.get("sections", {}),
        profiles=data.get("profiles", {}),
    )


def _advisory(rules: RuleSet, used: Mapping[str, Rule], data: Mapping[str, Any]) -> Iterator[Rule]:
    """The recommended rules that no clause makes an obligation, unless the policy wants no advice."""
    return (rule for rule in rules if rule.advisory and rule.id not in used and data.get("recommended", True))


def _is_idle(rule: Rule, chain: Chain, used: Mapping[str, Rule]) -> bool:
    """Whether it stands in a folder of the policy's own and no clause names it."""
    own = {folder.resolve() for folder in chain.folders}
    return rule.id not in used and not rule.advisory and Path(rule.file).resolve().parent in own


_READ_ELSEWHERE = frozenset({"staff_only_meetings", "recording_lookback_months", "pupil_accounts", "repair_days"})
"""Parameters that decide what is judged, read or reported, whatever the rules say."""


def _unused(chain: Chain, parameters: Mapping[str, Any], rules: RuleSet) -> Iterator[str]:
    """Parameters that a policy sets otherwise than all those at its roots, and that nothing reads."""
    roots = [document.data.get("parameters", {}) for document in chain.roots]
    read = _READ_ELSEWHERE.union(*(rule.uses() for rule in rules))
    differ = (name for name in sorted(parameters) if all(parameters[name] != root.get(name) for root in roots))
    return (name for name in differ if name not in read)


def _clause(data: Mapping[str, Any], merged: Merged, rules: RuleSet) -> Clause:
    names = tuple(dict.fromkeys(canonical(name, rules) for name in data.get("rules", ())))
    found = [rule for name in names if (rule := rules.get(name))]
    judged = [rule.kind_at(level) for rule in found for level in rule.levels]
    attested = [Kind.ATTESTATION] if data["id"] in merged.attest else []
    wants = [Kind(kind) for kind in data.get("wants", judged)]
    return Clause(
        id=data["id"],
        text=" ".join(data["text"].split()),
        wants=tuple(dict.fromkeys([*wants, *attested])),
        rules=names,
        parts=tuple(data.get("parts", ())),
        limits=" ".join(data.get("limits", "").split()),
        words=data.get("words", ""),
        section=data.get("section", ""),
        profile=data.get("profile", ""),
        conflict=conflict_of(data.get("conflict")),
        scope=data.get("scope", ""),
    )


def _attest(data: Mapping[str, Any], rules: RuleSet) -> Attest:
    return Attest(
        clause=data["clause"],
        question=" ".join(data["question"].split()),
        by_role=data.get("by_role", ""),
        every_months=data.get("every_months"),
        contradicted_by=tuple(canonical(name, rules) for name in data.get("contradicted_by", ())),
        register=data.get("register"),
        settled=settled_of(data.get("settled_by")),
    )


def _attestation(entry: Entry) -> Attestation:
    data, evidence = entry.data, evidence_of(entry)
    return Attestation(
        clause=data["clause"],
        statement=data["statement"],
        by_name=data["by"]["name"],
        by_role=data["by"]["role"],
        on=_day(data["on"]),
        valid_until=_day(data["valid_until"]),
        findings=tuple(data.get("findings", ())),
        evidence=evidence.text,
        evidence_sha256=evidence.sha256,
        evidence_changed=evidence.changed,
        evidence_missing=evidence.missing,
    )


def _waiver(data: Mapping[str, Any], rules: RuleSet) -> Waiver:
    resource = data["resource"] if isinstance(data["resource"], dict) else {"account": "account"}
    ((level, name),) = resource.items()
    return Waiver(
        rule=canonical(data["rule"], rules),
        level=Level(level),
        resource=str(name),
        reason=data["reason"],
        approver=data["approver"],
        start=_day(data["from"]) if "from" in data else date.min,
        expires=_day(data["expires"]),
        check=Check(data["check"]) if "check" in data else None,
        status=Status(data["status"]) if "status" in data else None,
    )


def _day(text: str) -> date:
    day = parse_date(text)
    if day is None:
        raise ValueError(text)
    return day
