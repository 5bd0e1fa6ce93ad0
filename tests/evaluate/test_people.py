"""Rules on users, roles and domains, and on how many people hold a role."""

from dataclasses import replace

import pytest

from tests.evaluate import build
from tests.evaluate.build import alone, findings_of, right_snapshot, run_of, st_joseph
from tests.support.each import each
from zoom_policy_lint.model.resource import Resource, Unread
from zoom_policy_lint.model.words import Kind, KindState, Level, Reason, Status

ADDRESSES = alone(st_joseph().rules["school-addresses-only"])
DOMAINS = alone(st_joseph().rules["school-domains-managed"])
ROLES = alone(st_joseph().rules["oversight-role-can-review"])
COUNT = alone(st_joseph().rules["two-administrators"])
REFUSED = {"complete": False, "unread": Unread(Reason.SCOPE, "a scope is missing")}


def statuses(snapshot, policy):
    return [f.status for f in findings_of(snapshot, policy)]


# Domains


@pytest.mark.parametrize("reason", [Reason.SCOPE, Reason.PLAN])
def test_domains_that_an_account_may_not_see_are_not_offered(reason):
    gap = Unread(reason, "Zoom refused it")
    spoilt = build.with_listing(right_snapshot(DOMAINS), "accounts.managed_domains", complete=False, unread=gap)
    run = run_of(spoilt, DOMAINS)
    assert [(f.status, f.reason) for f in run.findings()] == [(Status.NOT_APPLICABLE, Reason.NOT_OFFERED)]
    assert "Zoom does not show this account its domains" in run.clauses[0].limits
    assert run.clauses[0].kinds[Kind.USERS] is KindState.EMPTY
    assert run.exit_code == 0
    assert [entry.endpoint for entry in run.unread] == ["accounts.managed_domains"]


@pytest.mark.parametrize("reason", [Reason.ERROR, Reason.LIST_INCOMPLETE, Reason.VANISHED])
def test_domains_that_could_not_be_read_for_another_reason_are_unknown(reason):
    gap = Unread(reason, "it broke off")
    spoilt = build.with_listing(right_snapshot(DOMAINS), "accounts.managed_domains", complete=False, unread=gap)
    assert [(f.status, f.reason) for f in findings_of(spoilt, DOMAINS)] == [(Status.UNKNOWN, reason)]


def test_a_refused_list_of_users_is_unknown_not_merely_not_offered():
    run = run_of(build.with_listing(right_snapshot(ADDRESSES), "users", **REFUSED), ADDRESSES)
    assert Status.UNKNOWN in {f.status for f in run.findings()}
    assert run.exit_code == 3


def test_a_school_domain_that_a_whole_list_does_not_hold_is_not_managed():
    snapshot = right_snapshot(DOMAINS)
    without = replace(snapshot, content=tuple(one for one in snapshot.content if one.level is not Level.DOMAIN))
    (finding,) = findings_of(without, DOMAINS)
    assert (finding.status, finding.resource.id) == (Status.FAIL, "stjosephs.example.sch.uk")


def test_every_school_domain_is_judged_once_whatever_its_case():
    names = ["stjosephs.example.sch.uk", "StJosephs.example.sch.uk", "other.example.sch.uk"]
    policy = replace(DOMAINS, parameters=dict(DOMAINS.parameters) | {"school_domains": names})
    findings = findings_of(right_snapshot(DOMAINS), policy)
    assert {f.resource.id: f.status for f in findings} == {
        "stjosephs.example.sch.uk": Status.PASS,
        "other.example.sch.uk": Status.FAIL,
    }
    assert len(findings) == 2


def test_domains_that_are_not_the_schools_are_not_judged():
    snapshot = right_snapshot(DOMAINS)
    other = Resource(Level.DOMAIN, "z.example.org", "z.example.org", {"managed": False})
    content = tuple(sorted((*snapshot.content, other), key=lambda one: (one.level.rank, one.id)))
    assert statuses(replace(snapshot, content=content), DOMAINS) == [Status.PASS]


# Users and roles


def test_a_user_who_was_deleted_meanwhile_is_not_applicable():
    gone = build.changed(right_snapshot(ADDRESSES), Level.USER, lambda user: replace(user, gone=True, fields={}))
    finding = next(f for f in findings_of(gone, ADDRESSES) if f.resource.id == "u1")
    assert (finding.status, finding.reason) == (Status.NOT_APPLICABLE, Reason.VANISHED)


def test_a_user_who_vanished_and_is_still_there_is_unknown():
    spoil = build.without_field("email", ("users", Reason.VANISHED))
    finding = next(
        f
        for f in findings_of(build.changed(right_snapshot(ADDRESSES), Level.USER, spoil), ADDRESSES)
        if f.resource.id == "u1"
    )
    assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.VANISHED)


