import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoom_policy_lint.model.resource import Listing, Read, Resource, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.snapshot import is_pseudonym, pseudonymise, pseudonymise_listings
from zoom_policy_lint.snapshot.encode import resource_line
from zoom_policy_lint.snapshot.pseudonymise import pseudonymised

KEY = b"a key of the school"


def user(id_, email, **fields):
    return Resource(Level.USER, id_, email, {"id": id_, "email": email, **fields})


def domain_of(resource):
    return resource.fields["email"].partition("@")[2]


def test_names_and_addresses_of_people_are_replaced_and_ids_stay():
    before = user(
        "u1", "m.patel@hill.example.uk", first_name="Meera", last_name="Patel", display_name="Mrs Patel", type=2
    )
    after = pseudonymised(before, KEY)
    written = resource_line(after).decode()
    assert not any(word in written for word in ("patel", "Patel", "Meera", "hill"))
    assert (after.id, after.fields["id"], after.fields["type"]) == ("u1", "u1", 2)
    assert after.name == after.fields["email"]
    assert all(is_pseudonym(after.fields[name]) for name in ("email", "first_name", "last_name", "display_name"))


def test_the_same_name_gives_the_same_hash_and_another_key_another():
    one, two = user("u1", "a@hill.example", first_name="Ann"), user("u2", "A@Hill.Example", first_name="ann")
    first, second = pseudonymised(one, KEY), pseudonymised(two, KEY)
    assert first.fields["email"] == second.fields["email"]
    assert first.fields["first_name"] == second.fields["first_name"]
    assert pseudonymised(one, b"other").fields["email"] != first.fields["email"]


def test_addresses_of_one_domain_still_share_theirs_and_match_the_domain_of_the_account():
    one, two = (pseudonymised(user(name, f"{name}@hill.example"), KEY) for name in ("a", "b"))
    domain = pseudonymised(Resource(Level.DOMAIN, "hill.example", "hill.example", {"managed": True}), KEY)
    assert one.fields["email"] != two.fields["email"]
    assert domain_of(one) == domain_of(two) == domain.id == domain.name


def test_addresses_and_domains_inside_settings_are_replaced():
    bodies = {
        "accounts.settings": {
            "a": {
                "domains": "hill.example.uk, *.trust.example",
                "list": ["head@hill.example.uk"],
                "on": True,
                "n": 1.5,
            },
            "text": "Write to <office@hill.example.uk>.",
        }
    }
    after = pseudonymised(Resource(Level.ACCOUNT, "account", "the account", bodies=bodies), KEY)
    written = json.dumps(after.bodies)
    assert "hill" not in written
    assert "office" not in written
    assert "trust" not in written
    assert after.bodies["accounts.settings"]["a"]["on"] is True
    assert after.bodies["accounts.settings"]["a"]["n"] == 1.5
    assert after.name == "the account"


def test_names_of_groups_are_replaced_and_those_of_roles_stay():
    group = pseudonymised(Resource(Level.GROUP, "g1", "Class of Mrs Patel", {"name": "Class of Mrs Patel"}), KEY)
    role = pseudonymised(Resource(Level.ROLE, "1", "Admin", {"name": "Admin", "members": ["u1"]}), KEY)
    assert is_pseudonym(group.name)
    assert group.name == group.fields["name"]
    assert role.name == role.fields["name"] == "Admin"


def test_an_address_in_a_reason_is_replaced():
    gap = Unread(Reason.VANISHED, "no user a@hill.example")
    after = pseudonymised(Resource(Level.USER, "u1", "u1", unread={"users.id": gap}), KEY)
    assert "hill" not in after.unread["users.id"].detail
    assert after.name == "u1"


