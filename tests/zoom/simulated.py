"""One simulated account and the real clients that read it, in-process and in simulated time."""

import asyncio
from random import Random

from tests.zoom.support import USER_SETTINGS, USERS, FakeClock
from zoom_policy_lint.simulate import (
    create_app,
    demo_school,
)
from zoom_policy_lint.zoom import (
    Client,
    Credentials,
    Pacing,
    Retry,
    in_process,
)
from zoom_policy_lint.zoom.addresses import path, query

SCHOOL = demo_school()
SOMEBODY = SCHOOL.users[0].id


class Line:
    """One simulated account, and clients that read it in the same simulated time."""

    def __init__(self, *faults, account=SCHOOL, behaviour=None):
        self.clock = FakeClock()
        self.account = account
        self.app = create_app(account, behaviour=behaviour, faults=faults, clock=self.clock.now, sleep=self.clock.sleep)

    def client(self, retry=Retry(), **keys):  # noqa: B008 - a frozen value
        app = self.account.app
        keys = {"account_id": self.account.id, "client_id": app.client_id, "client_secret": app.client_secret} | keys
        credentials = Credentials(**keys, api_url="http://zoom.test/v2", oauth_url="http://zoom.test/oauth/token")
        how = {"clock": self.clock, "retry": retry, "random": Random(7), "transport": in_process(self.app)}
        return Client(credentials, pacing=Pacing(self.account.plan), **how)

    def read(self, where=USER_SETTINGS, resource_id=SOMEBODY, view="default", occurrence="", **how):
        async def go():
            async with self.client(**how) as client:
                return await client.read(where, view, resource_id, occurrence)

        return asyncio.run(go())

    def rows(self, where=USERS, resource_id="", span=None):
        async def go():
            async with self.client() as client:
                return [row async for page in client.pages(where, resource_id, span) for row in page.rows]

        return asyncio.run(go())

    def whole(self, where, resource_id, view):
        """What the account answers before the client reduces it."""

        async def go():
            async with self.client() as client:
                return await client._calls.get(where, path(where, resource_id), query(where, view))

        return asyncio.run(go())

    def asked(self, address):
        return [request for request in self.app.requests if request.path == address]
