"""Which meetings the rules for pupils look at, and how a series is judged with its occurrences."""

import pytest

from tests.evaluate.meeting_samples import HOST, judged, meeting, only, statuses
from zoom_policy_lint.model.resource import Unread
from zoom_policy_lint.model.words import Kind, KindState, Reason

WAITING_ROOM = "waiting-room"


def with_waiting_room(on, **more):
    return meeting(body={"settings": {"waiting_room": on}}, **more)


def of_meetings(run):
    return [finding for finding in run.findings() if finding.resource.level == "meeting"]


def verdicts(run):
    return [(str(finding.status), finding.reason and str(finding.reason)) for finding in of_meetings(run)]


# Which meetings


def test_a_meeting_that_lies_ahead_is_judged():
    assert verdicts(judged(only(WAITING_ROOM), with_waiting_room(on=False))) == [("fail", None)]


def test_a_meeting_that_is_over_is_not_judged():
    over = meeting(
        body={"start_time": "2026-11-23T09:00:00Z", "settings": {"waiting_room": False}},
        start_time="2026-11-23T09:00:00Z",
    )
    assert verdicts(judged(only(WAITING_ROOM), over)) == []


def test_a_meeting_whose_answer_was_refused_is_unknown():
    refused = meeting()
    refused = type(refused)(
        refused.level, refused.id, refused.name, refused.fields, {}, {"meetings.id": Unread(Reason.SCOPE, "refused")}
    )
    assert verdicts(judged(only(WAITING_ROOM), refused)) == [("unknown", "scope")]


@pytest.mark.parametrize(
    ("staff_only", "fields", "body"),
    [
        ({"hosts": [HOST.upper()]}, {}, {}),
        ({"groups": ["governors"]}, {"host_groups": ["Governors"]}, {}),
        (
            {"topics": ["staff briefing"]},
            {},
            {"topic": {"filled": True, "placeholder": False, "matches": ["staff briefing"]}},
        ),
    ],
    ids=["by host", "by group", "by topic"],
)
def test_staff_only_meetings_are_left_out_and_counted(staff_only, fields, body):
    without_pupils = meeting(body={"settings": {"waiting_room": False}} | body, **fields)
    with_pupils = with_waiting_room(on=True, id_="98765432109", host="year2@stjosephs.example.sch.uk")
    run = judged(only(WAITING_ROOM, staff_only_meetings=staff_only), without_pupils, with_pupils)
    assert verdicts(run) == [("pass", None)]
    assert any(note.startswith("1 meeting was left out of the rules for pupils") for note in run.notes)


@pytest.mark.parametrize(
    ("staff_only", "fields", "body"),
    [
        ({"hosts": [HOST]}, {"host": None}, {}),
        ({"groups": ["Governors"]}, {"host_groups": None}, {}),
        ({"groups": ["Governors"]}, {"host_groups": "Governors"}, {}),
        ({"topics": ["briefing"]}, {}, {"topic": None}),
        ({"topics": ["briefing"]}, {}, {"topic": {"filled": True, "matches": "briefing"}}),
        (
            {"topics": ["briefing"]},
            {},
            {"topic": {"filled": True, "placeholder": False, "matches": ["another pattern"]}},
        ),
        ({}, {}, {}),
    ],
)
def test_a_meeting_that_cannot_be_shown_to_be_without_pupils_has_pupils(staff_only, fields, body):
    run = judged(
        only(WAITING_ROOM, staff_only_meetings=staff_only),
        meeting(body={"settings": {"waiting_room": False}} | body, **fields),
    )
    assert verdicts(run) == [("fail", None)]
    assert not any("left out of the rules" in note for note in run.notes)


def test_an_account_without_meetings_has_nothing_to_show():
    run = judged(only(WAITING_ROOM))
    assert verdicts(run) == []
    assert run.clauses[0].kinds[Kind.MEETINGS] is KindState.EMPTY


# Occurrences

DAYS = ("2026-12-01T09:00:00Z", "2026-12-08T09:00:00Z", "2026-12-15T09:00:00Z")


def series(own, settings=None, statuses=("available", "available", "deleted")):
    """A weekly series of three, the last of them deleted; `own` are the answers about single occurrences."""
    occurrences = [
        {"occurrence_id": f"o{place}", "start_time": day, "status": status}
        for place, (day, status) in enumerate(zip(DAYS, statuses, strict=True), start=1)
    ]
    body = {"type": 8, "occurrences": occurrences, "settings": settings or {"waiting_room": True, "use_pmi": False}}
    whole = meeting(body=body, type=8)
    bodies = dict(whole.bodies) | {
        f"meetings.id?occurrence_id={id_}": answer for id_, answer in own.items() if isinstance(answer, dict)
    }
    unread = {f"meetings.id?occurrence_id={id_}": answer for id_, answer in own.items() if isinstance(answer, Unread)}
    return type(whole)(whole.level, whole.id, whole.name, whole.fields, bodies, unread)


