"""`bpr --help` against an empty Typer application, whole processes.

python -m benchmarks.start_up
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.harness import Contestant, measure, table

EMPTY = """
import typer
app = typer.Typer()

@app.command()
def one(count: int = 1) -> None:
    "One."

@app.command()
def two(count: int = 1) -> None:
    "Two."

app()
"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        results = measure(
            [
                Contestant("bare Python", [sys.executable, "-c", "pass"]),
                Contestant("empty Typer app --help", [sys.executable, str(empty), "--help"]),
                Contestant("bpr --help", [sys.executable, "-m", "bpr", "--help"]),
                Contestant("import bpr", [sys.executable, "-c", "import bpr"]),
            ],
            rounds=15,
        )
    base = results[1].cpu
    rows = [[r.name, f"{r.cpu * 1000:.0f}", f"{r.wall * 1000:.0f}", f"{r.cpu / base:.2f}"] for r in results]
    table(["command", "CPU ms", "wall ms", "CPU / empty Typer app"], rows)


if __name__ == "__main__":
    main()
