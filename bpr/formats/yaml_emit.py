"""Plain data as YAML text for people: short things on one line, long ones below each other, keys in the order given.

Always the same text for the same data. A text is quoted whenever some YAML reader could take it for anything else
(``no``, ``12:30``, ``1.10``, ``~``), or when it holds signs that mean something in YAML; invisible and control
characters are written as escapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Set
from typing import Any

import yaml

WIDTH = 110

_MEASURE = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:%| (?:s|min|h|d|w))")
_SAFE_SIGNS = frozenset(" -_./()+;~–—…（）？，、。；：！“”‘’《》·")
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_NEVER_PLAIN = frozenset({"y", "n", "null"})


def emit(data: dict[str, Any], *, open_keys: Set[str] = frozenset()) -> str:
    """YAML text of a mapping.

    Args:
        data: mappings, lists, texts, numbers, booleans, and None (written as ``true``: a mark without a label).
        open_keys: keys of the outermost mapping whose entries stand below them, one a line.
    """
    return "\n".join(_mapping(data, "", open_keys)) + "\n"


def scalar(value: Any) -> str:
    """One value on one line.

    Example:
        >>> print(scalar("Check order"), scalar("no"), scalar("15%"), scalar(7.5), scalar("a: b"))
        Check order "no" 15% 7.5 "a: b"
    """
    if value is None or value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, int | float):
        mantissa, mark, exponent = repr(value).partition("e")
        return f"{mantissa}{'' if '.' in mantissa or not mark else '.0'}{mark}{exponent}"
    text = str(value)
    return text if _is_plain(text) else "".join(map(_visible, json.dumps(text, ensure_ascii=False)))


def _is_plain(text: str) -> bool:
    """Whether a text may stand without quotes, and every YAML reader takes it for that text."""
    if _MEASURE.fullmatch(text):
        return True
    if not text or not text[0].isalpha() or text.endswith(" "):
        return False
    if not all((char.isalnum() and char.isprintable()) or char in _SAFE_SIGNS for char in text):
        return False
    resolvers = _RESOLVERS.get(text[0], [])
    return text.casefold() not in _NEVER_PLAIN and not any(pattern.match(text) for _, pattern in resolvers)


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def flow(value: Any) -> str:
    """A value in one line, with brackets where it has parts."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def _mapping(data: dict[str, Any], indent: str, open_keys: Set[str] = frozenset()) -> list[str]:
    """A mapping, one key a line; a value that is long or has to stand open follows below its key."""
    lines = []
    for key, value in data.items():
        head = f"{indent}{scalar(key)}:"
        inline = flow(value)
        if not isinstance(value, dict | list) or not value:
            lines.append(f"{head} {inline}")
        elif key in open_keys or _stands_open(key, value) or len(head) + len(inline) >= WIDTH:
            lines.append(head)
            lines += _mapping(value, indent + "  ") if isinstance(value, dict) else _list(value, indent + "  ")
        else:
            lines.append(f"{head} {inline}")
    return lines


def _stands_open(key: str, value: Any) -> bool:
    """Steps always stand below each other, and so do ways that have a condition or a share."""
    return key == "steps" or (key == "next" and isinstance(value, list) and any(isinstance(v, dict) for v in value))


def _list(items: list[Any], indent: str) -> list[str]:
    """A list, one entry a line; what has an id, or does not fit, is written as keys behind its dash."""
    lines = []
    for item in items:
        inline = f"{indent}- {flow(item)}"
        if isinstance(item, dict) and item and ("id" in item or len(inline) >= WIDTH):
            first, *rest = _mapping(item, indent + "  ")
            lines += [f"{indent}- {first.lstrip()}", *rest]
        else:
            lines.append(inline)
    return lines
