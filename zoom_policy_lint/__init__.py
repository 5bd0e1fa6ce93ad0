"""Judge a Zoom account by a school's safeguarding policy, and never pass what was not read."""

__version__ = "0.1.0"
