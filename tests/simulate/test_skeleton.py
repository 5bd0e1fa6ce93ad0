from zoom_policy_lint.simulate.skeleton import skeleton, walk


def test_one_control_starts_with_one_value_at_every_level_and_in_every_view():
    defaults = {}
    for views in skeleton().settings.values():
        for leaves in views.values():
            for leaf in leaves:
                assert defaults.setdefault(leaf.control, leaf.default) == leaf.default, leaf
    assert len(defaults) > 400


def test_sign_in_profiles_of_meetings_and_recordings_are_two_controls():
    controls = skeleton().controls("user")
    assert {f"{kind}_authentication:authentication_options" for kind in ("meeting", "recording")} <= controls


def test_every_lock_holds_something():
    """A flag that holds no value would make a locked setting look free."""
    held = {lock for locks in skeleton().holders.values() for lock in locks}
    offered = {flag.lock for views in skeleton().locks.values() for flags in views.values() for flag in flags}
    assert offered - held == {"meeting_security.approved_or_denied_countries_or_regions"}


def test_lists_count_as_one_value():
    assert dict(walk({"a": {"b": [1, {"c": 2}], "d": 1}})) == {("a", "b"): [1, {"c": 2}], ("a", "d"): 1}
