"""The interactive picture in headless Chromium: filters, cards, keys, languages; no error and no request."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bpr.export.html.viewer import to_html
from bpr.export.swimlane.album import Album
from tests.export.html.models import HOSTILE, hostile, letters

NODE = shutil.which("node")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
MODULES = os.environ.get("BPR_NODE_MODULES", "")
pytestmark = pytest.mark.skipif(
    not (NODE and CHROMIUM and (Path(MODULES) / "playwright-core").is_dir()),
    reason="needs node, Chromium, and playwright-core in the folder named by BPR_NODE_MODULES",
)


def use(model, folder):
    page = folder / "page.html"
    page.write_text(to_html(Album(model)), encoding="utf-8")
    script = Path(__file__).with_name("browser.cjs")
    done = subprocess.run(
        [str(NODE), str(script), MODULES, str(CHROMIUM), str(page)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    return use(letters(), tmp_path_factory.mktemp("page"))


def test_nothing_is_loaded_and_nothing_goes_wrong(seen):
    assert seen["errors"] == []
    assert seen["requests"] == []


def test_a_card_opens_under_the_mouse_and_closes_behind_it(seen):
    assert seen["card"] == {"visible": True, "name": "Write the letter"}
    assert seen["cardAfterLeaving"] is False


def test_filters_fade_what_they_do_not_keep(seen):
    assert sorted(seen["loopsOff"]) == ["E", "F", "S"]
    assert seen["status"] == "3 of 6 elements shown"
    assert seen["nothingOff"] == []
    assert "B" not in seen["loopsOff"]
    assert {"S", "E"} <= set(seen["roleOff"])


def test_keys_wheel_and_drag_move_and_zoom(seen):
    assert all(seen[name] for name in ("zoomed", "moved", "wheel", "dragged", "help"))


def test_tab_walks_over_the_elements_and_opens_their_cards(seen):
    assert seen["focused"].startswith("box:")
    assert seen["cardByKey"] is True
    assert seen["describedBy"] == "card"
    assert seen["cardAfterEscape"] is False


def test_a_finding_leads_to_its_elements(seen):
    assert seen["hits"] >= 1
    assert seen["cardByFinding"] is True


def test_a_sub_process_can_be_opened(seen):
    assert sorted(seen["inner"]) == ["F1", "F2"]


def test_the_language_switch_changes_texts_title_and_picture(seen):
    assert seen["chinese"] == {"lang": "zh-CN", "title": "信函处理", "filter": "交接", "picture": "zh-CN"}


def test_print_leaves_out_the_tools_and_keeps_the_findings(seen):
    assert seen["printed"] == {"bar": False, "side": True}


def test_hostile_labels_stay_text(tmp_path):
    found = use(hostile(), tmp_path)
    assert found["errors"] == []
    assert found["requests"] == []
    assert found["card"]["name"] == HOSTILE
