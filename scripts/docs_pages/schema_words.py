"""The keys of a file, from its JSON Schema, in words for people who write such files."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from docs_pages.markdown import code, oneline, table

_Schema = Mapping[str, Any]
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "object": "a mapping",
    "null": "`null`",
}
_NAMED = {"date": "a date, such as `2026-09-03`", "parameter": "`{parameter: NAME}`"}
_MOST_LISTED = 5
"""So many keys of a mapping are named where it stands among others."""


@cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    return dict(yaml.safe_load(Path(__file__).with_name("meanings.yaml").read_text(encoding="utf-8")))


def keys_table(section: str, found: _Schema, root: _Schema, links: Mapping[str, str] | None = None) -> str:
    """The keys of a mapping: what is written, whether it must be there, and what it means.

    `section` is where meanings.yaml says what the schema does not; `links` are sections of the page, by key; `root` is
    the schema whose `$defs` are meant. LookupError when a key has no meaning.
    """
    required = set(found.get("required", ()))
    rows = (
        (
            f"[{code(name)}](#{links[name]})" if links and name in links else code(name),
            form(one, root),
            "yes" if name in required else "no",
            _meaning(section, name, one),
        )
        for name, one in found.get("properties", {}).items()
    )
    return table(("key", "what is written", "must be there", "meaning"), rows)


def _meaning(section: str, name: str, found: _Schema) -> str:
    said = _meanings().get(section, {}).get(name) or found.get("description")
    if not said:
        raise LookupError(f"neither the schema nor meanings.yaml says what “{name}” of a {section} means")
    return f"{oneline(said)[0].upper()}{oneline(said)[1:]}"


def form(found: _Schema, root: _Schema) -> str:
    """What may be written for a key."""
    named = _NAMED.get(found.get("$ref", "").rpartition("/")[2])
    found = _resolved(found, root)
    if "then" in found:
        return f"{_choice(found['then']) or 'a file'}, or {form(found['else'], root)}"
    if "anyOf" in found:
        return " or ".join(form(one, root) for one in found["anyOf"])
    if found.get("type") == "array":
        return named or _list(found, root)
    return named or _choice(found) or _mapping(found) or " or ".join(_typed(found, root)) or "a value or a mapping"


def _choice(found: _Schema) -> str:
    return ", ".join(map(code, found.get("enum", [found["const"]] if "const" in found else [])))


def _mapping(found: _Schema) -> str:
    keys = [code(key) for key in found.get("properties", ())]
    return f"a mapping with {', '.join(keys)}" if 0 < len(keys) <= _MOST_LISTED else ""


def _list(found: _Schema, root: _Schema) -> str:
    least = found.get("minItems", 0)
    items = _resolved(found["items"], root)
    if "then" in items:
        items = _resolved(items["else"], root)
    of = {"object": "mappings", "string": "texts"}.get(items.get("type", "")) or form(items, root)
    return f"a list of {of}{', at least one' if least else ''}"


def _typed(found: _Schema, root: _Schema) -> Iterator[str]:
    kinds = found.get("type", [])
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        limits = ", ".join(_limits(found)) if kind in ("integer", "number") else ""
        words = _list(found, root) if kind == "array" else _TYPES[kind]
        yield f"{words} ({limits})" if limits else words


def _limits(found: _Schema) -> Iterator[str]:
    if "minimum" in found:
        yield f"at least {found['minimum']}"
    if "maximum" in found:
        yield f"at most {found['maximum']}"


def _resolved(found: _Schema, root: _Schema) -> _Schema:
    name = found.get("$ref", "").rpartition("/")[2]
    return root["$defs"][name] if name else found
