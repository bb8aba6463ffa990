"""Every oracle case through bpr's public functions, one test a case.

The folder is ``tests/oracles`` or the one named by the environment variable ``BPR_ORACLES``. An area without a module
in ``tests/oracle_areas`` is reported as skipped by name.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.oracle_models import differences

FOLDER = Path(os.environ.get("BPR_ORACLES") or Path(__file__).with_name("oracles"))


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{case['id']} {case['title']}")
        for path in sorted(FOLDER.glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]
    ]


def test_the_oracle_folder_holds_cases():
    assert _cases(), f"no oracle files in {FOLDER}"


@pytest.mark.parametrize("case", _cases())
def test_oracle_case(case):
    name = f"tests.oracle_areas.{case['area']}"
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"area '{case['area']}' is not built yet")
    got = importlib.import_module(name).run(case)
    found = differences(got, case["expected"], case["tolerance"])
    assert not found, "\n".join([f"{case['id']}: {case['why']}", *found])


def test_the_comparison_tells_unknown_from_zero_and_numbers_from_flags():
    tolerance = {"abs": 1e-6, "rel": 1e-6}
    assert differences({"a": 0.0}, {"a": None}, tolerance)
    assert differences({"a": None}, {"a": 0.0}, tolerance)
    assert differences({"a": True}, {"a": 1}, tolerance)
    assert differences({"a": 1.0, "b": 2.0}, {"a": 1.0}, tolerance)
    assert differences({"a": [1, 2]}, {"a": [2, 1]}, tolerance)
    assert not differences(
        {"errors": ["B", "A"], "m": {"x->y": 1.0000005}}, {"errors": ["A", "B"], "m": {"x->y": 1}}, tolerance
    )
