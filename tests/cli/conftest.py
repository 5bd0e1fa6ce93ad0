import pytest

from zoom_policy_lint.cli.main import run


class Program:
    """Runs the command line in this process and remembers what it said."""

    def __init__(self, capsys):
        self._capsys = capsys

    def __call__(self, *arguments):
        self._capsys.readouterr()
        self.code = run([str(argument) for argument in arguments])
        self.out, self.err = self._capsys.readouterr()
        return self


@pytest.fixture
def program(capsys, monkeypatch):
    """The program in an environment without credentials or colours."""
    for name in ("ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_ACCESS_TOKEN", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return Program(capsys)
