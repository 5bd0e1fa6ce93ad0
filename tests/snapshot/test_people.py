from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.snapshot import without_people


def test_addresses_lose_the_person_and_keep_the_domain():
    body = {
        "chat": {"user_email_addresses": "a.head@school.example;b.deputy@school.example"},
        "security": {"signin_with_sso": {"sso_bypass_users": [{"email": "it@school.example", "id": "x"}]}},
        "meeting_security": {"whitelisted": "school.example", "waiting_room": True, "n": 3, "none": None},
    }
    account = Resource(Level.ACCOUNT, "account", "the account", bodies={"accounts.settings": body})
    (kept,) = without_people([account])
    assert kept.bodies["accounts.settings"] == {
        "chat": {"user_email_addresses": "someone@school.example;someone@school.example"},
        "security": {"signin_with_sso": {"sso_bypass_users": [{"email": "someone@school.example", "id": "x"}]}},
        "meeting_security": {"whitelisted": "school.example", "waiting_room": True, "n": 3, "none": None},
    }
