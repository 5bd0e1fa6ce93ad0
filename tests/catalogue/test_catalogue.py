"""What is known of Zoom's settings and endpoints, and that it agrees with the facts it was made from."""

import importlib.util
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.catalogue import Role, endpoint, endpoints, fits, setting, settings
from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.catalogue.rows import rows
from zoom_policy_lint.catalogue.settings import nearest
from zoom_policy_lint.model.errors import ProblemsError
from zoom_policy_lint.model.words import Level, Lock
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.ruleset import SettingBody
from zoom_policy_lint.ruleset.demand import endpoint_at, reads
from zoom_policy_lint.ruleset.load import build_rule
from zoom_policy_lint.ruleset.source import parse

ROOT = Path(__file__).resolve().parents[2]
FACTS = Path(os.environ.get("ZOOM_FACTS", ROOT.parent / "shared" / "zoom-api"))
POLICY = load_policy("st_joseph")
RULES = [*POLICY.rules.values(), *POLICY.advisory.values()]
SETTING_RULES = [rule for rule in RULES if isinstance(rule.body, SettingBody)]
JUDGED = (Level.ACCOUNT, Level.GROUP, Level.USER)


def build_catalogue():
    spec = importlib.util.spec_from_file_location("build_catalogue", ROOT / "scripts" / "build_catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (FACTS / "settings.json").is_file(), reason=f"the facts are not here ({FACTS}); set ZOOM_FACTS")
def test_the_committed_data_is_what_the_facts_give():
    module = build_catalogue()
    for name, made in module.build(FACTS).items():
        committed = json.loads((module.DATA / name).read_text(encoding="utf-8"))
        different = [one for one, other in zip(made, committed, strict=False) if one != other]
        assert (len(made), different) == (len(committed), []), f"{name}: run scripts/build_catalogue.py"


# Settings


@each("section", sorted({key.partition(".")[0] for key in settings()}))
def test_every_setting_can_be_read_and_understood(section):
    for key in (key for key in settings() if key.partition(".")[0] == section):
        assert_readable(key)


def assert_readable(key):
    row = setting(key)
    assert row.key == key
    assert row.summary
    assert row.levels
    assert all(
        fits(row.type.removeprefix("array<").removesuffix(">") if row.type.startswith("array<") else row.type, value)
        for value in row.known
    )
    fits(row.type, None)
    for level, place in row.levels.items():
        assert place.paths
        assert len({path.path for path in place.paths}) == len(place.paths)
        if level in JUDGED:
            views = endpoint(endpoint_at(level, Role.SETTINGS)).views
            assert {view for path in place.paths for view in path.views} <= set(views)
        if place.locks:
            assert level in (Level.ACCOUNT, Level.GROUP)
            assert {lock.view for lock in place.locks} <= set(endpoint(endpoint_at(level, Role.LOCKS)).views)


def test_keys_are_sorted_and_single():
    assert list(settings()) == sorted(set(settings()))


def test_a_key_that_is_not_there_is_none():
    assert setting("meeting_security.waitingroom") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("meeting_security.waitingroom", "meeting_security.waiting_room"),
        ("in_meeting.waiting_room", "meeting_security.waiting_room"),
        ("waiting_room", "meeting_security.waiting_room"),
        ("in_meeting.brekout_room", "in_meeting.breakout_room"),
        ("in_meeting.private_chats", "in_meeting.private_chat"),
    ],
)
def test_the_nearest_keys_are_offered_first(typed, meant):
    assert meant in nearest(typed)
    assert len(nearest(typed)) <= 3


def test_nothing_is_near_to_nonsense():
    assert nearest("qqqqqqqqqqqqqqqqqqqqqqqq") == ()


def test_a_value_knows_its_meaning():
    row = setting("in_meeting.allow_participants_chat_with")
    assert row.known == (1, 2, 3, 4)
    assert all(row.meaning(value) for value in row.known)
    assert row.meaning(99) is None


RULE = """\
id: x
title: X
severity: low
setting: {key}
expect: {{not: {value}}}
rationale: R
remediation: R
examples: {{pass: {{}}, fail: {{}}, unknown: {{}}}}
"""
SECRETS = [key for key in settings() if setting(key).secret]


@pytest.mark.parametrize("key", SECRETS)
def test_no_rule_can_name_a_secret(key):
    rule, problems = build_rule(parse(RULE.format(key=json.dumps(key), value='"x"'), "x.yaml"))
    assert rule is None
    assert any("is a secret" in problem.message for problem in problems)


def test_every_path_that_opens_something_is_marked():
    listed = {row["path"] for row in rows("secrets")}
    named = {"password", "passcode", "host_key", "token", "join_url", "start_url", "access_code", "secret"}
    for key in settings():
        row = setting(key)
        paths = {path.path for place in row.levels.values() for path in place.paths}
        if row.secret:
            assert paths <= listed | {key}, key
        if row.type == "string" and key.rpartition(".")[2] in named:
            assert row.secret, key


def test_no_shipped_rule_names_a_secret():
    keys = {key for rule in SETTING_RULES for key, _ in (*rule.body.settings, *rule.body.when)}
    assert not keys & set(SECRETS)


@each("rule", SETTING_RULES, ids=lambda rule: rule.id)
def test_every_setting_of_a_shipped_rule_has_a_place_in_the_portal(rule):
    for key, _ in rule.body.settings:
        assert setting(key).portal, key


