"""Whole outputs, compared with the files in `golden/`.

After a change that is meant, write them anew, read the difference, and commit it with the change:

    ZPL_WRITE_GOLDEN=1 python -m pytest tests/report/test_golden.py
"""

import os
from pathlib import Path

import pytest

from zoom_policy_lint.model.words import Status, Verdict
from zoom_policy_lint.report import Style, load
from zoom_policy_lint.report.detail import render_finding

from .sample_findings import findings
from .sample_pack import pack_run
from .samples import empty_run, make_run

GOLDEN = Path(__file__).with_name("golden")


def _report(name, style=Style(), run=None):  # noqa: B008
    pieces = []
    load(name).render(run or make_run(), pieces.append, style)
    return "".join(pieces)


def _detail(status):
    finding = next(each for each in findings() if each.status is status and each.setting)
    pieces = []
    render_finding(finding, make_run(), pieces.append, Style(width=80))
    return "".join(pieces)


OUTPUTS = {
    "report.json": lambda: _report("json"),
    "report.md": lambda: _report("markdown"),
    "table-80.txt": lambda: _report("table", Style(width=80)),
    "table-80-colour.txt": lambda: _report("table", Style(colour=True, width=80)),
    "table-120.txt": lambda: _report("table", Style(width=120)),
    "empty.json": lambda: _report("json", run=empty_run(Verdict.PASS)),
    "empty.md": lambda: _report("markdown", run=empty_run(Verdict.PASS)),
    "empty.txt": lambda: _report("table", run=empty_run(Verdict.INCOMPLETE)),
    "pack.json": lambda: _report("json", run=pack_run()),
    "pack.md": lambda: _report("markdown", run=pack_run()),
    "pack-80.txt": lambda: _report("table", Style(width=80), run=pack_run()),
    "finding-fail.txt": lambda: _detail(Status.FAIL),
    "finding-unknown.txt": lambda: _detail(Status.UNKNOWN),
    "finding-waived.txt": lambda: _detail(Status.WAIVED),
}


@pytest.mark.usefixtures("pinned_catalogue")
@pytest.mark.parametrize("name", OUTPUTS)
def test_the_output_is_the_golden_one_byte_for_byte(name):
    written = OUTPUTS[name]().encode("utf-8")
    if os.environ.get("ZPL_WRITE_GOLDEN"):
        (GOLDEN / name).write_bytes(written)
    assert written == (GOLDEN / name).read_bytes(), "see the top of this file for how to write golden files anew"


@pytest.mark.parametrize("name", ["json", "markdown", "table"])
def test_the_same_run_gives_the_same_bytes(name):
    assert _report(name) == _report(name)
