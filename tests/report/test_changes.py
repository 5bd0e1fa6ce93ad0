"""How changes are told: in settings and people, with nothing quoted that somebody typed in, and nothing that steers."""

import json
from dataclasses import replace

from tests.report.sample_findings import BREAKOUT, HOSTILE, finding, user
from tests.report.samples import make_run
from zoom_policy_lint.model.finding import ResourceRef
from zoom_policy_lint.model.memory import ChangeKind, FindingChange
from zoom_policy_lint.model.resource import Header, TextQuestions
from zoom_policy_lint.model.words import ClauseVerdict, Level, Reason, Status
from zoom_policy_lint.report import Style, changes_markdown, changes_table
from zoom_policy_lint.report.changes import SnapshotChanges
from zoom_policy_lint.report.changes_json import render_runs, render_snapshots
from zoom_policy_lint.report.changes_runs import RunChanges, run_page
from zoom_policy_lint.report.changes_terms import snapshot_page
from zoom_policy_lint.resolve.changes import Change, What
from zoom_policy_lint.resolve.changes_scope import Asked, terms
from zoom_policy_lint.resolve.changes_values import ABSENT, HERE, NULL, Side

HEADER = Header("acc-1", "2026-11-23T07:30:00Z", "live", (Level.ACCOUNT, Level.USER), ("accounts.settings", "users"))
LATER = replace(HEADER, taken_at="2026-11-24T07:30:00Z")
ON, OFF = Side.of(True), Side.of(False)


def people(*names):
    return [ResourceRef(Level.USER, name, name) for name in names]


def setting(resource, before, after, key=BREAKOUT, place=""):
    return Change(What.SETTING, resource, key, before, after, place)


def diff(changes, headers=(HEADER, LATER), *, names=True, names_of=("a.zpl", "b.zpl")):
    known = terms(*(Asked(one, ()) for one in headers), names=names, replaced=lambda _: False)
    return SnapshotChanges(headers, names_of, known, lambda: iter(changes))


def table(page, width=300):
    lines = []
    changes_table.render(page, lines.append, Style(width=width))
    return "".join(lines)


def markdown(page):
    lines = []
    changes_markdown.render(page, lines.append, Style())
    return "".join(lines)


def document(render, *arguments):
    parts = []
    render(*arguments, parts.append)
    return json.loads("".join(parts))


def test_equal_changes_are_one_line_with_the_first_names():
    staff = people(*(f"{letter}@school" for letter in "abcdefghijkl"))
    head, *_ = people("head@school")
    told = [setting(one, ON, OFF) for one in staff]
    told += [
        Change(What.PRESENCE, head, "", ABSENT, HERE),
        Change(What.ITEM, head, "groups", ABSENT, Side.of("Staff")),
        Change(What.FACT, head, "type", Side.of(1), Side.of(2)),
        Change(What.LOCK, ResourceRef(Level.ACCOUNT, "account", "the account"), BREAKOUT, Side.of("true"), OFF),
        Change(What.READING, head, "users", HERE, Side.unread(Reason.SCOPE)),
    ]
    assert (
        table(snapshot_page(diff(told)), 100)
        == """\
What changed between two snapshots
A  a.zpl · live account acc-1 · read 2026-11-23 07:30 UTC
B  b.zpl · live account acc-1 · read 2026-11-24 07:30 UTC

Inactive users were not read: who has “left” may have been deactivated.

People
- Joined
    head@school
- Licence: basic → licensed
    head@school
- Joined the group “Staff”
    head@school

Locks
- Lock of: Hosts may split a meeting into smaller rooms: locked → not locked
  [in_meeting.breakout_room]

Settings of people
- Hosts may split a meeting into smaller rooms: on → off [in_meeting.breakout_room]
    12 users: a@school, b@school, c@school and 9 more

What could be read in one of both only
- List of users (users): could be read then, and not now (the app was not granted the scope to read
  it)
    head@school
"""
    )


def test_absent_null_and_texts_are_said_in_plain_words():
    key = "in_meeting.custom_service_instructions"
    secret = "Pupil Tom\nlives at 7 Mill Lane"
    [one] = people("a@school")
    told = [
        setting(one, ABSENT, NULL),
        setting(one, Side.of(secret), Side.of(secret[::-1]), key),
        setting(one, Side.of({"x": secret}), Side.of([{"y": secret}]), "new.thing"),
        setting(one, Side.of([secret]), ABSENT, "new.list"),
        Change(What.SETTING, one, "agenda.says", Side.of(["tom"]), Side.of(["lane"])),
    ]
    said = table(snapshot_page(diff(told)))
    assert "not returned by Zoom → no value (null)" in said
    assert "a text of 30 characters, but not the same" in said
    assert "“new.thing”: a section of 1 part → 1 entry" in said
    assert "Phrases found in the description: 1, but not the same" in said
    written = document(render_snapshots, diff(told), None)
    assert written["changes"][0]["before"] == {"state": "absent", "value": None}
    assert written["changes"][1]["before"] == {"state": "value", "value": None, "characters": 30}
    for text in (said, json.dumps(written["changes"][:4])):
        assert "Tom" not in text
        assert "Mill" not in text


