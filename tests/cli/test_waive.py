"""`waive`: an exception is written with reason, approver and end, or not at all."""

import json
from datetime import date
from pathlib import Path

import pytest

from zoom_policy_lint.cli import options
from zoom_policy_lint.policy import load_policy

POLICY = """\
# Our own
extends: st_joseph
id: hilltop
title: Hilltop
version: "1.0"
parameters: {school_domains: [stjosephs.example.sch.uk]}
waivers:   # each with an end
    - {rule: chat-off, resource: account, reason: r, approver: A. Head, expires: 2027-03-31}  # seen

# the end
"""
WORDS = ("--reason", "Two adults: present", "--approver", "A. Head")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(options, "today", lambda: date(2026, 11, 23))
    monkeypatch.setenv("ZPL_HISTORY", "off")


@pytest.fixture
def policy(tmp_path):
    file = tmp_path / "policy.yaml"
    file.write_text(POLICY.replace("chat-off", "no-breakout-rooms"), encoding="utf-8")
    return file


def waive(program, policy, *words, expires="2027-01-31"):
    return program("waive", *words, *WORDS, "--expires", expires, "--policy", policy)


def test_an_exception_is_written_after_the_others_and_all_else_stays(program, policy):
    before = policy.read_text(encoding="utf-8")
    policy.chmod(0o640)
    said = waive(program, policy, "waiting-room", "user:senco@stjosephs.example.sch.uk")
    assert said.code == 0
    assert f"Written to {policy}, line 9:" in said.out
    assert "It holds until 2027-01-31." in said.out
    after = policy.read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if line in before.splitlines()] == before.splitlines()
    assert policy.stat().st_mode & 0o777 == 0o640
    last = load_policy(str(policy)).waivers[-1]
    assert (last.rule, last.resource, last.reason) == ("waiting-room", "senco@stjosephs.example.sch.uk", WORDS[1])
    assert (last.start, last.expires) == (date(2026, 11, 23), date(2027, 1, 31))


def test_a_dry_run_shows_the_lines_and_writes_nothing(program, policy):
    before = policy.read_bytes()
    said = waive(program, policy, "waiting-room", "account", "--check", "lock", "--dry-run")
    assert said.code == 0
    assert "check: lock" in said.out
    assert policy.read_bytes() == before


def test_a_list_in_a_file_of_its_own_is_written_there(program, policy):
    policy.write_text(POLICY.partition("waivers:")[0] + "waivers: ours.yaml\n", encoding="utf-8")
    policy.with_name("ours.yaml").write_text("# none yet\n", encoding="utf-8")
    before = policy.read_bytes()
    assert waive(program, policy, "waiting-room", "account").code == 0
    assert policy.read_bytes() == before
    assert [one.rule for one in load_policy(str(policy)).waivers] == ["waiting-room"]


def test_all_that_is_missing_is_said_at_once(program):
    said = program("waive", "waiting-room")
    assert said.code == 2
    assert "Still to be said: RESOURCE, --reason, --approver, --expires, --policy." in said.err


def test_whatever_is_wrong_is_said_and_nothing_is_written(program, policy):
    before, user = policy.read_bytes(), "user:senco@stjosephs.example.sch.uk"
    for words, expires, said in (
        (("waiting-rooom", "account"), "2027-01-31", "did you mean waiting-room"),
        (("waiting-room", "senco"), "2027-01-31", "RESOURCE “senco” is not understood"),
        (("waiting-room", "user:"), "2027-01-31", "is not understood"),
        (("waiting-room", "recording:x"), "2027-01-31", "says nothing of a recording"),
        (("waiting-room", user), "never", "such as 2027-05-23"),
        (("waiting-room", user), "2026-11-23", "not in the future"),
        (("waiting-room", user), "31.1.2027", "not a date"),
        (("waiting-room", user), "9999-12-31", "more than 5 years ahead"),
        (("waiting-room", user, "--from", "2027-06-01"), "2027-01-31", "is after --expires"),
        (("no-breakout-rooms", "account"), "2027-01-31", "line 8, covers the same already, until 2027-03-31"),
        (("--finding", "0123456789abcdef"), "2027-01-31", "needs a run"),
    ):
        refused = waive(program, policy, *words, expires=expires)
        assert (refused.code, refused.out) == (2, "")
        assert said in refused.err
        assert policy.read_bytes() == before


def test_a_policy_of_the_program_is_not_written_to(program):
    refused = waive(program, "st_joseph", "waiting-room", "account")
    assert refused.code == 2
    assert "policy init --extends st_joseph" in refused.err


def test_a_text_that_cannot_be_changed_alone_is_refused_with_the_line_to_write(program, policy):
    policy.write_text(POLICY.partition("waivers:")[0] + "waivers: &all []\nattestations: *all\n", encoding="utf-8")
    before = policy.read_bytes()
    refused = waive(program, policy, "waiting-room", "account")
    assert refused.code == 2
    assert f"{policy}:7:1" in refused.err
    assert "write it by hand: - {rule: waiting-room, resource: account" in refused.err
    assert policy.read_bytes() == before


