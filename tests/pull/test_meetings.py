import pytest

from tests.pull.fakes import (
    MEETINGS,
    NOW,
    OCCURRENCES,
    ORIGIN,
    SERIES,
    Pulled,
    answer,
    demand,
    gone_error,
    lively_school,
    meeting,
    paged,
    person,
    pull_into,
)
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.model.resource import Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull import close_unread
from zoom_policy_lint.resolve import FieldReader
from zoom_policy_lint.zoom import PermissionMissing, ScopeMissing, ServerFault, Unreachable

SINGLE, PAST, RECURRING = "91234567890", "91234567891", "81234567890"
SETTING = "users.id.settings?option=meeting_security"
WAITS = "participants_to_place_in_waiting_room"
REFUSED = ScopeMissing("/meetings/{meetingId}", "a scope is missing")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "s.zpl"


def field(resource, name):
    return FieldReader(fields(Level.MEETING)[name])(resource)


def with_settings(out, wanted=MEETINGS, **settings):
    """The single meeting, with settings of its own."""
    source = lively_school()
    source.answers["meetings.id", SINGLE] = answer(meeting(int(SINGLE)), **settings)
    return pull_into(out, source, wanted).meeting()


def test_meetings_are_resources_by_number_with_what_their_host_makes_of_them(out):
    one = pull_into(out, lively_school(), MEETINGS).meeting()
    assert one.id == SINGLE
    assert one.name == "u00000@school.example, Mon 30 Nov 2026 09:00 Europe/London, …7890"
    assert set(one.bodies) == {"meetings.id", "meetings.id.invitation"}
    assert not one.unread
    assert one.fields == meeting(int(SINGLE)) | {
        "host": "u00000@school.example",
        "host_licence": 2,
        "host_role_id": "2",
        "host_groups": ["Teachers"],
        "personal_room": False,
        "alternative_hosts": ["u00001@school.example", "x@mail.example"],
        "outside_alternative_hosts": ["x@mail.example"],
        "stand_ins": ["u00001@school.example", "u00002@school.example"],
    }


def test_meetings_stand_in_canonical_order(out):
    pulled = pull_into(out, lively_school(), MEETINGS)
    assert pulled.ids(Level.MEETING) == [RECURRING, SINGLE, PAST]


def test_of_a_past_meeting_the_row_stays_and_nothing_was_asked(out):
    source = lively_school()
    past = pull_into(out, source, MEETINGS).meeting(PAST)
    assert past.fields["start_time"] == "2026-11-20T09:00:00Z"
    assert past.fields["host"] == "u00000@school.example"
    assert not past.bodies
    assert not past.unread
    assert not [name for name, id_ in source.asked if id_ == PAST]


def test_of_a_series_the_occurrences_ahead_are_asked_by_themselves(out):
    source = lively_school()
    source.answers["meetings.id?occurrence_id=3", RECURRING] = answer(SERIES, waiting_room=False)
    series = pull_into(out, source, MEETINGS).meeting(RECURRING)
    assert set(series.bodies) == {"meetings.id", "meetings.id.invitation", "meetings.id?occurrence_id=3"}
    assert series.bodies["meetings.id?occurrence_id=3"]["settings"]["waiting_room"] is False
    assert series.bodies["meetings.id"]["settings"]["waiting_room"] is True


def test_an_occurrence_that_cannot_be_read_says_why(out):
    source = lively_school()
    source.answers["meetings.id?occurrence_id=3", RECURRING] = ServerFault("/meetings/{meetingId}", "Zoom failed")
    series = pull_into(out, source, MEETINGS).meeting(RECURRING)
    assert series.unread["meetings.id?occurrence_id=3"].reason is Reason.ERROR
    assert "meetings.id" in series.bodies


def test_an_occurrence_that_vanished_from_a_series_that_is_still_there_is_unknown(out):
    source = lively_school()
    source.answers["meetings.id?occurrence_id=3", RECURRING] = gone_error()
    series = pull_into(out, source, MEETINGS).meeting(RECURRING)
    assert not series.gone
    assert series.unread["meetings.id?occurrence_id=3"].reason is Reason.VANISHED
    assert source.asked["meetings.id", RECURRING] == 2  # once to read it, once to see whether it is still there


