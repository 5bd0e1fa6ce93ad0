"""E-mail addresses of the school's own domain, shortened where many stand together."""

import re
from collections import Counter
from collections.abc import Callable

from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report.plain import ELLIPSIS, plain

_OFTEN = 3
"""Names at one domain from which on it is worth leaving out."""


def house_domain(run: Run) -> str:
    """The domain that most of the named people share; empty where few do."""
    names = {name for rollup in run.rollups for name in rollup.names}
    domains = Counter(plain(domain) for name in names for _, at, domain in [name.rpartition("@")] if at and domain)
    ranked = sorted(domains.items(), key=lambda item: (-item[1], item[0]))
    return ranked[0][0] if ranked and ranked[0][1] >= _OFTEN else ""


def elide(domain: str) -> Callable[[str], str]:
    """Puts an ellipsis for the domain of addresses, and for nothing that only begins like it."""
    if not domain:
        return plain
    pattern = re.compile(rf"@{re.escape(domain)}(?![\w-]|\.\w)")
    return lambda text: pattern.sub(f"@{ELLIPSIS}", plain(text))
