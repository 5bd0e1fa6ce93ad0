"""The indexes of rules: by clause, by area, by severity, and by whom they protect."""

from collections.abc import Iterable, Iterator

from docs_pages.areas import area_of, areas
from docs_pages.markdown import bullets, oneline, page, table
from docs_pages.rule_words import KINDS
from zoom_policy_lint.model.words import Kind, Severity
from zoom_policy_lint.policy import Clause, Policy
from zoom_policy_lint.ruleset import Rule
from zoom_policy_lint.ruleset.structure import load_schema

_WORST_FIRST = sorted(Severity, key=lambda severity: -severity.rank)
_OTHERS = {
    "by area": "rules-by-area.md",
    "by severity": "rules-by-severity.md",
    "by whom they protect": "rules-by-whom-they-protect.md",
}
_PEOPLE = {
    "pupils": "Children who take part in meetings, and their pictures, voices and words in recordings.",
    "parents": "Families, whose homes are seen and who decide on what they are told.",
    "staff": "Those who lead meetings: from intruders, from lost accounts and from situations that nobody else sees.",
    "school": "The school itself: its accounts, its records and its being able to answer for them.",
}


def index_pages(policy: Policy) -> Iterator[tuple[str, str]]:
    """Path below docs/ and text of every index."""
    rules = all_rules(policy)
    yield "reference/rules/README.md", _by_clause(policy)
    yield f"reference/{_OTHERS['by area']}", _by_area(rules, policy)
    yield f"reference/{_OTHERS['by severity']}", _by_severity(rules, policy)
    yield f"reference/{_OTHERS['by whom they protect']}", _by_people(rules, policy)


def all_rules(policy: Policy) -> list[Rule]:
    """The rules of the policy and the recommended ones, the worst first."""
    rules = (*policy.rules.values(), *policy.advisory.values())
    return sorted(rules, key=lambda rule: (_WORST_FIRST.index(policy.severity(rule)), rule.id))


def _by_clause(policy: Policy) -> str:
    return page(
        "Rules by clause",
        f"The policy `{policy.identity.id}` has {len(policy.clauses)} clauses. {len(policy.rules)} rules answer them; "
        f"{len(policy.advisory)} [recommended rules](#recommended-beyond-the-policy) go beyond it and never change a "
        "clause, a verdict or an exit code.",
        f"The same rules {', '.join(f'[{name}](../{file})' for name, file in _OTHERS.items())}. "
        "[Other shipped policies](../policies/README.md) have pages of their own, with the rules that only they use.",
        "## By clause",
        "What each clause wants, in the policy's own words; what answers it; and what Zoom cannot show. A kind of "
        "evidence that nothing judges yet keeps the clause open: it is never *met* meanwhile.",
        *(_clause(clause, policy) for clause in policy.clauses),
        "## Recommended beyond the policy",
        _table(sorted(policy.advisory.values(), key=lambda rule: rule.id), policy, ""),
    )


def _clause(clause: Clause, policy: Policy) -> str:
    lines = [f"### {clause.id}", f"> {oneline(clause.text)}", bullets(_answers(clause, policy))]
    if clause.limits:
        lines.append(f"What Zoom cannot show: {oneline(clause.limits)}")
    return "\n\n".join(lines)


def _answers(clause: Clause, policy: Policy) -> Iterator[str]:
    for kind in clause.wants:
        links = [_link(name) for name in clause.rules if kind in policy.rules[name].kinds]
        if kind is Kind.ATTESTATION and clause.id in policy.attest:
            wanted = policy.attest[clause.id]
            links.append(f"asked of the {wanted.by_role or 'school'}: {oneline(wanted.question)}")
        yield f"**{kind}** {KINDS[kind]}: {', '.join(links) or 'nothing judges it yet'}"
    if clause.parts:
        yield f"its parts: {', '.join(f'[{part}](#{part.lower()})' for part in clause.parts)}"


def _by_area(rules: list[Rule], policy: Policy) -> str:
    found = {area.name: [rule for rule in rules if area_of(rule) is area] for area in areas()}
    sections = (
        f"## {area.name}\n\n{area.about}\n\n{_table(found[area.name], policy)}" for area in areas() if found[area.name]
    )
    return page("Rules by area", "Every rule stands here once, under what it looks at.", *sections)


def _by_severity(rules: list[Rule], policy: Policy) -> str:
    sections = (
        f"## {severity}\n\n{_table([rule for rule in rules if policy.severity(rule) is severity], policy)}"
        for severity in _WORST_FIRST
    )
    about = (
        f"As in the policy `{policy.identity.id}`; another policy can set a severity of its own "
        "([how](../how-to/write-your-policy.md#a-rule-that-matters-more-or-not-at-all)). `audit --fail-on` names the "
        "severity from which a failure changes the exit code."
    )
    return page("Rules by severity", about, *sections)


def _by_people(rules: list[Rule], policy: Policy) -> str:
    people = load_schema("rule")["properties"]["protects"]["items"]["enum"]
    sections = (
        f"## {name}\n\n{_PEOPLE[name]}\n\n{_table([rule for rule in rules if name in rule.protects], policy)}"
        for name in people
    )
    about = (
        "Whom it would hurt if the safeguard were missing. A rule stands under everybody whom it protects; its own "
        "page names the most important first."
    )
    return page("Rules by whom they protect", about, *sections)


def _table(rules: Iterable[Rule], policy: Policy, folder: str = "rules/") -> str:
    rows = [
        (_link(rule.id, folder), policy.severity(rule), _clauses(rule, policy, folder), rule.title) for rule in rules
    ]
    return table(("rule", "severity", "clauses", "what must be true"), rows)


def _clauses(rule: Rule, policy: Policy, folder: str) -> str:
    names = policy.all_clauses_of(rule)
    return ", ".join(f"[{name}]({folder}README.md#{name.lower()})" for name in names) or "recommended"


def _link(name: str, folder: str = "") -> str:
    return f"[{name}]({folder}{name}.md)"
