"""The quick reader of YAML reads what the thorough one does; what is wrong with a file the thorough one tells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from grader.errors import ChallengeError
from grader.mistakes import Mistakes
from grader.paths import CHALLENGES
from grader.yaml_reader import _Fast, _Loader, read_yaml

SHIPPED = sorted([*CHALLENGES.rglob("*.yaml"), *(Path(__file__).parents[1] / "grader").rglob("*.yaml")])


def told(node: yaml.Node | None) -> object:
    """All that is made of a node: kind, tag, first line, value."""
    value = node.value if node is not None else None
    if isinstance(node, yaml.MappingNode):
        value = [(told(key), told(each)) for key, each in node.value]
    elif isinstance(node, yaml.SequenceNode):
        value = [told(each) for each in node.value]
    return node and (type(node), node.tag, node.start_mark.line, value)


def test_both_readers_read_every_shipped_file_alike() -> None:
    assert len(SHIPPED) > 300
    for path in SHIPPED:
        text = path.read_text(encoding="utf-8")
        assert told(_Fast(text).get_single_node()) == told(yaml.compose(text, Loader=_Loader)), path


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &x 1\nb: *x\n", "anchors and aliases"),
        ("a: " + "[" * 40 + "]" * 40, "nested deeper than 32 levels"),
        ("a: b: c\n", "not valid YAML: mapping values are not allowed here"),
        ("a:\n\tb: 1\n", "a tab"),
        ("a: \x07\n", "the character U+0007"),
    ],
)
def test_what_the_quick_one_refuses_is_told_in_the_words_of_the_other(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(yaml.YAMLError):
        _Fast(text).get_single_node()
    with pytest.raises(ChallengeError, match=re.escape(problem)):
        read_yaml(tmp_path / "a.yaml", name="a.yaml", mistakes=Mistakes())
