import pytest

from tests.support.each import each
from tests.zoom.support import ACCOUNT, ACCOUNT_LOCKS, GROUP_SETTINGS, ROLE, USER_SETTINGS, USERS
from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.zoom import (
    BadAnswer,
    CredentialsRefused,
    NotFound,
    PageTokenRefused,
    PermissionMissing,
    PlanTooLow,
    ScopeMissing,
    ServerFault,
    Unreachable,
)
from zoom_policy_lint.zoom.refusals import refusal, wants_new_token

DOCUMENTED = [
    (401, 124, "Invalid access token.", CredentialsRefused),
    (401, 124, "Access token is expired.", CredentialsRefused),
    (400, 124, "Invalid access token.", CredentialsRefused),
    (400, 4711, "Invalid access token, does not contain scopes:[user:read:list_users:admin].", ScopeMissing),
    (400, 4711, "Invalid access token, does not contain scopes:[user:read:a, user:read:a:admin].", ScopeMissing),
    (400, 4700, "Invalid access token, does not contain scopes: [report:read:admin].", ScopeMissing),
    (
        401,
        4700,
        "Invalid Access Token: The access token is invalid, expired, or missing required scopes.",
        ScopeMissing,
    ),
    (400, 200, "Only available for Paid account.", PlanTooLow),
    (400, 200, "Only available for paid account: abc.", PlanTooLow),
    (200, 200, "Only available for Paid account.", PlanTooLow),
    (400, 200, "Only available for Paid or ZMP account: abc.", PlanTooLow),
    (400, 200, "Webinar plan is missing. You must subscribe to the webinar plan.", PlanTooLow),
    (400, 200, "No permission.", PermissionMissing),
    (200, 200, "You do not have the right permissions.", PermissionMissing),
    (400, 200, "Invalid api key or secret.", CredentialsRefused),
    (400, 300, "The next page token is invalid or expired.", PageTokenRefused),
    (400, 300, "Invalid domains, please separate multiple domains by semicolon.", BadAnswer),
    (400, 300, "Cannot access meeting information.", BadAnswer),
    (400, 300, "Validation Failed.", BadAnswer),
    (400, 300, "Invalid meeting ID.", BadAnswer),
    (404, 300, "Meeting 99988877766 is not found or has expired.", NotFound),
    (404, 300, "Role does not exist: 7.", NotFound),
    (400, 1010, "User does not belong to this account: abc.", NotFound),
    (404, 1001, "User does not exist: teacher@school.example.", NotFound),
    (404, 1001, "User not exist or not belong to this account.", NotFound),
    (404, 1001, 'User "abc" does not exist or does not belong to this account.', NotFound),
    (400, 1010, "User not found on this account: abc.", NotFound),
    (404, 1120, "Invite not exist", NotFound),
    (404, 2001, "Account does not exist: abc.", NotFound),
    (400, 2001, "This account does not exist or does not belong to you: abc.", NotFound),
    (404, 4130, "Group does not exist: abc.", NotFound),
    (404, 3001, "Meeting does not exist: 123.", NotFound),
    (404, 3001, "Meeting ID is invalid or not end.", NotFound),
    (400, 3000, "Cannot access webinar info.", BadAnswer),
    (400, 3003, "Not meeting host.", PermissionMissing),
    (400, 3018, "Not allowed to delete PMI.", BadAnswer),
    (400, 3161, "Your user account is not allowed meeting hosting and scheduling capabilities.", PlanTooLow),
    (400, 12702, "Cannot access a meeting a year ago.", BadAnswer),
    (403, 2306, "Not allowed to view meetings scheduled for others.", PermissionMissing),
    (404, 3301, "There is no recording for this meeting.", NotFound),
    (409, 1005, "Email a@b.example has already been used.", BadAnswer),
    (403, 0, "The authenticated user has not permitted access to the targeted resource.", PermissionMissing),
    (400, 200, "Something that nobody has seen yet.", BadAnswer),
    (400, 987654, "A new code.", BadAnswer),
]


