"""The one form in which everything speaks."""

from __future__ import annotations

from dataclasses import replace

from bpr.errors import Where
from bpr.findings import Finding, Severity, in_order
from bpr.quantity import Quantity, Status
from bpr.text import Text


def finding(code: str, severity: Severity, area: str = "flow", *elements: str) -> Finding:
    return Finding(code, severity, area, Text(en=code, zh="中"), Text(en="mend", zh="修正"), elements)


def test_severities_have_a_rank_errors_first():
    assert [severity.rank for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)] == [0, 1, 2]
    assert {severity.rank for severity in Severity} == {0, 1, 2}


def test_findings_stand_in_order_of_severity_area_code_and_elements():
    wanted = [
        finding("B", Severity.ERROR, "raci"),
        finding("Z", Severity.WARNING, "flow", "A"),
        finding("Z", Severity.WARNING, "flow", "B"),
        finding("A", Severity.WARNING, "loops"),
        finding("A", Severity.INFO),
    ]
    assert list(in_order(reversed(wanted))) == wanted


def test_json_speaks_both_languages_and_leaves_out_what_is_not_there():
    document = finding("A", Severity.INFO, "flow", "X").to_json()
    assert document == {
        "code": "A",
        "severity": "info",
        "area": "flow",
        "elements": ["X"],
        "message": {"en": "A", "zh": "中"},
        "remedy": {"en": "mend", "zh": "修正"},
    }


def test_json_tells_measure_and_place():
    found = Finding(
        "A",
        Severity.INFO,
        "flow",
        Text(en="a", zh="甲"),
        Text(en="b", zh="乙"),
        measure=Quantity(1.0, "min"),
        where=Where("a.yaml", 3),
    )
    assert found.to_json()["measure"]["value"] == 1.0
    assert found.to_json()["where"] == "a.yaml:3"


def test_a_message_in_one_language_stands_in_for_the_other():
    found = Finding("A", Severity.INFO, "flow", Text(en="only English"), Text(zh="只有中文"))
    assert found.to_json()["message"]["zh"] == "only English"
    assert found.to_json()["remedy"]["en"] == "只有中文"


def test_equal_findings_are_one_in_a_set():
    assert len({finding("A", Severity.INFO), finding("A", Severity.INFO)}) == 1


def test_of_one_code_what_weighs_most_stands_first():
    measures = {
        "C": Quantity(None, "min", Status.INFINITE),
        "B": Quantity(9.0, "min"),
        "E": Quantity.unknown("min", lower=0.0, upper=5.0),
        "D": Quantity(-4.0, "min"),
        "A": Quantity(1.0, "min"),
    }
    found = [replace(finding("Z", Severity.WARNING, "flow", key), measure=measures[key]) for key in sorted(measures)]
    assert [one.elements[0] for one in in_order(found)] == list(measures)


def test_of_one_code_units_stand_apart_and_what_has_no_measure_stands_last():
    measures = {
        "F": Quantity(2.0, "EUR"),
        "E": Quantity(1.0, "EUR"),
        "D": Quantity(9.0, "min"),
        "C": Quantity(3.0, "min"),
        "A": None,
        "B": None,
    }
    found = [replace(finding("Z", Severity.WARNING, "flow", key), measure=measures[key]) for key in sorted(measures)]
    assert [one.elements[0] for one in in_order(found)] == list(measures)


def test_severities_have_a_word_for_people():
    assert [severity.word.pick("en") for severity in Severity] == ["error", "warning", "note"]
    assert [severity.word.pick("zh") for severity in Severity] == ["错误", "警告", "提示"]
