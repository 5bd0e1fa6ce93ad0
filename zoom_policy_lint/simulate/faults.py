"""Faults on demand, as data: what goes wrong, on which requests, how often."""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

Json = dict[str, Any]


class FaultKind(StrEnum):
    """What goes wrong."""

    TOO_MANY_REQUESTS = "too_many_requests"
    """429 for the second; `headers=False` leaves every header out."""
    DAILY_LIMIT = "daily_limit"
    """429 for the day, with `Retry-After` at midnight UTC; `headers=False` leaves every header out."""
    SERVER_ERROR = "server_error"
    """`status` (500 unless said) with an HTML body."""
    CONNECTION_RESET = "connection_reset"
    TRUNCATED_JSON = "truncated_json"
    SLOW_BODY = "slow_body"
    """The body comes in small pieces, `value` seconds (0.5 unless said) apart."""
    REFUSE_SCOPE = "refuse_scope"
    REFUSE_PLAN = "refuse_plan"
    REFUSE_PERMISSION = "refuse_permission"
    NOT_FOUND = "not_found"
    """404 as for a user that has vanished, or a group, role, meeting or recording."""
    TOKEN_DIES = "token_dies"  # noqa: S105
    """Every access token alive is revoked before the request is looked at."""
    ERROR_IN_200 = "error_in_200"
    """HTTP 200 with the body of an error."""
    REPEATED_PAGE_TOKEN = "repeated_page_token"  # noqa: S105
    """The answer's page token is the one that was sent, so that the page comes again and again."""
    EXPIRED_PAGE_TOKEN = "expired_page_token"  # noqa: S105
    EMPTY_PAGE = "empty_page"
    """No rows, though the page token goes on."""
    ENDLESS_PAGES = "endless_pages"
    """There is always a next page; after the last comes the first again, under a new token."""
    TOTAL_TOO_LARGE = "total_too_large"
    """`total_records` is `value` (1 unless said) more than the rows there are."""
    LOST_ROW = "lost_row"
    """The first row of the page is not sent; `total_records` stays."""
    WRONG_TYPE = "wrong_type"
    """The value at `path` (every value if none is given) becomes one of another type."""
    UNKNOWN_VALUE = "unknown_value"
    """The word or number at `path` (every one if none is given) becomes one that nobody knows."""
    NULL_VALUE = "null_value"
    REPLACE = "replace"
    """`value` at `path`; where nothing stood, a key that nobody knows is added."""
    DROP = "drop"
    """The key or section at `path` is not sent."""
    EMPTY_BODY = "empty_body"
    """`{}`."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    `match` names the requests as a path under `/v2` (or `/oauth/token`): `{…}` stands for one part, `*` for
    anything; a slash within an id is `%2F` there. After a `?` come query values that must be there, an empty
    one meaning "not sent" (`/users/{id}/settings?option=`). `after` requests go well before the first faulty
    one; `times` are faulty (None: all the rest).
    """

    kind: FaultKind
    match: str = "*"
    times: int | None = None
    after: int = 0
    path: str = ""
    value: Any = None
    status: int = 500
    headers: bool = True

    def matches(self, path: str, query: Mapping[str, str]) -> bool:
        """Whether the fault means this request."""
        pattern, wanted = _pattern(self.match)
        return bool(pattern.fullmatch(path)) and all(query.get(key, "") == value for key, value in wanted)


@cache
def _pattern(match: str) -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    path, _, query = match.partition("?")
    parts = (_PART.get(part[0], re.escape(part)) for part in re.findall(r"\{[^}]*\}|\*|[^{*]+", path))
    return re.compile("".join(parts)), tuple(parse_qsl(query, keep_blank_values=True))


_PART = {"{": "[^/]+", "*": ".*"}


