"""The real client reads a simulated account; the pull makes a snapshot of it."""

from dataclasses import replace

import pytest

from tests.pull.fakes import EVERYTHING, LIVELY, MEETINGS, RECORDINGS, Pulled, demand
from tests.support.accounts import client_of
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull import Demand, Origin
from zoom_policy_lint.pull.session import pull_account
from zoom_policy_lint.simulate import Fault, FaultKind, big_school, create_app, demo_school
from zoom_policy_lint.simulate.clock import DEMO_TIME, DemoClock
from zoom_policy_lint.zoom import Unreachable

EVERY_READ = ("/accounts/*", "/roles*", "/groups*", "/users*")


def pull_demo(out, *faults, wanted=EVERYTHING, account=None):
    account, clock = account or demo_school(), DemoClock()
    app = create_app(account, faults=faults, clock=clock.now, sleep=clock.sleep)
    pull_account(client_of(account, app, clock), wanted, out, Origin(account.id, "business"), now=DEMO_TIME)
    return Pulled(out), account, app


@pytest.fixture
def out(tmp_path):
    return tmp_path / "demo.zpl"


def test_a_healthy_account_is_read_completely(out):
    pulled, account, _ = pull_demo(out)
    assert all(listing.complete for listing in pulled.listings.values())
    assert not any(one.unread or one.gone for one in pulled.resources.values())
    assert pulled.ids(Level.USER) == sorted(user.id for user in account.users if user.status == "active")
    assert len(pulled.ids(Level.GROUP)) == len(account.groups)
    assert any(pulled.resources[Level.USER, id_].fields["groups"] for id_ in pulled.ids(Level.USER))
    assert any(pulled.resources[Level.ROLE, id_].fields["members"] for id_ in pulled.ids(Level.ROLE))


def test_two_pulls_of_one_account_give_the_same_bytes(tmp_path):
    for name in ("one.zpl", "two.zpl"):
        pull_demo(tmp_path / name)
    assert (tmp_path / "one.zpl").read_bytes() == (tmp_path / "two.zpl").read_bytes()


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (FaultKind.REFUSE_SCOPE, Reason.SCOPE),
        (FaultKind.REFUSE_PERMISSION, Reason.SCOPE),
        (FaultKind.REFUSE_PLAN, Reason.PLAN),
        (FaultKind.SERVER_ERROR, Reason.ERROR),
    ],
)
def test_every_read_refused_leaves_no_answer_and_a_reason_everywhere(out, kind, reason):
    pulled, _, _ = pull_demo(out, *(Fault(kind, match=match) for match in EVERY_READ))
    account = pulled.resources[Level.ACCOUNT, "account"]
    assert list(pulled.resources) == [(Level.ACCOUNT, "account")]
    assert not account.bodies
    assert {gap.reason for gap in account.unread.values()} == {reason}
    assert len(account.unread) == 3
    assert {listing.unread.reason for listing in pulled.listings.values()} == {reason}
    assert not any(listing.complete for listing in pulled.listings.values())


@pytest.mark.parametrize(
    "fault",
    [
        Fault(FaultKind.TOTAL_TOO_LARGE, match="/users"),
        Fault(FaultKind.LOST_ROW, match="/users"),
        Fault(FaultKind.REPEATED_PAGE_TOKEN, match="/users"),
    ],
    ids=lambda fault: str(fault.kind),
)
def test_a_list_that_is_not_whole_never_counts_as_whole(out, fault):
    pulled, _, _ = pull_demo(out, fault)
    assert not pulled.listings["users", ""].complete
    assert pulled.listings["users", ""].unread.reason in (Reason.LIST_INCOMPLETE, Reason.ERROR)


def test_a_list_that_loses_a_row_once_is_whole_the_second_time(out):
    pulled, _, app = pull_demo(out, Fault(FaultKind.LOST_ROW, match="/users", times=1))
    assert pulled.listings["users", ""].complete
    assert sum(request.path == "/v2/users" for request in app.requests) == 2


