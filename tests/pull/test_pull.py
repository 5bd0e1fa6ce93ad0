import os
import signal
import stat
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.pull.fakes import (
    ACCOUNT_READ,
    EVERYTHING,
    LIVELY,
    NOW,
    ORIGIN,
    USER_READ,
    FakeSource,
    Pulled,
    demand,
    lively_school,
    paged,
    person,
    pull_into,
    school,
)
from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.resource import Read, TextQuestions
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull import Demand, Origin, close_unread
from zoom_policy_lint.snapshot import is_pseudonym
from zoom_policy_lint.zoom import CredentialsRefused, RateLimited, ScopeMissing, Unreachable

DOWN = Unreachable("/users/{userId}/settings", "the connection failed")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "school.zpl"


def test_everything_demanded_is_in_the_snapshot_in_canonical_order(out):
    pulled = pull_into(out, school())
    assert list(pulled.resources) == [
        (Level.ACCOUNT, "account"),
        (Level.ROLE, "0"),
        (Level.ROLE, "1"),
        (Level.DOMAIN, "school.example"),
        (Level.DOMAIN, "trust.example"),
        (Level.GROUP, "g1"),
        (Level.GROUP, "g2"),
        *((Level.USER, f"u{number:05}") for number in range(5)),
    ]
    assert all(listing.complete for listing in pulled.listings.values())
    assert not any(one.unread or one.gone for one in pulled.resources.values())


def test_the_header_says_whose_when_and_what_was_asked_for(out):
    header = pull_into(out, school(), origin=Origin("acc-1", "pro", "demo")).snapshot.header
    assert (header.account_id, header.plan, header.source) == ("acc-1", "pro", "demo")
    assert header.taken_at == "2026-11-24T09:00:00Z"
    assert header.levels == (Level.ACCOUNT, Level.ROLE, Level.DOMAIN, Level.GROUP, Level.USER)
    assert "users.id.settings?option=meeting_security" in header.reads


def test_names_fields_and_bodies_are_where_they_belong(out):
    pulled = pull_into(out, school())
    account = pulled.resources[Level.ACCOUNT, "account"]
    assert account.name == "the account"
    assert set(account.bodies) == {
        "accounts.settings",
        "accounts.settings?option=meeting_security",
        "accounts.lock_settings",
    }
    user = pulled.user(1)
    assert user.name == "u00001@school.example"
    assert user.fields["login_types"] == [100]
    assert user.bodies["users.id.settings"] == {"about": "u00001"}
    assert pulled.resources[Level.ROLE, "1"].fields["privileges"] == ["User:Read"]
    assert pulled.resources[Level.GROUP, "g1"].name == "Teachers"


def test_a_field_that_list_and_profile_tell_differently_is_not_read(out):
    source = school()
    source.answers["users.id", "u00001"] = {"login_types": [100], "email": "somebody.else@mail.example"}
    user = pull_into(out, source).user(1)
    assert "email" not in user.fields
    assert user.fields["login_types"] == [100]
    assert "differ: email" in user.unread["users"].detail


def test_rows_that_come_twice_with_different_content_make_a_list_incomplete(out):
    source = school()
    twice = [person(0), person(1), person(0) | {"email": "somebody.else@mail.example"}]
    source.lists["users", ""] = paged(twice, total=2)
    listing = pull_into(out, source).listings["users", ""]
    assert not listing.complete
    assert "came twice with different content" in listing.unread.detail


@pytest.mark.parametrize("told", [[], ["g1", "g2"], ["g9"]])
def test_groups_that_user_and_lists_tell_differently_are_not_read(out, told):
    source = school()
    source.lists["users", ""] = paged([person(number) | {"group_ids": told} for number in range(1)])
    user = pull_into(out, source).user(0)
    assert "groups" not in user.fields
    assert user.unread["groups.id.members"].reason is Reason.ERROR


def test_groups_and_members_come_from_whole_lists(out):
    pulled = pull_into(out, school())
    assert [pulled.user(number).fields["groups"] for number in range(4)] == [["g1"], ["g1", "g2"], ["g1"], []]
    assert pulled.resources[Level.ROLE, "1"].fields["members"] == ["u00000", "u00002"]


