"""A pull that dies as if by `kill -9`: `python -m tests.pull.killed FILE NUMBER-OF-STEPS fake|simulated`."""

import os
import signal
import sys
from pathlib import Path

from tests.pull.fakes import EVERYTHING, NOW, ORIGIN, pull_into, school
from tests.support.accounts import client_of
from zoom_policy_lint.pull import Origin
from zoom_policy_lint.pull.session import pull_account
from zoom_policy_lint.simulate import compliant_school, create_app
from zoom_policy_lint.simulate.clock import DEMO_TIME, DemoClock


class DeadlyStep:
    """Kills this process when so many steps of the pull are done."""

    def __init__(self, steps):
        self._left = steps

    def show(self, what, done, total):
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def pull_simulated(out, progress=None):
    """Pull the simulated school; gives the application that answered."""
    account, clock = compliant_school(), DemoClock()
    app = create_app(account, clock=clock.now, sleep=clock.sleep)
    origin = Origin(account.id, "business")
    pull_account(client_of(account, app, clock), EVERYTHING, out, origin, now=DEMO_TIME, progress=progress)
    return app


if __name__ == "__main__":
    out, steps, source = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    if source == "fake":
        pull_into(out, school(), EVERYTHING, NOW, ORIGIN, progress=DeadlyStep(steps))
    else:
        pull_simulated(out, DeadlyStep(steps))