@each(
    ("email", "status"),
    [
        ("a@stjosephs.example.sch.uk", Status.PASS),
        ("A@STJOSEPHS.EXAMPLE.SCH.UK", Status.PASS),
        ("a@mail.stjosephs.example.sch.uk", Status.FAIL),
        ("a@stjosephs.example.sch.uk.evil.example", Status.FAIL),
        ("a@evilstjosephs.example.sch.uk", Status.FAIL),
        ("stjosephs.example.sch.uk", Status.FAIL),
        ("a@stjosephs.example.sch.uk@evil.example", Status.FAIL),
        ("a@", Status.FAIL),
        ("", Status.FAIL),
    ],
)
def test_only_the_schools_own_domain_is_a_school_address(email, status):
    spoilt = build.changed(right_snapshot(ADDRESSES), Level.USER, build.with_fields(email=email))
    assert next(f.status for f in findings_of(spoilt, ADDRESSES) if f.resource.id == "u1") is status


def test_a_role_without_oversight_is_not_judged_and_one_that_is_named_and_missing_fails():
    snapshot = right_snapshot(ROLES)
    renamed = build.changed(snapshot, Level.ROLE, build.with_fields(name="Caretaker", privileges=[]))
    found = {f.resource.id: f.status for f in findings_of(renamed, ROLES)}
    assert found == {"admin": Status.PASS, "*owner": Status.FAIL}


# Counting


def test_two_active_administrators_are_enough():
    (finding,) = findings_of(right_snapshot(COUNT), COUNT)
    assert (finding.status, finding.actual, finding.resource.id) == (Status.PASS, 3, "account")


@pytest.mark.parametrize("status", ["inactive", "pending"])
def test_only_active_people_count(status):
    snapshot = right_snapshot(COUNT)
    for user in ("u2", "u3"):
        snapshot = build.changed(snapshot, Level.USER, build.with_fields(status=status), user)
    if status == "inactive":  # these are in a list of their own
        snapshot = build.with_listing(snapshot, "users", count=1)
    (finding,) = findings_of(snapshot, COUNT)
    assert (finding.status, finding.actual) == (Status.FAIL, 1)


def test_people_who_are_members_but_no_users_do_not_count():
    snapshot = right_snapshot(COUNT)
    snapshot = build.everywhere(snapshot, Level.ROLE, build.with_fields(members=["x1", "x2", "u1"]))
    (finding,) = findings_of(snapshot, COUNT)
    assert (finding.status, finding.actual) == (Status.FAIL, 1)


def test_a_person_with_two_roles_counts_once():
    snapshot = build.everywhere(right_snapshot(COUNT), Level.ROLE, build.with_fields(members=["u1"]))
    assert findings_of(snapshot, COUNT)[0].actual == 1


def test_a_person_who_was_deleted_meanwhile_does_not_count():
    gone = build.everywhere(right_snapshot(COUNT), Level.USER, lambda user: replace(user, gone=True))
    assert statuses(gone, COUNT) == [Status.FAIL]


@pytest.mark.parametrize("left", [Level.ROLE, Level.USER, Level.ACCOUNT])
def test_nobody_is_counted_when_those_who_would_count_were_left_out(left):
    findings = findings_of(right_snapshot(COUNT), COUNT, levels=frozenset(Level) - {left})
    assert [(f.status, f.reason) for f in findings] == [(Status.NOT_APPLICABLE, Reason.DESELECTED)]


@pytest.mark.parametrize("left", [Level.ROLE, Level.USER])
def test_nobody_is_counted_when_those_who_would_count_were_not_pulled(left):
    findings = findings_of(build.without_level(right_snapshot(COUNT), left), COUNT)
    assert [(f.status, f.reason) for f in findings] == [(Status.UNKNOWN, Reason.NOT_PULLED)]


SOCIAL = alone(st_joseph().rules["no-social-sign-in"])


@pytest.mark.parametrize(
    ("types", "reason"), [([], Reason.ABSENT), ([100, 777], Reason.NEW_VALUE), ([777], Reason.NEW_VALUE)]
)
def test_sign_in_types_that_say_nothing_or_are_new_are_unknown(types, reason):
    changed = build.changed(right_snapshot(SOCIAL), Level.USER, build.with_fields(login_types=types))
    assert (Status.UNKNOWN, reason) in [(f.status, f.reason) for f in findings_of(changed, SOCIAL)]


@pytest.mark.parametrize(("name", "level"), [("users", Level.USER), ("roles", Level.ROLE)])
def test_a_list_without_anybody_was_not_read(name, level):
    """Every account has an owner, so nobody at all means that the list was not for us to see."""
    snapshot = build.with_listing(right_snapshot(COUNT), name, count=0)
    empty = replace(snapshot, content=tuple(one for one in snapshot.content if one.level is not level))
    assert statuses(empty, COUNT) == [Status.UNKNOWN]


@pytest.mark.parametrize("name", [None, 7, "", "  "])
def test_roles_whose_names_cannot_be_read_count_nobody(name):
    changed = build.changed(right_snapshot(COUNT), Level.ROLE, build.with_fields(name=name))
    assert statuses(changed, COUNT) == [Status.UNKNOWN]


def test_a_misspelt_role_counts_nobody_and_proves_nothing():
    policy = replace(COUNT, parameters=dict(COUNT.parameters) | {"oversight_roles": ["Owner", "Adminstrator"]})
    (finding,) = findings_of(right_snapshot(COUNT), policy)
    assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.NONE_EXIST)
    assert "“Adminstrator”" in finding.message
