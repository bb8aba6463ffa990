"""The Data Visualizer table."""

import io

from openpyxl import load_workbook

from bpr.export.flow_formats.visio_table import COLUMNS, to_visio_table, visio_rows
from bpr.formats.files import load
from bpr.model import Process
from tests.export.flow_formats.models import library, nasty

SHAPES = {"Process", "Decision", "Subprocess", "Start", "End"}


def test_every_next_step_is_a_step_and_every_label_has_its_arrow():
    for process in (*library(), nasty(on_flows=True)):
        for lang in ("en", "zh"):
            rows = [dict(zip(COLUMNS, row, strict=True)) for row in visio_rows(process, lang=lang)]
            ids = [row["Process Step ID"] for row in rows]
            assert len(set(ids)) == len(ids)
            for row in rows:
                targets = row["Next Step ID"].split(",") if row["Next Step ID"] else []
                assert set(targets) <= set(ids)
                assert row["Connector Label"] is None or len(row["Connector Label"].split(",")) == len(targets)
                assert row["Shape Type"] in SHAPES
                assert row["Function"]
            arrows = sum(len((row["Next Step ID"] or "").split(",")) for row in rows if row["Next Step ID"])
            assert arrows == len(process.flows)


def test_the_workbook_has_the_columns_of_the_template_as_a_table():
    data = to_visio_table(load("customer-reception.asis"), lang="zh")
    sheet = load_workbook(io.BytesIO(data))["Process Map"]
    assert tuple(cell.value for cell in sheet[1]) == COLUMNS
    assert sheet.tables["ProcessMap"].ref == f"A1:M{sheet.max_row}"
    decision = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "G1")
    assert decision[1:6] == ("时间可行？", "A1,A3", "否 15%,是 85%", "Decision", "接待员")


def test_a_label_is_never_a_formula():
    sheet = load_workbook(io.BytesIO(to_visio_table(nasty(on_flows=True))))["Process Map"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert next(cell for cell in cells if cell.value == "=x").quotePrefix


def test_the_same_process_gives_the_same_bytes():
    process = load("order-to-cash.asis")
    assert to_visio_table(process) == to_visio_table(process)


def test_an_id_with_a_comma_gets_a_number():
    steps = [
        {"id": "S", "event": None, "position": "start", "next": "a b"},
        {"id": "a b", "name": "A, or B", "next": [{"to": "E", "when": "so, yes"}]},
        {"id": "E", "event": None, "position": "end"},
    ]

    rows = visio_rows(Process.model_validate({"process": "p", "steps": steps}))
    assert [row[0] for row in rows] == ["S", "P200", "E"]
    assert rows[0][2] == "P200"
    assert rows[1][3] == "so; yes"
