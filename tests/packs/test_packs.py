"""Every policy that comes with the program, and those of the example organisations: sound, and as ever on the demo.

A policy is found by its file: a shipped one, or one of an example, with the same policy under the demo's names beside
it. What each says of the demo school stands in a golden file, clause by clause. After a change that is meant:

    ZPL_WRITE_GOLDEN=1 python -m pytest tests/packs/test_packs.py
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from zoom_policy_lint.cli.source import PullRequest, demand_of, joint_demand, pull_demo
from zoom_policy_lint.evaluate import Options, evaluate
from zoom_policy_lint.evaluate.examples import try_examples
from zoom_policy_lint.lint import library_of, lint
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Kind
from zoom_policy_lint.policy import Policy, load_policy
from zoom_policy_lint.ruleset import Rule
from zoom_policy_lint.ruleset.source import read_document
from zoom_policy_lint.simulate.clock import DEMO_TIME
from zoom_policy_lint.snapshot import Snapshot, open_snapshot

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("golden")
OPTIONS = Options(as_of=DEMO_TIME.date(), source="demo")


@dataclass(frozen=True)
class Pack:
    file: Path

    @cached_property
    def policy(self) -> Policy:
        return load_policy(str(self.file))

    @property
    def own_rules(self) -> list[Rule]:
        """The rules that stand in folders of the pack's own."""
        return [rule for rule in self.policy.rules.values() if Path(rule.file).resolve().parent != ROOT / "rules"]

    def __str__(self) -> str:
        folder = f"{self.file.parent.name}-" if self.file.parent.name != "policies" else ""
        return f"{folder}{self.file.stem}"


def _packs() -> Iterator[Pack]:
    """Files with an id are policies; others hold texts or statements for them."""
    for file in sorted([*ROOT.glob("policies/*.yaml"), *ROOT.glob("docs/examples/*/*.yaml")]):
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if isinstance(data, dict) and "id" in data:
            yield Pack(file)


PACKS = tuple(_packs())
each_pack = pytest.mark.parametrize("pack", PACKS, ids=str)
with_rules_of_its_own = pytest.mark.parametrize("pack", [one for one in PACKS if one.file.stem == "policy"], ids=str)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The demo school, read once with what all of them need."""
    out = tmp_path_factory.mktemp("packs") / "demo.zpl"
    pull_demo(PullRequest(out=out, demand=joint_demand(demand_of(one.policy, OPTIONS) for one in PACKS), quiet=True))
    return open_snapshot(out)


@each_pack
def test_what_it_says_of_the_demo_school_is_as_ever(pack: Pack, demo: Snapshot) -> None:
    golden, written = GOLDEN / f"{pack}.txt", told(evaluate(demo, pack.policy, OPTIONS))
    if os.environ.get("ZPL_WRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(written, encoding="utf-8", newline="\n")
    assert written == golden.read_text(encoding="utf-8"), "see the top of this file for how to write golden files anew"


def test_every_golden_file_is_of_a_pack() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == sorted(map(str, PACKS))


def told(run: Run) -> str:
    """A run in a page: the counts, then every clause with its verdict and the state of each kind of evidence."""
    width = max(len(one.id) for one in run.clauses)
    return "\n".join(
        [
            f"{run.policy.id} {run.policy.version} on the demo school, {run.as_of}",
            f"exit code {run.exit_code}, {run.summary.verdict}",
            f"clauses: {_numbers(Counter(one.verdict for one in run.clauses))}",
            f"findings: {_numbers(run.summary.findings)}",
            f"failed: {_numbers(run.summary.failed_by_severity)}",
            f"advisory: {_numbers(run.summary.advisory)}",
            f"right but unlocked: {run.summary.right_but_unlocked}",
            "",
            *(f"{one.id:{width}}  {one.verdict:16}  {_kinds(one.kinds)}".rstrip() for one in run.clauses),
            "",
        ]
    )


def _numbers(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()) if count) or "none"


def _kinds(kinds: Mapping[Kind, str]) -> str:
    return "  ".join(f"{kind} {state}" for kind, state in kinds.items())


@each_pack
def test_every_clause_is_answered_and_what_nothing_can_answer_is_explained(pack: Pack) -> None:
    policy = pack.policy
    for clause in policy.clauses:
        given = {kind for name in clause.rules for kind in policy.rules[name].kinds}
        asked = {Kind.ATTESTATION} if clause.id in policy.attest else set()
        assert clause.rules or asked or clause.parts, clause.id
        assert clause.limits or not set(clause.wants) - given - asked, clause.id


@each_pack
def test_its_rules_were_chosen_for_these_words_and_the_words_stand_in_the_document(pack: Pack) -> None:
    assert pack.policy.reworded == ()
    source = pack.policy.source
    assert source is None or (source.absent, source.elsewhere) == ((), ())


@each_pack
def test_it_has_nothing_that_does_nothing(pack: Pack) -> None:
    assert (pack.policy.unused, pack.policy.idle, pack.policy.overruled) == ((), (), ())


@with_rules_of_its_own
def test_it_knows_for_which_words_every_rule_was_chosen(pack: Pack) -> None:
    assert [clause.id for clause in pack.policy.clauses if not clause.words] == []
    assert pack.policy.source is not None
    assert pack.policy.source.file


@with_rules_of_its_own
def test_its_own_rules_prove_themselves_and_can_be_read(pack: Pack) -> None:
    rules, policy = pack.own_rules, pack.policy
    assert rules
    wrong = [outcome for rule in rules for outcome in try_examples(rule, policy) if not outcome.right]
    assert wrong == []
    library = library_of(policy, policy.rules.values())
    assert lint(((rule, read_document(Path(rule.file))) for rule in rules), library).findings == ()
