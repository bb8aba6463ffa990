"""The page of facts: what a process is called, who owns it, how often it runs; one fact a row, key and value."""

from __future__ import annotations

import re
from typing import Any

from bpr.formats.spreadsheet import Sheet
from bpr.formats.table.cells import Faults, Place
from bpr.formats.table.lists import Item, split_list
from bpr.formats.table.names import Names, in_languages
from bpr.model.time import unit_of
from bpr.text import Lang, normalise

SHEETS = frozenset({"process", "流程", "facts", "流程概况"})

NAMES: dict[str, str] = {
    "id": "process id|流程编号|id|编号",
    "title": "title|流程名称|标题|名称|name|process name|process",
    "stage": "stage|现状或未来|state|状态",
    "family": "family|流程族",
    "owner": "process owner|流程负责人|owner|负责人",
    "customer": "customer|客户",
    "place": "place in the value chain|价值链位置|place",
    "parent": "parent process|上级流程|parent",
    "level": "level|层级",
    "cases": "cases|案例数|volume|业务量",
    "per": "per|每|period|周期",
    "cadence": "cadence|节奏|frequency|频率",
    "time_unit": "time unit|时间单位",
    "hours_per_day": "hours per day|每天工作小时",
    "days_per_week": "days per week|每周工作天数",
    "weeks_per_year": "weeks per year|每年工作周数",
    "currency": "currency|货币",
    "illustrative": "illustrative|示意数据",
    "value": "value|价值",
    "raci": "duty letters|职责字母|raci",
    "note": "note|备注|说明|notes",
    "events": "events|开始与结束",
}
"""For each fact the English and the Chinese name bpr writes, then others that are understood."""

BILINGUAL = frozenset({"title", "cadence", "value", "note"})
STAGES = {"现状": "as-is", "未来": "to-be", "目标": "to-be", "参考": "reference", "as is": "as-is", "to be": "to-be"}
_WORKING = ("hours_per_day", "days_per_week", "weeks_per_year")
_KNOWN = {normalise(word): field for field, words in NAMES.items() for word in words.split("|")}
_LANGUAGE = re.compile(r"^(.+?)\s*\((en|zh|english|英文|chinese|中文)\)$")
_VOLUME = re.compile(r"([0-9][0-9,.]*)\s*(?:/|per|a|an|每)\s*(\w+)", re.IGNORECASE)


def fact_name(field: str, lang: str) -> str:
    """The name bpr writes for a fact."""
    names = NAMES[field].split("|")
    return names[1] if lang == "zh" else names[0][:1].upper() + names[0][1:]


class Facts:
    """The facts of a file, as the model reads them, and the cell each one stands in."""

    def __init__(self, faults: Faults, roles: Names) -> None:
        self.faults = faults
        self.roles = roles
        self.places: dict[str, Place] = {}
        self.texts: dict[str, dict[Any, Place]] = {}
        for sheet in faults.source.book.sheets:
            if normalise(sheet.title) in SHEETS and not sheet.hidden:
                self._read(sheet)

    def _read(self, sheet: Sheet) -> None:
        for row in sheet.rows:
            name = sheet.text(row, 1).rstrip(":： ")
            column = next((column for column in sheet.columns if column > 1 and sheet.cell(row, column)), None)
            match = _LANGUAGE.match(normalise(name))
            field = _KNOWN.get(match[1] if match else normalise(name))
            if not name or column is None:
                continue
            place = Place(self.faults, sheet, row, column)
            if field is None:
                self.faults.keep(name, place.name, "FACT_UNKNOWN", sheet.text(row, column))
            elif field in BILINGUAL:
                lang: Lang | None = None if match is None else "zh" if match[2] in ("zh", "chinese", "中文") else "en"
                self.texts.setdefault(field, {})[lang] = place
            else:
                self.places.setdefault(field, place)

    @property
    def explicit(self) -> bool:
        """Whether the table spells out its start and end events itself."""
        place = self.places.get("events")
        return place is not None and normalise(place.text()) in ("explicit", "明确写出")

    def place(self, field: str) -> Place | None:
        """Some cell of a fact, for messages."""
        return self.places.get(field) or next(iter(self.texts.get(field, {}).values()), None)

    def data(self) -> dict[str, Any]:
        """The facts that are given, by the keys of a process file."""
        data: dict[str, Any] = {}
        for field, cells in self.texts.items():
            text = in_languages({lang: place.text() for lang, place in cells.items()})
            data |= {field: text} if text is not None else {}
        for field in ("family", "place", "parent", "currency"):
            data |= self._plain(field, field)
        data |= self._plain("id", "process")
        if stage := self._word("stage"):
            data["stage"] = STAGES.get(normalise(stage), normalise(stage))
        if unit := self._word("time_unit"):
            data["time_unit"] = unit_of(unit) or unit
        if letters := self._word("raci"):
            data["raci"] = letters.upper()
        if "level" in self.places and (level := self.places["level"].number()) is not None:
            data["level"] = level
        if "illustrative" in self.places and (items := self.places["illustrative"].items()):
            data["illustrative"] = [item.text for item in items]
        return data | self._people() | self._volume() | self._working()

    def _word(self, field: str) -> str:
        return self.places[field].text() if field in self.places else ""

    def _plain(self, field: str, key: str) -> dict[str, str]:
        text = self.places[field].literal() if field in self.places else ""
        return {key: text} if text else {}

    def _people(self) -> dict[str, str]:
        """Owner (a role) and customer (a role, or plain words)."""
        data = {}
        for field in ("owner", "customer"):
            text = self._word(field) or (self.places[field].literal() if field in self.places else "")
            if text:
                items = split_list(text)
                item = items[0] if len(items) == 1 else Item(text)
                place = self.places[field]
                data[field] = self.roles.find(item, place) if field == "owner" else self.roles.known(item) or item.text
        return data

    def _volume(self) -> dict[str, Any]:
        """``420`` with a period of its own, or ``420 per month`` in one cell."""
        if "cases" not in self.places:
            return {}
        if match := _VOLUME.fullmatch(self._word("cases")):
            return {"volume": {"cases": match[1].replace(",", ""), "per": match[2]}}
        cases = self.places["cases"].number()
        if cases is None:
            return {}
        per = self._word("per")
        return {"volume": {"cases": cases, **({"per": per} if per else {})}}

    def _working(self) -> dict[str, Any]:
        numbers = {field: self.places[field].number() for field in _WORKING if field in self.places}
        known = {field: number for field, number in numbers.items() if number is not None}
        return {"working_time": known} if "hours_per_day" in known else {}
