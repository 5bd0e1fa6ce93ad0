"""What the token endpoint may answer, and what is made of it."""

import pytest

from tests.support.each import each
from tests.zoom.support import KEYS
from zoom_policy_lint.zoom import CredentialsRefused, Unreachable
from zoom_policy_lint.zoom.auth import TokenAnswer, api_url, read_token

REFUSALS = [
    ({"reason": "Invalid client_id or client_secret", "error": "invalid_client"}, "ZOOM_CLIENT_SECRET"),
    ({"reason": "unsupported grant type", "error": "unsupported_grant_type"}, "General App"),
    ({"reason": "Bad request", "error": "invalid_request"}, "ZOOM_ACCOUNT_ID"),
    ({"reason": "Invalid Token!", "error": "invalid_request"}, "ZOOM_ACCOUNT_ID"),
    ({"code": 4702, "message": "x"}, "ZOOM_CLIENT_SECRET"),
    ({"code": 4704, "message": "x"}, "ZOOM_CLIENT_SECRET"),
    ({"code": 4705, "message": "x"}, "General App"),
    ({"code": 4706, "message": "x"}, "ZOOM_CLIENT_ID"),
    ({"code": 4717, "message": "x"}, "Activate the app"),
    ({"code": 4735, "message": "x"}, "create the app anew"),
    ({"errorCode": 4738, "message": "x"}, "administrator"),
    ({"code": 4711, "message": "x"}, "activated"),
    ({"code": 4740, "message": "x"}, "activated"),
    ({"code": 4741, "message": "x"}, "activated"),
]


@each("status", [400, 401, 403])
@each(("body", "hint"), REFUSALS)
def test_each_way_of_refusing_credentials_says_what_to_do(status, body, hint):
    with pytest.raises(CredentialsRefused) as caught:
        read_token(TokenAnswer(status, body), 0.0)
    assert hint in caught.value.hint


@pytest.mark.parametrize("status", [400, 401])
def test_a_token_endpoint_that_refuses_without_a_body_means_the_credentials(status):
    with pytest.raises(CredentialsRefused, match="ZOOM_ACCOUNT_ID"):
        read_token(TokenAnswer(status, None), 0.0)


@each(
    "answer",
    [
        TokenAnswer(200, None),
        TokenAnswer(200, {}),
        TokenAnswer(200, {"access_token": ""}),
        TokenAnswer(200, {"access_token": 7}),
        TokenAnswer(200, {"access_token": "a b"}),
        TokenAnswer(302, None),
        TokenAnswer(403, None),
        TokenAnswer(404, {"code": 404}),
    ],
)
def test_something_that_is_no_token_endpoint_counts_as_unreachable(answer):
    with pytest.raises(Unreachable, match="ZOOM_OAUTH_URL"):
        read_token(answer, 0.0)


@each(("lifetime", "renewed_at"), [(3600, 3300), (60, 30), (None, 3300), (True, 3300), (-5, 3300), ("x", 3300)])
def test_a_token_is_renewed_a_few_minutes_early_whatever_its_lifetime(lifetime, renewed_at):
    assert read_token(TokenAnswer(200, {"access_token": "t", "expires_in": lifetime}), 0.0).renew_at == renewed_at


@each(
    ("told", "used"),
    [
        ("https://api-eu.zoom.us", "https://api-eu.zoom.us/v2"),
        ("https://api-eu.zoom.us/v2", "https://api-eu.zoom.us/v2"),
        ("https://api.zoomgov.com/", "https://api.zoomgov.com/v2"),
        ("http://api-eu.zoom.us", "https://api.zoom.us/v2"),
        ("https://zoom.us.evil.example", "https://api.zoom.us/v2"),
        ("https://evilzoom.us", "https://api.zoom.us/v2"),
        ("https://zoom.us@evil.example", "https://api.zoom.us/v2"),
        ("https://api.zoom.us:8443", "https://api.zoom.us/v2"),
        ("https://[", "https://api.zoom.us/v2"),
        (None, "https://api.zoom.us/v2"),
        (5, "https://api.zoom.us/v2"),
    ],
)
def test_the_host_that_zoom_names_is_used_only_if_it_is_zooms_own(told, used):
    token = read_token(TokenAnswer(200, {"access_token": "t", "api_url": told}), 0.0)
    assert api_url(KEYS, token) == used
