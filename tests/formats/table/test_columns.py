import pytest

from bpr.export.flow_formats.visio_table import COLUMNS
from bpr.formats.table.columns import STEP_FIELDS, column_name, header_of


@pytest.mark.parametrize("field", STEP_FIELDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_names_bpr_writes_are_read_back(field, lang):
    assert header_of(column_name(field, lang)).field == field


def test_the_visio_columns_are_known_by_their_exact_names():
    meant = {name: header.field for name in COLUMNS if (header := header_of(name)) is not None}
    assert meant == {
        "Process Step ID": "id",
        "Process Step Description": "step",
        "Next Step ID": "next",
        "Connector Label": "label",
        "Shape Type": "type",
        "Function": "role",
        "Phase": "phase",
        "Cost": "cost",
        "Alt Description": "note",
    }


@pytest.mark.parametrize(
    ("text", "field", "lang", "unit"),
    [
        ("ＮＥＸＴ　ＳＴＥＰ", "next", None, None),
        ("process_step_id", "id", None, None),
        ("步骤名称：", "step", None, None),
        ("Step (zh)", "step", "zh", None),
        ("步骤（英文）", "step", "en", None),
        ("Processing time [h]", "time", None, "h"),
        ("等待时间（小时）", "wait", None, "h"),
        ("Role / 角色", "role", None, None),
        ("Accountable (A)", "accountable", None, None),
    ],
)
def test_headers_are_known_however_they_are_written(text, field, lang, unit):
    header = header_of(text)
    assert (header.field, header.lang, header.unit) == (field, lang, unit)


@pytest.mark.parametrize("text", ["", "budget", "Step 1: do this and that", "(zh)", "/", "x" * 300])
def test_other_headers_are_not_known(text):
    assert header_of(text) is None