def test_the_two_lists_of_domains_become_one_resource_a_domain(out):
    pulled = pull_into(out, school())
    fields = {id_: dict(pulled.resources[Level.DOMAIN, id_].fields) for id_ in pulled.ids(Level.DOMAIN)}
    assert fields == {
        "school.example": {"managed": True, "trusted": True, "status": "verified"},
        "trust.example": {"managed": False, "trusted": True},
    }


def test_a_refused_list_of_domains_says_nothing_of_any_domain(out):
    source = school()
    source.lists["accounts.managed_domains", ""] = [
        ScopeMissing("/accounts/{accountId}/managed_domains", "a scope is missing")
    ]
    pulled = pull_into(out, source)
    assert "managed" not in pulled.resources[Level.DOMAIN, "trust.example"].fields
    listing = pulled.listings["accounts.managed_domains", ""]
    assert (listing.complete, listing.unread.reason) == (False, Reason.SCOPE)


def test_nothing_is_asked_for_that_is_not_demanded(out):
    source = school()
    pulled = pull_into(out, source, demand("accounts.settings"))
    assert set(source.asked) == {("accounts.settings", "")}
    assert list(pulled.resources) == [(Level.ACCOUNT, "account")]


def test_the_list_that_names_the_resources_is_read_though_nobody_named_it(out):
    pulled = pull_into(out, school(), demand("users.id.settings"))
    assert len(pulled.ids(Level.USER)) == 5
    assert "users" in pulled.snapshot.header.reads


def test_a_snapshot_without_people_asks_for_none_and_holds_none(out):
    source = school()
    pulled = pull_into(out, source, Demand(frozenset({Level.ACCOUNT, Level.GROUP}), EVERYTHING.reads))
    assert {name for name, _ in source.asked if name.startswith(("users", "roles", "accounts.managed"))} == set()
    assert set(pulled.snapshot.header.levels) == {Level.ACCOUNT, Level.GROUP}
    assert not any(read.startswith("users") for read in pulled.snapshot.header.reads)
    assert b"u0000" not in out.read_bytes()


def test_a_snapshot_without_people_holds_no_meeting_and_no_recording(out):
    source = lively_school()
    pulled = pull_into(out, source, Demand(frozenset({Level.ACCOUNT, Level.GROUP}), LIVELY.reads))
    assert {level for level, _ in pulled.resources} == {Level.ACCOUNT, Level.GROUP}
    assert not any(name.startswith(("users", "meetings")) for name, _ in source.asked)
    assert not any("users" in read or "meetings" in read for read in pulled.snapshot.header.reads)


def test_meetings_bring_the_users_whose_they_are(out):
    pulled = pull_into(out, lively_school(), Demand(frozenset({Level.MEETING}), LIVELY.reads))
    assert pulled.snapshot.header.levels == (Level.USER, Level.MEETING)
    assert set(pulled.snapshot.header.reads) == {
        "users",
        "users.id.meetings",
        "meetings.id",
        "meetings.id.invitation",
    }


def test_what_was_looked_for_in_texts_is_in_the_header(out):
    questions = TextQuestions(("keep safe", "tell us"), ("^Staff",))
    wanted = demand("meetings.id", questions=questions)
    assert pull_into(out, lively_school(), wanted).snapshot.header.questions == questions


def test_a_whole_pull_leaves_the_snapshot_and_nothing_else(out):
    pull_into(out, school())
    assert [file.name for file in out.parent.iterdir()] == [out.name]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_found_out_before_anything_is_asked(tmp_path):
    source = school()
    for out in (tmp_path, tmp_path / "none" / "s.zpl"):
        with pytest.raises(PolicyLintError):
            pull_into(out, source)
    assert not source.asked


