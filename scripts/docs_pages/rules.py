"""A page for every rule, and the index by clause."""

import re
from collections.abc import Iterator, Mapping

from docs_pages.markdown import bullets, code, oneline, page, quoted, table
from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.words import Kind, Lock, Severity
from zoom_policy_lint.policy import Clause, Policy
from zoom_policy_lint.report.values import value
from zoom_policy_lint.ruleset import (
    AskBody,
    Condition,
    CountBody,
    FieldBody,
    Parameter,
    RegisterBody,
    Rule,
    SettingBody,
    StandInBody,
    TextBody,
)
from zoom_policy_lint.ruleset.demand import reads

KINDS = {
    Kind.SETTINGS: "settings and locks",
    Kind.MEETINGS: "scheduled meetings",
    Kind.RECORDINGS: "recordings",
    Kind.PAST: "past meetings",
    Kind.USERS: "users, roles and domains",
    Kind.ATTESTATION: "a person's statement",
}
_LOCKS = {
    Lock.REQUIRED: "required: Zoom's lock must keep the value from being changed back, or the rule fails",
    Lock.PREFERRED: "preferred: a right value without a lock passes, and counts as “right, but can be changed back”",
    Lock.NONE: "not asked for",
}
_WORST_FIRST = sorted(Severity, key=lambda severity: -severity.rank)


def rule_pages(policy: Policy) -> Iterator[tuple[str, str]]:
    """Path below docs/ and text of every rule's page and of the index."""
    yield "reference/rules/README.md", _index(policy)
    for rule in (*policy.rules.values(), *policy.advisory.values()):
        yield f"reference/rules/{rule.id}.md", _rule(rule, policy)


