"""Bytes from the wire to a JSON object, or nothing: an answer that is not surely understood is not used."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.zoom.known import expected

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def parse(raw: bytes) -> dict[str, Any] | None:
    """The JSON object in the bytes; None for HTML, nothing, half a body, a list, a key twice."""
    try:
        body = json.loads(raw, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_unique)
        if _SURROGATE.search(raw):
            json.dumps(body, ensure_ascii=False).encode()  # half a character could not be written later
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("a number too large to be one")
    return number


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    body = dict(pairs)
    if len(body) != len(pairs):
        raise ValueError("a key stands twice: which value holds is not known")
    return body


def is_error(endpoint: Endpoint, body: Mapping[str, Any]) -> bool:
    """Whether an answer of HTTP 200 is an error: `code` and `message`, and nothing that the endpoint answers.

    Some of Zoom's pages list "Only available for paid account" under HTTP 200.
    """
    return {"code", "message"} <= body.keys() and not expected(endpoint) & body.keys()
