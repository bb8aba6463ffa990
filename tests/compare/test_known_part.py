import pytest

from bpr.compare.comparison import compare
from tests.compare.models import chain, decision, step


def waits(*numbers, time=10, **header):
    """A chain of activities with these waiting times; None where nobody wrote one."""
    steps = [
        step(f"A{n}", f"Step number {n}", time=time, **({} if wait is None else {"wait": wait}))
        for n, wait in enumerate(numbers)
    ]
    return chain(*steps, **header)


def known(as_is, to_be, name="waiting_per_case"):
    return compare(as_is, to_be).kpi(name)


def test_the_known_part_is_told_and_the_verdict_stays_unknown():
    kpi = known(waits(1440, 1440, None), waits(1440, 12.6, None))
    assert kpi.verdict == "unknown"
    assert (kpi.known.as_is, kpi.known.to_be) == (2880, 1452.6)
    assert kpi.known.relative == pytest.approx(-0.4956, abs=1e-4)
    assert kpi.to_json()["known_part"]["to_be"] == 1452.6


def test_an_input_that_one_side_lacks_counts_on_neither():
    kpi = known(waits(100, 2000), waits(50, None))
    assert (kpi.known.as_is, kpi.known.to_be) == (100, 50)


def test_the_cycle_time_is_worked_out_anew_without_the_missing_inputs():
    kpi = known(waits(100, 2000), waits(50, None), "cycle_time")
    assert (kpi.known.as_is, kpi.known.to_be) == (120, 70)


def test_hours_are_told_in_the_unit_of_the_as_is():
    kpi = known(waits(120, None), waits(1, None, time_unit="h"))
    assert (kpi.known.as_is, kpi.known.to_be) == (120, 60)


def test_steps_inside_a_sub_process_count_too():
    def inside(wait, other):
        inner = [
            {"id": "s", "event": None, "position": "start", "next": "A"},
            step("A", "Draft", wait=wait, next="B"),
            step("B", "Send", next="e", **({} if other is None else {"wait": other})),
            {"id": "e", "event": None, "position": "end"},
        ]
        return chain({"id": "S", "subprocess": "Letter", "steps": inner})

    kpi = known(inside(30, None), inside(10, 5))
    assert (kpi.known.as_is, kpi.known.to_be) == (30, 10)


@pytest.mark.parametrize(
    ("as_is", "to_be"),
    [
        (waits(5, 5), waits(5, 4)),
        (waits(None), waits(None)),
        (waits(5, None), waits(5, None, time_unit="d")),
        (
            chain(step("A", "Draft", wait=5), decision("G", "Which?", {"A": None, "end": None})),
            chain(step("A", "Draft"), decision("G", "Which?", {"A": None, "end": None})),
        ),
    ],
    ids=["all known", "nothing known", "no common unit", "shares not known"],
)
def test_there_is_no_known_part(as_is, to_be):
    assert known(as_is, to_be).known is None