@pytest.mark.parametrize(("times", "whole"), [(1, True), (None, False)])
def test_a_page_token_that_expires_starts_the_list_again_once(out, times, whole):
    fault = Fault(FaultKind.EXPIRED_PAGE_TOKEN, match="/users", times=times, after=1)
    pulled, account, _ = pull_demo(out, fault, wanted=demand("users"), account=big_school(700))
    active = sum(user.status == "active" for user in account.users)
    assert pulled.listings["users", ""].complete is whole
    assert len(pulled.ids(Level.USER)) == (active if whole else 300)


def test_an_empty_answer_is_never_an_empty_list(out):
    pulled, _, _ = pull_demo(out, *(Fault(FaultKind.EMPTY_BODY, match=match) for match in EVERY_READ))
    assert not any(listing.complete for listing in pulled.listings.values())


def test_somebody_deleted_between_list_and_read_is_gone(tmp_path):
    whole, _, _ = pull_demo(tmp_path / "whole.zpl")
    someone = whole.ids(Level.USER)[3]
    fault = Fault(FaultKind.NOT_FOUND, match=f"/users/{someone}*")
    pulled, _, _ = pull_demo(tmp_path / "out.zpl", fault)
    assert [id_ for id_ in pulled.ids(Level.USER) if pulled.resources[Level.USER, id_].gone] == [someone]


def test_somebody_not_found_once_but_still_there_is_unknown(tmp_path):
    whole, _, _ = pull_demo(tmp_path / "whole.zpl")
    someone = whole.ids(Level.USER)[3]
    fault = Fault(FaultKind.NOT_FOUND, match=f"/users/{someone}/settings?option=")
    pulled, _, _ = pull_demo(tmp_path / "out.zpl", fault)
    user = pulled.resources[Level.USER, someone]
    assert not user.gone
    assert user.unread["users.id.settings"].reason is Reason.VANISHED


def test_an_unreachable_zoom_keeps_the_journal(out):
    with pytest.raises(Unreachable):
        pull_demo(out, Fault(FaultKind.CONNECTION_RESET, match="/users/{id}*", after=20))
    assert not out.exists()
    assert [file.name for file in out.parent.iterdir()] == ["demo.zpl.part"]


def test_something_else_in_zooms_place_stops_the_pull_soon_and_leaves_no_snapshot(out):
    account, clock = demo_school(), DemoClock()
    faults = [Fault(FaultKind.TRUNCATED_JSON, match=match) for match in EVERY_READ]
    app = create_app(account, faults=faults, clock=clock.now, sleep=clock.sleep)
    with pytest.raises(Unreachable, match="something else answers"):
        pull_account(client_of(account, app, clock), EVERYTHING, out, Origin(account.id, "business"), now=DEMO_TIME)
    assert not out.exists()
    assert len(app.requests) < 30


def test_a_snapshot_without_people_holds_no_address(out):
    levels = frozenset({Level.ACCOUNT, Level.GROUP})
    pulled, account, app = pull_demo(out, wanted=Demand(levels, EVERYTHING.reads))
    assert {level for level, _ in pulled.resources} == levels
    assert not any(request.path.startswith("/v2/users") for request in app.requests)
    assert not any(user.id.encode() in out.read_bytes() for user in account.users)


def test_meetings_recordings_and_leavers_of_a_healthy_account_are_read_completely_and_no_text_of_theirs_is_kept(out):
    pulled, account, app = pull_demo(out, wanted=replace(LIVELY, lookback_months=24))
    assert all(listing.complete for listing in pulled.listings.values())
    assert not any(one.unread or one.gone for one in pulled.resources.values())
    active = {user.id for user in account.users if user.status == "active"}
    listed = {str(one.id) for one in account.meetings if one.host in active and not one.has_expired(DEMO_TIME)}
    assert set(pulled.ids(Level.MEETING)) == listed
    assert pulled.ids(Level.RECORDING) == sorted(one.uuid for one in account.recordings)
    assert {pulled.recording(id_).fields["host_status"] for id_ in pulled.ids(Level.RECORDING)} == {
        "active",
        "inactive",
    }
    asked = [(request.path, tuple(sorted(request.query.items()))) for request in app.requests]
    assert len(set(asked)) == len(asked)
    assert [text for text in private_texts(account) if text in out.read_text()] == []


