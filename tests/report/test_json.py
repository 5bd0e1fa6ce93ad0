import json
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.model import words
from zoom_policy_lint.model.memory import Memory
from zoom_policy_lint.model.registers import Due, Registers, StatementEntry, Validity, WaiverEntry
from zoom_policy_lint.model.words import Level, Status, Verdict
from zoom_policy_lint.report import Style, load
from zoom_policy_lint.report.schema import report_schema

from .sample_findings import ACCOUNT, HOSTILE, finding, findings
from .samples import empty_run, make_run, summary

TOP = ["schema_version", "tool", "policy", "source", "as_of", "summary", "clauses", "findings", "unread"]
ADDED = ["waivers", "attestations", "attestations_due", "notes", "not_looked_at"]
SUMMARY = ["verdict", "exit_code", "findings", "advisory", "failed_by_severity", "right_but_unlocked"]
CLAUSE = ["id", "text", "verdict", "kinds", "rules", "reasons", "exceptions", "limits"]
FINDING = [
    "fingerprint", "rule", "check", "clauses", "advisory", "severity", "status", "evidence", "reason", "resource",
    "setting", "expected", "actual", "locked", "decided_by", "waiver", "baselined", "message", "remediation",
]  # fmt: skip
STATUSES = ["pass", "fail", "unknown", "manual", "waived", "not_applicable"]


def render(run):
    pieces = []
    load("json").render(run, pieces.append, Style())
    return "".join(pieces)


def report(run):
    return json.loads(render(run))


def with_findings(*found):
    return make_run(findings=lambda: iter(found))


def test_the_keys_are_those_of_the_contract_in_its_order():
    written = report(make_run())
    assert list(written) == TOP + ADDED
    assert list(written["summary"]) == SUMMARY
    assert list(written["summary"]["findings"]) == STATUSES
    assert list(written["summary"]["advisory"]) == STATUSES
    assert list(written["summary"]["failed_by_severity"]) == ["critical", "high", "medium", "low"]
    assert {tuple(clause) for clause in written["clauses"]} == {tuple(CLAUSE)}
    assert {tuple(each) for each in written["findings"]} == {tuple(FINDING)}
    assert {tuple(each) for each in written["unread"]} == {("resource", "endpoint", "reason", "rules")}


def test_every_finding_is_there_in_order_passes_included():
    written = report(make_run())["findings"]
    assert [each["fingerprint"] for each in written] == [each.fingerprint for each in findings()]
    assert {each["status"] for each in written} == set(Status)


@pytest.mark.parametrize("verdict", Verdict)
def test_verdict_and_exit_code_are_those_of_the_run(verdict):
    written = report(make_run(verdict))["summary"]
    assert (written["verdict"], written["exit_code"]) == (verdict.value, verdict.exit_code)


def test_counts_that_are_nought_are_there():
    written = report(make_run(summary=replace(summary((), Verdict.PASS), findings={}, advisory={})))["summary"]
    assert written["findings"] == dict.fromkeys(STATUSES, 0)


def test_clauses_keep_the_order_of_the_policy():
    assert [clause["id"] for clause in report(make_run())["clauses"]] == ["G2", "G2a", "G6", "C1", "C6b", "C7", "C10"]


def test_a_waiver_says_who_why_until_when_and_what_was_there_before():
    waived = next(each for each in report(make_run())["findings"] if each["status"] == "waived")
    assert waived["waiver"] == {
        "reason": "1:2 SEN support", "approver": "A. Head", "expires": "2026-12-31", "original": "fail",
    }  # fmt: skip


@pytest.mark.parametrize("run", [make_run(), *(empty_run(verdict) for verdict in Verdict)])
def test_the_report_keeps_to_its_published_schema(run):
    jsonschema.Draft202012Validator(report_schema()).validate(report(run))


@each("key", [*TOP, *SUMMARY])
def test_the_schema_misses_every_key_that_is_not_there(key):
    written = report(make_run())
    (written if key in TOP else written["summary"]).pop(key)
    assert list(jsonschema.Draft202012Validator(report_schema()).iter_errors(written))


@each("key", FINDING)
def test_the_schema_misses_every_key_of_a_finding(key):
    written = report(make_run())
    del written["findings"][0][key]
    assert list(jsonschema.Draft202012Validator(report_schema()).iter_errors(written))


def test_the_schema_lets_keys_be_added():
    written = report(make_run()) | {"later": 1}
    written["findings"][0]["later"] = 1
    jsonschema.Draft202012Validator(report_schema()).validate(written)


