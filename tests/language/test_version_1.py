"""Files in version 1 of the language, in `v1/`: they load, mean and are judged as they did when it was settled.

Nothing in that folder may be changed to please the program. Where a schema gains a key or a word, a file that uses it is
added.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from zoom_policy_lint.cli.main import run
from zoom_policy_lint.evaluate.examples import try_examples
from zoom_policy_lint.model.words import Level, Lock, Severity, Status
from zoom_policy_lint.policy.load import validate_policy
from zoom_policy_lint.ruleset import Match
from zoom_policy_lint.ruleset.conditions import Condition
from zoom_policy_lint.ruleset.operators import OPERATORS
from zoom_policy_lint.ruleset.source import read_document
from zoom_policy_lint.ruleset.structure import load_schema

FOLDER = Path(__file__).with_name("v1")
RULES = sorted((FOLDER / "rules").glob("*.yaml"))
PARTS = {"asked": "attest", "waived": "waivers"}
"""Files that hold a bare list, and what it is a list of."""


@pytest.fixture
def policy(few_shipped):
    return validate_policy(str(FOLDER / "policy.yaml"), (), date(2026, 9, 4))


def test_every_example_leads_where_it_says(policy):
    rules = [*policy.rules.values(), *policy.advisory.values()]
    outcomes = [outcome for rule in rules for outcome in try_examples(rule, policy)]
    assert [(one.rule.id, one.example, one.status, one.message) for one in outcomes if not one.right] == []
    assert {rule.id for rule in rules} >= {path.stem for path in RULES}


@pytest.mark.usefixtures("few_shipped")
def test_the_command_line_accepts_them(capsys):
    assert run(["policy", "validate", str(FOLDER / "policy.yaml"), "--as-of", "2026-09-04"]) == 0
    assert run(["rules", "test", "--policy", str(FOLDER / "policy.yaml")]) == 0
    assert " 0 wrong." in capsys.readouterr().out


def test_a_rule_means_what_it_meant(policy):
    rule = policy.rules["v1-setting"]
    assert (rule.severity, rule.oldest_id, rule.protects[0]) == (Severity.CRITICAL, "v1-lobby", "pupils")
    assert (rule.body.lock, rule.body.levels) == (
        Lock.REQUIRED,
        (Level.ACCOUNT, Level.GROUP, Level.USER, Level.MEETING),
    )
    assert rule.rationale == "Folded text over two lines."
    assert policy.advisory["v1-settings"].body.optional == {"in_meeting.allow_users_save_chats"}
    assert policy.advisory["v1-settings"].body.lock is Lock.PREFERRED
    assert policy.rules["v1-verdicts"].right is Status.NOT_APPLICABLE
    assert policy.rules["v1-verdicts"].wrong is Status.UNKNOWN


def test_a_policy_that_stands_on_another_means_what_it_meant(policy):
    clauses = {clause.id: clause for clause in policy.clauses}
    assert clauses["V1"].text == "Everybody waits outside."
    assert clauses["V1"].rules == ("v1-setting", "v1-meeting-setting", "v1-region")
    assert clauses["V3"].rules == ("v1-role", "v1-domain", "v1-count", "v1-user-time")
    assert clauses["V10"].parts == ("V1", "V2")
    assert policy.parameters["school_domains"] == ["hilltop.example.sch.uk"]
    assert policy.parameters["minimum_passcode_length"] == 8
    assert policy.severity(policy.rules["v1-count"]) is Severity.LOW
    assert policy.off == {"v1-domain": "The domains are the trust's."}
    assert {scope.id for scope in policy.scopes} == {"pupil-meetings", "all-but-visitors"}
    assert (len(policy.attest), len(policy.attestations), len(policy.waivers)) == (4, 2, 9)
    assert policy.attest["V11"].every_months == 6


def test_policies_stand_on_each_other_over_three_levels(few_shipped):
    policy = validate_policy(str(FOLDER / "further.yaml"), (), date(2026, 9, 4))
    assert policy.parameters["minimum_administrators"] == 3
    assert policy.parameters["school_domains"] == ["hilltop.example.sch.uk"]
    assert (len(policy.clauses), len(policy.waivers)) == (10, 16)


def test_a_policy_of_another_kind_of_organisation_means_what_it_meant(few_shipped):
    policy = validate_policy(str(FOLDER / "organisation.yaml"), (), date(2026, 9, 4))
    clauses = {clause.id: clause for clause in policy.clauses}
    assert (policy.notice, policy.advisory) == ("This is not what the trust decided.", {})
    assert (dict(policy.sections), dict(policy.profiles)) == (
        {"1": "Joining", "1.1": "Waiting"},
        {"L1": "Level 1", "L2": "Level 2"},
    )
    assert (clauses["V1"].section, clauses["V1"].profile, clauses["V1"].conflict) == ("1.1", "L1", None)
    assert clauses["O1"].conflict.against == {"v1-base": ("V1",)}
    assert (clauses["O2"].conflict.strength, clauses["O2"].conflict.kinds) == ("possible", ())
    said = policy.rules["v1-setting"]
    assert (said.title, said.rationale, said.remediation, said.body.lock) == (
        "Everybody waits in the lobby",
        "Guests could walk in.",
        "Ask the office.",
        Lock.PREFERRED,
    )
    assert policy.rules["v1-all"].body.lock is Lock.REQUIRED
    assert policy.rules["v1-any"].body.match is Match.ANY
    assert policy.rules["v1-newest"].body.match is Match.NEWEST
    assert policy.rules["v1-no-user"].body.expect == ()
    assert [policy.attest[name].settled.status for name in ("O3", "O4", "O5")] == [
        Status.PASS,
        Status.FAIL,
        Status.NOT_APPLICABLE,
    ]
    assert [scope.parameters for scope in policy.scopes] == [{"school_domains": ["leaders.example.org"]}]
    assert policy.parameters["own_list"] == ["a", 1, True]


def test_the_files_say_that_they_are_frozen():
    assert [path for path in FOLDER.rglob("*.yaml") if "frozen" not in path.read_text().splitlines()[0]] == []


def documents(kind: str) -> Iterator[Any]:
    """What the files of a kind hold, each as that schema wants it."""
    for path in RULES if kind == "rule" else sorted(FOLDER.glob("*.yaml")):
        data = read_document(path).data
        yield {PARTS[path.stem]: data} if path.stem in PARTS else data


@pytest.mark.parametrize("kind", ["rule", "policy"])
def test_they_use_all_that_the_schema_knows(kind):
    schema = load_schema(kind)
    used = {one for data in documents(kind) for one in _used(schema, data, schema, kind)}
    assert sorted(set(_known(schema, schema, kind)) - used) == [], "add a file that uses these to tests/language/v1"


def test_they_use_every_operator(policy):
    rules = [*policy.rules.values(), *policy.advisory.values()]
    used = {name for rule in rules for condition in rule.conditions for name in _operators(condition)}
    assert set(OPERATORS) - used == set()


def _operators(condition: Condition) -> Iterator[str]:
    yield condition.operator
    argument = condition.argument
    for inner in argument if isinstance(argument, tuple) else (argument,):
        if isinstance(inner, Condition):
            yield from _operators(inner)


def _parts(schema: Mapping[str, Any], at: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The parts of a schema: what each is for, its name, and what it says."""
    for name, inner in schema.get("properties", {}).items():
        yield "key", f"{at}.{name}", inner
    for index, inner in enumerate(schema.get("anyOf", ())):
        yield "form", f"{at} form {index + 1}", inner
    for word, name in (("items", "items"), ("additionalProperties", "values"), ("then", "then"), ("else", "else")):
        if isinstance(schema.get(word), Mapping):
            yield word, f"{at} {name}", schema[word]


