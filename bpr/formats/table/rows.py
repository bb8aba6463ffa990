"""Rows to steps: ids, kinds, next steps with their conditions and shares, and everything else a row says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bpr.errors import nearest
from bpr.formats.table.cells import Faults, Place
from bpr.formats.table.columns import BILINGUAL
from bpr.formats.table.lists import Item
from bpr.formats.table.locate import Table
from bpr.formats.table.names import Names, bilingual, in_languages, made_id
from bpr.formats.table.slips import Mention
from bpr.formats.table.ways import Ways, no_such_step
from bpr.formats.table.words import ALL_WAYS, KIND_WORDS, SHAPES_AS_ACTIVITY, SHAPES_AS_EVENT, kind_of
from bpr.model.base import wrong_sum_told
from bpr.model.time import TimeUnit
from bpr.text import LANGUAGES, Lang, Text, normalise

MOST_ROWS = 5_000

_THROUGH_MERGE = frozenset({"role", "department", "phase", "system", "part_of"})
_PER_STEP = ("id", "step", "next", "label", "share", "type", "time", "wait", "cost")
_ACTIVITY_ONLY = ("system", "documents_in", "documents_out", "cost", "accountable", "consulted", "informed", "support")
_TIMED = {
    "activity": ("time", "wait"),
    "subprocess": ("time", "wait"),
    "decision": ("time", "wait"),
    "event": ("wait",),
}
_QUESTION = re.compile(r"[?？]\s*$|(吗|是否.*|与否)$")
_VISIO_KINDS = {
    **{"decision": "decision", "判断": "decision", "event": "event", "事件": "event"},
    **{"parallel (all ways)": "parallel", "并行（全部路径）": "parallel"},
    **{"inclusive (one or more ways)": "inclusive", "包容（一条或多条路径）": "inclusive"},
    **{"first event decides": "decision", "由最先发生的事件决定": "decision"},
    **{"start": "start", "开始": "start", "end": "end", "结束": "end"},
}


@dataclass(slots=True)
class Row:
    """One row with what is known of it so far."""

    number: int
    id: str
    name: Text | None
    kind: str | None
    parent: str | None = None


class Rows:
    """The rows of a table as steps."""

    def __init__(self, faults: Faults, table: Table, names: dict[str, Names]) -> None:
        self.faults = faults
        self.table = table
        self.names = names
        self.remarks = normalise(table.sheet.text(table.head, table.column("note") or 0)) == "alt description"
        self.rows = self._found()
        self.by_id = {row.id: row for row in self.rows}
        self.labels = _unique_labels(self.rows)
        names_of_steps = (row.name.pick("en") for row in self.rows if row.name)
        self.ways = Ways(table, self.place, self.step_named, (*self.by_id, *names_of_steps))
        self.sums: list[tuple[Place, float]] = []
        self.phases: dict[str, Mention] = {}
        self._nest()

    def place(self, row: int, field: str, lang: Lang | None = None) -> Place:
        """The cell of a field; a merged role or department is that of the whole area."""
        column = self.table.columns.get((field, lang)) if field in BILINGUAL else self.table.column(field)
        if column is not None and field in _THROUGH_MERGE:
            return Place(self.faults, self.table.sheet, *self.table.sheet.first_cell(row, column))
        return Place(self.faults, self.table.sheet, row, column)

    def step_named(self, item: Item, itself: str | None = None) -> str | None:
        """The id of the step an entry of a cell means."""
        if item.text in self.by_id:
            return item.text
        found = None if item.quoted else self.labels.get(normalise(item.text))
        return found if found != itself else None

    def cell(self, row: int, field: str) -> Place:
        """Some cell of a field, else that of the step, for messages."""
        return Place(self.faults, self.table.sheet, row, self.table.column(field) or self.table.column("step"))

    # ------------------------------------------------------------------ which rows there are

    def _found(self) -> list[Row]:
        """The rows that are steps, with their ids; a row that is none is a fault or, without any field, passed by."""
        sheet, table = self.table.sheet, self.table
        columns = [column for (field, _), column in table.columns.items() if field != "check"]
        numbers = [
            row for row in sheet.rows if row > table.head and any((row, column) in sheet.cells for column in columns)
        ]
        if len(numbers) > MOST_ROWS:
            Place(self.faults, sheet, numbers[MOST_ROWS], None).fault(
                "TOO_LARGE", f"the table has {len(numbers):,} rows; a process has at most {MOST_ROWS:,}",
                f"表格有 {len(numbers):,} 行；一个流程最多 {MOST_ROWS:,} 行",
                "write one row a step; cut a larger process into tables of its sub-processes",
                "一行写一个步骤；更大的流程请按子流程拆成多个表",
            )  # fmt: skip
            self.faults.stop()
        rows = [row for number in numbers if (row := self._row(number)) is not None]
        self._unique(rows)
        return rows

    def _row(self, number: int) -> Row | None:
        self._no_merges(number)
        key = self.place(number, "id").literal()
        name = bilingual(self.faults, self.table, number, "step")
        kind, known = self._kind(number)
        if name is None and not known:
            if any(self.place(number, field).text() for field in ("id", "next", "role", "department")):
                self.cell(number, "step").fault(
                    "NO_STEP", "the row has no step", "该行没有步骤名称",
                    "write what is done, or clear the row", "请填写步骤名称，或清空该行",
                )  # fmt: skip
            return None
        if name is not None and kind is None and not known and kind_of(name.pick("en")) in ("start", "end"):
            kind = kind_of(name.pick("en"))
        return Row(number, key, name, kind)

    def _no_merges(self, number: int) -> None:
        """A cell merged over several rows cannot belong to all of them, but for a role, department, phase, system."""
        sheet = self.table.sheet
        for field in _PER_STEP:
            place = self.place(number, field) if field not in BILINGUAL else self.cell(number, field)
            if place.column is None or (number, place.column) not in sheet.cells:
                continue
            if sheet.is_merged(number, place.column) and sheet.first_cell(number + 1, place.column)[0] == number:
                place.fault(
                    "MERGED", "the cell is merged over several rows", "该单元格跨多行合并",
                    "unmerge it and write the value into the row it belongs to", "请取消合并，并在所属行中填写",
                )  # fmt: skip

    def _kind(self, number: int) -> tuple[str | None, bool]:
        """The kind that the type column names, and whether it says anything at all."""
        place = self.place(number, "type")
        word = place.text()
        remark = normalise(self.place(number, "note").text().partition(":")[0]) if self.remarks else ""
        told = next((kind for text, kind in _VISIO_KINDS.items() if normalise(text) == remark), None)
        if told is not None and (not word or kind_of(word) in ("decision", "activity")):
            return told, True
        if not word:
            return None, False
        if normalise(word) in SHAPES_AS_ACTIVITY | SHAPES_AS_EVENT:
            self.faults.keep(word, place.name, "SHAPE_AS_STEP", word)
            return ("activity" if normalise(word) in SHAPES_AS_ACTIVITY else "event"), True
        kind = kind_of(word)
        if kind is None:
            words = [entry for entries in KIND_WORDS.values() for entry in entries[:2]]
            close = nearest(normalise(word), words)
            place.fault(
                "BAD_VALUE", f"'{word[:40]}' is not a type of step", f"“{word[:40]}” 不是步骤类型",
                (f"write '{close}' (closest match); " if close else "") + f"known are: {', '.join(words[::2])}",
                (f"改为“{close}”（最接近）；" if close else "") + f"可用：{'、'.join(words[1::2])}",
            )  # fmt: skip
        return kind, True

    def _unique(self, rows: list[Row]) -> None:
        """Every row an id of its own: the one written, else one made from its number and English name."""
        given: dict[str, int] = {}
        for row in rows:
            if not row.id:
                continue
            if row.id in given:
                self.cell(row.number, "id").fault(
                    "DUPLICATE_ID", f"the id '{row.id}' stands twice (first in row {given[row.id]})",
                    f"编号“{row.id}”重复（首次在第 {given[row.id]} 行）",
                    "give each step an id of its own", "每个步骤使用唯一的编号",
                )  # fmt: skip
            given.setdefault(row.id, row.number)
        taken: set[str] = set(given)
        for position, row in enumerate(rows, start=1):
            if not row.id:
                words = made_id(row.name.en, ()) if row.name is not None and row.name.en else ""
                row.id = made_id(f"s{position:02d}-{words}" if words else f"s{position:02d}", taken)
                taken.add(row.id)

    def _nest(self) -> None:
        """Which sub-process each row is part of."""
        for row in self.rows:
            place = self.place(row.number, "part_of")
            text = place.literal()
            if not text:
                continue
            parent = self.step_named(Item(text), itself=row.id)
            host = self.by_id.get(parent) if parent is not None else None
            if host is None or host.kind not in (None, "subprocess"):
                no_such_step(place, text, [each.id for each in self.rows if each.kind == "subprocess"])
                continue
            host.kind, row.parent = "subprocess", host.id
        for row in self.rows:
            seen, above = {row.id}, row.parent
            while above is not None and above not in seen:
                seen.add(above)
                above = self.by_id[above].parent
            if above is not None:
                self.place(row.number, "part_of").fault(
                    "CYCLE", f"'{row.id}' is part of itself", f"“{row.id}” 包含了自己",
                    "name the sub-process around it", "请填写它外层的子流程",
                )  # fmt: skip
                row.parent = None

    # ------------------------------------------------------------------ what a row says

    def steps(self, units: dict[str, TimeUnit | None]) -> list[dict[str, Any]]:
        """All steps as the model reads them, those of a sub-process inside it."""
        inner: dict[str | None, list[dict[str, Any]]] = {}
        made = [(row, self._step(row, units)) for row in self.rows]
        for row, step in made:
            inner.setdefault(row.parent, []).append(step)
        for row, step in made:
            if row.id in inner:
                step["steps"] = inner[row.id]
        return inner.get(None, [])

    def _step(self, row: Row, units: dict[str, TimeUnit | None]) -> dict[str, Any]:
        ways, wrong_sum = self.ways.of(row.number)
        kind = row.kind or self._guess(row, ways)
        if wrong_sum is not None and kind not in ALL_WAYS:
            field = "label" if self.place(row.number, "share").column is None else "share"
            self.sums.append((self.cell(row.number, field), wrong_sum))
        roles = self._ids(row.number, "role", "roles")
        step: dict[str, Any] = {"id": row.id}
        if kind in ("start", "end"):
            step |= {"event": row.name, "position": kind}
        else:
            step["name" if kind == "activity" else kind] = row.name
        step |= {"role": roles} if roles else {}
        for field in ("phase", "note"):
            text = self._merged_text(row.number, field)
            step |= {field: text} if text is not None else {}
        if (phase := step.get("phase")) is not None:
            mention = Mention(phase, self.cell(row.number, "phase"), count=0)
            self.phases.setdefault(f"{phase.en}\n{phase.zh}", mention).count += 1
        timed = _TIMED.get("event" if kind in ("start", "end") else kind, ())
        for field in timed:
            duration = self.place(row.number, field).duration(units[field])
            step |= {field: duration} if duration is not None else {}
        if kind in ("activity", "subprocess"):
            step |= self._uses(row.number)
        else:
            self._unused(row.number, (*_ACTIVITY_ONLY, *(field for field in ("time", "wait") if field not in timed)))
        return step | ({"next": ways} if ways else {})

    def tell_sums(self) -> None:
        """Shares that cannot be right together, beside faults; alone they do not stop the reading."""
        for place, total in self.sums:
            place.doubt("PROB_SUM", *wrong_sum_told(total))

    def _merged_text(self, number: int, field: str) -> Text | None:
        """Phase and note in up to three columns; a merged phase is that of the whole area."""
        cells = {
            lang: self.place(number, field, lang).text()
            for lang in (None, *LANGUAGES)
            if (field, lang) in self.table.columns
        }
        text = in_languages(cells)
        if field != "note" or not self.remarks or text is None:
            return text
        word, _, rest = text.pick("en").partition(":")
        told = normalise(word) in {normalise(known) for known in _VISIO_KINDS}
        return text if not told else Text.of(rest.strip()) if rest.strip() else None

    def _uses(self, number: int) -> dict[str, Any]:
        """What only an activity has: systems, documents, cost, duties."""
        step: dict[str, Any] = {}
        systems = self._ids(number, "system", "systems")
        step |= {"system": systems} if systems is not None else {}
        documents = {
            key: found
            for key, field in (("in", "documents_in"), ("out", "documents_out"))
            if (found := self._ids(number, field, "documents")) is not None
        }
        step |= {"documents": documents} if documents else {}
        cost = self.place(number, "cost").number()
        step |= {"cost": cost} if cost is not None else {}
        for field in ("accountable", "consulted", "informed", "support"):
            if roles := self._ids(number, field, "roles"):
                step[field] = roles
        return step

    def _ids(self, number: int, field: str, group: str) -> list[str] | None:
        place = self.place(number, field)
        items = place.items()
        return None if items is None else [self.names[group].find(item, place) for item in items]

    def _unused(self, number: int, fields: Iterable[str]) -> None:
        """Cells that mean nothing for this kind of step are kept with the model."""
        for field in fields:
            place = self.place(number, field)
            if text := place.text():
                self.faults.keep(
                    self.table.sheet.text(self.table.head, place.column or 1), place.name, "CELL_UNUSED", text
                )

    def _guess(self, row: Row, ways: list[dict[str, Any]]) -> str:
        """The kind of a row that does not say it."""
        if len(ways) < 2:
            return "activity"
        if any("when" in way or "share" in way for way in ways) or _asks(row.name):
            return "decision"
        self.cell(row.number, "type").fault(
            "KIND_UNKNOWN", "several steps follow, but not whether one of them or all of them do",
            "后面有多个步骤，但没有说明是只走其中一个还是全部都走",
            "write 'decision' (one way) or 'parallel' (all ways) into the column Type",
            "请在“类型”列填写“判断”（走一条）或“并行”（全部都走）",
        )  # fmt: skip
        return "activity"


def _asks(name: Text | None) -> bool:
    return name is not None and any(_QUESTION.search(getattr(name, lang) or "") for lang in LANGUAGES)


def _unique_labels(rows: list[Row]) -> dict[str, str]:
    """The id of each label that stands once."""
    found: dict[str, str | None] = {}
    for row in rows:
        for lang in LANGUAGES:
            label = getattr(row.name, lang) if row.name is not None else None
            if label:
                word = normalise(label)
                found[word] = row.id if found.get(word, row.id) == row.id else None
    return {word: key for word, key in found.items() if key is not None}
