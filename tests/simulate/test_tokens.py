from dataclasses import replace

import pytest

from zoom_policy_lint.simulate import App, Behaviour, TokenTolerance, demo_school

FORM = {"grant_type": "account_credentials", "account_id": demo_school().id}


@pytest.mark.parametrize("where", ["data", "params"])
def test_a_token_is_given_for_a_form_and_for_a_query_string(client_of, where):
    client = client_of(demo_school())
    body = client.token(**{where: FORM}).json()
    assert body["token_type"] == "bearer"
    assert body["expires_in"] == 3600
    assert body["api_url"] == "https://api.zoom.test"
    assert "user:read:list_users:admin" in body["scope"].split(" ")


@pytest.mark.parametrize(
    ("form", "secret", "error"),
    [
        (FORM, "wrong", "invalid_client"),
        (FORM | {"grant_type": "client_credentials"}, None, "unsupported_grant_type"),
        (FORM | {"account_id": "somebody_else"}, None, "invalid_request"),
    ],
)
def test_the_token_endpoint_refuses_in_its_own_shape(client_of, form, secret, error):
    answer = client_of(demo_school()).token(data=form, secret=secret)
    assert answer.status_code == 400
    assert set(answer.json()) == {"reason", "error"}
    assert answer.json()["error"] == error


@pytest.mark.parametrize("header", ["", "Basic", "Basic ???", "Bearer abc"])
def test_a_malformed_authorization_is_a_wrong_client(client_of, header):
    answer = client_of(demo_school()).request("POST", "/oauth/token", data=FORM, headers={"Authorization": header})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client")


def test_a_token_ends_after_its_hour(client_of):
    client = client_of(demo_school())
    assert client.get("/users").status_code == 200
    client.clock.move(3599)
    assert client.get("/users").status_code == 200
    client.clock.move(1)
    answer = client.get("/users")
    assert (answer.status_code, answer.json()) == (401, {"code": 124, "message": "Access token is expired."})


def test_an_unknown_token_is_refused(client_of):
    answer = client_of(demo_school()).get("/users", bearer="garbage")
    assert (answer.status_code, answer.json()) == (401, {"code": 124, "message": "Invalid access token."})


@pytest.mark.parametrize(("tolerance", "status"), [(TokenTolerance.SEVERAL, 200), (TokenTolerance.NEWEST_ONLY, 401)])
def test_whether_an_older_token_lives_on_is_a_switch(client_of, tolerance, status):
    client = client_of(demo_school(), Behaviour(token_tolerance=tolerance))
    older, newer = (client.token().json()["access_token"] for _ in range(2))
    assert client.get("/users", bearer=older).status_code == status
    assert client.get("/users", bearer=newer).status_code == 200


def test_a_granular_app_without_the_scope_is_told_its_names(client_of):
    account = replace(demo_school(), app=App(scopes=("user:read:list_users:admin",)))
    client = client_of(account)
    assert client.get("/users").status_code == 200
    answer = client.get("/accounts/me/settings")
    assert answer.status_code == 400
    assert answer.json() == {
        "code": 4711,
        "message": "Invalid access token, does not contain scopes:"
        "[account:read:settings:admin, account:read:settings:master].",
    }


def test_a_classic_app_without_the_scope_gets_the_older_words(client_of):
    account = replace(demo_school(), app=App(scopes=("user:read:admin",), classic=True))
    client = client_of(account)
    assert client.get("/users").status_code == 200
    answer = client.get("/roles")
    assert answer.json() == {
        "code": 4700,
        "message": "Invalid access token, does not contain scopes: [role:read:admin].",
    }


@pytest.mark.parametrize(("readable", "status"), [(True, 200), (False, 400)])
def test_whether_the_admin_scope_opens_account_locks_is_a_switch(client_of, readable, status):
    account = replace(demo_school(), app=App(scopes=("account:read:lock_settings:admin",)))
    client = client_of(account, Behaviour(account_locks_with_admin_scope=readable))
    assert client.get("/accounts/me/lock_settings").status_code == status


@pytest.mark.parametrize(("readable", "status"), [(True, 200), (False, 400)])
def test_whether_the_admin_scope_opens_domains_is_a_switch(client_of, readable, status):
    scopes = ("account:read:managed_domains:admin", "account:read:trusted_domains:admin")
    client = client_of(replace(demo_school(), app=App(scopes=scopes)), Behaviour(domains_with_admin_scope=readable))
    assert client.get("/accounts/me/managed_domains").status_code == status
    assert client.get("/accounts/me/trusted_domains").status_code == status


def test_the_secret_is_in_no_repr(client_of):
    account = demo_school()
    assert account.app.client_secret not in repr(account)
