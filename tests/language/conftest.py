import pytest

from zoom_policy_lint.policy import files, load
from zoom_policy_lint.ruleset import shipped as where

from .errors import SHIPPED


@pytest.fixture(scope="module")
def few_shipped():
    """A few rules and one policy, which never change, in place of those that come with the program."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (files, load, where):
            patch.setattr(module, "shipped", lambda name: SHIPPED / name)
        yield
