"""The gallery in exports/ is what the code makes, byte for byte."""

import importlib.util
from pathlib import Path

import pytest

from bpr.export.files import MANIFEST

ROOT = Path(__file__).parent.parent
GALLERY = ROOT / "exports"


def _maker():
    spec = importlib.util.spec_from_file_location("make_gallery", ROOT / "tools" / "make_gallery.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = _maker()


def test_the_gallery_holds_what_its_maker_makes_and_every_format():
    assert sorted(path.name for path in GALLERY.iterdir() if path.is_dir()) == sorted(MAKER.folders())
    suffixes = {path.suffix for path in (GALLERY / MAKER.WHOLE).iterdir()}
    assert suffixes >= {".svg", ".png", ".pdf", ".pptx", ".drawio", ".bpmn", ".html", ".docx", ".xlsx", ".mmd", ".dot"}


@pytest.mark.parametrize("folder", list(MAKER.folders()))
def test_the_gallery_is_up_to_date(folder):
    made = MAKER.make(folder)
    kept = {path.name: path.read_bytes() for path in (GALLERY / folder).iterdir() if path.name != MANIFEST}
    assert sorted(made) == sorted(kept)
    changed = [file for file, data in made.items() if kept[file] != data]
    assert changed == [], "run: python tools/make_gallery.py, and look at the pictures"
