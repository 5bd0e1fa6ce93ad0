"""Doing several things at once, but never more than so many."""

import asyncio
from collections.abc import Awaitable, Iterable


async def together(jobs: Iterable[Awaitable[None]], at_once: int) -> None:
    """Do all the jobs, so many at a time; a job is only made when its turn comes, so that there may be any number.

    When one fails, the others under way are stopped first, and then its error is raised.
    """
    queue = iter(jobs)

    async def work() -> None:
        for job in queue:
            await job

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(work())
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
