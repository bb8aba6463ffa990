from __future__ import annotations

from dataclasses import replace

import pytest

import bpr
from bpr.errors import ExportError, InputError
from bpr.export.swimlane.pages import page_files, paged, paper_named, scale_on
from bpr.export.swimlane.paint import paint
from bpr.export.swimlane.picture import draw
from bpr.layout.pages.paper import PX_PER_INCH


@pytest.fixture(scope="module")
def picture():
    return draw(bpr.load("complaint-handling.asis"), lang="zh")


def test_pages_with_their_legend_fit_on_the_paper(picture):
    for name in ("a4", "a3", "slide"):
        paper = paper_named(name)
        pages = paged(picture, paper)
        width, height = paper.room(PX_PER_INCH)
        assert len(pages) > 1
        for page in pages:
            scene, scale = paint(page.geometry, page.theme, page.overlay), scale_on(page, paper)
            assert scene.width * scale <= width + 1
            assert scene.height * scale <= height + 1
            assert "返工" in page.svg


def test_a_poster_is_one_sheet(picture):
    assert paged(picture, paper_named("poster")) == (picture,)


def test_an_unknown_paper_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="a4, a3, slide, poster"):
        paper_named("letter")


def test_one_page_keeps_its_name(tmp_path):
    assert page_files(tmp_path / "p.png", 1) == (tmp_path / "p.png",)


def test_a_false_picture_is_refused_before_it_is_cut(picture):
    first, *others = picture.geometry.boxes
    fallen = replace(first, rect=replace(first.rect, y=first.rect.y + 300))
    broken = replace(picture, geometry=replace(picture.geometry, boxes=(fallen, *others)))
    with pytest.raises(ExportError, match="outside its lane"):
        paged(broken, paper_named("a4"))
