"""`bpr simulate`: queues, waiting and cycle times by simulation, with confidence intervals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bpr.cli.common import (
    INTERRUPTED,
    ForceOption,
    JsonOption,
    LangOption,
    ModelArgument,
    exit_code,
    language,
    note,
    open_model,
    out,
    print_json,
)
from bpr.cli.progress import progress

if TYPE_CHECKING:
    from bpr.errors import BprError
    from bpr.graph import ProcessGraph
    from bpr.model import Process
    from bpr.simulation.calendars import Calendar
    from bpr.simulation.compare import SimulatedComparison
    from bpr.simulation.log import EventLog
    from bpr.simulation.scenario import Assumptions, Scenario

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def simulate(
    model: ModelArgument,
    cases: Annotated[int, typer.Option("--cases", min=1, help="Cases in each replication.")] = 1000,
    replications: Annotated[
        int, typer.Option("--replications", min=2, help="Replications (with --until: the least number).")
    ] = 20,
    until: Annotated[
        str | None, typer.Option("--until", help="Go on until the cycle time is as precise as this, such as 2%.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The seed; the same seed gives the same result.")] = 1,
    warmup: Annotated[str, typer.Option("--warmup", help="Cases left out at the beginning, or auto (MSER-5).")] = "0",
    every: Annotated[
        str | None, typer.Option("--every", help="Mean time between cases, such as 30 or '2 h'; else by the volume.")
    ] = None,
    people: Annotated[
        list[str] | None, typer.Option("--people", help="Head-count of a role, as ROLE=3; may be given several times.")
    ] = None,
    calendar: Annotated[
        str | None, typer.Option("--calendar", help="When people work: office (the model's hours) or Mon-Fri/9-17.")
    ] = None,
    discipline: Annotated[
        str, typer.Option("--discipline", help="Who is served first: fifo, spt (shortest work) or age (oldest case).")
    ] = "fifo",
    priority: Annotated[
        list[str] | None,
        typer.Option(
            "--priority", help="Serve by rank, as STEP=1: the lower the sooner, 0 where not named; several times."
        ),
    ] = None,
    assume: Annotated[
        list[str] | None,
        typer.Option(
            "--assume", help="Fill a gap: people=2, people=unlimited, wait=0, time=10, family=fixed, uniform, no_role."
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", help="Another model (the to-be): both see the same cases, differences are paired."),
    ] = None,
    prosimos: Annotated[
        Path | None, typer.Option("--prosimos", help="Prosimos parameters (JSON) of a BPMN file.")
    ] = None,
    log: Annotated[
        Path | None, typer.Option("--log", help="Write the event log of one replication: .csv, .xes or .parquet.")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that share the replications.")] = 1,
    engine: Annotated[str, typer.Option("--engine", help="python, compiled (numba) or auto.")] = "auto",
    allow_unsound: Annotated[
        bool, typer.Option("--allow-unsound", help="Play a model whose branches do not meet; report stuck cases.")
    ] = False,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="Exit with 1 from this severity on: error, warning, info or never.")
    ] = "never",
    as_json: JsonOption = False,
    force: ForceOption = False,
    lang: LangOption = None,
) -> None:
    """Simulate a process: cycle time, queues and waiting by role, each with its confidence interval.

    Examples:
        bpr simulate customer-reception.asis --every 60 --assume people=4 --cases 10000 --until 5%
        bpr simulate customer-reception.asis --against customer-reception.tobe --every 60 --assume people=4
    """
    from bpr.simulation.compare import compare_simulated
    from bpr.simulation.run import simulate as run

    chosen = language(lang)
    _refuse_together(against, {"--prosimos": prosimos, "--until": until, "--log": log})
    process, scenario = _subject(model, prosimos)
    settings = (every, people or [], calendar, discipline, priority or [])
    scenario = _with_options(process, scenario, *settings)
    assumptions = _assumptions(assume or [])
    options: dict[str, Any] = {
        "scenario": scenario,
        "assume": assumptions,
        "engine": _one_of("--engine", engine, ("auto", "python", "compiled")),
        "allow_unsound": allow_unsound,
    }
    if against is not None:
        other = open_model(against)
        options |= {"to_be_scenario": _with_options(other, scenario, *settings), "cases": cases, "seed": seed}
        options |= {"replications": replications, "warmup": int(_number("--warmup", warmup))}
        with progress("仿真" if chosen == "zh" else "Simulating") as report_progress, _workers(workers) as executor:
            both = compare_simulated(process, other, executor=executor, progress=report_progress, **options)
        _show_comparison(both, chosen, as_json=as_json)
        stopped = both.as_is.interrupted or both.to_be.interrupted
        raise typer.Exit(INTERRUPTED if stopped else exit_code((*both.as_is.findings, *both.to_be.findings), fail_on))
    with progress("仿真" if chosen == "zh" else "Simulating") as report_progress, _workers(workers) as executor:
        report = run(
            process,
            cases=cases,
            replications=replications,
            seed=seed,
            warmup="mser5" if warmup == "auto" else int(_number("--warmup", warmup)),
            until=None if until is None else _precision(until),
            executor=executor,
            progress=report_progress,
            **options,
        )
    if log is not None:
        _write_log(log, process, cases, seed, options, chosen, force=force)
    if as_json:
        print_json(report.to_json())
    else:
        from bpr.cli.show_simulation import simulation_page

        for part in simulation_page(report, _names(process, chosen), chosen):
            out().print(part)
    raise typer.Exit(INTERRUPTED if report.interrupted else exit_code(report.findings, fail_on))


def _refuse_together(against: str | None, others: dict[str, object]) -> None:
    """With ``--against`` both designs make the same replications of a plain study."""
    if against is not None and (given := [name for name, value in others.items() if value is not None]):
        from bpr.errors import InputError

        raise InputError.because(
            f"--against does not go together with {', '.join(given)}",
            f"--against 不能与 {'、'.join(given)} 同时使用",
            fix_en="simulate each model by itself for that, or leave the other options out",
            fix_zh="请分别仿真各模型，或去掉其他选项",
        )


def _show_comparison(comparison: SimulatedComparison, lang: str, *, as_json: bool) -> None:
    if as_json:
        print_json(comparison.to_json())
        return
    from bpr.cli.show_simulation import comparison_page

    for part in comparison_page(comparison, lang):
        out().print(part)


def _subject(model: str, parameters: Path | None) -> tuple[Process | ProcessGraph, Scenario]:
    from bpr.simulation.scenario import Scenario

    if parameters is None:
        return open_model(model), Scenario()
    from bpr.simulation.prosimos import read_prosimos

    found = read_prosimos(model, parameters)
    for line in found.notes:
        note(line)
    return found.graph, found.scenario


def _with_options(
    process: Process | ProcessGraph,
    scenario: Scenario,
    every: str | None,
    people: list[str],
    calendar: str | None,
    discipline: str,
    priority: list[str],
) -> Scenario:
    from dataclasses import replace

    from bpr.simulation.scenario import DISCIPLINES

    if every is not None:
        scenario = replace(scenario, arrivals=_between(every))
    if people:
        scenario = replace(scenario, people={**scenario.people, **_numbered("--people", people, "ROLE=3")})
    if priority:
        ranks = {**scenario.priority, **_numbered("--priority", priority, "STEP=1")}
        scenario = replace(scenario, priority=ranks, discipline={"*": "priority"})
    if calendar is not None:
        scenario = replace(scenario, calendars={"*": _calendar(process, calendar)})
    if discipline != "fifo":
        scenario = replace(scenario, discipline={"*": _one_of("--discipline", discipline, DISCIPLINES)})
    return scenario


def _numbered(option: str, texts: list[str], example: str) -> dict[str, float]:
    """``clerk=3`` as a name with its number."""
    found = {}
    for text in texts:
        name, _, number = text.rpartition("=")
        if not name:
            raise _wrong(option, text, example)
        found[name] = _number(option, number)
    return found


def _between(text: str) -> Any:
    """``30`` or ``2 h`` as the mean of exponential times between cases."""
    from pydantic import ValidationError

    from bpr.model import Duration

    try:
        mean = Duration.model_validate(text)
    except ValidationError:
        raise _wrong("--every", text, "30 / 2 h") from None
    if mean.mean <= 0:
        raise _wrong("--every", text, "30 / 2 h")
    return Duration(family="exponential", values=mean.values, unit=mean.unit)


def _calendar(process: Process | ProcessGraph, text: str) -> Calendar:
    """``office`` or ``Mon-Fri/9-17``."""
    from bpr.graph import ProcessGraph
    from bpr.simulation.calendars import office_hours, weekly

    model = process.process if isinstance(process, ProcessGraph) else process
    if text == "office":
        if model.working_time is None:
            raise _wrong("--calendar", text, "Mon-Fri/9-17")
        return office_hours(model.working_time)
    try:
        days, hours = text.casefold().split("/")
        first, _, last = days.partition("-")
        begin, end = (float(hour) for hour in hours.split("-"))
        chosen = range(_DAYS.index(first[:3]), _DAYS.index((last or first)[:3]) + 1)
    except ValueError:
        raise _wrong("--calendar", text, "Mon-Fri/9-17") from None
    return weekly(chosen, begin, end)


def _assumptions(texts: list[str]) -> Assumptions:
    """``people=2 wait=0 uniform`` as assumptions."""
    from bpr.simulation.scenario import Assumptions

    given: dict[str, Any] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if name in ("uniform", "no_role") and not sign:
            given[name] = True
        elif name == "family":
            given[name] = _one_of("--assume family", value, ("exponential", "fixed"))
        elif name == "people" and value == "unlimited":
            given[name] = value
        elif name in ("time", "wait", "people"):
            given[name] = _number("--assume", value)
        else:
            raise _wrong(
                "--assume", text, "people=2, people=unlimited, wait=0, time=10, family=fixed, uniform, no_role"
            )
    return Assumptions(**given)


def _write_log(
    path: Path,
    process: Process | ProcessGraph,
    cases: int,
    seed: int,
    options: dict[str, Any],
    lang: str,
    *,
    force: bool,
) -> None:
    from bpr.export.files import write_output
    from bpr.simulation.log import EventLog, event_log

    writers: dict[str, Callable[[EventLog], str | bytes]] = {
        ".csv": EventLog.to_csv,
        ".xes": EventLog.to_xes,
        ".parquet": EventLog.to_parquet,
    }
    if path.suffix.lower() not in writers:
        raise _wrong("--log", path.name, "log.csv, log.xes, log.parquet")
    found: EventLog = event_log(process, cases=cases, seed=seed, lang=lang, **options)
    write_output(path, writers[path.suffix.lower()](found), force=force)
    note(f"{path}: {len(found)} " + ("条执行记录" if lang == "zh" else "executions"))


def _workers(count: int) -> Any:
    """A pool of processes, or nothing for one."""
    from concurrent.futures import ProcessPoolExecutor
    from contextlib import nullcontext
    from multiprocessing import get_context

    return nullcontext() if count == 1 else ProcessPoolExecutor(count, mp_context=get_context("spawn"))


def _names(process: Process | ProcessGraph, lang: str) -> dict[str, str]:
    """Labels of roles and activities."""
    from bpr.graph import ProcessGraph

    model = process.process if isinstance(process, ProcessGraph) else process
    names = {role: entry.name.pick(lang) for role, entry in model.roles.items()}
    return names | {node.id: node.label.pick(lang) for node in model.walk() if node.label is not None}


def _precision(text: str) -> float:
    number = _number("--until", text.strip().removesuffix("%")) / (100 if text.strip().endswith("%") else 1)
    if not 0 < number < 1:
        raise _wrong("--until", text, "2%")
    return number


def _number(option: str, text: str) -> float:
    import math

    try:
        number = float(text)
    except ValueError:
        raise _wrong(option, text, "3") from None
    if not math.isfinite(number) or number < 0:
        raise _wrong(option, text, "3")
    return number


def _one_of(option: str, text: str, known: tuple[str, ...]) -> Any:
    if text not in known:
        raise _wrong(option, text, ", ".join(known))
    return text


def _wrong(option: str, text: str, example: str) -> BprError:
    from bpr.errors import InputError

    return InputError.because(
        f"{option} does not understand '{text}'",
        f"{option} 无法理解 '{text}'",
        fix_en=f"write it like: {example}",
        fix_zh=f"写法示例：{example}",
    )
