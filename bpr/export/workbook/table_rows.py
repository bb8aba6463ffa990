"""A process as rows of a process table: what stands in which cell, for Excel and CSV alike.

Names stand where they lead back to the same thing, ids where they would not; `bpr.formats.table` reads the cells back
(`bpr.formats.table.part` says what a table holds).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bpr.formats.implied_events import add_implied, drop_implied
from bpr.formats.table.columns import BILINGUAL, STEP_FIELDS, column_name
from bpr.formats.table.lists import Item, join_list, quote, split_list
from bpr.formats.table.locate import Key
from bpr.formats.table.names import Names
from bpr.formats.table.part import table_part
from bpr.formats.table.words import END_WORDS, NONE, NONE_WORDS, kind_word, says_nothing
from bpr.formats.yaml_write import per_cent, plain_number, step_data
from bpr.model import Activity, Decision, Duration, Event, NodeBase, Process
from bpr.text import LANGUAGES, Lang, Text, normalise

Value = str | float | None

TIME_UNITS = {"s": "秒", "min": "分钟", "h": "小时", "d": "天", "w": "周"}
_LANGUAGE_WORDS = {"en": {"en": "en", "zh": "zh"}, "zh": {"en": "英文", "zh": "中文"}}
_DUTIES = ("accountable", "consulted", "informed", "support")
_CHECK = "check"


@dataclass(frozen=True)
class TableRows:
    """The rows of a process.

    Attributes:
        process: what a table holds of it.
        lang: language of headers and names.
    """

    process: Process
    lang: Lang

    @classmethod
    def of(cls, process: Process, lang: Lang) -> TableRows:
        """The rows of any process; what a table cannot hold is left out."""
        return cls(table_part(process), lang)

    # ------------------------------------------------------------------ which rows

    @cached_property
    def _steps(self) -> tuple[set[str], bool]:
        """The ids of all nodes that need a row, and whether the table spells its events out."""
        steps = [step_data(node) for node in self.process.steps]
        short = drop_implied(steps)
        if any(normalise(text) in END_WORDS for node in self.process.walk() for text in _texts(node.label)):
            short = steps if add_implied(steps) == steps else None
        kept = steps if short is None else short
        return {step["id"] for step in kept}, short is None

    @property
    def explicit(self) -> bool:
        """Whether start and end events are all written as rows, and none is to be added."""
        return self._steps[1]

    @cached_property
    def nodes(self) -> tuple[NodeBase, ...]:
        """The nodes that have a row, those of a sub-process below it."""
        kept, top = self._steps[0], {node.id for node in self.process.steps}
        return tuple(node for node in self.process.walk() if node.id in kept or node.id not in top)

    # ------------------------------------------------------------------ which columns

    @cached_property
    def columns(self) -> tuple[Key, ...]:
        """The columns in their order; a bilingual field has a second one when some text needs it."""
        found: list[Key] = []
        for field in STEP_FIELDS:
            if field == _CHECK:
                continue
            found += self._languages(field) if field in BILINGUAL else [(field, None)]
        return tuple(found)

    def _languages(self, field: str) -> list[Key]:
        """One column; two when texts are in both languages; named ones when a text shows the other language's signs."""
        other: Lang = "en" if self.lang == "zh" else "zh"
        texts = [text for node in self.process.walk() for text in _bilingual(node, field)]
        if any(len(_texts(text)) == 1 and Text.of(_texts(text)[0]) != text for text in texts):
            return [(field, self.lang), (field, other)]
        return [(field, None), *([(field, other)] if any(len(_texts(text)) > 1 for text in texts) else [])]

    def head(self, key: Key) -> str:
        """The header of a column."""
        field, lang = key
        name = column_name(field, self.lang)
        inside = _LANGUAGE_WORDS[self.lang][lang] if lang is not None else ""
        if field in ("time", "wait"):
            inside = TIME_UNITS[self.process.time_unit] if self.lang == "zh" else self.process.time_unit
        if not inside:
            return name
        return f"{name}（{inside}）" if self.lang == "zh" else f"{name} ({inside})"

    # ------------------------------------------------------------------ what stands in the cells

    @cached_property
    def names(self) -> dict[str, Names]:
        """The groups of names, as the reader of the table will know them."""
        groups = {group: Names() for group in ("departments", "roles", "systems", "documents")}
        for group, names in groups.items():
            for key, entry in getattr(self.process, group).items():
                names.define(key, entry.name)
        return groups

    def reference(self, group: str, key: str) -> str:
        """How a cell names a role, department, system or document."""
        return _shown(self._word(group, key))

    def references(self, group: str, keys: Iterable[str]) -> str:
        """Several of them in one cell."""
        return ", ".join(self.reference(group, key) for key in keys)

    def _word(self, group: str, key: str) -> tuple[str, bool]:
        """A name that leads back to the id, else the id; and whether it must stand in quotes."""
        names = self.names[group]
        name = names.entries[key]["name"].pick(self.lang) if key in names.entries else key
        for text in (name, key):
            plain = join_list([text]) == text and not says_nothing(text) and normalise(text) not in NONE_WORDS
            if plain and names.known(Item(text)) == key:
                return text, False
        return key, True

    def row(self, node: NodeBase) -> dict[Key, Value]:
        """The cells of one node; those without a content are left out."""
        cells: dict[Key, Value] = {
            ("id", None): literal(node.id),
            ("type", None): kind_word(_kind(node), self.lang),
            ("role", None): self.references("roles", node.roles),
            ("next", None): ", ".join(self._target(way.to) for way in node.next),
            ("share", None): _joined([_share(way.share) for way in node.next]),
        }
        department = self.process.department_of(node)
        cells["department", None] = self.reference("departments", department) if department else None
        parent = self.process.parents.get(node.id)
        cells["part_of", None] = literal(parent) if parent else None
        for field in ("time", "wait"):
            if isinstance(node, Activity | Decision) or (isinstance(node, Event) and field == "wait"):
                cells[field, None] = duration_cell(getattr(node, field))
        if isinstance(node, Activity):
            cells |= self._uses(node)
        for key in self.columns:
            if key[0] in BILINGUAL:
                cells[key] = self._text(node, key)
        return {key: value for key, value in cells.items() if value not in (None, "")}

    def _target(self, key: str) -> str:
        """How a next step is named; an end event without a row of its own is the word *end*."""
        if key == "end" and self.lang == "zh" and all(node.id != key for node in self.nodes):
            return kind_word("end", "zh")
        return _shown((key, says_nothing(key) or join_list([key]) != key))

    def _uses(self, node: Activity) -> dict[Key, Value]:
        documents = node.documents
        read, written = (documents.read, documents.written) if documents is not None else (None, None)
        cells: dict[Key, Value] = {
            ("system", None): self._list("systems", node.systems),
            ("documents_in", None): self._list("documents", read),
            ("documents_out", None): self._list("documents", written),
            ("cost", None): number_cell(node.cost),
        }
        return cells | {(duty, None): self.references("roles", getattr(node, duty)) for duty in _DUTIES}

    def _list(self, group: str, keys: tuple[str, ...] | None) -> str | None:
        """A list that may be unknown (blank) or known to be empty (*none*)."""
        if keys is None:
            return None
        return self.references(group, keys) if keys else NONE[self.lang]

    def _text(self, node: NodeBase, key: Key) -> str:
        """A text in the language of its column; a label for each way out."""
        field, lang = key
        if field == "label":
            return _joined([self._slot(way.when, field, lang) for way in node.next])
        text = next(iter(_bilingual(node, field)), None)
        return self._slot(text, field, lang)

    def _slot(self, text: Text | None, field: str, lang: Lang | None) -> str:
        if text is None:
            return ""
        if lang is None:
            return text.pick(self.lang)
        both = len(_texts(text)) > 1 or (field, None) not in self.columns
        return (getattr(text, lang) or "") if both else ""


