"""Times of snapshots, however somebody wrote them."""

import pytest

from zoom_policy_lint.history import HistoryError
from zoom_policy_lint.history.moments import normal, seconds


def test_every_form_of_a_time_becomes_the_same():
    forms = "2026-11-20T07:30:00Z", "2026-11-20T09:30:00+02:00", "20261120T073000Z", "2026-11-20 07:30:00.5"
    assert {normal(form) for form in forms} == {"2026-11-20T07:30:00Z"}
    assert {seconds(form) for form in forms} == {1795159800}


def test_what_is_no_time_is_refused():
    for text in ("yesterday", "", "2026-13-01", "0001-01-01T00:00:00+14:00"):
        with pytest.raises(HistoryError, match="which is no time"):
            normal(text)
