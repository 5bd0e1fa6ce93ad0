"""How many clauses of a policy are judged, by section and by level."""

from collections.abc import Iterable, Iterator

from docs_pages.markdown import table
from zoom_policy_lint.policy import Clause, Policy


def counts(policy: Policy) -> str:
    """The tables of counts; empty where the policy has no sections."""
    if not policy.sections:
        return ""
    by_section = ((f"{key} {title}", _in(policy, "section", key)) for key, title in policy.sections.items())
    by_level = ((title, _in(policy, "profile", key)) for key, title in policy.profiles.items())
    tables = [_table("section", [*by_section, ("**All**", list(policy.clauses))], policy)]
    if policy.profiles:
        tables.append(_table("level", by_level, policy))
    return "\n\n".join(tables)


def _in(policy: Policy, field: str, key: str) -> list[Clause]:
    return [clause for clause in policy.clauses if getattr(clause, field) == key]


def _table(head: str, groups: Iterable[tuple[str, list[Clause]]], policy: Policy) -> str:
    heads = (head, "clauses", "judged", "a person is asked", "of these settled by a setting in part", "conflicts")
    return table(heads, ((title, *map(str, _numbers(found, policy))) for title, found in groups))


def _numbers(found: list[Clause], policy: Policy) -> Iterator[int]:
    judged = [one for one in found if one.rules]
    asked = [one for one in found if not one.rules]
    yield len(found)
    yield len(judged)
    yield len(asked)
    yield sum(1 for one in asked if policy.wanted(one.id).settled)
    yield sum(1 for one in found if one.conflict)