@each("rule", SETTING_RULES, ids=lambda rule: rule.id)
def test_a_lock_is_required_only_where_zoom_returns_one(rule):
    places = setting(rule.body.settings[0][0]).levels.values()
    assert rule.body.lock is not Lock.REQUIRED or any(place.locks for place in places)


# Endpoints


@each("row", endpoints(), ids=lambda row: row.id)
def test_every_endpoint_says_how_to_ask_and_what_to_keep(row):
    assert endpoint(row.id) is row
    assert row.path.startswith("/")
    assert row.rate in ("light", "medium", "heavy", "resource-intensive")
    assert row.scopes_classic or row.scopes_granular
    assert row.scopes_to_grant
    whole = row.role in (Role.SETTINGS, Role.LOCKS) and row.level in (Level.ACCOUNT, Level.GROUP, Level.USER)
    assert (row.keep is None) == whole
    assert (row.items is not None) == (row.role in (Role.LIST, Role.MEMBERS))
    if row.keep:
        secret = {path["path"].rpartition(".")[2] for path in rows("secrets")}
        kept = {path for path, kind in row.keep.items() if kind not in ("passcode", "set", "title", "text")}
        assert not {path.rpartition(".")[2] for path in kept} & secret


def test_of_titles_texts_and_passcodes_only_what_is_said_of_them_is_kept():
    kinds = {path: kind for row in endpoints() for path, kind in (row.keep or {}).items()}
    for name, kind in (
        ("topic", "title"),
        ("agenda", "text"),
        ("invitation", "text"),
        ("password", "passcode"),
        ("pmi", "set"),
    ):
        assert kinds[name] == kind


def test_a_list_that_every_user_has_names_its_owner():
    assert {row.id for row in endpoints() if row.parent} == {"users.id.meetings", "users.id.recordings"}


def test_an_endpoint_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        endpoint("webinars")


def test_users_have_no_locks_of_their_own():
    with pytest.raises(KeyError):
        endpoint_at(Level.USER, Role.LOCKS)


@each("rule", RULES, ids=lambda rule: rule.id)
def test_everything_a_shipped_rule_reads_is_in_the_catalogue(rule):
    for read in reads(rule):
        assert read.view in endpoint(read.endpoint).views, read


@pytest.mark.parametrize("level", [Level.USER, Level.ROLE, Level.DOMAIN, Level.MEETING, Level.RECORDING])
def test_every_field_has_a_type_and_an_endpoint(level):
    assert fields(level)
    for field in fields(level).values():
        assert endpoint(field.endpoint).level in (level, Level.GROUP, Level.USER)
        fits(field.type, None)


# Types

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=5,
)
KINDS = sorted({setting(key).type for key in settings()} | {"array<string>", "array<any>"})


@given(JSON)
def test_a_value_is_of_one_plain_type_at_most(value):
    plain = [kind for kind in ("boolean", "integer", "string", "object", "array<any>") if fits(kind, value)]
    assert len(plain) <= 1
    assert fits("number", value) >= fits("integer", value)


@given(st.sampled_from(KINDS))
def test_null_is_of_no_type(kind):
    assert not fits(kind, None)


@given(st.booleans(), st.sampled_from(KINDS))
def test_a_boolean_is_never_a_number(value, kind):
    assert fits(kind, value) == (kind in ("boolean", "any"))


@given(st.lists(JSON, max_size=4), st.sampled_from(["string", "integer", "boolean", "any"]))
def test_a_list_is_of_a_type_when_all_its_items_are(items, kind):
    assert fits(f"array<{kind}>", items) == all(fits(kind, item) for item in items)


@each("value", ["x", {}, 1, True, None, ("a",)])
def test_only_a_list_is_a_list(value):
    assert not fits("array<string>", value)


def test_a_type_that_nobody_knows_is_refused_at_once():
    with pytest.raises((KeyError, ProblemsError)):
        fits("colour", "red")


def test_a_field_has_the_known_values_of_the_setting_with_its_path():
    meeting, recording = fields(Level.MEETING), fields(Level.RECORDING)
    for level, table, prefix in ((Level.MEETING, meeting, ""), (Level.RECORDING, recording, "recording_settings.")):
        for name, field in table.items():
            row = setting(prefix + name)
            if row is not None and level in row.levels and field.in_body:
                assert field.known == row.known, name
    assert meeting["settings.auto_recording"].known == ("local", "cloud", "none")
    assert recording["share_recording"].known == ("publicly", "internally", "none")
    assert fields(Level.USER)["status"].known == ("active", "inactive", "pending")


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("resource: recording\nexpect: {share_recording: {not: publically}}", "did you mean publicly?"),
        ("resource: meeting\nexpect: {settings.auto_recording: {none_of: [clowd]}}", "did you mean cloud?"),
        ("resource: meeting\nexpect: {settings.approval_type: {none_of: [77]}}", "known: 0, 1, 2"),
        ("resource: user\nwhere: {status: activ}\nexpect: {type: 2}", "did you mean active or inactive?"),
        ("resource: meeting\nexpect: {'occurrences[].status': {contains_none: [canceled]}}", "did you mean deleted?"),
    ],
)
def test_a_misspelt_word_of_zooms_is_refused_since_it_would_hold_for_ever(rule, message):
    head = "id: a-rule\ntitle: T\nseverity: low\nrationale: R.\nremediation: R.\n"
    _, problems = build_rule(parse(f"{head}{rule}\nexamples: {{}}\n", "a-rule.yaml"))
    assert message in [one.hint for one in problems]
