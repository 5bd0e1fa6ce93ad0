"""A page for every rule, and their indexes."""

from collections.abc import Iterable, Iterator
from typing import Any

from docs_pages.areas import area_of
from docs_pages.homes import Home, clauses_of, rules_at_home
from docs_pages.markdown import bullets, code, oneline, page, quoted, table
from docs_pages.rule_examples import examples
from docs_pages.rule_index import index_pages
from docs_pages.rule_levels import judging
from docs_pages.rule_rows_of_resources import demand
from docs_pages.rule_words import (
    KINDS,
    joined,
    of_field,
    of_setting,
    parameter_link,
    parameters_of,
    setting_link,
)
from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.policy import Clause, Policy
from zoom_policy_lint.policy.scopes import of_people
from zoom_policy_lint.ruleset import FieldBody, Rule, SettingBody, TextBody
from zoom_policy_lint.ruleset.demand import reads
from zoom_policy_lint.ruleset.structure import load_schema

_LONGEST_DEFAULT = 80
_RECOMMENDED = "Recommended (advisory): in no clause, verdict or exit code"


def rule_pages(all_homes: tuple[Home, ...]) -> Iterator[tuple[str, str]]:
    """Path below docs/ and text of every rule's page and of the indexes."""
    yield from index_pages(all_homes[0].policy)
    for rule, home in rules_at_home(all_homes):
        yield f"reference/rules/{rule.id}.md", _rule(rule, home, [one for one in all_homes if one is not home])


def _rule(rule: Rule, home: Home, others: Iterable[Home]) -> str:
    sections = (
        ("What must be so", _demand(rule)),
        ("Why", oneline(rule.rationale)),
        ("Whom it protects", _protects(rule)),
        ("How it is judged", judging(rule)),
        ("How to put it right", oneline(rule.remediation)),
        ("Clauses", _clauses(rule, home)),
        ("What it depends on", _depends(rule, home.policy)),
        ("What checks of rules may find in it", _accepted(rule)),
        ("Examples", f"Each is judged by `zoom-policy-lint rules test {rule.id}`.\n\n{examples(rule)}"),
        ("What is read", table(("endpoint", "granular scope"), sorted(set(_reads(rule))))),
        ("References", bullets(rule.references) or "None."),
    )
    parts = (f"## {title}\n\n{text}" for title, text in sections if text)
    return page(rule.title, _facts(rule, home, others), *parts)


def _facts(rule: Rule, home: Home, others: Iterable[Home]) -> str:
    facts = [
        f"Rule {code(rule.id)}" + (f", formerly {', '.join(map(code, rule.aliases))}" if rule.aliases else ""),
        f"Severity **{home.policy.severity(rule)}**",
        _place(rule, home),
        f"Clauses {asked}" if (asked := _asked(rule, home)) else _RECOMMENDED,
        f"Levels: {', '.join(rule.levels)}",
        *(f"In the policy [{one.id}]({one.place('rules')}): {own}" for one in others if (own := _asked(rule, one))),
    ]
    return " · ".join(facts)


def _place(rule: Rule, home: Home) -> str:
    """Where it stands among the others: in an area of the school's rules, or in another policy."""
    if not home.by_clause:
        return f"Policy [{home.policy.identity.title}]({home.place('rules')})"
    area = area_of(rule)
    return f"Area [{area.name}](../rules-by-area.md#{area.anchor})"


def _asked(rule: Rule, home: Home) -> str:
    return ", ".join(home.link(clause.id, "rules") for clause in clauses_of(home, rule))


def _demand(rule: Rule) -> str:
    """What must be so: the settings or fields, each with its condition in words and as the rule file writes it."""
    match rule.body:
        case SettingBody(settings=pairs):
            rows = [(setting_link(key), of_setting(one, key), quoted(one.as_data())) for key, one in pairs]
            return table(("setting", "must be", "in the rule file"), rows)
        case FieldBody(expect=pairs, level=level):
            rows = [(f"{level} {code(name)}", of_field(one, level, name), quoted(one.as_data())) for name, one in pairs]
            return table(("field", "must be", "in the rule file"), rows)
        case TextBody(part=part):
            return (
                f"{rule.title}. Capitals, line breaks, markup and word forms do not matter; a phrase of {code(part)} "
                "is never found across the end of a sentence. [More](../../explanation/meetings-and-texts.md)"
            )
        case body:
            return demand(body)


def _protects(rule: Rule) -> str:
    if not rule.protects:
        return ""
    first, *others = (f"the [{name}](../rules-by-whom-they-protect.md#{name})" for name in rule.protects)
    return f"First {first}, then {joined(others)}." if others else f"{first.replace('the', 'The', 1)}."


def _clauses(rule: Rule, home: Home) -> str:
    return "\n\n".join(
        f"{home.link(one.id, 'rules')}, {_kinds(rule, one)}:\n\n> {oneline(one.text)}{_pull(one)}"
        for one in clauses_of(home, rule)
    )


def _pull(clause: Clause) -> str:
    if clause.conflict is None:
        return ""
    return f"\n\nPulls against something else ({clause.conflict.strength}): {oneline(clause.conflict.because)}"


def _kinds(rule: Rule, clause: Clause) -> str:
    kinds = (f"{kind} ({KINDS[kind]})" for kind in clause.wants if kind in rule.kinds)
    return f"as evidence of the kind {joined(kinds)}"


def _depends(rule: Rule, policy: Policy) -> str:
    names = parameters_of(rule)
    known = load_schema("policy")["properties"]["parameters"]["properties"]
    rows = [(parameter_link(name), known[name]["description"], _default(rule, name, policy)) for name in names]
    parts = [table(("parameter of the policy", "meaning", f"value in `{policy.identity.id}`"), rows)] if rows else []
    return "\n\n".join([*parts, _scopes(rule)])


def _default(rule: Rule, name: str, policy: Policy) -> str:
    value: Any = policy.parameters.get(name)
    if isinstance(rule.body, TextBody) and isinstance(value, dict):
        value = value.get(rule.body.part)
    if isinstance(value, list) and len(quoted(value)) > _LONGEST_DEFAULT:
        return f"{len(value)} of them, the first of which is {quoted(value[0])}"
    return "none" if value in (None, [], {}) else quoted(value)


def _scopes(rule: Rule) -> str:
    how_to = "[scope](../../how-to/stand-on-another-policy.md#hold-staff-and-pupil-meetings-to-different-rules)"
    if not of_people(rule):
        return f"No {how_to} can limit it to some people, since it is not about single people."
    return f"A {how_to} of a policy can limit it to some people, with their meetings and recordings."


def _accepted(rule: Rule) -> str:
    rows = ((f"[{name}](../lint-checks.md#{name})", why) for name, why in sorted(rule.accepted.items()))
    return table(("check", "why it is right here"), rows) if rule.accepted else ""


def _reads(rule: Rule) -> Iterator[tuple[str, str]]:
    for read in reads(rule):
        row = endpoint(read.endpoint)
        option = f"option={read.view}" if read.view != "default" else ""
        queries = "&".join([*filter(None, [option]), *(f"{name}={value}" for name, value in row.query.items())])
        yield code(f"GET {row.path}{'?' if queries else ''}{queries}"), ", ".join(map(code, row.scopes_to_grant[:1]))
