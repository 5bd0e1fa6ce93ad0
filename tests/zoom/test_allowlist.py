"""Of lists, profiles, meetings and recordings exactly what the allow-list names is kept."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from tests.zoom.support import INVITATION, MEETING, RECORDING, ROLE, USER
from zoom_policy_lint.catalogue import endpoint, endpoints
from zoom_policy_lint.model.resource import TextQuestions
from zoom_policy_lint.zoom.allowlist import _SAID, allowed
from zoom_policy_lint.zoom.redact import reduce_body, reduce_row

CANARY = "Year 7 with Sam P"
ASKED = TextQuestions(phrases=("someth feel wrong", "wait room"), patterns=("^staff", "governor"))
ASSISTANTS = endpoint("users.id.assistants")
RECORDINGS = endpoint("users.id.recordings")
LISTED = [row for row in endpoints() if row.keep is not None]
PLAIN = {"boolean", "integer", "number", "string", "time", "array<string>", "array<integer>"}
UNKNOWN_FIELDS = {
    "uuid2": CANARY,
    "host_email": CANARY,
    "registrants": [{"name": CANARY}],
    "tracking_fields": [[CANARY]],
    "brand_new": {"deep": {CANARY: CANARY}},
    CANARY: True,
    "number": 91827364,
}


def body(where, value="kept"):
    """An answer with a value at every path of the allow-list, and fields that nobody knows beside each of them."""
    answer = dict(UNKNOWN_FIELDS)
    for path in where.keep:
        *sections, last = path.split(".")
        here = answer
        for step in sections:
            inner = here.setdefault(
                step.removesuffix("[]"), [dict(UNKNOWN_FIELDS)] if "[]" in step else dict(UNKNOWN_FIELDS)
            )
            here = inner[0] if isinstance(inner, list) else inner
        here[last] = value
    return answer


def paths(value, at=""):
    if isinstance(value, dict):
        return {path for key, item in value.items() for path in paths(item, f"{at}.{key}" if at else key)}
    if isinstance(value, list):
        return {path for item in value for path in paths(item, f"{at}[]")}
    return {at}


def kept(where, answer, questions=ASKED):
    return reduce_body(where, answer, questions)


@each("where", LISTED, ids=lambda row: row.id)
def test_every_kind_of_the_catalogue_is_one_that_is_understood(where):
    assert set(where.keep.values()) <= PLAIN | _SAID.keys()


@each("where", LISTED, ids=lambda row: row.id)
@each("value", [True, None], ids=str)
def test_exactly_the_allow_list_survives(where, value):
    for reduced in (kept(where, body(where, value)), reduce_row(where, body(where, value), ASKED)):
        assert paths(reduced) == where.keep.keys()
        assert CANARY not in json.dumps(reduced)
        assert "91827364" not in json.dumps(reduced)


@each("where", LISTED, ids=lambda row: row.id)
def test_an_answer_of_nothing_that_was_asked_for_keeps_nothing(where):
    assert kept(where, UNKNOWN_FIELDS) == {}
    assert kept(where, {}) == {}


@each("wrong", [None, True, 7, 1.5])
@each("section", ["settings", "recurrence", "occurrences"])
def test_a_section_of_a_wrong_type_stays_for_the_judge_to_see(section, wrong):
    assert kept(MEETING, {"id": 1, section: wrong})[section] is wrong


@each(
    ("section", "wrong", "seen"),
    [
        ("settings", [CANARY], []),
        ("settings", [{"waiting_room": True}], []),
        ("occurrences", {CANARY: CANARY}, {}),
        ("occurrences", {"status": "available"}, {}),
        (
            "occurrences",
            [CANARY, None, 7, [CANARY], {"status": "available", "x": CANARY}],
            [None] * 4 + [{"status": "available"}],
        ),
        ("type", {CANARY: 2}, {}),
        ("type", [CANARY], []),
        ("start_time", {"at": CANARY}, {}),
    ],
)
def test_of_a_wrong_list_or_object_the_type_is_kept_and_no_content(section, wrong, seen):
    assert kept(MEETING, {"id": 1, section: wrong})[section] == seen


def test_sections_within_sections_are_kept_field_by_field():
    settings = {
        "waiting_room": True,
        "waiting_room_options": {"mode": "custom", "who_goes_to_waiting_room": "everyone", "note": CANARY},
        "breakout_room": {"enable": True, "rooms": [{"name": CANARY, "participants": [CANARY]}]},
        "language_interpretation": None,
        "alternative_hosts": "head@school.example;deputy@school.example",
    }
    assert kept(MEETING, {"id": 1, "settings": settings})["settings"] == {
        "alternative_hosts": "head@school.example;deputy@school.example",
        "breakout_room": {"enable": True},
        "language_interpretation": None,
        "waiting_room": True,
        "waiting_room_options": {"mode": "custom", "who_goes_to_waiting_room": "everyone"},
    }


def test_an_allowed_field_of_a_wrong_type_is_kept_for_the_judge_to_see():
    assert kept(ROLE, {"id": "2", "privileges": "all"}) == {"id": "2", "privileges": "all"}
    assert kept(ROLE, {"id": "2", "privileges": [1, None, "A", [CANARY]]})["privileges"] == [1, None, "A", []]
    assert kept(USER, {"type": "2", "login_types": None}) == {"type": "2", "login_types": None}
    assert kept(USER, {"email": {"host_key": CANARY}}) == {"email": {}}


def test_items_of_a_list_keep_their_place_and_what_is_missing_in_them_stays_missing():
    people = [{"id": "u1", "email": "a@school.example", "can_manage": True}, {"id": "u2"}, CANARY, {}]
    assert kept(ASSISTANTS, {"assistants": people}) == {
        "assistants": [{"id": "u1", "email": "a@school.example"}, {"id": "u2"}, None, {}]
    }


def test_links_in_allowed_texts_are_masked():
    link = "https://zoom.us/j/1?pwd=Sesame"
    assert "Sesame" not in json.dumps(kept(MEETING, body(MEETING, link)))


def test_the_files_of_a_recording_are_kept_without_their_addresses():
    file = {"file_type": "MP4", "play_url": CANARY, "download_url": CANARY, "file_path": CANARY, "status": "completed"}
    row = {"uuid": "a==", "topic": CANARY, "recording_play_passcode": CANARY, "recording_files": [file]}
    assert reduce_row(RECORDINGS, row, ASKED) == {
        "uuid": "a==",
        "recording_files": [{"file_type": "MP4", "status": "completed"}],
    }


# Fields that Zoom leaves out when they are empty


def test_what_zoom_leaves_out_when_it_is_empty_counts_as_empty():
    assert kept(MEETING, {"id": 1})["password"] == {"set": False, "length": 0, "classes": []}
    assert kept(MEETING, {"id": 1})["pmi"] == {"set": False}
    assert kept(RECORDING, {"viewer_download": False})["password"]["set"] is False


def test_null_is_not_left_out():
    assert kept(MEETING, {"id": 1, "password": None, "pmi": None}) == {"id": 1, "password": None, "pmi": None}


def test_nothing_else_counts_as_empty_when_it_is_left_out():
    assert kept(MEETING, {"id": 1}).keys() == {"id", "password", "pmi"}
    assert kept(replace(MEETING, absent=frozenset()), {"id": 1}) == {"id": 1}


@each(
    ("value", "seen"),
    [("", {"set": False}), ("9876543210", {"set": True}), (9876543210, {"set": True}), (0, {"set": False})]
    + [(None, None), (True, True), (False, False), ([9876543210], []), ({"a": 9876543210}, {})],
)
def test_of_a_personal_number_only_whether_there_is_one_is_kept(value, seen):
    assert kept(MEETING, {"id": 1, "pmi": value})["pmi"] == seen


# Titles and texts


def test_of_a_title_only_the_answers_to_the_questions_are_kept():
    facts = kept(MEETING, {"id": 1, "topic": f"Staff briefing {CANARY}"})["topic"]
    assert facts == {"filled": True, "placeholder": False, "matches": ["^staff"]}


def test_of_a_text_only_the_answers_to_the_questions_are_kept():
    text = f"<p>Please wait in the <b>Waiting&nbsp;Room</b>, {CANARY}.</p>"
    for where, name in ((MEETING, "agenda"), (INVITATION, "invitation")):
        facts = kept(where, {"id": 1, name: text})[name]
        assert facts == {"filled": True, "placeholder": False, "says": ["wait room"]}


@each("name", ["topic", "agenda"])
@each(("value", "seen"), [(None, None), (7, 7), (1.5, 1.5), (True, True), ([CANARY], []), ({CANARY: CANARY}, {})])
def test_a_text_that_is_none_is_seen_to_be_none(name, value, seen):
    assert kept(MEETING, {"id": 1, name: value})[name] == seen


def test_an_empty_text_is_not_filled_and_one_left_out_is_not_there():
    assert kept(INVITATION, {"invitation": ""})["invitation"]["filled"] is False
    assert "agenda" not in kept(MEETING, {"id": 1})


NAMES = sorted(
    {step.removesuffix("[]") for row in LISTED for path in row.keep for step in path.split(".")} | {"x", "code"}
)
WHOLE_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.just(CANARY),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=15,
)


@given(st.dictionaries(st.sampled_from(NAMES), WHOLE_JSON, max_size=6), st.sampled_from(LISTED))
def test_whatever_zoom_answers_nothing_outside_of_the_allow_list_is_kept(answer, where):
    reduced = allowed(where, answer, TextQuestions())
    seen = {path.replace("[][]", "[]") for path in paths(_without_said(where, reduced))}
    known = {prefix for path in where.keep for prefix in _prefixes(path)}
    assert {path.removesuffix("[]") for path in seen if path} <= known


def _prefixes(path):
    steps = path.split(".")
    return {".".join(steps[:end]).removesuffix("[]") for end in range(1, len(steps) + 1)}


def _without_said(where, reduced):
    return {name: None if where.keep.get(name) in _SAID else value for name, value in reduced.items()}
