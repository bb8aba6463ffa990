"""The gallery in exports/ is what the code makes, byte for byte."""

from pathlib import Path

import pytest

from bpr.diagnosis.analyse import analyse
from bpr.export.bundle import bundle
from bpr.export.files import MANIFEST
from bpr.formats.files import load

GALLERY = Path(__file__).parent.parent / "exports"
MODELS = sorted(path.name for path in GALLERY.iterdir() if path.is_dir())


def test_the_gallery_holds_two_families_as_is_and_to_be():
    families = {name.rpartition(".")[0] for name in MODELS}
    assert {f"{family}.{stage}" for family in families for stage in ("asis", "tobe")} == set(MODELS)
    assert len(families) >= 2


@pytest.mark.parametrize("name", MODELS)
def test_the_gallery_is_up_to_date(name):
    made = bundle(analyse(load(name)))
    kept = {path.name: path.read_bytes() for path in (GALLERY / name).iterdir() if path.name != MANIFEST}
    assert sorted(made) == sorted(kept)
    changed = [file for file, data in made.items() if kept[file] != data]
    assert changed == [], "run: python tools/make_gallery.py, and look at the pictures"
