"""What one cell says: a text, a list, a number, a time, a share; every fault is kept with its address and remedy."""

from __future__ import annotations

import math
import re
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bpr.errors import InputError, Problem
from bpr.formats.spreadsheet import Cell, Sheet
from bpr.formats.table.lists import COMMA, Item, split_list
from bpr.formats.table.remedies import describe_cell
from bpr.formats.table.source import Source
from bpr.formats.table.words import BLANK_WORDS, ERROR_VALUES, FAMILY_WORDS, NO_WORDS, NONE_WORDS, YES_WORDS, is_blank
from bpr.model import Unread
from bpr.model.base import Share
from bpr.model.time import Duration, TimeUnit, unit_of
from bpr.text import LONGEST, Text, normalise

Spot = tuple[Sheet, int, int | None]

MOST_PROBLEMS = 200
_DASHES = frozenset({"-", "–", "—"})

_SHARE: TypeAdapter[float | None] = TypeAdapter(Share)
_DISTRIBUTION = re.compile(r"([^\W\d_]+)\s*\((.*)\)\s*([^\W\d_]*)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?|\d{4}-\d{2}-\d{2}( .*)?")
_CURRENCY = re.compile(r"[¥￥$€£]|元|rmb|usd|eur|cny", re.IGNORECASE)


