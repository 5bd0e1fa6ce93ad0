import asyncio

import pytest

from zoom_policy_lint.pull.together import together


def test_every_job_is_done_and_no_more_than_so_many_at_once():
    under_way, most, done = 0, 0, []

    async def job(number):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        done.append(number)

    asyncio.run(together((job(number) for number in range(50)), 4))
    assert sorted(done) == list(range(50))
    assert most == 4


def test_jobs_are_made_only_when_their_turn_comes():
    made = []

    async def job():
        raise ValueError("first")

    def jobs():
        for number in range(50):
            made.append(number)
            yield job()

    with pytest.raises(ValueError, match="first"):
        asyncio.run(together(jobs(), 4))
    assert len(made) <= 4


def test_when_one_fails_the_others_are_stopped_before_its_error_is_raised():
    stopped = []

    async def fail():
        await asyncio.sleep(0)
        raise ValueError("one")

    async def wait():
        try:
            await asyncio.Event().wait()
        finally:
            stopped.append(True)

    with pytest.raises(ValueError, match="one"):
        asyncio.run(together(iter([wait(), fail(), wait()]), 3))
    assert stopped == [True, True]


def test_no_jobs_are_no_work():
    asyncio.run(together(iter(()), 4))
