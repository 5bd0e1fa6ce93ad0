"""The snapshot: what was read from Zoom at one time, as a file that is whole or is refused.

Newline-delimited JSON, compressed when the name ends in `.gz`:

    {"format":"zoom-policy-lint snapshot","version":1, …}      the header
    {"list":"users","parent":"", …}                            how each list was read
    {"level":"user","id":"…", …}                               one resource a line, in canonical order
    {"end":{"account":1,"lists":4,"user":31},"sha256":"…"}     counts, and the checksum of all lines before

Canonical order is that of the levels, then of the ids by code point. The same content gives the same bytes.
"""

from zoom_policy_lint.snapshot.people import without_people
from zoom_policy_lint.snapshot.pseudonymise import is_pseudonym, pseudonymise, pseudonymise_listings
from zoom_policy_lint.snapshot.read import Snapshot, open_snapshot
from zoom_policy_lint.snapshot.write import check_writable, write_snapshot

__all__ = [
    "Snapshot",
    "check_writable",
    "is_pseudonym",
    "open_snapshot",
    "pseudonymise",
    "pseudonymise_listings",
    "without_people",
    "write_snapshot",
]
