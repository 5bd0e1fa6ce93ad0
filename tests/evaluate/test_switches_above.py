"""Rules that hold only while a switch above them is on, where Zoom keeps that switch for the account alone."""

from dataclasses import replace

from tests.evaluate import build
from tests.evaluate.build import alone, findings_of, right_snapshot, st_joseph
from zoom_policy_lint.model.words import Check, Level, Reason
from zoom_policy_lint.ruleset import parse_condition

CHAT, RENAME = "in_meeting.chat", "in_meeting.allow_participants_to_rename"
PLAIN = st_joseph().rules["no-breakout-rooms"]
BODY = replace(
    PLAIN.body,
    settings=((CHAT, parse_condition(False)),),
    levels=(Level.ACCOUNT, Level.GROUP, Level.USER),
    when=((RENAME, parse_condition(True)),),
)
POLICY = alone(replace(PLAIN, body=BODY))


def verdicts(renaming):
    snapshot = build.changed(right_snapshot(POLICY), Level.ACCOUNT, build.with_value(Level.ACCOUNT, RENAME, renaming))
    for level in BODY.levels:
        snapshot = build.everywhere(snapshot, level, build.with_value(level, CHAT, True))
    return {
        one.resource.level: (one.status, one.reason)
        for one in findings_of(snapshot, POLICY)
        if one.check is Check.VALUE
    }


def test_one_that_is_off_for_the_account_is_off_for_everybody():
    assert set(verdicts(False).values()) == {("not_applicable", Reason.NONE_EXIST)}


def test_one_that_is_on_lets_everybody_be_judged():
    assert set(verdicts(True).values()) == {("fail", None)}


def test_one_that_could_not_be_read_lets_everybody_else_be_judged():
    found = verdicts(None)
    assert found.pop(Level.ACCOUNT) == ("unknown", Reason.NULL)
    assert set(found.values()) == {("fail", None)}
