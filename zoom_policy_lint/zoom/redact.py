"""What may leave this package of an answer: secrets stop here.

Settings and lock flags are kept whole, minus secrets; of everything else only the fields of the endpoint's
allow-list survive, of whatever type, so that the judge sees a wrong type. A passcode becomes its shape. As a second
net, fields that the catalogue does not know and whose names look secret are treated as secrets, and links that
let somebody into a room are masked in every text.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.zoom.known import harmless, secrets

MASK = "[removed]"

_SECRET_NAME = re.compile(
    r"pass_?(word|code|phrase)|passwd|pwd|token|secret|host_?key|api_?key|private_?key|stream_?key|credential"
    r"|(^|_)(pin|zak)($|_)|(url|link)s?$",
    re.IGNORECASE,
)
_PASSCODE_NAME = re.compile(r"pass_?(word|code)|passwd|pwd|(^|_)pin($|_)", re.IGNORECASE)
_OPENING = re.compile(
    r"/(j|s|my|w|wc|rec)/|(pwd|zak|tk|token|passcode|password)=|%2f(j|s|my|w|wc|rec)%2f|(pwd|zak|tk|token)%3d",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s\"'<>]+")
_SPOKEN = re.compile(r"\b(pass(?:word|code)|host key|pin)(\s*[:=]\s*)\S+", re.IGNORECASE)


def mask_links(text: str) -> str:
    """A text without links that open a room or a recording, and without passcodes told beside them."""
    masked = _WORD.sub(lambda word: MASK if _OPENING.search(word[0]) else word[0], text)
    return _SPOKEN.sub(rf"\1\2{MASK}", masked)


def passcode_shape(value: str) -> dict[str, Any]:
    """What is kept of a passcode: whether there is one, its length, and which classes of characters it has."""
    kinds = {
        "letters": any(c.isalpha() for c in value),
        "digits": any(c.isdigit() for c in value),
        "special": any(not c.isalnum() for c in value),
        "mixed_case": any(c.isupper() for c in value) and any(c.islower() for c in value),
    }
    return {
        "set": bool(value),
        "length": len(value),
        "classes": [name for name, found in kinds.items() if found],
    }


def reduce_body(endpoint: Endpoint, body: Mapping[str, Any]) -> dict[str, Any]:
    """An answer about one resource, fit to be stored."""
    return _object(body if endpoint.keep is None else _allowed(endpoint.keep, body), "")


def reduce_row(endpoint: Endpoint, row: Mapping[str, Any] | str) -> dict[str, Any] | str:
    """One row of a list, fit to be stored; a row that is plain text keeps its text, without links."""
    if isinstance(row, str):
        return mask_links(row)
    return _object(_allowed(endpoint.keep or {}, row), "")


def _allowed(keep: Mapping[str, str], body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in keep if name in body}


_NOTHING = object()


def _object(body: Mapping[str, Any], path: str) -> dict[str, Any]:
    kept = {_name(name): _field(name, value, path) for name, value in body.items()}
    return {name: value for name, value in kept.items() if value is not _NOTHING}


def _field(name: str, value: Any, path: str) -> Any:
    here = f"{path}.{name}" if path else name
    kept = _kept(here, name)
    return _value(value, here) if kept == "whole" else _secret(value, shape=kept == "passcode")


@lru_cache(maxsize=4096)  # the same names come with every answer
def _kept(path: str, name: str) -> str:
    """What is kept of a field: the `whole`, of a `passcode` its shape, or `nothing`."""
    listed = secrets().get(path)
    if listed is not None:
        return listed
    if path in harmless() or f"{path}[]" in harmless() or not _SECRET_NAME.search(name):
        return "whole"
    return "passcode" if _PASSCODE_NAME.search(name) else "nothing"


_name = lru_cache(maxsize=4096)(mask_links)


def _secret(value: Any, *, shape: bool) -> Any:
    """A flag or nothing is no secret (lock flags bear the names of what they lock); all else is reduced."""
    if value is None or isinstance(value, bool):
        return value
    if shape and isinstance(value, str | int | float):
        return passcode_shape(str(value))
    return _NOTHING


def _value(value: Any, path: str) -> Any:
    if isinstance(value, str):
        return mask_links(value)
    if isinstance(value, list):
        return [_value(item, f"{path}[]") for item in value]
    if isinstance(value, dict):
        return _object(value, path)
    return value
