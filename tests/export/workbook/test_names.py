from __future__ import annotations

from bpr.export.workbook.names import Names
from bpr.model import Process

from .models import claim


def test_names_are_those_of_the_language_asked_for():
    assert Names(claim(), "zh").role("cashier") == "出纳"
    assert Names(claim(), "en").department("claims") == "Claims"
    assert Names(claim(), "en").system("nothing known") == "nothing known"


def test_a_label_that_stands_twice_carries_its_id():
    process = Process.model_validate(
        {"process": "p", "steps": [{"id": "A", "name": "Pass?", "next": "B"}, {"id": "B", "name": "Pass?"}]}
    )
    names = Names(process, "en")
    assert names.node("A") == "Pass? [A]"
    assert names.elements["A->B"] == "Pass? [A] → Pass? [B]"
