import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.zoom.support import ACCOUNT, ACCOUNT_LOCKS, GROUP_SETTINGS, ROLE, TRUSTED, USER, USER_SETTINGS, USERS
from zoom_policy_lint.catalogue import endpoints, setting, settings
from zoom_policy_lint.catalogue.rows import rows
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.zoom.redact import mask_links, passcode_shape, reduce_body, reduce_row

CANARY = "Sesame-9f3b"
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


def at(path, value):
    """A body that holds the value at a dotted path; `[]` is a list of one."""
    for step in reversed(path.split(".")):
        value = {step.removesuffix("[]"): [value] if step.endswith("[]") else value}
    return value


@pytest.mark.parametrize("where", [ACCOUNT, GROUP_SETTINGS, USER_SETTINGS, ACCOUNT_LOCKS])
@pytest.mark.parametrize("path", SECRET_PATHS)
@pytest.mark.parametrize("value", [CANARY, [CANARY], {"value": CANARY}, [[{"x": CANARY}]]])
def test_a_value_of_a_secret_setting_never_comes_out(where, path, value):
    assert CANARY not in json.dumps(reduce_body(where, at(path, value)))


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


@pytest.mark.parametrize("name", NEW_SECRETS)
@pytest.mark.parametrize("section", ["", "schedule_meeting", "brand_new_section", "authentication_options[]"])
@pytest.mark.parametrize("value", [CANARY, [CANARY], {"value": CANARY}, 90909090])
def test_a_field_that_nobody_knows_and_that_looks_secret_is_one(name, section, value):
    body = at(f"{section}.{name}" if section else name, value)
    shown = json.dumps(reduce_body(USER_SETTINGS, body))
    assert CANARY not in shown
    assert "90909090" not in shown


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(
    "path", ["in_meeting.some_text", "other[].deep.text", "telephony.telephony_regions.allowed_values[]"]
)
def test_no_link_into_a_room_survives_in_any_text(link, path):
    assert CANARY not in json.dumps(reduce_body(ACCOUNT, at(path, link)))


@pytest.mark.parametrize("link", LINKS)
def test_no_link_into_a_room_survives_in_a_name_or_a_row(link):
    assert CANARY not in json.dumps(reduce_body(ACCOUNT, {link: True}))
    assert CANARY not in json.dumps(reduce_row(TRUSTED, link))
    assert CANARY not in json.dumps(reduce_row(USERS, {"id": "u1", "dept": link, "display_name": [link]}))


@pytest.mark.parametrize(
    "text", ["Head of Year 5/6", "https://school.example/policy", "spin: fast", "Science (KS2)", ""]
)
def test_other_texts_stay_as_they_are(text):
    assert mask_links(text) == text


def test_a_passcode_becomes_its_shape():
    assert passcode_shape("Abc-123") == {
        "set": True,
        "length": 7,
        "classes": ["letters", "digits", "special", "mixed_case"],
    }
    assert passcode_shape("123456") == {"set": True, "length": 6, "classes": ["digits"]}
    assert passcode_shape("") == {"set": False, "length": 0, "classes": []}


@given(st.text(min_size=4, alphabet=st.characters(categories=["L", "N", "P"])))
def test_the_shape_of_a_passcode_does_not_hold_it(passcode):
    shape = json.dumps(passcode_shape(passcode), ensure_ascii=False)
    assert passcode not in shape.replace("letters", "").replace("digits", "").replace("special", "").replace(
        "mixed_case", ""
    )


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


@pytest.mark.parametrize("where", [e for e in endpoints() if e.keep is not None], ids=lambda e: e.id)
def test_of_lists_and_profiles_only_the_allow_list_survives(where):
    row = dict.fromkeys(where.keep, "kept") | {
        "topic": CANARY,
        "pmi": 99988877766,
        "phone_numbers": [{"number": CANARY}],
    }
    for reduced in (reduce_body(where, row), reduce_row(where, row)):
        assert reduced == dict.fromkeys(where.keep, "kept")


def test_an_allowed_field_of_a_wrong_type_is_kept_for_the_judge_to_see():
    assert reduce_body(ROLE, {"id": "2", "privileges": "all"}) == {"id": "2", "privileges": "all"}
    assert reduce_body(USER, {"type": "2", "login_types": None}) == {"type": "2", "login_types": None}


def test_an_allowed_field_that_turns_out_to_hold_secrets_is_reduced_too():
    shown = json.dumps(reduce_body(USER, {"email": {"host_key": CANARY, "url": f"https://zoom.us/j/1?pwd={CANARY}"}}))
    assert CANARY not in shown


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
