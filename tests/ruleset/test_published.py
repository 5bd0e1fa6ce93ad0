"""The schemas for editors: they know the catalogue and the policy, and never refuse what is sound."""

import copy
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from tests.policy import policies
from tests.ruleset import test_rule_files
from tests.support.each import each
from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.catalogue import settings as setting_keys
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset.condition_schemas import OPERATOR_MEANINGS
from zoom_policy_lint.ruleset.conditions import ConditionError, parse_condition
from zoom_policy_lint.ruleset.conditions_check import misfits
from zoom_policy_lint.ruleset.load import build_rule
from zoom_policy_lint.ruleset.operators import OPERATORS
from zoom_policy_lint.ruleset.published import published_schema, schema_text
from zoom_policy_lint.ruleset.source import Document, parse, read_document
from zoom_policy_lint.ruleset.structure import structure_problems

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("rule", "policy")
FOLDERS = {"rule": ROOT / "rules", "policy": ROOT / "policies"}
SHIPPED = {
    kind: {path.stem: read_document(path).data for path in folder.glob("*.yaml")} for kind, folder in FOLDERS.items()
}
CHECKERS = {kind: Draft202012Validator(published_schema(kind)) for kind in KINDS}

EXAMPLES = {"pass": {"account": {}}, "fail": {"account": {}}, "unknown": {"account": {}}}
PLAIN = {"id": "a-rule", "title": "T", "severity": "high", "rationale": "R", "remediation": "R", "examples": EXAMPLES}


def accepted(kind: str, data: object) -> bool:
    return CHECKERS[kind].is_valid(data)


def loads(kind: str, data: object) -> bool:
    """Whether the program takes it, as far as that can be told of one file alone."""
    name = data.get("id") if isinstance(data, dict) else None
    document = Document(f"{name}.yaml", data, {})
    if kind == "rule":
        return build_rule(document)[0] is not None
    return not list(structure_problems(document, "policy"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("validator", [Draft202012Validator, Draft7Validator])
def test_each_is_a_schema_in_the_drafts_that_editors_know(kind, validator):
    validator.check_schema(published_schema(kind))


def nodes(data, path=()):
    yield path, data
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from nodes(value, (*path, key))


@pytest.mark.parametrize("kind", KINDS)
def test_every_draft_reads_it_alike(kind):
    later = {"unevaluatedProperties", "prefixItems", "dependentRequired", "dependentSchemas", "minContains"}
    for path, node in nodes(published_schema(kind)):
        if isinstance(node, dict) and "$ref" in node and path[-1] != "properties":
            assert set(node) <= {"$ref", "description"}, path
        if isinstance(node, dict) and path[-1:] != ("properties",):
            assert not later & set(node), path


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_somewhere(kind):
    schema = published_schema(kind)
    wanted = {node for path, node in nodes(schema) if path[-1:] == ("$ref",)}
    assert wanted <= {f"#/$defs/{name}" for name in schema["$defs"]}


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_says_what_it_is_for(kind):
    for path, node in nodes(published_schema(kind)["properties"]):
        if path[-2:-1] == ("properties",) or len(path) == 1:
            assert node.get("description") or path[-1] in ("name", "role") or path[:1] == ("parameters",), path


def test_the_schemas_are_small_enough_for_an_editor():
    assert len(schema_text("rule").encode()) < 620_000  # two names apart of each control that has two: 20 kB
    assert len(schema_text("policy").encode()) < 100_000


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_beside_the_shipped_rules_and_policies_are_current(kind):
    file = FOLDERS[kind] / ".zoom-policy-lint" / f"{kind}.schema.json"
    again = f"zoom-policy-lint schema {kind} > {file.relative_to(ROOT)}"
    assert json.loads(file.read_text(encoding="utf-8")) == published_schema(kind), f"make it again: {again}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_file_names_the_schema_beside_it(kind):
    for path in FOLDERS[kind].glob("*.yaml"):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema=.zoom-policy-lint/{kind}.schema.json", path


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_file_is_accepted(kind):
    for name, data in SHIPPED[kind].items():
        assert [error.message for error in CHECKERS[kind].iter_errors(data)] == [], name


def written() -> list[object]:
    """The YAML in the documentation and in the tests of rules and policies."""
    pages = [page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").rglob("*.md"))]
    texts = [block for page in pages for block in re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)]
    modules = (test_rule_files, policies)
    texts += [text for module in modules for text in vars(module).values() if isinstance(text, str) and ": " in text]
    return [data for text in texts if isinstance(data := understood(text), dict)]


def understood(text: str) -> object:
    try:
        document = parse(text, "written.yaml")
    except ProblemsError:
        return None
    return None if document.problems else document.data


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_written_elsewhere_and_loads_is_accepted(kind):
    sound = [data for data in written() if loads(kind, data)]
    assert sound
    assert [data for data in sound if not accepted(kind, data)] == []


# What the loader takes, the schema takes: conditions of all shapes on any setting or field, and shipped files changed.

KEYS = [key for key in setting_keys() if not setting(key).secret]
LEVELS = [Level.USER, Level.ROLE, Level.DOMAIN, Level.MEETING, Level.RECORDING]
ODD = [
    True,
    False,
    0,
    1,
    2,
    8.5,
    "all",
    "host",
    "",
    None,
    "2026-01-01T00:00:00Z",
    {"parameter": "school_domains"},
    [],
    {},
]


@st.composite
def conditions(draw, known):
    values = st.sampled_from([*known, *ODD] if known else ODD)
    lists = st.lists(values, min_size=1, max_size=3)
    leaves = st.one_of(
        values, st.dictionaries(st.sampled_from(sorted(OPERATORS)), values | lists, min_size=1, max_size=1)
    )
    wrapped = st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.fixed_dictionaries({"not": inner}),
            st.fixed_dictionaries({"every": inner}),
            st.dictionaries(
                st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=2), min_size=1, max_size=1
            ),
        ),
        max_leaves=3,
    )
    return draw(wrapped)


