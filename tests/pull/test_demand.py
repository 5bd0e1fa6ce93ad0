from tests.pull.fakes import EVERYTHING, demand
from tests.support.each import each
from zoom_policy_lint.catalogue import Role, endpoints
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull import Demand
from zoom_policy_lint.pull.demand import list_of

ALL = [str(Read(row.id, view)) for row in endpoints() for view in row.views]


@each("read", ALL)
def test_every_read_of_the_catalogue_is_reached_when_it_is_demanded(read):
    wanted = demand(read).complete()
    reached = {*wanted.lists(), *wanted.user_lists()}
    for level in Level:
        reached |= {*wanted.members(level), *wanted.of_resource(level)}
    assert reached == wanted.reads
    assert Read.parse(read) in reached


@each("row", [row for row in endpoints() if row.role is not Role.LIST], ids=lambda row: row.id)
def test_what_is_read_of_listed_resources_brings_their_list(row):
    wanted = demand(row.id).complete()
    assert not wanted.user_lists() if row.level is Level.ACCOUNT else list_of(row.level) in wanted.reads


def test_what_is_of_other_levels_is_left_out():
    wanted = Demand(frozenset({Level.ACCOUNT}), EVERYTHING.reads).complete()
    assert {str(read) for read in wanted.reads} == {
        "accounts.settings",
        "accounts.settings?option=meeting_security",
        "accounts.lock_settings",
    }


def test_completing_twice_changes_nothing():
    assert EVERYTHING.complete().complete() == EVERYTHING.complete()
