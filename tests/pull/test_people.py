"""Active and inactive users."""

import pytest

from tests.pull.fakes import EVERYTHING, demand, gone_error, paged, person, pull_into, school
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull import Demand
from zoom_policy_lint.zoom import ScopeMissing

BOTH = Demand(EVERYTHING.levels, EVERYTHING.reads | {Read("users.inactive")})


@pytest.fixture
def out(tmp_path):
    return tmp_path / "s.zpl"


def school_with_leavers(*leavers):
    source = school(users=2)
    source.lists["users.inactive", ""] = paged(list(leavers))
    return source


def leaver(number, **fields):
    return person(number) | {"status": "inactive"} | fields


def test_inactive_users_stand_among_the_others_by_id_and_are_asked_nothing(out):
    source = school_with_leavers(leaver(0) | {"id": "u00000x"}, leaver(9))
    pulled = pull_into(out, source, BOTH)
    assert pulled.ids(Level.USER) == ["u00000", "u00000x", "u00001", "u00009"]
    assert pulled.user(9).fields["status"] == "inactive"
    assert pulled.user(9).name == "u00009@school.example"
    assert not pulled.user(9).bodies
    assert not pulled.user(9).unread
    assert not [name for name, id_ in source.asked if id_ == "u00009"]
    assert pulled.listings["users.inactive", ""].count == 2


def test_inactive_users_are_only_in_the_snapshot_when_they_are_demanded(out):
    assert pull_into(out, school_with_leavers(leaver(9))).ids(Level.USER) == ["u00000", "u00001"]


def test_somebody_in_both_lists_is_read_like_an_active_user_whose_status_is_not_known(out):
    user = pull_into(out, school_with_leavers(leaver(1)), BOTH).user(1)
    assert "status" not in user.fields
    assert user.unread["users"].reason is Reason.ERROR
    assert "users.id.settings" in user.bodies
    assert user.unread["users.inactive"].reason is Reason.ERROR


@pytest.mark.parametrize("status", ["active", "pending", None, 5])
def test_whoever_the_list_of_inactive_users_holds_is_inactive_whatever_the_row_says(out, status):
    user = pull_into(out, school_with_leavers(leaver(9, status=status)), BOTH).user(9)
    assert user.fields["status"] == "inactive"
    assert user.unread["users.inactive"].reason is Reason.ERROR


def test_a_row_that_does_not_tell_the_status_gets_it_from_the_list(out):
    row = {key: value for key, value in leaver(9).items() if key != "status"}
    user = pull_into(out, school_with_leavers(row), BOTH).user(9)
    assert user.fields["status"] == "inactive"
    assert not user.unread


def test_a_refused_list_of_inactive_users_is_not_whole(out):
    source = school_with_leavers()
    source.lists["users.inactive", ""] = [ScopeMissing("/users", "a scope is missing")]
    assert pull_into(out, source, BOTH).listings["users.inactive", ""].unread.reason is Reason.SCOPE


def test_assistants_are_a_field_of_the_user(out):
    source = school(users=1)
    told = [{"id": "u2", "email": "office@school.example"}]
    source.answers["users.id.assistants", "*"] = {"assistants": told}
    user = pull_into(out, source, demand("users.id.assistants", "users.id")).user(0)
    assert user.fields["assistants"] == told
    assert user.fields["login_types"] == [100]


def test_assistants_of_a_user_deleted_meanwhile_are_no_gap(out):
    source = school(users=2)
    source.answers["users.id.assistants", "u00001"] = source.answers["users.id", "u00001"] = gone_error()
    pulled = pull_into(out, source, demand("users.id.assistants"))
    assert pulled.user(1).gone
    assert not pulled.user(1).unread
