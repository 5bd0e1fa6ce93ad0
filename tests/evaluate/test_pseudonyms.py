"""Text that a pseudonym replaced is neither right nor wrong."""

from dataclasses import replace

from tests.evaluate import build
from tests.evaluate.build import alone, findings_of, right_snapshot
from tests.support.each import each
from zoom_policy_lint.model.words import Level, Reason, Status
from zoom_policy_lint.snapshot.pseudonymise import pseudonymise

KEY = b"0123456789abcdef0123456789abcdef"


def hidden(snapshot):
    content = tuple(pseudonymise(snapshot.content, KEY))
    return replace(snapshot, content=content, header=replace(snapshot.header, pseudonymised=True))


REPLACED = {
    (Level.USER, "email"),
    (Level.DOMAIN, "managed"),  # of domains the name itself is replaced
    (Level.DOMAIN, "status"),
    (Level.MEETING, "host"),
    (Level.MEETING, "alternative_hosts"),
}
"""What rules read and pseudonyms replace."""


def reads_replaced(rule):
    read = {(rule.body.level, name) for name, _ in (*rule.body.where, *rule.body.expect)}
    return bool(read & REPLACED)


@each("rule", **build.named(r for r in build.field_rules() if reads_replaced(r)))
def test_addresses_and_domains_that_were_replaced_are_not_judged(rule):
    policy = alone(rule)
    findings = findings_of(hidden(right_snapshot(policy)), policy)
    assert {(f.status, f.reason) for f in findings} == {(Status.UNKNOWN, Reason.PSEUDONYMISED)}


@each("rule", **build.named(r for r in build.field_rules() if not reads_replaced(r)))
def test_fields_without_names_in_them_are_judged_as_before(rule):
    policy = alone(rule)
    assert {f.status for f in findings_of(hidden(right_snapshot(policy)), policy)} == {Status.PASS}


def test_a_personal_address_that_was_replaced_never_passes():
    rule = next(r for r in build.field_rules() if r.id == "no-personal-addresses")
    spoilt = build.changed(right_snapshot(alone(rule)), Level.USER, build.with_fields(email="teacher@gmail.com"))
    assert Status.PASS not in {f.status for f in findings_of(hidden(spoilt), alone(rule))}


@each("rule", **build.named(build.setting_rules()))
def test_settings_without_names_in_them_are_judged_as_before(rule):
    policy = alone(rule)
    snapshot = right_snapshot(policy)
    for before, after in zip(findings_of(snapshot, policy), findings_of(hidden(snapshot), policy), strict=True):
        replaced = after.reason is Reason.PSEUDONYMISED
        assert replaced or (after.status, after.fingerprint) == (before.status, before.fingerprint)
        assert replaced == (before.setting == "security.signin_with_sso.domains")
