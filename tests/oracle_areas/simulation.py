"""Oracle cases of area simulation: a simulated figure stands for the closed form when it lies within three standard
errors of it (the acceptance of handbook 6.7); the statistics are compared as they are."""

from __future__ import annotations

from typing import Any

from bpr.model import Process
from bpr.simulation.run import simulate
from bpr.simulation.scenario import Scenario
from bpr.simulation.statistics import interval_of, paired, sequential, t_quantile

REPLICATIONS = 20
CASES = 12_000
WARMUP = 2_000


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs, expected = case["inputs"], case["expected"]
    if "as_is" in inputs:
        return paired(inputs["as_is"], inputs["to_be"], level=inputs["level"]).to_json()
    if "values" in inputs:
        found = sequential(inputs["values"], inputs["relative_precision"], level=inputs["level"], least=inputs["n0"])
        assert found is not None
        return {"n": found.n, "mean": found.mean, "half_width": found.half_width}
    if "exponential_means" in inputs:
        return _fork_join(inputs["exponential_means"], expected)
    if "routing" in inputs:
        return _network(inputs, expected)
    return _station(inputs, expected)


def confirmed(samples: list[float] | tuple[float, ...], closed_form: float) -> float:
    """The closed form when the simulated mean lies within three standard errors of it, else the simulated mean."""
    found = interval_of(samples)
    error = found.half_width / t_quantile(found.n - 1, 0.975)
    return closed_form if abs(found.mean - closed_form) <= 3 * error else found.mean


def _station(inputs: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    fixed = "service_time" in inputs
    mean = inputs["service_time"] if fixed else 1 / inputs["service_rate"]
    time = {"fixed": mean} if fixed else {"exponential": mean}
    process = _process([_task("A", time)], {"A": inputs.get("servers", 1)})
    report = simulate(
        process,
        cases=CASES,
        warmup=WARMUP,
        replications=REPLICATIONS,
        seed=5,
        scenario=Scenario(arrivals=1 / inputs["arrival_rate"]),
    )
    samples = report.samples
    simulated = {
        "rho": samples["A.utilisation"],
        "Wq": samples["waiting_queue"],
        "W": samples["cycle_time"],
        "Lq": samples["A.queue_length"],
        "L": samples["wip"],
        "p_wait": samples["A.p_wait"],
    }
    if "quantile" in expected:
        names = {0.5: "median", 0.9: "p90", 0.95: "p95"}
        pairs = zip(inputs["quantiles"], expected["quantile"], strict=True)
        return {"quantile": [confirmed(samples[names[share]], value) for share, value in pairs]}
    return {name: confirmed(simulated[name], value) for name, value in expected.items()}


def _network(inputs: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    back = inputs["routing"][1][0]
    first, second = (
        _task(name, {"exponential": 1 / rate}) for name, rate in zip("AB", inputs["service_rate"], strict=True)
    )
    second["next"] = [{"to": "A", "share": back}, {"to": "E", "share": 1 - back}]
    process = _process([first, second], dict(zip("AB", inputs["servers"], strict=True)))
    rate = inputs["external_arrivals"][0]
    report = simulate(
        process, cases=CASES, warmup=WARMUP, replications=REPLICATIONS, seed=4, scenario=Scenario(arrivals=1 / rate)
    )
    return {
        "W_total": confirmed(report.samples["cycle_time"], expected["W_total"]),
        "L_total": confirmed(report.samples["wip"], expected["L_total"]),
        "rho": [
            confirmed(report.samples[f"{role}.utilisation"], value)
            for role, value in zip("AB", expected["rho"], strict=True)
        ],
    }


def _fork_join(means: list[float], expected: dict[str, Any]) -> dict[str, Any]:
    tasks = [{**_task(f"T{place}", {"exponential": mean}), "next": "J"} for place, mean in enumerate(means)]
    steps = [{"id": "G", "parallel": "fork", "next": [task["id"] for task in tasks]}, *tasks]
    steps.append({"id": "J", "parallel": "join", "next": "E"})
    process = _process(steps, {task["id"]: 10_000 for task in tasks})
    report = simulate(process, cases=4000, replications=REPLICATIONS, seed=2, scenario=Scenario(arrivals=5.0))
    return {"mean_cycle_time": confirmed(report.samples["cycle_time"], expected["mean_cycle_time"])}


def _task(name: str, time: dict[str, float]) -> dict[str, Any]:
    return {"id": name, "name": name, "role": name, "time": time, "wait": 0}


def _process(steps: list[dict[str, Any]], people: dict[str, float]) -> Process:
    """Start, the steps one after another where they do not say otherwise, end."""
    chain = [{"id": "S", "event": "start", "position": "start"}, *steps]
    end = {"id": "E", "event": "end", "position": "end"}
    for step, after in zip(chain, [*chain[1:], end], strict=True):
        step.setdefault("next", after["id"])
    roles = {name: {"name": name, "people": number} for name, number in people.items()}
    return Process.model_validate({"process": "oracle", "roles": roles, "steps": [*chain, end]})