def test_keys_of_values_are_sorted_so_that_their_order_in_the_answer_never_shows():
    one = finding("waiting-room", ACCOUNT, Status.FAIL, actual={"b": 1, "a": {"d": 1, "c": 2}})
    two = replace(one, actual=MappingProxyType({"a": {"c": 2, "d": 1}, "b": 1}))
    assert render(with_findings(one)) == render(with_findings(two))


@each("name", HOSTILE)
def test_hostile_names_stay_valid_and_do_not_steer_a_terminal(name):
    text = render(with_findings(finding("waiting-room", replace(ACCOUNT, name=name), Status.FAIL)))
    assert json.loads(text)["findings"][0]["resource"]["name"] == name.replace("\ud800", "\ufffd")
    assert not set("\x1b\u202e\ud800") & set(text)
    text.encode("utf-8")


@given(st.text(st.characters(codec="utf-8")), st.integers() | st.booleans() | st.none())
def test_whatever_stands_in_a_finding_comes_back_unchanged(name, seen):
    found = finding("waiting-room", replace(ACCOUNT, name=name), Status.FAIL, actual={name: seen})
    [written] = report(with_findings(found))["findings"]
    assert (written["resource"]["name"], written["actual"]) == (name, {name: seen})


def test_findings_are_written_as_they_come_and_passed_over_once():
    passes, written = [], []

    def stream():
        passes.append(1)
        for number in range(100):
            assert sum('"fingerprint"' in piece for piece in written) == number
            yield finding("waiting-room", replace(ACCOUNT, id=str(number)), Status.PASS)

    load("json").render(make_run(findings=stream), written.append, Style())
    assert passes == [1]
    assert len(json.loads("".join(written))["findings"]) == 100


def test_letters_of_other_languages_stay_readable():
    assert "José Ångström 山田" in render(
        with_findings(finding("r", replace(ACCOUNT, name="José Ångström 山田"), Status.PASS))
    )


def test_the_schema_knows_every_word_of_the_program():
    schema = report_schema()
    fields = schema["$defs"]["finding"]["properties"]
    assert set(fields["status"]["enum"]) == set(words.Status)
    assert set(fields["check"]["enum"]) == set(words.Check)
    assert set(fields["severity"]["enum"]) == set(words.Severity)
    assert set(fields["evidence"]["enum"]) == set(words.Evidence)
    assert set(fields["reason"]["enum"]) == {*words.Reason, None}
    assert set(fields["decided_by"]["enum"]) == {*words.DecidedBy, None}
    assert set(schema["$defs"]["resource"]["properties"]["level"]["enum"]) == set(words.Level)
    assert set(schema["$defs"]["clause"]["properties"]["verdict"]["enum"]) == set(words.ClauseVerdict)
    assert set(schema["$defs"]["clause"]["properties"]["kinds"]["properties"]) == set(words.Kind)
    assert set(schema["$defs"]["kind_state"]["enum"]) == set(words.KindState)
    assert set(schema["$defs"]["counts"]["properties"]) == set(words.Status)


def _objects(schema):
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from _objects(part)


def test_the_schema_describes_every_field():
    jsonschema.Draft202012Validator.check_schema(report_schema())
    for part in _objects(report_schema()):
        assert all(field.get("description") or "$ref" in field for field in part["properties"].values()), part


def test_the_registers_are_told_in_full_and_fit_the_schema():
    waiver = WaiverEntry(
        rule="no-breakout-rooms",
        title="No breakout rooms",
        level=Level.USER,
        resource="senco@school.org",
        check=None,
        status=Status.FAIL,
        reason="1:2 support",
        approver="A. Head",
        start=None,
        expires=date(2026, 12, 31),
        validity=Validity.ENDS_SOON,
        covered=2,
        failing=1,
        remarks=("Ends soon.",),
    )
    day = date(2026, 9, 3)
    said = StatementEntry("S5", "Agreed?", "Yes", "A. Head", "Headteacher", day, day, Validity.HOLDS)
    due = Due("G6", "Were parents told?", "Headteacher", "Nobody has answered yet.")
    written = report(replace(make_run(), registers=Registers((waiver,), (said,), (due,))))
    jsonschema.Draft202012Validator(report_schema()).validate(written)
    (first,) = written["waivers"]
    assert first["resource"] == {"level": "user", "named": "senco@school.org"}
    assert (first["from"], first["expires"], first["validity"]) == (None, "2026-12-31", "ends_soon")
    assert (first["covers"], first["covers_failing"]) == (2, 1)
    assert written["attestations"][0]["by"] == {"name": "A. Head", "role": "Headteacher"}
    assert written["attestations_due"][0]["counts_until"] is None


def test_the_history_never_shows_in_it():
    assert render(make_run()) == render(replace(make_run(), memory=Memory("abc")))
