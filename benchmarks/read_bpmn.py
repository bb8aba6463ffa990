"""Reading BPMN files: bpr against pm4py and a bare XML parse, over a folder of files.

    BPR_PEERS_PYTHON=/path/to/python python -m benchmarks.read_bpmn FOLDER [MOST_FILES]

The peers' Python holds pm4py (AGPL: a tool to compare with, never a dependency). Each side reports how many files it
read into a model with at least one node and how many it refused or failed on.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.harness import Contestant, measure, peers_python, ratio, table

PEER = """
import contextlib, io, json, logging, sys, time, warnings
warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
import pm4py
paths = open(sys.argv[1], encoding="utf-8").read().splitlines()
read = failed = nodes = 0
begin = time.perf_counter()
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    for path in paths:
        try:
            nodes += len(pm4py.read_bpmn(path).get_nodes()); read += 1
        except BaseException:
            failed += 1
print(json.dumps({"s": time.perf_counter() - begin, "check": {"read": read, "failed": failed, "nodes": nodes}}))
"""


def bpmn_files(folder: Path, most: int) -> list[Path]:
    """Every n-th BPMN file of a folder, so that a smaller number still covers all collections."""
    files = sorted(path for path in folder.rglob("*") if path.name.lower().endswith((".bpmn", ".bpmn20.xml")))
    step = max(1, len(files) // most)
    return files[::step][:most]


def worker(kind: str, listing: str) -> None:
    """Read all files of a listing once."""
    import json
    import time

    from lxml import etree

    from bpr.errors import BprError
    from bpr.formats.bpmn import read_bpmn

    paths = [Path(line) for line in Path(listing).read_text(encoding="utf-8").splitlines()]
    read = failed = nodes = 0
    begin = time.perf_counter()
    for path in paths:
        try:
            nodes += len(read_bpmn(path).nodes) if kind == "bpr" else len(etree.parse(path).getroot())
            read += 1
        except (BprError, etree.XMLSyntaxError, OSError):
            failed += 1
    seconds = time.perf_counter() - begin
    print(json.dumps({"s": seconds, "check": {"read": read, "failed": failed, "nodes": nodes}}))


def main(folder: Path, most: int) -> None:
    """Print the table."""
    import tempfile

    files = bpmn_files(folder, most)
    with tempfile.TemporaryDirectory() as place:
        listing = Path(place) / "files.txt"
        listing.write_text("\n".join(str(path.resolve()) for path in files), encoding="utf-8")
        own = [sys.executable, "-m", "benchmarks.read_bpmn", "--worker"]
        contestants = [
            Contestant("bpr: full model", [*own, "bpr", str(listing)]),
            Contestant("lxml: bare parse (limit)", [*own, "lxml", str(listing)]),
        ]
        if peers := peers_python():
            contestants.insert(0, Contestant("pm4py: BPMN graph", [peers, "-c", PEER, str(listing)]))
        else:
            print("BPR_PEERS_PYTHON is not set: only bpr runs")
        results = measure(contestants, rounds=3)
    base = results[0].seconds
    print(f"{len(files)} files")
    rows = [
        [r.name, f"{r.seconds:.2f}" if r.seconds else "-", ratio(r.seconds, base), str(r.error or r.check)]
        for r in results
    ]
    table(["reader", "s", "speed", "files read, refused or failed; nodes"], rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2], sys.argv[3])
    else:
        main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10**9)
