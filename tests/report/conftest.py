import pytest

from zoom_policy_lint.catalogue import Setting
from zoom_policy_lint.report import values

from .sample_findings import CHAT

_MEANINGS = ((1, "no chat"), (2, "host and co-hosts only"), (4, "everyone, publicly and privately"))


@pytest.fixture
def pinned_catalogue(monkeypatch):
    """Golden files must not change when the catalogue words a meaning better."""
    chat = Setting(CHAT, "integer", "", _MEANINGS, secret=False, deprecated=False, portal=None, levels={})
    monkeypatch.setattr(values, "setting", {CHAT: chat}.get)
