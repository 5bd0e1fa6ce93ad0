"""The real client reads a simulated account; the pull makes a snapshot of it."""

import pytest

from tests.pull.fakes import EVERYTHING, Pulled, demand
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
