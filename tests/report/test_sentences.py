from dataclasses import replace

import pytest

from zoom_policy_lint.model.finding import AppliedWaiver, ResourceRef
from zoom_policy_lint.model.words import Check, DecidedBy, Level, Reason, Status
from zoom_policy_lint.report import sentences
from zoom_policy_lint.report.outline import outline

from .sample_findings import ACCOUNT, CHAT, WAITING, finding, switch, user
from .samples import make_run, rollups

pytestmark = pytest.mark.usefixtures("pinned_catalogue")


def chat(name, seen, **changes):
    return switch("host-only-chat", CHAT, ("C6b",), user(name), seen, expected={"one_of": [1, 2]}, **changes)


def told(*found):
    [safeguard] = outline(make_run(rollups=rollups(found))).failing
    return list(sentences.lines(safeguard))


def test_a_line_speaks_for_all_that_it_concerns_not_for_the_first_alone():
    held = {"decided_by": DecidedBy.ACCOUNT_LOCK}
    [(whom, what)] = told(
        chat("a", 4, status=Status.FAIL), chat("b", 3, status=Status.FAIL), chat("c", 4, status=Status.FAIL, **held)
    )
    assert whom == "all 3 users"
    assert what == (
        "is 4 (everyone, publicly and privately) for 2, 3 for 1; must be one of 1 (no chat), "
        "2 (host and co-hosts only); held by the account's lock for 1, no lock holds it for 2"
    )


def test_values_beyond_the_first_few_are_counted():
    [(_, what)] = told(*(chat(str(number), number, status=Status.FAIL) for number in range(5, 10)))
    assert what.startswith("is 5 for 1, 6 for 1, 7 for 1, other values for 2; must be")


def test_what_is_the_same_of_several_levels_is_said_once():
    account = switch("waiting-room", WAITING, ("C1",), ACCOUNT, False)
    person = switch("waiting-room", WAITING, ("C1",), user("a@b.example"), False)
    assert told(account, person) == [("the account; 1 of 1 user: a@b.example", "is off; must be on; no lock holds it")]


def test_a_rule_about_a_field_names_the_field():
    expected = {"login_types": {"none_of": [0]}}
    found = [
        finding("school-addresses", user(name), Status.FAIL, expected=expected, actual={"login_types": seen})
        for name, seen in (("a", [0, 1]), ("b", [0]))
    ]
    assert told(*found)[0][1] == "“login_types” is [0, 1] for 1, [0] for 1; must be anything but 0"


def test_what_else_a_message_says_is_kept():
    odd = "Is off; must be on (no lock holds it). Zoom gave two values for this one control."
    [(_, what)] = told(switch("waiting-room", WAITING, ("C1",), ACCOUNT, False, message=odd))
    assert what.endswith("no lock holds it. Zoom gave two values for this one control.")


def test_the_lock_is_told_without_the_names():
    message = "No lock holds it: 9 users can change it back (a, b and 7 more)."
    lock = finding("waiting-room", ACCOUNT, Status.FAIL, check=Check.LOCK, setting=WAITING, message=message)
    assert told(lock) == [("the lock", "No lock holds it: 9 users can change it back")]


def test_those_in_the_baseline_are_not_counted_among_the_others():
    known = [chat(f"known{number}", 4, status=Status.FAIL, baselined=True) for number in range(4)]
    [(whom, _)] = told(*known, chat("new", 4, status=Status.FAIL))
    assert whom == "1 of 5 users: new"


def test_whom_the_baseline_covers():
    known = chat("known", 4, status=Status.FAIL, baselined=True)
    [mixed] = rollups([known, chat("new", 4, status=Status.FAIL)])
    [all_known] = rollups([known])
    assert sentences.baselined_whom(mixed) == "1 of 2 users"
    assert sentences.baselined_whom(all_known) == "1 of 1 user: known"


def test_unknowns_of_several_reasons_are_counted_each_and_not_named():
    found = [
        chat("a", None, status=Status.UNKNOWN, reason=Reason.NULL),
        chat("b", None, status=Status.UNKNOWN, reason=Reason.ABSENT),
        chat("c", 2, status=Status.PASS),
    ]
    groups = outline(make_run(rollups=rollups(found), unread=())).unjudged
    assert [dict(sentences.by_whom(group)) for group in groups] == [{"1 of 3 users": ("host-only-chat",)}] * 2


def test_unknowns_of_one_reason_are_named():
    found = [chat("a", None, status=Status.UNKNOWN, reason=Reason.NULL), chat("c", 2, status=Status.PASS)]
    [group] = outline(make_run(rollups=rollups(found), unread=())).unjudged
    assert dict(sentences.by_whom(group)) == {"1 of 2 users: a": ("host-only-chat",)}


def test_a_waiver_and_an_unknown_are_told_in_words():
    waiver = AppliedWaiver("because", "A. Head", "2026-12-31", Status.FAIL)
    [waived] = rollups([chat("a", 4, status=Status.WAIVED, waiver=waiver)])
    [unknown] = rollups([chat("a", None, status=Status.UNKNOWN, reason=Reason.NULL)])
    assert sentences.found(waived) == "accepted by A. Head until 2026-12-31: because (otherwise fail)"
    assert sentences.found(unknown) == "Zoom returned it without a value"


def test_other_resources_than_the_account_are_counted():
    domains = [
        finding("r", ResourceRef(Level.DOMAIN, name, name), status)
        for name, status in (("a.example", Status.FAIL), ("b.example", Status.PASS))
    ]
    [rollup] = rollups([replace(each, message="No.") for each in domains])
    assert sentences.whom(rollup) == "1 of 2 domains: a.example"
