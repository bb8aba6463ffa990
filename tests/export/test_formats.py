"""Every format of a drawing by its suffix, and choices that a format cannot follow."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from bpr.errors import ExportError, InputError
from bpr.export.charts.table import draw_chart
from bpr.export.formats import CHOICES, FORMATS, Drawing, check_choices, render, render_scene
from bpr.export.swimlane.album import Album
from bpr.export.swimlane.picture import MOST_BOXES, draw
from bpr.formats.files import load
from tests.analysis.small_models import process, rework

MODEL = process(*rework(), title={"en": "Letters", "zh": "信函"})
BEGIN = {
    "svg": b"<svg",
    "png": b"\x89PNG",
    "pdf": b"%PDF",
    "pptx": b"PK",
    "drawio": b"<mxfile",
    "bpmn": b"<?xml",
    "html": b"<!DOCTYPE html>",
    "mmd": b"---",
    "puml": b"@startuml",
    "dot": b"digraph",
    "xlsx": b"PK",
}


def drawing(lang="en", model=MODEL, **options):
    return Drawing(Album(model), lang, chosen=draw(model, lang=lang, **options) if options else None)


@pytest.mark.parametrize("suffix", sorted(FORMATS))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_format_is_what_its_suffix_says_and_the_same_twice(suffix, lang):
    (data,) = render(drawing(lang), suffix).files
    assert data.lower().startswith(BEGIN[suffix].lower())
    assert (data,) == render(drawing(lang), suffix).files
    if suffix in ("svg", "drawio", "bpmn"):
        etree.fromstring(data)
    if suffix in ("pptx", "xlsx"):
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def test_an_unknown_suffix_names_those_that_there_are():
    with pytest.raises(ExportError, match="svg, png, pdf"):
        render(drawing(), "vsdx")


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_choices_are_followed_or_refused_never_dropped(suffix):
    for choice in (*CHOICES, "page"):
        if choice in FORMATS[suffix].takes:
            check_choices(suffix, [choice])
        else:
            with pytest.raises(InputError, match=f"--{choice.replace('_', '-')} does not go with .{suffix}"):
                check_choices(suffix, [choice])


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf", "pptx", "drawio"])
@pytest.mark.parametrize("options", [{"lanes": "department"}, {"direction": "down"}, {"overlay": "none"}])
def test_a_followed_choice_changes_the_file(suffix, options):
    model = load("contract-approval.tobe")
    assert render(drawing(model=model, **options), suffix).files != render(drawing(model=model), suffix).files


@pytest.mark.parametrize("suffix", ["mmd", "puml", "dot", "xlsx"])
def test_formats_without_places_take_a_process_too_large_for_a_picture(suffix):
    count = MOST_BOXES + 1
    steps = [{"id": f"A{at}", "name": f"Step {at}", "next": f"A{at + 1}"} for at in range(count)]
    large = process(*steps[:-1], {"id": f"A{count - 1}", "name": "Last"})
    assert render(Drawing(Album(large)), suffix).files[0]
    with pytest.raises(ExportError, match="a picture holds at most"):
        render(Drawing(Album(large)), "svg")


def test_scenes_come_as_svg_png_and_pdf_only():
    scene = draw_chart("loops", MODEL)
    assert [render_scene(scene, suffix).files[0][:4] for suffix in ("svg", "png", "pdf")] == [
        b"<svg",
        b"\x89PNG",
        b"%PDF",
    ]
    with pytest.raises(ExportError, match="svg, png or pdf"):
        render_scene(scene, "pptx")
