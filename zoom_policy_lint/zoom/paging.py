"""Lists, page by page, with everything that Zoom's page tokens are known to do.

The same parameters and page size go with every page; a missing or empty token is the end; a token that comes back
is a circle, and an error: a list that goes in circles was not read to its end.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.zoom.errors import BadAnswer
from zoom_policy_lint.zoom.redact import reduce_row

Row = Mapping[str, Any] | str
Fetch = Callable[[Mapping[str, str]], Awaitable[Mapping[str, Any]]]
"""Asks for one page with these parameters beside the fixed ones; returns Zoom's whole answer."""

MOST_PAGES = 10_000

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: rows reduced to the allow-list, and Zoom's `total_records` (None: not told)."""

    rows: tuple[Row, ...]
    total: int | None


async def pages(
    endpoint: Endpoint, fetch: Fetch, questions: TextQuestions, most: int = MOST_PAGES
) -> AsyncIterator[Page]:
    """Every page of a list; the questions are answered from titles and texts in its rows.

    Raises BadAnswer when a page is not a list of what it should be, when a token repeats, or after `most` pages;
    what was yielded before then is not the whole list.
    """
    seen: set[str] = set()
    token = ""
    for _ in range(most):
        body = await fetch({"next_page_token": token} if token else {})
        page, token = read_page(endpoint, body, questions)
        yield page
        if not token:
            return
        if token in seen:
            raise _bad(endpoint, "a page token came twice, so the list goes in circles")
        seen.add(token)
    raise _bad(endpoint, f"the list did not end after {most} pages")


def read_page(endpoint: Endpoint, body: Mapping[str, Any], questions: TextQuestions) -> tuple[Page, str]:
    """A page and the token of the next one (empty at the end), or BadAnswer."""
    rows = body.get(endpoint.items or "")
    if not isinstance(rows, list):
        raise _bad(endpoint, f"the answer holds no list “{endpoint.items}”")
    for row in rows:
        _check(endpoint, row)
    token = body.get("next_page_token")
    if token is not None and not isinstance(token, str):
        raise _bad(endpoint, "the page token is no text")
    return Page(tuple(reduce_row(endpoint, row, questions) for row in rows), _total(endpoint, body)), token or ""


def check_span(endpoint: Endpoint, span: tuple[str, str], body: Mapping[str, Any], now: datetime) -> None:
    """Raises BadAnswer when Zoom says that its list tells of fewer days than were asked for.

    A span that Zoom finds too long it shortens without an error, and says so in the answer's `from` and `to`. It may
    leave out days to come: those after yesterday, since it is not known in which time zone it counts them.
    """
    first, last = (_day(body.get(name)) for name in ("from", "to"))
    reached = min(span[1], f"{now - timedelta(days=1):%Y-%m-%d}")
    if (first is not None and first > span[0]) or (last is not None and last < reached):
        raise _bad(endpoint, f"of the days asked for Zoom listed {first or span[0]} to {last or span[1]} only")


def _day(value: object) -> str | None:
    found = _DAY.match(value) if isinstance(value, str) else None
    return found[0] if found else None


def _check(endpoint: Endpoint, row: object) -> None:
    if endpoint.row_id is None:
        fits = isinstance(row, str)
    else:
        fits = isinstance(row, dict) and _is_id(endpoint, row.get(endpoint.row_id))
    if not fits:
        raise _bad(endpoint, "the list holds a row that is not what it should be")


def _is_id(endpoint: Endpoint, value: object) -> bool:
    """Text, or a whole number where the catalogue says so; a meeting's number as a float may have been rounded."""
    if isinstance(value, str):
        return value not in ("", ".", "..")  # dots would name another address
    whole = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return whole and (endpoint.keep or {}).get(endpoint.row_id or "") == "integer"


def _total(endpoint: Endpoint, body: Mapping[str, Any]) -> int | None:
    total = body.get("total_records")
    if total is None:
        return None
    whole = isinstance(total, int | float) and not isinstance(total, bool) and float(total).is_integer() and total >= 0
    if not whole:
        raise _bad(endpoint, "the number of records is no whole number")
    return int(total)


def _bad(endpoint: Endpoint, what: str) -> BadAnswer:
    return BadAnswer(endpoint.path, what, "The list counts as not read. Run again; report it if it stays.", status=200)