def test_more_than_a_year_is_a_note(program, policy):
    said = waive(program, policy, "waiting-room", "account", expires="2028-01-31")
    assert said.code == 0
    assert "more than a year" in said.err


def test_a_resource_that_a_snapshot_does_not_have_needs_unseen(program, policy, demo_file):
    before = policy.read_bytes()
    words = ("waiting-room", "user:sencoo@stjosephs.example.sch.uk", "--snapshot", demo_file)
    refused = waive(program, policy, *words)
    assert refused.code == 2
    assert "did you mean senco@stjosephs.example.sch.uk" in refused.err
    assert policy.read_bytes() == before
    assert waive(program, policy, *words, "--unseen").code == 0


def test_a_finding_stands_for_rule_and_resource(program, policy, demo_file):
    from zoom_policy_lint.cli.audit import audited_run
    from zoom_policy_lint.model.words import Level, Status

    with audited_run(snapshot=Path(demo_file), policy_name=str(policy), as_of=date(2026, 11, 23)) as run:
        found = list(run.findings())
    fails = next(one for one in found if one.status is Status.FAIL and one.resource.level is Level.USER)
    right = next(one for one in found if one.status is Status.PASS)
    said = waive(program, policy, "--finding", fails.fingerprint, "--snapshot", demo_file)
    assert (said.code, said.err) == (0, "")
    assert f"In {demo_file} it covers 1 finding (1 failing, 0 unknown)." in said.out
    last = load_policy(str(policy)).waivers[-1]
    assert (last.rule, last.check, last.resource) == (fails.rule, fails.check, fails.resource.name)
    refused = waive(program, policy, "--finding", right.fingerprint, "--snapshot", demo_file)
    assert refused.code == 2
    assert "nothing to accept" in refused.err


def test_a_finding_is_looked_up_in_the_history_of_runs(program, policy, demo_file, tmp_path, monkeypatch):
    kept = tmp_path / "history.db"
    words = ("--snapshot", demo_file, "--as-of", "2026-11-23", "--policy", policy)
    program("audit", *words, "--history", kept)
    monkeypatch.setenv("ZPL_HISTORY", str(kept))
    open_ = json.loads(program("audit", *words, "-f", "json", "--history", "off").out)["findings"]
    fails = next(one for one in open_ if one["status"] == "fail" and one["resource"]["level"] == "account")
    said = waive(program, policy, "--finding", fails["fingerprint"])
    assert (said.code, said.err) == (0, "")
    assert "it covers 1 finding (1 failing, 0 unknown)." in said.out
    refused = waive(program, policy, "waiting-room", "user:nobody@stjosephs.example.sch.uk")
    assert refused.code == 2
    assert "in the history" in refused.err


def test_a_key_with_nothing_after_it_is_as_good_as_an_empty_list(program, policy):
    policy.write_text(POLICY.partition("waivers:")[0] + "waivers:  # none yet\n# the end\n", encoding="utf-8")
    assert waive(program, policy, "waiting-room", "account").code == 0
    assert "waivers:  # none yet\n  - " in policy.read_text(encoding="utf-8")
    assert len(load_policy(str(policy)).waivers) == 1


def test_with_a_run_it_is_written_for_no_more_than_what_it_covers_today(program, policy, demo_file):
    words = ("no-local-recording", "account", "--snapshot", demo_file)
    wide = waive(program, policy, *words, "--check", "all", "--status", "all", "--dry-run")
    assert "check:" not in wide.out
    said = waive(program, policy, *words, "--dry-run")
    assert "check: lock" in said.out
    assert "it is written for the lock alone" in said.err
    nothing = waive(program, policy, "no-file-transfer", "account", "--snapshot", demo_file, "--check", "time")
    assert nothing.code == 2
    assert "It would cover nothing" in nothing.err


def test_a_file_that_is_not_meant_to_be_written_is_left_alone(program, policy):
    before = policy.read_bytes()
    policy.chmod(0o444)
    said = waive(program, policy, "waiting-room", "account")
    assert (said.code, policy.read_bytes()) == (2, before)
    policy.chmod(0o644)
    twin = policy.with_name("twin.yaml")
    twin.hardlink_to(policy)
    said = waive(program, policy, "waiting-room", "account")
    assert (said.code, policy.read_bytes(), twin.read_bytes()) == (2, before, before)
    assert str(policy) in said.err


def test_a_link_to_a_policy_stays_a_link(program, policy, tmp_path):
    link = tmp_path / "link.yaml"
    link.symlink_to(policy)
    assert waive(program, link, "waiting-room", "account").code == 0
    assert link.is_symlink()
    assert len(load_policy(str(policy)).waivers) == 2
