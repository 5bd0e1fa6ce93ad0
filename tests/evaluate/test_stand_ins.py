"""A second person can act for the mailboxes that host meetings with pupils."""

import pytest

from tests.evaluate.meeting_samples import HOST, judged, only, user
from tests.evaluate.meeting_samples import meeting as sample
from tests.support.each import each
from zoom_policy_lint.model.resource import Listing, Read, Unread
from zoom_policy_lint.model.words import Kind, Reason

RULE = "second-person-for-pupil-hosts"
NAMED = only(RULE, pupil_facing_hosts=[HOST.upper()])
UNNAMED = only(RULE)


def mailbox(*assistants, **more):
    return user("u1", HOST, **({"acting_assistants": list(assistants)} | more))


def meeting(*args, **fields):
    """One whose alternative hosts all are active users, unless it is told otherwise."""
    return sample(*args, **({"outside_alternative_hosts": []} | fields))


def verdicts(run):
    return [
        (str(finding.resource.level), str(finding.status), finding.reason and str(finding.reason))
        for finding in run.findings()
    ]


# Mailboxes that the policy names


def test_a_mailbox_with_an_assistant_passes_whether_it_hosts_or_not():
    assert verdicts(judged(NAMED, mailbox("u2"))) == [("user", "pass", None)]
    assert verdicts(judged(NAMED, mailbox("u2"), meeting(alternative_hosts=[]))) == [("user", "pass", None)]


def test_a_mailbox_is_not_its_own_assistant():
    assert verdicts(judged(NAMED, mailbox("u1"))) == [("user", "fail", None)]


def test_without_assistants_every_meeting_needs_an_alternative_host():
    shared, alone = meeting(alternative_hosts=["office@x.example"]), meeting("98765432109", alternative_hosts=[])
    assert verdicts(judged(NAMED, mailbox(), shared)) == [("user", "pass", None)]
    assert verdicts(judged(NAMED, mailbox(), shared, alone)) == [("user", "fail", None)]
    assert verdicts(judged(NAMED, mailbox())) == [("user", "fail", None)]


def test_meetings_of_others_say_nothing_about_a_mailbox():
    others = meeting(host="head@stjosephs.example.sch.uk", alternative_hosts=["office@x.example"])
    assert verdicts(judged(NAMED, mailbox(), others)) == [("user", "fail", None)]


def test_a_mailbox_that_no_active_user_has_fails():
    run = judged(NAMED, user("u9", "head@stjosephs.example.sch.uk"))
    assert verdicts(run) == [("user", "fail", None)]
    [finding] = run.findings()
    assert "no active user" in finding.message


def test_a_leaver_is_no_active_user():
    assert verdicts(judged(NAMED, user("u9", "head@x.example"), mailbox("u2", status="inactive"))) == [
        ("user", "fail", None)
    ]


def test_a_mailbox_is_unknown_while_the_list_of_users_is_not_whole():
    short = (
        Listing(Read("users"), complete=False, unread=Unread(Reason.LIST_INCOMPLETE, "short")),
        Listing(Read("users.id.meetings")),
    )
    assert verdicts(judged(NAMED, user("u9", "head@x.example"), listings=short)) == [
        ("user", "unknown", "list_incomplete")
    ]


def test_addresses_that_were_replaced_hide_the_mailbox():
    hidden = user("u9", "name-0123456789ab@domain-0123456789ab.invalid")
    assert verdicts(judged(NAMED, hidden)) == [("user", "unknown", "pseudonymised")]


@each("assistants", [None, "u2", {}, [{}], [None], [5], 7, True])
def test_assistants_that_cannot_be_read_never_pass(assistants):
    assert verdicts(judged(NAMED, mailbox(acting_assistants=assistants)))[0][1] == "unknown"


def test_assistants_who_are_no_active_users_do_not_count():
    leaver = mailbox(assistants=[{"id": "u9", "email": "left@x.example"}])
    assert verdicts(judged(NAMED, leaver)) == [("user", "fail", None)]


def test_an_alternative_host_who_is_no_active_user_does_not_count():
    outside = ["a@mail.example"]
    shared = meeting(alternative_hosts=["A@mail.example"], outside_alternative_hosts=outside)
    assert verdicts(judged(NAMED, mailbox(), shared)) == [("user", "fail", None)]
    both = meeting(alternative_hosts=["a@mail.example", "office@x.example"], outside_alternative_hosts=outside)
    assert verdicts(judged(NAMED, mailbox(), both)) == [("user", "pass", None)]


def test_the_host_is_no_alternative_to_the_host():
    assert verdicts(judged(NAMED, mailbox(), meeting(alternative_hosts=[HOST.upper()]))) == [("user", "fail", None)]


def test_assistants_that_were_refused_are_unknown_unless_every_meeting_is_shared():
    bare = user("u1", HOST)
    refused = type(bare)(
        bare.level, bare.id, bare.name, bare.fields, {}, {"users.id.assistants": Unread(Reason.SCOPE, "refused")}
    )
    assert verdicts(judged(NAMED, refused)) == [("user", "unknown", "scope")]
    assert verdicts(judged(NAMED, refused, meeting(alternative_hosts=["a@x.example"]))) == [("user", "pass", None)]


@each("hosts", [None, "a@x.example", 5, [5], [None], {}])
def test_alternative_hosts_that_cannot_be_read_are_unknown(hosts):
    assert verdicts(judged(NAMED, mailbox(), meeting(alternative_hosts=hosts)))[0][1] == "unknown"
    outside = meeting(alternative_hosts=["a@x.example"], outside_alternative_hosts=hosts)
    assert verdicts(judged(NAMED, mailbox(), outside))[0][1] == "unknown"


def test_a_meeting_whose_host_is_not_known_may_be_the_mailboxs():
    shared, strange = (
        meeting(alternative_hosts=["a@x.example"]),
        meeting("98765432109", host=None, alternative_hosts=[]),
    )
    assert verdicts(judged(NAMED, mailbox(), shared, strange))[0][1] == "unknown"


def test_meetings_that_were_not_listed_may_lack_an_alternative_host():
    lists = (
        Listing(Read("users"), count=1),
        Listing(Read("users.id.meetings"), count=1, complete=False, unread=Unread(Reason.SCOPE, "refused")),
    )
    run = judged(NAMED, mailbox(), meeting(alternative_hosts=["a@x.example"]), listings=lists)
    assert verdicts(run)[0][1:] == ("unknown", "scope")


# No mailboxes named: the host of every meeting with pupils


@pytest.mark.parametrize(
    ("stand_ins", "status"),
    [(["office@x.example"], "pass"), ([], "fail"), (None, "unknown"), ("office", "unknown"), ([5], "unknown")],
)
def test_every_meeting_needs_somebody_who_can_stand_in(stand_ins, status):
    [(level, found, _)] = verdicts(judged(UNNAMED, mailbox(), meeting(stand_ins=stand_ins)))
    assert (level, found) == ("meeting", status)


def test_without_meetings_there_is_nothing_to_say():
    assert verdicts(judged(UNNAMED, mailbox())) == []


def test_it_is_evidence_about_users():
    for run in (judged(NAMED, mailbox("u2")), judged(UNNAMED, mailbox(), meeting(stand_ins=["a"]))):
        assert {finding.kind for finding in run.findings()} == {Kind.USERS}
