"""Reading the lists that every user has: of meetings, and of recordings month by month."""

from collections.abc import Awaitable, Iterator
from itertools import count

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.demand import Demand
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.lists import Lists
from zoom_policy_lint.pull.parts import Part, parts_of_users
from zoom_policy_lint.pull.source import Progress

_REFUSED = (Reason.SCOPE, Reason.PLAN)
"""Why one month of a user's recordings is refused is why every other would be."""


def user_list_jobs(
    lists: Lists, journal: Journal, demand: Demand, read: Read, progress: Progress
) -> Iterator[Awaitable[None]]:
    """One piece of work for every user: their list, part after part as far as that is of use.

    The work raises what is in STOPS; what is finished by then is kept.
    """
    total = sum(1 for _ in parts_of_users(journal, demand, read))
    what, place = f"{endpoint(read.endpoint).level}s of users", count(1)

    async def work(user: str, parts: tuple[Part, ...]) -> None:
        for part in parts:
            listing = await lists.read(part)
            refused = listing.unread is not None and listing.unread.reason in _REFUSED
            if refused or journal.gone(Level.USER, user):
                break
        progress.show(what, next(place), total)

    return (work(user, parts) for user, parts in parts_of_users(journal, demand, read))