class Faults:
    """The faults and remarks found while a file is read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.unread: list[Unread] = []
        self.heads: dict[str, int] = {}  # the row of headers by sheet; a page of facts has its names in column 1

    def add(self, spot: Spot, code: str, message: Text, remedy: Text, element: str | None = None) -> None:
        """One more fault; reading stops when there are more than anybody mends in one go."""
        self.problems.append(
            Problem(message, self._located(spot, remedy), self.source.where(*spot, element=element), code)
        )
        if len(self.problems) > MOST_PROBLEMS:
            self.stop()

    def heading(self, sheet: Sheet, row: int, column: int) -> str:
        """What stands above a cell in the row of headers or, on a page of facts, before it."""
        head = self.heads.get(sheet.title)
        text = sheet.text(row, 1) if head is None else sheet.text(head, column)
        return " ".join(text.split())

    def _located(self, spot: Spot, remedy: Text) -> Text:
        """A remedy behind the place where it is carried out: sheet, row and heading, as the workbook calls them."""
        sheet, row, column = spot
        heading = self.heading(sheet, row, column) if column is not None else ""
        if self.source.lines is not None:
            line = self.source.lines.get(row, row)
            en, zh = f"line {line}", f"第 {line} 行"
        else:
            en, zh = f"sheet '{sheet.title}', row {row}", f"工作表“{sheet.title}”第 {row} 行"
        if heading:
            en, zh = f"{en}, '{heading}'", f"{zh}“{heading}”"
        return Text(en=f"{en}: {remedy.pick('en')}", zh=f"{zh}：{remedy.pick('zh')}")

    def stop(self) -> None:
        """Raise what was found, if anything was."""
        if self.problems:
            raise self.error()

    def error(self) -> InputError:
        """All that was found, in the order of the sheet."""
        once = list(dict.fromkeys(self.problems))  # some cells are looked at more than once
        return InputError(sorted(once[:MOST_PROBLEMS], key=_order))

    def keep(self, what: str, place: str, reason: str, raw: str) -> None:
        """Something that is read past, kept with the model."""
        self.unread.append(Unread(what=what, where=place, reason=reason, raw=raw))


def _order(problem: Problem) -> tuple[str, int, int, str]:
    """Faults in the order of the sheet: row by row, column by column."""
    where = problem.where
    sheet, _, address = (where.cell or "").rpartition("!")
    letters = address.rstrip("0123456789")
    row = int(address[len(letters) :] or 0) if where.cell else where.line or 0
    return sheet, row, where.column or len(letters), letters


class Place:
    """One cell being read."""

    def __init__(self, faults: Faults, sheet: Sheet, row: int, column: int | None) -> None:
        self.faults = faults
        self.sheet = sheet
        self.row = row
        self.column = column

    def fault(self, code: str, en: str, zh: str, fix_en: str, fix_zh: str) -> None:
        """A fault of this cell."""
        self.faults.add(self.spot, code, Text(en=en, zh=zh), Text(en=fix_en, zh=fix_zh))

    def doubt(self, code: str, message: Text, remedy: Text) -> None:
        """Something told beside faults, to be mended together with them; alone it does not stop the reading."""
        said = Text(
            en=f"{message.pick('en')} (a doubt, no fault: it does not stop the reading)",
            zh=f"{message.pick('zh')}（仅为疑问，不是错误，不影响读取）",
        )
        self.faults.add(self.spot, code, said, remedy)

    @property
    def spot(self) -> Spot:
        """Sheet, row and column."""
        return self.sheet, self.row, self.column

    @property
    def name(self) -> str:
        """The address of the cell."""
        return self.faults.source.cell_name(self.sheet, self.row, self.column or 1)

    def _cell(self) -> Cell | None:
        """The cell, its formula told; None where it is empty or cannot be used."""
        cell = self.sheet.cell(self.row, self.column) if self.column is not None else None
        if cell is None:
            return None
        if normalise(cell.text) in ERROR_VALUES:
            self.fault(
                "BAD_CELL", f"the cell shows the error {cell.text}", f"单元格显示错误值 {cell.text}",
                "type the value itself", "请直接填写内容",
            )  # fmt: skip
            return None
        if cell.formula is not None:
            if cell.value is None:
                self.fault(
                    "FORMULA", "the cell holds a formula without a saved value", "单元格中的公式没有保存计算结果",
                    "open the file in Excel and save it, or type the value itself",
                    "请用 Excel 打开并保存，或直接填写内容",
                )  # fmt: skip
                return None
            self.faults.keep("formula", self.name, "FORMULA_VALUE", f"={cell.formula.removeprefix('=')}"[:500])
        return cell

    def text(self) -> str:
        """The text of the cell; empty where it says nothing."""
        cell = self._cell()
        return "" if cell is None or is_blank(cell.text) else self.bounded(cell.text)

    def literal(self) -> str:
        """An id or a name: a text, which may stand in quotes when it looks like nothing (``"-"``)."""
        cell = self._cell()
        if cell is None:
            return ""
        items = split_list(cell.text)
        if len(items) == 1 and items[0].quoted:
            return self.bounded(items[0].text)
        return "" if is_blank(cell.text) else self.bounded(cell.text)

    def bounded(self, text: str) -> str:
        """A text that is not too long; a longer one is a fault."""
        if len(text) <= LONGEST:
            return text
        self.fault(
            "BAD_VALUE", f"the text is longer than {LONGEST:,} signs", f"文字超过 {LONGEST:,} 个字符",
            "shorten it", "缩短它",
        )  # fmt: skip
        return ""

    def items(self) -> tuple[Item, ...] | None:
        """The entries of a list; None: not known, empty: the word *none*."""
        cell = self._cell()
        if cell is None or is_blank(cell.text):
            return None
        if normalise(cell.text) in NONE_WORDS:
            return ()
        kept = (item for item in split_list(cell.text) if item.quoted or not is_blank(item.text))
        return tuple(item for item in kept if not item.text or self.bounded(item.text))

    def positions(self, *, visio: bool = False) -> tuple[Item, ...]:
        """The entries of a list in which places matter, blank ones included; Visio separates by commas alone."""
        cell = self._cell()
        if cell is None or is_blank(cell.text):
            return ()
        return split_list(cell.text, COMMA) if visio else split_list(cell.text)

    def says_none(self) -> bool:
        """Whether the cell is filled, but says that there is nothing: a dash, *none*."""
        cell = self._cell()
        return cell is not None and normalise(cell.text) in NONE_WORDS | _DASHES

    def yes(self) -> bool:
        """Whether the cell says yes; blank is no."""
        cell = self._cell()
        word = normalise(cell.text) if cell is not None else ""
        if word in YES_WORDS:
            return True
        if word not in NO_WORDS | BLANK_WORDS:
            self.fault(
                "BAD_VALUE", f"'{word[:40]}' is neither yes nor no", f"“{word[:40]}” 既不是“是”也不是“否”",
                "write yes or no", "请填写“是”或“否”",
            )  # fmt: skip
        return False

    def number(self) -> float | None:
        """A number of zero or more; a currency sign and commas between thousands are read past."""
        cell = self._cell()
        if cell is None or is_blank(cell.text):
            return None
        value: float | None = None
        if isinstance(cell.value, str):
            plain = _CURRENCY.sub("", cell.text.replace("，", ",")).strip()
            if re.fullmatch(r"\d+(\.\d+)?([eE][-+]?\d+)?|\d{1,3}(,\d{3})+(\.\d+)?", plain):
                value = float(plain.replace(",", ""))
        elif cell.value is not None and not isinstance(cell.value, bool):
            value = float(cell.value)
        if value is None or not math.isfinite(value) or not 0 <= value <= 1e12:
            self.fault(
                "BAD_NUMBER", f"'{cell.text[:40]}' is not a number of zero or more",
                f"“{cell.text[:40]}” 不是不小于零的数",
                "write a number such as 15; leave the cell empty if it is not known", "请填写数字，如 15；不知道就留空",
            )  # fmt: skip
            return None
        return value

    def duration(self, unit: TimeUnit | None) -> Duration | None:
        """A time; a bare number is in the unit of its column."""
        cell = self._cell()
        if cell is None or is_blank(cell.text):
            return None
        if isinstance(cell.value, str) and _CLOCK.fullmatch(cell.text):
            self.fault(
                "BAD_NUMBER", f"'{cell.text}' is a date or a time of day, not a duration",
                f"“{cell.text}” 是日期或时刻，不是时长",
                "write a number such as 30, or '30 min', '2 h', '1 d', and format the cell as text",
                "请填写数字如 30，或“30 min”“2 h”“1 d”，并将单元格设为文本格式",
            )  # fmt: skip
            return None
        found: Duration | None = self.checked(Duration.model_validate, _duration_data(cell))
        if found is None or unit is None or found.unit is not None:
            return found
        return found.model_copy(update={"unit": unit})

    def share_of(self, text: str | float) -> float | None:
        """One share, ``85%`` or ``0.85``."""
        share: float | None = self.checked(_SHARE.validate_python, text)
        return share

    def checked(self, validate: Any, value: Any) -> Any:
        """What a validator makes of a value; a fault of this cell where it refuses."""
        try:
            return validate(value)
        except ValidationError as error:
            self.faults.add(self.spot, *describe_cell(error.errors(include_url=False)[0]))
            return None


def _duration_data(cell: Cell) -> Any:
    """A number, a text with a unit, or ``triangular(2, 3, 7) h``, as the model reads it."""
    if not isinstance(cell.value, str):
        return cell.value
    text = cell.text
    match = _DISTRIBUTION.fullmatch(text.replace("（", "(").replace("）", ")"))
    family = FAMILY_WORDS.get(normalise(match[1])) if match else None
    if match is None or family is None:
        return text
    try:
        numbers: list[float] = [float(item.text) for item in split_list(match[2])]
    except ValueError:
        return text
    data: dict[str, Any] = {family: numbers}
    if match[3]:
        data["unit"] = unit_of(match[3]) or match[3]
    return data
