"""Three-way merge of process tables: what was written, what people made of it, what the model is now.

Definition: the process is seen as elements (steps, roles, departments, systems, documents, the head) with fields. For
    each field base b, theirs t, ours o. t = b: nobody changed it. t = o: it is so already. o = b: a change. Anything
    else is a conflict. The same holds for elements as a whole: added, removed, or removed here and changed there. The
    order of the rows says nothing: tables get sorted. Only what a table holds (`bpr.formats.table.table_part`) is
    compared; the rest of the model is never touched.
Complexity: O(elements * fields).
References: Khanna, Kunal, Pierce 2007, A Formal Investigation of Diff3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bpr.formats.implied_events import START
from bpr.formats.table import table_part
from bpr.formats.table.part import FACTS
from bpr.formats.yaml_write import step_data
from bpr.merge.result import Take
from bpr.model import Process

GROUPS = ("roles", "departments", "systems", "documents")
HEAD = ("process", "")

Key = tuple[str, str]
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A field with another value; without ``field`` the element as a whole is added (``old`` None) or removed."""

    kind: str
    id: str
    field: str | None
    old: Any
    new: Any

    @property
    def code(self) -> str:
        """``ADDED``, ``REMOVED`` or ``CHANGED``."""
        if self.field is None:
            return "ADDED" if self.old is None else "REMOVED"
        return "CHANGED"

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        parts = {"code": self.code, "kind": self.kind, "id": self.id, "field": self.field, "old": self.old}
        return {key: value for key, value in {**parts, "new": self.new}.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that does not go with what the model has become; ``base`` is what the table said when it was written."""

    change: Change
    base: Any

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        change = self.change
        parts = {"kind": change.kind, "id": change.id, "field": change.field}
        return {
            **{key: value for key, value in parts.items() if value is not None},
            **{"base": self.base, "ours": change.old, "theirs": change.new},
        }


@dataclass(frozen=True, slots=True)
class TableMerge:
    """What a merge found; ``agreed`` are changes that the model has already."""

    changes: tuple[Change, ...]
    agreed: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]

    def wanted(self, take: Take | None = None) -> tuple[Change, ...]:
        """The changes to apply; conflicts as decided."""
        decided = tuple(conflict.change for conflict in self.conflicts) if take == "theirs" else ()
        return (*self.changes, *decided)

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON."""
        return {
            "changes": [change.to_json() for change in self.changes],
            "agreed": [change.to_json() for change in self.agreed],
            "conflicts": [conflict.to_json() for conflict in self.conflicts],
        }


def merge_table(base: Process, theirs: Process, ours: Process) -> TableMerge:
    """Merge an edited table into a model; nothing is changed, the result says what would be.

    Args:
        base: the process the table was written from.
        theirs: the edited table, read.
        ours: the process as it is now.
    """
    before, edited, now = (elements(table_part(process)) for process in (base, theirs, ours))
    _keep_start(before, edited)
    changes: list[Change] = []
    agreed: list[Change] = []
    conflicts: list[Conflict] = []
    for key in dict.fromkeys([*edited, *before]):
        for change, was in _changes(key, before.get(key), edited.get(key), now.get(key)):
            if change.old == change.new:
                agreed.append(replace(change, old=was))
            elif change.old == was:
                changes.append(change)
            else:
                conflicts.append(Conflict(change, was))
    return TableMerge(tuple(changes), tuple(agreed), tuple(conflicts))


def elements(process: Process) -> dict[Key, Fields]:
    """A process as elements with fields, in plain data."""
    found: dict[Key, Fields] = {HEAD: process.model_dump(by_alias=True, exclude_defaults=True, include=set(FACTS))}
    for group in GROUPS:
        for key, entry in getattr(process, group).items():
            found[group, key] = entry.model_dump(by_alias=True, exclude_defaults=True)
    for node in process.walk():
        data = step_data(node)
        data.pop("steps", None)
        parent = process.parents.get(node.id)
        found["step", node.id] = data | ({"inside": parent} if parent is not None else {})
    return found


def _keep_start(before: Mapping[Key, Fields], edited: dict[Key, Fields]) -> None:
    """Sorting rows is no change: a case begins where it did while that step is there, unless a new one is first."""
    key = ("step", START)
    was, new = before.get(key), edited.get(key)
    if was is None or new is None or set(was) | set(new) > {"id", "event", "position", "next"}:
        return
    if ("step", str(was.get("next"))) in edited and ("step", str(new.get("next"))) in before:
        edited[key] = was


def _changes(key: Key, was: Fields | None, new: Fields | None, now: Fields | None) -> Iterator[tuple[Change, Any]]:
    """What the table asks for at one element, each with what it said when it was written; ``old`` is the model's."""
    if was == new:
        return
    if was is None or new is None or now is None:
        yield Change(*key, None, now, new), was
        return
    for field in dict.fromkeys([*was, *new]):
        if was.get(field) != new.get(field):
            yield Change(*key, field, now.get(field), new.get(field)), was.get(field)


def ids_by_parent(fields: Mapping[Key, Fields]) -> dict[str | None, list[str]]:
    """The steps of each list of steps, in order."""
    found: dict[str | None, list[str]] = {}
    for (kind, key), entry in fields.items():
        if kind == "step":
            found.setdefault(entry.get("inside"), []).append(key)
    return found
