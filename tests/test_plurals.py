"""English texts never say "1 steps": models in which faults stand once, as findings, page, report and workbook."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from lxml import html

from bpr.compare.comparison import compare
from bpr.diagnosis.analyse import analyse
from bpr.diagnosis.lint import with_rules
from bpr.diagnosis.settings import Settings
from bpr.export.comparison import comparison_sections
from bpr.export.page import page_text
from bpr.export.report.content import make_report
from bpr.export.report.write import render_report
from bpr.export.sections import diagnosis_sections
from bpr.export.swimlane.album import Album
from bpr.export.workbook.raci_workbook import raci_workbook_bytes
from bpr.model import Process
from bpr.text import counted

_PLURAL = re.compile(r"(?<![\w.,…%/:-])1 (?!(?:process|less|this|is|has|was|does|plus|times)\b)[a-z-]+s\b")


def one_of_everything() -> Process:
    """One step without role, one without time, one label to tidy, one decision that asks nothing, one way back."""
    return Process.model_validate(
        {
            "process": "once",
            "departments": {"d": "D"},
            "roles": {"x": {"name": "X", "department": "d"}, "y": "Y"},
            "volume": {"cases": 1, "per": "day"},
            "steps": [
                {"id": "S", "event": "begin", "position": "start", "next": "A"},
                {"id": "A", "name": {"en": "Check  order", "zh": "审核"}, "role": "x", "time": 5, "next": "G"},
                {"id": "G", "decision": None, "role": "y", "next": [{"to": "A", "share": "10%", "when": "no"}, "B"]},
                {"id": "B", "name": "Send parcel", "next": "P"},
                {
                    "id": "P",
                    "subprocess": "Follow up",
                    "steps": [{"id": "P1", "name": "Call", "role": "y"}],
                    "next": "E",
                },
                {"id": "E", "event": {"en": "Order done", "zh": "完成"}, "position": "end"},
            ],
        }
    )


def least() -> Process:
    return Process.model_validate(
        {"process": "least", "roles": {"x": "X"}, "steps": [{"id": "A", "name": "Check order"}]}
    )


def texts(process: Process):
    """Everything people read about a process, by where it stands."""
    analysis = analyse(process)
    strict = with_rules(
        analysis.graph,
        analysis.complexity.blocks,
        analysis.findings,
        Settings.model_validate({"rules": {"set": "strict"}}),
    )
    yield "findings", "\n".join(f"{one.message.pick('en')}\n{one.remedy.pick('en')}" for one in strict)
    yield "page", page_text(diagnosis_sections(analysis, "en"))
    yield "report", html.fromstring(render_report(make_report(Album.of(analysis)), "html").data).text_content()
    book = openpyxl.load_workbook(io.BytesIO(raci_workbook_bytes(process, analysis)))
    yield (
        "workbook",
        " | ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell),
    )
    yield "comparison", page_text(comparison_sections(compare(process, least()), "en"))


@pytest.mark.parametrize("process", [one_of_everything(), least()], ids=["one of everything", "least"])
def test_nothing_is_said_of_one_thing_in_the_plural(process):
    for place, text in texts(process):
        assert _PLURAL.findall(" ".join(text.split())) == [], place


def test_the_models_do_speak_of_one_thing():
    said = dict(texts(one_of_everything()))
    for phrase in ("1 step ", "1 label holds", "1 decision does not say"):
        assert phrase in said["findings"], phrase
    assert "1 way;" in said["report"]
    assert "1 decision)" in said["page"]


def test_a_count_takes_the_words_that_go_with_it():
    assert [counted(number, "step") for number in (0, 1, 2, 1_000)] == ["0 steps", "1 step", "2 steps", "1,000 steps"]
    assert counted(1, "activity", "activities") == "1 activity"
    assert counted(5, "activity", "activities") == "5 activities"
