import pytest

from tests.pull.fakes import demand, gone_error, paged, person, pull_into, school
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.zoom import BadAnswer, Page, PageTokenRefused, PermissionMissing, ScopeMissing, ServerFault

USERS = demand("users")
MEMBERS = demand("users", "groups", "groups.id.members")
PEOPLE = [person(number) for number in range(5)]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "s.zpl"


def pulled_users(out, *attempts):
    source = school()
    source.lists["users", ""] = list(attempts)
    return pull_into(out, source, USERS), source


def listing(pulled):
    return pulled.listings["users", ""]


def test_a_list_that_reaches_its_total_is_whole_and_read_once(out):
    pulled, source = pulled_users(out, paged(PEOPLE))
    assert (listing(pulled).complete, listing(pulled).count, source.asked["users", ""]) == (True, 5, 1)


def test_a_list_that_falls_short_is_read_once_more(out):
    pulled, source = pulled_users(out, paged(PEOPLE[:4], total=5), paged(PEOPLE))
    assert (listing(pulled).complete, listing(pulled).count, source.asked["users", ""]) == (True, 5, 2)


def test_a_list_that_falls_short_twice_is_not_whole_and_keeps_whom_it_found(out):
    pulled, source = pulled_users(out, paged(PEOPLE[:4], total=5), paged(PEOPLE[1:4], total=5))
    assert not listing(pulled).complete
    assert listing(pulled).unread.reason is Reason.LIST_INCOMPLETE
    assert "5" in listing(pulled).unread.detail
    assert source.asked["users", ""] == 2
    assert len(pulled.ids(Level.USER)) == listing(pulled).count == 4


def test_two_short_lists_do_not_make_a_whole_one(out):
    pulled, _ = pulled_users(out, paged(PEOPLE[:3], total=5), paged(PEOPLE[2:], total=5))
    assert len(pulled.ids(Level.USER)) == 5
    assert not listing(pulled).complete


def test_whoever_only_the_short_list_had_is_dropped_when_the_second_is_whole(out):
    pulled, _ = pulled_users(out, paged([person(9)], total=5), paged(PEOPLE))
    assert "u00009" not in pulled.ids(Level.USER)


def test_rows_that_repeat_count_once(out):
    pulled, _ = pulled_users(out, paged([*PEOPLE[:4], PEOPLE[0]], total=5))
    assert not listing(pulled).complete
    assert len(pulled.ids(Level.USER)) == 4


def test_the_largest_total_that_was_told_counts(out):
    pages = [Page(tuple(PEOPLE[:2]), 5), Page(tuple(PEOPLE[2:4]), 4)]
    assert not listing(pulled_users(out, pages)[0]).complete


def test_a_list_without_a_total_is_not_known_to_be_whole(out):
    pulled, _ = pulled_users(out, [Page(tuple(PEOPLE), None)])
    assert listing(pulled).unread.reason is Reason.LIST_INCOMPLETE
    assert len(pulled.ids(Level.USER)) == 5


def test_an_empty_list_is_whole_when_zoom_says_that_there_are_none(out):
    assert listing(pulled_users(out, paged([]))[0]).complete
    assert not listing(pulled_users(out, [Page((), None)])[0]).complete


@pytest.mark.parametrize("row", [{}, {"id": ""}, {"id": None}, {"id": 7}, {"id": ["u1"]}, "u00001", {"id": "u\ud83d"}])
def test_a_row_without_a_usable_id_makes_the_list_incomplete_and_breaks_nothing(out, row):
    pulled, _ = pulled_users(out, [Page((*PEOPLE, row), 6)])
    assert listing(pulled).unread.reason is Reason.LIST_INCOMPLETE
    assert "1 of its rows" in listing(pulled).unread.detail
    assert len(pulled.ids(Level.USER)) == 5


@pytest.mark.parametrize("email", [None, "", 5, ["a"]])
def test_somebody_without_an_address_goes_by_the_id(out, email):
    pulled, _ = pulled_users(out, [Page(({"id": "u00001", "email": email},), 1)])
    assert pulled.user(1).name == "u00001"


@pytest.mark.parametrize(
    "error", [PageTokenRefused("/users", "the page token is old"), BadAnswer("/users", "in circles")]
)
def test_a_list_cut_by_a_bad_page_is_read_once_more(out, error):
    pulled, source = pulled_users(out, [*paged(PEOPLE)[:1], error], paged(PEOPLE))
    assert (listing(pulled).complete, source.asked["users", ""]) == (True, 2)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PageTokenRefused("/users", "the page token is old"), Reason.LIST_INCOMPLETE),
        (ServerFault("/users", "Zoom failed"), Reason.ERROR),
        (ScopeMissing("/users", "a scope is missing"), Reason.SCOPE),
    ],
)
def test_a_list_cut_for_good_is_not_whole_and_says_why(out, error, reason):
    pulled, _ = pulled_users(out, [*paged(PEOPLE)[:1], error])
    assert not listing(pulled).complete
    assert listing(pulled).unread.reason is reason
    assert len(pulled.ids(Level.USER)) == 2


def test_one_group_whose_members_are_not_known_makes_everybody_s_groups_unknown(out):
    source = school()
    source.lists["groups.id.members", "g2"] = [PermissionMissing("/groups/{groupId}/members", "not allowed")]
    pulled = pull_into(out, source, MEMBERS)
    for number in range(5):
        assert "groups" not in pulled.user(number).fields
        assert pulled.user(number).unread["groups.id.members"].reason is Reason.SCOPE
    assert pulled.listings["groups.id.members", "g2"].parent == "g2"


def test_where_memberships_are_not_known_what_zoom_says_with_the_user_counts(out):
    source = school()
    source.lists["groups", ""] = [ScopeMissing("/groups", "a scope is missing")]
    source.lists["users", ""] = paged([person(1) | {"group_ids": ["g2", "g1", "g2"]}, person(2) | {"group_ids": "g1"}])
    pulled = pull_into(out, source, MEMBERS)
    assert pulled.user(1).fields["groups"] == ["g1", "g2"]
    assert pulled.user(2).unread["groups.id.members"].reason is Reason.SCOPE


def test_a_role_whose_members_are_not_known_has_none(out):
    source = school()
    source.lists["roles.id.members", "1"] = [ServerFault("/roles/{roleId}/members", "Zoom failed")]
    pulled = pull_into(out, source, demand("roles", "roles.id.members"))
    assert "members" not in pulled.resources[Level.ROLE, "1"].fields
    assert pulled.resources[Level.ROLE, "1"].unread["roles.id.members"].reason is Reason.ERROR
    assert pulled.resources[Level.ROLE, "0"].fields["members"] == ["u00003"]


def test_a_group_that_was_deleted_before_its_members_were_listed_is_gone_and_has_none(out):
    source = school()
    source.lists["groups.id.members", "g2"] = [gone_error()]
    source.lists["groups", ""] = [source.lists["groups", ""], paged([{"id": "g1", "name": "Teachers"}])]
    pulled = pull_into(out, source, MEMBERS)
    assert pulled.resources[Level.GROUP, "g2"].gone
    assert pulled.user(1).fields["groups"] == ["g1"]


def test_a_group_whose_members_do_not_exist_though_it_is_still_listed_is_not_known(out):
    source = school()
    source.lists["groups.id.members", "g2"] = [gone_error()]
    pulled = pull_into(out, source, MEMBERS)
    assert not pulled.resources[Level.GROUP, "g2"].gone
    assert pulled.listings["groups.id.members", "g2"].unread.reason is Reason.VANISHED
    assert pulled.user(1).unread["groups.id.members"].reason is Reason.VANISHED