@pytest.mark.parametrize(
    "error", [DOWN, CredentialsRefused("/users", "no"), RateLimited("/users", "the day is used up")]
)
def test_what_ends_a_pull_keeps_the_journal_and_the_next_pull_goes_on(out, error):
    source = school()
    source.answers["users.id.settings", "u00003"] = error
    with pytest.raises(type(error)):
        pull_into(out, source)
    assert not out.exists()
    first = dict(source.asked)
    del source.answers["users.id.settings", "u00003"]
    pulled = pull_into(out, source)
    asked_again = {key for key, times in source.asked.items() if times > first.get(key, 0) and key in first}
    # The read that failed, and those that were under way when it did; nothing that was finished.
    assert asked_again <= {(name, id_) for name, id_ in first if id_.startswith("u")}
    assert "Going on" in pulled.note
    assert pulled.user(3).bodies["users.id.settings"] == {"about": "u00003"}


def test_a_resumed_pull_gives_the_same_bytes_as_one_that_was_never_stopped(tmp_path):
    whole = tmp_path / "whole.zpl"
    pull_into(whole, school())
    for place in ("users", "groups.id.members", "accounts.lock_settings", "users.id.settings"):
        out = tmp_path / f"{place}.zpl"
        source, listed = school(), "members" in place or place == "users"
        (source.lists if listed else source.answers)[place, "g2" if "members" in place else "" if listed else "*"] = (
            [DOWN] if listed else DOWN
        )
        if place == "accounts.lock_settings":
            source.answers[place, ""] = DOWN
        with pytest.raises(Unreachable):
            pull_into(out, source)
        pull_into(out, school(), now=NOW + timedelta(hours=3))
        assert out.read_bytes() == whole.read_bytes()


def test_a_refusal_is_asked_again_when_a_stopped_pull_goes_on(out):
    source = school()
    source.answers["accounts.settings", ""] = ScopeMissing("/accounts/{accountId}/settings", "a scope is missing")
    source.answers["users.id.settings", "u00003"] = DOWN
    with pytest.raises(Unreachable):
        pull_into(out, source)
    pulled = pull_into(out, school())
    assert "accounts.settings" in pulled.resources[Level.ACCOUNT, "account"].bodies


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"now": NOW + timedelta(hours=12, seconds=1)}, "too old"),
        ({"now": NOW - timedelta(minutes=1)}, "too old"),
        ({"origin": Origin("acc-2", "education")}, "another account"),
        ({"origin": Origin("acc-1", "education", "demo")}, "another account"),
        ({"wanted": demand("users", str(USER_READ))}, "other rules"),
        ({"wanted": replace(EVERYTHING, questions=TextQuestions(("keep safe",)))}, "other rules"),
        ({"wanted": replace(EVERYTHING, lookback_months=12)}, "other rules"),
    ],
)
def test_a_journal_that_does_not_fit_is_replaced_and_that_is_said(out, change, why):
    source = school()
    source.answers["users.id.settings", "u00003"] = DOWN
    with pytest.raises(Unreachable):
        pull_into(out, source)
    fresh = school()
    pulled = pull_into(out, fresh, **change)
    assert why in pulled.note
    assert fresh.asked["users", ""] == 1


def test_another_plan_does_not_make_a_journal_useless(out):
    source = school()
    source.answers["users.id.settings", "u00003"] = DOWN
    with pytest.raises(Unreachable):
        pull_into(out, source)
    pulled = pull_into(out, school(), origin=Origin("acc-1", "business"))
    assert "Going on" in pulled.note
    assert pulled.snapshot.header.plan == "business"


def test_a_stopped_pull_can_be_closed_with_what_is_missing_said(out):
    source = school()
    source.answers["users.id.settings", "u00003"] = DOWN
    with pytest.raises(Unreachable):
        pull_into(out, source)
    close_unread(out, EVERYTHING, ORIGIN, "Zoom could not be reached", now=NOW)
    pulled = Pulled(out)
    assert pulled.user(3).unread["users.id.settings"].reason is Reason.ERROR
    assert pulled.user(3).unread["users.id.settings"].detail == "Zoom could not be reached"
    assert pulled.resources[Level.ACCOUNT, "account"].bodies
    assert out.with_name(f"{out.name}.part").exists()
    pull_into(out, school())
    assert not Pulled(out).user(3).unread