def test_a_meeting_that_vanished_is_looked_up_once_and_is_gone(out):
    source = lively_school()
    source.answers["meetings.id", SINGLE] = gone_error()
    one = pull_into(out, source, MEETINGS).meeting()
    assert one.gone
    assert not one.bodies
    assert one.name == "u00000@school.example, Mon 30 Nov 2026 09:00 Europe/London, …7890"
    assert source.asked["meetings.id", SINGLE] == 2
    assert source.asked["meetings.id.invitation", SINGLE] == 0


def test_a_meeting_that_vanished_and_is_there_again_is_unknown(out):
    source = lively_school()
    source.answers["meetings.id", SINGLE] = [gone_error(), answer(meeting(int(SINGLE)))]
    one = pull_into(out, source, MEETINGS).meeting()
    assert not one.gone
    assert one.unread["meetings.id"].reason is Reason.VANISHED
    assert source.asked["meetings.id", SINGLE] == 2


def test_a_meeting_whose_answer_was_refused_has_no_field_that_stands_on_it(out):
    source = lively_school()
    source.answers["meetings.id", "*"] = source.answers["meetings.id", SINGLE] = REFUSED
    one = pull_into(out, source, MEETINGS).meeting()
    assert one.unread["meetings.id"].reason is Reason.SCOPE
    assert one.fields["host"] == "u00000@school.example"
    for name in ("who_waits", "alternative_hosts", "outside_alternative_hosts", "stand_ins"):
        assert field(one, name).reason is Reason.SCOPE
    assert one.bodies["meetings.id.invitation"]


def test_only_what_was_really_not_read_of_a_meeting_is_said_to_be(out):
    source = lively_school()
    source.answers["meetings.id", SINGLE] = ServerFault("/meetings/{meetingId}", "Zoom failed")
    assert set(pull_into(out, source, MEETINGS).meeting().unread) == {"meetings.id"}
    refused = PermissionMissing("/users/{userId}/settings", "not allowed")
    assert set(follows(out, refused).unread) == {SETTING}
    source = lively_school()
    source.lists["users", ""] = paged([person(0), person(1), person(2)], total=4)
    assert set(pull_into(out, source, MEETINGS).meeting().unread) == {"users"}
    source = lively_school()
    source.answers["users.id.assistants", "u00000"] = PermissionMissing("/users/{userId}/assistants", "not allowed")
    assert set(pull_into(out, source, MEETINGS).meeting().unread) == {"users.id.assistants"}


def test_a_host_id_of_somebody_else_leaves_the_host_unknown(out):
    source = lively_school()
    source.lists["users.id.meetings", "u00000"] = paged([meeting(int(SINGLE), "u00001")])
    one = pull_into(out, source, MEETINGS).meeting()
    for name in ("host", "host_licence", "host_groups", "stand_ins"):
        assert name not in one.fields
        assert field(one, name).reason is Reason.ERROR
    assert one.name.startswith("u00000@school.example, ")


def test_an_answer_that_names_another_host_leaves_the_host_unknown(out):
    source = lively_school()
    source.answers["meetings.id", SINGLE] = answer(meeting(int(SINGLE), "u00002"))
    assert field(pull_into(out, source, MEETINGS).meeting(), "host").reason is Reason.ERROR


@pytest.mark.parametrize("told", [None, 5, [], {}])
def test_a_host_id_that_names_nobody_leaves_the_host_unknown(out, told):
    source = lively_school()
    source.lists["users.id.meetings", "u00000"] = paged([meeting(int(SINGLE), told)])
    assert field(pull_into(out, source, MEETINGS).meeting(), "host").reason is Reason.ERROR


def test_a_row_without_a_host_id_belongs_to_the_user_whose_list_it_is_in(out):
    source = lively_school()
    row = {key: value for key, value in meeting(int(SINGLE)).items() if key != "host_id"}
    source.lists["users.id.meetings", "u00000"] = paged([row])
    source.answers["meetings.id", SINGLE] = answer(row)
    assert pull_into(out, source, MEETINGS).meeting().fields["host"] == "u00000@school.example"


def test_the_same_meeting_in_two_lists_is_one_meeting_of_its_host_and_asked_for_once(out):
    source = lively_school()
    source.lists["users.id.meetings", "u00002"] = paged([meeting(int(SINGLE))])
    pulled = pull_into(out, source, MEETINGS)
    assert pulled.ids(Level.MEETING).count(SINGLE) == 1
    assert pulled.meeting().fields["host"] == "u00000@school.example"
    assert pulled.listings["users.id.meetings", ""].count == 3
    assert source.asked["meetings.id", SINGLE] == 1
    assert not pulled.meeting().unread


