"""YAML text as plain data: every scalar stays text, every value has a place, nothing is expanded or constructed.

PyYAML's event parser is used (the C one where it is built in), because events show anchors, aliases and tags before
anything acts on them, and depth can be bounded while reading. ``no``, ``12:30`` and ``1.10`` stay what was written;
a plain ``~``, ``null`` or nothing at all is None.

Refused, each with its place: anchors and aliases, tags, duplicate keys, keys that are not plain, several documents,
text that is not UTF-8, files over 5 MB, nesting over 40 levels, more than 200,000 nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from bpr.errors import InputError, Problem, Where
from bpr.formats.yaml_syntax import encoding_problem, syntax_problem
from bpr.text import Text

Path = tuple[str | int, ...]
Place = tuple[int, int]

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class YamlData:
    """What a file holds: data, the place of each value and key, its faults, and the paths that cannot be trusted."""

    data: Any
    lines: tuple[str, ...]
    values: dict[Path, Place]
    keys: dict[Path, Place]
    problems: tuple[Problem, ...] = ()
    broken: frozenset[Path] = frozenset()


def decode(content: bytes, name: str | None = None) -> str:
    """The text of a file, UTF-8 with or without a byte-order mark.

    Raises:
        InputError: the file is too large or not UTF-8; the message says how to save it again.
    """
    if len(content) > MAX_BYTES:
        raise InputError(_too_large(name))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(encoding_problem(content, error, name)) from None


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text that was read before, each with its place; None for an empty one."""
    root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    return root


