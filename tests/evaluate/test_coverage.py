"""A snapshot that lists less than the policy looks at shows nothing of the rest."""

from dataclasses import replace

import pytest

from tests.evaluate.build import alone, right_snapshot, run_of, st_joseph
from zoom_policy_lint.model.words import Level, Reason, Status

RULE = st_joseph().rules["recordings-within-retention"]


def judged(listed, looked_at):
    snapshot = right_snapshot(alone(RULE))
    header = replace(snapshot.header, recording_months=listed)
    policy = alone(RULE)
    policy = replace(policy, parameters={**policy.parameters, "recording_lookback_months": looked_at})
    found = run_of(replace(snapshot, header=header), policy).findings()
    return {(one.status, one.reason) for one in found if one.resource.level is Level.RECORDING}


def test_recordings_that_were_listed_for_fewer_months_than_the_policy_wants_are_unknown():
    assert judged(1, 24) == {(Status.PASS, None), (Status.UNKNOWN, Reason.NOT_PULLED)}


@pytest.mark.parametrize("listed", [24, 36, None])
def test_recordings_that_were_listed_as_far_back_as_the_policy_wants_are_all_there(listed):
    assert judged(listed, 24) == {(Status.PASS, None)}
