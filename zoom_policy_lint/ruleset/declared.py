"""What parameters are declared to be, so that none stands in a rule where no policy could make it fit."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from zoom_policy_lint.ruleset.parts import parameters_in
from zoom_policy_lint.ruleset.source import PathKey
from zoom_policy_lint.ruleset.structure import load_schema, nearest

_LIST, _TEXT, _NUMBER = "a list of texts", "a text", "a whole number"
_TEXTS_OF_PARTS, _LISTS_OF_PARTS = "a mapping of parts to texts", "a mapping of parts to lists of texts"

_WANTED: Mapping[PathKey, str] = {
    ("names",): _LIST,
    ("count", "users_with_roles"): _LIST,
    ("says", "phrases"): _LISTS_OF_PARTS,
    ("says", "template"): _TEXTS_OF_PARTS,
    ("stand_ins", "hosts"): _LIST,
    ("register", "file"): _TEXT,
    ("register", "valid_months"): _NUMBER,
}
"""What is wanted of a parameter that stands at a path of a rule."""

OWN = re.compile(r"own_[a-z0-9]+(_[a-z0-9]+)*")
"""Names of parameters that the rules of a policy bring with them: what they are is seen where the policy gives them."""

_PLAIN: Mapping[str, str] = {"string": _TEXT, "integer": _NUMBER, "array": _LIST, "object": "a mapping"}
_OF_PARTS: Mapping[str, str] = {"string": _TEXTS_OF_PARTS, "array": _LISTS_OF_PARTS}


@cache
def shapes() -> Mapping[str, str]:
    """What each parameter of a policy is, in words."""
    return {name: _shape(row) for name, row in load_schema("policy")["properties"]["parameters"]["properties"].items()}


def declared_misfits(data: Mapping[str, Any]) -> Iterator[tuple[PathKey, str, str]]:
    """Path, sentence and hint of every parameter that does not exist, or cannot be what its place in a rule wants."""
    for at, written in parameters_in(data, ()):
        if written not in shapes() and not OWN.fullmatch(written):
            yield (
                at,
                f"there is no parameter “{written}”",
                f"{nearest(written, list(shapes()))} (your own begin with own_)",
            )
    for path, wanted in _WANTED.items():
        part: Any = data
        for key in path:
            part = part.get(key) if isinstance(part, Mapping) else None
        name = str(part.get("parameter")) if isinstance(part, Mapping) else ""
        if name in shapes() and shapes()[name] != wanted:
            those = ", ".join(one for one, shape in shapes().items() if shape == wanted)
            message = f"the parameter “{name}” is {shapes()[name]}; {wanted} is wanted here"
            yield (*path, "parameter"), message, f"parameters that are: {those}"


def listed_misfit(name: str) -> Iterator[tuple[str, str]]:
    """Sentence and hint where a parameter is none that lists something."""
    if name in shapes() and shapes()[name] != _LIST:
        those = ", ".join(one for one, shape in shapes().items() if shape == _LIST)
        yield f"the parameter “{name}” is {shapes()[name]}; {_LIST} is wanted here", f"parameters that are: {those}"


def _shape(row: Mapping[str, Any]) -> str:
    kind = row["type"] if isinstance(row["type"], str) else row["type"][0]  # the second is null: not given
    values = row.get("additionalProperties")
    return _OF_PARTS[values["type"]] if isinstance(values, Mapping) else _PLAIN[kind]
