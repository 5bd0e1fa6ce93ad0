"""The rules that commands about rules speak of: those of the policy, and those in folders that no clause names."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoom_policy_lint.policy import Policy
    from zoom_policy_lint.ruleset import Rule, RuleSet


def every_rule(policy_name: str | None, folders: Iterable[Path]) -> "RuleSet":
    """The rules that all policies share, those of folders that the policy names, and those of further folders."""
    from zoom_policy_lint.ruleset import load_rules
    from zoom_policy_lint.ruleset.shipped import shipped

    every = (shipped("rules"), *own_folders(policy_name, folders))
    return load_rules({folder.resolve(): folder for folder in every}.values())


def own_folders(policy_name: str | None, folders: Iterable[Path]) -> tuple[Path, ...]:
    """The folders of rules beside the shared ones: those that the policy names (without one, all shipped), and more."""
    from zoom_policy_lint.policy.files import read_chain
    from zoom_policy_lint.ruleset.shipped import shipped_rule_folders

    if policy_name is None:
        return (*shipped_rule_folders()[1:], *folders)
    chain, _ = read_chain(policy_name)
    return (*chain.folders, *folders)


def unnamed(policy: "Policy", policy_name: str | None, folders: Iterable[Path]) -> "Iterator[Rule]":
    """The rules of folders beside the shared ones that the policy does not use."""
    own = {folder.resolve() for folder in own_folders(policy_name, folders)}
    for rule in every_rule(policy_name, folders) if own else ():
        if rule.id not in {**policy.rules, **policy.advisory} and Path(rule.file).resolve().parent in own:
            yield rule


def no_such_rule(name: str, known: Iterable[str]) -> str:
    """What to say of an id that no rule has: one like it, or where rules of one's own are looked for."""
    from zoom_policy_lint.ruleset.structure import nearest

    hint = nearest(name, sorted(known))
    if hint.startswith("did you mean"):
        return f"There is no rule “{name}”; {hint}"
    return (
        f"There is no rule “{name}” among the shipped ones and those of folders that the policy names. A folder of "
        "your own is named by --rules, or under “rule_folders” in the policy; “rules list” shows all."
    )


def shown_file(rule: "Rule") -> str:
    """Where a rule stands: one that came with the program as `rules/ID.yaml`, wherever the program is."""
    from zoom_policy_lint.ruleset.shipped import is_shipped_rule, shipped

    path = Path(rule.file)
    return f"rules/{path.relative_to(shipped('rules'))} of the program" if is_shipped_rule(path) else rule.file


def shipped_policies(name: str) -> list["Policy"]:
    """The shipped policies beside the one that was named: what they use is used."""
    from zoom_policy_lint.policy import load_policy
    from zoom_policy_lint.policy.files import shipped_names

    return [load_policy(other) for other in shipped_names() if other != name]


def homes(rules: Iterable["Rule"], policies: list["Policy"]) -> dict[str, "Policy"]:
    """The shipped policy with which each shipped rule came, since its examples stand on the parameters of that."""
    from zoom_policy_lint.ruleset.shipped import is_shipped_rule

    came_along = [rule for rule in rules if is_shipped_rule(Path(rule.file))]
    users = ((rule.id, policy) for policy in reversed(policies) for rule in came_along if _uses(policy, rule))
    return dict(users)


def _uses(policy: "Policy", rule: "Rule") -> bool:
    return rule.id in policy.rules or rule.id in policy.advisory
