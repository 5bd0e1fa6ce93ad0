"""Reading one value, lock flag or field out of whatever came: understood, or not with a reason; never an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import each
from zoom_policy_lint.catalogue import Setting, ValuePath, fits
from zoom_policy_lint.catalogue.fields import Field
from zoom_policy_lint.model.resource import Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.resolve import FieldReader, LockReader, ValueReader
from zoom_policy_lint.resolve.values import walk

OWN = ValuePath("meeting_security.waiting_room", "meeting_security")
TWIN = ValuePath("in_meeting.waiting_room", "default")
EITHER = ValuePath("security.two_factor", "security", or_view="default")
OWN_READ, TWIN_READ, EITHER_READ = (
    "users.id.settings?option=meeting_security",
    "users.id.settings",
    "users.id.settings?option=security",
)


def row(kind="boolean", known=()):
    values = tuple((value, None) for value in known)
    return Setting("a.b", kind, "", values, secret=False, deprecated=False, portal=None, levels={})


def user(bodies=None, unread=None, fields=None):
    return Resource(Level.USER, "u1", "u1", fields or {}, bodies or {}, unread or {})


def value(bodies, *paths, kind="boolean", known=(), unread=None):
    return ValueReader(row(kind, known), paths or (OWN,), "users.id.settings")(user(bodies, unread))


def own(answer):
    return {OWN_READ: {"meeting_security": {"waiting_room": answer}}}


def twin(answer):
    return {TWIN_READ: {"in_meeting": {"waiting_room": answer}}}


OWN_WITHOUT, TWIN_WITHOUT = {OWN_READ: {"meeting_security": {}}}, {TWIN_READ: {"in_meeting": {}}}
SECTIONLESS = {OWN_READ: {"other": {}}}


@pytest.mark.parametrize("answer", [True, False])
def test_a_value_that_came_is_read(answer):
    reading = value(own(answer))
    assert (reading.values, reading.reason, reading.understood) == ((answer,), None, True)


@each(
    ("bodies", "reason"),
    [
        ({}, Reason.NOT_PULLED),
        ({OWN_READ: {}}, Reason.ABSENT),
        (SECTIONLESS, Reason.ABSENT),
        (OWN_WITHOUT, Reason.ABSENT),
        ({OWN_READ: {"meeting_security": None}}, Reason.ABSENT),
        ({OWN_READ: {"meeting_security": [1]}}, Reason.ABSENT),
        (own(None), Reason.NULL),
        (own(1), Reason.TYPE),
        (own("true"), Reason.TYPE),
        (own({}), Reason.TYPE),
        (own([True]), Reason.TYPE),
    ],
)
def test_a_value_that_did_not_come_has_a_reason(bodies, reason):
    reading = value(bodies)
    assert (reading.values, reading.reason, reading.understood) == ((), reason, False)
    assert reading.detail


def test_a_list_with_nothing_in_it_may_be_wrong_and_is_never_right():
    reading = value(own([]), kind="array<string>", known=("DE", "IE"))
    assert (reading.values, reading.understood) == (([],), False)


def test_what_came_and_was_not_understood_is_kept_to_be_shown():
    assert value(own("perhaps")).seen == "perhaps"


@pytest.mark.parametrize("reason", [Reason.SCOPE, Reason.PLAN, Reason.ERROR, Reason.VANISHED])
def test_a_refusal_gives_its_own_reason(reason):
    reading = value({}, unread={OWN_READ: Unread(reason, "because")})
    assert (reading.reason, reading.detail) == (reason, "because")


@each(
    ("kind", "known", "answer", "reason"),
    [
        ("integer", (1, 2), 2, None),
        ("integer", (1, 2), 3, Reason.NEW_VALUE),
        ("integer", (1, 2), True, Reason.TYPE),
        ("integer", (), 99, None),
        ("integer", (), 1.0, Reason.TYPE),
        ("number", (), float("nan"), Reason.TYPE),
        ("number", (), float("inf"), Reason.TYPE),
        ("number", (), 1, None),
        ("string", ("all", "host"), "ALL", Reason.NEW_VALUE),
        ("string", ("all", "host"), "", Reason.NEW_VALUE),
        ("string", (), "", None),
        ("array<string>", ("DE", "IE"), ["DE"], None),
        ("array<string>", ("DE", "IE"), [], Reason.ABSENT),
        ("array<string>", (), [], None),
        ("array<string>", ("DE", "IE"), ["DE", "XX"], Reason.NEW_VALUE),
        ("array<string>", ("DE", "IE"), ["DE", None], Reason.TYPE),
        ("array<string>", (), "DE", Reason.TYPE),
    ],
)
def test_only_values_of_the_type_that_somebody_knows_are_understood(kind, known, answer, reason):
    assert value(own(answer), kind=kind, known=known).reason is reason


# Two paths for one control


TWINS = [
    # the canonical answer, the twin's; values, reason
    (own(True), twin(True), (True, True), None),
    (own(True), twin(False), (True, False), None),
    (own(True), TWIN_WITHOUT, (True,), None),
    (OWN_WITHOUT, twin(True), (True,), None),
    (OWN_WITHOUT, TWIN_WITHOUT, (), Reason.ABSENT),
    (SECTIONLESS, twin(True), (True,), Reason.ABSENT),
    (own(True), {TWIN_READ: {}}, (True,), Reason.ABSENT),
    (own(None), twin(True), (True,), Reason.NULL),
    (own(True), twin(None), (True,), Reason.NULL),
    (own("x"), twin(True), (True,), Reason.TYPE),
    (own(True), twin(0), (True,), Reason.TYPE),
    (own(True), {}, (True,), Reason.NOT_PULLED),
    ({}, twin(True), (True,), Reason.NOT_PULLED),
    ({}, {}, (), Reason.NOT_PULLED),
]


@each(("first", "second", "values", "reason"), TWINS)
def test_two_paths_for_one_control(first, second, values, reason):
    reading = value(first | second, OWN, TWIN)
    assert (reading.values, reading.reason) == (values, reason)
    assert reading.understood == (reason is None)
    assert reading.contradictory == (values == (True, False))


EITHER_VIEW = [
    # the likelier view, the other; values, reason
    ({"security": {"two_factor": True}}, {}, (True,), None),
    ({}, {"security": {"two_factor": True}}, (True,), None),
    ({"security": {}}, {"security": {"two_factor": False}}, (False,), None),
    ({"security": {"two_factor": True}}, {"security": {"two_factor": False}}, (True, False), None),
    ({"security": {"two_factor": True}}, {"security": {"two_factor": None}}, (True,), Reason.NULL),
    ({"security": {"two_factor": True}}, None, (True,), Reason.NOT_PULLED),
    (None, {"security": {"two_factor": True}}, (True,), Reason.NOT_PULLED),
    ({}, {}, (), Reason.ABSENT),
    (None, None, (), Reason.NOT_PULLED),
]


@each(("likelier", "other", "values", "reason"), EITHER_VIEW)
def test_one_path_that_two_views_may_hold(likelier, other, values, reason):
    bodies = {read: body for read, body in ((EITHER_READ, likelier), (TWIN_READ, other)) if body is not None}
    reading = value(bodies, EITHER)
    assert (reading.values, reading.reason) == (values, reason)


# Lists of objects


@each(
    ("body", "expected"),
    [
        ({"a": {"list": [{"x": 1}, {"x": 2}]}}, [1, 2]),
        ({"a": {"list": []}}, []),
        ({"a": {"list": [{"x": 1}, {}]}}, None),
        ({"a": {"list": [{"x": 1}, None]}}, None),
        ({"a": {"list": {"x": 1}}}, None),
        ({"a": {}}, None),
        ({}, None),
    ],
)
def test_a_step_through_a_list_takes_every_item_or_nothing(body, expected):
    found = walk(body, ("a", "list[]", "x"))
    assert found == expected if expected is not None else not isinstance(found, list)


# Locks


LOCK, OTHER_LOCK = (
    ValuePath("meeting_security.waiting_room", "meeting_security"),
    ValuePath("in_meeting.waiting_room", "default"),
)


def lock(bodies, *paths):
    return LockReader(paths or (LOCK,), "users.id.settings")(user(bodies))


@each(
    ("answer", "values", "reason"),
    [
        (True, (True,), None),
        (False, (False,), None),
        ("true", (True,), None),
        ("false", (False,), None),
        (None, (), Reason.NULL),
        (1, (), Reason.TYPE),
        (0, (), Reason.TYPE),
        ("", (), Reason.TYPE),
        ("True", (), Reason.TYPE),
        ("locked", (), Reason.TYPE),
        ({}, (), Reason.TYPE),
        ({"enable": True}, (), Reason.TYPE),
        ([], (), Reason.TYPE),
    ],
)
def test_a_lock_flag_is_true_or_false_or_not_known(answer, values, reason):
    reading = lock(own(answer))
    assert (reading.values, reading.reason) == (values, reason)


LOCK_TWINS = [
    (own(True), twin(True), (True,), None),
    (own(True), twin(False), (False,), None),
    (own(False), twin(True), (False,), None),
    (own(True), TWIN_WITHOUT, (True,), None),
    (OWN_WITHOUT, twin(True), (True,), None),
    (OWN_WITHOUT, TWIN_WITHOUT, (), Reason.ABSENT),
    (own(True), {TWIN_READ: {}}, (), Reason.ABSENT),
    (own(True), {}, (), Reason.NOT_PULLED),
    (own(True), twin(None), (), Reason.NULL),
    (own(True), twin({}), (), Reason.TYPE),
    (own(False), {}, (False,), None),
]


@each(("first", "second", "values", "reason"), LOCK_TWINS)
def test_two_flags_for_one_control_must_both_hold(first, second, values, reason):
    reading = lock(first | second, LOCK, OTHER_LOCK)
    assert (reading.values, reading.reason) == (values, reason)


# Fields


def field(fields, unread=None, kind="string"):
    return FieldReader(Field("email", kind, "users"))(user(fields=fields, unread=unread))


def test_a_field_is_read():
    assert field({"email": "a@b.org"}).values == ("a@b.org",)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({}, Reason.ABSENT), ({"email": None}, Reason.NULL), ({"email": 7}, Reason.TYPE), ({"email": ["a"]}, Reason.TYPE)],
)
def test_a_field_that_did_not_come_has_a_reason(fields, reason):
    assert field(fields).reason is reason


def test_a_field_whose_endpoint_was_refused_says_why():
    reading = field({}, {"users": Unread(Reason.SCOPE, "a scope is missing")})
    assert (reading.reason, reading.detail) == (Reason.SCOPE, "a scope is missing")


# Laws

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.text(max_size=2) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["meeting_security", "waiting_room", "in_meeting", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
ANSWERS = st.dictionaries(
    st.sampled_from([OWN_READ, TWIN_READ]),
    st.dictionaries(st.sampled_from(["meeting_security", "in_meeting", "waiting_room"]), JSON, max_size=3),
    max_size=2,
)


@given(
    ANSWERS,
    st.sampled_from(["boolean", "integer", "string", "array<string>", "any"]),
    st.sampled_from([(OWN,), (OWN, TWIN)]),
)
def test_whatever_comes_a_reading_is_understood_or_has_a_reason(bodies, kind, paths):
    reading = value(bodies, *paths, kind=kind)
    assert reading.understood == (reading.reason is None)
    assert all(fits(kind, one) for one in reading.values)
    flag = lock(bodies, *paths)
    assert flag.understood == (flag.reason is None)
    assert flag.values in ((), (True,), (False,))
