from dataclasses import replace

import pytest

from zoom_policy_lint.simulate import Plan, compliant_school, demo_school

PENDING = "t.ainscough@stjosephs.example.sch.uk"


@pytest.mark.parametrize(
    ("path", "status", "code", "message"),
    [
        ("/users/nobody", 404, 1001, "User does not exist: nobody."),
        ("/users/nobody/settings", 404, 1001, "User does not exist: nobody."),
        ("/users/nobody/assistants", 404, 1001, "User does not exist: nobody."),
        (f"/users/{PENDING}/settings", 404, 1120, "Invite not exist"),
        ("/groups/none", 404, 4130, "Group does not exist: none."),
        ("/groups/none/settings", 404, 4130, "Group does not exist: none."),
        ("/groups/none/lock_settings", 404, 4130, "Group does not exist: none."),
        ("/groups/none/members", 404, 4130, "Group does not exist: none."),
        ("/accounts/other/settings", 404, 2001, "Account does not exist: other."),
        ("/accounts/other/lock_settings", 404, 2001, "Account does not exist: other."),
    ],
)
def test_what_does_not_exist_is_refused_in_zooms_words(client_of, path, status, code, message):
    answer = client_of(demo_school()).get(path)
    assert (answer.status_code, answer.json()) == (status, {"code": code, "message": message})


@pytest.mark.parametrize("path", ["/nothing", "/users/x/y/z", "/roles/99", "/"])
def test_an_address_that_does_not_exist_is_a_404(client_of, path):
    assert client_of(demo_school()).get(path).status_code == 404


@pytest.mark.parametrize("name", ["me", demo_school().id])
def test_the_account_answers_to_me_and_to_its_id(client_of, name):
    assert client_of(demo_school()).get(f"/accounts/{name}/settings").status_code == 200


def test_a_free_account_has_no_settings_to_read(client_of):
    school = replace(compliant_school(), plan=Plan.FREE)
    client = client_of(school)
    group = school.groups[0].id
    for path in ("/accounts/me/settings", "/accounts/me/lock_settings", f"/groups/{group}/settings"):
        answer = client.get(path)
        assert answer.status_code == 400
        assert answer.json() == {"code": 200, "message": "Only available for Paid account."}
    assert client.get(f"/users/{school.users[0].id}/settings").status_code == 200


def test_users_are_listed_by_status_and_role(client_of):
    client = client_of(demo_school())
    assert [row["email"] for row in client.body("/users", status="pending")["users"]] == [PENDING]
    owners = client.body("/users", role_id="0")["users"]
    assert [row["email"] for row in owners] == ["head@stjosephs.example.sch.uk"]


def test_a_user_answers_to_id_and_to_address_in_any_case(client_of):
    client = client_of(demo_school())
    head = client.account.users[0]
    assert client.body(f"/users/{head.id}") == client.body(f"/users/{head.email.upper()}")


def test_role_members_are_those_who_hold_it(client_of):
    client = client_of(compliant_school())
    members = client.body("/roles/1/members")["members"]
    assert {row["email"].split("@")[0] for row in members} == {"itlead", "bursar"}


def test_custom_query_fields_leave_only_those_fields(client_of):
    client = client_of(demo_school())
    body = client.body("/accounts/me/settings", custom_query_fields="host_video,private_chat")
    assert set(body) == {"schedule_meeting", "in_meeting"}
    assert set(body["schedule_meeting"]) == {"host_video"}
    assert set(body["in_meeting"]) == {"private_chat"}


def test_every_request_is_in_the_log(client_of):
    client = client_of(demo_school())
    client.get("/users", status="inactive")
    client.get("/nothing")
    assert [(r.method, r.path) for r in client.app.requests] == [
        ("POST", "/oauth/token"),
        ("GET", "/v2/users"),
        ("GET", "/v2/nothing"),
    ]
    assert client.app.requests[1].query == {"status": "inactive"}
    assert client.app.requests[1].at == client.clock.now


def test_personal_secrets_are_there_for_a_reader_to_drop(client_of):
    """What must never be stored has to be sent first, or nothing proves that it is dropped."""
    client = client_of(demo_school())
    head = client.account.users[0]
    assert len(client.body(f"/users/{head.id}/settings")["schedule_meeting"]["pmi_password"]) == 8
    assert "pwd=" in client.body(f"/users/{head.id}")["personal_meeting_url"]