def test_what_two_lists_tell_differently_of_a_meeting_is_not_believed(out):
    source = lively_school()
    source.lists["users.id.meetings", "u00002"] = paged([meeting(int(SINGLE), start_time="2026-11-20T09:00:00Z")])
    one = pull_into(out, source, MEETINGS).meeting()
    assert "start_time" not in one.fields
    assert one.unread["users.id.meetings"].reason is Reason.ERROR
    assert "start_time" in one.unread["users.id.meetings"].detail
    assert "meetings.id" in one.bodies  # for all that is known it lies ahead


def test_the_host_s_facts_are_what_zoom_says_of_the_user_wrong_types_included(out):
    source = lively_school()
    source.lists["users", ""] = paged([person(0) | {"type": "2", "email": None}, person(1), person(2)])
    one = pull_into(out, source, MEETINGS).meeting()
    assert field(one, "host_licence").reason is Reason.TYPE
    assert field(one, "host").reason is Reason.NULL
    assert one.name.startswith("u00000, ")


def test_groups_of_a_host_that_are_not_known_are_not_known_of_the_meeting(out):
    source = lively_school()
    source.lists["groups.id.members", "g2"] = [PermissionMissing("/groups/{groupId}/members", "not allowed")]
    assert field(pull_into(out, source, MEETINGS).meeting(), "host_groups").reason is Reason.SCOPE


@pytest.mark.parametrize("name", [None, "", 5])
def test_a_group_without_a_name_leaves_the_host_s_groups_unknown(out, name):
    source = lively_school()
    source.lists["groups", ""] = paged([{"id": "g1", "name": name}, {"id": "g2", "name": "Office"}])
    assert field(pull_into(out, source, MEETINGS).meeting(), "host_groups").reason is Reason.ERROR


@pytest.mark.parametrize(
    ("text", "all_of_them", "outside"),
    [
        ("", [], []),
        (" ; ,", [], []),
        (
            "U00001@School.Example; u00002@school.example",
            ["u00001@school.example", "u00002@school.example"],
            [],
        ),
        ("u00001,u00001@school.example", ["u00001@school.example"], []),
        ("x@mail.example,strange-id", ["strange-id", "x@mail.example"], ["strange-id", "x@mail.example"]),
        ("u00009@school.example", ["u00009@school.example"], ["u00009@school.example"]),
    ],
)
def test_alternative_hosts_are_addresses_and_outsiders_are_no_active_users(out, text, all_of_them, outside):
    one = with_settings(out, alternative_hosts=text)
    assert one.fields["alternative_hosts"] == all_of_them
    assert one.fields["outside_alternative_hosts"] == outside


@pytest.mark.parametrize(("value", "reason"), [(None, Reason.NULL), (5, Reason.TYPE), ([], Reason.TYPE)])
def test_alternative_hosts_of_a_wrong_type_are_unknown_and_never_none(out, value, reason):
    one = with_settings(out, alternative_hosts=value)
    for name in ("alternative_hosts", "outside_alternative_hosts", "stand_ins"):
        assert field(one, name).reason is reason


def test_alternative_hosts_that_zoom_leaves_out_are_absent(out):
    source = lively_school()
    source.answers["meetings.id", SINGLE] = meeting(int(SINGLE)) | {"settings": {}}
    one = pull_into(out, source, MEETINGS).meeting()
    for name in ("alternative_hosts", "outside_alternative_hosts", "stand_ins", "who_waits"):
        assert field(one, name).reason is Reason.ABSENT
    assert not one.unread


def test_who_is_no_active_user_is_only_known_from_a_whole_list(out):
    source = lively_school()
    source.lists["users", ""] = paged([person(0), person(1), person(2)], total=4)
    one = pull_into(out, source, MEETINGS).meeting()
    assert field(one, "outside_alternative_hosts").reason is Reason.LIST_INCOMPLETE
    source.answers["meetings.id", SINGLE] = answer(meeting(int(SINGLE)), alternative_hosts="u00001@school.example")
    assert pull_into(out, source, MEETINGS).meeting().fields["outside_alternative_hosts"] == []


def test_an_alternative_host_named_by_an_id_with_capitals_is_no_outsider_though_the_address_is_not_known(out):
    source = lively_school()
    source.lists["users", ""] = paged([person(0), person(1), person(2) | {"id": "Ab-C", "email": None}])
    source.answers["meetings.id", SINGLE] = answer(meeting(int(SINGLE)), alternative_hosts="Ab-C")
    one = pull_into(out, source, MEETINGS).meeting()
    assert (one.fields["alternative_hosts"], one.fields["outside_alternative_hosts"]) == (["Ab-C"], [])


