"""Which of the many things that may be asked about a meeting are asked."""

from tests.pull.fakes import NOW, OCCURRENCES, SERIES, meeting
from zoom_policy_lint.model.resource import Read, Unread
from zoom_policy_lint.model.words import Reason
from zoom_policy_lint.pull.details import MEETING, reads_of_meeting

INVITATION = Read("meetings.id.invitation")
BOTH = (MEETING, INVITATION)
AHEAD, PAST = meeting(1), meeting(2, start_time="2026-11-20T09:00:00Z")


def wanted(row, answer=None, reads=BOTH):
    return [str(read) for read in reads_of_meeting(reads, row, answer, NOW)]


def test_nothing_is_asked_of_a_past_meeting():
    assert wanted(PAST) == wanted(PAST, PAST) == []


def test_a_meeting_ahead_is_asked_for_itself_and_its_invitation():
    assert wanted(AHEAD) == wanted(AHEAD, AHEAD) == ["meetings.id", "meetings.id.invitation"]


def test_what_is_not_demanded_is_not_asked():
    assert wanted(AHEAD, reads=(INVITATION,)) == ["meetings.id.invitation"]
    assert wanted(SERIES, SERIES | {"occurrences": OCCURRENCES}, reads=(INVITATION,)) == ["meetings.id.invitation"]


def test_of_a_series_every_occurrence_ahead_that_is_not_deleted_is_asked():
    assert wanted(SERIES, SERIES | {"occurrences": OCCURRENCES}) == [
        "meetings.id",
        "meetings.id?occurrence_id=3",
        "meetings.id.invitation",
    ]


def test_a_series_whose_last_occurrence_is_over_has_its_answer_and_no_more():
    over = SERIES | {"occurrences": OCCURRENCES[:2]}
    assert wanted(SERIES, over) == ["meetings.id"]


def test_a_meeting_whose_answer_was_refused_is_not_taken_for_past():
    refused = Unread(Reason.SCOPE, "a scope is missing")
    for row in (AHEAD, SERIES, {"id": 1}):
        assert wanted(row, refused) == ["meetings.id", "meetings.id.invitation"]


def test_an_occurrence_that_is_told_twice_is_asked_once():
    twice = SERIES | {"occurrences": [OCCURRENCES[2], OCCURRENCES[2]]}
    assert wanted(SERIES, twice).count("meetings.id?occurrence_id=3") == 1
