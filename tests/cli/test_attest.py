"""`attest`: a person's statement is written so that it counts, or not at all; and what is due is told."""

import json
import shlex
from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_waive import POLICY
from zoom_policy_lint.cli import options
from zoom_policy_lint.policy import load_policy


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(options, "today", lambda: date(2026, 11, 23))
    monkeypatch.setenv("ZPL_HISTORY", "off")


@pytest.fixture
def policy(tmp_path):
    file = tmp_path / "policy.yaml"
    file.write_text(POLICY.partition("waivers:")[0], encoding="utf-8")
    return file


def attest(program, policy, *words, until="2027-09-30", role="Headteacher", clause="G6"):
    said = ("--statement", "Letter of 3 September", "--by", "A. Head", "--role", role, "--valid-until", until)
    return program("attest", clause, *said, *words, "--policy", policy)


def test_a_statement_is_written_and_counts(program, policy):
    said = attest(program, policy)
    assert said.code == 0
    assert "It counts until 2027-09-30." in said.out
    [one] = load_policy(str(policy)).attestations
    assert (one.clause, one.by_name, one.on) == ("G6", "A. Head", date(2026, 11, 23))


def test_evidence_is_kept_with_its_checksum_and_a_change_of_it_voids_the_statement(program, policy):
    letter = policy.parent / "letters" / "autumn.txt"
    letter.parent.mkdir()
    letter.write_text("Dear parents")
    assert attest(program, policy, "--evidence", letter).code == 0
    [one] = load_policy(str(policy)).attestations
    assert (one.evidence, len(one.evidence_sha256)) == ("letters/autumn.txt", 64)
    assert not one.evidence_changed
    letter.write_text("Dear parents and carers")
    assert load_policy(str(policy)).attestations[0].evidence_changed
    assert "does not count: the file letters/autumn.txt" in program("policy", "validate", policy).out
    letter.unlink()
    [one] = load_policy(str(policy)).attestations
    assert (one.evidence_changed, one.evidence_missing) == (False, True)
    assert "names the file letters/autumn.txt, which cannot be read" in program("policy", "validate", policy).out


def test_evidence_in_words_stays_words(program, policy):
    assert attest(program, policy, "--evidence", "Minutes of 3 September, page 2").code == 0
    assert load_policy(str(policy)).attestations[0].evidence == "Minutes of 3 September, page 2"


def test_until_when_it_counts_is_told_where_the_policy_asks_again_sooner(program, policy):
    assert "It counts until 2027-11-23 only" in attest(program, policy, until="2029-01-01").out


def test_whatever_is_wrong_is_said_and_nothing_is_written(program, policy):
    before = policy.read_bytes()
    for words, given, said in (
        ((), {"clause": "G66"}, "did you mean G6"),
        ((), {"clause": "C1"}, "asks no question on C1"),
        ((), {"role": "Bursar"}, "wants it from Headteacher.\nThe question on G6: Have all parents"),
        ((), {"until": "2026-11-01"}, "not in the future"),
        ((), {"until": "unlimited"}, "such as 2027-11-23"),
        (("--on", "2026-12-01"), {}, "still to come"),
        (("--evidence", "letter.pdf"), {}, "There is no file letter.pdf"),
        (("--evidence", "no letter.pdf"), {}, "There is no file no letter.pdf"),
        (("--evidence", policy), {}, "is the file that this command changes"),
        (("--on", "1900-01-01"), {}, "would never count"),
        (("--statement", "..."), {}, "in place of the words in capital letters"),
        (("--finding", "abc"), {}, "is no fingerprint"),
        (("--by", "NAME"), {}, "in place of the words in capital letters"),
        (("--within", "3"), {}, "go with --due"),
        (("--due",), {}, "leave it out to record"),
    ):
        refused = attest(program, policy, *words, **given)
        assert (refused.code, refused.out) == (2, "")
        assert said in refused.err
        assert policy.read_bytes() == before
    said = program("attest", "--by", "A. Head")
    assert said.code == 2
    assert "CLAUSE, --statement, --role, --valid-until, --policy." in said.err


def test_the_same_statement_is_not_written_twice(program, policy):
    assert attest(program, policy).code == 0
    refused = attest(program, policy)
    assert refused.code == 2
    assert "stated this on 2026-11-23 already" in refused.err