def test_a_pull_that_never_began_can_be_closed_and_every_list_and_read_says_why(out):
    close_unread(out, EVERYTHING, ORIGIN, "Zoom could not be reached", now=NOW)
    pulled = Pulled(out)
    assert list(pulled.resources) == [(Level.ACCOUNT, "account")]
    assert len(pulled.resources[Level.ACCOUNT, "account"].unread) == 3
    assert {listing.unread.reason for listing in pulled.listings.values()} == {Reason.ERROR}
    assert len(pulled.listings) == 5


def test_reads_run_together_but_never_too_many(out):
    source = school(users=200)
    pull_into(out, source)
    assert 8 < source.most_under_way <= 32


def test_whoever_watches_is_told_how_far_it_is(out):
    seen = []

    class Watch:
        def show(self, what, done, total):
            seen.append((what, done, total))

    pull_into(out, school(), progress=Watch())
    assert ("listed users", 5, None) in seen
    assert [done for what, done, total in seen if what == "answers about users"] == list(range(1, 16))
    assert {total for what, _, total in seen if what == "answers about users"} == {15}


def test_names_and_addresses_can_be_replaced(out):
    pulled = pull_into(out, school(), pseudonyms=b"key")
    assert pulled.snapshot.header.pseudonymised
    assert b"school.example" not in out.read_bytes()
    assert all(is_pseudonym(pulled.user(number).name) for number in range(5))


def test_names_and_addresses_are_replaced_in_meetings_recordings_and_what_is_said_of_lists(out):
    source = lively_school()
    source.lists["users.id.meetings", "u00002"] = paged([], total=1)
    plain = pull_into(out, source, LIVELY)
    assert "u00002@school.example" in plain.listings["users.id.meetings", ""].unread.detail
    pulled = pull_into(out, source, LIVELY, pseudonyms=b"key")
    for name in (b"school.example", b"mail.example", b"Teachers", b"Office"):
        assert name not in out.read_bytes()
    assert pulled.meeting().name.startswith(f"{pulled.meeting().fields['host']}, Mon 30 Nov 2026")
    assert pulled.meeting().fields["host"] == pulled.user(0).name == pulled.recording().fields["host"]
    assert set(pulled.meeting().fields["alternative_hosts"]) > {pulled.user(1).name}
    assert pulled.meeting().fields["host_groups"] == [pulled.resources[Level.GROUP, "g1"].name]
    assert is_pseudonym(pulled.listings["users.id.meetings", ""].unread.detail)


def test_every_question_refused_gives_a_snapshot_that_holds_no_answer(out):
    refusal = ScopeMissing("/everything", "a scope is missing")
    names = {str(read) for read in EVERYTHING.reads}
    source = FakeSource(
        lists={(name, "*"): [refusal] for name in names} | {("users", "*"): paged([person(1)])},
        answers={(name, "*"): refusal for name in names},
    )
    pulled = pull_into(out, source)
    assert not any(one.bodies for one in pulled.resources.values())
    assert {gap.reason for one in pulled.resources.values() for gap in one.unread.values()} == {Reason.SCOPE}
    assert [key for key, listing in pulled.listings.items() if listing.complete] == [("users", "")]


@pytest.mark.parametrize(
    "stop", [lambda: signal.raise_signal(signal.SIGINT), lambda: (_ for _ in ()).throw(KeyboardInterrupt)]
)
def test_an_interrupted_pull_leaves_only_its_journal(out, stop):
    class Interrupt:
        def show(self, what, done, total):
            if what == "answers about users" and done == 3:
                stop()

    with pytest.raises(KeyboardInterrupt):
        pull_into(out, school(users=50), progress=Interrupt())
    assert [file.name for file in out.parent.iterdir()] == [f"{out.name}.part"]
    assert "Going on" in pull_into(out, school(users=50)).note


def test_the_journal_is_the_owner_s_alone(out):
    modes = set()

    class Watch:
        def show(self, what, done, total):
            modes.update(stat.S_IMODE(file.stat().st_mode) for file in out.parent.iterdir())

    before = os.umask(0)
    try:
        pull_into(out, school(), progress=Watch())
    finally:
        os.umask(before)
    assert modes == {0o600}


def test_the_demand_names_only_reads(out):
    assert Read.parse(str(ACCOUNT_READ)) == ACCOUNT_READ
    assert EVERYTHING.complete() == EVERYTHING
