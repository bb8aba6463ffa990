"""Several things in one cell: ``A3, A4``; what holds a comma of its own stands in double quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_SEPARATORS = frozenset(",;，；、\n")
COMMA = frozenset(",")
_QUOTES = {'"': '"', "“": "”"}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list; a quoted one is taken literally: ``"none"`` is a name, ``none`` says there is none."""

    text: str
    quoted: bool = False


def split_list(text: str, separators: frozenset[str] = _SEPARATORS) -> tuple[Item, ...]:
    r"""The entries of a cell, empty ones included; a blank cell has none.

    Quotes count only when they stand at the beginning of an entry and are closed before the next separator.

    Example:
        >>> [item.text for item in split_list('A3， A4、"a, b"')]
        ['A3', 'A4', 'a, b']
        >>> [item.text for item in split_list("yes,,no")], split_list("  ")
        (['yes', '', 'no'], ())
    """
    if not text.strip():
        return ()
    items: list[Item] = []
    at = 0
    while at <= len(text):
        found = _quoted(text, at, separators)
        if found is None:
            end = next((place for place in range(at, len(text)) if text[place] in separators), len(text))
            items.append(Item(text[at:end].strip()))
        else:
            content, end = found
            items.append(Item(content, quoted=True))
        at = end + 1
    return tuple(items)


def join_list(entries: Iterable[str], *, literal: frozenset[str] = frozenset()) -> str:
    """Entries as one cell; `split_list` gives the same entries back.

    Args:
        entries: the texts; an empty one leaves its place empty.
        literal: entries to put in quotes even though they hold no separator.

    Example:
        >>> join_list(["A3", "a, b", "A4"])
        'A3, "a, b", A4'
    """
    return ", ".join(quote(entry) if entry in literal or _needs_quotes(entry) else entry for entry in entries)


def quote(entry: str) -> str:
    """An entry in double quotes."""
    return '"' + entry.replace('"', '""') + '"'


def _needs_quotes(entry: str) -> bool:
    return entry != entry.strip() or entry[:1] in _QUOTES or any(char in _SEPARATORS for char in entry)


def _quoted(text: str, at: int, separators: frozenset[str]) -> tuple[str, int] | None:
    """The content of a quoted entry and the place of the separator behind it; None when there is no closed one."""
    start = at
    while start < len(text) and text[start] == " ":
        start += 1
    closing = _QUOTES.get(text[start : start + 1])
    if closing is None:
        return None
    content: list[str] = []
    place = start + 1
    while place < len(text):
        if text[place] == closing:
            if text[place + 1 : place + 2] == closing == '"':
                place += 1
            else:
                rest = place + 1
                while rest < len(text) and text[rest] == " ":
                    rest += 1
                return ("".join(content), rest) if rest == len(text) or text[rest] in separators else None
        content.append(text[place])
        place += 1
    return None
