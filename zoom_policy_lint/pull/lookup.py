"""Looking a resource up once more when Zoom says that it does not exist."""

from collections.abc import Iterable, Mapping
from typing import Any

from zoom_policy_lint.catalogue import Endpoint, Role, endpoint, endpoints
from zoom_policy_lint.model.resource import Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import list_of
from zoom_policy_lint.pull.source import STOPS, Source
from zoom_policy_lint.zoom import NotFound, ZoomError


def vanished(level: Level) -> Unread:
    """What is said of a read that Zoom answered with "does not exist", unless the resource is gone."""
    reason = Reason.ERROR if level is Level.ACCOUNT else Reason.VANISHED
    return Unread(reason, f"Zoom says that it does not exist, though the {level} does")


async def is_gone(source: Source, level: Level, id_: str) -> bool:
    """Whether Zoom no longer answers for a resource, or no longer lists it; never true when that cannot be known.

    Raises what is in STOPS.
    """
    profile = next((row for row in endpoints() if row.level is level and row.role is Role.PROFILE), None)
    try:
        if profile is None:
            return await _no_longer_listed(source, endpoint(list_of(level).endpoint), id_)
        await source.read(profile, "default", id_)
    except NotFound:
        return profile is not None
    except STOPS:
        raise
    except ZoomError:
        return False
    return False


async def _no_longer_listed(source: Source, row: Endpoint, id_: str) -> bool:
    """A list that is not whole proves nothing of what it lacks."""
    ids: set[str] = set()
    total: int | None = None
    async for page in source.pages(row):
        ids.update(found for found, _ in usable(row, page.rows))
        total = max(total or 0, page.total) if page.total is not None else total
    return id_ not in ids and total is not None and len(ids) >= total


def usable(row: Endpoint, rows: Iterable[Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """The rows of a list that say which resource they are about, with its id; a row of plain text is its own id."""
    for one in rows:
        fields = one if isinstance(one, Mapping) else {}
        id_ = fields.get(row.row_id) if row.row_id else one
        if isinstance(id_, str) and id_ and _storable(id_):
            yield id_, fields


def _storable(text: str) -> bool:
    """Half a surrogate pair is no text."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
