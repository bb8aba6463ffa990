"""The file that was probably meant: of the names in a folder the one nearest to a name that is not there."""

from __future__ import annotations

import os
from collections.abc import Set
from itertools import islice
from pathlib import Path

from bpr.errors import nearest
from bpr.text import Text, edit_distance

_MOST_LISTED = 5_000


def near_file(path: Path, suffixes: Set[str] = frozenset()) -> Path | None:
    """The file beside a missing one with nearly its name, or None.

    Args:
        path: the file that is not there.
        suffixes: of the files that could be meant; without them its own, or one that is nearly the same (``.xls``).
    """
    beside = [name for name in _names(path.parent) if name != path.name]
    if suffixes:
        wanted, stem = suffixes, path.name if path.suffix.lower() not in suffixes else path.stem
    else:
        own = path.suffix.lower()
        wanted, stem = {suffix for name in beside if edit_distance(own, suffix := _suffix(name)) <= 1}, path.stem
        beside.sort(key=lambda name: _suffix(name) == own)  # of two files with one stem, that with the same suffix
    stems = {Path(name).stem: name for name in beside if _suffix(name) in wanted}
    close = nearest(stem, stems)
    return path.with_name(stems[close]) if close is not None else None


def did_you_mean(path: Path) -> Text:
    """Ask for a file, as the beginning of a remedy."""
    return Text(en=f"did you mean '{path}'?", zh=f"是否应为“{path}”？")


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _names(folder: Path) -> list[str]:
    """The names of the files in a folder; none where it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in islice(entries, _MOST_LISTED) if entry.is_file()]
    except (OSError, ValueError):
        return []
