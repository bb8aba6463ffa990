from __future__ import annotations

import pytest

from bpr.analysis.queues.findings import not_said_again
from bpr.diagnosis.analyse import analyse
from bpr.findings import Severity
from tests.analysis.queues.models import office, queues_of
from tests.analysis.small_models import chain, graph


def found(made, **options):
    return {finding.code: finding for finding in queues_of(made, **options).findings}


def codes(made):
    return [finding.code for finding in analyse(made.process).findings]


def test_the_next_person_is_named_with_what_it_removes():
    finding = found(office())["BEST_NEXT_PERSON"]
    assert (finding.elements, finding.severity) == (("clerk",), Severity.INFO)
    assert "removes 236.2 min of waiting of the 295.8" in finding.message.pick("en")
    assert "减少排队 236.2 分钟" in finding.message.pick("zh")
    assert finding.measure.value == pytest.approx(236.171735242)


def test_an_overloaded_role_is_an_error_that_tells_how_fast_the_queue_grows():
    made = office(1 / 15, working_time={"hours_per_day": 8})
    finding = found(made)["UNSTABLE_ROLE"]
    assert finding.severity is Severity.ERROR
    messages = [each.message.pick("en") for each in queues_of(made).findings if each.code == "UNSTABLE_ROLE"]
    assert any(
        "asked for 123% of its capacity: its queue grows by 13.6 tasks a working day" in text for text in messages
    )
    assert any("at least 2 people" in each.remedy.pick("en") for each in queues_of(made).findings)
    assert found(made)["BEST_NEXT_PERSON"].elements == ("clerk",)
    assert "lacks most capacity" in found(made)["BEST_NEXT_PERSON"].message.pick("en")


def test_without_a_calendar_the_queue_grows_by_the_time_unit():
    assert "tasks per min" in found(office(1 / 15))["UNSTABLE_ROLE"].message.pick("en")
    assert "每分钟多积压" in found(office(1 / 15))["UNSTABLE_ROLE"].message.pick("zh")


def test_exactly_full_is_told_without_a_growth():
    made = office(1 / 18.5, people={"analyst": 9, "manager": 9})
    assert "nothing is to spare" in found(made)["UNSTABLE_ROLE"].message.pick("en")


def test_the_diagnosis_says_it_once():
    told = codes(office(1 / 15))
    assert told.count("UNSTABLE_ROLE") == 2
    assert "OVERLOADED" not in told


def test_nobody_for_some_work_is_said_by_the_load_alone():
    told = codes(office(people={"clerk": 0}))
    assert "NO_SERVER" in told
    assert "UNSTABLE_ROLE" not in told


def test_a_process_without_people_says_one_thing():
    made = office(people={"clerk": None, "analyst": None, "manager": None})
    assert queues_of(made).findings == ()
    told = analyse(made.process)
    assert [finding.code for finding in told.findings if finding.area in ("load", "queues")] == ["PEOPLE_UNKNOWN"]
    assert not told.queues.known


def test_what_keeps_a_queue_from_being_known_is_named_once():
    finding = found(office(None))["QUEUES_UNKNOWN"]
    assert finding.elements == ("clerk", "analyst", "manager")
    assert "missing: volume" in finding.message.pick("en")
    assert "缺少：volume" in finding.message.pick("zh")


def test_a_missing_calendar_is_left_to_the_load():
    made = office(None, volume={"cases": 100, "per": "month"})
    assert "CALENDAR_MISSING" in codes(made)
    assert "QUEUES_UNKNOWN" not in codes(made)


def test_other_findings_of_the_load_are_kept():
    load = analyse(office(people={"manager": None}).process).load.findings
    assert not_said_again(load, ()) == load


def test_waiting_that_people_would_not_remove_is_told():
    steps = chain(
        {"id": "A", "name": "A", "role": "clerk", "time": {"exponential": 5}, "wait": 480},
        {"id": "B", "name": "B", "role": "clerk", "time": {"exponential": 5}},
    )
    made = graph(*steps, roles={"clerk": {"name": "Clerk", "people": 1}}, volume={"cases": 3, "per": "hour"})
    finding = found(made)["WAITING_NOT_FOR_PEOPLE"]
    assert finding.measure.value == pytest.approx(5.0 / 480)
    assert "only 1% of the waiting" in finding.message.pick("en")
    assert queues_of(office()).written_wait_explained.value is None


def test_a_person_where_nobody_waits_is_not_proposed():
    assert "BEST_NEXT_PERSON" not in found(office(0.0005))
