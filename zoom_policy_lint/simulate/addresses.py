"""Paths with ids in them: what a client encoded once or twice becomes an id again."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from starlette.types import Scope


def encoded_path(scope: Scope) -> str:
    """The path of a request as it was sent, with its escapes: an encoded slash parts nothing."""
    raw: bytes | None = scope.get("raw_path")
    return raw.decode("ascii") if raw else quote(scope["path"])


def readable(path: str) -> str:
    """An encoded path in plain characters; only a slash within an id stays as `%2F`."""
    return "/".join(unquote(unquote(part)).replace("/", "%2F") for part in path.split("/"))


def ids_in(parameters: Mapping[str, Any]) -> Mapping[str, str]:
    """The ids of a path's parameters.

    Zoom decodes a meeting's UUID a second time, after the path was taken apart. One that begins with a slash or holds
    two in a row is lost on the way unless it was encoded twice: it then comes as an empty id.
    """
    return {name: _uuid(part) if name == "meetingId" else unquote(part) for name, part in parameters.items()}


def _uuid(part: str) -> str:
    once = unquote(part)
    return "" if once.startswith("/") or "//" in once else unquote(once)
