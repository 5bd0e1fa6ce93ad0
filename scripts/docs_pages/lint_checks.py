"""The checks of `rules lint`, from their registry."""

import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from docs_pages.markdown import bullets, code, oneline, page, table
from docs_pages.rule_index import all_rules
from zoom_policy_lint.lint import CHECKS
from zoom_policy_lint.lint.readable import jargon
from zoom_policy_lint.lint.run import ACCEPTED_FOR_NOTHING
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule

_FINDS = {ACCEPTED_FOR_NOTHING: "A check that a rule accepts although it finds nothing there, or does not exist."}


def lint_page(policy: Policy) -> str:
    """Every check: what it finds, why, what to do, and which shipped rules accept it."""
    rules = all_rules(policy)
    told = yaml.safe_load(Path(__file__).with_name("lint_checks.yaml").read_text(encoding="utf-8"))
    return page(
        "Checks of rules",
        "`zoom-policy-lint rules lint` looks at the rules themselves. It prints a line for everything that is to be "
        "put right: `file:line:column: check: sentence`, with the line of the file and what to do. It exits with 1 "
        "when something was found, and with 2 when a file is not valid.",
        "A rule can accept what a check finds, with the reason:",
        "```yaml\naccepted:\n  level-left-out: Groups have no value of their own that counts here.\n```",
        *(_check(name, told[name], rules) for name in (*CHECKS, ACCEPTED_FOR_NOTHING)),
        "## How conditions are proved",
        "`unproven-condition` makes many copies of a rule, each with one small change in a condition: a value more or "
        "less in a list, `at_least` in place of `at_most`, a number one higher, a `not` left out, a lock that is no "
        "longer required, a limit left out, and so on. Then it judges the rule's examples with each copy. A change "
        "that leads no example to another verdict is a finding. Changes that make no difference to any value that Zoom "
        "can give are left out, since no example could tell them apart.",
        "## Words that stop a governor",
        "In titles, reasons and questions to people. Ways through menus in `remediation` are not looked at.",
        table(("word", "in place of it, for example"), ((code(word), plain) for word, plain in jargon()[1].items())),
    )


def _check(name: str, told: dict[str, Any], rules: Iterable[Rule]) -> str:
    finds = _FINDS.get(name) or oneline(inspect.getdoc(CHECKS[name]) or "")
    facts = [
        f"Why: {oneline(told['why'])}",
        f"What to do: {oneline(told['repair'])}",
        f"When to accept it: {oneline(told['accept'])}",
    ]
    accepted = list(_accepted(name, rules))
    parts = [f"## {name}", finds, bullets(facts)]
    return "\n\n".join([*parts, "Shipped rules that accept it:", bullets(accepted)] if accepted else parts)


def _accepted(name: str, rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        if name in rule.accepted:
            yield f"[{rule.id}](rules/{rule.id}.md): {oneline(rule.accepted[name])}"
