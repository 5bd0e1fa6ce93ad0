import os
from functools import cache

import pytest

from zoom_policy_lint.policy import files, load
from zoom_policy_lint.ruleset import load as rules
from zoom_policy_lint.ruleset import shipped as where

from .errors import SHIPPED

read_anew = rules._read


@cache
def read_known(path, content):
    """What a rule file says, read once for each of its contents."""
    return read_anew(path)


def read(path):
    readable = path.is_file() and os.access(path, os.R_OK)
    return read_known(path, path.read_bytes()) if readable else read_anew(path)


@pytest.fixture(scope="module")
def few_shipped():
    """A few rules and one policy, which never change, in place of those that come with the program."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (files, load, where):
            patch.setattr(module, "shipped", lambda name: SHIPPED / name)
        yield


@pytest.fixture(scope="module")
def rules_read_once():
    """A rule file that has not changed is not read again: a test that spoils one file pays for that one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "_read", read)
        yield
