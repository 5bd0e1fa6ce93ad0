"""What a snapshot set out to read, and which of its lists are whole."""

from collections import Counter
from collections.abc import Iterable, Mapping

from zoom_policy_lint.catalogue import Role, endpoint
from zoom_policy_lint.model.resource import Header, Listing, Read, Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.ruleset.demand import endpoint_at

_OWNERS: Mapping[Level, tuple[str, ...]] = {
    Level.MEETING: ("users",),
    Level.RECORDING: ("users", "users.inactive"),
}
"""The lists of those whose meetings and recordings are listed: whoever is not in them may have more."""


def is_inactive(resource: Resource) -> bool:
    """Whether it is a user who may no longer sign in: no rule on active users is about them."""
    return resource.level is Level.USER and resource.fields.get("status") == "inactive"


class Coverage:
    """Says, for a level or a list, why something of it is missing. `see` every resource of a pass first.

    `months` is how far back the policy looks at recordings.
    """

    def __init__(
        self, header: Header, listings: Iterable[Listing], *, partial: bool, months: int | None = None
    ) -> None:
        self._listed, self._months = header.recording_months, months
        self._levels = frozenset(header.levels)
        self._reads = frozenset(header.reads)
        self._lists = {listing.read.endpoint: listing for listing in listings if not listing.parent}
        self._partial = partial
        self._seen: Counter[Level] = Counter()

    def see(self, resource: Resource) -> None:
        """Count a resource of the pass; users who are not active have a list of their own."""
        if not is_inactive(resource):
            self._seen[resource.level] += 1

    def gap(self, level: Level) -> Unread | None:
        """Why not every resource of a level is in the snapshot; None when all are."""
        if level not in self._levels:
            return Unread(Reason.NOT_PULLED, f"the {level.words} level was not pulled")
        if level is Level.ACCOUNT:
            return None if self._seen[level] else Unread(Reason.ERROR, "the snapshot does not hold the account")
        if level is Level.DOMAIN:
            return None
        own = endpoint_at(level, Role.LIST)
        gaps = [self._list_gap(name) for name in (*_OWNERS.get(level, ()), own)]
        gaps += [self._too_short()] if level is Level.RECORDING else []
        if gap := next((gap for gap in gaps if gap is not None), None):
            return gap
        listing = self._lists.get(own)
        if listing is not None and self._seen[level] < listing.count:
            return Unread(Reason.LIST_INCOMPLETE, "the snapshot holds fewer than were listed")
        return None

    def _too_short(self) -> Unread | None:
        """That recordings were listed for fewer months than the policy looks back."""
        if self._listed is None or self._months is None or self._months <= self._listed:
            return None
        detail = f"recordings were listed {self._listed} months back, and the policy looks {self._months} months back"
        return Unread(Reason.NOT_PULLED, detail)

    def list_gap(self, name: str) -> Unread | None:
        """Why the list of an endpoint is not whole; None when it is."""
        if endpoint(name).level not in self._levels:
            return Unread(Reason.NOT_PULLED, f"the {endpoint(name).level.words} level was not pulled")
        return self._list_gap(name)

    def _list_gap(self, name: str) -> Unread | None:
        if self._partial:
            return Unread(Reason.LIST_INCOMPLETE, "the snapshot was cut short")
        listing = self._lists.get(name)
        if listing is None:
            asked = str(Read(name)) in self._reads
            return Unread(Reason.ERROR if asked else Reason.NOT_PULLED, "this list was not read")
        if listing.unread is not None:
            return listing.unread
        if not listing.count and endpoint(name).never_empty:
            return Unread(Reason.LIST_INCOMPLETE, "Zoom listed none, though every account has some")
        return None if listing.complete else Unread(Reason.LIST_INCOMPLETE, "Zoom did not list all of them")