RIGHT, WRONG = {"settings": {"waiting_room": True}}, {"settings": {"waiting_room": False}}


def test_a_series_passes_when_it_and_every_occurrence_ahead_are_right():
    assert verdicts(judged(only(WAITING_ROOM), series({"o1": RIGHT, "o2": RIGHT}))) == [("pass", None)]


def test_one_occurrence_without_a_waiting_room_fails_the_series_and_says_which():
    [finding] = of_meetings(judged(only(WAITING_ROOM), series({"o1": RIGHT, "o2": WRONG})))
    assert finding.status == "fail"
    assert "08 December 2026" in finding.message


def test_deleted_occurrences_are_not_asked():
    assert verdicts(judged(only(WAITING_ROOM), series({"o1": RIGHT, "o2": RIGHT, "o3": WRONG}))) == [("pass", None)]


def test_an_occurrence_that_was_not_read_is_unknown():
    assert verdicts(judged(only(WAITING_ROOM), series({"o1": RIGHT}))) == [("unknown", "not_pulled")]


def test_an_occurrence_that_was_refused_says_why():
    refused = Unread(Reason.SCOPE, "a scope is missing")
    [finding] = of_meetings(judged(only(WAITING_ROOM), series({"o1": RIGHT, "o2": refused})))
    assert (finding.status, finding.reason) == ("unknown", "scope")
    assert "a scope is missing" in finding.message


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"settings": {}},
        {"settings": None},
        {"settings": []},
        {"settings": {"waiting_room": None}},
        {"settings": {"waiting_room": "on"}},
    ],
)
def test_an_occurrence_that_does_not_say_is_unknown_though_the_series_is_right(answer):
    [(status, _)] = verdicts(judged(only(WAITING_ROOM), series({"o1": RIGHT, "o2": answer})))
    assert status == "unknown"


@pytest.mark.parametrize(
    "occurrences",
    [
        None,
        [],
        {},
        "weekly",
        [{"occurrence_id": "o1", "start_time": DAYS[0], "status": "available"}, None],
        [
            {"occurrence_id": "o1", "start_time": DAYS[0], "status": "available"},
            {"start_time": DAYS[1], "status": "available"},
        ],
        [{"occurrence_id": "o1", "start_time": "next week", "status": "available"}],
        [{"occurrence_id": 5, "start_time": DAYS[0], "status": "available"}],
    ],
)
def test_a_series_whose_days_are_not_told_is_unknown_where_a_day_can_differ(occurrences):
    told = series({"o1": RIGHT})
    body = dict(told.bodies["meetings.id"]) | {"occurrences": occurrences}
    changed = type(told)(told.level, told.id, told.name, told.fields, dict(told.bodies) | {"meetings.id": body})
    assert verdicts(judged(only(WAITING_ROOM), changed)) == [("unknown", "error")]
    assert verdicts(judged(only("no-personal-id-for-scheduled-meetings"), changed)) == [("pass", None)]


def test_what_zoom_lets_no_occurrence_change_is_taken_from_the_series():
    rule = only("no-personal-id-for-scheduled-meetings")
    assert verdicts(judged(rule, series({"o1": {}, "o2": {}}))) == [("pass", None)]


@pytest.mark.parametrize(
    ("rule", "own"),
    [
        ("no-personal-id-for-scheduled-meetings", {"settings": {"use_pmi": True}}),
        ("no-breakout-rooms", {"settings": {"breakout_room": {"enable": True}}}),
        ("meetings-have-passcodes", {"password": {"set": False, "length": 0, "classes": []}}),
        ("registration-required", {"settings": {"approval_type": 2}}),
    ],
)
def test_what_an_occurrence_says_against_its_series_counts_though_zoom_should_not_let_it(rule, own):
    right = {"breakout_room": {"enable": False}, "approval_type": 0, "use_pmi": False}
    whole = series({"o1": {}, "o2": own}, settings=right)
    body = dict(whole.bodies["meetings.id"]) | {
        "password": {"set": True, "length": 10, "classes": ["letters", "digits"]}
    }
    changed = type(whole)(whole.level, whole.id, whole.name, whole.fields, dict(whole.bodies) | {"meetings.id": body})
    assert [status for status, _ in verdicts(judged(only(rule), changed))] == ["fail"]


def test_an_occurrence_cannot_hide_what_is_wrong_with_the_series():
    whole = series({"o1": RIGHT, "o2": RIGHT}, settings={"waiting_room": False})
    assert verdicts(judged(only(WAITING_ROOM), whole)) == [("fail", None)]
    assert len(statuses(judged(only(WAITING_ROOM), whole))) >= 1
