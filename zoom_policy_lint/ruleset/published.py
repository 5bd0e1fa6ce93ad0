"""The JSON Schemas for editors: those that files are checked by, filled with what the catalogue and the policy know.

They complete and check setting keys, values, operators, fields, parameters and rule ids while somebody types. They
accept every file that is sound, and refuse more of the others than the plain schemas do. Beside a `$ref` stand only
words for people, so that editors that know JSON Schema draft 7 and those that know 2020-12 take them alike.
"""

import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from zoom_policy_lint.catalogue import Setting, names_apart, setting, settings
from zoom_policy_lint.catalogue.fields import Field, fields
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.ruleset.condition_schemas import (
    ConditionSchemas,
    Schema,
    choice,
    either,
    judgeable,
    reference,
)
from zoom_policy_lint.ruleset.examples_scope import TEXTS
from zoom_policy_lint.ruleset.load import rule_files
from zoom_policy_lint.ruleset.rule import COUNTABLE, NOTHING
from zoom_policy_lint.ruleset.shipped import default_policy, shipped
from zoom_policy_lint.ruleset.source import read_document
from zoom_policy_lint.ruleset.structure import load_schema

_RESOURCES = (Level.USER, Level.ROLE, Level.DOMAIN, Level.MEETING, Level.RECORDING)
"""Resources with fields on which a rule may put conditions."""

_ONLY_OF_SETTINGS = ("setting", "settings", "match", "optional", "lock", "levels", "when", "unless", "unset")
_ONLY_OF_RESOURCES = ("where", "names", "count", "says", "stand_ins", "register", "ask")


@cache
def published_schema(kind: str) -> Mapping[str, Any]:
    """The JSON Schema of `rule` or `policy` files that is printed and written beside files for editors."""
    return _rule_schema() if kind == "rule" else _policy_schema()


def schema_text(kind: str) -> str:
    """The same as JSON text, in the layout in which it is printed, written and committed."""
    return json.dumps(published_schema(kind), indent=1, ensure_ascii=False) + "\n"


def _rule_schema() -> Schema:
    schema: Schema = copy.deepcopy(dict(load_schema("rule")))
    conditions = ConditionSchemas()
    rows = _nameable()
    _name_settings(schema, conditions, rows)
    _name_parameters(schema, conditions)
    _fill_examples(schema["$defs"]["example"]["properties"], rows)
    for level in _RESOURCES:
        named = {field.name: _on_field(conditions, field) for field in fields(level).values()}
        schema["$defs"][f"{level}_conditions"] = _by_key(named)
    expect = schema["properties"]["expect"]
    expect |= either({"not": {"type": ["array", "null"]}})  # a choice, even of one, makes editors add the colon
    schema["oneOf"] = [{"required": ["setting", "expect"]}, {"required": ["settings"]}, {"required": ["resource"]}]
    schema["allOf"] = [*_by_resource(conditions), *_expected_of_settings(conditions, rows)]
    schema["$defs"] |= {"domain": load_schema("policy")["$defs"]["domain"]} | conditions.definitions
    return schema


def _name_settings(schema: Schema, conditions: ConditionSchemas, rows: list[Setting]) -> None:
    """The keys of the catalogue wherever a rule names settings."""
    properties, definitions = schema["properties"], schema["$defs"]
    definitions["setting_key"] = {"type": "string"} | choice((row.key, row.summary) for row in rows)
    by_key = {row.key: {"description": row.summary, **_on_setting(conditions, row)} for row in rows}
    definitions["conditions_by_setting"] = {"minProperties": 1} | _by_key(by_key)
    properties["setting"] = _described(properties["setting"], "setting_key")
    properties["optional"]["items"] = reference("setting_key")
    for part in ("settings", "when"):
        properties[part] = _described(properties[part], "conditions_by_setting")


def _name_parameters(schema: Schema, conditions: ConditionSchemas) -> None:
    """The parameters of the policy wherever a rule names one."""
    properties, definitions = schema["properties"], schema["$defs"]
    words = {name: row["description"] for name, row in _parameters().items()}
    definitions["parameter_name"] = either(choice(words.items()), {"type": "string", "pattern": "^own_[a-z0-9_]+$"})
    named = definitions["parameter"]["properties"]
    named["parameter"] = _described(named["parameter"], "parameter_name")
    counted = properties["count"]["properties"]["users_with_roles"]
    counted |= conditions.list_of_text()
    part = properties["says"]["properties"]["part"]
    part |= either(choice((name, None) for name in _defaults()["joining_instruction_phrases"]), {"type": "string"})


def _described(schema: Schema, definition: str) -> Schema:
    """A reference in place of a schema, with its words."""
    return {"description": schema["description"], **reference(definition)}


def _nameable() -> list[Setting]:
    """The settings that a rule may name."""
    rows = [row for key in (*settings(), *names_apart()) if (row := setting(key)) is not None]
    return [row for row in rows if not row.secret and judgeable(row.type)]


