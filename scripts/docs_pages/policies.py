"""A page for every shipped policy but the one of the demo school, whose clauses have the index of rules."""

from collections.abc import Callable, Iterable, Iterator

from docs_pages.homes import CLAUSES, Home, section_title
from docs_pages.markdown import oneline, page, quoted, table
from docs_pages.policy_conflicts import conflicts, mark
from docs_pages.policy_counts import counts
from docs_pages.rule_words import joined, of_setting, parameter_link, parameters_of, setting_link
from zoom_policy_lint.model.words import Kind
from zoom_policy_lint.policy import Clause, Policy
from zoom_policy_lint.policy.policy import Settled
from zoom_policy_lint.ruleset.structure import load_schema


def policy_pages(all_homes: tuple[Home, ...]) -> Iterator[tuple[str, str]]:
    """Path below docs/ and text of the list of shipped policies and of the page of each."""
    yield "reference/policies/README.md", _list(all_homes)
    for home in all_homes[1:]:
        yield f"reference/{home.page}", _policy(home, all_homes)


def _list(all_homes: Iterable[Home]) -> str:
    rows = (
        (
            f"[{home.id}]({home.place('policies')})",
            home.policy.identity.title,
            str(len(home.policy.clauses)),
            str(len(home.policy.rules)),
            str(len(home.policy.attest)),
        )
        for home in all_homes
    )
    return page(
        "Shipped policies",
        "Each is one YAML file under `policies/`, and is named by `--policy` or under `extends`.",
        table(("policy", "title", "clauses", "rules", "questions to people"), rows),
        "Policies of three other organisations stand [among the examples](../../examples/README.md).",
    )


def _policy(home: Home, all_homes: tuple[Home, ...]) -> str:
    policy = home.policy
    sections = (
        ("Counts", counts(policy)),
        ("What it takes from you", _parameters(policy)),
        *((title, _clauses(found, policy)) for title, found in _chapters(policy)),
        ("Where it pulls against something else", conflicts(home, all_homes)),
        ("What is not judged, and why", _not_judged(policy)),
        ("What to know beside a verdict", _limits(policy)),
    )
    parts = (f"## {title}\n\n{text}" for title, text in sections if text)
    notice = f"> {oneline(policy.notice)}" if policy.notice else ""
    return page(policy.identity.title, notice, _about(policy), *parts)


def _about(policy: Policy) -> str:
    names = [policy.source.document, policy.source.organisation] if policy.source else []
    taken = f" Source: {', '.join(filter(None, names))}." if names else ""
    return (
        f"Policy `{policy.identity.id}`, version {policy.identity.version}: {len(policy.clauses)} clauses, "
        f"{len(policy.rules)} rules, {_questions(len(policy.attest))} to people.{taken} "
        f"`zoom-policy-lint audit --policy {policy.identity.id}` judges an account by it, "
        f"`extends: {policy.identity.id}` stands on it."
    )


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _parameters(policy: Policy) -> str:
    known = load_schema("policy")["properties"]["parameters"]["properties"]
    names = sorted({name for rule in policy.rules.values() for name in parameters_of(rule)} & set(known))
    values = ((name, policy.parameters.get(name)) for name in names)
    rows = [
        (parameter_link(name), known[name]["description"], "none" if value in (None, [], {}) else quoted(value))
        for name, value in values
    ]
    return table(("parameter", "meaning", "value here"), rows) if rows else ""


def _chapters(policy: Policy) -> Iterator[tuple[str, list[Clause]]]:
    """The headings of its sections, or one for all, with the clauses under each."""
    for key in policy.sections:
        yield section_title(policy, key), [one for one in policy.clauses if one.section == key]
    rest = [one for one in policy.clauses if not one.section]
    if rest:
        yield CLAUSES, rest


def _clauses(found: list[Clause], policy: Policy) -> str:
    columns: list[tuple[str, Callable[[Clause], str]]] = [
        ("clause", lambda one: one.id),
        ("what it wants", lambda one: oneline(one.text)),
        ("level", lambda one: policy.profiles.get(one.profile, "")),
        ("what answers it", lambda one: _answers(one, policy)),
        ("pulls against", mark),
    ]
    used = [(head, cell) for head, cell in columns if any(cell(one) for one in found)]
    return table([head for head, _ in used], ([cell(one) for _, cell in used] for one in found))


def _answers(clause: Clause, policy: Policy) -> str:
    links = [f"[{name}](../rules/{name}.md)" for name in clause.rules]
    if Kind.ATTESTATION in clause.wants:
        links.append(_who_answers(clause, policy))
    return ", ".join(links)


def _who_answers(clause: Clause, policy: Policy) -> str:
    wanted = policy.wanted(clause.id)
    who = f"a person ({wanted.by_role})" if wanted.by_role else "a person"
    return f"{who}, or settled by a setting" if wanted.settled else who


def _not_judged(policy: Policy) -> str:
    """The clauses that only a person answers."""
    asked = [one for one in policy.clauses if one.wants == (Kind.ATTESTATION,)]
    rows = [
        (one.id, oneline(one.limits), oneline(wanted.question), _settled(wanted.settled) if wanted.settled else "")
        for one in asked
        for wanted in [policy.wanted(one.id)]
    ]
    return table(("clause", "why", "what a person is asked", "settled without asking"), rows) if rows else ""


def _settled(settled: Settled) -> str:
    facts = (f"{setting_link(key)} is {of_setting(condition, key)}" for key, condition in settled.settings)
    return f"{settled.status.value.replace('_', ' ')} where {joined(facts)}"


def _limits(policy: Policy) -> str:
    """What is said of the clauses that are judged: what their evidence does not show, and what is not sure."""
    rows = [(one.id, oneline(one.limits)) for one in policy.clauses if one.limits and one.rules]
    return table(("clause", "what Zoom cannot show, and what is not sure"), rows) if rows else ""
