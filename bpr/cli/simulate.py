"""`bpr simulate`: queues, waiting and cycle times by simulation, with confidence intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    note_reading,
    open_told,
    out,
    print_json,
)
from bpr.cli.progress import progress
from bpr.cli.simulate_options import assumptions, number_of, one_of, precision, scenario_of, wrong

if TYPE_CHECKING:
    from bpr.graph import ProcessGraph
    from bpr.model import Process
    from bpr.simulation.compare import SimulatedComparison
    from bpr.simulation.log import EventLog
    from bpr.simulation.report import SimulationReport
    from bpr.simulation.scenario import Scenario
    from bpr.text import Lang


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
    chosen = language(lang)
    _refuse_together(against, {"--prosimos": prosimos, "--until": until, "--log": log})
    process, scenario = _subject(model, prosimos, chosen)
    settings = (every, people or [], calendar, discipline, priority or [])
    scenario = scenario_of(process, scenario, *settings)
    study: dict[str, Any] = {
        "cases": cases,
        "seed": seed,
        "scenario": scenario,
        "assume": assumptions(assume or []),
        "engine": one_of("--engine", engine, ("auto", "python", "compiled")),
        "allow_unsound": allow_unsound,
    }
    runs: dict[str, Any] = {"replications": replications, "warmup": _warmup(warmup, against)}
    if against is not None:
        other = open_told(against, chosen)
        designs = {"to_be_scenario": scenario_of(other, scenario, *settings)}
        both = _simulate_both(process, other, {**study, **runs, **designs}, workers, chosen, as_json=as_json)
        stopped = both.as_is.interrupted or both.to_be.interrupted
        raise typer.Exit(INTERRUPTED if stopped else exit_code((*both.as_is.findings, *both.to_be.findings), fail_on))
    runs["until"] = None if until is None else precision(until)
    report = _simulate_one(process, {**study, **runs}, workers, chosen)
    if log is not None:
        _write_log(log, process, study, chosen, force=force)
    _show(report, process, chosen, as_json=as_json)
    raise typer.Exit(INTERRUPTED if report.interrupted else exit_code(report.findings, fail_on))


def _warmup(text: str, against: str | None) -> int | str:
    """Cases left out at the beginning; one design alone may leave that to MSER-5."""
    return "mser5" if text == "auto" and against is None else int(number_of("--warmup", text))


def _simulate_one(process: Process | ProcessGraph, study: dict[str, Any], workers: int, lang: str) -> SimulationReport:
    from bpr.simulation.run import simulate as run

    with _at_work(workers, lang) as means:
        return run(process, **means, **study)


def _simulate_both(
    as_is: Process | ProcessGraph, to_be: Process, study: dict[str, Any], workers: int, lang: str, *, as_json: bool
) -> SimulatedComparison:
    """Simulate two designs with the same cases and show the comparison."""
    from bpr.simulation.compare import compare_simulated

    with _at_work(workers, lang) as means:
        both = compare_simulated(as_is, to_be, **means, **study)
    _show_comparison(both, lang, as_json=as_json)
    return both


@contextmanager
def _at_work(workers: int, lang: str) -> Iterator[dict[str, Any]]:
    """What simulates and what tells how far it is: a pool of processes (none for one), and a line on stderr."""
    from concurrent.futures import ProcessPoolExecutor
    from contextlib import nullcontext
    from multiprocessing import get_context

    pool = nullcontext() if workers == 1 else ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    with progress("仿真" if lang == "zh" else "Simulating") as told, pool as executor:
        yield {"executor": executor, "progress": told}


def _show(report: SimulationReport, process: Process | ProcessGraph, lang: str, *, as_json: bool) -> None:
    if as_json:
        print_json(report.to_json())
        return
    from bpr.cli.show_simulation import simulation_page

    for part in simulation_page(report, _names(process, lang), lang):
        out().print(part)


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


def _subject(model: str, parameters: Path | None, lang: Lang) -> tuple[Process | ProcessGraph, Scenario]:
    from bpr.simulation.scenario import Scenario

    if parameters is None:
        return open_told(model, lang), Scenario()
    from bpr.simulation.prosimos import read_prosimos

    found = read_prosimos(model, parameters)
    note_reading(found.graph.process, model, lang)
    for line in found.notes:
        note(line)
    return found.graph, found.scenario


def _write_log(
    path: Path,
    process: Process | ProcessGraph,
    study: dict[str, Any],
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
        raise wrong("--log", path.name, "log.csv, log.xes, log.parquet")
    found: EventLog = event_log(process, lang=lang, **study)
    write_output(path, writers[path.suffix.lower()](found), force=force)
    note(f"{path}: {len(found)} " + ("条执行记录" if lang == "zh" else "executions"))


def _names(process: Process | ProcessGraph, lang: str) -> dict[str, str]:
    """Labels of roles and activities."""
    from bpr.graph import ProcessGraph

    model = process.process if isinstance(process, ProcessGraph) else process
    names = {role: entry.name.pick(lang) for role, entry in model.roles.items()}
    return names | {node.id: node.label.pick(lang) for node in model.walk() if node.label is not None}
