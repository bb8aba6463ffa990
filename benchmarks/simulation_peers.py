"""The loan model in simpy (by hand), ciw and prosimos; run by the Python in which the peers are installed.

    PEERS_PYTHON benchmarks/simulation_peers.py {simpy|ciw|prosimos} CASES SEED

Imports nothing of bpr. Each prints CPU seconds of the run (imports left out), the mean cycle time with its
interval by batch means, task executions and the peak memory of its process, at the end and before the run.
"""

import json
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import loan_model as loan


def memory():
    """Peak memory of the process so far in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(seconds, idle, cycle_times, tasks):
    """One JSON line: time, mean cycle time in hours with a 95 % interval of 20 batch means, memory."""
    import statistics

    kept = [value / 3600 for value in cycle_times[len(cycle_times) // 10 :]]
    size = len(kept) // 20
    batches = [statistics.fmean(kept[place * size : (place + 1) * size]) for place in range(20)]
    half = 2.093 * statistics.stdev(batches) / 20**0.5
    check = {"mean": statistics.fmean(kept), "half": half, "tasks": tasks, "rss": memory(), "idle": idle}
    print(json.dumps({"s": seconds, "check": check}))


def duration_of(numbers, task):
    """One processing time."""
    _, family, mean, deviation = loan.TASKS[task]
    if family == "expon":
        return numbers.expovariate(1 / mean)
    while (value := numbers.normalvariate(mean, deviation)) < 0:
        pass
    return value


def run_simpy(cases, seed):
    """The model by hand in simpy, one process a case and one a parallel branch."""
    import simpy

    numbers, nodes = random.Random(seed), loan.nodes()
    idle, begin = memory(), time.process_time()
    env = simpy.Environment()
    pools = {name: simpy.Resource(env, people) for name, people in loan.POOLS.items()}
    cycle_times = [0.0] * cases
    log = []

    def walk(case, node):
        """From a node until the end or a join; gives where it stopped."""
        while True:
            kind, ways = nodes[node]
            if kind in ("end", "sync"):
                return node
            if kind == "task":
                enabled = env.now
                with pools[loan.TASKS[node][0]].request() as request:
                    yield request
                    start = env.now
                    yield env.timeout(duration_of(numbers, node))
                log.append((case, node, enabled, start, env.now))
            if kind == "split":
                branches = [env.process(walk(case, to)) for to, _ in ways]
                yield simpy.AllOf(env, branches)
                node = nodes[branches[0].value][1][0][0]
            elif kind == "xor":
                node = choose(numbers, ways)
            else:
                node = ways[0][0]

    def live(case):
        begun = env.now
        yield from walk(case, "start")
        cycle_times[case] = env.now - begun

    def arrive():
        for case in range(cases):
            env.process(live(case))
            yield env.timeout(numbers.expovariate(1 / loan.MEAN_ARRIVAL))

    env.process(arrive())
    env.run()
    report(time.process_time() - begin, idle, cycle_times, len(log))


def choose(numbers, ways):
    """One way of an exclusive choice."""
    left = numbers.random()
    for to, share in ways:
        left -= share
        if left < 0:
            return to
    return ways[-1][0]


def run_ciw(cases, seed):
    """The model in ciw with the parallel branches in sequence (ciw has no fork and join)."""
    import ciw

    ciw.seed(seed)
    numbers, nodes, pools = random.Random(seed), loan.nodes("xor"), list(loan.POOLS)

    class Service(ciw.dists.Distribution):
        def sample(self, t=None, ind=None):
            return duration_of(numbers, getattr(ind, "task", "Register"))

    class Routing(ciw.routing.NodeRouting):
        def next_node(self, ind):
            node = getattr(ind, "task", "Register")
            while True:
                kind, ways = nodes[node]
                node = choose(numbers, ways) if kind == "xor" else ways[0][0]
                if nodes[node][0] == "task":
                    ind.task = node
                    return self.simulation.nodes[1 + pools.index(loan.TASKS[node][0])]
                if nodes[node][0] == "end":
                    return self.simulation.nodes[-1]

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1 / loan.MEAN_ARRIVAL)] + [None] * (len(pools) - 1),
        service_distributions=[Service() for _ in pools],
        routing=ciw.routing.NetworkRouting(routers=[Routing() for _ in pools]),
        number_of_servers=list(loan.POOLS.values()),
    )
    idle, begin = memory(), time.process_time()
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(cases, method="Finish")
    seconds = time.process_time() - begin
    spans, records = {}, simulation.get_all_records()
    for record in records:
        low, high = spans.get(record.id_number, (1e99, 0.0))
        spans[record.id_number] = (min(low, record.arrival_date), max(high, record.exit_date))
    done = sorted(individual.id_number for individual in simulation.nodes[-1].all_individuals)
    report(seconds, idle, [spans[number][1] - spans[number][0] for number in done], len(records))


def run_prosimos(cases, seed):
    """The model in prosimos, through its function, without files written."""
    import os
    import tempfile

    import numpy
    from prosimos.simulation_engine import run_simulation

    random.seed(seed)
    numpy.random.seed(seed)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("m.bpmn").write_text(loan.bpmn_xml(), encoding="utf-8")
        Path("m.json").write_text(json.dumps(loan.prosimos_data()), encoding="utf-8")
        idle, begin = memory(), time.process_time()
        found = run_simulation("m.bpmn", "m.json", cases, None, None, "2024-01-01T00:00:00+00:00")
        seconds = time.process_time() - begin
        os.chdir("/")
    traces = found[1].trace_list
    report(seconds, idle, [(trace.completed_at - trace.started_at).total_seconds() for trace in traces], None)


if __name__ == "__main__":
    {"simpy": run_simpy, "ciw": run_ciw, "prosimos": run_prosimos}[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))