def test_hostile_names_and_values_steer_nothing():
    for name in HOSTILE:
        [one] = people(name)
        told = [
            Change(What.FACT, one, "dept", Side.of(name), Side.of(f"{name}x")),
            Change(What.ITEM, one, "groups", ABSENT, Side.of(name)),
            setting(one, Side.of(name.replace(" ", "")), ABSENT, name, name),
        ]
        found = diff(told, names_of=(name, name))
        page = snapshot_page(found)
        shown, marked = table(page), markdown(page)
        assert all(line.isprintable() for text in (shown, marked) for line in text.splitlines())
        assert "<script>" not in marked
        assert "[click](" not in marked
        assert "://evil" not in marked
        assert document(render_snapshots, found, None)["changes"][0]["subject"] == "dept"


def test_what_makes_snapshots_unlike_is_said_first():
    narrow = replace(
        LATER,
        levels=(Level.ACCOUNT,),
        reads=(*HEADER.reads, "accounts.lock_settings", "new.endpoint"),
        questions=TextQuestions(("a",)),
        recording_months=24,
        pseudonymised=True,
    )
    told = table(snapshot_page(diff([], (narrow, replace(HEADER, account_id="unknown")), names=False)))
    for sentence in (
        "Whether both are of the same account is not known",
        "A was read after B",
        "Only B was asked for users: they are not compared, since A does not have them.",
        "Only A was asked for these, so they are not compared: locks of the account (accounts.lock_settings) and new.end",
        "Names in A were replaced by pseudonyms",
        "A and B looked for other phrases",
        "(24 months and an unknown time)",
        "Nothing differs in what both could read.",
    ):
        assert sentence in told
    assert table(snapshot_page(diff([]))).endswith("\nNothing differs.\n")


def test_many_different_changes_of_one_thing_are_counted():
    told = [setting(one, Side.of(number), OFF) for number, one in enumerate(people(*map(str, range(60))))]
    assert "other changes of 20 users, not told one by one" in table(snapshot_page(diff(told)))
    assert len(document(render_snapshots, diff(told), None)["changes"]) == 60


def failing(name, actual=True, status=Status.FAIL, **changes):
    return finding("no-breakout-rooms", user(name), status, setting=BREAKOUT, actual=actual, **changes)


def runs():
    before, after = make_run(), make_run()
    worse = tuple(
        replace(one, verdict=ClauseVerdict.UNANSWERED, kinds={}) if number == 0 else one
        for number, one in enumerate(after.clauses)
    )
    unread = failing("c@school", None, Status.UNKNOWN, reason=Reason.SCOPE)
    changes = (
        FindingChange(ChangeKind.NEW, None, failing("a@school")),
        FindingChange(ChangeKind.NEW, None, failing("b@school")),
        FindingChange(ChangeKind.CHANGED, failing("c@school"), unread),
        FindingChange(ChangeKind.FIXED, failing("d@school"), None),
        FindingChange(ChangeKind.GONE, failing("e@school"), None),
    )
    return RunChanges((before, replace(after, clauses=worse)), ("run 1", "run 2"), changes, 7)


def test_runs_are_told_by_rule_then_by_clause():
    said = table(run_page(runs()))
    first = runs().runs[0].clauses[0]
    assert "Open findings: 2 new, 1 changed, 1 fixed, 1 gone; 7 findings are open as before." in said
    assert (
        """
Breakout rooms are off [no-breakout-rooms]
- New: fail, on [in_meeting.breakout_room]
    2 users: a@school and b@school
- Changed: fail, on → unknown (the app was not granted the scope to read it) [in_meeting.breakout_room]
    c@school
- Fixed: was fail, on [in_meeting.breakout_room]
    d@school
- Gone: was fail, on [in_meeting.breakout_room]
    e@school

Clauses with another verdict
"""
        in said
    )
    assert f"- {first.id}: " in said
    assert "→ unanswered" in said
    written = document(render_runs, runs())
    assert written["counts"] == {
        "new": 2,
        "changed": 1,
        "fixed": 1,
        "settled": 0,
        "gone": 1,
        "unseen": 0,
        "unchanged": 7,
    }
    assert written["changes"][2]["after"]["status"] == "unknown"
    assert [one["after"] for one in written["clauses"]] == ["unanswered"]


def test_runs_that_cannot_say_what_was_fixed_say_so():
    found = replace(runs(), in_order=False)
    assert any("recorded before A" in notice for notice in run_page(found).notices)
    alike = replace(found, runs=(make_run(), make_run()), changes=())
    assert not alike.differs
    assert "Nothing differs." in table(run_page(alike))
