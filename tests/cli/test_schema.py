"""The schemas that the program prints for editors and for other programs."""

import json

import pytest
from jsonschema import Draft202012Validator

from zoom_policy_lint.ruleset.published import published_schema


@pytest.mark.parametrize("name", ["report", "comparison", "rule", "policy"])
def test_each_is_printed_as_a_json_schema(program, name):
    said = program("schema", name)
    assert said.code == 0
    Draft202012Validator.check_schema(json.loads(said.out))


@pytest.mark.parametrize("name", ["rule", "policy"])
def test_of_rules_and_policies_the_one_that_completes_is_printed(program, name):
    assert json.loads(program("schema", name).out) == published_schema(name)


def test_the_help_says_how_an_editor_finds_it(program):
    assert "# yaml-language-server: $schema=rule.schema.json" in program("schema", "--help").out


def test_a_schema_that_does_not_exist_is_exit_2(program):
    said = program("schema", "rules")
    assert said.code == 2
    assert "report" in said.err
