"""Writing changed duties into a process file, where its author keeps them.

Definition (docs/decisions/017): a step that has an explicit ``raci`` map gets its letters there. Elsewhere the letters
    go to ``accountable``, ``consulted``, ``informed`` and ``support``; ``role`` follows when exactly one performer
    moved to another role and the step does not name its own department. A row that these keys cannot say (a second
    performer, no accountable role although the process has an owner, letters without a key) becomes a ``raci`` map.
    The edited text is read again: every row must be the wanted one, and nothing but duties may differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from bpr.analysis.raci.cells import duties_of, format_cell, in_order
from bpr.analysis.raci.derive import RaciMatrix, derive_raci
from bpr.errors import BprError, InputError, Problem, Where
from bpr.formats.yaml_data import compose, decode
from bpr.formats.yaml_emit import scalar
from bpr.merge.yaml_edit import Edit, MappingEditor, apply_edits
from bpr.model import Activity, Process
from bpr.model.nodes import KIND_KEYS
from bpr.text import Text

Letters = tuple[str, ...]
Wanted = Mapping[str, Mapping[str, Letters]]

_KEYS = ("accountable", "consulted", "informed", "support")
_DUTIES = frozenset({"role", "roles", "raci", *_KEYS})
_SHARED = frozenset({"organisations", "departments", "roles", "systems", "documents"})
_MARK = b"\xef\xbb\xbf"


def write_duties(
    content: bytes, wanted: Wanted, process: Process, read: Callable[[bytes], Process], *, name: str | None = None
) -> tuple[bytes, Process]:
    """The process file with new letters, and the process it now describes.

    Args:
        content: the file; its byte-order mark, line ends, comments and order stay.
        wanted: new letters by step and role; roles that are not named keep theirs.
        process: what the file describes now.
        read: reads the content of a file as the file itself is read (shared organisation data beside it).
        name: what messages call the file.

    Raises:
        InputError: the letters cannot be written without changing anything else.
    """
    before = derive_raci(process)
    rows = {step: _row(before, step, letters) for step, letters in wanted.items()}
    text = decode(content, name)
    explicit: set[str] = set()
    for _ in range(3):
        new = apply_edits(text, list(_edits(text, rows, before, process, explicit)))
        try:
            after = read(new.encode())
        except BprError as error:
            raise _refusal(name) from error
        matrix = derive_raci(after)
        wrong = {step for step, row in rows.items() if dict(matrix.rows.get(step, {})) != row}
        if not wrong:
            others = [step for step in before.own_rows if step not in rows]
            if any(matrix.rows.get(step) != before.rows[step] for step in others) or _rest(process) != _rest(after):
                break
            if duties_of(process.raci).support is None and _supports(process) != _supports(after):
                break
            return (_MARK if content.startswith(_MARK) else b"") + new.encode(), after
        if wrong <= explicit:
            break
        explicit |= wrong
    raise _refusal(name)


def _row(matrix: RaciMatrix, step: str, letters: Mapping[str, Letters]) -> dict[str, Letters]:
    row = {**matrix.rows[step], **letters}
    return {role: in_order(held, matrix.variant) for role, held in row.items() if held}


def _edits(
    text: str, rows: Mapping[str, dict[str, Letters]], matrix: RaciMatrix, process: Process, explicit: set[str]
) -> Iterator[Edit]:
    """The edits of all steps that change."""
    by_map = _prefers_maps(process)
    for step, node in _steps(compose(text)):
        activity = process.nodes.get(step)
        if step in rows and isinstance(activity, Activity):
            editor = MappingEditor(text, node)
            duties = _Duties(editor, activity, matrix, rows[step])
            if activity.raci is not None:
                duties.into_map()
            elif step in explicit or (by_map and not any(getattr(activity, key) for key in _KEYS)):
                duties.as_map()
            else:
                duties.as_keys()
            yield from editor.edits


def _prefers_maps(process: Process) -> bool:
    """Whether the author writes duties as ``raci`` maps and never by keys."""
    steps = [node for node in process.walk() if isinstance(node, Activity)]
    by_key = any(getattr(node, key) for node in steps for key in _KEYS)
    return not by_key and any(node.raci is not None for node in steps)


class _Duties:
    """The duties of one step being written."""

    def __init__(
        self, editor: MappingEditor, activity: Activity, matrix: RaciMatrix, row: Mapping[str, Letters]
    ) -> None:
        self.editor, self.activity, self.row = editor, activity, row
        self.variant = matrix.variant
        self.duties = duties_of(matrix.variant)
        self.old = matrix.rows[activity.id]

    def into_map(self) -> None:
        """Change the entries of the ``raci`` map that is there."""
        node = self.editor.value("raci")
        inner = MappingEditor(self.editor.text, node) if isinstance(node, yaml.MappingNode) else None
        if inner is None or not inner.entries or not set(inner.entries) & set(self.row):
            self.editor.set("raci", self._map())
        else:
            for role in inner.entries:
                if role not in self.row:
                    inner.remove(role)
            for role, letters in self.row.items():
                if letters != self.old.get(role):
                    inner.set(role, format_cell(letters, self.variant), behind=tuple(reversed(inner.entries)))
            self.editor.edits += inner.edits
        self._performer()

    def as_map(self) -> None:
        """One ``raci`` map with the whole row, instead of the keys; a key without a letter in the matrix stays."""
        present = [key for key, letter in self._letters() if letter is not None and key in self.editor.entries]
        for key in present[1:]:
            self.editor.remove(key)
        if not (present and self.editor.replace(present[0], "raci", self._map())):
            for key in present[:1]:
                self.editor.remove(key)
            self.editor.set("raci", self._map(), behind=("role", *_label_keys(), "id"))
        self._performer()

    def as_keys(self) -> None:
        """Each letter under its own key; only keys whose roles changed are touched."""
        self._performer()
        for position, (key, letter) in enumerate(self._letters()):
            if letter is None or self._holders(self.old, letter) == self._holders(self.row, letter):
                continue
            written: Sequence[str] = getattr(self.activity, key)
            holders = self._holders(self.row, letter)
            roles = [role for role in written if role in holders]
            roles += [role for role in self.row if role in holders and role not in roles]
            behind = (*reversed(_KEYS[:position]), "role", *_label_keys(), "id")
            if roles:
                self.editor.set_list(key, roles, behind=behind)
            elif key in self.editor.entries:
                self.editor.remove(key)

    def _letters(self) -> Iterator[tuple[str, str | None]]:
        """Each key with its letter in the matrix, if it has one."""
        letters = (self.duties.answers, self.duties.consulted, self.duties.informed, self.duties.support)
        return zip(_KEYS, letters, strict=True)

    def _performer(self) -> None:
        """``role`` follows when exactly one performer moved."""
        old, new = self._holders(self.old, self.duties.does), self._holders(self.row, self.duties.does)
        roles = self.activity.roles
        if len(roles) == 1 and old == set(roles) and len(new) == 1 and old != new and not self.activity.department:
            self.editor.set_list("role", [*new])

    def _map(self) -> str:
        entries = (f"{scalar(role)}: {format_cell(letters, self.variant)}" for role, letters in self.row.items())
        return "{" + ", ".join(entries) + "}"

    @staticmethod
    def _holders(row: Mapping[str, Letters], letter: str) -> set[str]:
        return {role for role, letters in row.items() if letter in letters}


def _label_keys() -> tuple[str, ...]:
    return ("name", *KIND_KEYS)


def _steps(root: yaml.Node | None) -> Iterator[tuple[str, yaml.MappingNode]]:
    """Every step of a file with its id, inner ones too."""
    if not isinstance(root, yaml.MappingNode):
        return
    for key, value in root.value:
        if key.value != "steps" or not isinstance(value, yaml.SequenceNode):
            continue
        for step in value.value:
            if isinstance(step, yaml.MappingNode):
                ids = [v.value.strip() for k, v in step.value if k.value == "id" and isinstance(v, yaml.ScalarNode)]
                if ids:
                    yield ids[0], step
                yield from _steps(step)


def _supports(process: Process) -> dict[str, tuple[str, ...]]:
    """Who supports each activity: no letter of a RACI matrix says it, so none may change it."""
    return {node.id: node.support for node in process.walk() if isinstance(node, Activity)}


def _rest(process: Process) -> Any:
    """All that must not change: the model without its duties, and without shared definitions that came into use."""
    return _without(process.model_dump(mode="json", exclude=set(_SHARED)))


def _without(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without(value) for key, value in data.items() if key not in _DUTIES}
    return [_without(item) for item in data] if isinstance(data, list) else data


def _refusal(name: str | None) -> InputError:
    return InputError(
        Problem(
            Text(
                en="the letters cannot be written into this file without changing anything else",
                zh="无法在不改动其他内容的情况下把职责写入该文件",
            ),
            Text(
                en="enter the changes listed by --dry-run by hand; the file was not touched",
                zh="请按 --dry-run 列出的修改手工填写；文件未被改动",
            ),
            Where(name),
            "NOT_APPLIED",
        )
    )
