"""Simulate a process: replications of a token game with pools of people (handbook 6).

    report = simulate(process, cases=10_000, seed=1)
    report.measures["cycle_time"]          # mean with its confidence interval
    report.roles["clerk"]["utilisation"]

A study is a number of independent replications; the interval of every figure comes from their means. Replications
are addressed by number, so any number of workers gives the same result. References: Law 2015, Simulation Modeling and
Analysis; Banks et al. 2010; van der Aalst 2015, Business process simulation survival guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from math import isfinite, isinf
from typing import Literal

from bpr.analysis.load.arrivals import arrival_rate
from bpr.errors import AnalysisError, BprError, MissingPartError
from bpr.findings import Finding, in_order
from bpr.graph import ProcessGraph, build_graph
from bpr.graph.build import unit_factor
from bpr.model.process import Process
from bpr.model.time import Duration
from bpr.quantity import Status, worst
from bpr.simulation import codes
from bpr.simulation import findings as tell
from bpr.simulation.arrays import Machine
from bpr.simulation.calendars import WEEK_HOURS, Calendar
from bpr.simulation.compile import compile_process
from bpr.simulation.distributions import Sampler, exponential, sampler_of
from bpr.simulation.fast import available
from bpr.simulation.names import refuse_unknown
from bpr.simulation.replicate import Engine, Outcome, Plan, play, replicate
from bpr.simulation.report import SimulationReport, pool
from bpr.simulation.scenario import Assumptions, Scenario
from bpr.simulation.statistics import mser5, sequential
from bpr.text import Text

Progress = Callable[[int, int], None]
COMPILE_FROM = 50_000
LEAST_BATCHES = 10
PERIOD_HOURS = {"hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "quarter": 2191.5, "year": 8766.0}


def simulate(
    process: Process | ProcessGraph,
    *,
    cases: int = 1000,
    replications: int = 20,
    seed: int = 1,
    warmup: int | Literal["mser5"] = 0,
    until: float | None = None,
    max_replications: int = 200,
    level: float = 0.95,
    horizon: float | None = None,
    scenario: Scenario | None = None,
    assume: Assumptions | None = None,
    engine: Engine = "auto",
    executor: Executor | None = None,
    progress: Progress | None = None,
    allow_unsound: bool = False,
) -> SimulationReport:
    """Simulate a process; the model is not changed.

    Args:
        process: a process or its graph.
        cases: cases that arrive in each replication.
        replications: replications; with ``until`` the least number made.
        seed: the seed; the same seed gives the same bytes.
        warmup: cases left out at the beginning, or ``mser5`` to let a pilot run choose.
        until: relative precision of the mean cycle time at which to stop, such as 0.02.
        max_replications: the most replications when a precision is asked.
        level: confidence level.
        horizon: clock time at which each replication stops; by default when all cases are done.
        scenario: arrivals, people, calendars and times in place of the model's.
        assume: what to take where nothing is known; without it unknown inputs are refused with a list.
        engine: python, compiled (needs numba) or auto (compiled for large studies where numba is installed).
        executor: carries the replications; any of `concurrent.futures`, Dask or Ray.
        progress: called with replications done and wanted.
        allow_unsound: play a model whose branches do not meet, and report what is stuck.

    Raises:
        AnalysisError: everything that is missing, at once; or a process that cannot end.
    """
    wanted = max(replications, 2) if until is None else max(max_replications, 2)
    plan = make_plan(
        process, cases=cases, seed=seed, horizon=horizon, scenario=scenario, assume=assume, engine=engine,
        allow_unsound=allow_unsound, size=cases * wanted,
    )  # fmt: skip
    plan = with_warmup(plan, warmup)
    outcomes: list[Outcome] = []
    stopped = False
    reached: bool | None = None if until is None else False
    try:
        for outcome in _outcomes(plan, wanted, executor):
            outcomes.append(outcome)
            if progress is not None:
                progress(len(outcomes), wanted)
            if until is not None and len(outcomes) >= max(2, min(replications, wanted)):
                cycle = [found.measures["cycle_time"] for found in outcomes]
                if sequential(cycle, until, level=level, least=len(cycle)) is not None:
                    reached = True
                    break
    except KeyboardInterrupt:
        if not outcomes:
            raise
        stopped = True
    return _report(plan, outcomes, level=level, until=until, reached=reached, stopped=stopped)


def make_plan(
    process: Process | ProcessGraph,
    *,
    cases: int,
    seed: int,
    size: int,
    horizon: float | None = None,
    scenario: Scenario | None = None,
    assume: Assumptions | None = None,
    engine: Engine = "auto",
    allow_unsound: bool = False,
) -> Plan:
    """Compile a process and settle what all replications share.

    Args:
        process: a process or its graph.
        cases: cases a replication.
        seed: the seed.
        size: cases of the whole study, by which ``auto`` chooses the engine.
        horizon: clock time at which a replication stops.
        scenario: what replaces the model's own numbers.
        assume: what to take where nothing is known.
        engine: python, compiled or auto.
        allow_unsound: play a model whose branches do not meet.
    """
    graph = process if isinstance(process, ProcessGraph) else build_graph(process)
    scenario, assume = scenario or Scenario(), assume or Assumptions()
    if cases < 1:
        raise AnalysisError.because(
            f"{cases} cases cannot be simulated", f"无法仿真 {cases} 个案例", fix_en="ask for at least one",
            fix_zh="至少 1 个案例", code="BAD_NUMBER")  # fmt: skip
    refuse_unknown(scenario, graph)
    compiled = compile_process(graph, scenario, assume, allow_unsound=allow_unsound)
    between, moments = _arrivals(graph, scenario, assume)
    if engine == "compiled" and not available():
        raise MissingPartError.because(
            "the compiled engine needs numba", "编译引擎需要 numba", fix_en="pip install 'bpr[fast]'",
            fix_zh="pip install 'bpr[fast]'", code="FAST_MISSING")  # fmt: skip
    use = engine == "compiled" or (engine == "auto" and size >= COMPILE_FROM and available())
    return Plan(
        Machine(compiled),
        len(moments) if between is None else cases,
        seed,
        0,
        float("inf") if horizon is None else horizon,
        between,
        moments,
        scenario.arrival_calendar,
        unit_factor(graph.process, "h") or 1.0,
        use,
    )


def with_warmup(plan: Plan, warmup: int | Literal["mser5"]) -> Plan:
    """The plan with its warm-up; ``mser5`` plays one pilot replication to choose it."""
    if warmup == "mser5":
        cycle = play(plan, 0).cycle_times
        warmup = mser5(cycle[cycle == cycle].tolist())
    if not 0 <= warmup < plan.cases:
        raise AnalysisError.because(
            f"a warm-up of {warmup} cases leaves none of {plan.cases}",
            f"预热 {warmup} 个案例后，{plan.cases} 个案例所剩无几",
            fix_en="simulate more cases or warm up with fewer",
            fix_zh="增加案例数或减少预热",
            code="BAD_NUMBER",
        )
    return replace(plan, warmup=int(warmup))


def _outcomes(plan: Plan, wanted: int, executor: Executor | None) -> Iterator[Outcome]:
    """Outcomes in the order of replications, whoever computes them."""
    if executor is None:
        for number in range(wanted):
            yield replicate(plan, number)
        return
    futures = [executor.submit(replicate, plan, number) for number in range(wanted)]
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def _arrivals(graph: ProcessGraph, scenario: Scenario, assume: Assumptions) -> tuple[Sampler | None, tuple[float, ...]]:
    """The time between cases, or the arrival times."""
    given = scenario.arrivals
    if isinstance(given, Sampler):
        return given, ()
    if isinstance(given, Duration):
        factor = unit_factor(graph.process, given.unit)
        return sampler_of(given, factor or 1.0, bare=assume.family), ()
    if isinstance(given, Sequence):
        moments = tuple(sorted(float(moment) for moment in given))
        if moments and moments[0] >= 0.0 and all(map(isfinite, moments)):
            return None, moments
    elif given is not None and given > 0 and isfinite(given):
        return exponential(float(given)), ()
    elif given is None:
        if scenario.calendars and scenario.arrival_calendar is None:
            return _clock_arrivals(graph), ()
        rate = arrival_rate(graph.process)
        if rate.value:
            return exponential(1.0 / rate.value), ()
        raise _no_arrivals()
    raise AnalysisError.because(
        f"{given!r} says nothing about when cases arrive", f"{given!r} 不能说明案例何时到达",
        fix_en="give the mean time between cases, a distribution, or a list of arrival times",
        fix_zh="给出案例间隔均值、分布或到达时间列表", code="BAD_NUMBER")  # fmt: skip


def _clock_arrivals(graph: ProcessGraph) -> Sampler:
    """With calendars the clock runs day and night: the volume of a month comes over 730.5 hours."""
    volume, hour = graph.process.volume, unit_factor(graph.process, "h")
    if volume is None or not volume.cases or hour is None:
        raise _no_arrivals()
    return exponential(PERIOD_HOURS[volume.per] * hour / volume.cases)


def _no_arrivals() -> BprError:
    return AnalysisError.because(
        "how often cases arrive is not known",
        "案例到达频率未知",
        fix_en="give the process a volume, such as volume: {cases: 420, per: month} with working_time, or name the "
        "time between cases (--every 30)",
        fix_zh="补充业务量，例如 volume: {cases: 420, per: month} 及 working_time，或指定案例间隔（--every 30）",
        code="ARRIVALS_UNKNOWN",
    )


def offered_load(plan: Plan) -> dict[str, tuple[float, float]]:
    """For each limited role its offered utilisation, and how fast its queue grows (0 when it does not)."""
    compiled = plan.machine.compiled
    if plan.between is None or plan.between.mean <= 0:
        return {}
    rate = 1.0 / plan.between.mean * _open_share(plan.week)
    found = {}
    for role, people in compiled.pools.roles.items():
        if not people.limited:
            continue
        work = tasks = 0.0
        for node in dict.fromkeys(op.node for op in compiled.ops if role in op.roles):
            visits = compiled.visits.executions(compiled.graph, node) or 0.0
            tasks += rate * visits
            work += rate * visits * compiled.samplers["service", node].mean
        able = people.servers / people.stretch * _open_share(people.calendar)
        rho = work / able
        found[role] = (rho, tasks * (1 - 1 / rho) if rho > 1 else 0.0)
    return found


def _full_batches(plan: Plan) -> dict[str, float]:
    """For each step whose batches wait until they are full, how many fill in a replication."""
    compiled = plan.machine.compiled
    return {
        op.node: plan.cases * (compiled.visits.executions(compiled.graph, op.node) or 0.0) / op.batch.size
        for op in compiled.ops
        if op.batch is not None and isinf(op.batch.wait)
    }


def _open_share(week: Calendar | None) -> float:
    return 1.0 if week is None else week.hours / WEEK_HOURS


def _samples(outcomes: list[Outcome]) -> dict[str, tuple[float, ...]]:
    """Every measure in every replication; those of roles as ``role.measure``."""
    rows = [
        outcome.measures
        | {f"{role}.{name}": value for role, numbers in outcome.roles.items() for name, value in numbers.items()}
        for outcome in outcomes
    ]
    return {name: tuple(row[name] for row in rows) for name in rows[0]}


def _report(
    plan: Plan,
    outcomes: list[Outcome],
    *,
    level: float,
    until: float | None,
    reached: bool | None,
    stopped: bool,
) -> SimulationReport:
    compiled = plan.machine.compiled
    process = compiled.graph.process
    offered = offered_load(plan)
    overloaded = tuple(role for role, (rho, _) in offered.items() if rho >= 1.0)
    status = worst(
        (Status.ASSUMED if compiled.assumptions else Status.ESTIMATED,
         Status.UNSTABLE if overloaded else Status.ESTIMATED)
    )  # fmt: skip
    measures, roles, steps = pool(
        outcomes,
        unit=process.time_unit,
        currency=process.currency or "currency",
        level=level,
        status=status,
        assumptions=compiled.assumptions,
    )
    said: list[Finding] = []
    for role in overloaded:
        name = process.roles[role].name if role in process.roles else Text.of(role)
        said.append(tell.unstable(role, name, *offered[role], process.time_unit))
    left, open_cases = measures["leftover"].value or 0.0, measures["unfinished"].value or 0.0
    if left > 0:
        said.append(tell.leftover(compiled, left, open_cases))
    elif open_cases > 0:
        said.append(tell.unfinished(open_cases))
    if reached is False and not stopped and until is not None:
        said.append(tell.not_precise(until, measures["cycle_time"]))
    if stopped:
        said.append(tell.interrupted(len(outcomes)))
    if compiled.graph.entries:
        said.append(tell.begins_alone(compiled.graph.entries))
    rare = {node: full for node, full in _full_batches(plan).items() if full < LEAST_BATCHES}
    if rare:
        said.append(tell.few_batches(tuple(rare), min(rare.values())))
    normals = {
        element: sampler.third
        for (_, element), sampler in compiled.samplers.items()
        if sampler.family == codes.NORMAL and sampler.third > 0.01
    }
    if normals:
        said.append(tell.cut_normals(normals))
    return SimulationReport(
        process.id,
        plan.cases,
        len(outcomes),
        plan.seed,
        plan.warmup,
        measures,
        roles,
        steps,
        {role: rho for role, (rho, _) in offered.items()},
        overloaded,
        _samples(outcomes),
        compiled.assumptions,
        in_order(said),
        stopped,
        reached,
    )
