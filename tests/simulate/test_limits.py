from dataclasses import replace

import pytest

from zoom_policy_lint.simulate import Behaviour, Plan, RateLimitHeaders, RetryAfter, compliant_school

PRO = replace(compliant_school(), plan=Plan.PRO)
FREE = replace(compliant_school(), plan=Plan.FREE)


def statuses(client, path, times):
    return [client.get(path).status_code for _ in range(times)]


@pytest.mark.parametrize(
    ("account", "path", "limit"), [(PRO, "/users", 20), (FREE, "/users", 2), (FREE, "/users/x", 4)]
)
def test_a_second_has_its_allowance_per_label_and_plan(client_of, account, path, limit):
    client = client_of(account, Behaviour())
    found = statuses(client, path, limit + 1)
    assert 429 not in found[:limit]
    assert found[limit] == 429
    client.clock.move(1)
    assert client.get(path).status_code != 429


def test_labels_are_counted_apart(client_of):
    client = client_of(FREE, Behaviour())
    assert statuses(client, "/users", 3) == [200, 200, 429]
    assert client.get(f"/users/{FREE.users[0].id}").status_code == 200


def test_a_day_has_its_allowance_and_says_when_it_ends(client_of):
    client = client_of(FREE, Behaviour())
    for _ in range(2000):
        client.app._limiter.admit("Medium")
        client.clock.move(0.5)
    answer = client.get("/users")
    assert answer.status_code == 429
    assert answer.json()["message"].startswith("You have reached the maximum daily rate limit")
    assert answer.headers["retry-after"] == "2026-11-25T00:00:00Z"
    assert answer.headers["x-ratelimit-type"] == "Daily-limit"
    client.clock.move(86_400)
    client.bearer = ""
    assert client.get("/users").status_code == 200


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (RetryAfter.ISO, "2026-11-25T00:00:00Z"),
        (RetryAfter.HTTP_DATE, "Wed, 25 Nov 2026 00:00:00 GMT"),
        (RetryAfter.SECONDS, "54000"),
    ],
)
def test_retry_after_has_three_forms(client_of, form, expected):
    client = client_of(FREE, Behaviour(retry_after=form))
    client.app._limiter._counts["Medium", "2026-11-24"] = 2000
    assert client.get("/users").headers["retry-after"] == expected


def test_the_headers_tell_what_is_left(client_of):
    headers = client_of(PRO, Behaviour()).get("/users").headers
    assert headers["x-ratelimit-category"] == "Medium"
    assert headers["x-ratelimit-type"] == "QPS"
    assert (headers["x-ratelimit-limit"], headers["x-ratelimit-remaining"]) == ("20", "19")


@pytest.mark.parametrize(
    ("which", "names"),
    [(RateLimitHeaders.NONE, set()), (RateLimitHeaders.CATEGORY_ONLY, {"x-ratelimit-category"})],
)
def test_headers_may_be_missing_from_answers_and_refusals(client_of, which, names):
    client = client_of(FREE, Behaviour(rate_limit_headers=which))
    for _ in range(3):
        headers = set(client.get("/users").headers)
        assert {name for name in headers if name.startswith(("x-ratelimit", "retry"))} == names


@pytest.mark.parametrize("code", [429, 4001, 200])
def test_the_code_of_the_body_is_a_switch(client_of, code):
    client = client_of(FREE, Behaviour(rate_limit_code=code))
    statuses(client, "/users", 2)
    assert client.get("/users").json()["code"] == code
