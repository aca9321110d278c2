"""YAML files read as mappings that know their lines; the only door to PyYAML, and the way in for everything authored.

Nodes are composed, never constructed: no tag runs code, and nothing guesses that ``1.0`` meant the number one.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import yaml

from grader.mapping import List, Mapping, Node, Scalar
from grader.mistakes import Mistakes

# A challenge is a page or two; these bounds only keep a mistake, or mischief, from eating the machine.
LARGEST_FILE_BYTES = 256 << 10
DEEPEST_NESTING = 32


class _Bounded(yaml.composer.Composer):
    """Composes nodes, and refuses aliases, which can grow without bound, and deep nesting: no challenge needs them."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[attr-defined]  # the parser's, which it is mixed into
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problem = "anchors and aliases are not taken here. Write the value out."
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
        if self.depth >= DEEPEST_NESTING:
            problem = f"nested deeper than {DEEPEST_NESTING} levels. Make it flatter."
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Loader(_Bounded, yaml.SafeLoader):
    """Says in the words that authors know what is wrong with a file."""


class _Fast(_Bounded, yaml.CSafeLoader):
    """Reads by libyaml, in a fifth of the time, what nothing is wrong with."""

    def __init__(self, stream: str) -> None:
        yaml.CSafeLoader.__init__(self, stream)
        # The parser in C has a composer of its own and does without this one, which has the bounds.
        yaml.composer.Composer.__init__(self)


def read_yaml(path: Path, *, name: str, mistakes: Mistakes) -> Mapping:
    """Read the mapping that a file holds; ``name`` is how messages call the file.

    Where there is no mapping to read, that is noted and ``ChallengeError`` raised with all that was noted before.
    """
    node = _composed(_content(path, name, mistakes), name, mistakes)
    if not isinstance(node, yaml.MappingNode):
        mistakes.add(name, _line(node), "the file must be a mapping of keys to values")
        raise mistakes.error()
    return _mapping(node, name, mistakes)


def _content(path: Path, name: str, mistakes: Mistakes) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        mistakes.add(name, None, f"cannot be read: {error.strerror}")
        raise mistakes.error() from error
    if len(content) > LARGEST_FILE_BYTES:
        mistakes.add(name, None, f"{len(content)} bytes, where {LARGEST_FILE_BYTES} are the most. Make it shorter.")
        raise mistakes.error()
    return content


def _composed(content: bytes, name: str, mistakes: Mistakes) -> yaml.Node:
    text = ""
    try:
        text = content.decode()
        node = _nodes(text)
    except UnicodeDecodeError as error:
        mistakes.add(name, content.count(b"\n", 0, error.start) + 1, "not UTF-8 text. Save it as UTF-8.")
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        mistakes.add(name, line, f"YAML does not allow the character U+{ord(text[error.position]):04X}. Remove it.")
    except yaml.MarkedYAMLError as error:
        mistakes.add(name, error.problem_mark.line + 1 if error.problem_mark else None, _problem(error))
    else:
        if node is not None:
            return node
        mistakes.add(name, 1, "the file is empty")
    raise mistakes.error()


def _nodes(text: str) -> yaml.Node | None:
    with suppress(yaml.YAMLError):
        return _Fast(text).get_single_node()
    return yaml.compose(text, Loader=_Loader)


def _problem(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "unreadable"
    if "\\t" in problem:
        return "a tab, where YAML indents with spaces. Replace it."
    return problem if problem.endswith(".") else f"not valid YAML: {problem}"


def _mapping(node: yaml.MappingNode, name: str, mistakes: Mistakes) -> Mapping:
    pairs = [(_node(key, name, mistakes), _node(value, name, mistakes)) for key, value in node.value]
    return Mapping(pairs, line=_line(node), file=name, mistakes=mistakes)


def _node(node: yaml.Node, name: str, mistakes: Mistakes) -> Node:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, name, mistakes)
    if isinstance(node, yaml.SequenceNode):
        return List(tuple(_node(item, name, mistakes) for item in node.value), _line(node))
    return Scalar(node.value, _line(node), is_text=node.tag == "tag:yaml.org,2002:str")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
