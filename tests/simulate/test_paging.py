from dataclasses import replace

import pytest

from zoom_policy_lint.simulate import Behaviour, big_school, demo_school

REFUSED = {"code": 300, "message": "The next page token is invalid or expired."}


@pytest.mark.parametrize("size", [1, 7, 30, 300])
def test_pages_hold_every_row_once_in_order(client_of, size):
    client = client_of(demo_school())
    emails = [row["email"] for row in client.rows("/users", "users", page_size=size)]
    assert emails == [user.email for user in client.account.users if user.status == "active"]


def test_the_fields_of_a_page(client_of):
    client = client_of(big_school(65))
    first = client.body("/users")
    total = first["total_records"]
    assert (first["page_size"], first["page_number"], first["page_count"]) == (30, 1, 3)
    assert len(first["users"]) == 30
    second = client.body("/users", next_page_token=first["next_page_token"])
    last = client.body("/users", next_page_token=second["next_page_token"])
    assert (second["page_number"], last["page_number"], last["next_page_token"]) == (2, 3, "")
    assert len(last["users"]) == total - 60


@pytest.mark.parametrize(("largest", "rows"), [(300, 300), (2000, 496)])
def test_too_large_a_page_is_cut_down_to_the_largest(client_of, largest, rows):
    client = client_of(big_school(500), Behaviour(users_page_size_max=largest))
    assert client.body("/users", page_size=5000)["total_records"] == 496
    assert len(client.body("/users", page_size=5000)["users"]) == rows


@pytest.mark.parametrize("size", ["0", "-3", "many", ""])
def test_a_page_size_that_is_none_counts_as_the_usual_one(client_of, size):
    assert client_of(demo_school()).body("/users", page_size=size)["page_size"] == 30


@pytest.mark.parametrize("change", [{"page_size": 6}, {"status": "inactive"}, {"role_id": "2"}])
def test_a_page_token_holds_for_its_own_query_only(client_of, change):
    client = client_of(demo_school())
    token = client.body("/users", page_size=5)["next_page_token"]
    answer = client.get("/users", **({"page_size": 5, "next_page_token": token} | change))
    assert (answer.status_code, answer.json()) == (400, REFUSED)
    assert client.get("/users", page_size=5, next_page_token=token).status_code == 200


def test_a_page_token_does_not_hold_for_another_list(client_of):
    client = client_of(demo_school())
    token = client.body("/users", page_size=2)["next_page_token"]
    assert client.get("/groups", page_size=2, next_page_token=token).json() == REFUSED


def test_a_page_token_dies_after_fifteen_minutes(client_of):
    client = client_of(demo_school())
    token = client.body("/users", page_size=5)["next_page_token"]
    client.clock.move(899)
    assert client.get("/users", page_size=5, next_page_token=token).status_code == 200
    client.clock.move(1)
    assert client.get("/users", page_size=5, next_page_token=token).json() == REFUSED


def test_the_deprecated_page_number_still_works(client_of):
    client = client_of(demo_school())
    every = client.rows("/users", "users", page_size=10)
    assert client.body("/users", page_size=10, page_number=2)["users"] == every[10:20]


def test_groups_and_members_come_in_pages_too(client_of):
    client = client_of(demo_school())
    groups = client.rows("/groups", "groups", page_size=2)
    assert [group["name"] for group in groups] == [group.name for group in client.account.groups]
    for group in groups:
        members = client.rows(f"/groups/{group['id']}/members", "members", page_size=3)
        assert len(members) == group["total_members"]
    for role in client.body("/roles")["roles"]:
        assert len(client.rows(f"/roles/{role['id']}/members", "members", page_size=4)) == role["total_members"]


def test_an_empty_list_is_one_page(client_of):
    account = demo_school()
    client = client_of(replace(account, groups=(), users=()))
    body = client.body("/users")
    assert (body["users"], body["total_records"], body["next_page_token"]) == ([], 0, "")