def _on_setting(conditions: ConditionSchemas, row: Setting) -> Schema:
    return conditions.of(row.type, row.key, row.values)


def _on_field(conditions: ConditionSchemas, field: Field) -> Schema:
    row = setting(field.name)  # the same values, where a setting has that path, with what each of them means
    values = row.values if row and row.known == field.known else tuple((value, None) for value in field.known)
    return conditions.of(field.type, field.name, values)


def _by_key(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties)}


def _by_resource(conditions: ConditionSchemas) -> Iterator[Schema]:
    """What a rule on a resource may have, and what any other may not."""
    named = {"required": ["resource"]}
    yield {
        "if": named,
        "then": {"properties": dict.fromkeys(_ONLY_OF_SETTINGS, False)},
        "else": {"properties": dict.fromkeys(_ONLY_OF_RESOURCES, False)},
    }
    for level in _RESOURCES:
        fitted = reference(f"{level}_conditions")
        expect = either(fitted, {"const": NOTHING}) if level in COUNTABLE else fitted
        yield _where("resource", {"const": level.value}, {"where": fitted, "expect": expect})
    yield _where("resource", {"const": Level.ACCOUNT.value}, {"expect": conditions.of("integer")})


def _expected_of_settings(conditions: ConditionSchemas, rows: list[Setting]) -> Iterator[Schema]:
    """What `expect` may be for the setting that a rule names."""
    pairs = [(_on_setting(conditions, row)["$ref"], row.key) for row in rows]
    for ref, found in groupby(sorted(pairs), key=lambda pair: pair[0]):
        # not an enumeration: while somebody types, editors take the beginning of a listed value for the whole
        keys = "|".join(key.replace(".", r"\.").replace("[]", r"\[\]") for _, key in found)
        yield _where("setting", {"pattern": f"^({keys})$"}, {"expect": {"$ref": ref}})


def _where(key: str, has: Schema, then: Schema) -> Schema:
    return {"if": {"required": [key], "properties": {key: has}}, "then": {"properties": then}}


def _fill_examples(levels: dict[str, Schema], rows: list[Setting]) -> None:
    """The keys that an example may give of each level; their values are free, since Zoom may give what nobody knows."""
    for level in (level for level in Level if level.value in levels):
        keys = [row.key for row in rows if level in row.levels] + list(fields(level))
        mapping = levels[level.value].get("else", levels[level.value])  # beside it, that there is none
        mapping |= _by_key({key: {} for key in (*keys, *(TEXTS if level is Level.MEETING else ()))})
    levels["parameters"] |= _by_key(_parameters()) | {"patternProperties": {"^own_": {}}}


def _parameters() -> dict[str, Schema]:
    """Every parameter that a policy may give a value to."""
    return dict(load_schema("policy")["properties"]["parameters"]["properties"])


def _policy_schema() -> Schema:
    schema: Schema = copy.deepcopy(dict(load_schema("policy")))
    _suggest_values(schema["properties"]["parameters"]["properties"])
    names = [(path.stem, read_document(path).data["title"]) for path in sorted(shipped("policies").glob("*.yaml"))]
    named = either(choice(names), {"type": "string"})
    listed = {"type": "array", "minItems": 1, "items": named}
    schema["properties"]["extends"] = {
        "description": schema["properties"]["extends"]["description"],
        **either(*named["anyOf"], listed),
    }
    _name_rules(schema, _rules())
    return schema


def _suggest_values(parameters: dict[str, Schema]) -> None:
    """What the shipped policy says; of maps only the keys: they are merged, so only what differs should be written."""
    for name, row in parameters.items():
        default = _defaults().get(name)
        if not isinstance(default, dict):
            row["default"] = default
        elif "properties" not in row:
            row["properties"] = dict.fromkeys(default, row["additionalProperties"])


def _name_rules(schema: Schema, rules: Mapping[str, str]) -> None:
    """The shipped rules wherever a policy names one; it may have rules of its own too."""
    properties, definitions = schema["properties"], schema["$defs"]
    definitions["rule"] = either(choice(rules.items()), {"type": "string"})
    for row in (properties["severities"], properties["off"]):
        row["properties"] = {id_: {"description": title, **row["additionalProperties"]} for id_, title in rules.items()}
    clause, scope = properties["clauses"]["items"]["properties"], definitions["scope"]["properties"]
    contradicted = definitions["attest"]["properties"]["contradicted_by"]
    for listed in (clause["rules"], clause["add_rules"], scope["rules"], contradicted):
        listed["items"] = reference("rule")
    waiver = definitions["waiver"]["properties"]
    waiver["rule"] = _described(waiver["rule"], "rule")


@cache
def _defaults() -> Mapping[str, Any]:
    """What the policy that is meant by default gives to its parameters: these values are suggested."""
    return dict(read_document(shipped("policies") / f"{default_policy()}.yaml").data["parameters"])


def _rules() -> dict[str, str]:
    """The shipped rules by id, with their titles."""
    return {path.stem: read_document(path).data["title"] for path in rule_files([shipped("rules")], [])}
