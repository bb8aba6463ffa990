"""Where a row leads: its next steps, each with its condition and share in the same order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from bpr.errors import nearest
from bpr.formats.table.cells import Place
from bpr.formats.table.lists import Item
from bpr.formats.table.locate import Table
from bpr.formats.table.names import in_languages
from bpr.formats.table.words import END_WORDS, is_blank
from bpr.model.base import wrong_sum
from bpr.text import LANGUAGES, Text, counted, normalise

_TRAILING_SHARE = re.compile(r"^(.*?)[\s(（]*([0-9]+(?:\.[0-9]+)?\s*[%％])[)）]?$")


class Ways:
    """The ways out of the rows of a table.

    Args:
        table: where its columns are.
        place: the cell of a row and a field, in a language where it has several.
        step_named: the id of the step that an entry means.
        known: the ids and names of all steps, for messages.
    """

    def __init__(
        self,
        table: Table,
        place: Callable[..., Place],
        step_named: Callable[[Item], str | None],
        known: Iterable[str],
    ) -> None:
        self.table = table
        self.place = place
        self.step_named = step_named
        self.known = tuple(known)
        self.visio = normalise(table.sheet.text(table.head, table.column("label") or 0)) == "connector label"

    def of(self, number: int) -> tuple[list[dict[str, Any]], float | None]:
        """The ways out of a row, as the model reads them, and the sum of their shares where it cannot be right."""
        place = self.place(number, "next")
        items = [item for item in place.positions() if item.quoted or not is_blank(item.text)]
        targets = [self._target(place, item) for item in items]
        labels = self._labels(number, len(items))
        shares = self._shares(number, len(items), labels)
        ways = []
        for at, target in enumerate(targets):
            if target is None:
                continue
            way: dict[str, Any] = {"to": target}
            way |= {"when": labels[at]} if at < len(labels) and labels[at] is not None else {}
            way |= {"share": shares[at]} if at < len(shares) and shares[at] is not None else {}
            ways.append(way)
        given = [share for share in shares if share is not None]
        return ways, wrong_sum(given, complete=len(given) == len(items) > 0)

    def _target(self, place: Place, item: Item) -> str | None:
        """The id of a next step, found by id, by name, or the word *end*."""
        found = self.step_named(item)
        if found is not None:
            return found
        if not item.quoted and normalise(item.text) in END_WORDS:
            return "end"
        no_such_step(place, item.text, self.known)
        return None

    def _labels(self, number: int, ways: int) -> list[Text | None]:
        """The condition of each way, in up to three columns."""
        columns: dict[Any, list[str]] = {}
        for lang in (None, *LANGUAGES):
            if ("label", lang) in self.table.columns:
                columns[lang] = self._parts(self.place(number, "label", lang), ways)
        longest = max((len(parts) for parts in columns.values()), default=0)
        return [
            in_languages({lang: parts[at] for lang, parts in columns.items() if at < len(parts)})
            for at in range(longest)
        ]

    def _parts(self, place: Place, ways: int) -> list[str]:
        """One text a way; with a single way the whole cell, commas included."""
        items = place.positions(visio=self.visio)
        if ways == 1 and len(items) > 1:
            return [place.text()]
        if len(items) > ways:
            self._too_many(place, len(items), ways)
            return []
        return [place.bounded(item.text) if item.quoted or not is_blank(item.text) else "" for item in items]

    def _shares(self, number: int, ways: int, labels: list[Text | None]) -> list[float | None]:
        """The share of each way; without a column of its own it may stand at the end of a label (``no 15%``)."""
        place = self.place(number, "share")
        if place.column is None:
            return [self._taken_from(place, labels, at) for at in range(len(labels))]
        items = place.positions()
        if len(items) > ways:
            self._too_many(place, len(items), ways)
            return []
        return [None if is_blank(item.text) else place.share_of(item.text) for item in items]

    def _taken_from(self, place: Place, labels: list[Text | None], at: int) -> float | None:
        label = labels[at]
        matches = {
            lang: match
            for lang in LANGUAGES
            if label is not None and (match := _TRAILING_SHARE.match(getattr(label, lang) or ""))
        }
        if not matches:
            return None
        rest = {lang: match[1].strip() for lang, match in matches.items() if match[1].strip()}
        labels[at] = Text.model_validate(rest) if rest else None
        return place.share_of(next(iter(matches.values()))[2])

    def _too_many(self, place: Place, seen: int, ways: int) -> None:
        entries, steps = counted(seen, "entry", "entries"), counted(ways, "next step")
        place.fault(
            "TOO_MANY", f"{entries}, but {steps}", f"有 {seen} 项，但只有 {ways} 个下一步",
            "write one entry a next step, in the same order; put a text with a comma in double quotes",
            "每个下一步对应一项，顺序一致；含逗号的文字请加双引号",
        )  # fmt: skip


def no_such_step(place: Place, text: str, known: Iterable[str]) -> None:
    """A fault: a cell names a step that is not in the table."""
    names = [name for name in known if name]
    close = nearest(text, names)
    listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    place.fault(
        "UNDEFINED", f"there is no step '{text[:60]}'", f"没有步骤“{text[:60]}”",
        f"write '{close}' (closest match), or add a row for it" if close else f"use one of: {listed or '-'}",
        f"改为“{close}”（最接近），或为它增加一行" if close else f"可用：{listed or '-'}",
    )  # fmt: skip
