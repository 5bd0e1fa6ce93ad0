"""What Zoom returns and the catalogue does not know is noticed, counted and named, and nothing of it is anybody's."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.catalogue import endpoints, setting
from zoom_policy_lint.catalogue import settings as keys
from zoom_policy_lint.model.resource import Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.resolve.drift import AUDIT_LIMITS, Drift, NewKey, OddValue, Vanished
from zoom_policy_lint.resolve.drift_words import drift_lines, drift_note

PLACES = {Level.ACCOUNT: "accounts.settings", Level.GROUP: "groups.id.settings", Level.USER: "users.id.settings"}


def resource(body, level=Level.USER, number=1, view="default", **more):
    read = PLACES[level] if view == "default" else f"{PLACES[level]}?option={view}"
    return Resource(level, f"r{number}", "Joanna Fisher", bodies={read: body}, **more)


def report_on(*resources, limits=None):
    drift = Drift(limits)
    for one in resources:
        drift.see(one)
    return drift.report()


def odd_in(key, value, level=Level.USER):
    """What is odd about an answer that gives one setting this value."""
    path = setting(key).levels[level].paths[0]
    body = value
    for step in reversed(path.keys):
        body = {step: body}
    return [(one.shown, one.wanted) for one in report_on(resource(body, level, view=path.view)).odd_values]


# New settings


def test_a_key_that_the_catalogue_lacks_is_told_with_level_view_and_path():
    report = report_on(resource({"in_meeting": {"chat": True, "holograms": False}}))
    assert report.new_keys == (NewKey(Level.USER, "default", "in_meeting.holograms", "true or false", "", 1),)


@each(
    ("value", "kind"),
    [
        (True, "true or false"),
        (3, "a number"),
        (0.5, "a number"),
        ("x", "a text"),
        ([1], "a list"),
        ({"a": {"b": 1}}, "a section"),
        (None, "nothing (null)"),
    ],
)
def test_of_a_new_setting_only_what_kind_of_value_it_has_is_told(value, kind):
    (key,) = report_on(resource({"in_meeting": {"holograms": value}})).new_keys
    assert (key.path, key.kind) == ("in_meeting.holograms", kind)


def test_a_new_section_is_one_new_key():
    (key,) = report_on(resource({"holograms": {"enable": True, "who": 1}})).new_keys
    assert (key.path, key.kind) == ("holograms", "a section")


def test_how_many_resources_returned_a_new_setting_is_counted():
    new = [resource({"in_meeting": {"holograms": True}}, number=number) for number in range(3)]
    (key,) = report_on(*new, resource({"in_meeting": {}}, number=9)).new_keys
    assert key.resources == 3


def test_a_setting_that_the_catalogue_has_at_another_level_says_so():
    (key,) = report_on(resource({"in_meeting": {"allow_participants_to_rename": True}})).new_keys
    assert key.known_as == "in_meeting.allow_participants_to_rename"


def test_what_the_catalogue_has_at_the_level_in_another_view_is_not_new():
    body = {"meeting_security": {"waiting_room": True}}
    assert report_on(resource(body)).new_keys == ()


def test_new_parts_of_the_items_of_a_list_are_noticed():
    body = {"in_meeting": {"virtual_background_settings": {"files": [{"id": "a", "colour": "red"}, {"id": "b"}]}}}
    (key,) = report_on(resource(body)).new_keys
    assert key.path == "in_meeting.virtual_background_settings.files[].colour"


@pytest.mark.parametrize("name", ["j.fisher@stjosephs.example.sch.uk", "JohnSmith", "John", "2", ""])
def test_a_key_that_may_be_somebodys_name_or_address_is_not_repeated(name):
    (key,) = report_on(resource({"in_meeting": {name: True}})).new_keys
    assert key.path == "in_meeting.…"


def test_of_long_lists_it_is_said_that_only_the_first_items_were_looked_into():
    def with_files(count):
        items = [{"id": "a"} for _ in range(count)]
        return report_on(resource({"in_meeting": {"virtual_background_settings": {"files": items}}}))

    assert with_files(50).cut == ()
    assert with_files(51).cut == ("in_meeting.virtual_background_settings.files",)
    assert (
        "\nOnly the first 50 items were looked into of these lists: in_meeting.virtual_background_settings.files."
        in list(drift_lines(with_files(51)))
    )


def test_of_meetings_and_recordings_no_keys_are_told():
    """Their answers are stored by allow-list, with fields beside the settings."""
    meeting = Resource(Level.MEETING, "1", "", bodies={"meetings.id": {"pmi": "1", "agenda": {"filled": True}}})
    assert report_on(meeting).new_keys == ()


# Values


@each(
    ("key", "value", "shown", "wanted"),
    [
        ("in_meeting.who_can_share_screen", "cohost", "“cohost”", ""),
        ("in_meeting.allow_participants_chat_with", 7, "7", ""),
        ("in_meeting.chat", "yes", "a text", "boolean"),
        ("in_meeting.chat", "JohnSmith", "a text", "boolean"),
        ("in_meeting.allow_participants_chat_with", "JohnSmith", "a text", "integer"),
        ("in_meeting.chat", 1, "1", "boolean"),
        ("in_meeting.chat", [True], "a list", "boolean"),
        ("in_meeting.chat", {"on": True}, "a section", "boolean"),
        ("in_meeting.allow_participants_chat_with", True, "true", "integer"),
        ("in_meeting.data_center_regions", ["DE", "ZZ"], "“ZZ”", ""),
        ("in_meeting.data_center_regions", "DE", "“DE”", "array<string>"),
    ],
)
def test_a_value_outside_the_known_ones_or_of_another_type_is_told(key, value, shown, wanted):
    assert odd_in(key, value) == [(shown, wanted)]


@each(
    ("key", "value"),
    [
        ("in_meeting.chat", True),
        ("in_meeting.chat", None),
        ("in_meeting.who_can_share_screen", "host"),
        ("in_meeting.data_center_regions", []),
        ("schedule_meeting.pmi_password", {"set": True, "length": 8, "classes": ["digits"]}),
        ("telephony.audio_conference_info", "Ring 01632 960001 and ask for Joanna"),
    ],
)
def test_known_values_nulls_secrets_and_free_texts_are_not_odd(key, value):
    assert odd_in(key, value) == []


@each(
    "value",
    [
        "joanna@stjosephs.example.sch.uk",
        "https://zoom.us/j/99912345678?pwd=x",
        "zoom.us/j/99912345678",
        "Joanna Fisher",
        "01632960001",
        "a" * 41,
        "",
    ],
)
def test_texts_that_may_be_somebodys_are_masked(value):
    assert odd_in("in_meeting.who_can_share_screen", value) == [("a text", "")]


def test_long_numbers_are_masked():
    assert odd_in("in_meeting.allow_participants_chat_with", 99912345678) == [("a number", "")]
    assert odd_in("in_meeting.custom_service_instructions", 41) == [("a number", "string")]


def test_one_resource_counts_once_however_often_it_has_the_value():
    body = {"in_meeting": {"data_center_regions": ["ZZ", "ZZ"]}}
    assert [one.resources for one in report_on(resource(body)).odd_values] == [1]


def test_values_of_meetings_are_compared():
    meeting = Resource(Level.MEETING, "1", "", bodies={"meetings.id": {"settings": {"audio": "carrier pigeon"}}})
    assert report_on(meeting).odd_values == (OddValue(Level.MEETING, "schedule_meeting.audio_type", "a text", "", 1),)


def test_a_section_that_is_none_is_told():
    assert report_on(resource({"in_meeting": "off"})).odd_values == (
        OddValue(Level.USER, "in_meeting", "a text", "object", 1),
    )


# Vanished settings

VIEWS = {row.level: row.views for row in endpoints() if row.id in PLACES.values()}


def whole(level, without=(), sections=()):
    """Everything that the catalogue keeps at a level, in every view, without some settings and sections."""
    bodies = {PLACES[level] if view == "default" else f"{PLACES[level]}?option={view}": {} for view in VIEWS[level]}
    for key in keys():
        place = setting(key).levels.get(level)
        for path in place.paths if place and key not in without and "[]" not in key else ():
            body = bodies[PLACES[level] if path.view == "default" else f"{PLACES[level]}?option={path.view}"]
            if path.keys[0] in sections:
                continue
            for step in path.keys[:-1]:
                body = body.setdefault(step, {})
                body = body if isinstance(body, dict) else {}
            body.setdefault(path.keys[-1], None)
    return Resource(level, "r", "r", bodies=bodies)


@pytest.mark.parametrize("level", PLACES)
def test_where_everything_came_nothing_vanished(level):
    report = report_on(whole(level))
    assert (report.vanished, report.new_keys, report.odd_values) == ((), (), ())


@pytest.mark.parametrize("level", PLACES)
def test_a_setting_that_nothing_returned_has_vanished(level):
    report = report_on(whole(level, without=["in_meeting.chat"]))
    assert report.vanished == (Vanished(level, "in_meeting.chat", 1),)


def test_a_setting_that_one_resource_returned_has_not_vanished():
    assert report_on(whole(Level.USER, without=["in_meeting.chat"]), whole(Level.USER)).vanished == ()


def test_a_whole_section_that_nothing_returned_is_told_as_one():
    (gone,) = report_on(whole(Level.ACCOUNT, sections=["zoom_rooms"])).vanished
    assert (gone.name, gone.settings) == ("zoom_rooms", 10)


def test_what_was_not_read_has_not_vanished():
    empty = Resource(Level.USER, "u", "u", unread={PLACES[Level.USER]: Unread(Reason.SCOPE, "refused")})
    assert report_on(empty).vanished == ()
    assert not [
        one for one in report_on(resource({"in_meeting": {}})).vanished if one.name.startswith("meeting_security")
    ]


def test_deprecated_settings_and_secrets_may_vanish():
    quiet = [key for key in keys() if setting(key).deprecated or setting(key).secret]
    assert report_on(whole(Level.USER, without=quiet)).vanished == ()


# Cost


def test_an_audit_looks_at_the_account_and_all_groups_and_at_the_first_users_only():
    new = {"in_meeting": {"holograms": True}}
    report = report_on(
        resource(new, Level.ACCOUNT),
        *(resource(new, Level.GROUP, number) for number in range(40)),
        *(resource({"in_meeting": {}}, Level.USER, number) for number in range(25)),
        resource(new, Level.USER, 99),
        limits=AUDIT_LIMITS,
    )
    assert dict(report.seen) == {Level.ACCOUNT: 1, Level.GROUP: 40, Level.USER: 25}
    assert {(key.level, key.resources) for key in report.new_keys} == {(Level.ACCOUNT, 1), (Level.GROUP, 40)}


def test_resources_without_answers_about_settings_do_not_count():
    leaver = Resource(Level.USER, "gone", "gone")
    report = report_on(leaver, resource({"in_meeting": {"holograms": True}}), limits={Level.USER: 1})
    assert dict(report.seen)[Level.USER] == 1
    assert report.new_keys


def test_ever_more_new_keys_are_not_remembered_one_by_one():
    report = report_on(resource({"in_meeting": {f"new{number}": 1 for number in range(700)}}))
    assert len(report.new_keys) == 500
    assert report.more == 200


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
SECTIONS = st.sampled_from(sorted({key.split(".")[0].removesuffix("[]") for key in keys()}))
NAMES = st.sampled_from(sorted({step.removesuffix("[]") for key in keys() for step in key.split(".")})) | st.text()
bodies = st.dictionaries(SECTIONS, json_values | st.dictionaries(NAMES, json_values, max_size=4), max_size=4)


@given(st.lists(bodies, max_size=4), st.sampled_from(sorted(PLACES)))
def test_whatever_came_there_are_words_for_it_and_no_exception(answers, level):
    report = report_on(*(resource(body, level, number) for number, body in enumerate(answers)))
    assert "\n".join(drift_lines(report))
    assert (drift_note(report) is None) == (not report.new_keys and not report.odd_values)


@given(st.text(min_size=41) | st.from_regex(r"[a-z]+@[a-z]+\.[a-z]+", fullmatch=True))
def test_no_text_of_a_school_is_in_the_words(text):
    body = {"in_meeting": {"who_can_share_screen": text, "chat": text, "new": text}, "new": {text: text}}
    assert text not in "\n".join(drift_lines(report_on(resource(body))))


# Words


def test_where_nothing_is_new_there_is_no_note():
    report = report_on(whole(Level.USER, without=["in_meeting.chat"]))
    assert report.vanished
    assert drift_note(report) is None


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ({"new": 1}, "Zoom returned 1 setting that this program does not know yet;"),
        ({"new": 1, "newer": 1}, "Zoom returned 2 settings that this program does not know yet;"),
        ({"chat": 1}, "Zoom returned 1 value outside the known ones;"),
        ({"chat": 1, "new": 1}, "1 setting that this program does not know yet, and 1 value outside the known ones;"),
    ],
)
def test_the_note_of_an_audit_is_one_line_that_counts(body, note):
    said = drift_note(report_on(resource({"in_meeting": body}), resource({"in_meeting": body}, Level.GROUP)))
    assert note in said
    assert "“settings check”" in said
    assert "\n" not in said


def test_the_lines_name_settings_values_and_counts_but_nobody():
    body = {"in_meeting": {"who_can_share_screen": "cohost", "chat": "yes", "holograms": True}}
    lines = list(
        drift_lines(report_on(resource(body), resource(body, number=2), resource({"in_meeting": {}}, Level.GROUP)))
    )
    assert lines[0] == "Compared with the catalogue: 1 group, 2 users."
    assert "  in_meeting.holograms  (true or false; 2 users)" in lines
    assert "  in_meeting.who_can_share_screen: “cohost”  (2 users; known: host, all)" in lines
    assert "  in_meeting.chat: a text instead of true or false  (2 users)" in lines
    assert any("plans and regions differ" in line for line in lines)
    assert "report" in lines[-1]
    assert "Joanna" not in "\n".join(lines)


def test_a_setting_that_is_new_at_several_levels_is_one_line():
    body = {"in_meeting": {"holograms": True}}
    lines = list(drift_lines(report_on(resource(body, Level.ACCOUNT), resource(body), resource(body, Level.GROUP))))
    assert "  in_meeting.holograms  (true or false; 1 account, 1 group, 1 user)" in lines


def test_long_lists_can_be_cut_short():
    lines = list(drift_lines(report_on(resource({"in_meeting": {f"new{number}": 1 for number in range(30)}})), most=5))
    assert "  … and 25 more: see “settings check”." in lines


def test_where_nothing_drifted_that_is_said():
    lines = list(drift_lines(report_on(whole(Level.USER))))
    assert lines == [
        "Compared with the catalogue: 1 user.",
        "Zoom returned nothing that this program does not know, and of what was read nothing is missing.",
    ]


def test_the_order_of_resources_makes_no_difference():
    one, other = resource({"in_meeting": {"a": 1, "b": "x"}}), replace(resource({"in_meeting": {"c": 1}}), id="r2")
    assert json.dumps(list(drift_lines(report_on(one, other)))) == json.dumps(list(drift_lines(report_on(other, one))))


def test_where_nothing_was_read_nothing_is_said_to_be_right():
    refused = Resource(Level.USER, "u", "u", unread={PLACES[Level.USER]: Unread(Reason.SCOPE, "refused")})
    for report in (report_on(), report_on(refused)):
        (line,) = drift_lines(report)
        assert "nothing to compare" in line
        assert drift_note(report) is None