def test_meetings_and_recordings_lose_their_people_and_keep_when_they_are():
    fields = {
        "host": "m.patel@hill.example",
        "host_groups": ["Class of Mrs Patel"],
        "alternative_hosts": ["a@localhost", "b@hill.example", "zoom-id"],
        "outside_alternative_hosts": ["x@mail.example"],
        "stand_ins": ["x@mail.example"],
        "timezone": "Europe/London",
    }
    bodies = {"meetings.id": {"settings": {"alternative_hosts": "b@hill.example;a@localhost"}}}
    when = "Mon 30 Nov 2026 09:00 Europe/London, …7890"
    before = Resource(Level.MEETING, "91234567890", f"m.patel@hill.example, {when}", fields, bodies)
    after = pseudonymised(before, KEY)
    written = resource_line(after).decode()
    assert not any(word in written for word in ("patel", "Patel", "hill", "mail.example", "localhost", "zoom-id"))
    assert after.name == f"{after.fields['host']}, {when}"
    assert after.fields["timezone"] == "Europe/London"
    assert after.fields["host"] == pseudonymised(user("u1", "m.patel@hill.example"), KEY).fields["email"]
    group = pseudonymised(Resource(Level.GROUP, "g1", "Class of Mrs Patel"), KEY)
    assert after.fields["host_groups"] == [group.name]


def test_a_meeting_named_by_the_id_of_its_host_keeps_its_name():
    name = "KDcuGIm1QgePTO8WbOqwIQ, no fixed time, …7890"
    assert pseudonymised(Resource(Level.MEETING, "91234567890", name), KEY).name == name


def test_the_order_of_replaced_names_tells_nothing_of_them():
    names = [f"{letter}@hill.example" for letter in "abcdefgh"]
    meeting = Resource(Level.MEETING, "1", "a@hill.example, no fixed time, …1", {"stand_ins": names})
    after = pseudonymised(meeting, KEY).fields["stand_ins"]
    assert after == sorted(after)


def test_assistants_keep_their_ids_and_lose_their_addresses():
    before = user("u1", "a@hill.example", assistants=[{"id": "u2", "email": "b@localhost"}])
    (one,) = pseudonymised(before, KEY).fields["assistants"]
    assert one["id"] == "u2"
    assert is_pseudonym(one["email"])
    assert pseudonymised(user("u1", "a@hill.example", assistants=None), KEY).fields["assistants"] is None


@pytest.mark.parametrize("address", ["a.head@hill.example", "a@localhost", "ä@schüle"])
def test_an_address_in_what_is_said_of_a_list_is_replaced(address):
    gap = Unread(Reason.ERROR, f"not whole for 1 of 3 users ({address}): Zoom failed")
    listings = [Listing(Read("users"), count=3), Listing(Read("users.id.meetings"), complete=False, unread=gap)]
    whole, after = pseudonymise_listings(listings, KEY)
    assert whole == listings[0]
    assert address not in after.unread.detail
    assert after.unread.detail.startswith("not whole for 1 of 3 users (name-")
    assert after.unread.detail.endswith("): Zoom failed")


def test_a_name_that_is_missing_or_of_a_wrong_type_stays_as_it_is():
    after = pseudonymised(Resource(Level.USER, "u1", "u1", {"email": None, "first_name": "", "last_name": 5}), KEY)
    assert after.fields == {"email": None, "first_name": "", "last_name": 5}


@pytest.mark.parametrize(
    "address", ["a@localhost", "a@[10.0.0.1]", "two words", "ä@schüle.example", "x@y@hill.example"]
)
def test_an_odd_address_does_not_get_through(address):
    after = pseudonymised(user("u1", address), KEY)
    assert is_pseudonym(after.fields["email"])
    assert "hill" not in after.fields["email"]
    assert "localhost" not in after.fields["email"]


def test_domains_are_put_in_order_again():
    account = Resource(Level.ACCOUNT, "account", "the account")
    domains = [Resource(Level.DOMAIN, f"d{number}.example", "") for number in range(6)]
    after = list(pseudonymise([account, *domains, user("u1", "a@d1.example")], KEY))
    assert [one.level for one in after] == [Level.ACCOUNT, *[Level.DOMAIN] * 6, Level.USER]
    assert [one.id for one in after[1:7]] == sorted(one.id for one in after[1:7])
    assert list(pseudonymise(domains[:2], KEY)) != []


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=30), max_size=3))
def test_it_is_a_function_of_its_arguments(fields):
    resource = Resource(Level.USER, "u1", "u1", fields)
    assert pseudonymised(resource, KEY) == pseudonymised(resource, KEY)


def test_long_texts_are_searched_in_one_pass():
    text = "a" * 200_000 + "." + "b-" * 100_000
    pseudonymised(Resource(Level.ACCOUNT, "account", "the account", bodies={"x": {"t": text}}), KEY)
