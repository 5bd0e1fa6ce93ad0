"""Rules: reading their files, checking them against the catalogue, and what each needs to be read from Zoom."""

from zoom_policy_lint.ruleset.conditions import Condition, Parameter, parse_condition
from zoom_policy_lint.ruleset.load import RuleSet, load_rules
from zoom_policy_lint.ruleset.rule import CountBody, Example, FieldBody, Rule, SettingBody

__all__ = [
    "Condition",
    "CountBody",
    "Example",
    "FieldBody",
    "Parameter",
    "Rule",
    "RuleSet",
    "SettingBody",
    "load_rules",
    "parse_condition",
]
