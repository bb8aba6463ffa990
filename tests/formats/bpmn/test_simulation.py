import pytest

from bpr.model import Duration
from tests.formats.bpmn.samples import flow, read

GATE = '<exclusiveGateway id="G"/><task id="A"/><task id="B"/>' + flow("G", "A", "f1") + flow("G", "B", "f2")


def qbp(elements: str, flows: str = "", resources: str = "") -> str:
    return (
        f'<process id="P">{GATE}</process><qbp:processSimulationInfo currency="EUR"><qbp:resources>{resources}'
        f"</qbp:resources><qbp:elements>{elements}</qbp:elements><qbp:sequenceFlows>{flows}</qbp:sequenceFlows>"
        "</qbp:processSimulationInfo>"
    )


def timed(family: str, unit: str = "minutes", **numbers: str) -> str:
    given = " ".join(f'{key}="{value}"' for key, value in numbers.items())
    return (
        f'<qbp:element elementId="A"><qbp:durationDistribution type="{family}" {given}><qbp:timeUnit>{unit}'
        "</qbp:timeUnit></qbp:durationDistribution><qbp:resourceIds><qbp:resourceId>r</qbp:resourceId>"
        "</qbp:resourceIds></qbp:element>"
    )


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (timed("FIXED", mean="600", arg1="NaN"), {"fixed": 10, "unit": "min"}),
        (timed("FIXED", unit="hours", mean="5400"), {"fixed": 1.5, "unit": "h"}),
        (timed("FIXED", unit="days", mean="90"), {"fixed": 90, "unit": "s"}),
        (timed("EXPONENTIAL", mean="0", arg1="1800"), {"exponential": 30, "unit": "min"}),
        (timed("NORMAL", unit="seconds", mean="60", arg1="5"), {"normal": [60, 5], "unit": "s"}),
        (timed("UNIFORM", mean="NaN", arg1="60", arg2="120"), {"uniform": [1, 2], "unit": "min"}),
        (timed("TRIANGULAR", mean="120", arg1="60", arg2="180"), {"triangular": [1, 2, 3], "unit": "min"}),
        (timed("LOGNORMAL", mean="120", arg1="60"), "2 min"),
        (timed("UNIFORM", mean="NaN", arg1="120", arg2="60"), None),
        (timed("FIXED", mean="-5"), None),
        (timed("MAGIC", mean="5"), None),
    ],
)
def test_qbp_durations_are_read_in_the_unit_they_are_shown_in(element, expected):
    wanted = None if expected is None else Duration.model_validate(expected)
    assert read(qbp(element)).nodes["A"].time == wanted


def test_qbp_shares_and_resources_are_read():
    shares = (
        '<qbp:sequenceFlow elementId="f1" executionProbability="0.3"/>'
        '<qbp:sequenceFlow elementId="f2" executionProbability="7"/>'
    )
    people = '<qbp:resource id="r" name="Clerk" totalAmount="4" costPerHour="20"/>'
    process = read(qbp(timed("FIXED", mean="60"), shares, people))
    assert [way.share for way in process.flows] == [0.3, None]
    assert process.nodes["A"].role == "r"
    assert (process.roles["r"].name.en, process.roles["r"].people, process.roles["r"].rate.amount) == ("Clerk", 4, 20)
    assert process.currency == "EUR"
    assert [entry.what for entry in process.unread] == ["processSimulationInfo"]


def test_bpsim_probabilities_and_times_are_read_from_the_first_scenario():
    process = read(
        f'<process id="P">{GATE}</process><relationship><extensionElements><bpsim:BPSimData>'
        '<bpsim:Scenario><bpsim:ScenarioParameters baseTimeUnit="hour"/>'
        '<bpsim:ElementParameters elementRef="f1"><bpsim:ControlParameters><bpsim:Probability>'
        '<bpsim:FloatingParameter value="0.25"/></bpsim:Probability></bpsim:ControlParameters>'
        "</bpsim:ElementParameters>"
        '<bpsim:ElementParameters elementRef="A"><bpsim:TimeParameters><bpsim:ProcessingTime>'
        '<bpsim:NormalDistribution mean="2" standardDeviation="1"/></bpsim:ProcessingTime></bpsim:TimeParameters>'
        '</bpsim:ElementParameters><bpsim:ElementParameters elementRef="B"><bpsim:TimeParameters><bpsim:ProcessingTime>'
        '<bpsim:DurationParameter value="PT1H30M"/></bpsim:ProcessingTime></bpsim:TimeParameters>'
        "</bpsim:ElementParameters></bpsim:Scenario>"
        '<bpsim:Scenario><bpsim:ElementParameters elementRef="f2"><bpsim:Probability><bpsim:FloatingParameter '
        'value="0.9"/></bpsim:Probability></bpsim:ElementParameters></bpsim:Scenario>'
        "</bpsim:BPSimData></extensionElements></relationship>"
    )
    assert [way.share for way in process.flows] == [0.25, None]
    assert process.nodes["A"].time == Duration.model_validate({"normal": [2, 1], "unit": "h"})
    assert process.nodes["B"].time == Duration.model_validate({"fixed": 90, "unit": "min"})
