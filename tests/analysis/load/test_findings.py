from __future__ import annotations

import pytest

from bpr.analysis.frequency.visits import expected_visits
from bpr.analysis.load.analyse import analyse_load
from bpr.findings import Severity
from bpr.quantity import Quantity
from tests.analysis.small_models import chain, graph


def findings(people, rate=None, **header):
    step = {"id": "A", "name": "A", "role": "clerk", "time": 10}
    made = graph(*chain(step), roles={"clerk": {"name": {"en": "Clerk", "zh": "文员"}, "people": people}}, **header)
    arrivals = Quantity(rate, "cases/min") if rate is not None else None
    return {finding.code: finding for finding in analyse_load(made, expected_visits(made), arrivals=arrivals).findings}


@pytest.mark.parametrize(
    ("rate", "codes"), [(0.05, set()), (0.085, set()), (0.09, {"HIGH_UTILISATION"}), (0.1, {"OVERLOADED"})]
)
def test_the_code_follows_the_utilisation(rate, codes):
    assert set(findings(1, rate)) == codes


def test_an_overloaded_role_is_an_error_with_the_head_count_it_needs():
    found = findings(1, 0.25)["OVERLOADED"]
    assert (found.severity, found.elements, found.measure.value) == (Severity.ERROR, ("clerk",), pytest.approx(2.5))
    assert "at least 3 people" in found.remedy.pick("en")
    assert "至少 3 人" in found.remedy.pick("zh")


def test_work_without_people_is_an_error():
    assert set(findings(0, 0.1)) == {"NO_SERVER"}


def test_an_unknown_head_count_is_told_once():
    assert findings(None)["PEOPLE_UNKNOWN"].elements == ("clerk",)


def test_a_calendar_is_asked_for_only_when_it_would_help():
    volume = {"volume": {"cases": 10, "per": "month"}}
    assert "CALENDAR_MISSING" in findings(2, **volume)
    assert "CALENDAR_MISSING" not in findings(None, **volume)
