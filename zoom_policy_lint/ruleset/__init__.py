"""Rules: reading their files, checking them against the catalogue, and what each needs to be read from Zoom."""

from zoom_policy_lint.ruleset.conditions import Condition, Parameter, parse_condition
from zoom_policy_lint.ruleset.load import RuleSet, load_rules
from zoom_policy_lint.ruleset.rule import (
    NOTHING,
    AskBody,
    Body,
    CountBody,
    Example,
    FieldBody,
    Match,
    RegisterBody,
    Rule,
    SettingBody,
    StandInBody,
    TextBody,
)

__all__ = [
    "NOTHING",
    "AskBody",
    "Body",
    "Condition",
    "CountBody",
    "Example",
    "FieldBody",
    "Match",
    "Parameter",
    "RegisterBody",
    "Rule",
    "RuleSet",
    "SettingBody",
    "StandInBody",
    "TextBody",
    "load_rules",
    "parse_condition",
]
