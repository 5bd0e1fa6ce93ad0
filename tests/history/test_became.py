"""What became of a finding between two runs: the one rule for histories and for two snapshots."""

from zoom_policy_lint.history.became import How, Stand, became
from zoom_policy_lint.model.memory import ChangeKind

OPEN_FAILED = Stand(How.OPEN, failed=True, state=b"off", actual=b"off")
OPEN_UNKNOWN = Stand(How.OPEN, failed=False, state=b"unknown", actual=b"")
CARRIED = Stand(How.CARRIED, failed=True, state=b"off", actual=b"off")
RIGHT = Stand(How.RIGHT, actual=b"on")
SAME_VALUE = Stand(How.RIGHT, actual=b"off")
NOT_KEPT = Stand(How.RIGHT)


def test_only_what_failed_is_fixed():
    assert became(OPEN_FAILED, RIGHT, policy_changed=False) is ChangeKind.FIXED
    assert became(CARRIED, RIGHT, policy_changed=False) is ChangeKind.FIXED
    assert became(OPEN_UNKNOWN, RIGHT, policy_changed=False) is ChangeKind.SETTLED


def test_what_another_policy_lets_pass_was_not_put_right():
    assert became(OPEN_FAILED, SAME_VALUE, policy_changed=True) is ChangeKind.SETTLED
    assert became(OPEN_FAILED, NOT_KEPT, policy_changed=True) is ChangeKind.SETTLED
    assert became(OPEN_FAILED, RIGHT, policy_changed=True) is ChangeKind.FIXED
    assert became(OPEN_FAILED, SAME_VALUE, policy_changed=False) is ChangeKind.FIXED


def test_what_was_not_seen_is_not_gone_and_is_told_once():
    unseen, gone = Stand(How.UNSEEN), Stand(How.GONE)
    assert became(OPEN_FAILED, unseen, policy_changed=False) is ChangeKind.UNSEEN
    assert became(CARRIED, unseen, policy_changed=False) is None
    assert became(CARRIED, gone, policy_changed=False) is ChangeKind.GONE


def test_what_was_carried_is_not_new_when_it_is_seen_again():
    assert became(CARRIED, OPEN_FAILED, policy_changed=False) is None
    assert became(CARRIED, OPEN_UNKNOWN, policy_changed=False) is ChangeKind.CHANGED
    for before in (None, RIGHT, Stand(How.GONE)):
        assert became(before, OPEN_FAILED, policy_changed=False) is ChangeKind.NEW
        assert became(before, RIGHT, policy_changed=False) is None