def literal(key: str) -> str:
    """An id as a cell holds it: in quotes when it would say nothing otherwise."""
    return quote(key) if says_nothing(key) or split_list(key)[0].quoted else key


def number_cell(value: float | None) -> Value:
    """A number, as text where a workbook would lose its last digits."""
    if value is None:
        return None
    return plain_number(value) if float(f"{value:.15g}") == value else repr(value)


def duration_cell(duration: Duration | None) -> Value:
    """A time: a bare number, ``2 h``, or ``triangular(2, 3, 7) h``.

    Example:
        >>> duration_cell(Duration.model_validate({"triangular": [2, 3, 7], "unit": "h"}))
        'triangular(2, 3, 7) h'
    """
    if duration is None:
        return None
    unit = f" {duration.unit}" if duration.unit else ""
    if duration.family == "mean":
        value = number_cell(duration.values[0])
        return f"{value}{unit}" if unit else value
    return f"{duration.family}({', '.join(str(plain_number(value)) for value in duration.values)}){unit}"


def _kind(node: NodeBase) -> str:
    return node.position if isinstance(node, Event) and node.position in ("start", "end") else node.kind


def _texts(text: Text | None) -> list[str]:
    """The languages a text has."""
    return [slot for lang in LANGUAGES if text is not None and (slot := getattr(text, lang)) is not None]


_FIELDS: Mapping[str, Callable[[NodeBase], Iterable[Text | None]]] = {
    "step": lambda node: (node.label,),
    "phase": lambda node: (node.phase,),
    "note": lambda node: (node.note,),
    "label": lambda node: (way.when for way in node.next),
}


def _bilingual(node: NodeBase, field: str) -> list[Text]:
    """The texts of a bilingual field."""
    return [text for text in _FIELDS[field](node) if text is not None]


def _shown(word: tuple[str, bool]) -> str:
    return quote(word[0]) if word[1] else word[0]


def _joined(entries: list[str]) -> str:
    return join_list(entries) if any(entries) else ""


def _share(share: float | None) -> str:
    return "" if share is None else str(per_cent(share))
