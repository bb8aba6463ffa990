"""Pools: how many people a role has, and how fast they are."""

from __future__ import annotations

import pytest

from bpr.simulation.calendars import weekly
from bpr.simulation.gaps import Gaps
from bpr.simulation.pools import UNLIMITED, Pools
from bpr.simulation.scenario import DISCIPLINES, Assumptions, Scenario
from tests.analysis.small_models import chain, graph

STEP = {"id": "A", "name": "a", "role": "r"}


def pool(role=None, *, scenario=None, assume=None, external=False, **header):
    """The pool of the only role, and what was missing or assumed."""
    built = graph(*chain(STEP), roles={"r": {"name": "R", **(role or {})}}, **header)
    gaps = Gaps()
    found = Pools.of(built, scenario or Scenario(), assume or Assumptions(), gaps, {"r": external})
    return found.roles["r"], gaps


@pytest.mark.parametrize(
    ("people", "availability", "servers", "stretch"),
    [(2, None, 2, 1.0), (2.5, None, 3, 1.2), (0.5, None, 1, 2.0), (2, 0.5, 2, 2.0), (1.5, 0.75, 2, 16 / 9)],
)
def test_people_who_are_here_part_of_their_time_take_longer(people, availability, servers, stretch):
    """``servers`` stretched places do as much as ``people`` x ``availability``."""
    entry = {"people": people, **({"availability": availability} if availability else {})}
    found, gaps = pool(entry)
    assert (found.servers, found.stretch) == (servers, pytest.approx(stretch))
    assert found.servers / found.stretch == pytest.approx(people * (availability or 1.0))
    assert gaps.problems == []


def test_the_scenario_goes_before_the_model():
    found, _ = pool({"people": 2}, scenario=Scenario(people={"r": 5}))
    assert found.servers == 5


def test_unknown_people_are_a_gap_unless_they_are_assumed():
    _, gaps = pool()
    assert [(problem.code, problem.where.element) for problem in gaps.problems] == [("PEOPLE_UNKNOWN", "r")]
    found, gaps = pool(assume=Assumptions(people=3))
    assert (found.servers, gaps.problems, gaps.used) == (3, [], {"assume people=3"})
    found, gaps = pool(assume=Assumptions(people="unlimited"))
    assert (found.servers, found.limited) == (UNLIMITED, False)
    assert gaps.used == {"assume people=unlimited"}


def test_people_outside_are_not_limited_and_follow_no_common_calendar():
    week = weekly(range(5), 9, 17)
    found, gaps = pool(external=True, scenario=Scenario(calendars={"*": week}))
    assert (found.limited, found.calendar, gaps.problems) == (False, None, [])
    assert pool({"people": 1}, scenario=Scenario(calendars={"*": week}))[0].calendar is week
    assert pool(external=True, scenario=Scenario(calendars={"r": week}))[0].calendar is week


@pytest.mark.parametrize("entry", [{"people": 0}, {"people": 1, "availability": 0}])
def test_a_role_that_nobody_performs_is_refused(entry):
    _, gaps = pool(entry)
    assert [problem.code for problem in gaps.problems] == ["NO_SERVER"]


def test_a_discipline_of_the_role_goes_before_that_of_all():
    scenario = Scenario(discipline={"*": "spt", "r": "age"})
    assert DISCIPLINES[pool({"people": 1}, scenario=scenario)[0].discipline] == "age"
    assert DISCIPLINES[pool({"people": 1}, scenario=Scenario(discipline={"*": "spt"}))[0].discipline] == "spt"
    assert DISCIPLINES[pool({"people": 1})[0].discipline] == "fifo"


def test_rates_are_per_unit_of_the_model():
    rated = {"people": 1, "rate": {"amount": 60, "per": "h"}}
    assert pool(rated, time_unit="min")[0].rate == pytest.approx(1.0)
    assert pool(rated, time_unit="h")[0].rate == pytest.approx(60.0)
    assert pool(rated, scenario=Scenario(rates={"r": 7.0}))[0].rate == 7.0
    assert pool({"people": 1, "rate": {"amount": 400, "per": "d"}}, time_unit="min")[0].rate is None  # no calendar
