"""What no file of the repository may hold."""

import re

import pytest

from tests.docs.pages import name, tracked

HOSTS = re.compile(
    r"(?:[\w-]+\.)*(?:evil)?zoom\.us|zoomgov\.com|api\.zoomgov\.com|127\.0\.0\.1|localhost|json-schema\.org|www\.apache\.org"
    r"|(?:[\w-]+\.)*(?:example|invalid|test|example\.(?:com|org|net)|example\.sch\.uk)"
)
"""Every host that a text may name in an address; one that is not here is looked at by a person first."""
_ADDRESS = re.compile(r"https?://((?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+)")
_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/[\w.]+|file:/{2}|--(?:extra-)?index[-]url|--find[-]links")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        try:
            found[name(path)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def test_no_text_holds_a_path_of_one_machine_or_the_place_of_packages(texts):
    found = {(file, match[0]) for file, text in texts.items() for match in _MACHINE.finditer(text)}
    assert found == set()


def test_every_host_in_an_address_is_a_known_one(texts):
    found = {(file, match[1]) for file, text in texts.items() for match in _ADDRESS.finditer(text)}
    assert {pair for pair in found if not HOSTS.fullmatch(pair[1])} == set()
