import pytest

from tests.pull.fakes import demand, gone_error, paged, pull_into, school
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.zoom import BadAnswer, PermissionMissing, PlanTooLow, ScopeMissing, ServerFault

SETTINGS = demand("users.id.settings", "users.id.settings?option=meeting_security")
GROUPS = demand("groups.id.settings")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "s.zpl"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionMissing("/x", "not allowed"), Reason.SCOPE),
        (PlanTooLow("/x", "the plan lacks it"), Reason.PLAN),
        (ServerFault("/x", "Zoom failed"), Reason.ERROR),
        (BadAnswer("/x", "not understood"), Reason.ERROR),
    ],
)
def test_a_failed_read_is_recorded_with_its_reason_and_the_rest_goes_on(out, error, reason):
    source = school()
    source.answers["users.id.settings", "u00002"] = error
    pulled = pull_into(out, source, SETTINGS)
    assert pulled.user(2).unread["users.id.settings"].reason is reason
    assert pulled.user(2).unread["users.id.settings"].detail == error.message
    assert "users.id.settings" not in pulled.user(2).bodies
    assert "users.id.settings?option=meeting_security" in pulled.user(2).bodies
    assert "users.id.settings" in pulled.user(3).bodies


def test_a_failed_profile_leaves_the_facts_of_the_list(out):
    source = school()
    source.answers["users.id", "u00002"] = ServerFault("/users/{userId}", "Zoom failed")
    pulled = pull_into(out, source, demand("users", "users.id"))
    assert pulled.user(2).fields["type"] == 2
    assert "login_types" not in pulled.user(2).fields
    assert pulled.user(2).unread["users.id"].reason is Reason.ERROR


@pytest.mark.parametrize(("name", "level", "id_"), [("users.id", Level.USER, "u00002"), ("roles.id", Level.ROLE, "1")])
def test_a_profile_of_another_one_is_not_believed(out, name, level, id_):
    source = school()
    source.answers[name, id_] = {"id": "another", "login_types": [1], "privileges": ["User:Edit"]}
    one = pull_into(out, source, demand("users", "roles", name)).resources[level, id_]
    assert one.fields["id"] == id_
    assert not {"login_types", "privileges"} & one.fields.keys()
    assert one.unread[name].detail == f"Zoom's answer is about another {level}"


def test_somebody_who_vanished_is_looked_up_once_and_is_gone(out):
    source = school()
    for name in ("users.id.settings", "users.id.settings?option=meeting_security", "users.id"):
        source.answers[name, "u00002"] = gone_error()
    pulled = pull_into(out, source, SETTINGS)
    assert pulled.user(2).gone
    assert not pulled.user(2).bodies
    assert not pulled.user(2).unread
    assert source.asked["users.id", "u00002"] == 1


def test_somebody_who_vanished_and_is_still_there_is_unknown(out):
    source = school()
    source.answers["users.id.settings", "u00002"] = gone_error()
    pulled = pull_into(out, source, SETTINGS)
    assert not pulled.user(2).gone
    assert pulled.user(2).unread["users.id.settings"].reason is Reason.VANISHED


def test_somebody_who_cannot_be_looked_up_is_unknown(out):
    source = school()
    source.answers["users.id.settings", "u00002"] = gone_error()
    source.answers["users.id", "u00002"] = ScopeMissing("/users/{userId}", "a scope is missing")
    pulled = pull_into(out, source, SETTINGS)
    assert not pulled.user(2).gone
    assert pulled.user(2).unread["users.id.settings"].reason is Reason.VANISHED


def test_a_group_that_vanished_is_gone_when_the_groups_no_longer_list_it(out):
    source = school()
    source.answers["groups.id.settings", "g2"] = gone_error()
    source.lists["groups", ""] = [source.lists["groups", ""], paged([{"id": "g1", "name": "Teachers"}])]
    assert pull_into(out, source, GROUPS).resources[Level.GROUP, "g2"].gone


def test_a_list_that_is_not_whole_does_not_prove_that_a_group_is_gone(out):
    source = school()
    source.answers["groups.id.settings", "g2"] = gone_error()
    source.lists["groups", ""] = [source.lists["groups", ""], paged([{"id": "g1"}], total=2)]
    group = pull_into(out, source, GROUPS).resources[Level.GROUP, "g2"]
    assert not group.gone
    assert group.unread["groups.id.settings"].reason is Reason.VANISHED


def test_a_list_of_groups_that_does_not_exist_proves_nothing(out):
    source = school()
    source.answers["groups.id.settings", "g2"] = gone_error()
    source.lists["groups", ""] = [source.lists["groups", ""], [gone_error()]]
    assert not pull_into(out, source, GROUPS).resources[Level.GROUP, "g2"].gone


def test_the_account_never_vanishes(out):
    source = school()
    source.answers["accounts.settings", ""] = gone_error()
    account = pull_into(out, source, demand("accounts.settings")).resources[Level.ACCOUNT, "account"]
    assert not account.gone
    assert account.unread["accounts.settings"].reason is Reason.ERROR


def test_a_scope_that_is_missing_is_missing_for_everybody_and_not_asked_for_a_hundred_times(out):
    source = school(users=200)
    source.answers["users.id.settings", "*"] = ScopeMissing("/users/{userId}/settings", "a scope is missing")
    pulled = pull_into(out, source, demand("users.id.settings", "users.id"))
    assert {pulled.user(number).unread["users.id.settings"].reason for number in range(200)} == {Reason.SCOPE}
    assert sum(times for (name, _), times in source.asked.items() if name == "users.id.settings") <= 32
    assert all("login_types" in pulled.user(number).fields for number in range(200))
