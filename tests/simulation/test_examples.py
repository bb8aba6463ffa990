"""The examples run, where what they need is installed."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="dask's distributed is not installed")
def test_a_dask_cluster_gives_the_same_result():
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "dask_cluster.py")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert "same as without the cluster: True" in done.stdout
