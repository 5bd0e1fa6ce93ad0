"""One Chromium for all pages of a module; where there is none, the tests are skipped, or fail when it must be there."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items):
    """Skip the folder where it cannot run; with ZPL_BROWSER=required (as .ci/run sets it) it fails instead."""
    if CHROMIUM or os.environ.get("ZPL_BROWSER") == "required":
        return
    here = os.path.dirname(__file__)  # noqa: PTH120
    skipped = pytest.mark.skip(reason="no Chromium is installed; on Debian: apt-get install chromium")
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(skipped)
