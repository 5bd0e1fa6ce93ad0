import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from tests.zoom.support import ACCOUNT, ACCOUNT_LOCKS, GROUP_SETTINGS, TRUSTED, USER_SETTINGS, USERS
from zoom_policy_lint.catalogue import endpoint, endpoints, setting, settings
from zoom_policy_lint.catalogue.rows import rows
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.zoom import redact
from zoom_policy_lint.zoom.masking import mask_links

CANARY = "Sesame-9f3b"
NOTHING_ASKED = TextQuestions()
SECRET_PATHS = [row["path"] for row in rows("secrets")]
LINKS = [
    f"https://zoom.us/j/1234567890?pwd={CANARY}",
    f"https://us02web.zoom.us/s/1234567890?zak={CANARY}",
    f"zoom.us/my/{CANARY}",
    f"HTTPS://ZOOM.US/J/1234567890?PWD={CANARY}",
    f"https://zoom.us/rec/share/{CANARY}",
    f"https://zoom.us/w/99?tk={CANARY}",
    f"https://evil.example/?u=zoom.us%2Fj%2F99%3Fpwd%3D{CANARY}",
    f"/j/{CANARY}",
    f"pwd={CANARY}",
    f"Join (https://zoom.us/j/1?pwd={CANARY}), or phone",
    f"Passcode: {CANARY}",
    f"host key = {CANARY}",
]


def reduce_body(where, body):
    return redact.reduce_body(where, body, NOTHING_ASKED)


def reduce_row(where, row):
    return redact.reduce_row(where, row, NOTHING_ASKED)


def at(path, value):
    """A body that holds the value at a dotted path; `[]` is a list of one."""
    for step in reversed(path.split(".")):
        value = {step.removesuffix("[]"): [value] if step.endswith("[]") else value}
    return value


@each("path", SECRET_PATHS)
def test_a_value_of_a_secret_setting_never_comes_out(path):
    for where in (ACCOUNT, GROUP_SETTINGS, USER_SETTINGS, ACCOUNT_LOCKS):
        for value in (CANARY, [CANARY], {"value": CANARY}, [[{"x": CANARY}]]):
            assert CANARY not in json.dumps(reduce_body(where, at(path, value))), (where, value)


NEW_SECRETS = [
    "host_key",
    "hostKey",
    "new_passcode",
    "passcode",
    "meetingPassword",
    "access_token",
    "client_secret",
    "zak",
    "pin",
    "phone_pin",
    "join_url",
    "start_url",
    "personal_meeting_url",
    "personal_link",
    "stream_key",
    "api_key",
    "pwd",
]


@each("name", NEW_SECRETS)
@each("section", ["", "schedule_meeting", "brand_new_section", "authentication_options[]"])
@each("value", [CANARY, [CANARY], {"value": CANARY}, 90909090])
def test_a_field_that_nobody_knows_and_that_looks_secret_is_one(name, section, value):
    body = at(f"{section}.{name}" if section else name, value)
    shown = json.dumps(reduce_body(USER_SETTINGS, body))
    assert CANARY not in shown
    assert "90909090" not in shown


@each("link", LINKS)
@each("path", ["in_meeting.some_text", "other[].deep.text", "telephony.telephony_regions.allowed_values[]"])
def test_no_link_into_a_room_survives_in_any_text(link, path):
    assert CANARY not in json.dumps(reduce_body(ACCOUNT, at(path, link)))


@each("link", LINKS)
def test_no_link_into_a_room_survives_in_a_name_or_a_row(link):
    assert CANARY not in json.dumps(reduce_body(ACCOUNT, {link: True}))
    assert CANARY not in json.dumps(reduce_row(TRUSTED, link))
    assert CANARY not in json.dumps(reduce_row(USERS, {"id": "u1", "dept": link, "display_name": [link]}))


@pytest.mark.parametrize(
    "text", ["Head of Year 5/6", "https://school.example/policy", "spin: fast", "Science (KS2)", ""]
)
def test_other_texts_stay_as_they_are(text):
    assert mask_links(text) == text


def test_a_passcode_in_settings_is_reduced_to_its_shape():
    body = reduce_body(USER_SETTINGS, {"schedule_meeting": {"pmi_password": "abc123", "join_before_host": True}})
    assert body == {
        "schedule_meeting": {
            "pmi_password": {"set": True, "length": 6, "classes": ["letters", "digits"]},
            "join_before_host": True,
        }
    }


@pytest.mark.parametrize("value", [True, False, None])
def test_flags_and_nothing_are_no_secrets_whatever_their_name(value):
    body = {"schedule_meeting": {"pmi_password": value, "new_passcode": value}, "host_key": value}
    assert reduce_body(ACCOUNT_LOCKS, body) == body


def _every_path():
    rows = [row for row in map(setting, settings()) if row is not None and not row.secret]
    places = {
        (level, path.path)
        for row in rows
        for level, place in row.levels.items()
        for path in (*place.paths, *place.locks)
    }
    return sorted(path for level, path in places if level in {Level.ACCOUNT, Level.GROUP, Level.USER})


@given(
    st.sampled_from(_every_path()),
    st.booleans() | st.integers() | st.none() | st.just("all") | st.just({}) | st.just([]),
)
def test_every_setting_that_the_catalogue_knows_keeps_its_value_of_whatever_type(path, value):
    if path not in SECRET_PATHS:
        assert reduce_body(ACCOUNT, at(path, value)) == at(path, value)


def test_a_uuid_that_looks_like_a_link_stays_the_id_that_it_is():
    uuid = "ab/j/9QtSuK2mXw9dQyPz0g=="
    row = reduce_row(endpoint("users.id.recordings"), {"uuid": uuid, "host_id": uuid})
    assert row == {"uuid": uuid, "host_id": "[removed]"}


@each("link", LINKS)
def test_a_link_in_the_place_of_a_uuid_is_none(link):
    assert CANARY not in json.dumps(reduce_row(endpoint("users.id.recordings"), {"uuid": link}))


NAMES = st.sampled_from([*NEW_SECRETS, "in_meeting", "schedule_meeting", "pmi_password", "join_url", "text"])
BODIES = st.recursive(
    st.booleans() | st.sampled_from(LINKS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner | st.sampled_from(LINKS), max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(NAMES, BODIES, max_size=5), st.sampled_from(endpoints()))
def test_a_secret_planted_anywhere_never_comes_out(body, where):
    assert CANARY not in json.dumps(reduce_body(where, body))
    assert CANARY not in json.dumps(reduce_row(where, body))
