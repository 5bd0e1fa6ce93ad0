"""The languages of rules and policies, from their schemas, the operators and the forms that the program knows."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from docs_pages.markdown import anchor, code, page, quoted, table
from docs_pages.rule_words import KINDS, joined
from docs_pages.schema_words import keys_table
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset.condition_schemas import OPERATOR_MEANINGS
from zoom_policy_lint.ruleset.conditions import parse_condition
from zoom_policy_lint.ruleset.forms import FORM_KEYS, FORM_RESOURCES
from zoom_policy_lint.ruleset.language import LANGUAGE
from zoom_policy_lint.ruleset.operators import OPERATORS
from zoom_policy_lint.ruleset.structure import load_schema

_READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""When the accounts of all examples were read."""

_ARGUMENTS = {
    "value": "a value",
    "list": "a list",
    "number": "a number",
    "days": "a number of days",
    "text": "a regular expression",
    "parts": "a text that lists something",
    "boolean": "`true` or `false`",
    "condition": "a condition",
    "conditions": "a list of conditions",
}
_ON = {
    ("any",): "anything",
    ("integer", "number"): "numbers",
    ("string",): "text",
    ("time",): "times",
}


def rule_language_page(policy: Policy) -> str:
    """Every key of rule files, the forms of rules, and the operators."""
    schema = load_schema("rule")
    return page(
        "The rule language",
        f"Version {LANGUAGE}. A rule is a YAML file with the keys below; [Add a rule](../how-to/add-a-rule.md) begins "
        "with an example. This page is made from what the program checks files by; `zoom-policy-lint schema rule` "
        "prints it as JSON Schema, [with which an editor completes and checks](../how-to/complete-in-your-editor.md).",
        "## Keys of a rule",
        keys_table("rule", schema, schema),
        "## Forms of rules",
        "The first of these keys that a rule has says which form it is of; a rule with none of them but `resource` is "
        "about fields, and one without `resource` about settings.",
        table(("form", "what is judged", "`resource`", "keys of the form", "a shipped rule"), _forms()),
        "## Conditions",
        "A condition is a plain value, or one operator with its argument. `{parameter: NAME}` in place of a value, a "
        "number or a list takes it [from the policy](policy-parameters.md). An operator on a value of another type is "
        "an error of the rule. A value that was not read, or is not understood, satisfies no condition and contradicts "
        "none: it is *unknown*.",
        table(("operator", "holds when the value", "goes with", "takes"), _operators()),
        "Each with an example, judged when this page was made (ages are counted from 1 January 2026):",
        table(("written", "holds for", "does not hold for"), _tried(policy.parameters)),
        "`every` holds for an empty list. Where that must not pass, add `where: {FIELD: {empty: false}}`.",
        "## Several settings, and what the policy leaves open",
        "Settings of a rule must all be right, each wherever Zoom keeps it. Where that is not what is meant:",
        table(("written", "means", "at work"), _variations()),
        "## Keys of an example",
        "What Zoom answers, by level, with the keys of settings or the names of fields; what is left out was not in "
        "Zoom's answer. The account of an example was read on 1 January 2026, a meeting is an ordinary one on 1 June "
        "2026 unless the example says otherwise.",
        keys_table("example", schema["$defs"]["example"], schema),
    )


def _forms() -> Iterator[tuple[str, ...]]:
    for form, row in _data("forms").items():
        levels = ", ".join(map(code, FORM_RESOURCES.get(form, ()))) or "none"
        keys = ", ".join(code(key) for key in sorted(FORM_KEYS[form] - {"resource"}))
        yield code(form), row["judges"], levels, keys, f"[{row['rule']}](rules/{row['rule']}.md)"


def _variations() -> Iterator[tuple[str, str, str]]:
    for row in _data("variations")["variations"]:
        name = row["file"].rpartition("/")[2].partition(".")[0]
        yield code(row["written"]), row["means"], f"[{name}]({row['file']})"


