"""The shipped policies, where the pages of their clauses are, and which of them each rule is at home in."""

from dataclasses import dataclass
from functools import cached_property

from docs_pages.markdown import anchor
from zoom_policy_lint.policy import Clause, Policy, load_policy
from zoom_policy_lint.ruleset import Rule
from zoom_policy_lint.ruleset.shipped import default_policy, shipped

CLAUSES = "Clauses"
"""Heading of the clauses of a policy without sections."""


@dataclass(frozen=True)
class Home:
    """A shipped policy. `page` is where its clauses are told, below docs/reference/."""

    policy: Policy
    page: str
    by_clause: bool
    """Whether each clause has a heading of its own there; else it stands in a table of its section."""

    @property
    def id(self) -> str:
        """The policy's id."""
        return self.policy.identity.id

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that it judges by or that it recommends."""
        return (*self.policy.rules.values(), *self.policy.advisory.values())

    def link(self, clause: str, folder: str) -> str:
        """A clause, as a link from a page in a folder below docs/reference/."""
        return f"[{clause}]({self.place(folder)}#{self._anchor(clause)})"

    def place(self, folder: str) -> str:
        """The page, as seen from a page in a folder below docs/reference/."""
        at, _, name = self.page.partition("/")
        return name if at == folder else f"../{self.page}"

    def _anchor(self, clause: str) -> str:
        if self.by_clause:
            return anchor(clause)
        section = next(one.section for one in self.policy.clauses if one.id == clause)
        return anchor(section_title(self.policy, section) if section else CLAUSES)


def section_title(policy: Policy, section: str) -> str:
    """The heading of a section."""
    return f"{section} {policy.sections[section]}"


def homes() -> tuple[Home, ...]:
    """Every shipped policy, the default one first; that one has the index of rules as its page."""
    default = default_policy()
    others = sorted(path.stem for path in shipped("policies").glob("*.yaml") if path.stem != default)
    pages = (Home(load_policy(name), f"policies/{name}.md", by_clause=False) for name in others)
    return (Home(load_policy(default), "rules/README.md", by_clause=True), *pages)


def rules_at_home(all_homes: tuple[Home, ...]) -> list[tuple[Rule, Home]]:
    """Every shipped rule with the first policy that has it."""
    found: dict[str, tuple[Rule, Home]] = {}
    for home in all_homes:
        for rule in home.rules:
            found.setdefault(rule.id, (rule, home))
    return list(found.values())


def clauses_of(home: Home, rule: Rule) -> list[Clause]:
    """The clauses of a policy that a rule answers."""
    wanted = home.policy.all_clauses_of(rule) if rule.id in home.policy.rules else ()
    return [clause for clause in home.policy.clauses if clause.id in wanted]
