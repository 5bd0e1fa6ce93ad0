"""Pages on Zoom's settings, endpoints and scopes."""

from collections.abc import Iterable, Iterator
from datetime import date

from docs_pages.homes import Home, rules_at_home
from docs_pages.markdown import code, oneline, page, quoted, table
from zoom_policy_lint.catalogue import Endpoint, Role, Setting, endpoints, setting
from zoom_policy_lint.catalogue import settings as setting_keys
from zoom_policy_lint.catalogue.portal import PAGES, is_whole_way
from zoom_policy_lint.evaluate import Options, needed_reads
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import Policy
from zoom_policy_lint.ruleset import Rule, SettingBody

_ANY_DAY = date(2026, 1, 1)
"""What must be read does not depend on the day."""


def settings_page(all_homes: tuple[Home, ...]) -> str:
    """Every setting that a shipped rule uses."""
    users = _users_of_settings(all_homes)
    return page(
        "Settings that the rules use",
        f"The catalogue knows {len(setting_keys())} settings of Zoom; these are the {len(users)} that a shipped rule "
        "names. A rule names a setting by its key; under which name, at which level and in which `option` view Zoom "
        "keeps it is the catalogue's business. A level that is not listed does not keep the setting and gets no "
        "finding. Where a level has two paths, both must be right; a key that begins with `only.` is one of two alone.",
        *(_setting(row, users[row.key]) for key in sorted(users) if (row := setting(key)) is not None),
    )


def _users_of_settings(all_homes: tuple[Home, ...]) -> dict[str, list[str]]:
    users: dict[str, list[str]] = {}
    for rule, _ in rules_at_home(all_homes):
        for key in _keys(rule):
            users.setdefault(key, []).append(rule.id)
    return users


def _keys(rule: Rule) -> Iterable[str]:
    if not isinstance(rule.body, SettingBody):
        return ()
    return dict.fromkeys(key for key, _ in (*rule.body.settings, *rule.body.when))


def _setting(row: Setting, rules: Iterable[str]) -> str:
    parts = [f"## {row.key}", oneline(row.summary), f"Type: {code(row.type)}."]
    if row.values:
        known = (f"{quoted(seen)}{f' {meaning}' if meaning else ''}" for seen, meaning in row.values)
        parts.append(f"Known values (any other is *unknown*): {'; '.join(known)}.")
    parts.append(table(("level", "read at", "written through the API", "lock flag"), _places(row)))
    if row.portal:
        parts.append(f"Where to click: {_clicks(row.portal)}.")
    parts.append(f"Rules: {', '.join(f'[{name}](rules/{name}.md)' for name in rules)}")
    return "\n\n".join(parts)


def _places(row: Setting) -> Iterator[tuple[str, str, str, str]]:
    for level in (level for level in Level if level in row.levels):
        place = row.levels[level]
        yield (
            level,
            " and ".join(_where(path.path, path.views) for path in place.paths),
            " and ".join("yes" if path.writable else "no" for path in place.paths),
            " or ".join(_where(lock.path, lock.views) for lock in place.locks) or "none offered",
        )


def _clicks(portal: str) -> str:
    """The whole way; most are kept from the settings page on."""
    return portal if is_whole_way(portal) else f"{PAGES[Level.ACCOUNT]} > {portal}"


def _where(path: str, views: Iterable[str]) -> str:
    named = " or ".join("without `option`" if view == "default" else f"`option={view}`" for view in views)
    return code(path) if named == "without `option`" else f"{code(path)} ({named})"


def endpoints_page(policy: Policy) -> str:
    """Every endpoint that is read, with what it costs and what is kept."""
    return page(
        "Endpoints and scopes",
        "Only what the rules in use need is read. The account is always addressed as `me`. Scopes whose name ends in "
        "`:master` are meant for master accounts with sub-accounts.",
        "## Scopes to grant",
        scopes_table(policy),
        "## Endpoints",
        *(_endpoint(row) for row in endpoints()),
    )


def scopes_table(policy: Policy) -> str:
    """The scopes to tick, for the rules of the policy and for the recommended ones."""
    wanted, more = _endpoints_of(policy, recommended=False), _endpoints_of(policy, recommended=True)
    rows = [_scope_row(row, "audit" if row in wanted else "`--recommended`") for row in endpoints() if row in more]
    return table(("scope to tick", "what it reads", "needed for", "classic scope (older apps)", "remark"), rows)


def _endpoints_of(policy: Policy, *, recommended: bool) -> list[Endpoint]:
    reads = needed_reads(policy, Options(as_of=_ANY_DAY, recommended=recommended))
    names = {read.endpoint for read in reads}
    return [row for row in endpoints() if row.id in names]


def _scope_row(row: Endpoint, needed: str) -> tuple[str, str, str, str, str]:
    offered = [scope for scope in row.scopes_to_grant if not scope.endswith(":master")] or list(row.scopes_to_grant)
    remarks = ["supporting evidence: the audit goes on without it"] if row.supporting else []
    remarks += [row.disputed.rstrip(".")] if row.disputed else []
    return (
        " or ".join(map(code, offered)),
        f"{_what(row)}: {code(row.path)}",
        needed,
        ", ".join(map(code, row.scopes_classic)),
        "; ".join(remarks),
    )


def _what(row: Endpoint) -> str:
    whose = "the account" if row.level is Level.ACCOUNT else f"each {row.level}"
    which = " that are not active" if row.query.get("status") == "inactive" else ""
    of_whom = f" of each {row.parent}" if row.parent else ""
    return {
        Role.LIST: f"the list of {row.level}s{which}{of_whom}",
        Role.TEXTS: f"the text that people get about {whose}",
        Role.MEMBERS: f"the members of {whose}",
        Role.PROFILE: f"{whose} by itself",
        Role.SETTINGS: f"the settings of {whose}",
        Role.LOCKS: f"the locks of {whose}",
    }[row.role]


def _endpoint(row: Endpoint) -> str:
    facts = [
        ("views (`option`)", ", ".join(map(code, row.views))),
        ("rate label", row.rate),
        ("granular scopes", ", ".join(map(code, row.scopes_granular))),
        ("plan", row.plan or "none stated"),
        ("page size", str(row.page_size) if row.page_size else "not paged"),
        ("what is stored", _kept(row)),
    ]
    if row.disputed:
        facts.append(("disputed", row.disputed))
    which = " (users who are not active)" if row.query.get("status") == "inactive" else ""
    return f"### GET {row.path}{which}\n\n" + table(("", ""), facts)


def _kept(row: Endpoint) -> str:
    if row.keep is None:
        return "the whole answer, minus secrets"
    return ", ".join(map(code, row.keep)) or "the names in the list"
