"""Make the catalogue's data from the facts about Zoom's API.

    python scripts/build_catalogue.py --facts ../shared/zoom-api

Reads `settings.json` and `endpoints.json` of the facts, and the hand-kept tables beside this script
(`catalogue_tables.yaml`: names that differ by level, twin paths, lock names, endpoints that we read and what of
their answers may be stored; `portal.yaml`: where a setting stands in the admin portal). Writes
`zoom_policy_lint/catalogue/data/*.json`, one row a line, so that a change of the facts is a readable difference.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "zoom_policy_lint" / "catalogue" / "data"
LEVELS = ("account", "group", "user", "meeting", "recording")
RECORDING_PREFIX = "recording_settings."
"""How the facts tell the settings of one recording from fields of the same name elsewhere."""
SAID_OF_A_VALUE = ("title", "text", "passcode", "set")
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=Path, default=ROOT.parent / "shared" / "zoom-api")
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    for name, rows in build(options.facts).items():
        write_rows(options.out / name, rows)


def build(facts: Path) -> dict[str, list[Row]]:
    """Every data file of the catalogue, by name."""
    tables = yaml.safe_load((ROOT / "scripts" / "catalogue_tables.yaml").read_text(encoding="utf-8"))
    portal = yaml.safe_load((ROOT / "scripts" / "portal.yaml").read_text(encoding="utf-8")) or {}
    settings = json.loads((facts / "settings.json").read_text(encoding="utf-8"))
    endpoints = json.loads((facts / "endpoints.json").read_text(encoding="utf-8"))
    return {
        "settings.json": setting_rows(settings, tables, portal),
        "endpoints.json": endpoint_rows(endpoints, settings, tables),
        "secrets.json": secret_rows(settings),
    }


def setting_rows(facts: list[Row], tables: Row, portal: dict[str, str]) -> list[Row]:
    """A row for every setting that a rule may name, under its canonical key."""
    by_path = {fact["path"]: fact for fact in facts}
    elsewhere = {
        path for names in tables["names"].values() for path in names.values() if path not in tables["names"]
    } | {path for twins in tables["twins"].values() for path in twins}
    stored = stored_paths(tables)
    rows = []
    for path, fact in sorted(by_path.items()):
        if path in elsewhere or "[]" in path.rpartition(".")[2] or fact["type"] == "object":
            continue
        row = setting_row(path, by_path, tables, stored)
        if row["levels"]:
            rows.append(row | ({"portal": portal[path]} if path in portal else {}))
    unused = set(portal) - {row["key"] for row in rows}
    if unused:
        raise SystemExit(f"portal.yaml names what the catalogue does not have: {', '.join(sorted(unused))}")
    return rows


def stored_paths(tables: Row) -> dict[str, frozenset[str]]:
    """Where answers are kept by allow-list: the paths, as the facts write them, whose value itself is kept."""
    kept = {}
    for level, name, prefix in (
        ("meeting", "meetings.id", ""),
        ("recording", "meetings.id.recordings.settings", RECORDING_PREFIX),
    ):
        fields = tables["endpoints"][name]["keep"].items()
        kept[level] = frozenset(prefix + path for path, kind in fields if kind not in SAID_OF_A_VALUE)
    return kept


def setting_row(key: str, by_path: dict[str, Row], tables: Row, stored: dict[str, frozenset[str]]) -> Row:
    fact = by_path[key]
    names = tables["names"].get(key, {})
    row: Row = {"key": key, "type": value_type(key, fact), "summary": fact["summary"]}
    values = known_values(fact)
    if values:
        row["values"] = values
    if fact.get("secret"):
        row["secret"] = True
    if fact["deprecated"]:
        row["deprecated"] = True
    row["levels"] = {
        level: place
        for level in LEVELS
        if (path := names.get(level, key)) in stored.get(level, {path})
        and (place := level_place(level, key, path, by_path, tables)) is not None
    }
    return row


def value_type(key: str, fact: Row) -> str:
    kind = fact["type"] if isinstance(fact["type"], str) else "any"
    return f"array<{kind}>" if "[]." in key else kind


def known_values(fact: Row | None) -> list[Row]:
    """The closed set of values with their meaning; a union over the levels."""
    fact = fact or {"enum": None, "enum_meaning": None}
    values = fact["enum"] or fact.get("enum_from_text") or []
    meaning = fact["enum_meaning"] or {}
    return [{"value": value, "meaning": meaning.get(str(value))} for value in values]


def level_place(level: str, key: str, path: str, by_path: dict[str, Row], tables: Row) -> Row | None:
    """Under which paths one level keeps a setting, in which view, with which lock; None where it does not."""
    fact = by_path.get(path)
    if fact is None or level not in fact["levels"]:
        return None
    paths = [value_place(level, path, view, tables) for view in known_views(level, fact)[:1]]
    for twin in tables["twins"].get(key, []):
        if level in by_path[twin]["levels"]:
            paths += [value_place(level, twin, view, tables) for view in known_views(level, by_path[twin])[:1]]
    if not paths:
        return None
    place: Row = {"paths": paths, "writable": level in fact["patchable_at"]}
    locks = [lock for candidate in paths for lock in lock_places(level, candidate["path"], by_path, tables)]
    if locks:
        place["locks"] = locks
    return place


def value_place(level: str, path: str, view: str, tables: Row) -> Row:
    """A path in its view; with the plain body as a second place where sources disagree on the view."""
    place = {"path": path.removeprefix(RECORDING_PREFIX) if level == "recording" else path, "view": view}
    if level == "account" and tables["either_view"].get(view) == path.partition(".")[0]:
        place["or_view"] = "default"
    return place


def known_views(level: str, fact: Row) -> list[str]:
    """The `option` views that hold a path; views whose option value nobody knows do not count."""
    if level in ("meeting", "recording"):
        return ["default"]
    views = [view for view in fact["options"].get(level, []) if not view.startswith("unknown:")]
    return sorted(views, key=lambda view: view != "default")


def lock_places(level: str, path: str, by_path: dict[str, Row], tables: Row) -> Iterable[Row]:
    """The lock flag of a path at a level: its own, one under another name, or that of the object around it."""
    if level not in ("account", "group"):
        return
    for candidate in (path, tables["lock_names"].get(path), by_path[path]["lock_ancestor"]):
        fact = by_path.get(candidate or "")
        if fact and fact["lockable_at"].get(level):
            yield {
                "path": candidate,
                "view": fact["lock_option"][level][0],
                "writable": bool(fact["lock_patchable_at"].get(level)),
            }
            return


def endpoint_rows(facts: list[Row], settings: list[Row], tables: Row) -> list[Row]:
    """A row for every endpoint that we read, in the order of the table."""
    by_key = {fact["key"]: fact for fact in facts}
    by_path = {fact["path"]: fact for fact in settings}
    rows = []
    for name, ours in tables["endpoints"].items():
        writes = by_key.get(f"PATCH {name}", {"query_parameters": []})
        option = any(parameter["name"] == "option" for parameter in writes["query_parameters"])
        row = endpoint_row(name, ours | field_values(ours, by_path), by_key[f"GET {ours.get('fact', name)}"])
        rows.append(row | ({"write_option": True} if option else {}))
    return rows


def field_values(ours: Row, by_path: dict[str, Row]) -> Row:
    """The known values of stored fields: those of the setting with the same path, and those that the table gives."""
    if ours["role"] != "settings" or "keep" not in ours:
        return {}
    prefix = RECORDING_PREFIX if ours["level"] == "recording" else ""
    found = {path: [one["value"] for one in known_values(by_path.get(prefix + path))] for path in ours["keep"]}
    return {"values": {path: values for path, values in found.items() if values} | ours.get("values", {})}


def endpoint_row(name: str, ours: Row, fact: Row) -> Row:
    paging = fact["pagination"]
    row: Row = {
        "id": name,
        "path": fact["path"],
        "level": ours["level"],
        "views": sorted({v["option"] or "default" for v in fact["schemas"] if v["option"] != "unknown"}),
        "rate": fact["rate_limit_label"].lower(),
        "scopes_classic": [scope for scope in fact["scopes_classic"] if scope.endswith(":read:admin")],
        "scopes_granular": [scope for scope in fact["scopes_granular"] if scope.endswith((":admin", ":master"))],
    }
    if "items" in paging and ours["role"] in ("list", "members"):
        row["items"] = paging["items"]
    if paging["style"] == "next_page_token":
        row["page_size"] = ours["page_size"]
    return row | {key: value for key, value in ours.items() if key not in ("level", "page_size", "fact")}


def secret_rows(facts: list[Row]) -> list[Row]:
    """Paths whose value opens something: a passcode is described (set, length, classes), anything else is dropped."""
    return [
        {"path": fact["path"], "keep": "passcode" if "pass" in fact["path"].rpartition(".")[2] else "nothing"}
        for fact in sorted(facts, key=lambda fact: str(fact["path"]))
        if fact.get("secret")
    ]


def write_rows(path: Path, rows: list[Row]) -> None:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
