"""The album: analysis and pictures of one process, worked out once for all writers."""

from __future__ import annotations

import pytest

from bpr.diagnosis.analyse import analyse
from bpr.export.bpmn import to_bpmn
from bpr.export.bundle import bundle
from bpr.export.formats import Drawing, render
from bpr.export.html.viewer import to_html
from bpr.export.swimlane import album as album_module
from bpr.export.swimlane.album import Album
from bpr.export.swimlane.picture import draw
from bpr.export.theme.theme import Theme
from bpr.layout import engine
from tests.analysis.small_models import END, process, rework, start

BOTH = {"en": "Letters", "zh": "信函"}


@pytest.fixture
def laid_out(monkeypatch):
    """The titles of all diagrams that get laid out, wherever that happens."""
    titles, search = [], engine._best

    def counted(diagram, insides, seed):
        titles.append(diagram.title)
        return search(diagram, insides, seed)

    monkeypatch.setattr(engine, "_best", counted)
    return titles


def nested():
    inner = [{"id": "B", "name": "Look"}]
    return process(start("P"), {"id": "P", "subprocess": "Check", "steps": inner, "next": "E"}, END, title=BOTH)


def test_the_hand_out_lays_out_each_language_once(laid_out):
    bundle(analyse(process(*rework(), title=BOTH)))
    assert sorted(laid_out) == ["Letters", "信函"]


def test_a_picture_is_the_one_that_draw_gives_and_the_same_one_each_time():
    model = nested()
    book = Album(model)
    assert book.scopes == (None, "P")
    for scope in book.scopes:
        assert book.picture(lang="zh", scope=scope) == draw(model, lang="zh", scope=scope)
        assert book.picture(lang="zh", scope=scope) is book.picture(lang="zh", scope=scope)


def test_another_theme_colours_the_same_layout(laid_out):
    book, look = Album(nested()), Theme(head="#123456")
    assert book.picture(theme=look).theme == look
    assert book.picture(theme=look).geometry is book.picture().geometry
    assert len(laid_out) == 1


def test_the_page_of_a_model_in_one_language_is_laid_out_once(laid_out):
    to_html(Album(process(*rework(), title="Letters")))
    assert laid_out == ["Letters"]


@pytest.mark.parametrize("suffix", ["mmd", "puml", "dot", "xlsx"])
def test_formats_without_places_need_no_layout(laid_out, suffix):
    assert render(Drawing(Album(nested())), suffix).files[0]
    assert laid_out == []


def test_bpmn_shares_the_layout_where_it_needs_no_room_for_signs(laid_out):
    model = process(*rework(), title="Letters")
    book = Album(model)
    book.picture()
    data = to_bpmn(model, lay_out=book.lay_out)
    assert laid_out == ["Letters"]
    assert data == to_bpmn(model)


def test_an_analysis_that_is_known_is_not_made_again(monkeypatch):
    model = nested()
    found = analyse(model)
    monkeypatch.setattr(album_module, "analyse", lambda process: pytest.fail("analysed twice"))
    assert Album.of(found).analysis is found