def private_texts(account):
    """Passcodes, topics and descriptions."""
    both = (*account.meetings, *account.recordings)
    found = {one.passcode for one in both} | {one.topic for one in both} | {one.agenda for one in account.meetings}
    assert len(found) > 40
    return found - {""}


def test_every_occurrence_that_lies_ahead_is_read_and_no_other(out):
    pulled, account, _ = pull_demo(out, wanted=MEETINGS)
    read = 0
    for one in account.meetings:
        ahead = {f"meetings.id?occurrence_id={day.id}" for day in one.occurrences if is_ahead(day)}
        bodies = pulled.meeting(one.id).bodies if (Level.MEETING, str(one.id)) in pulled.resources else {}
        assert {name for name in bodies if "occurrence_id" in name} == ahead
        read += len(ahead)
    assert read > 20


def is_ahead(occurrence):
    return occurrence.start > DEMO_TIME and not occurrence.deleted


@pytest.mark.parametrize("kind", [FaultKind.TOTAL_TOO_LARGE, FaultKind.LOST_ROW, FaultKind.REPEATED_PAGE_TOKEN])
def test_a_list_of_one_user_that_is_not_whole_makes_the_meetings_incomplete(out, kind):
    host = next(iter(demo_school().meetings)).host
    pulled, account, _ = pull_demo(out, Fault(kind, match=f"/users/{host}/meetings"), wanted=MEETINGS)
    listing = pulled.listings["users.id.meetings", ""]
    assert not listing.complete
    assert f"1 of 30 users ({account.user(host).email})" in listing.unread.detail


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (FaultKind.REFUSE_SCOPE, Reason.SCOPE),
        (FaultKind.REFUSE_PERMISSION, Reason.SCOPE),
        (FaultKind.REFUSE_PLAN, Reason.PLAN),
    ],
)
def test_lists_refused_to_everybody_are_told_as_one_refusal(out, kind, reason):
    faults = [Fault(kind, match=match) for match in ("/users/{id}/recordings", "/meetings/*")]
    pulled, _, app = pull_demo(out, *faults, wanted=RECORDINGS)
    listing = pulled.listings["users.id.recordings", ""]
    assert (listing.complete, listing.count, listing.unread.reason) == (False, 0, reason)
    assert listing.unread.detail.startswith("not readable for any of 33 users: ")
    assert sum("recordings" in request.path for request in app.requests) <= 33


def test_a_meeting_deleted_between_list_and_read_is_gone(out):
    number = next(one.id for one in demo_school().meetings if one.start and one.start > DEMO_TIME)
    pulled, _, _ = pull_demo(out, Fault(FaultKind.NOT_FOUND, match=f"/meetings/{number}*"), wanted=MEETINGS)
    assert [id_ for id_ in pulled.ids(Level.MEETING) if pulled.meeting(id_).gone] == [str(number)]


def test_the_settings_of_a_recording_with_slashes_in_its_uuid_are_read(out):
    pulled, _, _ = pull_demo(out, wanted=demand(*map(str, RECORDINGS.reads), lookback_months=24))
    slashed = [id_ for id_ in pulled.ids(Level.RECORDING) if "/" in id_]
    assert slashed
    assert all(pulled.recording(id_).bodies["meetings.id.recordings.settings"] for id_ in slashed)


def test_a_recording_that_vanished_though_its_list_still_has_it_is_unknown(out):
    fault = Fault(FaultKind.NOT_FOUND, match="/meetings/{id}/recordings/settings")
    pulled, _, _ = pull_demo(out, fault, wanted=RECORDINGS)
    recordings = [pulled.recording(id_) for id_ in pulled.ids(Level.RECORDING)]
    assert recordings
    assert {one.unread["meetings.id.recordings.settings"].reason for one in recordings} == {Reason.VANISHED}
    assert not any(one.gone for one in recordings)


def test_meetings_and_recordings_can_be_pseudonymised(out):
    account, clock = demo_school(), DemoClock()
    app = create_app(account, clock=clock.now, sleep=clock.sleep)
    client, origin = client_of(account, app, clock), Origin(account.id, "business")
    pull_account(client, LIVELY, out, origin, now=DEMO_TIME, pseudonyms=b"key")
    written = out.read_text()
    assert not [user.email for user in account.users if user.email in written]
    assert not [group.name for group in account.groups if group.name in written]
