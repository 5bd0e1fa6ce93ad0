"""The comparison with the CIS Zoom Benchmark, on accounts whose answers were worked out by hand from its meaning.

The answers come from the list of what each recommendation wants, not from the rules: `cis_accounts` has one account a
file, with the answer to each of the 171 recommendations; `cis_lower` has groups, people and meetings with the answers
to what only they show.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.evaluate.right_facts import MEETING_FIELDS
from tests.packs.accounts import (
    account_named,
    differences,
    judged,
    misjudged,
    of_account,
    pack,
    read,
    resource,
    with_somebody,
)
from zoom_policy_lint.model.words import Level

HERE = Path(__file__).parent
ACCOUNTS = sorted(path.stem for path in (HERE / "cis_accounts").glob("*.yaml"))
LOWER = sorted((HERE / "cis_lower").glob("*.yaml"))

BELOW_THE_ACCOUNT = {"1.1.2.12", "1.1.2.13", "1.2.4.3", "1.2.7.2", "1.2.7.3"}
"""What no account shows, only its groups, people or meetings."""

SEVERAL_FINDINGS = {
    **dict.fromkeys(("1.1.2.3", "1.1.2.4"), 2),  # the value and its lock
    **dict.fromkeys(("1.1.1.3", "1.1.1.4", "1.1.1.7", "1.1.3.8", "1.1.4.3.1"), 2),  # two settings must agree
    **dict.fromkeys(("1.1.2.10", "1.1.3.12", "1.1.4.7", "1.1.4.8"), 2),  # an older and a newer name
    **dict.fromkeys(("1.1.3.1.1", "2.1.3.3", "2.1.3.4"), 2),  # one of two is enough
    **dict.fromkeys(("1.1.4.1.2", "1.1.4.4.2", "1.2.9"), 2),  # a switch and what the school approves
    "1.2.2.4": 3,
    "3.2": 6,
}
"""How many things of an account that returns everything are judged for a recommendation, where it is not one."""

WITH_FIELDS: dict[str, dict[str, Any]] = {
    "groups": {},
    "users": {"groups": [], "status": "active", "type": 2},
    "meetings": dict(MEETING_FIELDS),
}
LEVELS = {"groups": Level.GROUP, "users": Level.USER, "meetings": Level.MEETING}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_recommendation_is_answered_as_worked_out_by_hand(name: str) -> None:
    account = account_named(name)
    run = judged(with_somebody(account), account.parameters)
    wrong = [*differences(account.answers, of_account(run)), *misjudged(account.answers, run)]
    assert not wrong, "\n".join([account.what, *wrong])


@pytest.mark.parametrize("path", LOWER, ids=lambda path: path.stem)
def test_what_only_groups_people_and_meetings_show_is_judged_there(path: Path) -> None:
    said = read(path)
    account, _ = with_somebody(account_named("as_cis_wants"))
    lower = [
        resource(LEVELS[kind], id_, values, {}, WITH_FIELDS[kind])
        for kind in LEVELS
        for id_, values in said.get(kind, {}).items()
    ]
    found = [one for one in judged([account, *lower], {}).findings() if one.resource.level is not Level.ACCOUNT]
    wrong = differences(said["answers"], found)
    assert not wrong, "\n".join([said["what"], *wrong])


def test_the_pack_has_exactly_the_recommendations_of_the_benchmark() -> None:
    numbers = [clause.id for clause in pack().clauses]
    assert numbers == list(account_named("as_cis_wants").answers)
    assert len(set(numbers)) == len(numbers) == 171


def test_every_account_answers_every_recommendation() -> None:
    numbers = list(account_named("as_cis_wants").answers)
    assert [name for name in ACCOUNTS if list(account_named(name).answers) != numbers] == []


def test_every_recommendation_is_judged_on_all_that_shows_it_and_nothing_else() -> None:
    account = account_named("direct_connections_as_approved")
    found = of_account(judged(with_somebody(account), account.parameters))
    counted = Counter(clause for one in found for clause in one.clauses)
    expected = {
        number: SEVERAL_FINDINGS.get(number, 1) for number in account.answers if number not in BELOW_THE_ACCOUNT
    }
    assert dict(counted) == expected
