"""Accounts of pupils are named in no report."""

from dataclasses import fields, is_dataclass, replace
from datetime import date

from tests.evaluate import build
from tests.evaluate.build import right_snapshot, run_of, st_joseph
from zoom_policy_lint.evaluate import evaluate, needed_reads
from zoom_policy_lint.evaluate.options import Options
from zoom_policy_lint.evaluate.pupils import PupilBook
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.policy import Waiver

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


def every_text(value):
    """Every text inside of some values, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from (*every_text(key), *every_text(item))
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from every_text(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from every_text(getattr(value, field.name))


def test_nothing_in_a_run_names_a_pupil():
    address, *others = names_of("u1", "u2")
    policy = st_joseph()
    waiver = Waiver("waiting-room", Level.USER, address, "tried", "A. Head", date.min, date(2027, 1, 1))
    policy = replace(policy, parameters={**policy.parameters, "pupil_accounts": [address]}, waivers=(waiver,))
    snapshot = right_snapshot(policy, account_lock=False)
    snapshot = build.everywhere(snapshot, Level.USER, build.with_value(Level.USER, KEY, value=False))
    run = run_of(snapshot, policy)
    said = [text for text in every_text(replace(run, findings=None)) if address in text]
    said += [text for one in run.findings() for text in every_text(one) if address in text]
    assert said == []
    assert any(others[0] in text for one in run.findings() for text in every_text(one))
    waived = [one for one in run.findings() if one.status is Status.WAIVED]
    assert {one.resource.name for one in waived} == {"a pupil's account"}


def test_an_entry_that_means_nobody_is_noted():
    policy = replace(st_joseph(), parameters={**st_joseph().parameters, "pupil_accounts": ["year?@x.org", "Office"]})
    (note,) = [one for one in run_of(right_snapshot(policy), policy).notes if "pupil_accounts" in one]
    assert note.startswith("No account that was read is meant by “year?@x.org” (pupil_accounts)")


def test_a_snapshot_can_be_passed_on_without_names_of_pupils():
    address, other = names_of("u1", "u2")
    book = PupilBook({"pupil_accounts": [address]})
    passed = [one for one in book.resources(right_snapshot(st_joseph()).resources()) if one.level is Level.USER]
    assert [one.id for one in passed][:2] == ["u1", "u2"]
    assert not [text for text in every_text(passed[0]) if address in text]
    assert passed[1].name == other
