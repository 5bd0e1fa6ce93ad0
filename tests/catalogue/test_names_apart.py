"""Controls that Zoom keeps under two names, and each of these names by itself."""

import pytest

from tests.support.each import each
from zoom_policy_lint.catalogue import control_of, names_apart, setting, settings


def two_paths(row):
    return {path.path for place in row.levels.values() if len(place.paths) > 1 for path in place.paths}


def test_there_is_one_for_every_name_of_a_control_that_has_two():
    named = {f"only.{path}" for key in settings() for path in two_paths(setting(key))}
    assert set(names_apart()) == named
    assert named
    assert not named & set(settings())


@each("key", names_apart())
def test_it_is_the_same_control_at_one_path(key):
    row, whole = setting(key), setting(control_of(key))
    assert row.key == key
    assert (row.type, row.known, row.secret, row.summary) == (whole.type, whole.known, whole.secret, whole.summary)
    assert set(row.levels) <= set(whole.levels)
    for level, place in row.levels.items():
        (path,) = place.paths
        assert path.path == key.removeprefix("only.")
        assert path in whole.levels[level].paths
        assert place.locks == whole.levels[level].locks


def test_a_key_is_its_own_control():
    assert {key: control_of(key) for key in settings()} == {key: key for key in settings()}


@pytest.mark.parametrize(
    "key",
    ["only.", "only.in_meeting.polling", "only.only.in_meeting.waiting_room", "Only.in_meeting.waiting_room", "only"],
)
def test_any_other_name_is_none(key):
    assert setting(key) is None
    assert control_of(key) == key


def test_without_it_both_names_must_be_right():
    row = setting(control_of("only.in_meeting.waiting_room"))
    assert 2 in {len(place.paths) for place in row.levels.values()}
