"""Small rules to lint, written as their files are."""

from dataclasses import replace

from tests.evaluate.build import st_joseph
from zoom_policy_lint.lint import library_of, lint
from zoom_policy_lint.ruleset.load import build_rule
from zoom_policy_lint.ruleset.source import parse

_HEAD = """\
id: {id}
title: {title}
severity: low
group: recommended
rationale: {rationale}
remediation: {remediation}
"""


def read(body, id_="a-rule", title="Nothing is wrong", rationale="It keeps children safe.", remediation="Switch it."):
    """A rule and its document, from the part of the file that is not prose."""
    head = _HEAD.format(id=id_, title=title, rationale=rationale, remediation=remediation)
    document = parse(head + body, f"{id_}.yaml")
    rule, problems = build_rule(document)
    assert problems == []
    return rule, document


def run(*read_rules, policy=None, others=(), in_use=True):
    """The lint of rules, in use beside nothing else unless a policy is given."""
    rules = {rule.id: rule for rule, _ in read_rules}
    policy = policy or st_joseph()
    policy = replace(policy, rules={}, advisory=rules if in_use else {}, clauses=())
    return lint(read_rules, library_of(policy, rules.values(), others))


def found(check, *read_rules, **more):
    """What one check finds."""
    return [finding for finding in run(*read_rules, **more).findings if finding.check == check]


def changes(*read_rules, **more):
    """The sentences about changes of conditions that no example notices."""
    return [finding.sentence for finding in found("unproven-condition", *read_rules, **more)]
