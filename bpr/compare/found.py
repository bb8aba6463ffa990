"""Findings of a comparison in one form, and long lists cut short."""

from __future__ import annotations

from collections.abc import Iterable

from bpr.findings import Finding, Severity
from bpr.text import Text

AREA = "compare"
_SHOWN = 8


def finding_of(code: str, severity: Severity, message: Text, remedy: Text, elements: tuple[str, ...] = ()) -> Finding:
    """A finding of this room."""
    return Finding(code, severity, AREA, message, remedy, elements)


def listed_texts(texts: Iterable[Text]) -> Text:
    """The first few texts and how many more there are."""
    items = list(texts)
    more = len(items) - _SHOWN
    en = "; ".join(item.pick("en") for item in items[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
    zh = "；".join(item.pick("zh") for item in items[:_SHOWN]) + (f"；另有 {more} 项" if more > 0 else "")
    return Text(en=en, zh=zh)
