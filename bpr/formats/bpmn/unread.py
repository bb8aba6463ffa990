"""What was not read before, together with what is not read now.

An entry that a file shows again is not written twice: it is kept as ``[what, where, reason]`` and taken from the file;
one that the file cannot show (a dangling flow, say) is kept whole. Entries that only our own way of writing causes are
listed as ``made`` and left out again.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import Any

from bpr.formats.bpmn.plain import Fields

Key = tuple[str, str, str]


def keep_unread(model: list[Fields], bpmn: list[Fields]) -> Fields:
    """How the model's entries are written, given those the written file shows; empty when both are the same."""
    if model == bpmn:
        return {}
    shown = _by_key(bpmn)
    kept: list[list[str]] = []
    for entry in model:
        queue = shown.get(_key(entry))
        if queue and queue[0] == entry:
            queue.popleft()
            kept.append(list(_key(entry)))
        else:
            kept.append([*_key(entry), entry["raw"]])
    made = [list(_key(entry)) for queue in shown.values() for entry in queue]
    return {"kept": kept, "made": made}


def lay_unread(bpmn: list[Fields], value: Any) -> list[Fields]:
    """The model's entries again; those of elements that an editor added come last."""
    if not isinstance(value, dict):
        return bpmn
    shown = _by_key(bpmn)
    entries: list[Fields] = []
    for found in _rows(value.get("kept"), (3, 4)):
        what, where, reason, *raw = found
        if raw:
            entries.append({"what": what, "where": where, "reason": reason, "raw": raw[0]})
        elif queue := shown.get((what, where, reason)):
            entries.append(queue.popleft())
    for found in _rows(value.get("made"), (3,)):
        if queue := shown.get((found[0], found[1], found[2])):
            queue.popleft()
    left = {id(entry) for queue in shown.values() for entry in queue}
    return [*entries, *(entry for entry in bpmn if id(entry) in left)]


def _rows(value: Any, lengths: tuple[int, ...]) -> list[list[str]]:
    rows = value if isinstance(value, list) else []
    return [
        row
        for row in rows
        if isinstance(row, list) and len(row) in lengths and all(isinstance(word, str) for word in row)
    ]


def _key(entry: Fields) -> Key:
    return entry["what"], entry["where"], entry["reason"]


def _by_key(entries: list[Fields]) -> dict[Key, deque[Fields]]:
    found: defaultdict[Key, deque[Fields]] = defaultdict(deque)
    for entry in entries:
        found[_key(entry)].append(entry)
    return found
