import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.demand import owners_of
from zoom_policy_lint.pull.parts import Part

owners = st.text(min_size=1, max_size=12)
days = st.dates().map(lambda day: day.isoformat())


@given(owners, days, days)
def test_a_month_of_a_user_comes_back_from_the_journal(owner, first, last):
    part = Part(Read("users.id.recordings"), owner, (first, last))
    assert Part.of_parent(part.read, part.parent) == part


@given(st.sampled_from(["users.id.meetings", "groups.id.members"]), owners)
def test_every_other_list_comes_back_from_the_journal(name, owner):
    part = Part(Read(name), owner)
    assert Part.of_parent(part.read, part.parent) == part


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("users.id.meetings", Level.USER),
        ("users.id.recordings", Level.USER),
        ("groups.id.members", Level.GROUP),
        ("roles.id.members", Level.ROLE),
    ],
)
def test_a_list_knows_what_its_owner_is(name, level):
    assert Part(Read(name), "x").owner_level is level


def test_only_recordings_are_listed_of_inactive_users():
    assert [str(read) for read in owners_of(Read("users.id.meetings"))] == ["users"]
    assert [str(read) for read in owners_of(Read("users.id.recordings"))] == ["users", "users.inactive"]
    assert owners_of(Read("groups.id.members")) == owners_of(Read("users")) == ()
