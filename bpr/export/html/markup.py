"""Pieces of HTML pages: texts that follow the language switch, tables of a section, and the content policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from bpr.export.escape import tag, xml_text
from bpr.export.page import number_columns
from bpr.export.scene.font import FAMILIES
from bpr.export.speaker import Section
from bpr.export.theme.theme import Theme, ink_on
from bpr.text import Text

# Fonts for Chinese draw English quotation marks as wide as a character: English pages take fonts for Latin first.
_LATIN_FIRST = f"'Segoe UI','Helvetica Neue',Arial,{FAMILIES}"
_UNSAFE_IN_JSON = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def switched(name: str, text: Text, lang: str, **attributes: str) -> str:
    """An element whose text follows the language switch; it begins in ``lang``."""
    words = {"data-en": text.pick("en"), "data-zh": text.pick("zh")}
    return tag(name, {**attributes, **words}, xml_text(text.pick(lang)))


def table(section: Section, **attributes: str) -> str:
    """The table of a section, or nothing where it has none; the first cell of each row is its head.

    Columns of numbers have the class ``number``.
    """
    if not section.head:
        return ""
    kinds = [{"class": "number"} if right else {} for right in number_columns(section)]
    top = "".join(
        tag("th", {"scope": "col", **kind}, xml_text(cell)) for cell, kind in zip(section.head, kinds, strict=True)
    )
    lines = []
    for row in section.rows:
        cells = [tag("th", {"scope": "row", **kinds[0]}, xml_text(row[0]))]
        cells += [tag("td", kind, xml_text(cell)) for cell, kind in zip(row[1:], kinds[1:], strict=True)]
        lines.append(tag("tr", {}, "".join(cells)))
    body = tag("tbody", {}, "\n".join(lines))
    return tag("table", attributes, tag("thead", {}, tag("tr", {}, top)) + body)


def safe_json(document: Any) -> str:
    r"""A JSON document that may stand inside a ``<script>`` element: no sign in it can end the element.

    Example:
        >>> safe_json({"name": "</script>"})
        '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    for sign, escape in _UNSAFE_IN_JSON.items():
        text = text.replace(sign, escape)
    return text


def policy(*, style: str, script: str = "", pictures: bool = False) -> str:
    """The content policy of a page: nothing is loaded, only this style and this script may act.

    Args:
        style: the text of the one ``<style>`` element.
        script: the text of the one ``<script>`` element that runs; empty for none.
        pictures: whether pictures written into the page as ``data:`` may be shown.
    """
    rules = ["default-src 'none'", f"style-src '{_digest(style)}'"]
    rules += [f"script-src '{_digest(script)}'"] if script else []
    rules += ["img-src data:"] if pictures else []
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def variables(theme: Theme, extra: Mapping[str, str] | None = None) -> str:
    """The colours and the fonts of a theme as CSS variables."""
    named = {
        "accent": theme.head,
        "on-accent": ink_on(theme.head),
        "ink": theme.title,
        "paper": theme.paper,
        "font": _fonts(theme, _LATIN_FIRST),
        "font-zh": _fonts(theme, FAMILIES),
    }
    named |= extra or {}
    return ":root{" + ";".join(f"--{name}:{value}" for name, value in sorted(named.items())) + "}"


def html_lang(lang: str) -> str:
    """The language as HTML names it."""
    return "zh-CN" if lang == "zh" else "en"


def data_uri(kind: str, data: bytes) -> str:
    """A picture as part of the page."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _fonts(theme: Theme, families: str) -> str:
    """The font families; every character of a name that CSS might read otherwise is escaped."""
    if not theme.font:
        return families
    name = "".join(char if char.isalnum() or char in " -" else f"\\{ord(char):x} " for char in theme.font)
    return f"'{name}',{families}"


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
