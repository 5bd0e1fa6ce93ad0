"""Rules that a policy means for some people only, and how nobody slips through by it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluate import build
from tests.evaluate.build import alone, named, right_snapshot, run_of, st_joseph
from tests.evaluate.right_facts import HOST
from tests.support.each import each
from zoom_policy_lint.catalogue import setting
from zoom_policy_lint.evaluate import Options, needed_reads
from zoom_policy_lint.evaluate.scoped import kept_for_users
from zoom_policy_lint.model.resource import Read, Resource
from zoom_policy_lint.model.words import Check, Level, Reason, Status
from zoom_policy_lint.policy.scopes import People, Scope, of_people
from zoom_policy_lint.ruleset import SettingBody

ROOMS = "in_meeting.breakout_room"
RULE = st_joseph().rules["no-breakout-rooms"]
TEACHERS = People(groups=("Teachers",))


def scoped(people=None, others=None, rule=RULE):
    """The policy with one rule, meant for some people only."""
    return replace(alone(rule), scopes=(Scope("some", "Those who teach", people, others, (rule.id,)),))


def account(policy, *, wrong=True, **locks):
    """An account in which breakout rooms are on for everybody; u1 is an owner and teaches, u2 is of the office."""
    snapshot = right_snapshot(policy, **locks)
    for user, role, dept in (("u1", "owner", "Teaching"), ("u2", "admin", "Office"), ("u3", "admin", "Office")):
        snapshot = build.changed(snapshot, Level.USER, build.with_fields(role_id=role, dept=dept), user)
    host = build.with_fields(host_role_id="owner", host_department="Teaching", host_groups=["Teachers"])
    snapshot = build.everywhere(build.everywhere(snapshot, Level.MEETING, host), Level.RECORDING, host)
    for level in (Level.ACCOUNT, Level.GROUP, Level.USER, Level.MEETING) if wrong else ():
        snapshot = build.everywhere(snapshot, level, build.with_value(level, ROOMS, True))
    return snapshot


def verdicts(snapshot, policy):
    """The status by resource id of everything that is said of values."""
    found = run_of(snapshot, policy).findings()
    return {one.resource.id: str(one.status) for one in found if one.check is not Check.LOCK}


def of_lock(snapshot, policy):
    return next(one for one in run_of(snapshot, policy).findings() if one.check is Check.LOCK)


def of_scope(run):
    return next((one for one in run.findings() if one.resource.id == "scope:some"), None)


MEETING = build.FIRST[Level.MEETING]


@each(
    ("people", "others", "judged"),
    [
        (TEACHERS, None, {"g1", "u1", "u2", MEETING}),
        (People(groups=(" teachers ",)), None, {"g1", "u1", "u2", MEETING}),
        (People(roles=("Owner",)), None, {"u1", MEETING}),
        (People(roles=("Admin",)), None, {"u2", "u3"}),
        (People(departments=("office",)), None, {"u2", "u3"}),
        (People(emails=("U1@*",)), None, {"u1", MEETING}),
        (People(emails=("u3@stjosephs.example.sch.uk",)), None, {"u3"}),
        (People(departments=("Office",), groups=("Teachers",)), None, {"g1", "u1", "u2", "u3", MEETING}),
        (TEACHERS, People(emails=("u1@*",)), {"g1", "u2"}),
        (None, People(emails=("u1@*",)), {"account", "g1", "g2", "u2", "u3"}),
        (None, TEACHERS, {"account", "g2", "u3"}),
    ],
)
def test_a_rule_is_judged_for_those_for_whom_it_is_meant(people, others, judged):
    policy = scoped(people, others)
    assert verdicts(account(policy), policy) == dict.fromkeys(judged, "fail")


def test_without_a_scope_everybody_is_judged():
    policy = alone(RULE)
    assert set(verdicts(account(policy), policy)) == {"account", "g1", "g2", "u1", "u2", "u3", MEETING}


def test_a_dot_in_an_address_is_a_dot():
    policy = scoped(People(emails=("u1@stjosephs-example.sch.uk", "u.@*")))
    assert set(verdicts(account(policy), policy)) == {"scope:some"}


@pytest.mark.parametrize(
    ("people", "missing"),
    [
        (People(groups=("Techers",)), "the group “Techers”"),
        (People(groups=("Teachers", "Techers")), "the group “Techers”"),
        (People(roles=("Teacher",)), "the role “Teacher”"),
        (People(departments=("Music",)), "the department “Music”"),
        (People(emails=("year*@stjosephs.example.sch.uk",)), "the address “year*@stjosephs.example.sch.uk”"),
    ],
)
def test_a_misspelt_name_cannot_pass(people, missing):
    policy = scoped(people)
    run = run_of(account(policy, wrong=False), policy)
    finding = of_scope(run)
    assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.NONE_EXIST)
    assert missing in finding.message
    assert run.clauses[0].verdict != "met"
    assert run.exit_code == 3


@pytest.mark.parametrize(("people", "others"), [(TEACHERS, TEACHERS), (People(roles=("Empty",)), None)])
def test_a_scope_that_holds_nobody_cannot_pass(people, others):
    policy = scoped(people, others)
    content = [*account(policy).content, Resource(Level.ROLE, "empty", "Empty", {"name": "Empty", "members": []})]
    whole = replace(account(policy), content=tuple(sorted(content, key=lambda one: (one.level.rank, one.id))))
    [finding] = [one for one in run_of(whole, policy).findings() if one.check is not Check.LOCK]
    assert (finding.status, finding.resource.id, finding.reason) == (Status.UNKNOWN, "scope:some", Reason.NONE_EXIST)
    assert finding.message == "The rule is meant for people of whom the account has none."


def test_who_is_left_out_and_not_found_is_noted_only():
    policy = scoped(TEACHERS, People(emails=("ghost@*",)))
    run = run_of(account(policy, wrong=False), policy)
    assert run.exit_code == 0
    assert any("leaves out people who were not found: the address “ghost@*”" in note for note in run.notes)


@pytest.mark.parametrize(
    ("people", "field", "gap"),
    [
        (TEACHERS, "groups", ("groups.id.members", Reason.LIST_INCOMPLETE)),
        (People(roles=("Owner",)), "role_id", None),
        (People(departments=("Teaching",)), "dept", None),
        (People(emails=("u1@*",)), "email", None),
    ],
)
def test_whether_somebody_belongs_that_was_not_read_leaves_nobody_out(people, field, gap):
    policy = scoped(people)
    unread = build.changed(account(policy), Level.USER, build.without_field(field, gap), "u1")
    found = verdicts(unread, policy)
    assert found["u1"] == "unknown"
    right = build.changed(account(policy, wrong=False), Level.USER, build.without_field(field, gap), "u1")
    assert verdicts(right, policy)["u1"] == "pass"


def test_a_group_whose_name_was_not_read_leaves_nobody_out():
    policy = scoped(TEACHERS)
    nameless = build.changed(account(policy), Level.GROUP, build.without_field("name"), "g1")
    assert verdicts(nameless, policy) == {
        "g1": "unknown",
        "u1": "unknown",
        "u2": "unknown",
        MEETING: "fail",
    }


def test_names_that_were_replaced_leave_nobody_out():
    policy = scoped(People(emails=("u1@*",)))
    hidden = build.with_fields(email="name-0123456789ab@domain-0123456789ab.invalid")
    found = verdicts(build.everywhere(account(policy), Level.USER, hidden), policy)
    assert [found[user] for user in ("u1", "u2", "u3")] == ["unknown"] * 3


def test_a_meeting_whose_host_is_not_known_is_unknown():
    policy = scoped(TEACHERS)
    lost = build.everywhere(account(policy), Level.MEETING, build.without_field("host_groups"))
    assert verdicts(lost, policy)[MEETING] == "unknown"


def test_the_lock_must_hold_those_for_whom_the_rule_is_meant():
    policy = scoped(TEACHERS)
    held = of_lock(account(policy, wrong=False, account_lock=False), policy)
    assert (held.status, held.message) == (
        Status.PASS,
        "Every active user for whom the rule is meant is in groups that all lock it.",
    )
    everybody = alone(RULE)
    assert of_lock(account(everybody, wrong=False, account_lock=False), everybody).status is Status.FAIL
    loose = of_lock(account(policy, wrong=False, account_lock=False, group_lock=False), policy)
    assert loose.status is Status.FAIL
    assert "2 users can change it back" in loose.message


def limited(rule_id, people):
    """A rule whose setting Zoom does not keep for users, on an account where it is wrong everywhere."""
    rule = st_joseph().rules[rule_id]
    policy = scoped(people, rule=rule)
    snapshot = account(policy, wrong=False)
    for level in (Level.ACCOUNT, Level.GROUP):
        for key, condition in rule.body.settings:
            row = setting(key)
            if level in row.levels:
                value = build.wrong(row, condition.bind(policy.parameters))
                snapshot = build.everywhere(snapshot, level, build.with_value(level, key, value))
    return snapshot, policy


@pytest.mark.parametrize(
    ("rule_id", "people", "judged"),
    [
        ("no-chat-with-outsiders", People(roles=("Owner",)), {"account", "g1", "g2"}),
        ("no-chat-with-outsiders", People(emails=("*",)), {"account", "g1", "g2"}),
        ("no-chat-with-outsiders", TEACHERS, {"g1"}),
        ("mute-on-entry", People(departments=("Teaching",)), {"g1", "g2"}),
        ("mute-on-entry", TEACHERS, {"g1"}),
    ],
)
def test_where_zoom_keeps_no_value_for_users_that_of_account_and_groups_is_theirs(rule_id, people, judged):
    found = verdicts(*limited(rule_id, people))
    assert {id_ for id_, status in found.items() if status == "fail"} == judged


def test_somebody_in_two_groups_may_have_the_value_of_the_other():
    snapshot, policy = limited("no-chat-with-outsiders", TEACHERS)
    finding = of_scope(run_of(snapshot, policy))
    assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.ERROR)
    assert finding.message.startswith("u2@")
    alone_in_it = build.changed(snapshot, Level.USER, build.with_fields(groups=["g1"]), "u2")
    assert of_scope(run_of(alone_in_it, policy)) is None


@pytest.mark.parametrize("whole", [True, False])
def test_a_misspelt_group_is_seen_also_where_no_users_were_read(whole):
    snapshot, policy = limited("no-chat-with-outsiders", People(groups=("Techers",)))
    without = replace(
        snapshot,
        header=replace(snapshot.header, levels=(Level.ACCOUNT, Level.ROLE, Level.GROUP)),
        content=tuple(one for one in snapshot.content if one.level.rank <= Level.GROUP.rank),
        listings=tuple(one for one in snapshot.listings if one.read.endpoint in ("groups", "roles")),
    )
    options = {} if whole else {"levels": frozenset({Level.ACCOUNT, Level.ROLE, Level.GROUP})}
    run = run_of(without, policy, **options)
    assert "the group “Techers”" in of_scope(run).message
    assert run.exit_code == 3


def test_why_a_name_was_not_found_is_said_where_names_were_not_read():
    policy = scoped(People(emails=("u1@*",)))
    hidden = build.with_fields(email="name-0123456789ab@domain-0123456789ab.invalid")
    snapshot = build.everywhere(account(policy), Level.USER, hidden)
    for level in (Level.MEETING, Level.RECORDING):
        snapshot = build.everywhere(snapshot, level, build.with_fields(host="name-0123456789ab"))
    finding = of_scope(run_of(snapshot, policy))
    assert finding.reason is Reason.PSEUDONYMISED
    assert "could not be told" in finding.message


def test_every_finding_of_a_scoped_rule_has_a_fingerprint_of_its_own():
    policy = scoped(People(groups=("Techers",)))
    for levels in (frozenset(Level), frozenset({Level.MEETING}), frozenset({Level.ACCOUNT, Level.GROUP})):
        prints = [one.fingerprint for one in run_of(account(policy), policy, levels=levels).findings()]
        assert len(prints) == len(set(prints))


@pytest.mark.parametrize("text", ["*e*e*e*e*e*e*e*e*e*e*e*e*e*e*e*e*e*e*e*x@*", "*" * 60 + "@x"])
def test_a_pattern_with_many_stars_is_looked_for_once(text):
    policy = scoped(People(emails=(text,)))
    long = build.with_fields(email="e" * 64 + "@stjosephs.example.sch.uk")
    assert "scope:some" in verdicts(build.everywhere(account(policy), Level.USER, long), policy)


@each(
    ("pattern", "address", "fits"),
    [
        ("year*@a.org", "year1@a.org", True),
        ("year*@a.org", "year@a.org", True),
        ("year*@a.org", "myyear1@a.org", False),
        ("*@a.org", "x@a.org.evil", False),
        ("a*a@b", "a@b", False),
        ("a*a@b", "aa@b", True),
        ("*x*y*@b", "yx@b", False),
        ("*x*y*@b", "axbyc@b", True),
        ("A@B", "a@b", True),
    ],
)
def test_a_star_stands_for_any_letters(pattern, address, fits):
    policy = scoped(People(emails=(pattern,)))
    found = build.changed(account(policy), Level.USER, build.with_fields(email=address), "u3")
    assert ("u3" in verdicts(found, policy)) is fits


def test_a_lock_over_somebody_of_whom_it_is_not_known_whether_they_belong_is_unknown():
    policy = scoped(People(departments=("Teaching",)))
    found = account(policy, wrong=False, account_lock=False)
    found = build.changed(found, Level.USER, build.without_field("dept"), "u3")
    assert of_lock(found, policy).status is Status.UNKNOWN


def test_recordings_go_by_their_host_also_when_the_host_has_left():
    rule = st_joseph().rules["recordings-within-retention"]
    policy = scoped(TEACHERS, rule=rule)
    old = build.everywhere(
        account(policy, wrong=False), Level.RECORDING, build.with_fields(start_time="2024-01-01T09:00:00Z")
    )
    recording = build.FIRST[Level.RECORDING]
    assert verdicts(old, policy)[recording] == "fail"
    of_office = build.everywhere(old, Level.RECORDING, build.with_fields(host_groups=["Office"]))
    assert recording not in verdicts(of_office, policy)
    not_told = build.everywhere(old, Level.RECORDING, build.without_field("host_groups"))
    assert verdicts(not_told, policy)[recording] == "unknown"


def test_several_scopes_together_mean_everybody_in_any_of_them():
    policy = scoped(People(emails=("u1@*",)))
    more = Scope("office", "The office", People(groups=("Office",)), None, (RULE.id,))
    policy = replace(policy, scopes=(*policy.scopes, more))
    assert set(verdicts(account(policy), policy)) == {"g2", "u1", "u2", MEETING}


def test_the_clause_and_a_note_say_for_whom_it_is_judged():
    policy = scoped(TEACHERS)
    run = run_of(account(policy, wrong=False), policy)
    assert run.clauses[0].verdict == "met"
    assert run.clauses[0].limits == "“Breakout rooms are off” is judged only for “Those who teach”."
    assert (
        "2 active users are in the scope Those who teach (groups: Teachers); these rules are judged for them only: "
        "no-breakout-rooms."
    ) in run.notes


def test_what_a_scope_goes_by_is_read():
    wanted = needed_reads(scoped(People(groups=("A",), roles=("B",))), Options(as_of=build.TODAY))
    assert {Read("users"), Read("groups"), Read("groups.id.members"), Read("roles")} <= wanted
    assert Read("roles") not in needed_reads(scoped(TEACHERS), Options(as_of=build.TODAY))


NAMES = st.sampled_from(["Teachers", "Office", "Nobody"])
PEOPLE = st.builds(
    People,
    groups=st.lists(NAMES, max_size=2).map(tuple),
    roles=st.lists(st.sampled_from(["Owner", "Admin", "Nobody"]), max_size=1).map(tuple),
    departments=st.lists(st.sampled_from(["Teaching", "Office"]), max_size=1).map(tuple),
    emails=st.lists(st.sampled_from(["u1@*", "*", HOST]), max_size=1).map(tuple),
).filter(lambda people: people != People())
FIELDS = ("groups", "role_id", "dept", "email")


@given(people=PEOPLE, others=st.none() | PEOPLE, lost=st.sets(st.sampled_from(FIELDS)))
def test_what_is_not_read_of_somebody_never_turns_a_failure_into_silence_or_a_pass(people, others, lost):
    policy = scoped(people, others)
    whole = account(policy)
    before = verdicts(whole, policy).get("u1")
    spoilt = whole
    for name in lost:
        spoilt = build.changed(spoilt, Level.USER, build.without_field(name, ("users", Reason.SCOPE)), "u1")
    after = verdicts(spoilt, policy).get("u1")
    assert after in ({"fail", "unknown"} if before == "fail" else {None, "unknown"})


def wrong_everywhere(rule, policy):
    """An account on which the rule's settings are wrong wherever Zoom keeps them."""
    snapshot = right_snapshot(policy)
    for key, condition in rule.body.settings if isinstance(rule.body, SettingBody) else ():
        row = setting(key)
        value = build.wrong(row, condition.bind(policy.parameters))
        for level in set(rule.levels) & set(row.levels):
            snapshot = build.everywhere(snapshot, level, build.with_value(level, key, value))
    return snapshot


def told(run):
    return {(one.resource.level, one.resource.id, one.check, one.setting): one.status for one in run.findings()}


@each("rule", **named(rule for rule in build.all_rules() if of_people(rule)))
def test_a_scope_that_means_everybody_says_of_people_what_would_be_said_without(rule):
    policy = alone(rule)
    snapshot = wrong_everywhere(rule, policy)
    before = told(run_of(snapshot, policy))
    but_nobody = Scope("s", "S", None, People(emails=("nobody@*",)), (rule.id,))
    assert told(run_of(snapshot, replace(policy, scopes=(but_nobody,)))) == before
    after = told(run_of(snapshot, replace(policy, scopes=(Scope("s", "S", People(emails=("*",)), None, (rule.id,)),))))
    shared = {key for key in before if key[0] in (Level.ACCOUNT, Level.GROUP) and key[2] is not Check.LOCK}
    assert {key: after.get(key) for key in before.keys() - shared} == {
        key: before[key] for key in before.keys() - shared
    }
    assert all(kept_for_users(rule, key[3]) for key in shared if after.get(key) != before[key])