@dataclass
class FaultBook:
    """The faults of one application, and how often each has come up."""

    faults: tuple[Fault, ...]
    _seen: dict[int, int] = field(default_factory=dict)

    def due(self, path: str, query: Mapping[str, str]) -> tuple[Fault, ...]:
        """The faults that this request meets; counts it."""
        meant = [(number, fault) for number, fault in enumerate(self.faults) if fault.matches(path, query)]
        return tuple(fault for number, fault in meant if self._is_due(number, fault))

    def _is_due(self, number: int, fault: Fault) -> bool:
        seen = self._seen[number] = self._seen.get(number, 0) + 1
        return seen > fault.after and (fault.times is None or seen <= fault.after + fault.times)


def spoil(fault: Fault, body: Json) -> Json:
    """The body as the fault changes it; bodies that the fault does not concern come back as they are."""
    if fault.kind is FaultKind.EMPTY_BODY:
        return {}
    if fault.kind is FaultKind.TOTAL_TOO_LARGE:
        return body | {"total_records": body.get("total_records", 0) + (fault.value or 1)}
    if fault.kind in (FaultKind.EMPTY_PAGE, FaultKind.LOST_ROW):
        start = 1 if fault.kind is FaultKind.LOST_ROW else None
        return {k: _rows_from(v, start) for k, v in body.items()}
    if fault.kind not in _CHANGES:
        return body
    spoilt = copy.deepcopy(body)
    if fault.kind is FaultKind.REPLACE:
        _plant(spoilt, fault.path.split("."), fault.value)
    else:
        for holder, key in list(_places(spoilt, fault.path)):
            _CHANGES[fault.kind](holder, key)
    return spoilt


def _rows_from(value: Any, start: int | None) -> Any:
    if not isinstance(value, list):
        return value
    return value[start:] if start else []


def _plant(body: Any, path: list[str], value: Any) -> None:
    """Put a value at a path; `*` means every item of a list."""
    head, *rest = path
    if head == "*":
        for item in body:
            _plant(item, rest, value)
    elif rest:
        _plant(body.setdefault(head, {}), rest, value)
    else:
        body[head] = copy.deepcopy(value)


def _places(body: Any, path: str) -> Iterator[tuple[Any, Any]]:
    """The places that a path means, as holder and key; an empty path means every single value."""
    if not path:
        yield from _every_place(body)
        return
    holders = [body]
    *above, last = path.split(".")
    for key in above:
        holders = [inner for holder in holders for inner in _inside(holder, key)]
    for holder in holders:
        keys = list(_keys(holder)) if last == "*" else [last]
        yield from ((holder, key) for key in keys if _has(holder, key))


def _every_place(body: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(_keys(body)):
        if isinstance(body[key], dict | list) and body[key]:
            yield from _every_place(body[key])
        else:
            yield body, key


def _inside(holder: Any, key: str) -> list[Any]:
    keys = _keys(holder) if key == "*" else [key]
    return [holder[k] for k in keys if _has(holder, k)]


def _keys(holder: Any) -> Any:
    if isinstance(holder, dict):
        return holder.keys()
    return range(len(holder)) if isinstance(holder, list) else ()


def _has(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else isinstance(holder, list) and isinstance(key, int)


def _drop(holder: Any, key: Any) -> None:
    del holder[key]


def _null(holder: Any, key: Any) -> None:
    holder[key] = None


def _other_type(holder: Any, key: Any) -> None:
    value = holder[key]
    if isinstance(value, bool):
        holder[key] = str(value).lower()
    elif isinstance(value, int | float):
        holder[key] = {"value": value}
    elif isinstance(value, str):
        holder[key] = [value]
    else:
        holder[key] = "" if isinstance(value, list | dict) else 0


def _unheard_of(holder: Any, key: Any) -> None:
    value = holder[key]
    if isinstance(value, str):
        holder[key] = f"{value}_of_a_new_kind"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        holder[key] = value + 990_099


_CHANGES: dict[FaultKind, Callable[[Any, Any], None]] = {
    FaultKind.REPLACE: _null,
    FaultKind.DROP: _drop,
    FaultKind.NULL_VALUE: _null,
    FaultKind.WRONG_TYPE: _other_type,
    FaultKind.UNKNOWN_VALUE: _unheard_of,
}
