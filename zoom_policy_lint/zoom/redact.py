"""What may leave this package of an answer: secrets stop here.

Settings and lock flags of the account, groups and users are kept whole, minus secrets; of everything else only the
fields of the endpoint's allow-list survive. A passcode becomes its shape. As a second net, fields of what is kept
whole that the catalogue does not know and whose names look secret are treated as secrets; and links that let somebody
into a room are masked in every text.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.zoom.allowlist import allowed
from zoom_policy_lint.zoom.known import harmless, secrets
from zoom_policy_lint.zoom.masking import mask_links
from zoom_policy_lint.zoom.passcodes import passcode_shape

_SECRET_NAME = re.compile(
    r"pass_?(word|code|phrase)|passwd|pwd|token|secret|host_?key|api_?key|private_?key|stream_?key|credential"
    r"|(^|_)(pin|zak)($|_)|(url|link)s?$",
    re.IGNORECASE,
)
_PASSCODE_NAME = re.compile(r"pass_?(word|code)|passwd|pwd|(^|_)pin($|_)", re.IGNORECASE)
_UUID = re.compile(r"[A-Za-z0-9+/]{16,40}==")


def reduce_body(
    endpoint: Endpoint, body: Mapping[str, Any], questions: TextQuestions, *, whole: bool = True
) -> dict[str, Any]:
    """An answer about one resource, fit to be stored; the questions are answered from the texts that are not.

    One about a single occurrence of a series is not `whole`: what it leaves out is not empty.
    """
    return _object(body, "") if endpoint.keep is None else allowed(endpoint, body, questions, whole=whole)


def reduce_row(endpoint: Endpoint, row: Mapping[str, Any] | str, questions: TextQuestions) -> dict[str, Any] | str:
    """One row of a list, fit to be stored; a row that is plain text keeps its text, without links."""
    if isinstance(row, str):
        return mask_links(row)
    kept = allowed(endpoint, row, questions)
    name = row.get(endpoint.row_id or "")
    if endpoint.row_id in kept and isinstance(name, str) and _UUID.fullmatch(name):
        kept[endpoint.row_id] = name  # the slashes of a UUID may look like those of a link
    return kept


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