def test_the_host_is_no_stand_in_of_the_host(out):
    one = with_settings(out, alternative_hosts="u00000@school.example")
    assert one.fields["stand_ins"] == ["u00002@school.example"]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"assistants": None}, Reason.NULL),
        ({"assistants": "u00002"}, Reason.TYPE),
        ({"assistants": [{"email": ""}]}, Reason.ABSENT),
        ({"assistants": ["u00002"]}, Reason.ABSENT),
        ({}, Reason.ABSENT),
        (PermissionMissing("/users/{userId}/assistants", "not allowed"), Reason.SCOPE),
    ],
)
def test_assistants_that_are_not_understood_leave_the_stand_ins_unknown(out, told, reason):
    source = lively_school()
    source.answers["users.id.assistants", "u00000"] = told
    assert field(pull_into(out, source, MEETINGS).meeting(), "stand_ins").reason is reason


def stand_ins(out, *assistants, alternative_hosts="", total=3):
    """Who may stand in for the host of the single meeting, and the host's acting assistants."""
    source = lively_school()
    source.lists["users", ""] = paged([person(0), person(1), person(2)], total=total)
    source.answers["users.id.assistants", "u00000"] = {"assistants": list(assistants)}
    source.answers["meetings.id", SINGLE] = answer(meeting(int(SINGLE)), alternative_hosts=alternative_hosts)
    pulled = pull_into(out, source, MEETINGS)
    acting = FieldReader(fields(Level.USER)["acting_assistants"])(pulled.user(0))
    return field(pulled.meeting(), "stand_ins"), acting


LEAVER = {"id": "u00009", "email": "u00009@school.example"}


@pytest.mark.parametrize(
    ("assistant", "ids"),
    [
        ({"id": "u00002"}, ["u00002"]),
        ({"email": "U00002@School.example"}, ["u00002"]),
        ({"id": "", "email": "u00002@school.example"}, ["u00002"]),
        (LEAVER, []),
        ({"id": "u00009", "email": "u00002@school.example"}, []),
        ({"email": "private@mail.example"}, []),
        ({"id": "u00000"}, []),
        ({"email": "u00000@school.example"}, []),
    ],
)
def test_only_other_active_users_of_the_account_can_act_as_assistants(out, assistant, ids):
    who, acting = stand_ins(out, assistant)
    assert acting.values == (ids,)
    assert who.values == ([f"{id_}@school.example" for id_ in ids],)


def test_an_alternative_host_outside_the_account_is_no_stand_in(out):
    assert stand_ins(out, alternative_hosts="u00009@school.example,x@mail.example")[0].values == ([],)
    assert stand_ins(out, alternative_hosts="u00001,u00000")[0].values == (["u00001@school.example"],)


def test_who_can_act_is_not_known_while_somebody_named_may_be_a_user_that_was_not_listed(out):
    for who in stand_ins(out, LEAVER, total=4):
        assert (who.values, who.reason) == ((), Reason.LIST_INCOMPLETE)
    assert stand_ins(out, {"id": "u00002"}, total=4)[1].values == (["u00002"],)
    who, acting = stand_ins(out, {"id": "u00002"}, alternative_hosts="x@mail.example", total=4)
    assert (who.reason, acting.values) == (Reason.LIST_INCOMPLETE, (["u00002"],))


def test_whose_assistants_were_not_asked_for_has_none_that_are_known(out):
    pulled = pull_into(out, lively_school(), demand("users", "users.id.meetings", "meetings.id"))
    assert "acting_assistants" not in pulled.user(0).fields
    assert "stand_ins" not in pulled.meeting().fields


def personal_room(out, row=None, told=None):
    """Whether the single meeting is in a personal room, of which row and answer say something more."""
    source = lively_school()
    listed = meeting(int(SINGLE)) | (row or {})
    source.lists["users.id.meetings", "u00000"] = paged([listed])
    source.answers["meetings.id", SINGLE] = (
        told if isinstance(told, Exception) else answer(meeting(int(SINGLE))) | (told or {})
    )
    return field(pull_into(out, source, MEETINGS).meeting(), "personal_room")


