"""Accounts of pupils are named in no report."""

from dataclasses import replace

from tests.evaluate import build
from tests.evaluate.build import right_snapshot, run_of, st_joseph
from zoom_policy_lint.evaluate import evaluate, needed_reads
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level, Status

KEY = "meeting_security.waiting_room"


def failing_names(pupils, change=None):
    """The names in the line of a rule that all three users break."""
    parameters = {**st_joseph().parameters, "pupil_accounts": pupils}
    policy = replace(st_joseph(), parameters=parameters)
    snapshot = build.everywhere(right_snapshot(policy), Level.USER, build.with_value(Level.USER, KEY, value=False))
    if change:
        snapshot = build.everywhere(snapshot, Level.USER, change)
    run = run_of(snapshot, policy)
    (line,) = [one for one in run.rollups if one.setting == KEY and one.level is Level.USER]
    assert line.counts[Status.FAIL] == 3
    return line.names


def names_of(*users):
    snapshot = right_snapshot(st_joseph())
    return [one.name for one in snapshot.resources() if one.level is Level.USER and one.id in users]


def test_without_accounts_of_pupils_everybody_is_staff():
    assert list(failing_names([])) == names_of("u1", "u2", "u3")


def test_a_pupils_account_is_not_named():
    first = names_of("u1")[0]
    assert list(failing_names([first])) == ["a pupil's account", *names_of("u2", "u3")]
    domain = first.partition("@")[2]
    assert set(failing_names([f"@{domain}"])) == set(failing_names([f"*@{domain}"])) == {"a pupil's account"}


def test_pupils_may_be_a_group():
    assert list(failing_names(["Office"])) == [names_of("u1")[0], "a pupil's account", names_of("u3")[0]]


def test_somebody_who_may_be_a_pupil_is_not_named_either():
    def groups_unread(user):
        return replace(user, fields={**user.fields, "groups": None})

    assert set(failing_names(["Office"], groups_unread)) == {"a pupil's account"}


def test_groups_are_read_where_pupils_are_named_by_them():
    policy = replace(st_joseph(), parameters={**st_joseph().parameters, "pupil_accounts": ["Year 6"]})
    options = Options(build.TODAY, select=frozenset({"waiting-room"}))
    assert Read("groups.id.members") in needed_reads(policy, options)


def test_whoever_watches_a_run_learns_no_name_of_a_pupil():
    policy = replace(st_joseph(), parameters={**st_joseph().parameters, "pupil_accounts": names_of("u1")})
    snapshot = build.everywhere(right_snapshot(policy), Level.USER, build.with_value(Level.USER, KEY, value=False))
    seen = []
    evaluate(snapshot, policy, Options(build.TODAY), seen.append)
    named = {one.resource.id: one.resource.name for one in seen if one.setting == KEY}
    assert named == dict(zip(("u1", "u2", "u3"), ["a pupil's account", *names_of("u2", "u3")], strict=True))
