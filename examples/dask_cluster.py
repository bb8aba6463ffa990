"""Replications of a simulation on a Dask cluster: here a local one, elsewhere the address of yours.

    pip install "bpr" distributed
    python examples/dask_cluster.py

Replications are addressed by their number, so the result is the same as without a cluster, whatever its size.
"""

from __future__ import annotations

import sys

from distributed import Client, LocalCluster

import bpr
from bpr.simulation.run import simulate
from bpr.simulation.scenario import Assumptions, Scenario


def main() -> None:
    """Simulate a library model twice, alone and on the cluster, and compare."""
    process = bpr.load("order-to-cash.asis")
    options = {
        "cases": 200,
        "replications": 6,
        "scenario": Scenario(arrivals=60.0),
        "assume": Assumptions(people=3, wait=0),
    }
    alone = simulate(process, **options)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        shared = simulate(process, executor=client.get_executor(), **options)
    cycle = shared.measures["cycle_time"]
    same = shared.to_json() == alone.to_json()
    sys.stdout.write(
        f"cycle time {cycle.value:.1f} {cycle.unit} ({cycle.lower:.1f} … {cycle.upper:.1f}); "
        f"same as without the cluster: {same}\n"
    )


if __name__ == "__main__":
    main()
