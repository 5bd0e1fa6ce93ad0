"""Loading a policy with its rules, every problem of all files at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.policy.build import policy_of
from zoom_policy_lint.policy.check import policy_problems
from zoom_policy_lint.policy.files import read_chain
from zoom_policy_lint.policy.merge import merge
from zoom_policy_lint.policy.origin import read_texts, source_of
from zoom_policy_lint.policy.policy import Policy
from zoom_policy_lint.policy.register_files import read_registers
from zoom_policy_lint.ruleset.load import read_rules
from zoom_policy_lint.ruleset.shipped import shipped


def load_policy(
    name: str, rule_folders: Iterable[Path] = (), texts: Mapping[Path, str] = MappingProxyType({})
) -> Policy:
    """The policy of that name or file, judged against the shipped rules, those of folders that it names, and further.

    `texts` stand in place of what some files (by resolved path) hold, to try a change before it is written.
    Raises ProblemsError with every problem of every file, rules included.
    """
    return _load(name, rule_folders, None, texts)


def validate_policy(name: str, rule_folders: Iterable[Path], day: date) -> Policy:
    """The same, where each line of a register that cannot be used on a day is a problem too."""
    return _load(name, rule_folders, day, {})


def _load(name: str, rule_folders: Iterable[Path], day: date | None, texts: Mapping[Path, str]) -> Policy:
    chain, problems = read_chain(name, texts)
    rules, more = read_rules([shipped("rules"), *chain.folders, *rule_folders])
    problems += more
    merged = merge(chain.policies)
    problems += policy_problems(chain, merged, rules)
    registers = read_registers(chain.documents, problems)
    originals = read_texts(chain.documents, problems)
    if day is not None:
        problems += [problem for register in registers.values() for problem in register.problems(day)]
    if problems:
        raise ProblemsError(problems)
    source = source_of(merged, originals)
    return policy_of(chain, merged, rules, registers, source)
