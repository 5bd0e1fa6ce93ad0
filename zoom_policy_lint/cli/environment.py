"""What the environment says: credentials, addresses, colour."""

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from zoom_policy_lint.zoom import Credentials

CREDENTIALS_HINT = (
    "Set ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET (of a Server-to-Server OAuth app), or "
    "ZOOM_ACCESS_TOKEN. To try without an account: zoom-policy-lint audit --demo"
)


def credentials() -> "Credentials":
    """The credentials of the environment.

    Raises UsageError when some are missing; their values are never shown.
    """
    from zoom_policy_lint.zoom import DEFAULT_API_URL, DEFAULT_OAUTH_URL, Credentials

    found = Credentials(
        account_id=os.environ.get("ZOOM_ACCOUNT_ID", ""),
        client_id=os.environ.get("ZOOM_CLIENT_ID", ""),
        client_secret=os.environ.get("ZOOM_CLIENT_SECRET", ""),
        access_token=os.environ.get("ZOOM_ACCESS_TOKEN") or None,
        api_url=os.environ.get("ZOOM_API_URL") or DEFAULT_API_URL,
        oauth_url=os.environ.get("ZOOM_OAUTH_URL") or DEFAULT_OAUTH_URL,
    )
    if found.missing:
        names = ", ".join(found.missing)
        raise click.UsageError(
            f"There are no complete Zoom credentials in the environment: {names} not set.\n{CREDENTIALS_HINT}"
        )
    return found


def pseudonym_key() -> bytes:
    """The key of pseudonyms: the environment's, so that snapshots can be joined, or one that nobody keeps."""
    import secrets

    return os.environ.get("ZPL_PSEUDONYM_KEY", "").encode() or secrets.token_bytes(32)


def history_wanted() -> str:
    """Where the environment wants the history of runs: a path, “off”, or nothing said."""
    return os.environ.get("ZPL_HISTORY", "")


def colour_wanted() -> bool:
    """Colour only on a terminal; NO_COLOR and FORCE_COLOR are obeyed."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
