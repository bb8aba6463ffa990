"""How long `bpr check` takes over a folder of 5,000 models, the first time and unchanged.

    python benchmarks/check_folder.py [models]

The models are the shipped ones over and over, each with a line of its own, so that no two files are equal. Both runs
are the command itself in a process of its own, with the start of Python and of the workers. They must print the same
lines.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bpr.formats.library import names, open_library, path_of
from bpr.model import Process


def write_models(folder: Path, count: int) -> None:
    texts = [path_of(name).read_text(encoding="utf-8") for name in names() if isinstance(open_library(name), Process)]
    for number in range(count):
        place = folder / f"{number // 250:03}"
        place.mkdir(exist_ok=True)
        text = f"{texts[number % len(texts)]}\n# {number}\n"
        (place / f"{number:05}.yaml").write_text(text, encoding="utf-8")


def run(folder: Path, cache: Path) -> tuple[float, str, str]:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "bpr", "check", str(folder), "--fail-on", "never"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "BPR_CACHE": str(cache), "BPR_LANG": "en"},
    )
    return time.perf_counter() - begun, done.stdout, done.stderr.strip().splitlines()[-1]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as place:
        models, cache = Path(place) / "models", Path(place) / "cache"
        models.mkdir()
        write_models(models, count)
        first, lines, said = run(models, cache)
        again, same, remembered = run(models, cache)
    assert lines == same, "the two runs differ"
    assert f"({count} unchanged)" in remembered
    print(f"{count} models on {os.cpu_count()} cores")
    print(f"first time  {first:7.1f} s  {1000 * first / count:6.2f} ms a model   {said}")
    print(f"unchanged   {again:7.1f} s  {1000 * again / count:6.2f} ms a model")


if __name__ == "__main__":
    main()