IN_ROOM = {"pmi": {"set": True}}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (IN_ROOM, {}),
        ({}, IN_ROOM),
        ({"type": 4}, {}),
        ({}, {"type": 4}),
        (IN_ROOM, {"type": 77}),
        (IN_ROOM, REFUSED),
        ({"type": 4}, REFUSED),
    ],
)
def test_a_meeting_is_in_a_personal_room_when_either_row_or_answer_says_so(out, row, told):
    assert personal_room(out, row, told).values == (True,)


@pytest.mark.parametrize("kind", [1, 2, 3, 8, 10])
def test_a_meeting_is_in_no_personal_room_when_row_and_answer_say_so(out, kind):
    assert personal_room(out, {"type": kind}, {"type": kind}).values == (False,)
    assert personal_room(out, {"type": kind, "pmi": {"set": False}}, {"type": kind}).values == (False,)


@pytest.mark.parametrize("at", ["row", "told"])
@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"type": 77}, Reason.NEW_VALUE),
        ({"type": 0}, Reason.NEW_VALUE),
        ({"type": "2"}, Reason.TYPE),
        ({"type": 2.0}, Reason.TYPE),
        ({"type": True}, Reason.TYPE),
        ({"type": None}, Reason.NULL),
        ({"pmi": None}, Reason.NULL),
        ({"pmi": False}, Reason.TYPE),
        ({"pmi": []}, Reason.TYPE),
        ({"pmi": {}}, Reason.TYPE),
    ],
)
def test_what_is_not_understood_of_a_meeting_leaves_it_unknown_whether_it_is_in_a_personal_room(out, at, more, reason):
    assert personal_room(out, **{at: more}).reason is reason


@pytest.mark.parametrize("at", ["row", "told"])
def test_a_meeting_without_a_type_may_be_in_a_personal_room(out, at):
    source = lively_school()
    listed, told = meeting(int(SINGLE)), answer(meeting(int(SINGLE)))
    del (listed if at == "row" else told)["type"]
    source.lists["users.id.meetings", "u00000"] = paged([listed])
    source.answers["meetings.id", SINGLE] = told
    assert field(pull_into(out, source, MEETINGS).meeting(), "personal_room").reason is Reason.ABSENT


def test_a_personal_room_that_only_one_of_two_lists_tells_counts(out):
    source = lively_school()
    source.lists["users.id.meetings", "u00002"] = paged([meeting(int(SINGLE)) | IN_ROOM])
    assert pull_into(out, source, MEETINGS).meeting().fields["personal_room"] is True


@pytest.mark.parametrize("id_", [91234567899, "91234567899", None, True, 91234567890.0, []])
def test_an_answer_about_another_meeting_is_not_believed(out, id_):
    source = lively_school()
    source.answers["meetings.id", SINGLE] = answer(meeting(int(SINGLE))) | {"id": id_}
    one = pull_into(out, source, MEETINGS).meeting()
    assert one.unread["meetings.id"] == Unread(Reason.ERROR, "Zoom's answer is about another meeting")
    assert "meetings.id" not in one.bodies
    assert field(one, "personal_room").reason is Reason.ERROR


def test_an_answer_that_names_its_meeting_as_text_or_not_at_all_is_believed(out):
    source = lively_school()
    told = answer(meeting(int(SINGLE)))
    for body in (told | {"id": SINGLE}, {name: value for name, value in told.items() if name != "id"}):
        source.answers["meetings.id", SINGLE] = body
        assert "meetings.id" in pull_into(out, source, MEETINGS).meeting().bodies


def test_an_occurrence_of_another_meeting_is_not_believed(out):
    source = lively_school()
    source.answers["meetings.id?occurrence_id=3", RECURRING] = answer(SERIES) | {"id": int(SINGLE)}
    series = pull_into(out, source, MEETINGS).meeting(RECURRING)
    assert series.unread["meetings.id?occurrence_id=3"].reason is Reason.ERROR
    assert "meetings.id?occurrence_id=3" not in series.bodies


