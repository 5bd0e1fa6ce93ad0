"""Lists, page by page, with everything that Zoom's page tokens are known to do.

The same parameters and page size go with every page; a missing or empty token is the end; a token that comes back
is a circle, and an error: a list that goes in circles was not read to its end.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from zoom_policy_lint.catalogue import Endpoint
from zoom_policy_lint.zoom.errors import BadAnswer
from zoom_policy_lint.zoom.redact import reduce_row

Row = Mapping[str, Any] | str
Fetch = Callable[[Mapping[str, str]], Awaitable[Mapping[str, Any]]]
"""Asks for one page with these parameters beside the fixed ones; returns Zoom's whole answer."""

MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: rows reduced to the allow-list, and Zoom's `total_records` (None: not told)."""

    rows: tuple[Row, ...]
    total: int | None


async def pages(endpoint: Endpoint, fetch: Fetch, most: int = MOST_PAGES) -> AsyncIterator[Page]:
    """Every page of a list.

    Raises BadAnswer when a page is not a list of what it should be, when a token repeats, or after `most` pages;
    what was yielded before then is not the whole list.
    """
    seen: set[str] = set()
    token = ""
    for _ in range(most):
        body = await fetch({"next_page_token": token} if token else {})
        page, token = read_page(endpoint, body)
        yield page
        if not token:
            return
        if token in seen:
            raise _bad(endpoint, "a page token came twice, so the list goes in circles")
        seen.add(token)
    raise _bad(endpoint, f"the list did not end after {most} pages")


def read_page(endpoint: Endpoint, body: Mapping[str, Any]) -> tuple[Page, str]:
    """A page and the token of the next one (empty at the end), or BadAnswer."""
    rows = body.get(endpoint.items or "")
    if not isinstance(rows, list):
        raise _bad(endpoint, f"the answer holds no list “{endpoint.items}”")
    for row in rows:
        _check(endpoint, row)
    token = body.get("next_page_token")
    if token is not None and not isinstance(token, str):
        raise _bad(endpoint, "the page token is no text")
    return Page(tuple(reduce_row(endpoint, row) for row in rows), _total(endpoint, body)), token or ""


def _check(endpoint: Endpoint, row: object) -> None:
    if endpoint.row_id is None:
        fits = isinstance(row, str)
    else:
        name = row.get(endpoint.row_id) if isinstance(row, dict) else None
        fits = isinstance(name, str) and bool(name)
    if not fits:
        raise _bad(endpoint, "the list holds a row that is not what it should be")


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
