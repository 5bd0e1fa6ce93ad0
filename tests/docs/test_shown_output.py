"""What the how-to pages and the examples show of the program is what it prints.

A `console` block holds commands ("$ …") and what they print; a line that is only "…" stands for lines left out, and
"…" inside a line for the rest of it. A `yaml` block whose first line is "# NAME.yaml" is that file. The folder of the
examples stands where a checkout has it, and an `sh` block that is only "cd FOLDER" goes there.
"""

import re
import shlex
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, blocks, name, steps
from tests.support.each import each
from zoom_policy_lint.cli import main, source
from zoom_policy_lint.evaluate import Options
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.policy.files import shipped_names
from zoom_policy_lint.simulate.clock import DEMO_TIME

SHOWING = [page for page in sorted(DOCS.rglob("*.md")) if blocks(page, "console")]
_FILE = re.compile(r"# (\S+\.yaml)\n")
_GO_TO = re.compile(r"cd (\S+)\n")


@pytest.fixture(scope="session")
def pull_demo_once(tmp_path_factory):
    """Reads the demo school with the real client, once for all policies that pages show, and else as ever."""
    folder, pull_demo = tmp_path_factory.mktemp("pulled"), source.pull_demo
    everything = _joint_demand()
    known = folder / "everything.zpl"

    def pull_demo_once(wanted):
        asked = wanted.demand
        if wanted.pseudonyms or asked.levels != everything.levels or not asked.reads <= everything.reads:
            pull_demo(wanted)
            return
        if not known.exists():
            pull_demo(replace(wanted, out=known, demand=everything))
        shutil.copy(known, wanted.out)

    return pull_demo_once


def _joint_demand():
    """What all shipped policies and all examples need."""
    shown = [*shipped_names(), *map(str, sorted((DOCS / "examples").glob("*/*on-the-demo-account.yaml")))]
    options = Options(as_of=DEMO_TIME.date())
    return source.joint_demand([source.demand_of(load_policy(one), options) for one in shown])


@pytest.mark.parametrize("page", SHOWING, ids=name)
def test_commands_of_a_page_print_what_it_shows(page, pull_demo_once, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(source, "pull_demo", pull_demo_once)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DOCS / "examples", tmp_path / "docs" / "examples")
    for language, text in steps(page):
        if language == "yaml" and (found := _FILE.match(text)):
            _write(tmp_path / found[1], text)
        elif language == "sh" and (found := _GO_TO.fullmatch(text)):
            monkeypatch.chdir(found[1])
        elif language == "console":
            for command, shown in _commands(text):
                assert main.run(shlex.split(command)[1:]) in (0, 1), command
                assert re.fullmatch(_pattern(shown), capsys.readouterr().out.strip("\n")), command


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _commands(text: str) -> list[tuple[str, str]]:
    """Each command of a block, and what is shown below it."""
    found = re.split(r"^\$ (.+)\n?", text, flags=re.MULTILINE)[1:]
    return [(command, shown.strip("\n")) for command, shown in zip(found[::2], found[1::2], strict=True)]


def _pattern(shown: str) -> str:
    """Everything stands for itself but "…": alone in a line for any lines, inside one for any characters of it."""
    lines = [re.escape(line).replace("…", "[^\n]*") for line in shown.splitlines()]
    parts = [r"(?:[^\n]*(?:\n|$))*?" if line == "[^\n]*" else rf"{line}(?:\n|$)" for line in lines]
    return "".join(parts)


@each(
    ("shown", "printed", "same"),
    [
        ("one\ntwo", "one\ntwo", True),
        ("one\n…\nthree", "one\ntwo\nthree", True),
        ("…\nthree", "one\ntwo\nthree", True),
        ("o…e\ntwo", "one\ntwo", True),
        ("one\nthree", "one\ntwo\nthree", False),
        ("one", "one\ntwo", False),
        ("one…three", "one\ntwo\nthree", False),
        ("on*", "one", False),
    ],
)
def test_output_that_has_drifted_is_noticed(shown, printed, same):
    assert bool(re.fullmatch(_pattern(shown), printed)) is same
