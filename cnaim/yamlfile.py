"""YAML as the editors mean it: 1.2 scalars, and the line of every mistake.

PyYAML's C loader is thirty times as fast as a round-trip parser; its YAML 1.1 reading of
`10:30` (630), `no` (False) and `007` (7) is switched off here, so dates, times and phone
numbers stay text.
"""

import re
from pathlib import Path

import yaml


class Loader(yaml.CSafeLoader):
    """PyYAML's safe C loader with YAML 1.2 scalars."""


_DROPPED = {f"tag:yaml.org,2002:{tag}" for tag in ("bool", "int", "float", "timestamp")}
Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag not in _DROPPED]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
for _tag, _pattern, _first in (
    ("bool", r"^(true|false)$", "tf"),
    ("int", r"^-?(0|[1-9]\d*)$", "-0123456789"),
    ("float", r"^-?\d+\.\d+$", "-0123456789"),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def _no_duplicates(loader: Loader, node: yaml.MappingNode) -> dict:
    """A map with the same key twice is a mistake, not the last one wins."""
    loader.flatten_mapping(node)
    pairs = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in pairs:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} stands twice in one map; keep one", key_node.start_mark
            )
        pairs[key] = loader.construct_object(value_node, deep=True)
    return pairs


Loader.add_constructor("tag:yaml.org,2002:map", _no_duplicates)


class YamlError(ValueError):
    """A file that is not YAML; `str()` is `path:line: what is wrong`."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


def load(path: Path) -> object:
    """The content of one YAML file. Raises `YamlError` with the line, for bad bytes too."""
    try:
        return loads(path.read_text("utf-8"), path)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise YamlError(path, line, "not UTF-8 text; save the file as UTF-8") from None
    except OSError as error:
        raise YamlError(path, 1, f"cannot be read: {error.strerror}") from None


def loads(text: str, path: Path = Path("<text>")) -> object:
    """The content of YAML text; `path` only names it in errors."""
    try:
        return yaml.load(text, Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not readable as YAML"
        raise YamlError(path, mark.line + 1 if mark else 1, f"not valid YAML: {problem}") from None


def line_of(text: str, keys: list) -> int:
    """The line (from 1) of the value at `keys` in YAML text; of the nearest parent when absent."""
    try:
        node = yaml.compose(text, Loader)
    except yaml.YAMLError:
        return 1
    line = 1
    for key in keys:
        found = _child(node, key)
        if found is None:
            break
        line, node = found
    return line


def _child(node: yaml.Node, key: object) -> "tuple[int, yaml.Node] | None":
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == str(key):
                return key_node.start_mark.line + 1, value_node
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark.line + 1, node.value[key]
    return None
