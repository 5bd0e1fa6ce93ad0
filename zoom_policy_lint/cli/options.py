"""Options that several commands share."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from zoom_policy_lint.model.words import Level, Severity

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class LateHelp(click.Option):
    """An option whose help is made when it is shown, so that the data of which it tells is read only then."""

    def __init__(self, *args: Any, late_help: Callable[[], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._late_help = late_help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help, as click lists them."""
        self.help = self._late_help()
        return super().get_help_record(ctx)


def default_policy() -> str:
    """The name of the policy that is meant where the command line names none."""
    from zoom_policy_lint.ruleset.shipped import default_policy as name

    return name()


policy_option: Decorator = click.option(
    "--policy",
    "policy_name",
    cls=LateHelp,
    metavar="NAME|FILE",
    late_help=lambda: f"Policy to judge by: a shipped name ({default_policy()}) or a YAML file.",
)
rules_option: Decorator = click.option(
    "--rules",
    "rule_folders",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="DIR",
    help="Further folder of rules (repeatable).",
)
quiet_option: Decorator = click.option("-q", "--quiet", is_flag=True, help="No progress and no notes on stderr.")
plan_option: Decorator = click.option(
    "--plan",
    type=click.Choice(["free", "pro", "business"]),
    default="pro",
    show_default=True,
    help="The account's Zoom plan, for its rate limits (Education counts as business).",
)
share_option: Decorator = click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.5,
    show_default=True,
    help="Share of the plan's rate limits to use.",
)
recommended_option: Decorator = click.option(
    "--recommended", is_flag=True, help="Also read what only the recommended (advisory) rules need."
)


def severity(_: click.Context, __: click.Parameter, value: str) -> Severity:
    """Click's callback for a severity."""
    return Severity(value)


def levels(_: click.Context, __: click.Parameter, value: str | None) -> frozenset[Level]:
    """Click's callback for a comma-separated list of levels; roles and domains belong to the account."""
    if value is None:
        return frozenset(Level)
    known = ("account", "group", "user", "meeting", "recording")
    names = [name.strip() for name in value.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise click.BadParameter(f"unknown level “{name}”; known: {', '.join(known)}")
    if not names:
        raise click.BadParameter(f"no level is named; known: {', '.join(known)}")
    chosen = {Level(name) for name in names}
    return frozenset(chosen | ({Level.ROLE, Level.DOMAIN} if Level.ACCOUNT in chosen else set()))


level_option: Decorator = click.option(
    "--level",
    "levels",
    callback=levels,
    metavar="LEVEL,…",
    help="Only these levels: account, group, user, meeting, recording.",
)


def day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Click's callback for a date."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"“{value}” is not a date; write it as 2026-09-03") from error


as_of_option: Decorator = click.option(
    "--as-of", callback=day, metavar="DATE", help="Day on which waivers and statements must hold. [today]"
)
output_option: Decorator = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, not to stdout."
)


def days(_: click.Context, __: click.Parameter, value: str) -> int:
    """Click's callback for a number of days, written 7 or 7d."""
    text = value.removesuffix("d").strip()
    if not text.isdigit():
        raise click.BadParameter(f"“{value}” is not a number of days; write 7 or 7d")
    return int(text)


def names(values: Iterable[str]) -> frozenset[str]:
    """Repeatable options that also take commas."""
    return frozenset(name.strip() for value in values for name in value.split(",") if name.strip())


def now() -> datetime:
    """The time in UTC, as Zoom's times are."""
    return datetime.now(UTC)


def today() -> date:
    """Today in UTC."""
    return now().date()
