import json
import stat

import jsonschema
import pytest

from zoom_policy_lint.report.schema import report_schema


def test_the_demo_is_audited_without_any_setting_up(program):
    said = program("audit", "--demo")
    assert said.code == 1
    assert "St" not in said.err
    assert "FAIL" in said.out


def test_the_json_report_fits_its_schema(program, demo):
    said = program("audit", *demo, "-f", "json")
    report = json.loads(said.out)
    jsonschema.Draft202012Validator(report_schema()).validate(report)
    assert report["source"]["kind"] == "snapshot"
    assert report["summary"]["exit_code"] == said.code == 1


def test_two_audits_of_one_snapshot_are_byte_identical(program, demo, tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        program(
            "audit", *demo, "-f", f"json={tmp_path / name / 'a.json'}", "-f", f"markdown={tmp_path / name / 'a.md'}"
        )
    for file in ("a.json", "a.md"):
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()


def test_the_demo_and_its_snapshot_give_the_same_findings(program, tmp_path):
    snapshot = tmp_path / "school.zpl.gz"
    program("pull", "--demo", "-o", snapshot, "--policy", "st_joseph")
    judged = program("audit", "--snapshot", snapshot, "--policy", "st_joseph", "--as-of", "2026-11-23", "-f", "json")
    assert json.loads(judged.out)["findings"] == json.loads(program("audit", "--demo", "-f", "json").out)["findings"]


def test_several_formats_go_to_files_and_one_to_stdout(program, demo, tmp_path):
    said = program(
        "audit", *demo, "-f", f"json={tmp_path / 'a.json'}", "-f", f"markdown={tmp_path / 'a.md'}", "-f", "table"
    )
    assert "FAIL" in said.out
    assert json.loads((tmp_path / "a.json").read_text())["schema_version"] == "1.0"
    assert (tmp_path / "a.md").read_text().startswith("#")
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("audit",), "No policy is named"),
        (("audit", "--policy", "st_joseph"), "ZOOM_ACCOUNT_ID"),
        (("audit", "--demo", "-f", "tabel"), "table"),
        (("audit", "--demo", "-f", "json", "-f", "table"), "At most one format"),
        (("audit", "--demo", "-f", "json="), "names no file"),
        (("audit", "--demo", "-o", "no/such/folder/a.txt"), "does not exist"),
        (("audit", "--demo", "--snapshot", "x"), "Choose one of"),
        (("audit", "--demo", "--select", "waitin-room"), "waiting-room"),
        (("audit", "--demo", "--select", "waiting-room", "--ignore", "waiting-room"), "No rule of the policy is left"),
        (("audit", "--demo", "--level", "group", "--select", "no-social-sign-in"), "No rule of the policy is left"),
        (("audit", "--demo", "--level", "users"), "unknown level"),
        (("audit", "--demo", "--as-of", "23.11.2026"), "is not a date"),
        (("audit", "--demo", "--max-age", "a week"), "number of days"),
        (("audit", "--demo", "--fail-on", "severe"), "severe"),
        (("audit", "--demo", "--baseline", "none.json"), "cannot be read"),
        (("audit", "--demo", "--policy", "st_josef"), "st_joseph"),
        (("audit", "--snapshot", "none.zpl", "--policy", "st_joseph"), "none.zpl"),
        (("frobnicate",), "No such command"),
        (("findings", "show", "0123"), "--snapshot"),
    ],
)
def test_wrong_usage_says_what_and_judges_nothing(program, arguments, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = program(*arguments)
    assert said.code == 2
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_policy_with_problems_names_every_place(program, tmp_path):
    policy = tmp_path / "ours.yaml"
    policy.write_text(
        "language: 1\nextends: st_joseph\nid: ours\ntitle: Ours\nversion: '1'\n"
        "parameters: {shool_domains: [x.example]}\nclauses:\n  - {id: X1, text: New, rules: [waiting-rom]}\n"
    )
    said = program("audit", "--demo", "--policy", policy)
    assert said.code == 2
    assert f"{policy}:6:14" in said.err
    assert "school_domains" in said.err


def test_what_is_left_out_on_purpose_leaves_its_clause_open_but_may_pass(program):
    said = program("audit", "--demo", "--select", "no-camera-control", "-f", "json")
    report = json.loads(said.out)
    clause = next(one for one in report["clauses"] if one["id"] == "C8")
    assert clause["kinds"]["S"] == "open"
    assert clause["verdict"] == "partly_evidenced"
    assert said.code == 0


def test_a_baseline_of_all_that_fails_makes_the_next_audit_pass(program, demo, demo_report):
    said = program("audit", *demo, "--baseline", demo_report, "-f", "json")
    report = json.loads(said.out)
    assert said.code == 0
    assert report["summary"]["verdict"] == "pass"
    assert any(clause["verdict"] == "not_met" for clause in report["clauses"])


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '{"source": {"account_id": "x"}, "findings": {}}',
        '{"source": {"account_id": "x"}, "findings": [{"fingerprint": [1], "status": "fail"}]}',
        '{"source": {"account_id": "x"}, "findings": [{"fingerprint": "a", "status": "zzz"}]}',
        "[" * 100_000,
    ],
)
def test_a_baseline_that_is_no_report_is_refused(program, demo, tmp_path, text):
    (tmp_path / "known.json").write_text(text)
    said = program("audit", *demo, "--baseline", tmp_path / "known.json")
    assert said.code == 2
    assert "is not a JSON report" in said.err


def test_a_baseline_of_another_account_is_refused(program, demo, tmp_path):
    (tmp_path / "known.json").write_text('{"source": {"account_id": "another"}, "findings": []}')
    said = program("audit", *demo, "--baseline", tmp_path / "known.json")
    assert said.code == 2
    assert "of another account" in said.err
    assert said.out == ""


def test_a_policy_that_switches_off_all_that_is_selected_judges_nothing(program, tmp_path):
    policy = tmp_path / "ours.yaml"
    policy.write_text(
        "language: 1\nextends: st_joseph\nid: ours\ntitle: Ours\nversion: '1'\noff: {waiting-room: A reason}\n"
    )
    said = program("audit", "--demo", "--policy", policy, "--select", "waiting-room")
    assert said.code == 2
    assert "No rule of the policy is left" in said.err


def test_an_old_snapshot_gives_no_clean_verdict(program, demo_file, demo_report):
    audit = ("audit", "--snapshot", demo_file, "--policy", "st_joseph", "--baseline", demo_report)
    assert program(*audit, "--as-of", "2026-11-23").code == 0
    late = program(*audit, "--as-of", "2026-12-23")
    assert late.code == 3
    assert "30 days old" in late.out
    assert program(*audit, "--as-of", "2026-12-23", "--max-age", "40d").code == 0


def test_a_finding_is_shown_whole(program, demo, demo_report):
    report = json.loads(demo_report.read_text(encoding="utf-8"))
    failing = next(one for one in report["findings"] if one["status"] == "fail" and one["remediation"]["requests"])
    said = program("findings", "show", failing["fingerprint"], *demo)
    assert said.code == 0
    assert failing["remediation"]["requests"][0]["path"] in said.out
    assert program("findings", "show", "zzzz", *demo).code == 2