@pytest.mark.parametrize("who", ["everyone", "users_not_in_account", "something new"])
def test_who_waits_is_in_zoom_s_words_where_the_meeting_says_it(out, who):
    one = with_settings(out, waiting_room_options={"mode": "custom", "who_goes_to_waiting_room": who})
    assert one.fields["who_waits"] == who


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (None, Reason.NULL),
        ("everyone", Reason.TYPE),
        ([], Reason.TYPE),
        ({}, Reason.ABSENT),
        ({"mode": None}, Reason.NULL),
        ({"mode": "everyone"}, Reason.NEW_VALUE),
        ({"mode": True}, Reason.TYPE),
        ({"mode": "custom"}, Reason.ABSENT),
        ({"mode": "custom", "who_goes_to_waiting_room": None}, Reason.NULL),
        ({"mode": "custom", "who_goes_to_waiting_room": 0}, Reason.TYPE),
        ({"mode": "custom", "who_goes_to_waiting_room": "nobody"}, Reason.NEW_VALUE),
    ],
)
def test_who_waits_is_unknown_where_the_meeting_s_answer_is_not_understood(out, options, reason):
    assert field(with_settings(out, waiting_room_options=options), "who_waits").reason is reason


def follows(out, security, wanted=MEETINGS):
    """A meeting that follows its host's own setting."""
    source = lively_school()
    source.answers["meetings.id", SINGLE] = answer(
        meeting(int(SINGLE)), waiting_room_options={"mode": "follow_setting"}
    )
    source.answers[SETTING, "u00000"] = security
    return pull_into(out, source, wanted).meeting()


@pytest.mark.parametrize(
    ("number", "word"),
    [(0, "everyone"), (1, "users_not_in_account"), (2, "users_not_in_account_or_whitelisted_domains")],
)
def test_who_waits_is_the_host_s_own_setting_where_the_meeting_follows_it(out, number, word):
    security = {"meeting_security": {"waiting_room_settings": {WAITS: number}}}
    assert follows(out, security).fields["who_waits"] == word


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (3, Reason.NEW_VALUE),
        (-1, Reason.NEW_VALUE),
        (False, Reason.TYPE),
        (0.0, Reason.TYPE),
        ("everyone", Reason.TYPE),
        (None, Reason.NULL),
    ],
)
def test_a_setting_of_the_host_that_is_not_understood_leaves_it_unknown_who_waits(out, value, reason):
    security = {"meeting_security": {"waiting_room_settings": {WAITS: value}}}
    assert field(follows(out, security), "who_waits").reason is reason


@pytest.mark.parametrize("security", [{}, {"meeting_security": None}, {"meeting_security": {}}])
def test_a_setting_of_the_host_that_is_not_there_leaves_it_unknown_who_waits(out, security):
    assert field(follows(out, security), "who_waits").reason is Reason.ABSENT


def test_a_setting_of_the_host_that_was_refused_or_not_asked_for_leaves_it_unknown_who_waits(out):
    refused = PermissionMissing("/users/{userId}/settings", "not allowed")
    assert field(follows(out, refused), "who_waits").reason is Reason.SCOPE
    wanted = demand("users.id.meetings", "meetings.id")
    assert field(follows(out, {}, wanted), "who_waits").reason is Reason.NOT_PULLED


def test_a_pull_that_stopped_among_meetings_leaves_what_is_missing_unknown(out):
    source = lively_school()
    source.answers["meetings.id", SINGLE] = Unreachable("/meetings/{meetingId}", "the connection failed")
    with pytest.raises(Unreachable):
        pull_into(out, source, MEETINGS)
    close_unread(out, MEETINGS, ORIGIN, "Zoom was away", now=NOW)
    pulled = Pulled(out)
    one = pulled.meeting()
    assert one.unread["meetings.id"] == one.unread["meetings.id.invitation"] == Unread(Reason.ERROR, "Zoom was away")
    for name in ("who_waits", "alternative_hosts", "outside_alternative_hosts", "stand_ins"):
        assert field(one, name).reason is Reason.ERROR
    assert one.fields["host"] == "u00000@school.example"
    assert not pulled.meeting(PAST).unread


def test_an_account_without_meetings_has_a_whole_and_empty_list(out):
    source = lively_school()
    source.lists = {key: pages for key, pages in source.lists.items() if key[0] != "users.id.meetings"}
    pulled = pull_into(out, source, MEETINGS)
    listing = pulled.listings["users.id.meetings", ""]
    assert (listing.complete, listing.count, pulled.ids(Level.MEETING)) == (True, 0, [])


def test_the_answer_for_the_deleted_and_the_past_occurrence_is_never_asked(out):
    source = lively_school()
    pull_into(out, source, MEETINGS)
    asked = {name for name, _ in source.asked if "occurrence_id" in name}
    assert asked == {f"meetings.id?occurrence_id={OCCURRENCES[2]['occurrence_id']}"}
