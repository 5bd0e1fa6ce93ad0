import shutil
from dataclasses import replace

import pytest

from zoom_policy_lint.cli import source
from zoom_policy_lint.cli.main import run
from zoom_policy_lint.simulate.clock import DEMO_TIME


class Program:
    """Runs the command line in this process and remembers what it said."""

    def __init__(self, capsys):
        self._capsys = capsys

    def __call__(self, *arguments):
        self._capsys.readouterr()
        self.code = run([str(argument) for argument in arguments])
        self.out, self.err = self._capsys.readouterr()
        return self


_pulled = {}


@pytest.fixture(autouse=True)
def the_same_pull_only_once(tmp_path_factory, monkeypatch):
    """The demo school is read with the real client once for each demand; it is the same to the byte every time."""
    pull_demo = source.pull_demo

    def pulled_once(wanted):
        if wanted.pseudonyms:
            pull_demo(wanted)
            return
        if wanted.demand not in _pulled:
            out = tmp_path_factory.mktemp("pulled") / wanted.out.name
            pull_demo(replace(wanted, out=out))
            _pulled[wanted.demand] = out
        known = _pulled[wanted.demand]
        if known.suffix != wanted.out.suffix:
            pull_demo(wanted)
        else:
            shutil.copy(known, wanted.out)

    monkeypatch.setattr(source, "pull_demo", pulled_once)


@pytest.fixture
def program(capsys, monkeypatch):
    """The program in an environment without credentials or colours."""
    for name in ("ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_ACCESS_TOKEN", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return Program(capsys)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    """A snapshot of the demo school, pulled once for all tests that only need something to judge."""
    out = tmp_path_factory.mktemp("demo") / "demo.zpl"
    assert run(["pull", "--demo", "-q", "--policy", "st_joseph", "-o", str(out)]) == 0
    return out


@pytest.fixture(scope="session")
def demo(demo_file):
    """The options that judge that snapshot on the day of the demo."""
    return "--snapshot", demo_file, "--policy", "st_joseph", "--as-of", DEMO_TIME.date().isoformat()


@pytest.fixture(scope="session")
def demo_report(demo, tmp_path_factory):
    """The JSON report of that snapshot, made once for all tests that only need something to look up or to compare."""
    out = tmp_path_factory.mktemp("report") / "demo.json"
    assert run(["audit", *map(str, demo), "-f", f"json={out}"]) == 1
    return out