@each(("status", "code", "message", "kind"), DOCUMENTED)
def test_each_error_of_zoom_becomes_the_error_that_names_it(status, code, message, kind):
    error = refusal(USER_SETTINGS, status, {"code": code, "message": message})
    assert type(error) is kind
    assert (error.endpoint, error.status, error.code) == ("/users/{userId}/settings", status, code)
    assert str(error).startswith("/users/{userId}/settings: ")
    assert not error.retryable


OF_MEETINGS = [
    ("users.id.meetings", 404, 1001, "User does not exist: abc.", NotFound, "removed"),
    (
        "users.id.meetings",
        400,
        3161,
        "Meeting hosting and scheduling capabilities are not allowed for your user account.",
        PlanTooLow,
        "licence",
    ),
    ("users.id.meetings", 403, 2306, "Not allowed to view meetings scheduled for others.", PermissionMissing, "Roles"),
    ("meetings.id", 404, 3001, "Meeting does not exist: 99988877766.", NotFound, "removed"),
    ("meetings.id", 400, 3000, "Cannot access webinar info.", BadAnswer, "Webinars are not judged"),
    ("meetings.id", 400, 3003, "Not meeting host.", PermissionMissing, "Roles"),
    ("meetings.id.invitation", 404, 3001, "Meeting does not exist: 99988877766.", NotFound, "removed"),
    (
        "meetings.id.invitation",
        400,
        4711,
        "Invalid access token, does not contain scopes:[meeting:read:invitation:admin].",
        ScopeMissing,
        "meeting:read:invitation:admin",
    ),
    ("users.id.recordings", 400, 300, "The next page token is invalid or expired.", PageTokenRefused, "15 minutes"),
    ("users.id.recordings", 400, 1010, "User does not belong to this account: abc.", NotFound, "removed"),
    ("users.id.recordings", 400, 200, "Only available for Paid account.", PlanTooLow, "plan"),
    ("meetings.id.recordings.settings", 404, 3301, "There is no recording for this meeting.", NotFound, "removed"),
    ("meetings.id.recordings.settings", 200, 200, "You do not have the right permissions", PermissionMissing, "Roles"),
    ("users.id.assistants", 404, 1001, "User does not exist: abc.", NotFound, "removed"),
]


@each(("name", "status", "code", "message", "kind", "hint"), OF_MEETINGS)
def test_refusals_about_meetings_and_recordings_say_what_to_do(name, status, code, message, kind, hint):
    error = refusal(endpoint(name), status, {"code": code, "message": message})
    assert type(error) is kind
    assert error.reason == REASONS.get(kind, Reason.ERROR)
    assert hint in error.hint
    assert "99988877766" not in str(error)


@pytest.mark.parametrize("name", ["users.id.meetings", "meetings.id", "users.id.recordings", "users.id"])
def test_a_404_of_a_gateway_in_zooms_place_never_makes_something_look_gone(name):
    assert type(refusal(endpoint(name), 404, {"code": 404, "message": "Not found"})) is BadAnswer


REASONS = {
    ScopeMissing: Reason.SCOPE,
    PermissionMissing: Reason.SCOPE,
    PlanTooLow: Reason.PLAN,
    NotFound: Reason.VANISHED,
}


@each(("status", "code", "message", "kind"), DOCUMENTED)
def test_the_reason_of_an_unknown_finding_follows_from_the_error(status, code, message, kind):
    error = refusal(USER_SETTINGS, status, {"code": code, "message": message})
    assert error.reason == REASONS.get(kind, Reason.ERROR)