def sound_condition(condition, kind, known) -> bool:
    try:
        return not list(misfits(parse_condition(condition), kind, known))
    except ConditionError:
        return False


@given(st.data())
def test_a_condition_that_the_loader_takes_on_a_setting_is_accepted(data):
    key = data.draw(st.sampled_from(KEYS))
    row = setting(key)
    condition = data.draw(conditions(row.known))
    if sound_condition(condition, row.type, row.known):
        assert accepted("rule", PLAIN | {"setting": key, "expect": condition})
        assert accepted("rule", PLAIN | {"settings": {key: condition}, "when": {key: condition}})


@given(st.data())
def test_a_condition_that_the_loader_takes_on_a_field_is_accepted(data):
    level = data.draw(st.sampled_from(LEVELS))
    field = data.draw(st.sampled_from(list(fields(level).values())))
    condition = data.draw(conditions(field.known))
    if sound_condition(condition, field.type, field.known):
        part = {field.name: condition}
        assert accepted("rule", PLAIN | {"resource": level.value, "where": part, "expect": part})


@st.composite
def changed(draw, kind):
    """A shipped file in which one thing is taken out, exchanged with one of another file, or replaced."""
    names = st.sampled_from(sorted(SHIPPED[kind]))
    data = copy.deepcopy(SHIPPED[kind][draw(names)])
    other = dict(nodes(SHIPPED[kind][draw(names)]))
    path = draw(st.sampled_from([path for path, _ in nodes(data) if path]))
    inside = data
    for key in path[:-1]:
        inside = inside[key]
    how = draw(st.sampled_from(["out", "other", "odd", "wrapped"]))
    if how == "out":
        del inside[path[-1]]
    elif how == "other":
        inside[path[-1]] = copy.deepcopy(other.get(path, draw(st.sampled_from(ODD))))
    elif how == "wrapped":
        inside[path[-1]] = draw(st.sampled_from([{"not": {"not": inside[path[-1]]}}, {"any": [inside[path[-1]]]}]))
    else:
        inside[path[-1]] = draw(st.sampled_from(ODD))
    return data


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_a_changed_file_that_loads_is_accepted(kind, data):
    made = data.draw(changed(kind))
    if loads(kind, made):
        assert accepted(kind, made), made


ON = PLAIN | {"setting": "meeting_security.waiting_room", "expect": True}
SHARING = {"setting": "in_meeting.who_can_share_screen"}
USERS = PLAIN | {"resource": "user"}

RIGHT = {
    "a setting": ON,
    "an operator": PLAIN | SHARING | {"expect": {"one_of": ["host"]}},
    "a parameter": USERS | {"expect": {"email": {"domain_in": {"parameter": "school_domains"}}}},
    "conditions in conditions": USERS | {"expect": {"email": {"all": [{"not": {"matches": "x"}}, {"empty": False}]}}},
    "items of a list": USERS | {"expect": {"groups": {"every": {"one_of": ["Staff"]}}}},
}

