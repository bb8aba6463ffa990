"""The table that Visio's Data Visualizer turns into a cross-functional flowchart (Excel, one row a shape).

Columns: exactly those of Microsoft's "Process Map" template, in English in every language, because Visio maps them by
    name: Process Step ID, Process Step Description, Next Step ID, Connector Label, Shape Type, Function, Phase, Owner,
    Cost, Start Date, End Date, Status, Alt Description. Several next steps and their labels are separated by commas in
    the same order; Function is the lane. Ids and labels therefore hold no comma of their own.
Shape types: the template's own values. It has no diamond with a sign and no circle: every gateway is a Decision, its
    kind in the description; an event in between is a Process.
Unknown: a cost that is not known and the dates of a model (it has none) stay blank.
Source: Microsoft Support, Create a Data Visualizer diagram.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from bpr.export.workbook.cells import could_start_formula, safe_text
from bpr.export.workbook.package import pack
from bpr.layout.plan.diagram import Box, Diagram, Link
from bpr.layout.plan.swimlane import swimlane
from bpr.model import Activity, Process

COLUMNS = (
    "Process Step ID",
    "Process Step Description",
    "Next Step ID",
    "Connector Label",
    "Shape Type",
    "Function",
    "Phase",
    "Owner",
    "Cost",
    "Start Date",
    "End Date",
    "Status",
    "Alt Description",
)
_WIDTHS = (17.0, 38.0, 18.0, 26.0, 13.0, 24.0, 18.0, 22.0, 10.0, 12.0, 12.0, 10.0, 44.0)
_SHAPES = {
    **{"start": "Start", "end": "End", "subprocess": "Subprocess", "expanded": "Subprocess"},
    **dict.fromkeys(("xor", "and", "or", "event_gateway"), "Decision"),
}
_KINDS = {
    "xor": ("decision", "判断"),
    "and": ("parallel (all ways)", "并行（全部路径）"),
    "or": ("inclusive (one or more ways)", "包容（一条或多条路径）"),
    "event_gateway": ("first event decides", "由最先发生的事件决定"),
    "start": ("start", "开始"),
    "end": ("end", "结束"),
    "event": ("event", "事件"),
    "boundary": ("event", "事件"),
}
_HEAD = PatternFill("solid", start_color="FF2F4D72", end_color="FF2F4D72")

Cell = str | float | None


def to_visio_table(process: Process, *, lang: str = "en") -> bytes:
    """The Data Visualizer workbook of a process.

    Args:
        process: the process; sub-processes are one shape each.
        lang: language of the texts; the column names stay English.

    Returns:
        The bytes of an ``.xlsx`` file with one table, ``ProcessMap``; the same process gives the same bytes.
    """
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Process Map"
    rows = visio_rows(process, lang=lang)
    sheet.append(COLUMNS)
    for at, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            if isinstance(value, str):
                cell.value = safe_text(value)
                cell.data_type = "s"
                cell.quotePrefix = could_start_formula(value)
            else:
                cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, (head, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        cell = sheet.cell(1, column, head)
        cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), _HEAD
    sheet.freeze_panes = "B2"
    table = Table(displayName="ProcessMap", ref=f"A1:{get_column_letter(len(COLUMNS))}{max(2, len(rows) + 1)}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    sheet.add_table(table)
    return pack(workbook, {}, title=process.headline(lang))


def visio_rows(process: Process, *, lang: str = "en") -> tuple[tuple[Cell, ...], ...]:
    """The rows of the table, one for each node, in the order of `COLUMNS`."""
    diagram = swimlane(process, lang=lang)
    names = _names(diagram)
    lanes = {lane.id: lane.name or lane.id for lane in diagram.lanes}
    ways: dict[str, list[tuple[str, str]]] = {box.id: [] for box in diagram.boxes}
    for link in diagram.links:
        ways[link.source].append((names[link.target], _label(link, lang)))
    for box in diagram.boxes:
        if box.attached_to is not None:
            ways[box.attached_to].append((names[box.id], ""))
    return tuple(_row(process, box, names[box.id], ways[box.id], lanes[box.lane], lang) for box in diagram.boxes)


def _row(process: Process, box: Box, name: str, ways: list[tuple[str, str]], lane: str, lang: str) -> tuple[Cell, ...]:
    node = process.nodes.get(box.id)
    roles = node.roles if node is not None else ()
    owner = ", ".join(process.roles[role].name.pick(lang) if role in process.roles else role for role in roles)
    phase = node.phase.pick(lang) if node is not None and node.phase is not None else None
    cost = node.cost if isinstance(node, Activity) else None
    labels = ",".join(label for _, label in ways)
    kind = _KINDS[box.kind][lang == "zh"] if box.kind in _KINDS else ""
    note = node.note.pick(lang) if node is not None and node.note is not None else ""
    return (
        name,
        _one_line(box.label) or kind or box.id,
        ",".join(target for target, _ in ways) or None,
        labels if labels.strip(",") else None,
        _SHAPES.get(box.kind, "Process"),
        lane,
        phase,
        owner or None,
        cost,
        None,
        None,
        None,
        ": ".join(filter(None, (kind, note))) or None,
    )


def _names(diagram: Diagram) -> dict[str, str]:
    """The id of each step: the model's own where it holds no comma and no blank, else a number."""
    taken = {box.id for box in diagram.boxes if _is_plain(box.id)}
    names: dict[str, str] = {}
    for number, box in enumerate(diagram.boxes, start=1):
        name = box.id
        if box.id not in taken:
            name = f"P{number}00"
            while name in taken:
                name += "0"
            taken.add(name)
        names[box.id] = name
    return names


def _is_plain(name: str) -> bool:
    return len(name) <= 60 and not could_start_formula(name) and not any(char in name for char in ",;，； \t\n")


def _label(link: Link, lang: str) -> str:
    """The text on an arrow, without commas: Visio would take them for the next arrow's."""
    text = _one_line(link.label)
    return text.replace(",", "，" if lang == "zh" else ";")


def _one_line(text: str) -> str:
    return " ".join(text.split())


__all__ = ["COLUMNS", "to_visio_table", "visio_rows"]
