"""Who must do what, by when: one sentence for everything that is wrong or open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Level, Severity
from zoom_policy_lint.report.page.words import date_words
from zoom_policy_lint.report.style import plural
from zoom_policy_lint.report.wording import listed

IT_LEAD, GOVERNORS = "The IT lead", "The governors"
"""Who looks after the Zoom account, and who decides."""

NO_DAYS = "The policy does not say how soon what fails must be put right."

_HELPERS = {
    Level.MEETING: "the hosts of the meetings",
    Level.PAST_MEETING: "the hosts of the meetings",
    Level.RECORDING: "the owners of the recordings",
}
"""Who must help the IT lead with things that are theirs."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody must do: who, all in sentences, by when (empty: no day is set), whether that day is past."""

    who: str
    said: str
    by: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """Since when a safeguard is not as it must be, and the last day to put it right; `due` is None without one."""

    since: date
    due: date | None
    today: date

    @property
    def days_open(self) -> int:
        """Whole days until today."""
        return max((self.today - self.since).days, 0)

    @property
    def days_late(self) -> int:
        """Whole days since the last day to put it right; 0 while there is time."""
        return max((self.today - self.due).days, 0) if self.due else 0


def term(run: Run, rule: str, severity: Severity) -> Term:
    """The time that a failing safeguard has; without a memory it began on the day on which Zoom was read."""
    age = run.memory.ages.get(rule) if run.memory else None
    began = (age and age.failing_since) or run.source.taken_at
    since = date.fromisoformat(began[:10])
    days = run.deadlines.get(severity)
    return Term(since, None if days is None else since + timedelta(days=days), run.as_of)


def until(time: Term) -> str:
    """The last day to put something right, and since how many days it is over."""
    if time.due is None:
        return "no day is set"
    by = date_words(time.due)
    return f"{by} ({plural(time.days_late, 'day')} late)" if time.days_late else by


def in_time(run: Run) -> str:
    """How soon what fails must be put right, in a sentence."""
    days = [
        f"{one.value} within {plural(run.deadlines[one], 'day')}" for one in reversed(Severity) if one in run.deadlines
    ]
    return f"The policy wants what fails put right in time: {listed(days)}." if days else NO_DAYS


def repair(run: Run, rule: str, severity: Severity, rollups: Iterable[RollUp]) -> Duty:
    """That a failure is put right: by whom, and until which day."""
    who, time = repairer(one.level for one in rollups), term(run, rule, severity)
    if time.due is None:
        return Duty(who, f"{who} must put this right.")
    by = date_words(time.due)
    late = f" This is {plural(time.days_late, 'day')} late." if time.days_late else ""
    return Duty(who, f"{who} must put this right by {by}.{late}", by, late=bool(late))


def repairer(levels: Iterable[Level]) -> str:
    """Who puts things of these levels right."""
    helpers = list(dict.fromkeys(_HELPERS[one] for one in levels if one in _HELPERS))
    return listed([IT_LEAD, *helpers])


def asked(by_role: str) -> str:
    """Who is asked, as the begin of a sentence."""
    return f"The {by_role}" if by_role else "Somebody whom the governors name"


def decide() -> Duty:
    """That somebody decides before anything is changed."""
    return Duty(GOVERNORS, f"{GOVERNORS} must decide first whether the school should do this.")


def find_out() -> Duty:
    """That what could not be read can be read the next time."""
    return Duty(IT_LEAD, f"{IT_LEAD} must make sure that this can be read before the next report.")


def answer(run: Run, clauses: Iterable[str], by_role: str) -> Duty:
    """That a question is answered: by whom, and until which day where an answer is about to run out."""
    asked, who = set(clauses), f"The {by_role}" if by_role else "Somebody"
    due = [one for one in run.registers.due if one.clause in asked]
    ends = [one.until for one in due if one.until and one.until >= run.as_of]
    if not ends or len(ends) < len(due):
        return Duty(who, f"{who} must answer this as soon as possible.")
    by = date_words(min(ends))
    return Duty(who, f"{who} must answer this again by {by}.", by)
