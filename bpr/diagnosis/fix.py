"""Mending what is certain: labels without stray spaces and full-width Latin letters, in the file itself.

Only process files are mended; comments, order and everything else stay (ruamel.yaml). The mended text is read again and
compared: when anything but white space and full-width letters would change, the file is left alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, MutableMapping, MutableSequence
from dataclasses import dataclass
from typing import Any

from bpr.errors import BprError
from bpr.formats.yaml_data import decode, read_data
from bpr.model.nodes import KIND_KEYS
from bpr.rules.labels.clean import clean

_LABELS = ("name", *KIND_KEYS)
_NAMED = ("organisations", "departments", "roles", "systems", "documents")
_LANGUAGES = ("en", "zh")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Fixed:
    """The mended file and the labels that changed, old and new."""

    content: bytes
    changes: tuple[tuple[str, str], ...]


def fix_labels(content: bytes) -> Fixed | None:
    """Tidy the labels of a process file; None when there is nothing to do or it is not certain to be right.

    Args:
        content: the file; byte-order mark and line ends are kept.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        text = decode(content)
        before = read_data(text)
    except BprError:
        return None
    if before.problems or not isinstance(before.data, dict) or "process" not in before.data:
        return None
    editor = YAML(typ="rt")
    editor.preserve_quotes = True
    editor.width = 1_000_000
    mapping, sequence, offset = _indents(text)
    editor.indent(mapping=mapping, sequence=sequence, offset=offset)
    stream = io.StringIO()
    try:
        document = editor.load(text)
        changes = list(_tidy(document))
        editor.dump(document, stream)
        after = read_data(stream.getvalue())
    except (BprError, YAMLError):
        return None
    if not changes or _cleaned(before.data) != _cleaned(after.data):
        return None
    mended = stream.getvalue().encode()
    if b"\r\n" in content:
        mended = mended.replace(b"\n", b"\r\n")
    return Fixed((_MARK if content.startswith(_MARK) else b"") + mended, tuple(changes))


def _cleaned(data: Any) -> Any:
    """Plain data with every text tidied: what must not change."""
    if isinstance(data, dict):
        return [(key, _cleaned(value)) for key, value in data.items()]
    if isinstance(data, list):
        return [_cleaned(value) for value in data]
    return clean(data) if isinstance(data, str) else data


def _tidy(document: Any) -> Iterator[tuple[str, str]]:
    """Change the labels of a document in place."""
    if not isinstance(document, MutableMapping):
        return
    yield from _text_at(document, "title")
    for kind in _NAMED:
        entries = document.get(kind)
        if isinstance(entries, MutableMapping):
            for name, entry in entries.items():
                if isinstance(entry, str):
                    yield from _text_at(entries, name)
                elif isinstance(entry, MutableMapping):
                    yield from _text_at(entry, "name")
                    yield from _languages(entry)
    yield from _steps(document.get("steps"))


def _steps(steps: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(steps, MutableSequence):
        return
    for step in steps:
        if not isinstance(step, MutableMapping):
            continue
        for key in _LABELS:
            yield from _text_at(step, key)
        ways = step.get("next")
        for way in ways if isinstance(ways, MutableSequence) else [ways]:
            if isinstance(way, MutableMapping):
                yield from _text_at(way, "when")
        yield from _steps(step.get("steps"))


def _text_at(holder: MutableMapping[Any, Any], key: Any) -> Iterator[tuple[str, str]]:
    """Tidy the text under a key, or the texts of both languages there."""
    value = holder.get(key)
    if isinstance(value, str):
        tidy = clean(value)
        if tidy and tidy != value:
            old = str(value)
            holder[key] = type(value)(tidy)
            yield old, tidy
    elif isinstance(value, MutableMapping):
        yield from _languages(value)


def _languages(value: MutableMapping[Any, Any]) -> Iterator[tuple[str, str]]:
    for lang in _LANGUAGES:
        if isinstance(value.get(lang), str):
            yield from _text_at(value, lang)


def _indents(content: str) -> tuple[int, int, int]:
    """Indent of mappings, of sequences, and of the dash inside, as the file itself does it."""
    mapping = re.search(r"^( +)[^\s#-]", content, re.MULTILINE)
    width = len(mapping[1]) if mapping else 2
    dash = re.search(r"^( *)-( +)\S", content, re.MULTILINE)
    if dash is None:
        return width, 4, 2
    offset = len(dash[1])
    return width, offset + 1 + len(dash[2]), offset
