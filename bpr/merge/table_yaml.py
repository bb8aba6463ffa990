"""Writing the changes of a process table into a process file; comments, order and everything else stay.

A changed field changes in its place; a new step stands behind the one above it in the table; a removed step takes its
lines with it, its comments stay. The edited text is read again: it must be the wanted process, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml

from bpr.errors import BprError, InputError, Problem, Where
from bpr.formats.implied_events import END, START
from bpr.formats.table import table_part
from bpr.formats.yaml_data import compose, decode
from bpr.formats.yaml_emit import emit, flow
from bpr.merge.table import GROUPS, HEAD, Change, Fields, Key, elements, ids_by_parent
from bpr.merge.yaml_edit import Edit, MappingEditor, apply_edits
from bpr.model import Process
from bpr.model.nodes import KIND_KEYS
from bpr.text import Text

_MARK = b"\xef\xbb\xbf"
_LABELS = ("name", *KIND_KEYS)
_ORDER = (
    *("id", *_LABELS, "role", "department", "phase", "position", "time", "wait", "cost", "system", "documents"),
    *("accountable", "consulted", "informed", "support", "note"),
)
_LISTS = frozenset({"role", "system", "accountable", "consulted", "informed", "support"})
_HEAD_ORDER = ("documents", "systems", "roles", "departments", "working_time", "time_unit", "volume", "owner", "title")


def write_changes(
    content: bytes,
    changes: Sequence[Change],
    theirs: Process,
    process: Process,
    read: Callable[[bytes], Process],
    *,
    name: str | None = None,
) -> tuple[bytes, Process]:
    """The process file with the changes, and the process it now describes.

    Args:
        content: the file.
        changes: what to write.
        theirs: the edited table, which says where new steps stand.
        process: what the file describes now.
        read: reads the content of a file as the file itself is read (shared organisation data beside it).
        name: what messages call the file.

    Raises:
        InputError: the changes cannot be written without changing anything else.
    """
    text = decode(content, name)
    before = elements(process)
    expected = _expected(before, changes)
    try:
        edits = _Writer(text, changes, elements(table_part(theirs)), expected).edits()
        new = apply_edits(text, edits)
        after = read(new.encode())
    except (BprError, _Cannot) as error:
        raise _refusal(name) from error
    if not _is_wanted(expected, elements(after), before, {(change.kind, change.id) for change in changes}):
        raise _refusal(name)
    return (_MARK if content.startswith(_MARK) else b"") + new.encode(), after


class _Cannot(Exception):
    """The file is written in a way that cannot be edited safely."""


def _expected(before: Mapping[Key, Fields], changes: Sequence[Change]) -> dict[Key, Fields]:
    """All elements as they should be afterwards; what a table does not know of a way stays with it."""
    expected = {key: dict(fields) for key, fields in before.items()}
    for change in changes:
        key = (change.kind, change.id)
        if change.field is None:
            if change.new is None:
                expected.pop(key, None)
            else:
                expected[key] = dict(change.new)
        elif change.new is None:
            expected[key].pop(change.field, None)
        else:
            new = _ways(expected[key].get("next"), change.new) if change.field == "next" else change.new
            expected[key][change.field] = new
    return expected


def _ways(now: Any, new: Any) -> Any:
    """New ways out, each with what the file says about it beyond label and share."""
    kept = {way["to"]: way for way in _listed(now) if isinstance(way, dict)}
    ways = []
    for way in _listed(new):
        data = way if isinstance(way, dict) else {"to": way}
        more = {key: value for key, value in kept.get(data["to"], {}).items() if key not in ("to", "when", "share")}
        data = {**data, **more}
        ways.append(data["to"] if set(data) == {"to"} else data)
    return ways[0] if len(ways) == 1 else ways


def _listed(ways: Any) -> list[Any]:
    return ways if isinstance(ways, list) else [] if ways is None else [ways]


class _Writer:
    """The edits of one file."""

    def __init__(
        self, text: str, changes: Sequence[Change], theirs: Mapping[Key, Fields], expected: Mapping[Key, Fields]
    ) -> None:
        self.text = text
        self.changes = changes
        self.theirs = theirs
        self.expected = expected
        root = compose(text)
        if not isinstance(root, yaml.MappingNode):
            raise _Cannot
        self.root = MappingEditor(text, root)
        self.steps: dict[str, _StepEditor] = {}
        self._collect(root)
        self.parts = [self.root]

    def _collect(self, node: yaml.MappingNode) -> None:
        """The mapping of each step, inner ones too."""
        for key, value in node.value:
            if key.value == "steps" and isinstance(value, yaml.SequenceNode):
                for step in value.value:
                    if isinstance(step, yaml.MappingNode):
                        editor = _StepEditor(self.text, step, in_lines=not value.flow_style)
                        found = editor.value("id")
                        if isinstance(found, yaml.ScalarNode):
                            self.steps[found.value.strip()] = editor
                        self._collect(step)

    def edits(self) -> list[Edit]:
        """All edits, those of one place in their order."""
        added = {change.id: change for change in self.changes if change.kind == "step" and change.code == "ADDED"}
        for kind, key in dict.fromkeys((change.kind, change.id) for change in self.changes if change.kind in GROUPS):
            self._entry(kind, key)
        for change in self.changes:
            if change.kind == "step" and change.code != "ADDED":
                self._step(change)
            elif (change.kind, change.id) == HEAD and change.field is not None:
                self._set(self.root, change.field, change.new, _HEAD_ORDER)
        self._groups()
        self._add(added)
        return [edit for part in (*self.parts, *self.steps.values()) for edit in part.edits]

    def _step(self, change: Change) -> None:
        editor = self.steps.get(change.id)
        if editor is None:
            if change.id in (START, END):
                return  # an event that the file leaves out follows by itself
            raise _Cannot
        if change.code == "REMOVED":
            editor.drop()
        elif change.field == "inside" or change.field is None:
            raise _Cannot
        elif change.field in _LABELS:
            self._label(editor, change)
        else:
            value = self.expected["step", change.id].get(change.field)
            self._set(editor, change.field, value, tuple(reversed(_ORDER)))

    def _label(self, editor: MappingEditor, change: Change) -> None:
        """A label, or a step that becomes one of another kind."""
        field, value = str(change.field), self.expected["step", change.id].get(str(change.field))
        written = next((key for key in _LABELS if key in editor.entries), None)
        if change.new is None and field in self.expected["step", change.id]:
            raise _Cannot
        if change.new is None:
            return  # the new kind's own change puts its label here
        if written == field:
            editor.set(field, flow(value))
        elif written is None or not editor.replace(written, field, flow(value)):
            raise _Cannot

    def _set(self, editor: MappingEditor, key: str, value: Any, behind: Sequence[str]) -> None:
        if value is None:
            if key in editor.entries:
                editor.remove(key)
        elif key in _LISTS and value != []:
            editor.set_list(key, value if isinstance(value, list) else [value], behind=behind)
        else:
            editor.set(key, flow(value), behind=behind)

    def _entry(self, group: str, key: str) -> None:
        """A role, department, system or document whose group the file has; others are collected by `_groups`."""
        node = self.root.value(group)
        if not isinstance(node, yaml.MappingNode) or not node.value:
            return
        editor = next((part for part in self.parts if part.node is node), None)
        if editor is None:
            editor = MappingEditor(self.text, node)
            self.parts.append(editor)
        entry = self.expected.get((group, key))
        if entry is not None:
            editor.set(key, _short(entry), behind=tuple(editor.entries)[-1:])
        elif key in editor.entries:
            editor.remove(key)

    def _groups(self) -> None:
        """Groups of definitions that the file does not have yet."""
        for group in GROUPS:
            node = self.root.value(group)
            if isinstance(node, yaml.MappingNode) and node.value:
                continue
            new = {change.id: self.expected[group, change.id] for change in self.changes
                   if change.kind == group and (group, change.id) in self.expected}  # fmt: skip
            if new:
                self.root.set(group, flow({key: _name_or_all(entry) for key, entry in new.items()}), behind=_HEAD_ORDER)

    def _add(self, added: Mapping[str, Change]) -> None:
        """New steps behind the step above them in the table."""
        order = ids_by_parent(self.theirs)
        for parent, ids in order.items():
            if parent in added:
                continue  # written together with its sub-process
            above: str | None = None
            for key in ids:
                if key not in added:
                    above = key if key in self.steps and not self.steps[key].dropped else above
                elif above is not None:
                    self.steps[above].put_behind(self._data(key, order))
                elif parent is None and (first := next((one for one in ids if one in self.steps), None)):
                    self.steps[first].put_before(self._data(key, order))
                elif key not in (START, END):
                    raise _Cannot

    def _data(self, key: str, order: Mapping[str | None, list[str]]) -> Fields:
        """A new step with everything inside it."""
        data = {name: value for name, value in self.expected["step", key].items() if name != "inside"}
        inner = [self._data(child, order) for child in order.get(key, ())]
        return data | ({"steps": inner} if inner else {})


class _StepEditor(MappingEditor):
    """One step of a list, which may go or get neighbours."""

    def __init__(self, text: str, node: yaml.MappingNode, *, in_lines: bool) -> None:
        super().__init__(text, node)
        self.in_lines = in_lines
        self.dropped = False
        self.line = text.rfind("\n", 0, node.start_mark.index) + 1
        self.dash = text.find("-", self.line)

    def drop(self) -> None:
        """Take the step out of its list."""
        self._must_stand_alone()
        self.edits.clear()
        self.dropped = True
        self._drop_lines(self.line, self._end(self.node), " " * (self.dash - self.line))

    def put_behind(self, data: Fields) -> None:
        """A new step after this one."""
        self._must_stand_alone()
        self._after_line(self._end(self.node), "".join(self._break() + line for line in self._lines(data)))

    def put_before(self, data: Fields) -> None:
        """A new step before this one."""
        self._must_stand_alone()
        new = "".join(line + self._break() for line in self._lines(data))
        self.edits.append(Edit(self.line, self.line, new))

    def _lines(self, data: Fields) -> list[str]:
        indent = " " * (self.dash - self.line)
        return [indent + line[2:] for line in emit({"steps": [data]}).splitlines()[1:]]

    def _must_stand_alone(self) -> None:
        if not self.in_lines or self.text[self.line : self.node.start_mark.index].strip() != "-":
            raise _Cannot


def _short(entry: Fields) -> str:
    return flow(_name_or_all(entry))


def _name_or_all(entry: Fields) -> Any:
    return entry["name"] if set(entry) == {"name"} else entry


def _is_wanted(
    expected: Mapping[Key, Fields], after: Mapping[Key, Fields], before: Mapping[Key, Fields], touched: set[Key]
) -> bool:
    """Whether the edited file says what was wanted and nothing else; unused shared definitions may come and go."""
    for key in {**expected, **after}:
        shared = key[0] in GROUPS and key not in touched and (key not in after or key not in before)
        if not shared and expected.get(key) != after.get(key):
            return False
    return True


def _refusal(name: str | None) -> InputError:
    return InputError(
        Problem(
            Text(
                en="the changes cannot be written into this file without changing anything else",
                zh="无法在不改动其他内容的情况下把修改写入该文件",
            ),
            Text(
                en="enter the changes listed by --dry-run by hand; the file was not touched",
                zh="请按 --dry-run 列出的修改手工填写；文件未被改动",
            ),
            Where(name),
            "NOT_APPLIED",
        )
    )
