"""Live audits over a real socket on localhost."""

import json

import pytest

from tests.cli.online import FAST, lacking, online, set_environment
from tests.simulate.test_serve import served
from zoom_policy_lint.simulate import compliant_school, demo_school

AUDIT = ("audit", "--policy", "st_joseph", *FAST)
NO_PEOPLE = ("--level", "account,group")
SECRET = "simulated_client_secret"


async def sign_in_page(scope, receive, send):
    """What a school's proxy says to everything."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"<html>Please sign in to the network</html>"})


def statuses(report):
    return {finding["status"] for finding in report["findings"]}


@pytest.mark.parametrize(("school", "code"), [(demo_school, 1), (compliant_school, 0)])
def test_a_live_audit_ends_with_the_exit_code_of_its_verdict(program, monkeypatch, school, code):
    with online(monkeypatch, school()):
        said = program(*AUDIT, *NO_PEOPLE)
    assert said.code == code
    assert said.err == ""
    assert ("FAIL" in said.out) == (code == 1)


@pytest.mark.parametrize(
    "part", [NO_PEOPLE, ("--select", "no-breakout-rooms,two-administrators,school-addresses-only")]
)
def test_a_live_audit_finds_what_the_demo_finds(program, monkeypatch, part):
    with online(monkeypatch, demo_school()):
        live = json.loads(program(*AUDIT, *part, "-f", "json").out)
    demo = json.loads(program("audit", "--demo", *part, "-f", "json").out)
    assert live["findings"] == demo["findings"]
    assert statuses(live) >= {"pass", "fail"}
    assert live["source"]["kind"] == "live"


def test_a_wrong_secret_is_named_and_nothing_is_judged(program, monkeypatch, tmp_path):
    with online(monkeypatch, demo_school()) as app:
        monkeypatch.setenv("ZOOM_CLIENT_SECRET", "Sesame-not-the-right-one")
        said = program(*AUDIT, "-f", f"json={tmp_path / 'report.json'}", "-f", "table")
    assert said.code == 2
    assert "ZOOM_CLIENT_SECRET" in said.err
    assert "Sesame" not in said.err
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []
    assert {request.path for request in app.requests} == {"/oauth/token"}


def test_a_token_that_lacks_a_scope_names_it_and_goes_on_with_the_rest(program, monkeypatch):
    scope = "group:read:settings:admin"
    with online(monkeypatch, lacking(compliant_school(), scope)):
        said = program(*AUDIT, *NO_PEOPLE, "-f", "json")
    report = json.loads(said.out)
    groups = {f["status"] for f in report["findings"] if f["setting"] and f["resource"]["level"] == "group"}
    waiting = {
        f["status"] for f in report["findings"] if f["rule"] == "waiting-room" and f["resource"]["level"] == "account"
    }
    assert said.code == report["summary"]["exit_code"] == 3
    assert scope in said.out
    assert groups == {"unknown"}
    assert waiting == {"pass"}


def test_a_page_in_zooms_place_gives_a_report_in_which_nothing_passes(program, monkeypatch):
    with served(sign_in_page) as address:
        set_environment(monkeypatch, compliant_school(), address)
        said = program(*AUDIT, "-f", "json")
    report = json.loads(said.out)
    assert said.code == 3
    assert statuses(report).isdisjoint({"pass", "fail"})
    assert "could not be read" in said.err
    assert "proxy" in said.err


def test_nobody_listening_is_exit_3_and_nothing_passes(program, monkeypatch):
    with served(sign_in_page) as address:
        pass
    set_environment(monkeypatch, compliant_school(), address)
    monkeypatch.setattr("zoom_policy_lint.zoom.retry.Retry.wait", lambda *_: None)
    said = program(*AUDIT, "-f", "json")
    assert said.code == 3
    assert statuses(json.loads(said.out)).isdisjoint({"pass", "fail"})


@pytest.mark.parametrize("command", [("audit", "--policy", "st_joseph"), ("doctor",)])
def test_secrets_are_never_shown(program, monkeypatch, command):
    with online(monkeypatch, demo_school()):
        part = NO_PEOPLE if command[0] == "audit" else ()
        said = program(*command, *FAST, *part)
    assert SECRET not in said.out + said.err