def read_data(text: str, name: str | None = None) -> YamlData:
    """Read YAML text into plain data with places.

    Raises:
        InputError: the text is not YAML, or a bound is exceeded.
    """
    if len(text) > MAX_BYTES:
        raise InputError(_too_large(name))
    text = text.removeprefix("\ufeff")
    lines = tuple(text.splitlines())
    if bad := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        problem = Problem(
            Text(en=f"the character U+{ord(bad[0]):04X} cannot be read", zh=f"字符 U+{ord(bad[0]):04X} 无法读取"),
            Text(en="delete this invisible character", zh="删除这个不可见字符"),
            Where(name, line, column),
            "SYNTAX",
        )
        raise InputError(problem)
    builder = _Builder(name)
    try:
        builder.feed(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        raise InputError([*builder.problems, syntax_problem(error, lines, name)]) from None
    return YamlData(
        builder.root, lines, builder.values, builder.keys, tuple(builder.problems), frozenset(builder.broken)
    )


def _too_large(name: str | None) -> Problem:
    return Problem(
        Text(en="the file is larger than 5 MB", zh="文件超过 5 MB"),
        Text(en="split it: one process a file", zh="拆分文件：一个流程一个文件"),
        Where(name),
        "TOO_LARGE",
    )


@dataclass(slots=True)
class _Frame:
    """A list or mapping being filled; ``key`` is the key waiting for its value."""

    container: Any
    path: Path
    key: str | None = None
    key_place: Place = (1, 1)
    repeated: bool = False


@dataclass(slots=True)
class _Builder:
    """Builds plain data from parser events, collecting faults as it goes."""

    name: str | None
    root: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)
    stack: list[_Frame] = field(default_factory=list)
    muted: int = 0
    nodes: int = 0

    def feed(self, events: Iterator[Any]) -> None:
        """Take all events; only the first document counts."""
        documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._fault(event, "a second document begins here", "这里开始了第二个文档", "DOCUMENTS")
                    return
            elif isinstance(event, yaml.NodeEvent):
                self._count(event)
                self._node(event)
            elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                self._leave()

    def _count(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES or len(self.stack) + self.muted > MAX_DEPTH:
            deep = self.nodes <= MAX_NODES
            en = f"nested deeper than {MAX_DEPTH} levels" if deep else f"more than {MAX_NODES:,} values"
            zh = f"嵌套超过 {MAX_DEPTH} 层" if deep else f"数据项超过 {MAX_NODES:,} 个"
            self._fault(event, en, zh, "TOO_DEEP" if deep else "TOO_LARGE")
            raise InputError(self.problems)

    def _node(self, event: Any) -> None:
        if self.muted:
            self.muted += isinstance(event, yaml.CollectionStartEvent)
            return
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        if event.anchor is not None:
            self._anchor(event)
        if getattr(event, "tag", None) is not None:
            self._fault(event, f"the tag '{event.tag}' is not allowed", f"不允许使用标签 '{event.tag}'", "TAG")
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.container, dict) and frame.key is None:
            self._take_key(frame, event, place)
        else:
            self._take_value(frame, event, place)

    def _take_key(self, frame: _Frame, event: Any, place: Place) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            if isinstance(event, yaml.CollectionStartEvent):
                self._fault(event, "a key must be a plain word", "键必须是普通文字", "SYNTAX")
            raise InputError(self.problems)
        self._refuse_controls(event)
        frame.key, frame.key_place, frame.repeated = event.value, place, event.value in frame.container
        if frame.repeated:
            line = self.keys[(*frame.path, event.value)][0]
            en = f"the key '{event.value}' stands twice (first in line {line})"
            self._fault(event, en, f"键 '{event.value}' 重复(首次在第 {line} 行)", "DUPLICATE_KEY")

    def _take_value(self, frame: _Frame | None, event: Any, place: Place) -> None:
        opens = isinstance(event, yaml.CollectionStartEvent)
        if frame is not None and frame.repeated:
            self.muted = int(opens)
            frame.key, frame.repeated = (frame.key, True) if opens else (None, False)
            return
        path: Path = ()
        if frame is not None:
            path = (*frame.path, len(frame.container) if frame.key is None else frame.key)
        value: Any = None
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_controls(event)
            value = None if event.style in (None, "") and event.value in ("", "~", "null") else event.value
        elif opens:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        else:
            self.broken.add(path)
        self.values[path] = place
        if frame is None:
            self.root = value
        elif frame.key is None:
            frame.container.append(value)
        else:
            frame.container[frame.key] = value
            self.keys[path] = frame.key_place
            frame.key = None
        if opens:
            self.stack.append(_Frame(value, path))

    def _refuse_controls(self, event: Any) -> None:
        r"""Escapes such as ``\e`` may not smuggle control characters into names."""
        if bad := _CONTROL.search(event.value):
            sign = f"U+{ord(bad[0]):04X}"
            self._fault(
                event, f"the control character {sign} stands in a text", f"文字中含有控制字符 {sign}", "CONTROL"
            )

    def _leave(self) -> None:
        """Close the innermost list or mapping, or a part of one that is thrown away."""
        if not self.muted:
            self.stack.pop()
            return
        self.muted -= 1
        if not self.muted:
            self.stack[-1].key, self.stack[-1].repeated = None, False

    def _anchor(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            en, zh = f"the reference '*{event.anchor}' is not allowed", f"不允许使用引用 '*{event.anchor}'"
        else:
            en, zh = f"the anchor '&{event.anchor}' is not allowed", f"不允许使用锚点 '&{event.anchor}'"
        self._fault(event, en, zh, "ALIAS")

    def _fault(self, event: Any, en: str, zh: str, code: str) -> None:
        where = Where(self.name, event.start_mark.line + 1, event.start_mark.column + 1)
        self.problems.append(Problem(Text(en=en, zh=zh), _REMEDIES[code], where, code))


_REMEDIES: dict[str, Text] = {
    "CONTROL": Text(en="remove the escape", zh="删除该转义字符"),
    "ALIAS": Text(
        en="write the value out in each place; if the text itself begins with '&' or '*', put it in quotes",
        zh="在每处写出完整内容；如果文字本身以 '&' 或 '*' 开头，请加引号",
    ),
    "TAG": Text(
        en="leave the '!' tag out; if the text itself begins with '!', put it in quotes",
        zh="去掉 '!' 标签；如果文字本身以 '!' 开头，请加引号",
    ),
    "DUPLICATE_KEY": Text(en="keep one of the two", zh="只保留其中一个"),
    "DOCUMENTS": Text(
        en="one process a file: delete '---' or split the file", zh="一个流程一个文件：删除 '---' 或拆分文件"
    ),
    "TOO_DEEP": Text(en="flatten it; a process file needs few levels", zh="减少嵌套；流程文件只需要很少的层级"),
    "TOO_LARGE": Text(en="split it: one process a file", zh="拆分文件：一个流程一个文件"),
    "SYNTAX": Text(
        en="text that begins with '{', '[' or '?' needs quotes", zh="以 '{'、'[' 或 '?' 开头的文字需要加引号"
    ),
}
