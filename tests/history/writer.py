"""A process that records runs, and says the id of each on its own line once it is kept.

Arguments: the file, the account, the number of the first run, how many, and how many steps SQLite may take before the
process kills itself (0: any).
"""

import os
import signal
import sys
from pathlib import Path

from tests.history.diary import note
from zoom_policy_lint.history import History

FINDINGS = 60


def main(file, account, first, count, steps):
    sys.stdin.readline()  # until somebody says go
    with History.open(Path(file)) as history:
        if steps:
            left = iter(range(steps))
            kill = lambda: next(left, None) is None and os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
            history._database._connection.set_progress_handler(kill, 1)
        for number in range(first, first + count):
            states = {f"teacher{one}": ("fail", "worse", "pass")[(one + number) % 3] for one in range(FINDINGS)}
            sys.stdout.write(f"{note(history, states, number, account=account)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:3], *map(int, sys.argv[3:]))
