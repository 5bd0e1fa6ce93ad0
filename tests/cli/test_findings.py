import json

import pytest

from zoom_policy_lint.cli.main import run

DAY = ("--as-of", "2026-11-23", "--policy", "st_joseph")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    """The demo school's account and groups, pulled once."""
    file = tmp_path_factory.mktemp("findings") / "school.zpl"
    assert run(["pull", "--demo", "-q", "--level", "account,group", "-o", str(file)]) == 0
    return ("--snapshot", file)


@pytest.fixture(scope="module")
def report(snapshot, tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "report.json"
    audit = ("audit", *snapshot, *DAY, "--level", "account,group", "-f", f"json={file}")
    assert run([str(one) for one in audit]) == 1
    return json.loads(file.read_text(encoding="utf-8"))


def first(report, status):
    return next(one for one in report["findings"] if one["status"] == status and one["setting"])


@pytest.mark.parametrize("status", ["pass", "fail"])
def test_a_finding_of_a_snapshot_is_shown_whole_by_its_fingerprint(program, snapshot, report, status):
    finding = first(report, status)
    said = program("findings", "show", finding["fingerprint"], *snapshot, *DAY)
    assert said.code == 0
    assert said.err == ""
    for words in (finding["rule"], finding["setting"], finding["fingerprint"]):
        assert words in said.out


def test_what_a_clause_pulls_against_is_shown_with_each_finding_under_it(program, snapshot):
    cis = (*snapshot, "--as-of", "2026-11-23", "--policy", "cis-zoom-1.0")
    report = json.loads(program("audit", *cis, "--level", "account,group", "-f", "json").out)
    said = {one["id"]: one["conflict"]["says"] for one in report["clauses"] if one.get("conflict")}
    found = next(one for one in report["findings"] if one["status"] == "pass" and set(one["clauses"]) & set(said))
    shown = " ".join(program("findings", "show", found["fingerprint"], *cis).out.split())
    assert f"conflict {said[found['clauses'][0]][:40]}" in shown


def test_the_start_of_a_fingerprint_is_enough(program, snapshot, report):
    fingerprint = first(report, "fail")["fingerprint"]
    short = program("findings", "show", fingerprint[:-2], *snapshot, *DAY)
    assert short.code == 0
    assert short.out == program("findings", "show", fingerprint, *snapshot, *DAY).out


def test_a_start_that_fits_several_shows_none_of_them(program, snapshot, report):
    letter = report["findings"][0]["fingerprint"][0]
    assert sum(one["fingerprint"].startswith(letter) for one in report["findings"]) > 1
    said = program("findings", "show", letter, *snapshot, *DAY)
    assert said.code == 2
    assert "write more of the fingerprint" in said.err
    assert said.out == ""


def test_a_fingerprint_that_is_not_there_is_said(program, snapshot):
    said = program("findings", "show", "zzzz", *snapshot, *DAY)
    assert said.code == 2
    assert "There is no finding “zzzz” here" in said.err
    assert said.out == ""


def test_without_a_place_to_look_it_is_asked_for(program):
    said = program("findings", "show", "0123")
    assert said.code == 2
    assert "--demo" in said.err
