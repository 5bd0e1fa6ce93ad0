from zoom_policy_lint.model.finding import Remediation, Request
from zoom_policy_lint.model.words import Check, Level, Status
from zoom_policy_lint.report.guide import request_line, sendings, short_way, to_click
from zoom_policy_lint.report.outline import outline

from .sample_findings import ACCOUNT, WAITING, finding, user
from .samples import make_run, rollups

WAY = "Admin portal > Account Management > Account Settings > Meeting > Security > Waiting Room"
SENTENCE = f"{WAY}: on."


def failing(*found):
    [safeguard] = outline(make_run(rollups=rollups(found))).failing
    return safeguard


def wrong(resource, remediation, **changes):
    return finding("waiting-room", resource, Status.FAIL, setting=WAITING, remediation=remediation, **changes)


def test_a_way_to_the_same_control_is_not_said_again():
    own = "Admin portal > User Management > Users > a > Settings > Meeting > Security > Waiting Room"
    part = f"{own} > Edit options"
    safeguard = failing(
        wrong(ACCOUNT, Remediation(SENTENCE, WAY)),
        wrong(user("a"), Remediation(SENTENCE, own)),
        finding("waiting-room", user("a"), Status.FAIL, setting="b", remediation=Remediation(SENTENCE, part)),
    )
    assert to_click(safeguard) == (SENTENCE,)


def test_a_way_to_another_control_is_said():
    other = "Admin portal > Account Management > Account Profile > Managed Domain"
    assert to_click(failing(wrong(ACCOUNT, Remediation(SENTENCE, other)))) == (SENTENCE, other)


def test_a_lock_does_not_repeat_the_sentence_about_the_value():
    lock = Remediation(f"Lock it for the whole account. {SENTENCE}", WAY)
    both = failing(wrong(ACCOUNT, Remediation(SENTENCE, WAY)), wrong(ACCOUNT, lock, check=Check.LOCK))
    alone = failing(wrong(ACCOUNT, lock, check=Check.LOCK))
    assert to_click(both) == (SENTENCE,)
    assert to_click(alone) == (f"Lock it for the whole account. {SENTENCE}",)


def test_ways_are_shortened_where_a_heading_says_how_they_begin():
    assert short_way(SENTENCE) == "Account Settings > Meeting > Security > Waiting Room: on."
    assert short_way("Admin portal > User Management > Roles") == "User Management > Roles"


def test_requests_with_the_same_body_are_one_with_a_count_by_level():
    def remedy(path):
        return Remediation("", None, (Request("PATCH", path, {"a": True}),))

    safeguard = failing(
        wrong(ACCOUNT, remedy("/accounts/me/settings")),
        wrong(user("a"), remedy("/users/a/settings")),
        wrong(user("b"), remedy("/users/b/settings")),
    )
    [sending] = sendings(safeguard)
    assert sending.request.path == "/accounts/me/settings"
    assert sending.same == {Level.USER: 2}
    assert sending.paths == {Level.USER: "/users/a/settings"}


def test_a_value_and_a_lock_are_never_one_request():
    def remedy(path):
        return Remediation("", None, (Request("PATCH", path, {"a": True}),))

    safeguard = failing(
        wrong(ACCOUNT, remedy("/accounts/me/settings")),
        wrong(ACCOUNT, remedy("/accounts/me/lock_settings"), check=Check.LOCK),
    )
    assert [sending.request.path for sending in sendings(safeguard)] == [
        "/accounts/me/settings", "/accounts/me/lock_settings",
    ]  # fmt: skip


def test_a_body_has_spaces_only_where_it_must_break():
    request = Request("PATCH", "/x", {"a": {"b": 1}})
    assert request_line(request, 80) == 'PATCH /x {"a":{"b":1}}'
    assert request_line(request, 5) == 'PATCH /x {"a": {"b": 1}}'
    assert request_line(Request("DELETE", "/x", {}), 80) == "DELETE /x"
