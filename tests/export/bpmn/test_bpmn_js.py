"""Every library model opens in bpmn-js without a warning and with the lanes of our own picture.

Needs node, Chromium, and bpmn-js with playwright-core in the folder named by BPR_NODE_MODULES; skipped by name where
one of them is missing. The screenshots lie beside the files in the test's folder.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bpr.export.bpmn import to_bpmn
from bpr.formats.files import load
from bpr.layout.engine import lay_out
from bpr.layout.plan.swimlane import swimlane
from bpr.model import Process
from tests.export.bpmn.samples import MODELS, order, two_companies

MODULES = Path(os.environ.get("BPR_NODE_MODULES") or "node_modules")
NODE = shutil.which("node")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = [
    name
    for name, there in (
        ("node", NODE),
        ("Chromium", CHROMIUM),
        ("bpmn-js in BPR_NODE_MODULES", (MODULES / "bpmn-js").is_dir()),
        ("playwright-core in BPR_NODE_MODULES", (MODULES / "playwright-core").is_dir()),
    )
    if not there
]
pytestmark = [pytest.mark.chromium, pytest.mark.skipif(bool(MISSING), reason=f"missing: {', '.join(MISSING)}")]


Band = tuple[str, float, float]


def _missing(ours: list[Band], shown: list[Band]) -> list[Band]:
    """The lanes (name, top, height) that are not shown at their place; bpmn-js rounds to whole px."""
    return [
        (name, top, height)
        for name, top, height in ours
        if not any(
            name.replace(" ", "") == other.replace(" ", "") and abs(top - y) <= 1 and abs(height - h) <= 1
            for other, y, h in shown
        )
    ]


def assert_opens_as_drawn(models: dict[str, Process], folder: Path) -> None:
    """Write every model in both languages, open the files in one browser, and compare what it shows."""
    geometries = {}
    for name, model in models.items():
        for lang in ("en", "zh"):
            geometry = lay_out(swimlane(model, lang=lang))
            path = folder / f"{name}.{lang}.bpmn"
            path.write_bytes(to_bpmn(model, lang=lang, geometry=geometry))
            geometries[path] = geometry
    script = Path(__file__).with_name("import_bpmn.cjs")
    command = [str(NODE), str(script), str(CHROMIUM), *map(str, geometries)]
    lines = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True).stdout.splitlines()
    for (path, geometry), line in zip(geometries.items(), lines, strict=True):
        opened = json.loads(line)
        assert opened["warnings"] == [], path
        shown = [(lane["name"], lane["y"], lane["height"]) for lane in (*opened["lanes"], *opened["pools"])]
        full = [lane for lane in geometry.lanes if not lane.id.startswith("organisation:")]
        ours = [("".join(lane.name.lines), lane.band.y, lane.band.height) for lane in full]
        ours += [("".join(group.name.lines), group.head.y, group.head.height) for group in geometry.groups]
        assert _missing(ours, shown) == [], path
        assert opened["nodes"] >= sum(not box.id.startswith("organisation:") for box in geometry.boxes)
        assert opened["edges"] >= len(geometry.routes)
        assert path.with_suffix(".png").stat().st_size > 5_000


def test_models_open_without_a_warning_and_with_our_lanes(tmp_path):
    assert_opens_as_drawn(
        {"order": order(), "two": two_companies(), "library": load("customer-reception.asis")}, tmp_path
    )


@pytest.mark.slow
def test_all_library_models_open_without_a_warning_and_with_our_lanes(tmp_path):
    assert len(MODELS) == 13
    assert_opens_as_drawn({name: load(name) for name in MODELS}, tmp_path)
