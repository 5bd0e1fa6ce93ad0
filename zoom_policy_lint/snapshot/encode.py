"""Model values → the lines of a snapshot, the same bytes for the same values."""

import json
from collections.abc import Mapping
from typing import Any

from zoom_policy_lint.model.resource import Header, Listing, Resource, Unread

FORMAT = "zoom-policy-lint snapshot"
VERSION = 1

_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def compact(value: Any) -> bytes:
    """JSON in UTF-8 with sorted keys and no spaces.

    Half a surrogate pair, which JSON can carry and UTF-8 cannot, becomes a question mark.
    """
    return _encoder.encode(value).encode("utf-8", "replace")


def header_line(header: Header) -> bytes:
    """The first line of a snapshot."""
    rest: dict[str, Any] = {
        "account_id": header.account_id,
        "taken_at": header.taken_at,
        "source": header.source,
        "levels": list(header.levels),
        "reads": list(header.reads),
        "plan": header.plan,
        "tool_version": header.tool_version,
        "pseudonymised": header.pseudonymised,
        "questions": {"phrases": list(header.questions.phrases), "patterns": list(header.questions.patterns)},
    }
    if header.recording_months is not None:
        rest["recording_months"] = header.recording_months
    return _line({"format": FORMAT, "version": VERSION}, rest)


def listing_line(listing: Listing) -> bytes:
    """How one list was read."""
    rest = {
        "count": listing.count,
        "complete": listing.complete,
        "unread": None if listing.unread is None else _unread(listing.unread),
    }
    return _line({"list": str(listing.read), "parent": listing.parent}, rest)


def resource_line(resource: Resource) -> bytes:
    """One resource; its level and id stand first, so that order can be checked without decoding the rest."""
    rest = {
        "name": resource.name,
        "fields": resource.fields,
        "bodies": resource.bodies,
        "unread": {read: _unread(unread) for read, unread in resource.unread.items()},
        "gone": resource.gone,
    }
    return _line({"level": resource.level, "id": resource.id}, rest)


def end_line(counts: Mapping[str, int], sha256: str) -> bytes:
    """The last line: how many lists, and resources of each level, and the checksum of all lines before it."""
    return _line({"end": dict(sorted(counts.items()))}, {"sha256": sha256})


def _unread(unread: Unread) -> dict[str, str]:
    return {"reason": unread.reason, "detail": unread.detail}


def _line(first: Mapping[str, Any], rest: Mapping[str, Any]) -> bytes:
    """One JSON object: the first keys in their own order, the rest sorted."""
    head = ",".join(f"{_encoder.encode(key)}:{_encoder.encode(value)}" for key, value in first.items())
    return b"{" + head.encode("utf-8", "replace") + b"," + compact(rest)[1:] + b"\n"
