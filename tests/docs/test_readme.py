"""What the README shows and claims is so."""

import os
import re
import subprocess
import sys

from tests.docs.pages import ROOT, blocks
from zoom_policy_lint.policy import load_policy

README = ROOT / "README.md"


def test_the_commands_come_first_in_the_readme():
    first, second = (block.splitlines()[0] for block in blocks(README, "console"))
    assert first.endswith("audit --demo")
    assert second.endswith("pytest")
    assert README.read_text(encoding="utf-8").index("```console") < README.read_text(encoding="utf-8").index("```sh")


def test_the_output_shown_is_that_of_the_demo():
    environment = {key: value for key, value in os.environ.items() if key != "FORCE_COLOR"} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "zoom_policy_lint", "audit", "--demo"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)
    printed = iter(result.stdout.splitlines())
    for line in blocks(README, "console")[0].splitlines()[1:]:
        assert line == "…" or line in printed, f"the README shows “{line}”, which is not printed there"
    assert result.returncode == 1


def test_versions_are_locked_exactly_and_without_the_place_they_came_from():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    for line in lines:
        assert line.startswith("#") or re.fullmatch(r"[\w.-]+==[\w.]+", line), line


def test_every_direct_dependency_is_locked():
    wanted = re.findall(r'^  "([\w-]+)[><=]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    plain = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    assert [name for name in wanted if f"\n{name.lower().replace('_', '-')}==" not in plain] == []


def test_the_readme_says_what_is_not_looked_at():
    wanted = {kind.name for clause in load_policy("st_joseph").clauses for kind in clause.wants}
    judged = {kind.name for rule in load_policy("st_joseph").rules.values() for kind in rule.kinds}
    limits = README.read_text(encoding="utf-8").partition("## What it cannot do")[2]
    assert limits
    words = {"MEETINGS": "meetings", "RECORDINGS": "recordings", "PAST": "past meetings", "ATTESTATION": "attest"}
    for kind in wanted - judged:
        assert words[kind] in limits
