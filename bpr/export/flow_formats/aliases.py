"""Short names for nodes and lanes that every diagram language takes as one word."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_RESERVED = frozenset(
    {
        *("as", "call", "class", "classdef", "click", "default", "digraph", "direction", "edge", "end", "endfor"),
        *("endif", "flowchart", "graph", "href", "if", "interpolate", "linkstyle", "node", "note", "package"),
        *("rectangle", "circle", "hexagon", "state", "strict", "style", "subgraph", "together", "x", "o", "v"),
    }
)


def aliases(ids: Iterable[str], prefix: str) -> dict[str, str]:
    """A word for each id: the id itself where it is plain and no word of a diagram language, else prefix and number.

    Example:
        >>> aliases(["A1", "end", "审批"], "n")
        {'A1': 'A1', 'end': 'n2', '审批': 'n3'}
    """
    wanted = list(dict.fromkeys(ids))
    taken = {name for name in wanted if _is_plain(name)}
    found: dict[str, str] = {}
    for number, name in enumerate(wanted, start=1):
        word = name
        if name not in taken:
            word = f"{prefix}{number}"
            while word in taken:
                word += "_"
            taken.add(word)
        found[name] = word
    return found


def _is_plain(name: str) -> bool:
    return _PLAIN.fullmatch(name) is not None and name.lower() not in _RESERVED
