import pytest

from zoom_policy_lint.simulate import compliant_school, demo_school, untouched_account


@pytest.fixture
def served(monkeypatch):
    """What was handed to the server, instead of serving it."""
    calls = []
    monkeypatch.setattr("zoom_policy_lint.simulate.serve.serve", lambda *call: calls.append(call))
    return calls


def test_the_exports_that_lead_to_the_account_are_printed(program, served):
    said = program("simulate", "--port", "8912")
    account = demo_school()
    assert said.code == 0
    for export in (
        "ZOOM_API_URL=http://127.0.0.1:8912/v2",
        "ZOOM_OAUTH_URL=http://127.0.0.1:8912/oauth/token",
        f"ZOOM_ACCOUNT_ID={account.id}",
        f"ZOOM_CLIENT_ID={account.app.client_id}",
        f"ZOOM_CLIENT_SECRET={account.app.client_secret}",
    ):
        assert export in said.err.split()
    assert served == [(account, "127.0.0.1", 8912)]


@pytest.mark.parametrize(
    ("name", "school"), [("demo", demo_school), ("compliant", compliant_school), ("untouched", untouched_account)]
)
def test_every_school_can_be_served_and_only_on_this_computer(program, served, name, school):
    assert program("simulate", "--school", name).code == 0
    assert served == [(school(), "127.0.0.1", 8765)]


@pytest.mark.parametrize(
    "arguments", [("--port", "0"), ("--port", "65536"), ("--port", "-1"), ("--port", "high"), ("--school", "hogwarts")]
)
def test_what_cannot_be_served_is_said_and_nothing_is_served(program, served, arguments):
    said = program("simulate", *arguments)
    assert said.code == 2
    assert arguments[0] in said.err
    assert served == []


def test_without_uvicorn_it_is_said_how_to_get_it(program, monkeypatch):
    def serve(*_):
        raise ModuleNotFoundError("uvicorn")

    monkeypatch.setattr("zoom_policy_lint.simulate.serve.serve", serve)
    said = program("simulate")
    assert said.code == 2
    assert "zoom-policy-lint[serve]" in said.err
    assert "Traceback" not in said.err
