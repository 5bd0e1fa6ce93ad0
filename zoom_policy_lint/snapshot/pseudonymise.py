"""Names and addresses → keyed hashes that stay joinable: one name always gives one hash under the same key.

Zoom's ids stay, and so do the names of roles, which name no person. The domain of an address is hashed by itself,
so that the addresses of one school still share theirs and match the domains of the account. Replaced text is known
by its form (`is_pseudonym`), so that nobody judges it.
"""

import hmac
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from zoom_policy_lint.model.resource import Listing, Resource, Unread
from zoom_policy_lint.model.words import Level

_NAMES = {
    Level.USER: frozenset({"email", "first_name", "last_name", "display_name", "dept", "assistants"}),
    Level.GROUP: frozenset({"name"}),
    Level.MEETING: frozenset(
        {"host", "host_groups", "host_department", "alternative_hosts", "outside_alternative_hosts", "stand_ins"}
    ),
    Level.RECORDING: frozenset({"host", "host_groups", "host_department"}),
}
_NAMED_BY_HOST = (Level.MEETING, Level.RECORDING)
_LOCAL = r"[^\s@<>,;:\"'()\[\]/]"
_DOMAIN = r"(?:[\w-]++\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)"
_ODD_DOMAIN = r"[^\s<>,;\"'()]++"
# A match may only begin where a word begins, so that long texts are searched in one pass.
_REPLACED = re.compile(
    rf"(?<!{_LOCAL})(?P<local>{_LOCAL}++)@(?P<its_domain>{_DOMAIN}|{_ODD_DOMAIN})|(?<![\w-])(?P<domain>{_DOMAIN})"
)
_PSEUDONYM = re.compile(r"(?<![\w-])(?:name-[0-9a-f]{12}(?![\w-])|domain-[0-9a-f]{12}\.invalid\b)")


def pseudonymise(resources: Iterable[Resource], key: bytes) -> Iterator[Resource]:
    """The resources with names and addresses replaced, in canonical order again.

    Only domains change their ids by it; they are few, so they alone are held back and sorted.
    """
    domains: list[Resource] = []
    for resource in resources:
        if resource.level is Level.DOMAIN:
            domains.append(pseudonymised(resource, key))
            continue
        if resource.level.rank > Level.DOMAIN.rank:
            yield from sorted(domains, key=lambda domain: domain.id)
            domains.clear()
        yield pseudonymised(resource, key)
    yield from sorted(domains, key=lambda domain: domain.id)


def pseudonymise_listings(listings: Iterable[Listing], key: bytes) -> Iterator[Listing]:
    """The listings with names and addresses replaced in what is said of their gaps."""
    for listing in listings:
        gap = listing.unread
        yield listing if gap is None else replace(listing, unread=Unread(gap.reason, _text(gap.detail, key)))


def pseudonymised(resource: Resource, key: bytes) -> Resource:
    """One resource with names and addresses replaced; a pure function of both arguments."""
    names = _NAMES.get(resource.level, frozenset())
    return replace(
        resource,
        id=_text(resource.id, key) if resource.level is Level.DOMAIN else resource.id,
        name=_resource_name(resource, key),
        fields={
            field: _names(value, key) if field in names else _scrubbed(value, key)
            for field, value in resource.fields.items()
        },
        bodies=_scrubbed(resource.bodies, key),
        unread={read: Unread(item.reason, _text(item.detail, key)) for read, item in resource.unread.items()},
    )


def is_pseudonym(text: str) -> bool:
    """Whether a text was replaced, wholly or in part."""
    return _PSEUDONYM.search(text) is not None


def _scrubbed(value: Any, key: bytes) -> Any:
    """A value of JSON with every address and domain inside it replaced."""
    if isinstance(value, str):
        return _text(value, key)
    if isinstance(value, dict):
        return {name: _scrubbed(item, key) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_scrubbed(item, key) for item in value]
    return value


def _resource_name(resource: Resource, key: bytes) -> str:
    """Users and groups by their name, if they have one; meetings and recordings by their host's, and when they are."""
    name = resource.name
    if resource.level in _NAMED_BY_HOST:
        host, comma, when = name.partition(", ")
        return f"{_name(host, key) if '@' in host else host}{comma}{_text(when, key)}"
    return _name(name, key) if resource.level in _NAMES and name != resource.id else _text(name, key)


def _names(value: Any, key: bytes) -> Any:
    """A name, a list of names (sorted anew, as its order would tell of them), or the addresses beside ids."""
    if isinstance(value, list | tuple):
        replaced = [_names(item, key) for item in value]
        return sorted(replaced) if all(isinstance(item, str) for item in replaced) else replaced
    if isinstance(value, dict):
        return {name: _name(item, key) if name == "email" else _scrubbed(item, key) for name, item in value.items()}
    return _name(value, key)


def _name(value: Any, key: bytes) -> Any:
    """A name or an address, replaced as a whole; an empty one stays, since it hides nobody."""
    if not isinstance(value, str) or not value:
        return value
    return _text(value, key) if _REPLACED.fullmatch(value) else f"name-{_hash(value, key)}"


def _text(value: str, key: bytes) -> str:
    return _REPLACED.sub(lambda found: _pseudonym(found, key), value)


def _pseudonym(found: re.Match[str], key: bytes) -> str:
    domain = f"domain-{_hash(found['its_domain'] or found['domain'], key)}.invalid"
    return domain if found["local"] is None else f"name-{_hash(found[0], key)}@{domain}"


def _hash(value: str, key: bytes) -> str:
    return hmac.digest(key, value.casefold().encode("utf-8", "replace"), "sha256").hex()[:12]