def _data(name: str) -> Mapping[str, Any]:
    """What stands beside this module for the page."""
    text = Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def _operators() -> Iterator[tuple[str, str, str, str]]:
    for name, row in OPERATORS.items():
        lists = any(kind.startswith("array") for kind in row.types)
        on = "text and lists" if lists and "string" in row.types else "lists" if lists else _ON[row.types]
        yield code(name), OPERATOR_MEANINGS[name], on, _ARGUMENTS[row.argument]


def _tried(parameters: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The example of every operator; ValueError when one does not hold as it says."""
    examples = _data("operators")
    for name in OPERATORS:
        written, right, wrong = (examples[name][part] for part in ("written", "right", "wrong"))
        condition = parse_condition(written).bind(parameters, _READ_AT)
        if not condition.holds(right) or condition.holds(wrong):
            raise ValueError(f"operators.yaml: the example of {name} does not hold as it says")
        yield code(_flow(written)), quoted(right), quoted(wrong)


def _flow(written: Any) -> str:
    """The condition as one writes it behind a key in YAML."""
    return str(yaml.safe_dump(written, default_flow_style=True, width=1000)).removesuffix("\n...\n").strip()


_SECTIONS = {
    "source": ("source", "The source"),
    "scopes": ("scope", "A scope"),
    "texts": ("texts", "Words of a rule"),
    "clauses": ("clause", "A clause"),
    "conflict": ("conflict", "A conflict"),
    "attest": ("attest", "A statement that is wanted"),
    "settled_by": ("settled_by", "Settings that answer in a person's place"),
    "attestations": ("attestation", "A statement"),
    "waivers": ("waiver", "A waiver"),
}
"""By key of a policy or of one of its parts: the section of meanings.yaml, and the title on the page."""


def policy_language_page() -> str:
    """Every key of policy files."""
    schema = load_schema("policy")
    parts = _parts(schema)
    links = {name: anchor(title) for name, (_, title) in _SECTIONS.items()}
    sections = (f"## {title}\n\n{keys_table(name, parts[name], schema, links)}" for name, title in _SECTIONS.values())
    return page(
        "The policy language",
        f"Version {LANGUAGE}. A policy is a YAML file with the keys below; [Write your policy](../how-to/"
        "write-your-policy.md) and [Stand on another policy](../how-to/stand-on-another-policy.md) show them at work, "
        "and so do [three whole examples](../examples/README.md). "
        "This page is made from what the program checks files by; `zoom-policy-lint schema policy` prints it as JSON "
        "Schema, [with which an editor completes and checks](../how-to/complete-in-your-editor.md).",
        "## Keys of a policy",
        "`language`, `id`, `title`, `version` and at least one clause must come from the policy or from one that it "
        "stands on. There, a mapping merges by key with that of the policy below it, a list replaces the list, and a "
        "clause is laid over the one with the same id. Statements and waivers add up. Where `extends` names several, "
        "[a later one is laid over the earlier ones](../how-to/stand-on-another-policy.md#stand-on-several-policies).",
        keys_table("policy", schema, schema, links),
        f"The keys of `parameters` have [a page of their own](policy-parameters.md); names that begin with `own_` are "
        f"[the organisation's own](policy-parameters.md#parameters-of-your-own). Kinds of evidence, as `wants` names "
        f"them, are {joined(_kinds())}.",
        *sections,
        "## People of a scope",
        "`people` and `except` of a scope take these; somebody who fits any of them is meant.",
        keys_table("people", schema["$defs"]["people"], schema),
    )


def _parts(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schemas of the parts of a policy that have sections of their own."""
    keys, definitions = schema["properties"], schema["$defs"]
    clause = keys["clauses"]["items"]
    return {
        **definitions,
        "source": keys["source"],
        "texts": keys["texts"]["additionalProperties"],
        "clause": clause,
        "conflict": clause["properties"]["conflict"],
        "settled_by": definitions["attest"]["properties"]["settled_by"],
    }


def _kinds() -> Iterator[str]:
    return (f"`{kind}` ({words})" for kind, words in KINDS.items())
