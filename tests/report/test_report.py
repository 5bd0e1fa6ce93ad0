import subprocess
import sys

import pytest

from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.report import formats, load


def test_formats_are_the_modules_of_the_folder():
    assert formats() == ("html", "json", "markdown", "pdf", "table")


def test_no_format_is_imported_before_it_is_asked_for():
    program = (
        "import sys; from zoom_policy_lint import report; report.formats(); "
        "loaded = [m for m in sys.modules if m.startswith('zoom_policy_lint.report.outputs')]; "
        "sys.exit(1 if loaded or 'tabulate' in sys.modules else 0)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("name", formats())
def test_every_format_renders_and_describes_itself_in_one_line(name):
    module = load(name)
    assert callable(module.render)
    assert module.__doc__
    assert len(module.__doc__.splitlines()) == 1


def test_an_unknown_format_names_the_nearest():
    with pytest.raises(PolicyLintError, match=r"'markdwn'(.|\n)*Did you mean markdown\?"):
        load("markdwn")


def test_an_unknown_format_like_none_names_them_all():
    with pytest.raises(PolicyLintError, match=r"The formats are html, json, markdown, pdf, table\."):
        load("zzz")


@pytest.mark.parametrize("name", ["__init__", "..style", "", "json/../table"])
def test_a_name_that_is_no_format_is_never_imported(name):
    with pytest.raises(PolicyLintError):
        load(name)