def test_what_is_due_is_grouped_by_role_with_the_command_that_records_it(program, policy):
    said = program("attest", "--due", "--policy", policy)
    assert (said.code, said.err) == (0, "")
    listed = said.out
    assert "\nHeadteacher: " in listed
    assert "Nobody has answered yet." in listed
    assert f'zoom-policy-lint attest G6 --policy {policy} --by "NAME" --role Headteacher --statement "WHAT' in listed
    attest(program, policy)
    assert " attest G6 " not in program("attest", "--due", "--policy", policy).out
    assert " attest G6 " in program("attest", "--due", "--policy", policy, "--within", "400").out
    soon = json.loads(program("attest", "--due", "--policy", policy, "--as-of", "2027-09-15", "-f", "json").out)
    [g6] = [one for one in soon["due"] if one["clause"] == "G6"]
    assert (g6["until"], g6["last_answer"]["by"]["name"], g6["by_role"]) == ("2027-09-30", "A. Head", "Headteacher")
    assert not [one for one in _due(program, policy, "2027-09-15", "3") if one["clause"] == "G6"]


def _due(program, policy, day, within):
    said = program("attest", "--due", "--policy", policy, "--as-of", day, "--within", within, "-f", "json")
    return json.loads(said.out)["due"]


def test_with_a_snapshot_single_findings_that_wait_are_listed_too(program, policy, demo_file):
    words = ("--due", "--policy", policy, "--snapshot", demo_file, "--as-of", "2026-11-23")
    due = json.loads(program("attest", *words, "-f", "json").out)["due"]
    [first, *_] = [one for one in due if one["findings"]]
    assert ["--finding", first["findings"][0]] == first["command"][3:5]
    assert first["command"].count("--finding") == len(first["findings"])
    clause, fingerprint = first["clause"], first["findings"][0]
    refused = attest(program, policy, "--finding", fingerprint, "--snapshot", demo_file)
    assert "does not wait for a person under G6" in refused.err
    role = first["by_role"] or "Headteacher"
    assert attest(program, policy, "--finding", fingerprint, clause=clause, role=role).code == 0
    assert load_policy(str(policy)).attestations[0].findings == (fingerprint,)


def test_a_statement_that_names_evidence_wrongly_is_told_with_its_place(program, policy):
    with Path(policy).open("a", encoding="utf-8") as file:
        file.write(
            "attestations:\n"
            "  - {clause: G6, statement: S, by: {name: A, role: Headteacher}, on: 2026-09-03, valid_until: 2027-09-02,\n"
            "     evidence: {file: a.txt, sha256: abc}}\n"
        )
    said = program("policy", "validate", policy)
    assert said.code == 2
    assert "64 hexadecimal digits" in said.err


def test_lists_with_nothing_in_them_are_empty_lists(program, policy):
    for written in ("waivers:\nattestations:\n", "waivers: null\nattestations: ~\n"):
        policy.write_text(POLICY.partition("waivers:")[0] + written, encoding="utf-8")
        assert program("policy", "validate", policy).code == 0
        assert attest(program, policy).code == 0
        assert len(load_policy(str(policy)).attestations) == 1


def test_a_file_that_is_not_there_any_more_is_said_where_the_clause_stands(program, policy, demo_file):
    letter = policy.parent / "letter.txt"
    letter.write_text("Dear parents")
    assert attest(program, policy, "--evidence", letter).code == 0
    letter.unlink()
    audit = "audit", "--snapshot", demo_file, "--policy", policy, "--as-of", "2026-11-24", "-f", "json"
    clause = next(one for one in json.loads(program(*audit).out)["clauses"] if one["id"] == "G6")
    assert "The file that is named as evidence could not be looked at." in clause["limits"]


def test_the_command_that_is_shown_records_the_answer(program, policy):
    shown = program("attest", "--due", "--policy", policy).out.splitlines()
    line = next(one.strip() for one in shown if one.strip().startswith("zoom-policy-lint attest G6 "))
    words = ["A. Head" if word == "NAME" else word for word in shlex.split(line)]
    filled = ["Letter of 3 September" if word.startswith("WHAT WAS DONE") else word for word in words]
    assert program(*filled[1:]).code == 0
    assert [one.clause for one in load_policy(str(policy)).attestations] == ["G6"]
