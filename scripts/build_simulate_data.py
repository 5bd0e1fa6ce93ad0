"""Write the simulated account's data file from Zoom's API facts.

`python scripts/build_simulate_data.py FACTS` reads the JSON Schemas, the endpoints and the defaults beside
this script, and writes `zoom_policy_lint/simulate/data/settings.json`: for each level and `option` view a complete
body as a new account gives it, the lock flags with their types, the scopes and rate labels of each endpoint.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "zoom_policy_lint" / "simulate" / "data" / "settings.json"
LEVELS = {"account": "accounts", "group": "groups.id", "user": "users.id"}
VIEWS = ("default", "meeting_security", "security", "meeting_authentication", "recording_authentication")
ENDPOINTS = (
    *("accounts.settings", "accounts.lock_settings", "accounts.managed_domains", "accounts.trusted_domains"),
    *("roles", "roles.id", "roles.id.members"),
    *("users", "users.id", "users.id.settings", "users.id.assistants", "users.id.schedulers"),
    *("users.id.meetings", "users.id.recordings", "users.id.webinars"),
    *("meetings.id", "meetings.id.invitation", "meetings.id.registrants"),
    *("meetings.id.recordings", "meetings.id.recordings.settings"),
    *("groups", "groups.id", "groups.id.members", "groups.id.settings", "groups.id.lock_settings"),
)

Json = dict[str, Any]


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("facts", type=Path, help="folder of Zoom's API facts (endpoints.json, schemas/)")
    parser.add_argument("--output", type=Path, default=TARGET)
    arguments = parser.parse_args()
    arguments.output.write_text(build(arguments.facts), encoding="utf-8")


def build(facts: Path) -> str:
    """The text of the data file."""
    tables = yaml.safe_load((HERE / "simulate_defaults.yaml").read_text(encoding="utf-8"))
    defaults = flatten(tables["defaults"])
    other_names = {other: name for name, others in tables["aliases"].items() for other in others}
    data = {
        "settings": {level: _settings(facts, LEVELS[level], defaults, other_names) for level in LEVELS},
        "locks": {level: _locks(facts, LEVELS[level]) for level in ("account", "group")},
        "endpoints": _endpoints(facts),
        "aliases": other_names,
        "lock_holds": tables["lock_holds"],
        "lock_may_hold": tables["lock_may_hold"],
    }
    _refuse_unused(defaults, data["settings"])
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def flatten(table: Json) -> Json:
    """`{a.b: {c: 1}}` as `{a.b.c: 1}`."""
    flat: Json = {}
    for path, value in table.items():
        if isinstance(value, dict):
            flat |= {f"{path}.{key}": inner for key, inner in flatten(value).items()}
        else:
            flat[path] = value
    return flat


def _settings(facts: Path, prefix: str, defaults: Json, other_names: dict[str, str]) -> Json:
    bodies: Json = {}
    for view in VIEWS:
        schema = _schema(facts, f"{prefix}.settings.get.{view}.json")
        if schema is not None:
            bodies[view] = _body(schema, view, "", defaults, other_names)
    return bodies


def _schema(facts: Path, name: str) -> Json | None:
    path = facts / "schemas" / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _body(schema: Json, view: str, path: str, defaults: Json, other_names: dict[str, str]) -> Any:
    if schema.get("type") == "object":
        return {
            key: _body(inner, view, f"{path}.{key}" if path else key, defaults, other_names)
            for key, inner in schema.get("properties", {}).items()
        }
    for name in (f"{view}:{path}", path, other_names.get(path, path)):
        if name in defaults:
            return defaults[name]
    return _plain(schema)


def _plain(schema: Json) -> Any:
    """The plainest value: off, empty, or the first that the types allow."""
    if schema.get("enum"):
        return schema["enum"][0]
    empty: Json = {"boolean": False, "string": "", "integer": 0, "number": 0, "array": []}
    return empty[schema["type"]]


def _locks(facts: Path, prefix: str) -> Json:
    flags: Json = {}
    for view in VIEWS:
        schema = _schema(facts, f"{prefix}.lock_settings.get.{view}.json")
        if schema is not None:
            flags[view] = _types(schema)
    return flags


def _types(schema: Json) -> Any:
    """The tree of flags, each leaf as its type: `boolean`, `string`, or `value` for listed words."""
    if schema.get("type") == "object":
        return {key: _types(inner) for key, inner in schema.get("properties", {}).items()}
    return "value" if schema.get("enum") else schema["type"]


def _endpoints(facts: Path) -> list[Json]:
    rows = {row["key"]: row for row in json.loads((facts / "endpoints.json").read_text(encoding="utf-8"))}
    return [
        {
            "key": key,
            "path": row["path"],
            "classic": row["scopes_classic"],
            "granular": row["scopes_granular"],
            "label": row["rate_limit_label"].capitalize(),
            "page_size_max": row["pagination"].get("page_size_max"),
        }
        for key, row in ((key, rows[f"GET {key}"]) for key in ENDPOINTS)
    ]


def _refuse_unused(defaults: Json, settings: Json) -> None:
    """A default of a path that no level has is a slip of the pen."""
    known = {path for views in settings.values() for body in views.values() for path in flatten(body)}
    unused = sorted(path for path in defaults if path.split(":")[-1] not in known)
    if unused:
        raise SystemExit(f"simulate_defaults.yaml: no level has {', '.join(unused)}")


if __name__ == "__main__":
    main()
