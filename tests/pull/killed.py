"""A pull that dies as if by `kill -9`.

`python -m tests.pull.killed FILE NUMBER-OF-STEPS fake|lively|simulated [KIND-OF-STEP]`; only steps of that kind count.
"""

import os
import signal
import sys
from pathlib import Path

from tests.pull.fakes import EVERYTHING, LIVELY, NOW, ORIGIN, lively_school, pull_into, school
from tests.support.accounts import client_of
from zoom_policy_lint.pull import Origin
from zoom_policy_lint.pull.session import pull_account
from zoom_policy_lint.simulate import compliant_school, create_app
from zoom_policy_lint.simulate.clock import DEMO_TIME, DemoClock


class DeadlyStep:
    """Kills this process when so many steps of the pull are done, of one kind if that is named."""

    def __init__(self, steps, kind):
        self._left, self._kind = steps, kind

    def show(self, what, done, total):
        self._left -= self._kind in ("", what)
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def pull_simulated(out, progress=None):
    """Pull the simulated school; gives the application that answered."""
    account, clock = compliant_school(), DemoClock()
    app = create_app(account, clock=clock.now, sleep=clock.sleep)
    origin = Origin(account.id, "business")
    pull_account(client_of(account, app, clock), LIVELY, out, origin, now=DEMO_TIME, progress=progress)
    return app


if __name__ == "__main__":
    out, source = Path(sys.argv[1]), sys.argv[3]
    deadly = DeadlyStep(int(sys.argv[2]), "".join(sys.argv[4:]))
    if source == "simulated":
        pull_simulated(out, deadly)
    elif source == "lively":
        pull_into(out, lively_school(), LIVELY, NOW, ORIGIN, progress=deadly)
    else:
        pull_into(out, school(), EVERYTHING, NOW, ORIGIN, progress=deadly)
