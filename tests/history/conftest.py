import pytest

from zoom_policy_lint.history import History


@pytest.fixture
def history(tmp_path):
    """An empty history."""
    with History.open(tmp_path / "history.db") as opened:
        yield opened
