from dataclasses import replace

import pytest

from zoom_policy_lint.simulate import Behaviour, Group, Inheritance, OddLocks, SimulatedAccount, User

CHAT = "in_meeting.private_chat"
CLASSIC, NEW = Inheritance.CLASSIC, Inheritance.NEW_EXPERIENCE
FIRST, SECOND = Group(id="g1", name="First"), Group(id="g2", name="Second")


def account(settings=None, locks=(), first=FIRST, second=SECOND, user=None, groups=("g1", "g2")):
    person = User(id="u1", email="a@school.example", first_name="A", last_name="B", groups=groups, settings=user or {})
    return SimulatedAccount(
        id="acc", users=(person,), groups=(first, second), settings=settings or {}, locks=frozenset(locks)
    )


def seen(client_of, school, model, place="/users/u1", section="in_meeting", key="private_chat"):
    client = client_of(school, Behaviour(rate_limits=False, inheritance=model))
    return client.body(f"{place}/settings")[section][key]


@pytest.mark.parametrize("model", Inheritance)
def test_a_new_account_shows_zooms_value_at_every_level(client_of, model):
    for place in ("/accounts/me", "/groups/g1", "/users/u1"):
        assert seen(client_of, account(), model, place) is True


@pytest.mark.parametrize("model", Inheritance)
def test_the_accounts_value_comes_down(client_of, model):
    for place in ("/accounts/me", "/groups/g1", "/users/u1"):
        assert seen(client_of, account({CHAT: False}), model, place) is False


@pytest.mark.parametrize("model", Inheritance)
def test_a_group_that_has_changed_a_setting_keeps_its_own_value(client_of, model):
    school = account({CHAT: True}, first=replace(FIRST, settings={CHAT: False}))
    assert seen(client_of, school, model, "/groups/g1") is False
    assert seen(client_of, school, model, "/groups/g2") is True
    assert seen(client_of, school, model) is False


@pytest.mark.parametrize("model", Inheritance)
def test_a_user_who_has_changed_a_setting_keeps_their_own_value(client_of, model):
    school = account({CHAT: True}, first=replace(FIRST, settings={CHAT: True}), user={CHAT: False})
    assert seen(client_of, school, model) is False


@pytest.mark.parametrize("model", Inheritance)
def test_an_account_lock_makes_everybody_show_the_accounts_value(client_of, model):
    school = account(
        {CHAT: False}, [CHAT], first=replace(FIRST, settings={CHAT: True}, locks=frozenset({CHAT})), user={CHAT: True}
    )
    for place in ("/accounts/me", "/groups/g1", "/users/u1"):
        assert seen(client_of, school, model, place) is False


@pytest.mark.parametrize("model", Inheritance)
def test_a_group_lock_beats_what_the_user_has_changed(client_of, model):
    school = account(first=replace(FIRST, settings={CHAT: False}, locks=frozenset({CHAT})), user={CHAT: True})
    assert seen(client_of, school, model) is False


@pytest.mark.parametrize(("model", "value"), [(CLASSIC, False), (NEW, True)])
def test_the_lock_of_a_later_group_applies_in_the_classic_model_only(client_of, model, value):
    """Classic: the primary group gives the value, and every group's lock holds it."""
    first, second = replace(FIRST, settings={CHAT: False}), replace(SECOND, locks=frozenset({CHAT}))
    assert seen(client_of, account(first=first, second=second, user={CHAT: True}), model) is value


@pytest.mark.parametrize(("model", "value"), [(CLASSIC, True), (NEW, False)])
def test_a_later_groups_value_comes_down_in_the_new_model_only(client_of, model, value):
    """New: the first group in priority that has the setting decides; classic: only the primary group gives values."""
    school = account(second=replace(SECOND, settings={CHAT: False}))
    assert seen(client_of, school, model) is value


