"""`diff`: two snapshots or two runs, told in settings and people."""

import copy
import json
import stat
from dataclasses import replace

import pytest

from zoom_policy_lint.evaluate import Options, evaluate
from zoom_policy_lint.history import History
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.simulate.clock import DEMO_TIME
from zoom_policy_lint.snapshot import open_snapshot, pseudonymise, pseudonymise_listings, write_snapshot

DAY = ("--as-of", DEMO_TIME.date().isoformat())
SETTINGS, SECURITY = "users.id.settings", "accounts.settings?option=meeting_security"


def doctored(resource):
    """Breakout rooms of everybody the other way, no waiting room in the account, the e-mail address of one changed."""
    body = copy.deepcopy(resource.bodies)
    if resource.level is Level.ACCOUNT:
        body[SECURITY]["meeting_security"]["waiting_room"] = False
    if resource.level is Level.USER and SETTINGS in body:
        rooms = body[SETTINGS]["in_meeting"]
        rooms["breakout_room"] = not rooms["breakout_room"]
    return replace(resource, bodies=body)


@pytest.fixture(scope="module")
def later_file(demo_file, tmp_path_factory):
    """The demo school a day later, in which a few things were changed."""
    before, out = open_snapshot(demo_file), tmp_path_factory.mktemp("later") / "later.zpl"
    header = replace(before.header, taken_at="2026-11-24T07:30:00Z")
    write_snapshot(out, header, before.listings, map(doctored, before.resources()))
    return out


@pytest.fixture(scope="module")
def history_file(demo_file, later_file, tmp_path_factory):
    """Runs of both in a history, in their order."""
    out = tmp_path_factory.mktemp("history") / "history.db"
    policy, options = load_policy("st_joseph"), Options(as_of=DEMO_TIME.date())
    with History.open(out) as history:
        for file in (demo_file, later_file):
            run, recorder = evaluate(open_snapshot(file), policy, options), history.recorder()
            for finding in run.findings():
                recorder.see(finding)
            recorder.keep(run)
    return out


def test_a_snapshot_does_not_differ_from_itself(program, demo_file):
    said = program("diff", demo_file, demo_file, "--exit-code")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("\nNothing differs.\n")


def test_snapshots_are_told_in_settings_and_people(program, demo_file, later_file):
    said = program("diff", demo_file, later_file)
    assert (said.code, said.err) == (0, "")
    assert "switching it on switches join-before-host off: on\n  → off [meeting_security.waiting_room]" in said.out
    assert "- Hosts may split a meeting into smaller rooms: off → on [in_meeting.breakout_room]\n" in said.out
    assert " more\n" in said.out
    assert program("diff", demo_file, later_file, "--exit-code", "-f", "markdown").code == 1
    assert "## Settings of people" in program.out


def test_with_a_policy_both_are_judged_as_two_runs_are(program, demo_file, later_file, history_file, tmp_path):
    out = tmp_path / "diff.json"
    files = ("diff", demo_file, later_file, "--policy", "st_joseph", *DAY, "-f", "json", "-o", out)
    assert program(*files, "--exit-code").code == 1
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    written = json.loads(out.read_text(encoding="utf-8"))
    assert written["comparable"]
    judged = written["judged"]
    said = program("diff", "--history", history_file, "-f", "json")
    assert (said.code, said.err) == (0, "")
    kept = json.loads(said.out)
    assert judged["counts"] == kept["counts"]
    assert judged["clauses"] == kept["clauses"]
    new = {each["fingerprint"] for each in kept["changes"] if each["kind"] == "new"}
    assert new == {each["fingerprint"] for each in judged["changes"] if each["kind"] == "new"}
    assert "no-breakout-rooms" in {each["rule"] for each in kept["changes"]}


def test_runs_are_told_by_rule(program, history_file):
    said = program("diff", "2026-11-23", "latest", "--history", history_file, "--exit-code")
    assert said.code == 1
    assert "[waiting-room]\n- New: fail, off" in said.out
    assert "findings are open as before" in said.out
    back = program("diff", "latest", "previous", "--history", history_file)
    assert "recorded before A" in back.out
    assert "Fixed:" not in back.out
    same = program("diff", "latest", "latest", "--history", history_file, "--exit-code")
    assert (same.code, "Nothing differs." in same.out) == (0, True)


