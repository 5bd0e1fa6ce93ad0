"""Whose account is read, and with what right."""

from dataclasses import dataclass, field

from zoom_policy_lint.model.errors import PolicyLintError

DEFAULT_API_URL = "https://api.zoom.us/v2"
DEFAULT_OAUTH_URL = "https://zoom.us/oauth/token"


@dataclass(frozen=True, slots=True)
class Credentials:
    """The three values of a Server-to-Server OAuth app, or a ready access token; and where Zoom is reached.

    What is secret is left out of `repr`. Raises PolicyLintError when an address is not http or https.
    """

    account_id: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    access_token: str | None = field(default=None, repr=False)
    api_url: str = DEFAULT_API_URL
    oauth_url: str = DEFAULT_OAUTH_URL

    def __post_init__(self) -> None:
        for name, url in (("ZOOM_API_URL", self.api_url), ("ZOOM_OAUTH_URL", self.oauth_url)):
            if not url.startswith(("https://", "http://")) or any(c.isspace() for c in url):
                raise PolicyLintError(f"{name} is not a web address.", "It must start with https://.")

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the values that are needed and empty, as the environment calls them."""
        values = {
            "ZOOM_ACCOUNT_ID": self.account_id,
            "ZOOM_CLIENT_ID": self.client_id,
            "ZOOM_CLIENT_SECRET": self.client_secret,
        }
        return () if self.access_token else tuple(name for name, value in values.items() if not value.strip())