def _index(policy: Policy) -> str:
    return page(
        "Rules",
        f"The policy `{policy.identity.id}` has {len(policy.clauses)} clauses. {len(policy.rules)} rules answer them; "
        f"{len(policy.advisory)} recommended rules go beyond it and never change a clause, a verdict or an exit code.",
        "## By clause",
        "What each clause wants, in the policy's own words; what answers it; and what Zoom cannot show. A kind of "
        "evidence that nothing judges yet keeps the clause open: it is never *met* meanwhile.",
        *(_clause(clause, policy) for clause in policy.clauses),
        "## By severity",
        _list(policy.rules, policy),
        "## Recommended beyond the policy",
        _list(policy.advisory, policy),
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


def _list(rules: Mapping[str, Rule], policy: Policy) -> str:
    ordered = sorted(rules.values(), key=lambda rule: (_WORST_FIRST.index(policy.severity(rule)), rule.id))
    rows = [(_link(r.id), policy.severity(r), ", ".join(policy.all_clauses_of(r)), r.title) for r in ordered]
    return table(("rule", "severity", "clauses", "what must be true"), rows)


def _link(name: str) -> str:
    return f"[{name}]({name}.md)"


def _rule(rule: Rule, policy: Policy) -> str:
    return page(
        rule.title,
        _facts(rule, policy),
        "## Why",
        oneline(rule.rationale),
        "## What must hold",
        _demand(rule),
        "## How to put it right",
        oneline(rule.remediation),
        "## Examples",
        "Each is judged by `zoom-policy-lint rules test`.",
        table(("leads to", "when Zoom answers"), ((e.status, quoted(e.given)) for e in rule.examples)),
        "## What is read",
        table(("endpoint", "granular scope"), _reads(rule)),
        f"References: {', '.join(rule.references)}." if rule.references else "",
    )


def _facts(rule: Rule, policy: Policy) -> str:
    clauses = ", ".join(f"[{name}](README.md#{name.lower()})" for name in policy.all_clauses_of(rule))
    facts = [
        f"Rule {code(rule.id)}" + (f", formerly {', '.join(map(code, rule.aliases))}" if rule.aliases else ""),
        f"Severity **{policy.severity(rule)}**",
        f"Clauses {clauses}" if clauses else "Recommended (advisory): in no clause, verdict or exit code",
        f"Levels: {', '.join(rule.levels)}",
    ]
    return " · ".join(facts)


def _demand(rule: Rule) -> str:
    match rule.body:
        case SettingBody() as body:
            return _settings(body)
        case FieldBody() as body:
            return _fields(body)
        case CountBody() as body:
            roles, expected = _words(body.roles), _words(body.expect)
            return f"The number of active users who hold a role that is {roles} must be {expected}."
        case RegisterBody() as body:
            return _register(body)
        case TextBody() | StandInBody() | AskBody() as body:
            return _of_meetings(body)


def _of_meetings(body: TextBody | StandInBody | AskBody) -> str:
    match body:
        case TextBody(part=part, phrases=phrases):
            return (
                "The description or the invitation of every meeting with pupils holds one of the phrases that the "
                f"policy gives for {code(part)} in its parameter {_parameter(phrases)}. Capitals, line breaks, markup "
                "and word forms do not matter; a phrase is never found across the end of a sentence."
            )
        case StandInBody(hosts=hosts):
            return (
                f"Every mailbox in the policy's parameter {_parameter(hosts)} has an assistant who may act for it, or "
                "an alternative host in each of its meetings with pupils. Where the parameter is empty, the same holds "
                "for the host of every meeting with pupils."
            )
        case AskBody(level=level, question=question):
            return f"A person answers, for every {level.words}: {oneline(question)}"


def _register(body: RegisterBody) -> str:
    which = " and ".join(f"{code(name)} is {quoted(one.as_data())}" for name, one in body.where)
    return (
        f"Every active user{f' whose {which}' if which else ''} stands in the register that the policy names as "
        f"{_parameter(body.register)}, not longer ago than {_parameter(body.valid_months)} months. Without a register "
        "a person has to say so."
    )


def _parameter(parameter: Parameter) -> str:
    return f"[{code(parameter.name)}](../policy-parameters.md#{parameter.name})"


def _settings(body: SettingBody) -> str:
    rows = [
        (
            _setting_link(key) + (" (may be absent, but not contrary)" if key in body.optional else ""),
            f"{_words(condition, key)}: {quoted(condition.as_data())}",
        )
        for key, condition in body.settings
    ]
    parts = [table(("setting", "must be"), rows)]
    if body.when:
        uppers = (f"{_setting_link(key)} is {_words(condition, key)}" for key, condition in body.when)
        parts.append(f"Judged only while {' and '.join(uppers)}; while it is not, the finding is *not applicable*.")
    parts.append(f"Lock: {_LOCKS[body.lock]}.")
    return "\n\n".join(parts)


def _words(condition: Condition, key: str | None = None) -> str:
    """The condition in plain words, with links to the parameters in it."""
    link = r"the parameter [`\1`](../policy-parameters.md#\1)"
    return re.sub(r"parameter “(\w+)”", link, value(condition.as_data(), key))


def _setting_link(key: str) -> str:
    return f"[`{key}`](../settings.md#{key.lower().replace('.', '')})"


def _fields(body: FieldBody) -> str:
    rows = [(f"{body.level} {code(name)}", quoted(condition.as_data())) for name, condition in body.expect]
    parts = [table(("field", "must be"), rows)]
    if body.where:
        which = (f"{code(name)} is {quoted(condition.as_data())}" for name, condition in body.where)
        parts.append(f"Applies only where {' and '.join(which)}.")
    if body.names:
        parts.append(
            f"Judged for each domain of the policy's parameter "
            f"[{code(body.names.name)}](../policy-parameters.md#{body.names.name})."
        )
    return "\n\n".join(parts)


def _reads(rule: Rule) -> Iterator[tuple[str, str]]:
    for read in sorted(map(str, reads(rule))):
        row = endpoint(read.partition("?")[0])
        option = read.partition("?")[2]
        yield code(f"GET {row.path}{'?' if option else ''}{option}"), ", ".join(map(code, row.scopes_to_grant[:1]))