@pytest.mark.parametrize(("model", "value"), [(CLASSIC, True), (NEW, False)])
def test_primary_is_the_users_first_group_and_priority_is_the_accounts_order(client_of, model, value):
    first, second = replace(FIRST, settings={CHAT: False}), replace(SECOND, settings={CHAT: True})
    school = account(first=first, second=second, groups=("g2", "g1"))
    assert seen(client_of, school, model) is value


def test_one_control_under_two_names_has_one_value(client_of):
    school = account({"meeting_security.waiting_room": False, "schedule_meeting.participant_video": False})
    client = client_of(school)
    user = client.body("/users/u1/settings")
    assert user["in_meeting"]["waiting_room"] is False
    assert user["schedule_meeting"]["participants_video"] is False
    security = client.body("/accounts/me/settings", option="meeting_security")["meeting_security"]
    assert security["waiting_room"] is security["waiting_room_options"]["enable"] is False


def test_a_lock_shows_at_the_level_that_has_set_it(client_of):
    school = account(locks=[CHAT], first=replace(FIRST, locks=frozenset({"recording.local_recording"})))
    client = client_of(school)
    own = client.body("/accounts/me/lock_settings")
    assert (own["in_meeting"]["private_chat"], own["recording"]["local_recording"]) == (True, False)
    first, second = (client.body(f"/groups/{group}/lock_settings") for group in ("g1", "g2"))
    assert (first["in_meeting"]["private_chat"], first["recording"]["local_recording"]) == (False, True)
    assert second["recording"]["local_recording"] is False


def test_a_lock_on_a_section_holds_what_is_in_it(client_of):
    name = "schedule_meeting.continuous_meeting_chat"
    school = account({f"{name}.enable": False}, [name], user={f"{name}.enable": True})
    body = client_of(school).body("/users/u1/settings")
    assert body["schedule_meeting"]["continuous_meeting_chat"]["enable"] is False


def test_a_lock_under_another_name_holds_its_value(client_of):
    school = account(
        {"meeting_authentication": True},
        ["schedule_meeting.meeting_authentication"],
        user={"meeting_authentication": False},
    )
    body = client_of(school).body("/users/u1/settings", option="meeting_authentication")
    assert body["meeting_authentication"] is True


@pytest.mark.parametrize(("covers", "value"), [(False, "all"), (True, "host")])
def test_whether_a_lock_covers_the_choice_beneath_is_a_switch(client_of, covers, value):
    choice = "in_meeting.who_can_share_screen"
    school = account({choice: "host"}, ["in_meeting.screen_sharing"], user={choice: "all"})
    client = client_of(school, Behaviour(lock_covers_choice=covers))
    assert client.body("/users/u1/settings")["in_meeting"]["who_can_share_screen"] == value


@pytest.mark.parametrize(("odd", "chime"), [(OddLocks.AS_TYPED, "true"), (OddLocks.BOOLEAN, True)])
def test_locks_that_are_not_typed_boolean_are_a_switch(client_of, odd, chime):
    client = client_of(account(locks=["in_meeting.entry_exit_chime"]), Behaviour(odd_locks=odd))
    assert client.body("/accounts/me/lock_settings")["in_meeting"]["entry_exit_chime"] == chime


def test_the_waiting_room_lock_is_repeated_among_the_values(client_of):
    for locks in ([], ["meeting_security.waiting_room"]):
        body = client_of(account(locks=locks)).body("/accounts/me/settings", option="meeting_security")
        assert body["meeting_security"]["waiting_room_options"]["locked"] is bool(locks)


@pytest.mark.parametrize("place", ["/accounts/me", "/groups/g1", "/users/u1"])
def test_a_setting_that_zoom_has_added_is_answered_at_every_level_in_the_plain_view(client_of, place):
    client = client_of(replace(account(), newer={"in_meeting.holograms": True}), Behaviour(rate_limits=False))
    assert client.body(f"{place}/settings")["in_meeting"]["holograms"] is True
    assert client.body(f"{place}/settings")["in_meeting"]["private_chat"] is True
    assert "in_meeting" not in client.body(f"{place}/settings", option="meeting_security")
