"""The lines of a snapshot → model values. What does not fit raises KeyError, TypeError or ValueError."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zoom_policy_lint.model.resource import Header, Listing, Read, Resource, TextQuestions, Unread
from zoom_policy_lint.model.words import Level, Reason

_LEVELS = {str(level): level for level in Level}


def json_object(line: bytes) -> dict[str, Any]:
    """The JSON object of one line; ValueError when it holds anything else."""
    try:
        value = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - a line's content, not a wrong argument
    return value


def header(row: Mapping[str, Any]) -> Header:
    """The header; `taken_at` must be a time with its zone, since every age is judged by it."""
    if datetime.fromisoformat(_text(row["taken_at"])).tzinfo is None:
        raise ValueError("taken_at has no time zone")
    return Header(
        account_id=_text(row["account_id"]),
        taken_at=row["taken_at"],
        source=_text(row["source"]),
        levels=tuple(_LEVELS[level] for level in row["levels"]),
        reads=tuple(_text(read) for read in row["reads"]),
        plan=None if row["plan"] is None else _text(row["plan"]),
        tool_version=_text(row["tool_version"]),
        pseudonymised=_flag(row["pseudonymised"]),
        questions=_questions(row["questions"]) if "questions" in row else TextQuestions(),
        recording_months=_number(row["recording_months"]) if "recording_months" in row else None,
    )


def listing(row: Mapping[str, Any]) -> Listing:
    """One list."""
    return Listing(
        read=Read.parse(_text(row["list"])),
        parent=_text(row["parent"]),
        count=_number(row["count"]),
        complete=_flag(row["complete"]),
        unread=None if row["unread"] is None else _unread(row["unread"]),
    )


def resource(row: Mapping[str, Any]) -> Resource:
    """One resource. The decoded mappings are taken as they are, without copies: they may be large."""
    fields, bodies, unread = row["fields"], row["bodies"], row["unread"]
    if not all(isinstance(part, dict) for part in (fields, bodies, unread, *bodies.values())):
        raise TypeError("fields, bodies and unread must be objects")
    return Resource(
        level=_LEVELS[row["level"]],
        id=_text(row["id"]),
        name=_text(row["name"]),
        fields=fields,
        bodies=bodies,
        unread={read: _unread(item) for read, item in unread.items()},
        gone=_flag(row["gone"]),
    )


def _questions(row: Mapping[str, Any]) -> TextQuestions:
    return TextQuestions(_texts(row["phrases"]), _texts(row["patterns"]))


def _unread(row: Mapping[str, Any]) -> Unread:
    return Unread(Reason(row["reason"]), _text(row["detail"]))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text wanted, {type(value).__name__} found")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"a list wanted, {type(value).__name__} found")
    return tuple(_text(item) for item in value)


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"a whole number wanted, {type(value).__name__} found")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"true or false wanted, {type(value).__name__} found")
    return value
