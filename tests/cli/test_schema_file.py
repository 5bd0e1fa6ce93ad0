import json

import pytest

from zoom_policy_lint.cli.schema_file import modeline, write_schema
from zoom_policy_lint.model.errors import PolicyLintError


@pytest.mark.parametrize("kind", ["rule", "policy"])
def test_the_schema_lies_where_the_modeline_points(tmp_path, capsys, kind):
    write_schema(kind, tmp_path)
    file = tmp_path / modeline(kind).removeprefix("# yaml-language-server: $schema=")
    schema = json.loads(file.read_text(encoding="utf-8"))
    assert kind in schema["title"]
    assert str(file) in capsys.readouterr().out
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / ".zoom-policy-lint").write_text("a file", encoding="utf-8")
    with pytest.raises(PolicyLintError, match="could not be made"):
        write_schema("rule", tmp_path)
