"""Make the gallery in exports/ again: what the flagships of the library export to.

    python tools/make_gallery.py

A test compares the gallery with what the code makes, byte for byte; look at the pictures before committing them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bpr.compare.comparison import compare
from bpr.diagnosis.analyse import analyse
from bpr.export.bundle import bundle
from bpr.export.charts.table import draw_chart
from bpr.export.comparison_files import comparison_files
from bpr.export.files import write_outputs
from bpr.export.formats import Drawing, render
from bpr.export.scene.svg import scene_to_svg
from bpr.export.swimlane.album import Album
from bpr.export.swimlane.picture import draw
from bpr.formats.files import load
from bpr.layout.pages.paper import PAPERS
from bpr.model import Process, ValueChain
from bpr.text import LANGUAGES

GALLERY = Path(__file__).resolve().parent.parent / "exports"
WHOLE = "customer-reception.asis"
SHORT = ("pictures", "raci", "texts")
MODELS: dict[str, tuple[str, ...] | None] = {
    WHOLE: None,
    "customer-reception.tobe": SHORT,
    "contract-approval.asis": SHORT,
    "contract-approval.tobe": SHORT,
}
COMPARED = ("customer-reception.asis", "customer-reception.tobe", "customer-reception.compared")


def folders() -> Iterator[str]:
    """The folders of the gallery."""
    yield from (*MODELS, COMPARED[-1], "showcase")


def make(folder: str) -> dict[str, bytes]:
    """The files of one folder by name."""
    if folder in MODELS:
        return bundle(analyse(_process(folder)), parts=MODELS[folder])
    if folder == COMPARED[-1]:
        return comparison_files(compare(_process(COMPARED[0]), _process(COMPARED[1])))
    return dict(_showcase())


def _showcase() -> Iterator[tuple[str, bytes]]:
    """Pictures that the bundles do not hold: value chains, pages, lanes as columns, badges."""
    for lang in LANGUAGES:
        for name, chart in (("vc-porter", "value-chain"), ("vc-scor", "landscape")):
            chain = load(name)
            assert isinstance(chain, ValueChain)
            yield f"{name}.{chart}.{lang}.svg", scene_to_svg(draw_chart(chart, chain, lang=lang)).encode()
        order = _process("order-to-cash.asis")
        paged = Drawing(Album(order), lang, paper=PAPERS["a3"])
        yield f"order-to-cash.asis.a3.{lang}.pdf", render(paged, "pdf").files[0]
        columns = draw(_process("contract-approval.tobe"), lang=lang, direction="down")
        yield f"contract-approval.tobe.columns.{lang}.svg", columns.render("svg")
        badges = draw(_process("presales-support"), lang=lang, badges="documents,systems,raci")
        yield f"presales-support.badges.{lang}.svg", badges.render("svg")


def _process(name: str) -> Process:
    process = load(name)
    assert isinstance(process, Process)
    return process


def main() -> int:
    """Write every folder of the gallery and name the files."""
    for folder in folders():
        files = {GALLERY / folder / name: data for name, data in make(folder).items()}
        for path in write_outputs(files, force=True):
            sys.stdout.write(f"{path.relative_to(GALLERY.parent)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
