"""Scopes: which people some rules are meant for, so that staff and pupil meetings can be held to different rules."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zoom_policy_lint.model.errors import Problem
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy.merge import Merged
from zoom_policy_lint.ruleset import CountBody, Rule, RuleSet, StandInBody
from zoom_policy_lint.ruleset.source import Document

OF_PEOPLE = frozenset({Level.USER, Level.MEETING, Level.RECORDING})
"""Levels at which something belongs to somebody."""


@dataclass(frozen=True, slots=True)
class People:
    """People by any of these: names of groups and roles, departments, address patterns (`*`: any letters)."""

    groups: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    def describe(self) -> str:
        """The people in words."""
        named = (
            ("groups", self.groups),
            ("roles", self.roles),
            ("departments", self.departments),
            ("addresses", self.emails),
        )
        return "; ".join(f"{what}: {', '.join(names)}" for what, names in named if names)


@dataclass(frozen=True, slots=True)
class Scope:
    """Some people, and the rules that are judged for them only: for their user, their meetings and recordings.

    No `people`: everybody but the `others`, who are left out in any case. `parameters` hold for these people in place
    of the policy's.
    """

    id: str
    title: str
    people: People | None
    others: People | None
    rules: tuple[str, ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.id)

    def describe(self) -> str:
        """Who is meant, in words."""
        return f"{self.title} ({self.whom()})"

    def whom(self) -> str:
        """The people alone, in words."""
        named = self.people.describe() if self.people else "everybody"
        left_out = [f"not {self.others.describe()}"] if self.others else []
        numbers = [f"{name} is {value}" for name, value in self.parameters.items()]
        return "; ".join([named, *left_out, *numbers])

    @property
    def by_groups_alone(self) -> bool:
        """Whether its people are named by groups and by nothing else."""
        return self.people is not None and self.people == People(groups=self.people.groups)

    @property
    def parts(self) -> tuple[People, ...]:
        """Everything that it says of people."""
        return tuple(part for part in (self.people, self.others) if part is not None)


def scopes_of(data: Mapping[str, Mapping[str, Any]], canonical: Callable[[str], str]) -> tuple[Scope, ...]:
    """The scopes that a policy writes, in its order; `canonical` gives the present id of a rule."""
    return tuple(
        Scope(
            id=name,
            title=one.get("title", name),
            people=_people(one.get("people")),
            others=_people(one.get("except")),
            rules=tuple(map(canonical, one.get("rules", ()))),
            parameters=one.get("parameters", {}),
        )
        for name, one in data.items()
    )


def scope_problems(documents: tuple[Document, ...], rules: RuleSet, of_clauses: Collection[str]) -> Iterator[Problem]:
    """Scopes that name nobody, and rules in them that cannot be judged for some people only.

    `of_clauses` are those that clauses name.
    """
    for document in documents:
        for name, data in document.data.get("scopes", {}).items():
            unsound = any(path[:2] == ("scopes", name) for path in document.taken)
            said = _said_until(documents, document, name)
            if not {"people", "except"} & said and not unsound:
                message = f"the scope “{name}” does not say who is meant"
                yield document.problem(["scopes", name], message, "add “people” or “except”")
            if "rules" not in said and name not in of_clauses and not unsound:
                message = f"the scope “{name}” does not say which rules are meant, and no clause is about it"
                yield document.problem(["scopes", name], message, "add “rules”, or “scope” to a clause")
            for at, rule_id in enumerate(data.get("rules", ())):
                if (rule := rules.get(rule_id)) and (wrong := _not_limited(rule, data)):
                    yield document.problem(["scopes", name, "rules", at], _NOT_OF_PEOPLE.format(rule_id), wrong)


_NOT_OF_PEOPLE = "the rule “{}” is not about single people, so it cannot be limited to some"


def clause_scope_problems(documents: tuple[Document, ...], merged: Merged, rules: RuleSet) -> Iterator[Problem]:
    """Rules of clauses about some people that cannot be judged for some only, at whichever was said later."""
    order = {document.file: index for index, document in enumerate(documents)}
    for name, clause in merged.clauses.items():
        scope = merged.data.get("scopes", {}).get(clause.get("scope"))
        for rule_id in clause["rules"] if scope is not None else ():
            if (rule := rules.get(rule_id)) and (wrong := _not_limited(rule, scope)):
                places = (merged.scope_places[name], merged.rule_places[name, rule_id])
                document, path = max(places, key=lambda place: order[place[0].file])
                yield document.problem(path, _NOT_OF_PEOPLE.format(rule_id), wrong)
            elif elsewhere := _limited_to(rule_id, clause["scope"], merged):
                document, path = merged.scope_places[name]
                message = f"the rule “{rule_id}” is judged for the scope “{elsewhere}” only, not for this one"
                yield document.problem(path, message, "name the rule in this scope too, or limit it nowhere else")


def _limited_to(rule: str, scope: str, merged: Merged) -> str:
    """A scope to which a rule is limited, where it is limited to some and that of the clause is none of them."""
    limited = [name for name, data in merged.data["scopes"].items() if rule in data.get("rules", ())]
    return limited[0] if limited and scope not in limited else ""


def _said_until(documents: tuple[Document, ...], document: Document, name: str) -> set[str]:
    """What a policy and those before it say of a scope."""
    until = documents[: documents.index(document) + 1]
    return {key for one in until for key in one.data.get("scopes", {}).get(name, {})}


def _not_limited(rule: Rule, scope: Mapping[str, Any]) -> str:
    """What to do where a rule cannot be judged for some people only; empty where it can."""
    if of_people(rule):
        return ""
    if Level.GROUP not in rule.levels:
        return "take it out of the scope: it is judged for the account as a whole"
    by_groups = set(scope.get("people", {})) <= {"groups"}
    return "" if by_groups else "Zoom keeps it for the account and its groups only: name the people by “groups” alone"


def of_people(rule: Rule) -> bool:
    """Whether a rule is about what belongs to single people, so that it can be meant for some of them."""
    return not isinstance(rule.body, CountBody | StandInBody) and bool(OF_PEOPLE & set(rule.levels))


def _people(data: Mapping[str, list[str]] | None) -> People | None:
    return People(**{name: tuple(values) for name, values in data.items()}) if data else None