WRONG = {
    "a misspelt setting": ON | {"setting": "meeting_security.waiting_rom"},
    "a misspelt setting among several": PLAIN | {"settings": {"meeting_security.waiting_rom": True}},
    "a misspelt switch": ON | {"when": {"meeting_security.waiting_rom": True}},
    "a misspelt optional setting": PLAIN | {"settings": {"in_meeting.chat": False}, "optional": ["in_meeting.chatt"]},
    "a secret": ON | {"setting": next(key for key in setting_keys() if setting(key).secret)},
    "a word for a switch": ON | {"expect": "on"},
    "a number for a switch": ON | {"expect": 1},
    "a value that Zoom does not give": PLAIN | SHARING | {"expect": "hosts"},
    "such a value in a list": PLAIN | SHARING | {"expect": {"one_of": ["host", "hosts"]}},
    "an unknown operator": PLAIN | SHARING | {"expect": {"oneof": ["host"]}},
    "an operator for another type": ON | {"expect": {"at_least": 1}},
    "two operators": PLAIN | SHARING | {"expect": {"one_of": ["host"], "not": "all"}},
    "a list alone": PLAIN | SHARING | {"expect": ["host"]},
    "no operator": PLAIN | SHARING | {"expect": {}},
    "no expectation": PLAIN | SHARING,
    "a misspelt parameter": USERS | {"expect": {"email": {"domain_in": {"parameter": "scool_domains"}}}},
    "a misspelt field": USERS | {"expect": {"e-mail": {"empty": False}}},
    "a field of another resource": USERS
    | {"where": {"start_time": {"empty": False}}, "expect": {"email": {"empty": False}}},
    "a number for text": USERS | {"expect": {"email": {"domain_in": [1]}}},
    "text for a number": PLAIN
    | {"resource": "account", "count": {"users_with_roles": ["Owner"]}, "expect": {"at_least": "2"}},
    "a list of nothing": USERS | {"expect": {"groups": {"contains_any": []}}},
    "a setting on a resource": USERS | {"setting": "in_meeting.chat", "expect": False},
    "a lock on a resource": USERS | {"expect": {"email": {"empty": False}}, "lock": "required"},
    "a field without a resource": ON | {"where": {"email": {"empty": False}}},
    "a misspelt key of an example": ON | {"examples": {"pass": {"account": {"meeting_security.waiting_rom": True}}}},
    "a misspelt parameter of an example": ON
    | {"examples": {"pass": {"account": {}, "parameters": {"scool_domains": []}}}},
    "a wrong parameter of an example": ON | {"examples": {"pass": {"parameters": {"minimum_adults": "two"}}}},
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_accepted(name):
    assert [error.message for error in CHECKERS["rule"].iter_errors(RIGHT[name])] == []


@each("name", WRONG)
def test_a_usual_mistake_is_refused(name):
    assert not accepted("rule", WRONG[name])


POLICY = {"language": 1, "extends": "st_joseph"}

WRONG_POLICIES = {
    "a misspelt parameter": {"parameters": {"scool_domains": ["a.example"]}},
    "a parameter of another type": {"parameters": {"minimum_adults": "two"}},
    "a misspelt key": {"waiver": []},
    "a severity that does not exist": {"severities": {"no-breakout-rooms": "severe"}},
    "a rule switched off without a reason": {"off": {"no-breakout-rooms": True}},
    "a rule that is no text": {
        "waivers": [{"rule": 1, "resource": "account", "reason": "R", "approver": "A", "expires": "2026-01-01"}]
    },
}


@each("name", WRONG_POLICIES)
def test_a_usual_mistake_in_a_policy_is_refused(name):
    assert not accepted("policy", POLICY | WRONG_POLICIES[name])


def test_a_policy_may_name_rules_and_clauses_and_policies_of_its_own():
    own = {"off": {"my-rule": "R"}, "clauses": [{"id": "Z9", "text": "T", "wants": ["S"], "rules": ["my-rule"]}]}
    assert accepted("policy", POLICY | own | {"extends": "diocese.yaml"})


# What an editor offers.


def definition(name: str) -> dict:
    return published_schema("rule")["$defs"][name]


def test_every_setting_that_a_rule_may_name_is_offered_with_what_it_is():
    offered = dict(zip(*(definition("setting_key")[key] for key in ("enum", "enumDescriptions")), strict=True))
    assert offered["meeting_security.waiting_room"] == setting("meeting_security.waiting_room").summary
    assert not [key for key in offered if setting(key).secret]
    assert set(offered) == set(definition("conditions_by_setting")["properties"])


def test_the_known_values_of_a_setting_are_offered_with_their_meaning():
    condition = definition("conditions_by_setting")["properties"]["in_meeting.who_can_share_screen"]["$ref"]
    value = definition(condition.rpartition("/")[2].replace(".condition", ".value"))
    row = setting("in_meeting.who_can_share_screen")
    assert list(zip(value["enum"], value["enumDescriptions"], strict=True)) == list(row.values)


def test_every_operator_has_a_meaning():
    assert set(OPERATOR_MEANINGS) == set(OPERATORS)


def test_a_policy_is_offered_every_shipped_rule_and_what_the_shipped_policy_says():
    schema = published_schema("policy")
    assert set(schema["$defs"]["rule"]["anyOf"][0]["enum"]) == set(SHIPPED["rule"])
    parameters = schema["properties"]["parameters"]["properties"]
    assert parameters["minimum_passcode_length"]["default"] == 8
    assert "S4a" in parameters["joining_instruction_phrases"]["properties"]
