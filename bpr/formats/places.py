"""Where a fault stands: from the path a validator names to the line of the file, and the file without its faulty parts.

A validator's path holds parts the file does not (the kind of a step, positions in a list written as one item); parts
that lead nowhere are passed over, so the path ends at the nearest thing that was really written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Set
from itertools import count, islice
from typing import Any

from bpr.model.nodes import KIND_KEYS

Path = tuple[str | int, ...]

STEP_KINDS = frozenset({"activity", *KIND_KEYS})
DICTIONARIES = frozenset({"organisations", "departments", "roles", "systems", "documents", "parties"})
_TAB = 4


def prune(value: Any, broken: Set[Path], path: Path = ()) -> Any:
    """A copy of plain data without the parts at these paths."""
    if isinstance(value, dict):
        return {key: prune(item, broken, (*path, key)) for key, item in value.items() if (*path, key) not in broken}
    if isinstance(value, list):
        kept = ((position, item) for position, item in enumerate(value) if (*path, position) not in broken)
        return [prune(item, broken, (*path, position)) for position, item in kept]
    return value


def locate(loc: Iterable[str | int], tree: Any, broken: Set[Path]) -> Path:
    """The path in the file that a validator's path into the pruned tree means."""
    parts = tuple(loc)
    path: Path = ()
    node = tree
    for position, part in enumerate(parts):
        if part in STEP_KINDS and _names_kind(parts, position):
            continue
        if isinstance(node, dict) and part in node:
            node, path = node[part], (*path, part)
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            kept = (index for index in count() if (*path, index) not in broken)
            node, path = node[part], (*path, next(islice(kept, part, None)))
    return path


def _names_kind(parts: Path, position: int) -> bool:
    """Whether this part of a validator's path is the kind of a step, which no file spells out."""
    return position > 1 and parts[position - 2] == "steps" and isinstance(parts[position - 1], int)


def value_at(data: Any, path: Path) -> Any:
    """What stands at a path, or None."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def element_at(data: Any, path: Path) -> str | None:
    """The id of the nearest enclosing step, role or other named thing."""
    found: str | None = None
    for length in range(len(path) + 1):
        here = value_at(data, path[:length])
        if isinstance(here, dict) and length and isinstance(here.get("id"), str):
            found = here["id"]
        elif length == 2 and path[0] in DICTIONARIES:
            found = str(path[1])
    return found


def path_of_id(data: Any, name: str | None, path: Path = ()) -> Path:
    """The path of the first mapping with this id, or the empty path."""
    if isinstance(data, dict) and path and name is not None and data.get("id") == name:
        return path
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return next((found for key, item in entries if (found := path_of_id(item, name, (*path, key)))), ())


def words_in(value: Any) -> Iterator[str]:
    """All texts and keys inside plain data."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key).strip()
            yield from words_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from words_in(item)


def excerpt(lines: tuple[str, ...], line: int | None, column: int | None) -> str | None:
    """The line of the file with a caret under the place, or None."""
    if line is None or not 0 < line <= len(lines):
        return None
    shown = lines[line - 1].replace("\t", " " * _TAB).rstrip()
    if column is None:
        return f"  | {shown}"
    before = lines[line - 1][: column - 1].replace("\t", " " * _TAB)
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in before)
    return f"  | {shown}\n  | {' ' * width}^"