def test_pseudonyms_of_two_keys_are_not_taken_for_changes(program, demo_file, tmp_path):
    before = open_snapshot(demo_file)
    files = [tmp_path / f"{name}.zpl" for name in ("one", "same", "other")]
    for file, key in zip(files, (b"1", b"1", b"2"), strict=True):
        header = replace(before.header, pseudonymised=True)
        listings = pseudonymise_listings(before.listings, key)
        write_snapshot(file, header, list(listings), pseudonymise(before.resources(), key))
    assert "Nothing differs.\n" in program("diff", files[0], files[1]).out
    for pair in ((files[0], files[2]), (demo_file, files[0])):
        said = program("diff", *pair)
        assert "names, addresses and domains are not compared" in " ".join(said.out.split())
        assert said.out.endswith("\nNothing differs in what both could read.\n")


def test_a_snapshot_that_read_less_differs_by_that(program, demo_file, tmp_path):
    before, out = open_snapshot(demo_file), tmp_path / "less.zpl"
    levels = tuple(level for level in before.header.levels if level is not Level.RECORDING)
    kept = (one for one in before.resources() if one.level in levels)
    write_snapshot(out, replace(before.header, levels=levels), before.listings, kept)
    said = program("diff", demo_file, out, "--exit-code")
    assert said.code == 1
    assert "Only A was asked for recordings: they are not compared" in said.out
    assert said.out.endswith("Nothing differs in what both could read.\n")


def test_wrong_usage_says_what_and_compares_nothing(program, demo_file, later_file, history_file, tmp_path):
    other = tmp_path / "other.zpl"
    snapshot = open_snapshot(demo_file)
    write_snapshot(other, replace(snapshot.header, account_id="two"), snapshot.listings, snapshot.resources())
    history, none = ("--history", history_file), tmp_path / "none.zpl"
    for arguments, sentence in (
        ((demo_file, other), "is of the account"),
        ((demo_file, none), "none.zpl is not a file"),
        ((none, none), "none.zpl does not exist"),
        ((demo_file, "latest"), "Name two runs or two snapshot files"),
        (("latest", "nothing", *history), "There is no run “nothing”"),
        (("latest", "previous", "--history", tmp_path / "none.db"), "There is no history at"),
        (("--history", "off"), "No history is kept here"),
        (("latest", "previous", *history, "--policy", "st_joseph"), "a run has been judged already"),
        ((demo_file, later_file, "--policy", "st_josef"), "st_joseph"),
        ((demo_file, later_file, "-f", "html"), "html"),
        ((demo_file, later_file, "-o", "no/such/file"), "does not exist"),
        ((history_file, later_file), str(history_file)),
        ((demo_file, tmp_path), "is not a file"),
    ):
        said = program("diff", *arguments)
        assert (said.code, said.out) == (2, ""), arguments
        assert sentence in " ".join(said.err.split()), (arguments, said.err)
        assert "Traceback" not in said.err


def test_findings_that_are_right_now_are_fixed_and_those_not_judged_gone(demo_file):
    from zoom_policy_lint.cli.diff_runs import judged

    snapshot = open_snapshot(demo_file)
    run = evaluate(snapshot, load_policy("st_joseph"), Options(as_of=DEMO_TIME.date()))
    failed = [one for one in run.findings() if one.status is Status.FAIL and not one.advisory][:3]
    later = [replace(failed[0], status=Status.PASS), replace(failed[1], actual="other"), failed[1]]
    before, after = replace(run, findings=lambda: iter(failed)), replace(run, findings=lambda: iter(later))
    found = judged(before, after, ("A", "B"))
    assert [str(change.kind) for change in found.changes] == ["fixed", "changed", "gone"]
    assert [str(change.kind) for change in judged(after, before, ("B", "A")).changes] == ["new", "changed", "new"]
    assert (found.unchanged, judged(before, before, ("A", "A")).unchanged) == (0, 3)
