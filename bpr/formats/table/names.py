"""Roles, departments, systems and documents: listed on sheets of their own, or known by being used."""

from __future__ import annotations

from typing import Any

from bpr.formats.table.cells import Faults, Place
from bpr.formats.table.lists import Item
from bpr.formats.table.locate import Table, best_head
from bpr.formats.table.slips import Mention
from bpr.text import LANGUAGES, Text, is_chinese, normalise, safe_name

GROUPS: dict[str, tuple[str, frozenset[str], tuple[str, ...]]] = {
    "departments": ("department", frozenset({"departments", "部门"}), ("external",)),
    "roles": (
        "role",
        frozenset({"roles", "角色", "岗位"}),
        ("department", "people", "rate", "rate_per", "availability", "reports_to"),
    ),
    "systems": ("system", frozenset({"systems", "系统"}), ()),
    "documents": ("documents_out", frozenset({"documents", "单据", "文件"}), ()),
}
"""For each group the column that holds the names, the titles of its sheet, and its other columns."""


class Names:
    """The names of one group: found by id, else by name in either language, else made."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Any]] = {}
        self.mentions: dict[str, Mention] = {}
        self.cells: dict[tuple[str, str], Place] = {}  # where the further facts of a listed entry stand
        self._by_name: dict[str, str | None] = {}

    def define(self, key: str, name: Text, **facts: Any) -> None:
        """A listed entry."""
        self.entries[key] = {"name": name, **facts}
        for lang in LANGUAGES:
            if (text := getattr(name, lang)) is not None:
                word = normalise(text)
                self._by_name[word] = key if self._by_name.get(word, key) == key else None

    def known(self, item: Item) -> str | None:
        """The id an entry of a cell means; None when nothing of this name is known (or several are)."""
        if item.text in self.entries:
            return item.text
        return None if item.quoted else self._by_name.get(normalise(item.text))

    def find(self, item: Item, place: Place) -> str:
        """The id an entry of a cell means; what is not known yet is defined by being used."""
        key = self.known(item)
        if key is None:
            key = made_id(item.text, self.entries)
            self.define(key, Text.of(item.text))
        if key in self.mentions:
            self.mentions[key].count += 1
        else:
            self.mentions[key] = Mention(self.entries[key]["name"], place)
        return key


def made_id(text: str, taken: Any, *, most: int = 40) -> str:
    """A new id from a name: small letters and dashes; a Chinese name is its own id.

    Example:
        >>> made_id("HR clerk", {}), made_id("接待员", {}), made_id("Clerk", {"clerk": 1})
        ('hr-clerk', '接待员', 'clerk-2')
    """
    base = safe_name(text if is_chinese(text) else text.lower())[:most].strip("-.") or "x"
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def bilingual(faults: Faults, table: Table, row: int, field: str) -> Text | None:
    """A text from up to three columns: of no named language, English, Chinese."""
    cells = {
        lang: Place(faults, table.sheet, row, table.columns[field, lang]).text()
        for lang in (None, *LANGUAGES)
        if (field, lang) in table.columns
    }
    return in_languages(cells)


def in_languages(cells: dict[Any, str]) -> Text | None:
    """One text; what stands in no named language fills the language that is left, else the one its signs show."""
    kept = {lang: text for lang, text in cells.items() if text}
    plain = kept.pop(None, "")
    if not plain:
        return Text.model_validate(kept) if kept else None
    if not kept:
        return Text.of(plain)
    free = [lang for lang in LANGUAGES if lang not in kept]
    return Text.model_validate(kept | dict.fromkeys(free, plain))


def read_names(faults: Faults) -> dict[str, Names]:
    """All groups with what their sheets list."""
    groups = {group: Names() for group in GROUPS}
    for group, (field, titles, others) in GROUPS.items():
        for sheet in faults.source.book.sheets:
            if normalise(sheet.title) not in titles or sheet.hidden:
                continue
            table = best_head(faults.source, sheet, ("id", field, *others))
            if table is None or table.column(field) is None:
                if sheet.cells:
                    faults.keep("sheet", sheet.title, "SHEET_UNREAD", sheet.title)
                continue
            faults.heads[sheet.title] = table.head
            for row in sheet.rows:
                if row > table.head:
                    _read_entry(faults, table, row, group, groups)
    return groups


def _read_entry(faults: Faults, table: Table, row: int, group: str, groups: dict[str, Names]) -> None:
    field, _, others = GROUPS[group]
    names = groups[group]

    def place(column: str) -> Place:
        return Place(faults, table.sheet, row, table.column(column))

    name = bilingual(faults, table, row, field)
    key = place("id").literal()
    if name is None and not key:
        return
    if key and key in names.entries:
        place("id").fault(
            "DUPLICATE_ID", f"the id '{key}' stands twice", f"编号“{key}”重复",
            "give each row an id of its own", "每一行使用唯一的编号",
        )  # fmt: skip
        return
    has_id = bool(key)
    name = name or Text.of(key)
    key = key or made_id(name.pick("en"), names.entries)
    names.define(key, name, **{column: value for column in others if (value := _fact(place(column), column, groups))})
    names.mentions[key] = Mention(name, place(field), listed=True, has_id=has_id)
    names.cells |= {(key, column): place(column) for column in others if table.column(column) is not None}


def _fact(place: Place, column: str, groups: dict[str, Names]) -> Any:
    """One further fact of a role or department."""
    match column:
        case "external":
            return place.yes()
        case "people" | "rate":
            number = place.number()
            return None if number is None else {"value": number}
        case "availability":
            share = place.text()
            number = place.share_of(share) if share else None
            return None if number is None else {"value": number}
        case "department":
            items = place.positions()
            named = place.literal()
            if named:
                return groups["departments"].find(Item(named, bool(items) and items[0].quoted), place)
            return "-" if place.says_none() else None
        case _:
            items = place.positions()
            named = place.literal()
            return Item(named, bool(items) and items[0].quoted) if named else None


def role_data(names: Names) -> dict[str, dict[str, Any]]:
    """The listed and the used roles as the model reads them; ``reports_to`` is found among all of them."""
    data: dict[str, dict[str, Any]] = {}
    for key, entry in list(names.entries.items()):
        role: dict[str, Any] = {"name": entry["name"]}
        if entry.get("department") not in (None, "-"):
            role["department"] = entry["department"]
        for column in ("people", "availability"):
            if column in entry:
                role[column] = entry[column]["value"]
        if "rate" in entry:
            per = entry.get("rate_per")
            role["rate"] = {"amount": entry["rate"]["value"], **({"per": per.text} if per is not None else {})}
        if "reports_to" in entry:
            role["reports_to"] = names.find(entry["reports_to"], names.cells[key, "reports_to"])
        data[key] = role
    return data | {key: {"name": entry["name"]} for key, entry in names.entries.items() if key not in data}
