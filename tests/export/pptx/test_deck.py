"""The presentation: key figures, split pictures, findings and notes, in both languages; opened by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache

import pytest

from bpr.diagnosis.analyse import analyse
from bpr.export.pptx.deck import to_pptx
from bpr.export.sections import diagnosis_sections
from bpr.export.swimlane.album import Album
from bpr.export.swimlane.picture import draw
from bpr.formats.library import open_library
from bpr.model import Process
from tests.analysis.small_models import END, process, start
from tests.export.pptx.reading import A, P, deck_of, shapes_by_name


@lru_cache
def analysis_of(name):
    return analyse(open_library(name))


@lru_cache
def data_of(name, lang):
    return to_pptx(Album.of(analysis_of(name)), lang=lang)


def tables(deck):
    return [
        [tuple(cell.text_frame.text for cell in row.cells) for row in shape.table.rows]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]


def titles(deck):
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", ["Order to cash (as-is)", "Order to cash (as-is) (1/4)", "Findings (1/"]),
        ("zh", ["订单到收款（现状）", "订单到收款（现状） (1/4)", "发现"]),
    ],
)
def test_the_slides_tell_figures_then_the_picture_then_findings(lang, names):
    found = titles(deck_of(data_of("order-to-cash.asis", lang)))
    assert found[:2] == names[:2]
    assert found[5].startswith(names[2])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_first_slide_has_the_key_figures(lang):
    _, figures, *_ = diagnosis_sections(analysis_of("order-to-cash.asis"), lang)
    assert tables(deck_of(data_of("order-to-cash.asis", lang)))[0] == [figures.head, *figures.rows]


def test_every_finding_stands_in_a_table():
    findings = analysis_of("order-to-cash.asis").findings
    rows = [row for table in tables(deck_of(data_of("order-to-cash.asis", "en")))[1:] for row in table[1:]]
    assert [message for _, message, _ in rows] == [finding.message.pick("en") for finding in findings]


def test_every_box_stands_on_exactly_one_slide():
    deck = deck_of(data_of("order-to-cash.asis", "en"))
    names = [name for slide in deck.slides for name in shapes_by_name(slide.shapes._spTree) if name.startswith("box ")]
    boxes = draw(open_library("order-to-cash.asis")).geometry.boxes
    assert sorted(names) == sorted(f"box {box.id}" for box in boxes)


def test_most_arrows_are_glued_at_both_ends():
    deck = deck_of(data_of("order-to-cash.asis", "en"))
    routes = [
        shape
        for slide in deck.slides
        for name, shape in shapes_by_name(slide.shapes._spTree).items()
        if name.startswith("route ")
    ]
    glued = [shape for shape in routes if len(list(shape.iter(f"{A}stCxn", f"{A}endCxn"))) == 2]
    assert len(glued) / len(routes) > 0.6
    everything = deck_of(to_pptx(Album.of(analysis_of("order-to-cash.asis")), glue="all"))
    left = [
        name
        for slide in everything.slides
        for name, shape in shapes_by_name(slide.shapes._spTree).items()
        if name.startswith("route ") and shape.tag != f"{P}cxnSp"
    ]
    assert left == []


@pytest.mark.parametrize("name", ["order-to-cash.asis", "customer-reception.asis"])
def test_what_weighs_most_begins_the_list_of_findings_in_its_order(name):
    first = deck_of(data_of(name, "en")).slides[0]
    (box,) = (shape for shape in first.shapes if shape.has_text_frame and "What weighs most" in shape.text_frame.text)
    told = [line.removeprefix("• ") for line in box.text_frame.text.splitlines()[1:]]
    findings = [finding.message.pick("en") for finding in analysis_of(name).findings]
    assert len(told) > 2
    assert told == findings[: len(told)]
    rework = [f.measure.value for f in analysis_of(name).findings if f.code == "PING_PONG"]
    assert rework == sorted(rework, reverse=True)


def test_the_notes_tell_the_findings_of_what_the_slide_shows():
    analysis = analysis_of("order-to-cash.asis")
    deck = deck_of(data_of("order-to-cash.asis", "zh"))
    notes = [slide.notes_slide.notes_text_frame.text for slide in list(deck.slides)[:5]]
    for finding in analysis.findings:
        assert any(finding.message.pick("zh") in note for note in notes)
    for slide, note in list(zip(deck.slides, notes, strict=False))[1:]:
        shown = {name[4:] for name in shapes_by_name(slide.shapes._spTree) if name.startswith("box ")}
        for finding in analysis.findings:
            if shown.intersection(finding.elements):
                assert finding.remedy.pick("zh") in note


def test_a_sub_process_has_slides_of_its_own():
    inner = [{"id": "B", "name": "Inner step", "next": "C"}, {"id": "C", "name": "Sign"}]
    model = process(start("P"), {"id": "P", "subprocess": "Check", "role": "clerk", "steps": inner, "next": "E"}, END)
    deck = deck_of(to_pptx(Album(model)))
    shown = [set(shapes_by_name(slide.shapes._spTree)) for slide in deck.slides]
    assert [("box P" in names, "box B" in names) for names in shown[1:3]] == [(True, False), (False, True)]


def test_a_process_without_steps_gives_a_readable_file():
    deck = deck_of(to_pptx(Album(Process(id="empty"))))
    assert titles(deck)[0] == "empty"


def test_hostile_labels_are_only_text():
    label = "</a:t><script> & \x00\x0b '\" 审批 🚀 שלום"
    model = process(start("A"), {"id": "A", "name": {"en": label}, "next": "E"}, END)
    deck = deck_of(to_pptx(Album(model)))
    texts = [shape for slide in deck.slides for shape in slide.shapes._spTree.iter(f"{A}t")]
    assert any("</a:t><script>" in (node.text or "") for node in texts)


def test_the_same_analysis_gives_the_same_bytes():
    again = to_pptx(Album(open_library("order-to-cash.asis")), lang="zh")
    assert again == data_of("order-to-cash.asis", "zh")


@pytest.mark.libreoffice
def test_libreoffice_opens_all_slides_with_their_texts(tmp_path):
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("LibreOffice (soffice) or pdftotext is not installed")
    for lang in ("en", "zh"):
        (tmp_path / f"{lang}.pptx").write_bytes(data_of("customer-reception.asis", lang))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "en.pptx", "zh.pptx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=180, check=True)
    for lang in ("en", "zh"):
        command = [reader, "-raw", f"{lang}.pdf", "-"]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=True)
        pages = "".join(run.stdout.decode().split())
        assert run.stdout.count(b"\f") == len(deck_of(data_of("customer-reception.asis", lang)).slides)
        for box in draw(open_library("customer-reception.asis"), lang=lang).geometry.boxes:
            if box.label is not None:
                assert "".join("".join(box.label.lines).split()) in pages
