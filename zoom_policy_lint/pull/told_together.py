"""Lists that every user has, told as one: whole when every part of every user's is."""

from collections.abc import Iterator

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.resource import Listing, Read, Unread
from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.pull.demand import owners_of
from zoom_policy_lint.pull.known import Known
from zoom_policy_lint.pull.parts import Part, parts_of_users
from zoom_policy_lint.pull.people import People

_NAMED = 2
"""How many users are named whose lists are not whole."""

_REFUSED = (Reason.SCOPE, Reason.PLAN)


def told_together(known: Known, people: People, read: Read) -> Listing:
    """One Listing for an endpoint; `count` counts distinct resources. A user who is gone meanwhile is no gap."""
    gap = _gap_of_owners(known, read) or _gap_of_parts(known, people, read)
    return Listing(read, count=known.journal.count(read), complete=gap is None, unread=gap)


def _gap_of_owners(known: Known, read: Read) -> Unread | None:
    """Whoever is not listed may have anything."""
    for owners in owners_of(read):
        listing = known.listing(Part(owners))
        if not listing.complete:
            gap = listing.unread or known.missing
            return Unread(gap.reason, f"not every user was listed: {gap.detail}")
        if not listing.count and endpoint(owners.endpoint).never_empty:
            return Unread(Reason.LIST_INCOMPLETE, "Zoom listed no user, though every account has one")
    return None


def _gap_of_parts(known: Known, people: People, read: Read) -> Unread | None:
    users, gaps, names, reasons, first = 0, 0, list[str](), set[Reason](), None
    for user, gap in _by_user(known, read):
        users += 1
        if gap is None:
            continue
        gaps, first = gaps + 1, first or gap
        reasons.add(gap.reason)
        if len(names) < _NAMED:
            names.append(people.name(user))
    if first is None:
        return None
    if gaps == users > 1 and len(reasons) == 1 and first.reason in _REFUSED:
        return Unread(first.reason, f"not readable for any of {users} users: {first.detail}")
    others = f" and {gaps - len(names)} more" if gaps > len(names) else ""
    return Unread(first.reason, f"not whole for {gaps} of {users} users ({', '.join(names)}{others}): {first.detail}")


def _by_user(known: Known, read: Read) -> Iterator[tuple[str, Unread | None]]:
    """Every user who has such a list, with why it is not whole; None when it is."""
    for user, parts in parts_of_users(known.journal, known.demand, read):
        yield user, next((gap for part in parts if (gap := known.gap(part)) is not None), None)
