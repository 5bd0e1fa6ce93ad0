"""Where the rules and policies that come with the program stand."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """The folder `rules` or `policies`: inside an installed package, or at the top of a checkout."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


@cache
def default_policy() -> str:
    """The name of the shipped policy that is meant where nobody names one: that of the demo school."""
    text = files(__package__).joinpath("data", "defaults.yaml").read_text(encoding="utf-8")
    return str(yaml.safe_load(text)["policy"])


def is_shipped_rule(path: Path) -> bool:
    """Whether a rule file came with the program: among the rules that all policies share, or in a pack's folder."""
    return shipped("rules") in (path.parent, path.parent.parent)


def shipped_rule_folders() -> tuple[Path, ...]:
    """The folder of the rules that all policies share, and those of the packs, which only their policies read."""
    shared = shipped("rules")
    packs = (one for one in shared.iterdir() if one.is_dir() and not one.name.startswith("."))
    return (shared, *sorted(packs))
