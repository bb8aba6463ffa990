"""Oracle area ``queueing``: single stations by every formula, and open Jackson networks."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bpr.analysis.queues.network import jackson_network
from bpr.analysis.queues.stations import general_station, markov_station


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs = case["inputs"]
    model = {"M/M/c": _markov, "G/G/c": _general, "Jackson": _network}[inputs["model"]]
    values = model(inputs)
    return {name: values[name] for name in case["expected"]}


def _markov(inputs: dict[str, Any]) -> dict[str, Any]:
    station = markov_station(inputs["arrival_rate"], inputs["service_rate"], inputs["servers"])
    return {**asdict(station), "p_wait_longer_than_t": station.p_wait_longer_than(inputs.get("t", 0.0))}


def _general(inputs: dict[str, Any]) -> dict[str, Any]:
    return asdict(
        general_station(
            inputs["arrival_rate"], inputs["mean_service"], inputs["servers"], ca2=inputs["ca2"], cs2=inputs["cs2"]
        )
    )


def _network(inputs: dict[str, Any]) -> dict[str, Any]:
    network = jackson_network(inputs["external_arrivals"], inputs["routing"], inputs["service_rate"], inputs["servers"])
    return {
        "lambda": network.arrivals,
        "visits": network.visits,
        "rho": network.rho,
        "Wq": [station.Wq for station in network.stations],
        "W": [station.W for station in network.stations],
        "L": [station.L for station in network.stations],
        "stable": network.stable,
        "L_total": network.L_total,
        "W_total": network.W_total,
        "capped_arrivals": network.capped_arrivals,
        "throughput": network.throughput,
        "unstable_stations": network.unstable_stations,
    }