def test_a_missing_scope_is_named_with_or_without_a_space_before_the_bracket():
    for text in ("scopes:[a:read:b, c:read:d].", "scopes: [a:read:b,c:read:d].", "scopes:  [a:read:b , c:read:d]"):
        error = refusal(USERS, 400, {"code": 4711, "message": f"Invalid access token, does not contain {text}"})
        assert isinstance(error, ScopeMissing)
        assert error.scopes == ("a:read:b", "c:read:d")
        assert "a:read:b or c:read:d" in error.hint


def test_where_zoom_names_no_scope_the_known_ones_are_named():
    for message in ("missing required scopes.", "does not contain scopes:[].", ""):
        error = refusal(USERS, 401, {"code": 4700, "message": message})
        assert isinstance(error, ScopeMissing)
        assert "user:read:list_users:admin" in error.scopes


def test_a_scope_that_is_disputed_says_so():
    assert "ordinary account may be refused" in refusal(ACCOUNT_LOCKS, 400, {"code": 4711, "message": "x"}).hint


@each("where", [USER_SETTINGS, GROUP_SETTINGS, ROLE, ACCOUNT])
@each(
    "body",
    [
        None,
        {},
        {"error": "not found"},
        {"code": True, "message": "User does not exist"},
        {"message": "User does not exist"},
    ],
)
def test_a_404_that_zoom_does_not_explain_never_makes_something_look_gone(where, body):
    assert type(refusal(where, 404, body)) is BadAnswer


def test_an_address_that_zoom_does_not_have_is_not_a_person_who_is_gone():
    answer = {"code": 2300, "message": "This API endpoint is not recognized."}
    assert type(refusal(USER_SETTINGS, 404, answer)) is BadAnswer


@each("status", [500, 502, 503, 504, 599])
@each("body", [None, {"code": 1001, "message": "User does not exist."}])
def test_a_fault_of_zoom_is_worth_another_try_whatever_it_says(status, body):
    error = refusal(USERS, status, body)
    assert type(error) is ServerFault
    assert error.retryable


@each(
    ("status", "kind"),
    [
        (401, CredentialsRefused),
        (403, PermissionMissing),
        (407, Unreachable),
        (302, BadAnswer),
        (204, BadAnswer),
        (418, BadAnswer),
    ],
)
def test_an_answer_without_a_code_is_told_by_its_status(status, kind):
    assert type(refusal(USERS, status, None)) is kind


@pytest.mark.parametrize(
    "body",
    [{"code": "1001", "message": 7}, {"code": None}, {"code": [1]}, {"code": 1.5, "message": None}, {"code": "²"}],
)
def test_codes_and_messages_of_odd_types_break_nothing(body):
    assert str(refusal(USERS, 400, body))


@pytest.mark.parametrize(
    ("status", "body", "wanted"),
    [
        (401, None, True),
        (401, {"code": 1}, True),
        (400, {"code": 124}, True),
        (400, {"code": 4711}, False),
        (403, {}, False),
    ],
)
def test_a_new_token_is_wanted_after_401_and_after_code_124(status, body, wanted):
    assert wants_new_token(status, body) is wanted


CANARY = "Sesame"
SAYS = [
    f"User does not exist: {CANARY}.Teacher@school.example.",
    f"Invalid link https://zoom.us/j/99988877766?pwd={CANARY}",
    f"Invalid passcode: {CANARY}",
    f"Bad token eyJzdiI6IjAwMDAwMiIs{CANARY}ImFsZyI6IkhTNTEyIn0.sample",
    f"Account does not exist: {CANARY}q3R7tK2mXw9dQ.",
    "Meeting does not exist: 99988877766.",
]


@each("message", SAYS)
@each("code", [124, 200, 300, 1001, 2001, 4711, 55])
def test_an_error_never_repeats_a_person_an_id_or_a_secret(message, code):
    error = refusal(USER_SETTINGS, 400, {"code": code, "message": message, "errors": [{"field": CANARY}]})
    shown = str(error) + repr(error) + repr(vars(error))
    assert CANARY not in shown
    assert "99988877766" not in shown
    assert "school.example" not in shown
