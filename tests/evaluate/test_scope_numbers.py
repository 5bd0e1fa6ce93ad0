"""Numbers that hold for some people only: whom a scope leaves out must be there."""

from dataclasses import replace

import pytest

from tests.evaluate.build import alone, right_snapshot, run_of, st_joseph
from zoom_policy_lint.model.words import Status
from zoom_policy_lint.policy.scopes import People, Scope

RULE = st_joseph().rules["recordings-within-retention"]


@pytest.mark.parametrize(("numbers", "told"), [({"recording_retention_days": 365}, True), ({}, False)])
def test_somebody_left_out_who_is_not_found_is_unknown_where_other_numbers_count_for_them(numbers, told):
    but_one = Scope("most", "Most", None, People(emails=("nobody@nowhere.example",)), (RULE.id,), numbers)
    policy = replace(alone(RULE), scopes=(but_one,))
    found = [one for one in run_of(right_snapshot(policy), policy).findings() if one.status is Status.UNKNOWN]
    assert [one.resource.id for one in found] == (["scope:most"] if told else [])