def _resolved(schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> tuple[Mapping[str, Any], str]:
    """A schema and its name, or those of what it refers to: it is enough to use that once, wherever."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return (root["$defs"][name], name) if name else (schema, at)


def _known(schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> Iterator[str]:
    """Every key, word and form of a schema, each under a name of its own."""
    yield at
    schema, at = _resolved(schema, root, at)
    yield from (f"{at} = {value}" for value in schema.get("enum", ()))
    for _, name, inner in _parts(schema, at):
        yield from _known(inner, root, name)


def _used(schema: Mapping[str, Any], data: Any, root: Mapping[str, Any], at: str) -> Iterator[str]:
    """Those of them that data uses, under the same names."""
    yield at
    schema, at = _resolved(schema, root, at)
    yield from (f"{at} = {value}" for value in schema.get("enum", ()) if value == data)
    for word, name, inner in _parts(schema, at):
        for one in _given(word, name, schema, data):
            if word not in ("form", "then", "else") or _fits(inner, one, root):
                yield from _used(inner, one, root, name)


def _given(word: str, name: str, schema: Mapping[str, Any], data: Any) -> list[Any]:
    """What data has for a part of its schema."""
    key = name.rpartition(".")[2]
    match word, data:
        case "key", Mapping():
            return [data[key]] if key in data else []
        case "items", list():
            return data
        case "additionalProperties", Mapping():
            return [value for key, value in data.items() if key not in schema.get("properties", {})]
        case (("form" | "then" | "else"), _):
            return [data]
        case _:
            return []


def _fits(schema: Mapping[str, Any], data: Any, root: Mapping[str, Any]) -> bool:
    return Draft202012Validator({"$defs": root["$defs"], **schema}).is_valid(data)
