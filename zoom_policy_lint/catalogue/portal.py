"""Where the settings of each level stand in Zoom's web portal (general knowledge; the rows know the rest)."""

from collections.abc import Mapping

from zoom_policy_lint.model.words import Level

PAGES: Mapping[Level, str] = {
    Level.ACCOUNT: "Admin portal > Account Management > Account Settings",
    Level.GROUP: "Admin portal > User Management > Groups > {name}",
    Level.USER: "Admin portal > User Management > Users > {name} > Settings",
    Level.MEETING: "Zoom web portal, signed in as the host > Meetings > {name} > Edit",
    Level.RECORDING: "Zoom web portal, signed in as the host > Recordings > {name} > Share",
}
"""The page of a level, in which `{name}` stands for the resource's."""


def is_whole_way(portal: str) -> bool:
    """Whether a place of the catalogue is the whole way, since it is not on the settings pages."""
    return portal.startswith(("Admin portal", "Zoom web portal"))
